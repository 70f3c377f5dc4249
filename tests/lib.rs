//! The real parts that the stories are played with: pcscd, a printer, and the windows.

#![allow(
    clippy::unwrap_used,
    reason = "a story that cannot set up its parts has to stop there"
)]

mod harness;

pub use harness::{
    Browser, Card, Display, Effort, Pcscd, Windows, children_named, free_port, holds_in_memory,
    marked, person, printed_codes, printed_text, processes_under, program, program_beside,
    workspace,
};
pub use printing::{TestPrinter, TestPrinterOptions};
