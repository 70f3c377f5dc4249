//! What is wrong in a printer profile, and where.

use std::fmt;

use advice::{Advice, Advise, Bilingual};

/// A fault in a printer profile, with the place to correct.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.advice().what.en)]
pub struct ProfileError {
    /// Name of the file as it was given.
    pub file: String,
    /// Line, from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Column in characters, from 1; 0 when the file as a whole is meant.
    pub column: usize,
    /// The field, such as `placement.scale_x`; empty when none is meant.
    pub field: String,
    /// What is wrong with it.
    pub problem: ProfileProblem,
}

/// What is wrong with a field of a printer profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileProblem {
    /// The file cannot be read.
    Unreadable,
    /// The text is no TOML.
    NotToml {
        /// What the TOML parser says, in English.
        message: String,
    },
    /// No such key.
    UnknownKey {
        /// The keys that there are at this place.
        known: Vec<&'static str>,
    },
    /// The key has to be there.
    Missing,
    /// The value is of another kind.
    WrongKind {
        /// What belongs there.
        expected: Kind,
    },
    /// The number is too small or too large.
    OutOfRange {
        /// Smallest allowed value.
        least: String,
        /// Largest allowed value.
        most: String,
    },
    /// The word is none of those that may stand there.
    UnknownWord {
        /// The words that may.
        allowed: Vec<&'static str>,
    },
    /// The same paper stands there twice.
    Repeated,
    /// Not a tray name of IPP: small letters, digits, `-`, `_` and `.` only.
    NotATray,
    /// Not 64 hexadecimal digits.
    NotASha256,
    /// Not the id of a form.
    NotAFormId,
    /// Pre-printed paper without a tray of its own.
    StockWithoutTray,
    /// Not the name of a print queue.
    NotAQueue,
    /// A queue where the way to the printer is not the system's spooler.
    QueueWithoutSpooler,
    /// Neither 0 nor 180 degrees.
    NotARotation,
}

/// The kinds of value in a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A whole number.
    WholeNumber,
    /// A text in quotes.
    Text,
    /// `true` or `false`.
    TrueOrFalse,
    /// A table (`[name]`).
    Table,
    /// A list of tables (`[[name]]`) with at least one entry.
    ListOfTables,
}

impl Kind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Number => ("数値", "a number"),
            Self::WholeNumber => ("整数", "a whole number"),
            Self::Text => ("引用符で囲んだ文字列", "a text in quotes"),
            Self::TrueOrFalse => ("trueまたはfalse", "true or false"),
            Self::Table => ("表（[名前]）", "a table ([name])"),
            Self::ListOfTables => (
                "1つ以上の表の並び（[[名前]]）",
                "a list of at least one table ([[name]])",
            ),
        }
    }
}

impl ProfileProblem {
    /// One of each, for [`every_error`](crate::every_error).
    pub(crate) fn samples() -> Vec<Self> {
        vec![
            Self::Unreadable,
            Self::NotToml {
                message: "expected `=`".to_owned(),
            },
            Self::UnknownKey {
                known: vec!["scale_x", "scale_y"],
            },
            Self::Missing,
            Self::WrongKind {
                expected: Kind::Number,
            },
            Self::OutOfRange {
                least: "0.95".to_owned(),
                most: "1.05".to_owned(),
            },
            Self::UnknownWord {
                allowed: vec!["one-sided", "two-sided-long-edge"],
            },
            Self::Repeated,
            Self::NotATray,
            Self::NotASha256,
            Self::NotAFormId,
            Self::StockWithoutTray,
            Self::NotAQueue,
            Self::QueueWithoutSpooler,
            Self::NotARotation,
        ]
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "printer-profile-unreadable",
            Self::NotToml { .. } => "printer-profile-not-toml",
            Self::UnknownKey { .. } => "printer-profile-unknown-key",
            Self::Missing => "printer-profile-key-missing",
            Self::WrongKind { .. } => "printer-profile-wrong-kind",
            Self::OutOfRange { .. } => "printer-profile-out-of-range",
            Self::UnknownWord { .. } => "printer-profile-unknown-word",
            Self::Repeated => "printer-profile-paper-repeated",
            Self::NotATray => "printer-profile-not-a-tray",
            Self::NotASha256 => "printer-profile-not-a-sha256",
            Self::NotAFormId => "printer-profile-not-a-form-id",
            Self::StockWithoutTray => "printer-profile-stock-without-tray",
            Self::NotAQueue => "printer-profile-not-a-queue",
            Self::QueueWithoutSpooler => "printer-profile-queue-without-spooler",
            Self::NotARotation => "printer-profile-not-a-rotation",
        }
    }

    fn what(&self) -> (String, String) {
        let both = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
        match self {
            Self::Unreadable => both("ファイルを読めません。", "the file cannot be read."),
            Self::NotToml { message } => (
                format!("TOMLとして読めません（{message}）。"),
                format!("this is no TOML ({message})."),
            ),
            Self::UnknownKey { .. } => both("この項目はありません。", "there is no such key."),
            Self::Missing => both("この項目がありません。", "this key is missing."),
            Self::WrongKind { expected } => {
                let (ja, en) = expected.words();
                (
                    format!("{ja}を書く項目です。"),
                    format!("this has to be {en}."),
                )
            }
            Self::OutOfRange { least, most } => (
                format!("{least}から{most}までの値にしてください。"),
                format!("the value has to lie between {least} and {most}."),
            ),
            Self::UnknownWord { .. } => {
                both("この語は使えません。", "this word may not stand here.")
            }
            Self::Repeated => both(
                "同じ用紙が2度書かれています。",
                "the same paper stands here twice.",
            ),
            Self::NotATray => both(
                "トレイの名前に使えない文字があります。",
                "this is no name of a tray.",
            ),
            Self::NotASha256 => both(
                "16進数64桁のSHA-256ではありません。",
                "this is no SHA-256 of 64 hexadecimal digits.",
            ),
            Self::NotAFormId => both("様式の id ではありません。", "this is no id of a form."),
            Self::StockWithoutTray => both(
                "刷り込み済みの用紙には、トレイの指定が必要です。",
                "pre-printed paper needs a tray of its own.",
            ),
            Self::NotAQueue => both(
                "プリントキューの名前に使えない文字があります。",
                "this is no name of a print queue.",
            ),
            Self::QueueWithoutSpooler => both(
                "queue は route = \"spooler\" のときだけ書けます。",
                "queue may stand here with route = \"spooler\" only.",
            ),
            Self::NotARotation => both("0か180を書く項目です。", "this has to be 0 or 180."),
        }
    }

    fn next(&self) -> Bilingual {
        match self {
            Self::Unreadable => Bilingual::new(
                "ファイルの場所と読み取りの権限を確かめてください。",
                "Check where the file is and whether it may be read.",
            ),
            Self::UnknownKey { known: words } | Self::UnknownWord { allowed: words } => {
                let words = words.join(", ");
                Bilingual::new(
                    format!("使えるもの: {words}"),
                    format!("These may stand here: {words}"),
                )
            }
            Self::NotATray => Bilingual::new(
                "プリンターのmedia-sourceの名前（例: tray-1、by-pass-tray、auto）を書いてください。",
                "Write a media-source name of the printer, such as tray-1, by-pass-tray or auto.",
            ),
            Self::NotAFormId => Bilingual::new(
                "様式の id は英小文字・数字・ハイフンだけです。",
                "A form's id is lower-case letters, digits and hyphens.",
            ),
            Self::StockWithoutTray => Bilingual::new(
                "その用紙を入れたトレイを tray に書いてください（auto 以外）。",
                "Write the tray in which it lies to tray; not auto.",
            ),
            _ => Bilingual::new(
                "この行を直してください。見本: printer-profiles/generic-a4.toml",
                "Correct this line. For an example see printer-profiles/generic-a4.toml.",
            ),
        }
    }
}

/// Where the fault stands, as editors and compilers write it.
impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = self.0;
        f.write_str(&error.file)?;
        if error.line > 0 {
            write!(f, ":{}:{}", error.line, error.column)?;
        }
        if !error.field.is_empty() {
            write!(f, ": {}", error.field)?;
        }
        Ok(())
    }
}

struct Place<'a>(&'a ProfileError);

impl Advise for ProfileError {
    fn advice(&self) -> Advice {
        let place = Place(self);
        let (ja, en) = self.problem.what();
        Advice::new(
            self.problem.code(),
            Bilingual::new(format!("{place}: {ja}"), format!("{place}: {en}")),
            self.problem.next(),
        )
    }
}
