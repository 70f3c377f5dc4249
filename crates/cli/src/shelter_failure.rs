//! What only the commands on ledgers and packages can get wrong.

use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};

/// Why such a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ShelterCliError {
    /// Standard input has no passphrase or code in this line.
    #[error("no passphrase in line {line} of standard input")]
    PassphraseMissing {
        /// Line, from 1.
        line: usize,
    },
    /// A line of the list of shelters is not as it has to be.
    #[error("{}:{line}: not a shelter", file.display())]
    ShelterLine {
        /// The list.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
    },
    /// A line of the open data is not as it has to be.
    #[error("{}:{line}: not a place", file.display())]
    PlaceLine {
        /// The list.
        file: PathBuf,
        /// Line, from 1; the header is line 1.
        line: u64,
        /// What is wrong, with the field.
        what: Bilingual,
    },
    /// A line of the table of households is not as it has to be.
    #[error("{}:{line}: not a person", file.display())]
    HouseholdLine {
        /// The table.
        file: PathBuf,
        /// Line, from 1; the header is line 1.
        line: u64,
        /// What is wrong, with the column and never the value.
        what: Bilingual,
    },
    /// No card can be made for a household.
    #[error("{}: household {place}", file.display())]
    Household {
        /// The table.
        file: PathBuf,
        /// Which household of the table, from 1.
        place: usize,
        /// Why.
        what: Bilingual,
    },
    /// The check of a ledger found something.
    #[error("{problems} problems in the ledger")]
    NotSound {
        /// How many.
        problems: usize,
    },
}

impl Advise for ShelterCliError {
    fn advice(&self) -> Advice {
        let (code, what, next) = match self {
            Self::PassphraseMissing { line } => (
                "passphrase-missing",
                Bilingual::new(
                    format!("標準入力の{line}行目に、合言葉またはコードがありません。"),
                    format!("Line {line} of standard input holds no passphrase or code."),
                ),
                Bilingual::new(
                    "標準入力で渡してください。引数には書かないでください。",
                    "Give it on standard input, never as an argument.",
                ),
            ),
            Self::PlaceLine { file, line, what } => (
                "shelter-place-line",
                Bilingual::new(
                    format!("{} {line}行目: {}", file.display(), what.ja),
                    format!("{}, line {line}: {}", file.display(), what.en),
                ),
                Bilingual::new(
                    "その行を直してください。何も作っていません。",
                    "Correct the line. Nothing was made.",
                ),
            ),
            Self::HouseholdLine { file, line, what } => (
                "shelter-household-line",
                Bilingual::new(
                    format!("{} {line}行目: {}", file.display(), what.ja),
                    format!("{}, line {line}: {}", file.display(), what.en),
                ),
                Bilingual::new(
                    "その行を直してください。カードは1枚も作っていません。",
                    "Correct the line. No card was made.",
                ),
            ),
            Self::Household { file, place, what } => (
                "shelter-household",
                Bilingual::new(
                    format!("{} {place}番目の世帯: {}", file.display(), what.ja),
                    format!("{}, household {place}: {}", file.display(), what.en),
                ),
                Bilingual::new(
                    "世帯を二つの世帯番号に分けてください。カードは1枚も作っていません。",
                    "Split it over two household numbers. No card was made.",
                ),
            ),
            Self::ShelterLine { file, line } => (
                "shelter-line",
                Bilingual::new(
                    format!(
                        "避難所の一覧 {} {line}行目: 名前・場所・定員（数字）の順にタブで区切ってください。",
                        file.display()
                    ),
                    format!(
                        "{}, line {line}: not a name, a place and a capacity (a number).",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "その行を直してください。何も作っていません。",
                    "Correct the line. Nothing was made.",
                ),
            ),
            Self::NotSound { problems } => (
                "ledger-not-sound",
                Bilingual::new(
                    format!("台帳に、書かれたときと違うところが {problems} 件あります。"),
                    format!("The ledger is not as it was written in {problems} place(s)."),
                ),
                Bilingual::new(
                    "この台帳で入力を続けず、上の表と台帳の控えを情報担当に渡してください。",
                    "Stop entering into it; give the list above and a backup to IT.",
                ),
            ),
        };
        Advice::new(code, what, next)
    }
}

/// One sample of each.
#[cfg(test)]
pub fn every_error() -> Vec<ShelterCliError> {
    vec![
        ShelterCliError::PassphraseMissing { line: 1 },
        ShelterCliError::PlaceLine {
            file: PathBuf::from("file"),
            line: 1,
            what: Bilingual::new("名称がありません。", "No name."),
        },
        ShelterCliError::ShelterLine {
            file: PathBuf::from("file"),
            line: 1,
        },
        ShelterCliError::HouseholdLine {
            file: PathBuf::from("file"),
            line: 2,
            what: Bilingual::new("「氏名」がありません。", "氏名 is missing."),
        },
        ShelterCliError::Household {
            file: PathBuf::from("file"),
            place: 1,
            what: Bilingual::new("1枚に入りません。", "It does not fit one code."),
        },
        ShelterCliError::NotSound { problems: 1 },
    ]
}
