//! Checks of place: boxes that lie on the page and not on each other, rules beside them, type that fits.

use super::error::{DefinitionProblem as P, Side};
use super::model::{
    ChoiceField, EraPlace, Field, FieldKind, FormDefinition, Mark, MarkedOption, Rect, WarekiShape,
    label_ems, mm,
};
use super::names;
use super::reader::Reader;
use crate::layout;

/// A box with what a message calls it.
struct Named<'f> {
    name: &'f str,
    rect: Rect,
    at: usize,
}

pub(super) fn check(form: &FormDefinition, reader: &mut Reader<'_>) {
    let boxes = boxes(form);
    names::names(form, reader);
    inside_page(form, &boxes, reader);
    overlaps(&boxes, reader);
    rules_through(form, &boxes, reader);
    for field in &form.fields {
        type_fits(field, reader);
    }
    for text in &form.texts {
        let needed = (label_ems(&text.text), 1.0);
        room(reader, text.at, &text.text, text.rect, text.size, needed);
    }
}

fn boxes(form: &FormDefinition) -> Vec<Named<'_>> {
    let mut boxes = Vec::new();
    for field in &form.fields {
        let mut add = |rect, at| {
            boxes.push(Named {
                name: &field.name,
                rect,
                at,
            });
        };
        match &field.kind {
            FieldKind::Text(text) => add(text.rect, field.at),
            FieldKind::Digits(digits) => add(digits.rect, field.at),
            FieldKind::Signature(rect) => add(*rect, field.at),
            FieldKind::Choice(choice) => choice
                .options
                .iter()
                .for_each(|option| add(taken(choice, option), option.at)),
            FieldKind::Wareki(wareki) => match &wareki.shape {
                WarekiShape::Written(rect, _) => add(*rect, field.at),
                WarekiShape::Parts {
                    era,
                    year,
                    month,
                    day,
                } => {
                    match era {
                        EraPlace::Printed(rect) => add(*rect, field.at),
                        EraPlace::Circled(options) => options
                            .iter()
                            .for_each(|option| add(option.rect, option.at)),
                    }
                    for rect in [year, month, day] {
                        add(*rect, field.at);
                    }
                }
            },
        }
    }
    boxes.extend(form.texts.iter().map(|text| Named {
        name: &text.text,
        rect: text.rect,
        at: text.at,
    }));
    boxes
}

/// What an option covers: a ring its box, a square also the word at its right.
fn taken(choice: &ChoiceField, option: &MarkedOption) -> Rect {
    let mut rect = option.rect;
    if choice.mark == Mark::Tick && !option.text.is_empty() {
        rect.w += layout::TICK_GAP + label_ems(&option.text) * mm(choice.size);
    }
    rect
}

fn inside_page(form: &FormDefinition, boxes: &[Named<'_>], reader: &mut Reader<'_>) {
    let page = Rect {
        x: 0.0,
        y: 0.0,
        w: form.paper.width_mm,
        h: form.paper.height_mm,
    };
    let frames = form.frames.iter().map(|frame| (None, frame.rect, frame.at));
    let rules = form.rules.iter().map(|rule| (None, rule.extent(), rule.at));
    for (name, rect, at) in boxes
        .iter()
        .map(|named| (Some(named.name), named.rect, named.at))
        .chain(frames)
        .chain(rules)
    {
        if rect.x < 0.0 || rect.y < 0.0 || rect.right() > page.w || rect.bottom() > page.h {
            let problem = P::OutsidePage {
                found: format!("{} × {} mm", round(rect.right()), round(rect.bottom())),
                page: format!("{} × {} mm", page.w, page.h),
            };
            reader.error(at, name, problem);
        }
    }
}

fn overlaps(boxes: &[Named<'_>], reader: &mut Reader<'_>) {
    for (index, named) in boxes.iter().enumerate() {
        let earlier = boxes[..index]
            .iter()
            .find(|other| other.rect.overlaps(&named.rect));
        if let Some(other) = earlier {
            reader.error(
                named.at,
                Some(named.name),
                P::Overlap {
                    other: other.name.to_owned(),
                },
            );
        }
    }
}

/// No rule and no edge of a frame runs through what is written.
fn rules_through(form: &FormDefinition, boxes: &[Named<'_>], reader: &mut Reader<'_>) {
    let edges = form
        .frames
        .iter()
        .filter(|frame| frame.width > 0.0)
        .flat_map(|frame| {
            let Rect { x, y, w, h } = frame.rect;
            [
                Rect { x, y, w, h: 0.0 },
                Rect {
                    x,
                    y: y + h,
                    w,
                    h: 0.0,
                },
                Rect { x, y, w: 0.0, h },
                Rect {
                    x: x + w,
                    y,
                    w: 0.0,
                    h,
                },
            ]
            .map(|edge| (edge, frame.at))
        });
    let rules = form
        .rules
        .iter()
        .filter(|rule| rule.is_straight())
        .map(|rule| (rule.extent(), rule.at));
    for (edge, at) in edges.chain(rules) {
        for named in boxes {
            let Rect { x, y, .. } = named.rect;
            let inside = edge.x < named.rect.right()
                && edge.right() > x
                && edge.y < named.rect.bottom()
                && edge.bottom() > y;
            if inside {
                let (line, _) = reader.line_and_column(at);
                reader.error(named.at, Some(named.name), P::RuleThrough { line });
            }
        }
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
                w: digits.rect.w / f64::from(digits.count),
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

fn round(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}
