//! Changes in a form's definition (様式の編集) that leave all else in its file as it was.
//!
//! A [`Draft`] is the text of a `form.toml`. An [`Edit`] replaces the few bytes that it is about: comments, order and
//! the way in which numbers are written stay, so that a diff shows what was changed and nothing else.
//! [`FormFolder`] reads and writes the folder of a form; all else is pure.

mod add;
mod boxes;
mod draft;
mod edit;
mod entries;
mod error;
mod folder;
mod folder_error;
mod keys;
mod lists;
mod names;
mod notation;
mod place;
mod remove;
mod set;
mod shift;
mod source;

pub use boxes::DraftBox;
pub use draft::Draft;
pub use edit::{Edit, Head, NewField};
pub use entries::DraftEntry;
pub use error::EditError;
pub use folder::{FormFolder, ListedFolder, list_folders};
pub use folder_error::FolderError;
pub use names::NameChoice;
pub use place::{BoxAt, BoxKey, Entry, List, Marks};
