//! What is wrong with the configuration.

use std::fmt;
use std::io;
use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    /// Line, from 1.
    pub line: usize,
    /// Name of the field, `table.field` in a table; empty when the file is no TOML.
    pub field: String,
    /// What is wrong with it.
    pub problem: Bilingual,
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            field,
            problem,
        } = self;
        write!(out, "{line}: {field}: {} / {}", problem.ja, problem.en)
    }
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or cannot be read.
    #[error("{}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It holds faults.
    #[error("{}", listed(file, faults))]
    Invalid {
        /// The file.
        file: PathBuf,
        /// All of them, in the order of their lines.
        faults: Vec<ConfigFault>,
    },
}

fn listed(file: &std::path::Path, faults: &[ConfigFault]) -> String {
    let lines = faults
        .iter()
        .map(|fault| format!("{}:{fault}", file.display()));
    lines.collect::<Vec<_>>().join("\n")
}

impl Advise for ConfigError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable { file, source } => Advice::new(
                "hub-config-unreadable",
                Bilingual::new(
                    format!("設定ファイル {} を読めません（{source}）。", file.display()),
                    format!(
                        "The configuration {} cannot be read ({source}).",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "ファイルの場所と権限を確かめてください。最初の一つは kazashi-hub init で作れます。",
                    "Check the file's place and rights. `kazashi-hub init` writes a first one.",
                ),
            ),
            Self::Invalid { file, faults } => Advice::new(
                "hub-config-invalid",
                Bilingual::new(
                    format!(
                        "設定ファイル {} に誤りが{}か所あります。\n{}",
                        file.display(),
                        faults.len(),
                        one_language(faults, |problem| &problem.ja)
                    ),
                    format!(
                        "The configuration {} has {} faults.\n{}",
                        file.display(),
                        faults.len(),
                        one_language(faults, |problem| &problem.en)
                    ),
                ),
                Bilingual::new(
                    "示された行を直し、kazashi-hub check で確かめてください。",
                    "Put these lines right and try `kazashi-hub check`.",
                ),
            ),
        }
    }
}

fn one_language(faults: &[ConfigFault], of: fn(&Bilingual) -> &String) -> String {
    let line =
        |fault: &ConfigFault| format!("  {}: {}: {}", fault.line, fault.field, of(&fault.problem));
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}
