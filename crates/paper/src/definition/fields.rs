//! Reads the entries under `[[field]]`, one function a kind.

use super::condition;
use super::field::{
    ChoiceField, DigitsField, EraPlace, Field, FieldKind, Mark, MarkedOption, QrField, Show,
    TextField, WarekiField, WarekiShape, WesternField, WesternShape,
};
use super::model::Align;
use super::printed::Page;
use super::reader::{Reader, Table};
use crate::definition::error::DefinitionProblem as P;
use crate::wareki::{ERAS, Era};

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Digits,
    Wareki,
    Western,
    Circle,
    Tick,
    Signature,
    Qr,
}

const KINDS: &[(&str, Kind)] = &[
    ("text", Kind::Text),
    ("digits", Kind::Digits),
    ("wareki", Kind::Wareki),
    ("western", Kind::Western),
    ("circle", Kind::Circle),
    ("tick", Kind::Tick),
    ("signature", Kind::Signature),
    ("qr", Kind::Qr),
];

/// All shapes, for text.
const SHOWS: &[(&str, Show)] = &[
    ("katakana", Show::Katakana),
    ("hiragana", Show::Hiragana),
    ("half_kana", Show::HalfKana),
    ("half_width", Show::HalfWidth),
    ("full_width", Show::FullWidth),
    ("digits", Show::Digits),
    ("age", Show::Age),
    ("postal_code", Show::PostalCode),
    ("label", Show::Label),
];

/// The shapes that suit boxes of one digit or letter each.
const SHOWS_IN_BOXES: &[(&str, Show)] = &[
    ("katakana", Show::Katakana),
    ("hiragana", Show::Hiragana),
    ("half_kana", Show::HalfKana),
    ("half_width", Show::HalfWidth),
    ("full_width", Show::FullWidth),
    ("digits", Show::Digits),
    ("age", Show::Age),
];

/// Space between boxes that stand apart, unless the form says otherwise.
const GAP: f64 = 2.0;

const ALIGNS: &[(&str, Align)] = &[
    ("left", Align::Left),
    ("center", Align::Center),
    ("right", Align::Right),
];

/// All entries under `field`.
pub(super) fn read_all(
    reader: &mut Reader<'_>,
    parent: &mut Table<'_, '_>,
    on: Page,
) -> Vec<Field> {
    let mut fields = Vec::new();
    for mut table in reader.tables(parent, "field") {
        fields.extend(read(reader, &mut table, on));
        reader.finish(&table);
    }
    fields
}

fn read(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, on: Page) -> Option<Field> {
    let name = reader.required(table, "name", Reader::string);
    table.field.clone_from(&name);
    let required = reader.boolean(table, "required").unwrap_or(false);
    let page = on.of(reader, table);
    let required_when = condition::read(reader, table, "required_when");
    let when = condition::read(reader, table, "when");
    let editable = reader.boolean(table, "editable").unwrap_or(true);
    let example = reader.string(table, "example");
    let kind = match reader.required(table, "type", |r, t, k| r.word(t, k, KINDS))? {
        Kind::Text => text(reader, table).map(FieldKind::Text),
        Kind::Digits => digits(reader, table).map(FieldKind::Digits),
        Kind::Wareki => wareki(reader, table).map(FieldKind::Wareki),
        Kind::Western => western(reader, table).map(FieldKind::Western),
        Kind::Qr => qr(reader, table).map(FieldKind::Qr),
        Kind::Circle => choice(reader, table, Mark::Circle).map(FieldKind::Choice),
        Kind::Tick => choice(reader, table, Mark::Tick).map(FieldKind::Choice),
        Kind::Signature => reader
            .required(table, "box", Reader::rect)
            .map(FieldKind::Signature),
    };
    Some(Field {
        name: name?,
        page,
        required,
        required_when,
        editable,
        example,
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
    let show = reader.word(table, "show", SHOWS);
    let size = size_pt?;
    Some(TextField {
        value: value?,
        rect: rect?,
        size,
        // Below 6 pt a clerk cannot read an address back to the resident.
        floor: floor.unwrap_or(6.0).min(size),
        align,
        lines: u8::try_from(lines).unwrap_or(1),
        show,
    })
}

fn digits(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<DigitsField> {
    let value = reader.required(table, "value", Reader::string);
    let rect = reader.required(table, "box", Reader::rect);
    let size = reader.required(table, "size", size);
    let count = reader.required(table, "count", |r, t, k| r.whole(t, k, 1..20));
    let from_left = reader.word(table, "align", &[("right", false), ("left", true)]);
    let gap_after = reader.wholes(table, "gap_after", 1..count.map_or(20, |count| count - 1));
    let gap = reader.number(table, "gap", 0.0..50.0).unwrap_or(GAP);
    let show = reader.word(table, "show", SHOWS_IN_BOXES);
    let mut gap_after: Vec<u8> = gap_after
        .into_iter()
        .filter_map(|index| u8::try_from(index).ok())
        .collect();
    gap_after.sort_unstable();
    gap_after.dedup();
    Some(DigitsField {
        value: value?,
        rect: rect?,
        size: size?,
        count: u8::try_from(count?).ok()?,
        from_left: from_left.unwrap_or(false),
        gap_after,
        gap,
        show,
    })
}

fn western(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<WesternField> {
    let value = reader.required(table, "value", Reader::string);
    let size = reader.required(table, "size", size);
    let shape = if table.has("box") {
        let rect = reader.rect(table, "box");
        WesternShape::Written(rect?, align(reader, table))
    } else {
        let year = reader.required(table, "year", Reader::rect);
        let month = reader.required(table, "month", Reader::rect);
        let day = reader.required(table, "day", Reader::rect);
        WesternShape::Parts {
            year: year?,
            month: month?,
            day: day?,
        }
    };
    table.knows(&["box", "align", "year", "month", "day"]);
    Some(WesternField {
        value: value?,
        size: size?,
        shape,
    })
}

fn qr(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<QrField> {
    let value = reader.required(table, "value", Reader::string);
    let rect = reader.required(table, "box", Reader::rect);
    Some(QrField {
        value: value?,
        rect: rect?,
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
    table.knows(&["box", "align", "era", "eras", "year", "month", "day"]);
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
