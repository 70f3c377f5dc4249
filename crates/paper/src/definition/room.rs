//! Checks of room: type that fits its box, boxes that hold what they are for.

use super::error::{DefinitionProblem as P, Side};
use super::field::{EraPlace, Field, FieldKind, Mark, MarkedOption, WarekiShape, WesternShape};
use super::model::{FormDefinition, Rect, label_ems, mm};
use super::reader::Reader;
use crate::layout;

/// Every field and every printed word has room for its type.
pub(super) fn check(form: &FormDefinition, reader: &mut Reader<'_>) {
    for field in form.all_fields() {
        type_fits(field, reader);
    }
    let in_rows = form.rows.iter().flat_map(|rows| &rows.printed.texts);
    for text in form.printed.texts.iter().chain(in_rows) {
        let needed = (label_ems(&text.text), 1.0);
        room(reader, text.at, &text.text, text.rect, text.size, needed);
    }
}

fn type_fits(field: &Field, reader: &mut Reader<'_>) {
    let name = &field.name;
    match &field.kind {
        FieldKind::Text(text) => {
            room(reader, field.at, name, text.rect, text.floor, (1.0, 1.0));
            room(
                reader,
                field.at,
                name,
                Rect {
                    w: f64::INFINITY,
                    ..text.rect
                },
                text.size,
                (1.0, layout::height_ems(text.lines)),
            );
        }
        FieldKind::Digits(digits) => {
            let cell = Rect {
                w: digits.cell_width(),
                ..digits.rect
            };
            room(reader, field.at, name, cell, digits.size, (0.5, 1.0));
        }
        FieldKind::Wareki(wareki) => match &wareki.shape {
            // 令和10年10月10日 at its longest, digits half as wide as kanji.
            WarekiShape::Written(rect, _) => {
                room(reader, field.at, name, *rect, wareki.size, (8.0, 1.0));
            }
            WarekiShape::Parts {
                era,
                year,
                month,
                day,
            } => {
                for part in [year, month, day] {
                    room(reader, field.at, name, *part, wareki.size, (1.0, 1.0));
                }
                match era {
                    EraPlace::Printed(rect) => {
                        room(reader, field.at, name, *rect, wareki.size, (2.0, 1.0));
                    }
                    EraPlace::Circled(options) => options
                        .iter()
                        .for_each(|option| ring_fits(reader, name, option, wareki.era_size)),
                }
            }
        },
        FieldKind::Western(western) => match &western.shape {
            // 2026年11月21日, digits half as wide as kanji.
            WesternShape::Written(rect, _) => {
                room(reader, field.at, name, *rect, western.size, (7.0, 1.0));
            }
            WesternShape::Parts { year, month, day } => {
                room(reader, field.at, name, *year, western.size, (2.0, 1.0));
                for part in [month, day] {
                    room(reader, field.at, name, *part, western.size, (1.0, 1.0));
                }
            }
        },
        FieldKind::Qr(qr) => {
            let side = layout::LEAST_QR_MM;
            let found = qr.rect.w.min(qr.rect.h);
            if found < side {
                let which = if qr.rect.w < side {
                    Side::Width
                } else {
                    Side::Height
                };
                let problem = P::TooSmall {
                    side: which,
                    found: format!("{found:.1} mm"),
                    needed: format!("{side:.1} mm"),
                    size: "QR".into(),
                };
                reader.error(field.at, Some(name), problem);
            }
        }
        FieldKind::Choice(choice) if choice.mark == Mark::Circle => {
            choice
                .options
                .iter()
                .for_each(|option| ring_fits(reader, name, option, choice.size));
        }
        FieldKind::Choice(_) | FieldKind::Signature(_) => {}
    }
}

/// A ring goes round the word without touching it.
fn ring_fits(reader: &mut Reader<'_>, name: &str, option: &MarkedOption, size: f64) {
    if option.text.is_empty() {
        return;
    }
    let (width, height) = (label_ems(&option.text) * mm(size), mm(size));
    let needed = layout::ring_around(width, height, option.rect);
    if option.rect.h < height * layout::RING_HEIGHT_EMS {
        report_room(
            reader,
            option.at,
            name,
            Side::Height,
            option.rect.h,
            height * layout::RING_HEIGHT_EMS,
            size,
        );
    } else if option.rect.w < needed {
        report_room(
            reader,
            option.at,
            name,
            Side::Width,
            option.rect.w,
            needed,
            size,
        );
    }
}

fn room(reader: &mut Reader<'_>, at: usize, name: &str, rect: Rect, size: f64, ems: (f64, f64)) {
    const HAIR: f64 = 0.005;
    let (width, height) = (ems.0 * mm(size), ems.1 * mm(size));
    if rect.w + HAIR < width {
        report_room(reader, at, name, Side::Width, rect.w, width, size);
    } else if rect.h + HAIR < height {
        report_room(reader, at, name, Side::Height, rect.h, height, size);
    }
}

fn report_room(
    reader: &mut Reader<'_>,
    at: usize,
    name: &str,
    which: Side,
    found: f64,
    needed: f64,
    size: f64,
) {
    let needed = (needed * 10.0).ceil() / 10.0;
    let problem = P::TooSmall {
        side: which,
        found: format!("{found:.1} mm"),
        needed: format!("{needed:.1} mm"),
        size: format!("{size} pt"),
    };
    reader.error(at, Some(name), problem);
}
