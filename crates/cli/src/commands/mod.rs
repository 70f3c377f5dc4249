//! One file a command.

mod bundle;
mod counts;
mod doctor;
mod election;
mod fill;
mod forms;
mod guides;
mod handover;
mod ledger;
mod postal;
mod pre_register;
mod preparing;
mod print;
mod printer;
mod read;
mod roll;
mod shelter;

use crate::args::{Arguments, Command, Counts, Forms, Postal, PrinterCommand};
use crate::failure::Failure;
use crate::language::Language;

/// Does what the arguments ask for.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    match &arguments.command {
        Command::Doctor => doctor::run(language),
        Command::Read(read) => read::run(read),
        Command::Forms(Forms::List) => forms::list(language),
        Command::Forms(Forms::Check { forms }) => forms::check(forms, language),
        Command::Forms(Forms::Render(render)) => forms::render(render, language),
        Command::Forms(Forms::Proof(proof)) => forms::proof(proof),
        Command::Printer(PrinterCommand::Calibrate(asked)) => printer::calibrate(asked, language),
        Command::Print(print) => print::run(print, language),
        Command::Postal(Postal::Import(import)) => postal::import(import, language),
        Command::Postal(Postal::Lookup { what }) => postal::lookup(what),
        Command::Counts(Counts::Show { days, json }) => counts::show(days, *json, language),
        Command::Counts(Counts::Export {
            days,
            out,
            shift_jis,
        }) => counts::export(days, out, *shift_jis, language),
        Command::Bundle(asked) => bundle::run(asked, language),
        Command::Handover(asked) => handover::run(asked),
        Command::Ledger(asked) => ledger::run(asked),
        Command::Shelter(asked) => shelter::run(asked),
        Command::Election(asked) => election::run(asked),
        Command::Roll(asked) => roll::run(asked),
    }
}
