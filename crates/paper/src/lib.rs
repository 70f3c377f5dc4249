//! Form definitions, Japanese dates, layout and PDF.
//!
//! A form (帳票) is data: a folder with `form.toml` that says in millimetres what stands where.
//! This crate reads it, checks it, puts values into it and gives a PDF and a picture of that PDF.
//! It knows no card, no printer and no window.

mod bitmap;
mod boxes;
mod calibration;
mod date_parts;
mod definition;
mod drawing;
mod fonts;
pub mod glossary;
mod guide;
pub mod kana;
mod layout;
mod lookup;
#[cfg(feature = "drawing")]
mod marks;
mod overlay;
mod pdf;
mod placed;
mod preview;
mod problem;
mod proof;
mod render;
mod slip;
mod table;
mod values;
mod wanted;
pub mod wareki;
mod width;

pub use width::digits;

pub use bitmap::{Bitmap, bitmap};
pub use boxes::FieldBox;
pub use calibration::{Calibration, CalibrationError, calibration_sheet};
pub use date_parts::{DateParts, iso_date};
pub use definition::asked::{AskedField, AskedKind, AskedOption};
pub use definition::background::BackgroundFault;
pub use definition::condition::Condition;
pub use definition::error::{DefinitionError, DefinitionProblem};
pub use definition::model::{FormDefinition, PaperSize, Rect};
pub use definition::print_rule::{PrintMode, PrintRule, Sides};
pub use definition::rows::{Rows, Who};
pub use definition::sample::Sample;
pub use definition::together::check_together;
pub use drawing::{Drawing, draw};
pub use fonts::{FontError, FontFile, FontRole, Fonts};
pub use glossary::{FormDesk, ValueKind, known_names, known_names_at};
pub use guide::{Course, Guide, GuideProblem, ListedGuide, Procedure};
#[cfg(feature = "drawing")]
pub use marks::{Mark, PageMarks, page_marks};
pub use overlay::{OverlayError, background_pages, overlay};
pub use pdf::Placement;
pub use preview::{PreviewError, page_count, preview_png};
pub use problem::{FieldProblem, ProblemKind};
pub use proof::{Proof, proof};
pub use render::{Print, check_values, render};
pub use slip::{Slip, SlipPaper, SlipProcedure};
pub use table::{Cell, CellAlign, Column, Intro, Table, TableHead, TablePdf, TableWriter};
pub use values::Values;
pub use wanted::Wanted;
