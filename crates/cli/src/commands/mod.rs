//! One file a command.

mod doctor;
mod fill;
mod forms;
mod print;
mod read;

use crate::args::{Arguments, Command, Forms};
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
        Command::Print(print) => print::run(print, language),
    }
}
