//! Reads the entries under `[[field]]`, one function a kind.

use super::model::{
    Align, ChoiceField, DigitsField, EraPlace, Field, FieldKind, Mark, MarkedOption, TextField,
    WarekiField, WarekiShape,
};
use super::parse::condition;
use super::reader::{Reader, Table};
use crate::definition::error::DefinitionProblem as P;
use crate::wareki::{ERAS, Era};

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Digits,
    Wareki,
    Circle,
    Tick,
    Signature,
}

const KINDS: &[(&str, Kind)] = &[
    ("text", Kind::Text),
    ("digits", Kind::Digits),
    ("wareki", Kind::Wareki),
    ("circle", Kind::Circle),
    ("tick", Kind::Tick),
    ("signature", Kind::Signature),
];

const ALIGNS: &[(&str, Align)] = &[
    ("left", Align::Left),
    ("center", Align::Center),
    ("right", Align::Right),
];

pub(super) fn read(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Field> {
    let name = reader.required(table, "name", Reader::string);
    table.field.clone_from(&name);
    let required = reader.boolean(table, "required").unwrap_or(false);
    let when = condition(reader, table);
    let kind = match reader.required(table, "type", |r, t, k| r.word(t, k, KINDS))? {
        Kind::Text => text(reader, table).map(FieldKind::Text),
        Kind::Digits => digits(reader, table).map(FieldKind::Digits),
        Kind::Wareki => wareki(reader, table).map(FieldKind::Wareki),
        Kind::Circle => choice(reader, table, Mark::Circle).map(FieldKind::Choice),
        Kind::Tick => choice(reader, table, Mark::Tick).map(FieldKind::Choice),
        Kind::Signature => reader
            .required(table, "box", Reader::rect)
            .map(FieldKind::Signature),
    };
    Some(Field {
        name: name?,
        required,
        when,
        kind: kind?,
        at: table.at_of("name"),
    })
}

/// Size of type in points.
pub(super) fn size(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
) -> Option<f64> {
    reader.number(table, key, 4.0..72.0)
}

pub(super) fn align(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Align {
    reader.word(table, "align", ALIGNS).unwrap_or(Align::Left)
}

fn text(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<TextField> {
    let value = reader.required(table, "value", Reader::string);
    let rect = reader.required(table, "box", Reader::rect);
    let size_pt = reader.required(table, "size", size);
    let floor = size(reader, table, "floor");
    let align = align(reader, table);
    let lines = reader.whole(table, "lines", 1..9).unwrap_or(1);
    let size = size_pt?;
    Some(TextField {
        value: value?,
        rect: rect?,
        size,
        // Below 6 pt a clerk cannot read an address back to the resident.
        floor: floor.unwrap_or(6.0).min(size),
        align,
        lines: u8::try_from(lines).unwrap_or(1),
    })
}

fn digits(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<DigitsField> {
    let value = reader.required(table, "value", Reader::string);
    let rect = reader.required(table, "box", Reader::rect);
    let size = reader.required(table, "size", size);
    let count = reader.required(table, "count", |r, t, k| r.whole(t, k, 1..20));
    Some(DigitsField {
        value: value?,
        rect: rect?,
        size: size?,
        count: u8::try_from(count?).ok()?,
    })
}

fn wareki(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<WarekiField> {
    let value = reader.required(table, "value", Reader::string);
    let size = reader.required(table, "size", size);
    let era_size = self::size(reader, table, "era_size");
    let shape = if table.has("box") {
        let rect = reader.rect(table, "box");
        WarekiShape::Written(rect?, align(reader, table))
    } else {
        let era = if table.has("era") {
            reader.rect(table, "era").map(EraPlace::Printed)
        } else {
            eras(reader, table).map(EraPlace::Circled)
        };
        let year = reader.required(table, "year", Reader::rect);
        let month = reader.required(table, "month", Reader::rect);
        let day = reader.required(table, "day", Reader::rect);
        WarekiShape::Parts {
            era: era?,
            year: year?,
            month: month?,
            day: day?,
        }
    };
    let size = size?;
    Some(WarekiField {
        value: value?,
        size,
        era_size: era_size.unwrap_or(size),
        shape,
    })
}

fn eras(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Vec<MarkedOption>> {
    let options = reader.required(table, "eras", |r, t, k| Some(options(r, t, k)))?;
    for option in &options {
        if Era::named(&option.value).is_none() {
            let names = ERAS.iter().map(|era| era.name).collect::<Vec<_>>();
            let problem = P::NotAllowed {
                key: "value".into(),
                found: option.value.clone(),
                allowed: names.join(", "),
            };
            reader.error(option.at, table.field.as_deref(), problem);
        }
    }
    Some(options)
}

fn choice(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, mark: Mark) -> Option<ChoiceField> {
    let value = reader.required(table, "value", Reader::string);
    let size = reader.required(table, "size", size);
    let options = reader.required(table, "options", |r, t, k| Some(options(r, t, k)));
    Some(ChoiceField {
        value: value?,
        mark,
        size: size?,
        options: options?,
    })
}

fn options(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
) -> Vec<MarkedOption> {
    let mut options = Vec::new();
    for mut entry in reader.tables(table, key) {
        let value = reader.required(&mut entry, "value", Reader::string);
        let rect = reader.required(&mut entry, "box", Reader::rect);
        let text = reader.string(&mut entry, "text").unwrap_or_default();
        reader.finish(&entry);
        if let (Some(value), Some(rect)) = (value, rect) {
            options.push(MarkedOption {
                value,
                text,
                rect,
                at: entry.at,
            });
        }
    }
    options
}
