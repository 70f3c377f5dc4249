//! Where values go on the paper. All lengths in millimetres, sizes of type in points.

use super::condition::Condition;
use super::model::{Align, Rect};

/// A place on the paper that a value goes to (欄).
pub(crate) struct Field {
    pub name: String,
    /// From 1.
    pub page: u32,
    pub required: bool,
    pub required_when: Option<Condition>,
    /// Whether the value may be changed by hand at the counter.
    pub editable: bool,
    /// A longest value, for the proof sheet (見本刷り).
    pub example: Option<String>,
    pub when: Option<Condition>,
    pub kind: FieldKind,
    /// Byte offset in the file, for messages.
    pub at: usize,
}

impl Field {
    /// The glossary name whose value goes here.
    pub(crate) fn value_name(&self) -> Option<&String> {
        match &self.kind {
            FieldKind::Text(text) => Some(&text.value),
            FieldKind::Digits(digits) => Some(&digits.value),
            FieldKind::Wareki(wareki) => Some(&wareki.value),
            FieldKind::Western(western) => Some(&western.value),
            FieldKind::Choice(choice) => Some(&choice.value),
            FieldKind::Qr(qr) => Some(&qr.value),
            FieldKind::Signature(_) => None,
        }
    }

    /// Every box of it: its own, or those of its options and of the parts of a date.
    pub(crate) fn rects(&self) -> Vec<Rect> {
        let of = |options: &[MarkedOption]| options.iter().map(|option| option.rect).collect();
        match &self.kind {
            FieldKind::Text(text) => vec![text.rect],
            FieldKind::Digits(digits) => vec![digits.rect],
            FieldKind::Signature(rect) => vec![*rect],
            FieldKind::Qr(qr) => vec![qr.rect],
            FieldKind::Choice(choice) => of(&choice.options),
            FieldKind::Western(western) => match &western.shape {
                WesternShape::Written(rect, _) => vec![*rect],
                WesternShape::Parts { year, month, day } => vec![*year, *month, *day],
            },
            FieldKind::Wareki(wareki) => match &wareki.shape {
                WarekiShape::Written(rect, _) => vec![*rect],
                WarekiShape::Parts {
                    era,
                    year,
                    month,
                    day,
                } => {
                    let mut rects = match era {
                        EraPlace::Printed(rect) => vec![*rect],
                        EraPlace::Circled(options) => of(options),
                    };
                    rects.extend([*year, *month, *day]);
                    rects
                }
            },
        }
    }
}

pub(crate) enum FieldKind {
    Text(TextField),
    Digits(DigitsField),
    Wareki(WarekiField),
    Western(WesternField),
    Choice(ChoiceField),
    Qr(QrField),
    /// Stays empty for the resident's hand (署名欄).
    Signature(Rect),
}

/// Text in a box, on up to `lines` lines.
pub(crate) struct TextField {
    pub value: String,
    pub rect: Rect,
    pub size: f64,
    /// Smallest size the text may shrink to.
    pub floor: f64,
    pub align: Align,
    pub lines: u8,
    pub show: Option<Show>,
}

/// In which shape a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    Katakana,
    Hiragana,
    HalfKana,
    HalfWidth,
    FullWidth,
    /// The digits alone.
    Digits,
    /// The age on `date.today`, of a date.
    Age,
    /// As 123-4567.
    PostalCode,
    /// The Japanese words of what is chosen.
    Label,
}

/// Digits with one a box (マス目).
pub(crate) struct DigitsField {
    pub value: String,
    pub rect: Rect,
    pub count: u8,
    pub size: f64,
    /// Whether the first digit stands in the first box, as in a code, or the last in the last.
    pub from_left: bool,
    /// Boxes after which the next one stands apart, rising.
    pub gap_after: Vec<u8>,
    /// Space between boxes that stand apart.
    pub gap: f64,
    pub show: Option<Show>,
}

impl DigitsField {
    /// The boxes that stand together, each group with how many boxes it has.
    pub(crate) fn groups(&self) -> Vec<(Rect, u8)> {
        let Rect { y, h, .. } = self.rect;
        let cell = self.cell_width();
        let mut ends = self.gap_after.clone();
        ends.push(self.count);
        let (mut x, mut begin) = (self.rect.x, 0);
        ends.into_iter()
            .map(|end| {
                let count = end - begin;
                let w = cell * f64::from(count);
                let group = Rect { x, y, w, h };
                (x, begin) = (x + w + self.gap, end);
                (group, count)
            })
            .collect()
    }

    /// Width of one box.
    pub(crate) fn cell_width(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of gaps")]
        let gaps = self.gap_after.len() as f64 * self.gap;
        (self.rect.w - gaps) / f64::from(self.count)
    }
}

/// A date with the Western year.
pub(crate) struct WesternField {
    pub value: String,
    pub size: f64,
    pub shape: WesternShape,
}

pub(crate) enum WesternShape {
    /// In one box as 2026年11月21日.
    Written(Rect, Align),
    /// Year, month and day in boxes of their own between printed words.
    Parts { year: Rect, month: Rect, day: Rect },
}

/// A value as a QR code.
pub(crate) struct QrField {
    pub value: String,
    pub rect: Rect,
}

/// A date in era years.
pub(crate) struct WarekiField {
    pub value: String,
    pub size: f64,
    /// Size of the printed names of eras.
    pub era_size: f64,
    pub shape: WarekiShape,
}

pub(crate) enum WarekiShape {
    /// In one box as 令和8年11月21日.
    Written(Rect, Align),
    /// Year, month and day in boxes of their own between printed words.
    Parts {
        era: EraPlace,
        year: Rect,
        month: Rect,
        day: Rect,
    },
}

pub(crate) enum EraPlace {
    /// The era's name is printed into a box.
    Printed(Rect),
    /// One of several printed names is circled.
    Circled(Vec<MarkedOption>),
}

/// Printed words or squares, of which the chosen ones are marked.
pub(crate) struct ChoiceField {
    pub value: String,
    pub mark: Mark,
    pub size: f64,
    pub options: Vec<MarkedOption>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A ring round the printed word.
    Circle,
    /// A tick in a square, with the word at its right.
    Tick,
}

/// One word or square that can be marked.
pub(crate) struct MarkedOption {
    pub value: String,
    /// The printed word; empty when the paper has it already.
    pub text: String,
    /// The ring's or the square's box.
    pub rect: Rect,
    pub at: usize,
}
