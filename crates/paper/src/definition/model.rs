//! What a form definition says, once read and checked. All lengths in millimetres from the top
//! left corner of the page, sizes of type in points.

use advice::Bilingual;

use super::parse_chosen;

/// A form (帳票): what stands where on the paper, and what has to be asked for it.
pub struct FormDefinition {
    pub(crate) file: String,
    /// The file's text, so that what only fonts can tell is told with its line.
    pub(crate) source: String,
    pub(crate) id: String,
    pub(crate) version: String,
    /// Byte offset in the file, for messages.
    pub(crate) version_at: usize,
    pub(crate) title: Bilingual,
    pub(crate) basis: String,
    pub(crate) paper: PaperSize,
    pub(crate) asked: Vec<AskedField>,
    /// Byte offset of each question in the file, for messages.
    pub(crate) asked_at: Vec<usize>,
    pub(crate) fields: Vec<Field>,
    pub(crate) texts: Vec<StaticText>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) frames: Vec<Frame>,
}

impl FormDefinition {
    /// Name of the form's folder, such as `juminhyo-request`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version of the layout; printed at the foot of each page.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Title in both languages.
    pub fn title(&self) -> &Bilingual {
        &self.title
    }

    /// The law or rule the form rests on (根拠規定), in Japanese.
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// Size of the paper.
    pub fn paper(&self) -> PaperSize {
        self.paper
    }

    /// What is asked at the counter, in the order of the conversation.
    pub fn asked(&self) -> &[AskedField] {
        &self.asked
    }

    /// The file as named to [`FormDefinition::parse`].
    pub fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn asked_for(&self, name: &str) -> Option<&AskedField> {
        self.asked.iter().find(|asked| asked.name == name)
    }
}

/// Size of a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaperSize {
    /// Width in millimetres.
    pub width_mm: f64,
    /// Height in millimetres.
    pub height_mm: f64,
}

/// A value that is asked at the counter (窓口で聞く項目).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedField {
    /// Glossary name, such as `request.copies`.
    pub name: String,
    /// Label on the screen.
    pub label: Bilingual,
    /// What may be answered.
    pub kind: AskedKind,
    /// Whether the form cannot be printed without it.
    pub required: bool,
    /// The value taken when nothing was answered.
    pub default: Option<String>,
    /// Asked only while this holds.
    pub when: Option<Condition>,
}

/// What may be answered to an [`AskedField`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskedKind {
    /// Free text.
    Text {
        /// Most characters.
        max_chars: u32,
    },
    /// A whole number.
    Number {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// Exactly one of the options.
    Choice {
        /// The options in their order.
        options: Vec<AskedOption>,
    },
    /// Any of the options; the value holds them separated by commas.
    Choices {
        /// The options in their order.
        options: Vec<AskedOption>,
    },
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOption {
    /// The value as stored, in lower-case words.
    pub value: String,
    /// Label in both languages.
    pub label: Bilingual,
}

/// Holds while the asked value `name` is `value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Glossary name of an asked value.
    pub name: String,
    /// The option that must be chosen.
    pub value: String,
}

impl Condition {
    /// Whether it holds with this answer, in which several choices may stand.
    pub fn holds(&self, value: &str) -> bool {
        parse_chosen(value).any(|chosen| chosen == self.value)
    }
}

/// A rectangle on the page: left, top, width, height in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    pub(crate) fn right(&self) -> f64 {
        self.x + self.w
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Whether the insides share more than a hair's breadth.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        const HAIR: f64 = 0.01;
        self.x + HAIR < other.right()
            && other.x + HAIR < self.right()
            && self.y + HAIR < other.bottom()
            && other.y + HAIR < self.bottom()
    }
}

/// A place on the paper that a value goes to (欄).
pub(crate) struct Field {
    pub name: String,
    pub required: bool,
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
            FieldKind::Choice(choice) => Some(&choice.value),
            FieldKind::Signature(_) => None,
        }
    }
}

pub(crate) enum FieldKind {
    Text(TextField),
    Digits(DigitsField),
    Wareki(WarekiField),
    Choice(ChoiceField),
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
}

/// A number with one digit a box, right aligned.
pub(crate) struct DigitsField {
    pub value: String,
    pub rect: Rect,
    pub count: u8,
    pub size: f64,
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

/// Words that are always printed.
pub(crate) struct StaticText {
    pub text: String,
    pub rect: Rect,
    pub size: f64,
    pub align: Align,
    pub bold: bool,
    pub at: usize,
}

/// A straight line (罫線).
pub(crate) struct Rule {
    pub from: [f64; 2],
    pub to: [f64; 2],
    pub width: f64,
    pub dashed: bool,
    pub at: usize,
}

impl Rule {
    /// The rectangle from one end to the other, without width for an upright or level line.
    pub(crate) fn extent(&self) -> Rect {
        let ([x1, y1], [x2, y2]) = (self.from, self.to);
        Rect {
            x: x1.min(x2),
            y: y1.min(y2),
            w: (x1 - x2).abs(),
            h: (y1 - y2).abs(),
        }
    }

    /// Whether the line is upright or level; only those can be checked by their extent.
    pub(crate) fn is_straight(&self) -> bool {
        let extent = self.extent();
        extent.w == 0.0 || extent.h == 0.0
    }
}

/// A rectangle with an outline, a grey ground, or both.
pub(crate) struct Frame {
    pub rect: Rect,
    /// Width of the outline in points; 0 for none.
    pub width: f64,
    /// Ground from 0 (black) to 1 (white).
    pub fill: Option<f64>,
    pub at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// Millimetres of a length in points.
pub(crate) fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

/// Width of a label in ems: BIZ UDGothic has one width for half-width and one for all others.
pub(crate) fn label_ems(text: &str) -> f64 {
    text.chars()
        .map(|c| {
            if c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c) {
                0.5
            } else {
                1.0
            }
        })
        .sum()
}
