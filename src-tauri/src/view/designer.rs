//! What the form designer is told. Lengths are whole micrometres, so that nothing is rounded on the way.

use advice::Advise;
use designer::{Draft, DraftBox, DraftEntry, ListedFolder};
use paper::{DefinitionError, FormDefinition, Rect};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AdviceView, BilingualView};

/// Forms that can be opened, and where they are.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DesignerFormsView {
    /// The folder in which forms are written.
    pub folder: String,
    /// Forms in it, which can be changed.
    pub own: Vec<DesignerFormCard>,
    /// Forms elsewhere, of which a copy can be made.
    pub others: Vec<DesignerFormCard>,
}

/// A form that can be opened.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DesignerFormCard {
    /// Name of the folder.
    pub id: String,
    /// Its title; the id for one that cannot be read.
    pub title: BilingualView,
    /// Whether a draft with errors was kept.
    pub has_draft: bool,
}

/// The form that is being worked on.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DesignerView {
    /// The form's id.
    pub id: String,
    /// Grows with each change, so that the picture is drawn anew.
    pub revision: u32,
    /// Pages of the form.
    pub pages: u32,
    /// Width of the paper in micrometres.
    pub width: i32,
    /// Height of the paper in micrometres.
    pub height: i32,
    /// What stands at the head: version, basis, titles.
    pub head: Vec<SettingView>,
    /// Boxes that can be moved.
    pub boxes: Vec<BoxView>,
    /// What is on the form.
    pub entries: Vec<EntryView>,
    /// Rows of people, in which fields can be put.
    pub rows: Vec<String>,
    /// What is wrong.
    pub problems: Vec<DesignProblemView>,
    /// Names of values.
    pub names: Vec<NameView>,
    /// Invented people to try it with.
    pub fillings: Vec<FillingView>,
    /// The entry that was made last.
    pub made: Option<String>,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// Whether there are changes that are in no file.
    pub unsaved: bool,
}

/// A rectangle in micrometres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RectView {
    /// From the left edge.
    pub x: i32,
    /// From the top edge.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

/// A box that can be moved.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct BoxView {
    /// How it is pointed at.
    pub at: String,
    /// Whose box it is.
    pub entry: String,
    /// From 1.
    pub page: u32,
    /// What it is called.
    pub name: String,
    /// The option's or the era's value.
    pub mark: Option<String>,
    /// Where it stands.
    pub rect: RectView,
}

/// A field, a printed text, a line, a frame or an option.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct EntryView {
    /// How it is pointed at.
    pub at: String,
    /// `field`, `text`, `line`, `frame`, or `mark` for an option.
    pub list: String,
    /// What it is called.
    pub name: String,
    /// From 1.
    pub page: u32,
    /// Number of the rows in which it stands, from 0.
    pub rows: Option<u32>,
    /// Line in the file, from 1.
    pub line: u32,
    /// What is set.
    pub settings: Vec<SettingView>,
}

/// A key and what is set under it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct SettingView {
    /// The key.
    pub key: String,
    /// Texts as they are, all else as in the file.
    pub value: String,
}

/// Something that is wrong with the form.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct DesignProblemView {
    /// Line in the file, from 1.
    pub line: u32,
    /// The field's name.
    pub field: Option<String>,
    /// The entry to go to.
    pub entry: Option<String>,
    /// What is wrong.
    pub advice: AdviceView,
}

/// The name of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct NameView {
    /// As in the file.
    pub name: String,
    /// What it is called.
    pub label: BilingualView,
}

/// Invented values to try the form with.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FillingView {
    /// What to ask for.
    pub id: String,
    /// Who it is.
    pub title: BilingualView,
}

/// Micrometres of millimetres.
pub fn micrometres(mm: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "held within two metres")]
    let whole = (mm * 1000.0).round().clamp(-2e6, 2e6) as i32;
    whole
}

impl From<Rect> for RectView {
    fn from(rect: Rect) -> Self {
        let [x, y, w, h] = [rect.x, rect.y, rect.w, rect.h].map(micrometres);
        Self { x, y, w, h }
    }
}

impl From<RectView> for Rect {
    fn from(rect: RectView) -> Self {
        let [x, y, w, h] = [rect.x, rect.y, rect.w, rect.h].map(|side| f64::from(side) / 1000.0);
        Self { x, y, w, h }
    }
}

impl From<DraftBox> for BoxView {
    fn from(each: DraftBox) -> Self {
        Self {
            at: each.at.to_string(),
            entry: each.at.entry.to_string(),
            page: each.page,
            name: each.name,
            mark: each.mark,
            rect: each.rect.into(),
        }
    }
}

impl From<&DraftEntry> for EntryView {
    fn from(entry: &DraftEntry) -> Self {
        let list = if entry.at.mark.is_some() {
            "mark"
        } else {
            entry.at.list.key()
        };
        Self {
            at: entry.at.to_string(),
            list: list.to_owned(),
            name: entry.name.clone(),
            page: entry.page,
            rows: entry.at.rows.map(number),
            line: number(entry.line),
            settings: entry.settings.iter().map(setting).collect(),
        }
    }
}

impl DesignerFormCard {
    /// A folder with the title of its form.
    pub fn new(folder: ListedFolder, form: Option<&FormDefinition>) -> Self {
        let title = form.map_or_else(
            || BilingualView {
                ja: folder.id.clone(),
                en: folder.id.clone(),
            },
            |form| form.title().clone().into(),
        );
        Self {
            id: folder.id,
            title,
            has_draft: folder.has_draft,
        }
    }
}

/// The problems of a draft, each with the entry to go to.
pub fn problems(entries: &[DraftEntry], errors: &[DefinitionError]) -> Vec<DesignProblemView> {
    let entry_of = |error: &DefinitionError| {
        let named = entries.iter().find(|entry| {
            entry.at.mark.is_none() && error.field.as_deref() == Some(entry.name.as_str())
        });
        let above = entries.iter().filter(|entry| entry.line <= error.line);
        let entry = named.or_else(|| above.max_by_key(|entry| entry.line))?;
        Some(entry.at.to_string())
    };
    errors
        .iter()
        .map(|error| DesignProblemView {
            line: number(error.line),
            field: error.field.clone(),
            entry: entry_of(error),
            advice: error.advice().into(),
        })
        .collect()
}

/// Names of values that can be placed.
pub fn names(draft: &Draft) -> Vec<NameView> {
    let names = draft.names().into_iter();
    names
        .map(|choice| NameView {
            name: choice.name,
            label: choice.label.into(),
        })
        .collect()
}

pub fn setting((key, value): &(String, String)) -> SettingView {
    SettingView {
        key: key.clone(),
        value: value.clone(),
    }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
