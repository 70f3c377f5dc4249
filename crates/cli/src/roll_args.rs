//! What `kazashi roll` can be asked.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::ledger_args::KeySource;

/// `kazashi roll`
#[derive(Subcommand)]
pub enum Roll {
    /// Print our own mapping file, to copy and edit
    Mapping,
    /// Import the register's CSV into a new encrypted roll with a key file beside it
    Import(Import),
    /// Show what a new file would change in a roll, and apply it when asked to
    Compare(Compare),
    /// Count what is in a roll
    Stats {
        /// The roll; its key file lies beside it
        #[arg(value_name = "FILE.roll")]
        roll: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        key: KeySource,
    },
    /// Write invented electors (架空の選挙人) as CSV, for training and measurements
    Invent(Invent),
}

/// What of a register's file has to be known.
#[derive(Args)]
pub struct Source {
    /// The register's file: CSV in UTF-8 or Shift_JIS
    #[arg(value_name = "FILE.csv")]
    pub file: PathBuf,
    /// Which column holds what; else our own layout
    #[arg(long, value_name = "FILE.toml")]
    pub mapping: Option<PathBuf>,
    /// A kind of ballot that has the columns NAME and NAME:状態; once for each
    #[arg(long = "ballot", value_name = "NAME")]
    pub ballots: Vec<String>,
    /// Where to write all faults of the file, by line and field; nothing of an elector stands in it
    #[arg(long, value_name = "FILE.csv")]
    pub faults: Option<PathBuf>,
}

/// `kazashi roll import`; the passphrase of the new key file is the first line of standard input.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    pub source: Source,
    /// The roll to make; must not be there yet
    #[arg(long, value_name = "FILE.roll")]
    pub out: PathBuf,
    /// The passphrase is the first line of standard input
    #[arg(long, required = true)]
    pub passphrase_stdin: bool,
}

/// `kazashi roll compare`
#[derive(Args)]
pub struct Compare {
    #[command(flatten)]
    pub source: Source,
    /// The roll; its key file lies beside it
    #[arg(long, value_name = "FILE.roll")]
    pub roll: PathBuf,
    /// The file has only who was added or changed (補正登録・異動): who is missing stays
    #[arg(long)]
    pub part: bool,
    /// Also print one line a change: what, elector's number, fields
    #[arg(long)]
    pub list: bool,
    /// Take the new roll in use
    #[arg(long)]
    pub apply: bool,
    #[command(flatten)]
    pub key: KeySource,
}

/// `kazashi roll invent`
#[derive(Args)]
pub struct Invent {
    /// How many
    #[arg(long, value_name = "N")]
    pub count: u64,
    /// The same number gives the same electors again
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Election day, YYYY-MM-DD; else four weeks from today
    #[arg(long, value_name = "DATE")]
    pub day: Option<jiff::civil::Date>,
    /// A kind of ballot that gets the columns NAME and NAME:状態; once for each
    #[arg(long = "ballot", value_name = "NAME")]
    pub ballots: Vec<String>,
    /// The CSV to write, whole or not at all
    #[arg(long, value_name = "FILE.csv")]
    pub out: PathBuf,
}
