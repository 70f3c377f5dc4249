//! `kazashi-hub`: the hub as a program.

// What these commands say is for a person at a terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
