//! Printers over IPP, and their profiles.
//!
//! [`Printer`] sends a finished PDF from memory to an IPP printer and follows the
//! job to its end; [`Profile`] says how one machine is to be treated. Nothing here
//! knows what the PDF shows, and nothing is written to disk.

mod attributes;
mod certificate;
mod error;
mod error_texts;
mod fault;
mod job;
mod link;
mod paper_size;
mod printer;
mod profile;
mod profile_error;
mod profile_reader;
mod progress;
mod status;
#[cfg(all(feature = "test-printer", unix))]
mod test_printer;

pub use error::{PrintError, every_error};
pub use fault::{Fault, Severity};
pub use paper_size::PaperSize;
pub use printer::{Cancel, Printer};
pub use profile::{PaperTray, Profile, Sides, Timeouts};
pub use profile_error::{Kind, ProfileError, ProfileProblem};
pub use progress::{Progress, WaitReason};
pub use status::{PrinterState, PrinterStatus};
#[cfg(all(feature = "test-printer", unix))]
pub use test_printer::{TestPrinter, TestPrinterOptions};
