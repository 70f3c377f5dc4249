//! What `kazashi ledger` and `kazashi shelter` can be asked.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `kazashi ledger`
#[derive(Subcommand)]
pub enum Ledger {
    /// Check every event of a ledger: signatures, chains, payloads, keys
    Verify {
        /// The ledger; its key file lies beside it
        #[arg(value_name = "FILE.ledger")]
        ledger: PathBuf,
        #[command(flatten)]
        key: KeySource,
    },
    /// Count what is in a ledger
    Stats {
        /// The ledger; its key file lies beside it
        #[arg(value_name = "FILE.ledger")]
        ledger: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        key: KeySource,
    },
    /// Write a backup, under the same keys, with the key file beside it
    Backup {
        /// The ledger; its key file lies beside it
        #[arg(value_name = "FILE.ledger")]
        ledger: PathBuf,
        /// The backup to write, whole or not at all
        #[arg(long, value_name = "FILE.kazashi-backup")]
        out: PathBuf,
        #[command(flatten)]
        key: KeySource,
    },
    /// Make a ledger of a backup, as a new device
    Restore {
        /// The backup; its key file lies beside it
        #[arg(value_name = "FILE.kazashi-backup")]
        backup: PathBuf,
        /// The ledger to make; must not be there yet
        #[arg(long, value_name = "FILE.ledger")]
        to: PathBuf,
        /// What staff call this PC
        #[arg(long, value_name = "NAME")]
        device_name: String,
        /// A later ledger under the same key: who was erased there stays erased
        #[arg(long, value_name = "FILE.ledger")]
        erased_in: Option<PathBuf>,
        #[command(flatten)]
        key: KeySource,
    },
    /// Move all that can be read of a damaged ledger into a new one, as a new device
    Salvage {
        /// The damaged ledger, which is only read; its key file lies beside it
        #[arg(value_name = "FILE.ledger")]
        ledger: PathBuf,
        /// The ledger to make; must not be there yet
        #[arg(long, value_name = "FILE.ledger")]
        to: PathBuf,
        /// What staff call this PC
        #[arg(long, value_name = "NAME")]
        device_name: String,
        #[command(flatten)]
        key: KeySource,
    },
    /// Write a bundle for another PC of the same activation package, and for the city hall
    Export {
        /// The ledger; key file and package lie beside it
        #[arg(value_name = "FILE.ledger")]
        ledger: PathBuf,
        /// The bundle to write, whole or not at all
        #[arg(long, value_name = "FILE.kazashi-bundle")]
        out: PathBuf,
        /// A bundle of the PC for which this one is: what that PC has is left out
        #[arg(long, value_name = "FILE.kazashi-bundle")]
        answer_to: Option<PathBuf>,
        #[command(flatten)]
        key: KeySource,
    },
    /// Take bundles in; each is checked whole before
    Import {
        /// The ledger; key file and package lie beside it
        #[arg(value_name = "FILE.ledger")]
        ledger: PathBuf,
        /// The bundles
        #[arg(value_name = "FILE.kazashi-bundle", required = true)]
        bundles: Vec<PathBuf>,
        #[command(flatten)]
        key: KeySource,
    },
}

/// How the key file is opened. A passphrase is never an argument: those are seen by every program.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct KeySource {
    /// The passphrase or printed code is the first line of standard input
    #[arg(long)]
    pub passphrase_stdin: bool,
    /// The system's key store holds the key for this account
    #[arg(long)]
    pub key_store: bool,
    /// The city's key file; its passphrase is the first line of standard input
    #[arg(long, value_name = "FILE")]
    pub city_key: Option<PathBuf>,
}

/// `kazashi shelter`
#[derive(Subcommand)]
pub enum Shelter {
    /// Prepare an activation package and print the codes that open it, one a line
    Prepare(Prepare),
    /// Check a list of evacuation places (open data CSV), and write it as the standard asks
    Places(Places),
    /// Make the cards of households that register beforehand (事前登録), two a sheet
    PreRegister(PreRegister),
}

/// `kazashi shelter pre-register`; the city's or a keeper's code is the first line of standard input.
#[derive(Args)]
pub struct PreRegister {
    /// The activation package whose shelters will read the cards
    #[arg(long, value_name = "FILE.kazashi-package")]
    pub package: PathBuf,
    /// The households: CSV with 世帯番号, 呼び名, 氏名, フリガナ, 生年月日, 性別, 住所, 電話番号; one person a line, the representative first
    #[arg(long, value_name = "FILE.csv")]
    pub people: PathBuf,
    /// The cards to print, written whole or not at all
    #[arg(long, value_name = "FILE.pdf")]
    pub out: PathBuf,
}

/// `kazashi shelter places`
#[derive(Args)]
pub struct Places {
    /// The list: UTF-8 or Shift_JIS, columns in any order
    #[arg(value_name = "FILE.csv")]
    pub file: PathBuf,
    /// The list as the standard asks, written whole or not at all
    #[arg(long, value_name = "FILE.csv")]
    pub out: Option<PathBuf>,
}

/// `kazashi shelter prepare`; the passphrase of the city's key file is the first line of standard input.
#[derive(Args)]
pub struct Prepare {
    /// Name of the city
    #[arg(long, value_name = "NAME")]
    pub city: String,
    /// Code of the city (全国地方公共団体コード), six digits
    #[arg(long, value_name = "CODE")]
    pub code: String,
    /// What the package is for
    #[arg(long, value_name = "NAME", default_value = "避難所")]
    pub name: String,
    /// Number of the package, counting up
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub edition: u32,
    /// For an exercise
    #[arg(long)]
    pub exercise: bool,
    /// Shelters: the open data CSV, or one a line: name, place, capacity, with tabs between; each gets a code
    #[arg(long, value_name = "FILE")]
    pub shelters: Option<PathBuf>,
    /// The city's key file
    #[arg(long, value_name = "FILE")]
    pub city_key: PathBuf,
    /// Make the city's key file; must not be there yet
    #[arg(long)]
    pub new_city_key: bool,
    /// The package before, whose realm and keys go on; its city code is the second line of standard input
    #[arg(long, value_name = "FILE.kazashi-package")]
    pub before: Option<PathBuf>,
    /// The package to write, whole or not at all
    #[arg(long, value_name = "FILE.kazashi-package")]
    pub out: PathBuf,
}
