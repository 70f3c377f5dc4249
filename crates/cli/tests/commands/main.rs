//! `kazashi` as a user runs it, on the real parts: pcscd with a virtual card, poppler, an IPP printer.

mod doctor;
mod forms;
mod machine;
mod print;
mod read;
mod silence;
mod usage;
