//! Form definitions, Japanese dates, layout and PDF.
//!
//! A form (帳票) is data: a folder with `form.toml` that says in millimetres what stands where.
//! This crate reads it, checks it, puts values into it and gives a PDF and a picture of that PDF.
//! It knows no card, no printer and no window.

mod definition;
mod fonts;
mod glossary;
mod layout;
mod pdf;
mod preview;
mod problem;
mod render;
mod values;
pub mod wareki;

pub use definition::error::{DefinitionError, DefinitionProblem};
pub use definition::model::{
    AskedField, AskedKind, AskedOption, Condition, FormDefinition, PaperSize, Rect,
};
pub use definition::sample::Sample;
pub use fonts::{FontError, FontFile, FontRole, Fonts};
pub use glossary::{ValueKind, known_names};
pub use pdf::Placement;
pub use preview::{PreviewError, page_count, preview_png};
pub use problem::{FieldProblem, ProblemKind};
pub use render::{check_values, render};
pub use values::Values;
