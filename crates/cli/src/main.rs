//! `kazashi`, the command line: looks after a counter PC, reads a card, checks, fills and prints forms.

mod args;
mod commands;
mod election_args;
mod exit_codes;
mod failure;
mod language;
mod ledger_args;
mod logging;
mod output;
mod passphrase_input;
mod reader;
mod roll_args;
mod secret_input;
mod shelter_failure;
mod usage;
mod values_file;

use std::process::ExitCode;

use failure::Failure;
use language::Language;

fn main() -> ExitCode {
    let language = Language::of_arguments(std::env::args_os());
    let outcome = usage::parse(language).and_then(|arguments| match arguments {
        Some(arguments) => {
            logging::start(arguments.verbose);
            commands::run(&arguments, language)
        }
        None => Ok(()),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure, language),
    }
}

/// One line an error on standard error; the exit code is that of the first.
fn report(failure: &Failure, language: Language) -> ExitCode {
    output::problems(failure, language);
    ExitCode::from(failure.exit_code())
}
