//! The proof sheet (見本刷り): every box outlined and named, every field filled at its longest.

use zeroize::Zeroizing;

use super::{Drawn, Layer, Layout, LineOfText};
use crate::definition::asked::AskedKind;
use crate::definition::field::{ChoiceField, DigitsField, Field, FieldKind, Show};
use crate::definition::model::{FormDefinition, mm};
use crate::fonts::FontRole;
use crate::glossary::ValueKind;

/// Width of an outline and size of a name, in points.
const OUTLINE: f64 = 0.25;
const NAME_SIZE: f64 = 4.0;
/// A date with the most digits in each part: 令和10年12月28日.
pub(crate) const LONGEST_DATE: &str = "2028-12-28";
/// A birth date that gives an age of three digits on the longest date.
const LONGEST_LIFE: &str = "1928-12-28";
/// A wide character, for texts of which only the length is known.
const WIDE: &str = "永";
/// As long as the data of a person or city can be expected to be; invented.
const TEXTS: &[(&str, &str)] = &[
    ("name", "見本之御門　寿限無五劫之擦切海砂利水"),
    (
        "kana",
        "ミホンノミカド　ジュゲムゴコウノスリキレカイジャリスイ",
    ),
    (
        "address",
        "みほん県西みほん郡かざし町大字上見本字下見本百二十三番地の四十五　みほんニュータウン第二かざしヶ丘団地弐番館１２３４号室",
    ),
    ("phone", "08888-88-8888"),
    ("mayor", "西みほん郡かざし町長"),
    ("code", "KAZASHI-8888-8888-8888-8888"),
];

impl Layout<'_> {
    /// The outline and the name of each box of a field.
    pub(super) fn outline(&mut self, field: &Field) {
        for (index, rect) in field.rects().into_iter().enumerate() {
            let frame = Drawn::Frame {
                rect,
                width: OUTLINE,
                fill: None,
            };
            self.put(Layer::Filled, frame);
            if index == 0 {
                let (glyphs, _) = self.faces.shape(FontRole::Label, &field.name);
                let name = LineOfText {
                    x: rect.x,
                    // Above the box, so that it is read beside a value that fills the box.
                    baseline: rect.y - mm(NAME_SIZE) * 0.15,
                    size: NAME_SIZE,
                    spacing: 0.0,
                    stretch: 1.0,
                    glyphs,
                };
                self.put(Layer::Filled, Drawn::Line(name));
            }
        }
    }
}

/// The longest value of a field: its `example`, else by what it holds.
pub(super) fn longest(form: &FormDefinition, field: &Field) -> Zeroizing<String> {
    let value = match (&field.example, &field.kind) {
        (Some(example), _) => example.clone(),
        (None, FieldKind::Choice(choice)) => all(choice),
        (None, FieldKind::Digits(digits)) => digits_of(form, digits),
        (None, FieldKind::Wareki(_) | FieldKind::Western(_)) => LONGEST_DATE.to_owned(),
        (None, FieldKind::Text(text)) => text_of(form, &text.value, text.show),
        (None, FieldKind::Qr(qr)) => text_of(form, &qr.value, None),
        (None, FieldKind::Signature(_)) => String::new(),
    };
    Zeroizing::new(value)
}

fn all(choice: &ChoiceField) -> String {
    let values: Vec<&str> = choice
        .options
        .iter()
        .map(|option| option.value.as_str())
        .collect();
    values.join(",")
}

fn digits_of(form: &FormDefinition, digits: &DigitsField) -> String {
    let count = match form.asked_for(&digits.value).map(|asked| &asked.kind) {
        Some(AskedKind::Digits { max, .. }) => usize::try_from(*max).unwrap_or(usize::MAX),
        Some(AskedKind::Number { max, .. }) => max.to_string().len(),
        _ if digits.show == Some(Show::Age) => return LONGEST_LIFE.to_owned(),
        _ => match form.glossary_kind(&digits.value) {
            Some(ValueKind::Digits(count)) => usize::try_from(count).unwrap_or(usize::MAX),
            _ => usize::from(digits.count),
        },
    };
    "8".repeat(count)
}

fn text_of(form: &FormDefinition, name: &str, show: Option<Show>) -> String {
    if let Some(asked) = form.asked_for(name) {
        let eights = |count| "8".repeat(usize::try_from(count).unwrap_or_default());
        return match &asked.kind {
            AskedKind::Text { max_chars } => {
                WIDE.repeat(usize::try_from(*max_chars).unwrap_or_default())
            }
            AskedKind::Number { max, .. } => "8".repeat(max.to_string().len()),
            AskedKind::Digits { max, .. } => eights(*max),
            AskedKind::Date => date(show),
            AskedKind::Choice { options } => options
                .iter()
                .max_by_key(|option| option.label.ja.chars().count())
                .map(|option| option.value.clone())
                .unwrap_or_default(),
            AskedKind::Choices { options } => options
                .iter()
                .map(|option| option.value.as_str())
                .collect::<Vec<_>>()
                .join(","),
        };
    }
    match form.glossary_kind(name) {
        Some(ValueKind::Digits(count)) => "8".repeat(usize::try_from(count).unwrap_or_default()),
        Some(ValueKind::Date) => date(show),
        Some(ValueKind::Code(words)) => words
            .iter()
            .max_by_key(|word| word.ja.chars().count())
            .map(|word| word.value.to_owned())
            .unwrap_or_default(),
        Some(ValueKind::Text) | None => {
            let (group, datum) = name.split_once('.').unwrap_or(("", name));
            let datum = if group == "city" { "mayor" } else { datum };
            TEXTS
                .iter()
                .find(|(known, _)| *known == datum)
                .map_or_else(|| WIDE.repeat(20), |(_, text)| (*text).to_owned())
        }
    }
}

fn date(show: Option<Show>) -> String {
    let life = show == Some(Show::Age);
    if life { LONGEST_LIFE } else { LONGEST_DATE }.to_owned()
}
