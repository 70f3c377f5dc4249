//! Checks of place: boxes that lie on the page and not on each other, rules beside them.

use super::error::DefinitionProblem as P;
use super::field::{
    ChoiceField, EraPlace, Field, FieldKind, Mark, MarkedOption, WarekiShape, WesternShape,
};
use super::model::{FormDefinition, Rect, label_ems, mm};
use super::printed::Printed;
use super::reader::Reader;
use super::{names, room};
use crate::layout;

/// A box with what a message calls it.
struct Named<'f> {
    name: &'f str,
    place: Place,
    at: usize,
}

/// A rectangle on one of the pages.
#[derive(Clone, Copy)]
struct Place {
    page: u32,
    rect: Rect,
}

/// The form itself, or one of its rows.
struct Part<'f> {
    fields: &'f [Field],
    printed: &'f Printed,
    /// How far down the row lies.
    shift: f64,
}

pub(super) fn check(form: &FormDefinition, reader: &mut Reader<'_>) {
    names::names(form, reader);
    let parts = parts(form);
    let boxes: Vec<Named<'_>> = parts.iter().flat_map(boxes).collect();
    let before = reader.errors.len();
    inside_page(form, &parts, &boxes, reader);
    overlaps(&boxes, reader);
    rules_through(&parts, &boxes, reader);
    told_once(reader, before);
    room::check(form, reader);
}

/// The form, and each row as often as it is printed.
fn parts(form: &FormDefinition) -> Vec<Part<'_>> {
    let itself = Part {
        fields: &form.fields,
        printed: &form.printed,
        shift: 0.0,
    };
    let rows = form.rows.iter().flat_map(|rows| {
        (0..rows.count).map(|index| Part {
            fields: &rows.fields,
            printed: &rows.printed,
            shift: rows.pitch * f64::from(index),
        })
    });
    std::iter::once(itself).chain(rows).collect()
}

/// A fault of a row is one fault, however many rows there are.
fn told_once(reader: &mut Reader<'_>, first: usize) {
    let mut told = std::collections::HashSet::new();
    let mut index = 0;
    reader.errors.retain(|error| {
        index += 1;
        let kind = std::mem::discriminant(&error.problem);
        let is_single = matches!(error.problem, P::RuleThrough { .. });
        index <= first || is_single || told.insert((error.line, error.column, kind))
    });
}

fn boxes<'f>(part: &Part<'f>) -> Vec<Named<'f>> {
    let mut boxes = Vec::new();
    for field in part.fields {
        let mut add = |rect, at| {
            boxes.push(Named {
                name: &field.name,
                place: part.place(field.page, rect),
                at,
            });
        };
        match &field.kind {
            FieldKind::Text(text) => add(text.rect, field.at),
            FieldKind::Digits(digits) => add(digits.rect, field.at),
            FieldKind::Signature(rect) => add(*rect, field.at),
            FieldKind::Qr(qr) => add(qr.rect, field.at),
            FieldKind::Western(western) => match &western.shape {
                WesternShape::Written(rect, _) => add(*rect, field.at),
                WesternShape::Parts { year, month, day } => {
                    for rect in [year, month, day] {
                        add(*rect, field.at);
                    }
                }
            },
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
    boxes.extend(part.printed.texts.iter().map(|text| Named {
        name: &text.text,
        place: part.place(text.page, text.rect),
        at: text.at,
    }));
    boxes
}

impl Part<'_> {
    fn place(&self, page: u32, mut rect: Rect) -> Place {
        rect.y += self.shift;
        Place { page, rect }
    }
}

/// What an option covers: a ring its box, a square also the word at its right.
fn taken(choice: &ChoiceField, option: &MarkedOption) -> Rect {
    let mut rect = option.rect;
    if choice.mark == Mark::Tick && !option.text.is_empty() {
        rect.w += layout::TICK_GAP + label_ems(&option.text) * mm(choice.size);
    }
    rect
}

fn inside_page(
    form: &FormDefinition,
    parts: &[Part<'_>],
    boxes: &[Named<'_>],
    reader: &mut Reader<'_>,
) {
    let page = form.paper;
    let drawn = parts.iter().flat_map(|part| {
        let frames = part.printed.frames.iter();
        let frames = frames.map(|frame| (None, part.place(frame.page, frame.rect), frame.at));
        let rules = part.printed.rules.iter();
        frames.chain(rules.map(|rule| (None, part.place(rule.page, rule.extent()), rule.at)))
    });
    for (name, Place { rect, .. }, at) in boxes
        .iter()
        .map(|named| (Some(named.name), named.place, named.at))
        .chain(drawn)
    {
        let (right, bottom) = (rect.right(), rect.bottom());
        if rect.x < 0.0 || rect.y < 0.0 || right > page.width_mm || bottom > page.height_mm {
            let problem = P::OutsidePage {
                found: format!("{} × {} mm", round(right), round(bottom)),
                page: format!("{} × {} mm", page.width_mm, page.height_mm),
            };
            reader.error(at, name, problem);
        }
    }
}

fn overlaps(boxes: &[Named<'_>], reader: &mut Reader<'_>) {
    for (index, named) in boxes.iter().enumerate() {
        let earlier = boxes[..index]
            .iter()
            .find(|other| other.place.overlaps(&named.place));
        if let Some(other) = earlier {
            let other = other.name.to_owned();
            reader.error(named.at, Some(named.name), P::Overlap { other });
        }
    }
}

impl Place {
    fn overlaps(&self, other: &Self) -> bool {
        self.page == other.page && self.rect.overlaps(&other.rect)
    }

    fn runs_through(&self, other: &Self) -> bool {
        let (edge, rect) = (&self.rect, &other.rect);
        self.page == other.page
            && edge.x < rect.right()
            && edge.right() > rect.x
            && edge.y < rect.bottom()
            && edge.bottom() > rect.y
    }
}

/// No rule and no edge of a frame runs through what is written.
fn rules_through(parts: &[Part<'_>], boxes: &[Named<'_>], reader: &mut Reader<'_>) {
    let mut told = std::collections::BTreeSet::new();
    for (edge, at) in parts.iter().flat_map(edges) {
        for named in boxes {
            if edge.runs_through(&named.place) && told.insert((at, named.at)) {
                let (line, _) = reader.line_and_column(at);
                reader.error(named.at, Some(named.name), P::RuleThrough { line });
            }
        }
    }
}

/// The lines that are drawn: edges of frames, and rules that are upright or level.
fn edges(part: &Part<'_>) -> Vec<(Place, usize)> {
    let framed = part
        .printed
        .frames
        .iter()
        .filter(|frame| frame.width > 0.0)
        .flat_map(|frame| {
            let Rect { x, y, w, h } = frame.rect;
            let level = |y| Rect { x, y, w, h: 0.0 };
            let upright = |x| Rect { x, y, w: 0.0, h };
            [level(y), level(y + h), upright(x), upright(x + w)]
                .map(|edge| (part.place(frame.page, edge), frame.at))
        });
    let rules = part
        .printed
        .rules
        .iter()
        .filter(|rule| rule.is_straight())
        .map(|rule| (part.place(rule.page, rule.extent()), rule.at));
    framed.chain(rules).collect()
}

fn round(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}
