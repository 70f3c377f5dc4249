//! What the form designer (様式の編集) may ask for; nothing of it while a resident is served.
#![allow(
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "Tauri hands commands their arguments by value and makes items without documentation"
)]

use designer::{Edit, EditError, Head, Marks, NewField};
use serde::Deserialize;
use specta::Type;
use tauri::State;
use tauri::ipc::Response;

use super::staff::PngPage;
use crate::designer::Workbench;
use crate::engine::Engine;
use crate::view::{AdviceView, DesignerFormsView, DesignerView, RectView};

/// One change of the form; lengths are micrometres.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DesignEdit {
    /// A box stands here now.
    Place { at: String, rect: RectView },
    /// All boxes of an entry move.
    Shift { entry: String, x: i32, y: i32 },
    /// A key has this value now; empty takes it away.
    Set {
        entry: String,
        key: String,
        value: String,
    },
    /// `version`, `basis`, `title.ja` or `title.en`.
    Head { key: String, value: String },
    /// A field more.
    AddField {
        rows: Option<u32>,
        page: u32,
        kind: String,
        name: String,
        value: String,
        rect: RectView,
    },
    /// Printed words more.
    AddText {
        rows: Option<u32>,
        page: u32,
        text: String,
        rect: RectView,
    },
    /// An option more.
    AddMark {
        field: String,
        eras: bool,
        value: String,
        text: String,
        rect: RectView,
    },
    /// The same once more.
    Duplicate { entry: String },
    /// No longer there.
    Delete { entry: String },
}

impl TryFrom<DesignEdit> for Edit {
    type Error = EditError;

    fn try_from(edit: DesignEdit) -> Result<Self, EditError> {
        let index = |rows: Option<u32>| rows.and_then(|rows| usize::try_from(rows).ok());
        Ok(match edit {
            DesignEdit::Place { at, rect } => Self::Place(at.parse()?, rect.into()),
            DesignEdit::Shift { entry, x, y } => Self::Shift(
                entry.parse()?,
                [f64::from(x) / 1000.0, f64::from(y) / 1000.0],
            ),
            DesignEdit::Set { entry, key, value } => Self::Set {
                entry: entry.parse()?,
                key,
                value,
            },
            DesignEdit::Head { key, value } => {
                let head = match key.as_str() {
                    "version" => Head::Version,
                    "basis" => Head::Basis,
                    "title.ja" => Head::TitleJa,
                    "title.en" => Head::TitleEn,
                    _ => return Err(EditError::UnknownKey { key }),
                };
                Self::Head(head, value)
            }
            DesignEdit::AddField {
                rows,
                page,
                kind,
                name,
                value,
                rect,
            } => Self::AddField(NewField {
                rows: index(rows),
                page,
                kind,
                name,
                value,
                rect: rect.into(),
            }),
            DesignEdit::AddText {
                rows,
                page,
                text,
                rect,
            } => Self::AddText {
                rows: index(rows),
                page,
                text,
                rect: rect.into(),
            },
            DesignEdit::AddMark {
                field,
                eras,
                value,
                text,
                rect,
            } => Self::AddMark {
                field: field.parse()?,
                marks: if eras { Marks::Eras } else { Marks::Options },
                value,
                text,
                rect: rect.into(),
            },
            DesignEdit::Duplicate { entry } => Self::Duplicate(entry.parse()?),
            DesignEdit::Delete { entry } => Self::Delete(entry.parse()?),
        })
    }
}

/// Forms that can be opened.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_forms(engine: State<'_, Engine>) -> Result<DesignerFormsView, AdviceView> {
    crate::designer::forms(&engine)
}

/// The form that is open, or nothing.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_view(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
) -> Result<Option<DesignerView>, AdviceView> {
    bench.view(&engine)
}

/// Opens a form of the folder, or the draft of it that was kept.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_open(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
    id: String,
    unfinished: bool,
) -> Result<DesignerView, AdviceView> {
    bench.open(&engine, &id, unfinished)
}

/// Begins a copy of a form under a new id.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_copy(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
    from: String,
    id: String,
) -> Result<DesignerView, AdviceView> {
    bench.copy(&engine, &from, &id)
}

/// Begins a form over the city's own PDF.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_over_pdf(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
    pdf: String,
    id: String,
    title: String,
) -> Result<DesignerView, AdviceView> {
    bench.over_pdf(&engine, &pdf, &id, &title)
}

/// Makes one change, or none at all.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_edit(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
    edit: DesignEdit,
) -> Result<DesignerView, AdviceView> {
    bench.edit(&engine, edit)
}

/// One change back, or forward again.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_undo(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
    forward: bool,
) -> Result<DesignerView, AdviceView> {
    bench.undo(&engine, forward)
}

/// One page with invented people: PNG, pages counted from 0; empty when there is none.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_page(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
    page: u32,
    width_px: u32,
    filling: String,
) -> PngPage {
    PngPage::of(Response::new(bench.page(&engine, page, width_px, &filling)))
}

/// Writes the form, or what there is of it as a draft.
#[tauri::command(async)]
#[specta::specta]
pub fn designer_save(
    engine: State<'_, Engine>,
    bench: State<'_, Workbench>,
    unfinished: bool,
) -> Result<DesignerView, AdviceView> {
    bench.save(&engine, unfinished)
}

/// Closes the form; what is not saved is gone.
#[tauri::command]
#[specta::specta]
pub fn designer_close(bench: State<'_, Workbench>) {
    bench.close();
}
