//! Understands the arguments; a usage error never repeats what was typed, since it may be a PIN.

use std::io::Write;

use advice::Bilingual;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches};

use crate::args::Arguments;
use crate::exit_codes;
use crate::failure::{CliError, Failure};
use crate::language::Language;

/// The arguments; `None` when only help or the version was asked for, which is then printed.
pub fn parse(language: Language) -> Result<Option<Arguments>, Failure> {
    let command = Arguments::command()
        .after_help(
            Bilingual::new(
                "終了コードの表は kazashi --help で。",
                "Exit codes: kazashi --help.",
            )
            .pick(language),
        )
        .after_long_help(exit_codes::help(language));
    match command
        .try_get_matches()
        .and_then(|matches| Arguments::from_arg_matches(&matches))
    {
        Ok(arguments) => Ok(Some(arguments)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                write!(std::io::stdout().lock(), "{}", error.render())
                    .map_err(|_| Failure::from(&CliError::OutputClosed))?;
                Ok(None)
            }
            _ => Err(Failure::from(&CliError::Usage {
                what: what_is_wrong(&error),
                help: command_of(&error),
            })),
        },
    }
}

trait Pick {
    fn pick(&self, language: Language) -> String;
}

impl Pick for Bilingual {
    fn pick(&self, language: Language) -> String {
        language.of(self).to_owned()
    }
}

fn what_is_wrong(error: &clap::Error) -> Bilingual {
    let named = names(error);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => Bilingual::new(
            format!("指定が足りません: {named}。"),
            format!("Missing: {named}."),
        ),
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::TooFewValues
        | ErrorKind::NoEquals => Bilingual::new(
            format!("{named} の値が正しくありません。"),
            format!("The value of {named} is not one that can be given."),
        ),
        ErrorKind::ArgumentConflict => Bilingual::new(
            format!("{named} が重なっています。"),
            format!("{named} is given twice, or together with what excludes it."),
        ),
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            Bilingual::new("そのような命令はありません。", "There is no such command.")
        }
        _ => Bilingual::new(
            "知らない引数があります（入力は繰り返しません。番号は標準入力で渡してください）。",
            "There is an unknown argument (not repeated here; a PIN is given on standard input, never as an argument).",
        ),
    }
}

/// Names of arguments that we defined; never what was typed.
fn names(error: &clap::Error) -> String {
    // For every other kind clap puts the typed word here.
    let ours = matches!(
        error.kind(),
        ErrorKind::MissingRequiredArgument
            | ErrorKind::InvalidValue
            | ErrorKind::ValueValidation
            | ErrorKind::TooFewValues
            | ErrorKind::NoEquals
            | ErrorKind::ArgumentConflict
    );
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(name)) if ours => name.clone(),
        Some(ContextValue::Strings(names)) if ours => names.join(", "),
        _ => "?".to_owned(),
    }
}

/// The command as its usage line names it: `kazashi read`.
fn command_of(error: &clap::Error) -> String {
    let usage = error
        .get(ContextKind::Usage)
        .map(ToString::to_string)
        .unwrap_or_default();
    let words: Vec<&str> = usage
        .split_whitespace()
        .skip_while(|word| *word != "kazashi")
        .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    if words.is_empty() {
        "kazashi".to_owned()
    } else {
        words.join(" ")
    }
}
