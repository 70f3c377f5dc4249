//! Printers over IPP, and their profiles.
//!
//! [`Printer`] sends a finished PDF from memory to an IPP printer and follows the
//! job to its end; [`Profile`] says how one machine is to be treated. Nothing here
//! knows what the PDF shows, and nothing is written to disk.

mod attributes;
mod certificate;
mod document;
mod error;
mod error_texts;
mod escpos;
mod fault;
mod job;
mod job_settings;
mod link;
mod notice;
mod paper_size;
mod plan;
mod printer;
mod profile;
mod profile_edit;
mod profile_error;
mod profile_parts;
mod profile_reader;
mod progress;
mod receipt_printer;
mod spooler;
mod status;
#[cfg(all(feature = "test-printer", unix))]
mod test_printer;

pub use document::Document;
pub use error::{PrintError, every_error};
pub use escpos::Raster;
pub use fault::{Fault, Severity};
pub use job_settings::{JobSettings, Quality, Sides, Staple, Stock};
pub use notice::Notice;
pub use paper_size::PaperSize;
pub use printer::{Cancel, Printer};
pub use profile::{Profile, Timeouts};
pub use profile_edit::{Correction, with_correction};
pub use profile_error::{Kind, ProfileError, ProfileProblem};
pub use profile_parts::{PaperTray, Receipt, Roll, Route};
pub use progress::{Progress, WaitReason};
pub use receipt_printer::ReceiptPrinter;
pub use status::{PrinterState, PrinterStatus};
#[cfg(all(feature = "test-printer", unix))]
pub use test_printer::{TestPrinter, TestPrinterOptions};
