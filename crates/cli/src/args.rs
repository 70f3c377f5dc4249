//! What `kazashi` can be asked.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::language::Language;

/// Kazashi: reads a My Number Card at a city hall counter, fills a form, prints it.
#[derive(Parser)]
#[command(name = "kazashi", version, arg_required_else_help = true)]
pub struct Arguments {
    /// Language of the messages; else that of LC_ALL, LC_MESSAGES or LANG
    #[arg(long, value_enum, global = true)]
    pub lang: Option<Language>,
    /// Log to standard error (-v what happens, -vv each step, -vvv everything); never personal data
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// One file a command in `commands/`.
#[derive(Subcommand)]
pub enum Command {
    /// Look at everything a counter PC needs: what is wrong and what to do
    Doctor,
    /// Read the four basic items from a card and print them as one JSON object
    Read(Read),
    /// List, check and fill forms
    #[command(subcommand)]
    Forms(Forms),
    /// Fill a form and print it
    Print(Print),
}

/// `kazashi read`
#[derive(Args)]
pub struct Read {
    /// Name of the reader, when several hold a card
    #[arg(long, value_name = "NAME")]
    pub reader: Option<String>,
    #[command(flatten)]
    pub secret: SecretSource,
    /// Print JSON: name, address, birth_date (YYYY-MM-DD or null), sex (male, female, not_applicable, unknown). This is the only format, so the flag changes nothing
    #[arg(long)]
    pub json: bool,
    /// Spend the last try: after one more wrong number the card is locked
    #[arg(long)]
    pub last_try: bool,
    /// Wait so long for a card to be put on the reader
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=3600))]
    pub wait: u16,
}

/// Which secret stands in the first line of standard input. Never an argument: those are seen by every program.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct SecretSource {
    /// The PIN (4 digits) is the first line of standard input
    #[arg(long)]
    pub pin_stdin: bool,
    /// The number printed on the card (照合番号B, 14 digits) is the first line of standard input
    #[arg(long)]
    pub face_code_stdin: bool,
}

/// `kazashi forms`
#[derive(Subcommand)]
pub enum Forms {
    /// List the forms of this PC, broken ones too
    List,
    /// Check form definitions: each problem with file, line and field
    Check {
        /// Id of a form or path of its folder; all forms when none is given
        #[arg(value_name = "FORM")]
        forms: Vec<String>,
    },
    /// Fill a form and write it as a PDF
    Render(Render),
}

/// `kazashi forms render`
#[derive(Args)]
pub struct Render {
    /// Id of the form or path of its folder
    pub form: String,
    /// JSON object of values by glossary name, such as {"person.name": "見本 花子"}
    #[arg(long, value_name = "FILE.json")]
    pub values: PathBuf,
    /// The PDF to write, whole or not at all
    #[arg(long, value_name = "FILE.pdf")]
    pub out: PathBuf,
}

/// `kazashi print`
#[derive(Args)]
pub struct Print {
    /// Id of the form or path of its folder
    pub form: String,
    /// JSON object of values by glossary name, such as {"person.name": "見本 花子"}
    #[arg(long, value_name = "FILE.json")]
    pub values: PathBuf,
    /// Address of the printer, ipp:// or ipps://; else the one of the settings
    #[arg(long, value_name = "URI")]
    pub printer: Option<String>,
    /// Name of the printer's profile; else the one of the settings
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// How many copies of the form
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=99))]
    pub copies: u32,
}
