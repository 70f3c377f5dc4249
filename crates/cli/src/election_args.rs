//! What `kazashi election` can be asked.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `kazashi election`
#[derive(Subcommand)]
pub enum Election {
    /// Check an election's file, and print its hash
    Check {
        /// The election's file
        #[arg(value_name = "FILE.toml")]
        file: PathBuf,
    },
    /// Prepare the package of an election and print the codes that open it, one a line
    Prepare(Prepare),
}

/// `kazashi election prepare`; the passphrase of the city's key file is the first line of standard input.
#[derive(Args)]
pub struct Prepare {
    /// Name of the city
    #[arg(long, value_name = "NAME")]
    pub city: String,
    /// Code of the city (全国地方公共団体コード), six digits
    #[arg(long, value_name = "CODE")]
    pub code: String,
    /// The election's file; it is signed with the package
    #[arg(long, value_name = "FILE.toml")]
    pub election: PathBuf,
    /// Number of the package, counting up
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub edition: u32,
    /// Who administers, by office; each gets a code
    #[arg(long = "administrator", value_name = "OFFICE", required = true)]
    pub administrators: Vec<String>,
    /// Officers (投票管理者), by booth or office; each gets a code
    #[arg(long = "officer", value_name = "OFFICE", required = true)]
    pub officers: Vec<String>,
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
