//! `kazashi` as a user runs it, on the real parts: pcscd with a virtual card, poppler, an IPP printer.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its parts has to stop there"
)]

mod bundle;
mod calibrate;
mod counts;
mod doctor;
mod election;
mod forms;
mod guides;
mod ledger;
mod machine;
mod postal;
mod pre_register;
mod print;
mod read;
mod roll;
mod silence;
mod usage;
