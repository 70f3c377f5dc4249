//! What a form definition says, once read and checked. All lengths in millimetres from the top
//! left corner of the page, sizes of type in points.

use advice::Bilingual;

use super::asked::AskedField;
use super::condition::Condition;
use super::field::Field;
use super::print_rule::PrintRule;
use super::printed::Printed;
use super::rows::Rows;
use crate::glossary::{self, FormDesk, ValueKind};

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
    pub(crate) desk: FormDesk,
    pub(crate) paper: PaperSize,
    /// Pages of the form itself; rows can make a page come more than once.
    pub(crate) pages: u32,
    pub(crate) print: PrintRule,
    /// The file of `print.background`.
    pub(crate) background: Option<Vec<u8>>,
    pub(crate) asked: Vec<AskedField>,
    /// Byte offset of each question in the file, for messages.
    pub(crate) asked_at: Vec<usize>,
    pub(crate) fields: Vec<Field>,
    pub(crate) printed: Printed,
    pub(crate) rows: Vec<Rows>,
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

    /// The desk that uses the form (窓口); only that desk lists it.
    pub fn desk(&self) -> FormDesk {
        self.desk
    }

    /// Size of the paper.
    pub fn paper(&self) -> PaperSize {
        self.paper
    }

    /// Pages of the form itself, from 1; more people than rows make a page come again.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// How the form is printed, unless the settings say otherwise.
    pub fn print(&self) -> &PrintRule {
        &self.print
    }

    /// What is asked at the counter, in the order of the conversation.
    pub fn asked(&self) -> &[AskedField] {
        &self.asked
    }

    /// The file as named to [`FormDefinition::parse`].
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Whether a value of this name can be used on the form: the glossary's, or asked for here.
    pub fn knows(&self, name: &str) -> bool {
        let plain = glossary::split_member(name).map(|(_, plain)| plain);
        self.glossary_kind(name).is_some()
            || self.asked_for(plain.as_deref().unwrap_or(name)).is_some()
    }

    /// The rows of people, in the order of the file.
    pub fn rows(&self) -> &[Rows] {
        &self.rows
    }

    /// What the glossary's name holds, if forms of this desk may place it.
    pub(crate) fn glossary_kind(&self, name: &str) -> Option<ValueKind> {
        let is_ours = glossary::only_at(name).is_none_or(|desk| desk == self.desk);
        is_ours.then(|| glossary::kind_of(name)).flatten()
    }

    /// Every field, those in rows after the others.
    pub(crate) fn all_fields(&self) -> impl Iterator<Item = &Field> {
        let in_rows = self.rows.iter().flat_map(|rows| &rows.fields);
        self.fields.iter().chain(in_rows)
    }

    /// Every condition of the form.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let asked = self
            .asked
            .iter()
            .flat_map(|asked| asked.when.iter().chain(&asked.required_when));
        let fields = self
            .all_fields()
            .flat_map(|field| field.when.iter().chain(&field.required_when));
        let rows = self.rows.iter().filter_map(|rows| rows.when.as_ref());
        asked.chain(fields).chain(rows)
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
