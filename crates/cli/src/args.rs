//! What `kazashi` can be asked.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

pub use crate::election_args::Election;
use crate::language::Language;
pub use crate::ledger_args::{Ledger, Shelter};
pub use crate::roll_args::Roll;

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
    /// Correct where a printer puts its print
    #[command(subcommand)]
    Printer(PrinterCommand),
    /// Import Japan Post's postal codes, and look them up
    #[command(subcommand)]
    Postal(Postal),
    /// Show or export how many forms were printed and how long it took
    #[command(subcommand)]
    Counts(Counts),
    /// Forms and settings of the city as one signed file: export, check, load
    #[command(subcommand)]
    Bundle(Bundle),
    /// Hand-over to the back office: make keys, read the code of a form
    #[command(subcommand)]
    Handover(Handover),
    /// The ledger of a shelter or a polling place: check, back up, restore, carry
    #[command(subcommand)]
    Ledger(Ledger),
    /// What a city prepares for its shelters
    #[command(subcommand)]
    Shelter(Shelter),
    /// What an election board prepares for its booths
    #[command(subcommand)]
    Election(Election),
    /// The roll of electors: check and import the register's file, compare, count, invent
    #[command(subcommand)]
    Roll(Roll),
}

/// `kazashi postal`
#[derive(Subcommand)]
pub enum Postal {
    /// Import utf_ken_all.zip, ken_all.zip or jigyosyo.zip of Japan Post, or the CSV in it
    Import(PostalImport),
    /// Look up a postal code, or the codes of an address
    Lookup {
        /// Seven digits, or an address
        #[arg(value_name = "CODE|ADDRESS")]
        what: String,
    },
}

/// `kazashi postal import`
#[derive(Args)]
pub struct PostalImport {
    /// The published file
    pub file: PathBuf,
    /// Day of the data, YYYY-MM-DD; else the day on which the file was made
    #[arg(long, value_name = "DATE")]
    pub made: Option<Date>,
    /// Leave out lines that are not as published, instead of refusing the file
    #[arg(long)]
    pub skip_bad_lines: bool,
}

/// `kazashi counts`
#[derive(Subcommand)]
pub enum Counts {
    /// Show number, median, 90th percentile and mean: in all, by day, hour, weekday, form and guide
    Show {
        #[command(flatten)]
        days: Days,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Write the sessions as a CSV table, without order within an hour
    Export {
        #[command(flatten)]
        days: Days,
        /// The table to write, whole or not at all
        #[arg(long, value_name = "FILE.csv")]
        out: PathBuf,
        /// Write Shift_JIS instead of UTF-8
        #[arg(long)]
        shift_jis: bool,
    },
}

/// Days, both ends included.
#[derive(Args)]
pub struct Days {
    /// First day, YYYY-MM-DD; else the first of this month
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Last day, YYYY-MM-DD; else today
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
}

/// `kazashi bundle`
#[derive(Subcommand)]
pub enum Bundle {
    /// Make a signing key; its file belongs on a stick, not on a counter PC
    Keygen {
        /// The file to write, readable by its owner only; must not be there yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Write the forms, printer profiles and city settings of this PC as one signed file
    Export {
        /// File of the signing key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The bundle to write, whole or not at all
        #[arg(long, value_name = "FILE.kazashi")]
        out: PathBuf,
        /// Name of the bundle; else the name of the city
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Check a bundle without loading it
    Check {
        /// The bundle
        #[arg(value_name = "FILE.kazashi")]
        file: PathBuf,
    },
    /// Load a bundle: all of it, or nothing changes
    Load {
        /// The bundle
        #[arg(value_name = "FILE.kazashi")]
        file: PathBuf,
        /// The fingerprint of its key, as compared with whoever exported it; needed once a PC
        #[arg(long, value_name = "FINGERPRINT")]
        trust: Option<String>,
        /// Also load a version that is not newer than the active one
        #[arg(long)]
        allow_older: bool,
    },
    /// Go back to the version before the active one
    Rollback,
    /// Say which version this PC runs
    Status,
}

/// `kazashi handover`
#[derive(Subcommand)]
pub enum Handover {
    /// Make a key pair: the private key goes to the back office, the public key into the settings
    Keygen {
        /// The file of the private key, readable by its owner only; must not be there yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Read the code of a form from the first line of standard input and print it as JSON
    Read {
        /// File of the private key, for a sealed code
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
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
    /// Check forms and guides: each problem with file, line and field
    Check {
        /// Id of a form, path of its folder, or file of a guide; all forms and guides when none is given
        #[arg(value_name = "FORM")]
        forms: Vec<String>,
    },
    /// Fill a form and write it as a PDF
    Render(Render),
    /// Write a proof sheet of each form: every box outlined, every field at its longest
    Proof(Proof),
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

/// `kazashi forms proof`
#[derive(Args)]
pub struct Proof {
    /// Id of a form or path of its folder; all forms when none is given
    #[arg(value_name = "FORM")]
    pub forms: Vec<String>,
    /// Folder for the PDFs, one a form, named after it
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// `kazashi printer`
#[derive(Subcommand)]
pub enum PrinterCommand {
    /// Print a sheet with two crosses, or take what was measured on it into the printer's profile
    Calibrate(Calibrate),
}

/// `kazashi printer calibrate`
#[derive(Args)]
pub struct Calibrate {
    /// Name of the printer's profile; else the one of the settings
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// The paper (A3, A4, A5, B4, B5, postcard); else the profile's usual one
    #[arg(long, value_name = "PAPER", value_parser = paper)]
    pub paper: Option<printing::PaperSize>,
    /// Write the sheet into this PDF, and print nothing
    #[arg(long, value_name = "FILE.pdf", conflicts_with = "cross")]
    pub sheet: Option<PathBuf>,
    /// Address of the printer, ipp:// or ipps://; else the one of the settings
    #[arg(long, value_name = "URI", conflicts_with_all = ["sheet", "cross"])]
    pub printer: Option<String>,
    /// Print the sheet as the profile corrects it now, to see that it fits; do not measure that one
    #[arg(long, conflicts_with = "cross")]
    pub corrected: bool,
    /// Cross A, upper left: millimetres from the left edge of the paper and from its upper edge
    #[arg(long, value_name = "X,Y", value_parser = point)]
    pub cross: Option<Point>,
    /// Cross B, lower right, from the same two edges: corrects the size too
    #[arg(long, value_name = "X,Y", value_parser = point, requires = "cross")]
    pub second: Option<Point>,
}

/// Two distances in millimetres.
pub type Point = [f64; 2];

fn point(text: &str) -> Result<Point, &'static str> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|mm| mm.is_finite());
    text.split_once(',')
        .and_then(|(x, y)| Some([number(x)?, number(y)?]))
        .ok_or("two numbers with a comma between")
}

fn paper(text: &str) -> Result<printing::PaperSize, &'static str> {
    printing::PaperSize::from_name(text).ok_or("A3, A4, A5, B4, B5 or postcard")
}

/// `kazashi print`
#[derive(Args)]
pub struct Print {
    /// Id of the form or path of its folder
    pub form: String,
    /// JSON object of values by glossary name, such as {"person.name": "見本 花子"}
    #[arg(long, value_name = "FILE.json")]
    pub values: PathBuf,
    /// Name of a printer of the settings, or an address, ipp:// or ipps://; else the form's printer
    #[arg(long, value_name = "URI")]
    pub printer: Option<String>,
    /// Name of the printer's profile; else the one of the settings
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// How many copies of the form
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=99))]
    pub copies: u32,
}
