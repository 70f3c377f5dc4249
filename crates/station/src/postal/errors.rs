//! What can be wrong with the published file, or with our copy of it.

use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};

use super::SCHEMA_VERSION;

/// Why postal codes cannot be imported or looked up. Never repeats what was looked for.
#[derive(Debug, thiserror::Error)]
pub enum PostalError {
    /// No data was imported on this PC yet.
    #[error("{} is not there", file.display())]
    Missing {
        /// Where it would be.
        file: PathBuf,
    },
    /// The file to import cannot be read.
    #[error("{}: {problem}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// The file to import is none of the published ones.
    #[error("{} is not the published data: {}", file.display(), why.en)]
    NotTheData {
        /// The file.
        file: PathBuf,
        /// What it is instead.
        why: Bilingual,
    },
    /// Lines of the file to import are not as published; nothing was changed.
    #[error("{}: {} bad lines", file.display(), lines.len())]
    BadLines {
        /// The file.
        file: PathBuf,
        /// Every one of them.
        lines: Vec<BadLine>,
    },
    /// The imported data is not a database, or a damaged one.
    #[error("{} is damaged", file.display())]
    Damaged {
        /// The database.
        file: PathBuf,
    },
    /// Another version of Kazashi imported the data.
    #[error("{} has schema version {found}, this program knows {SCHEMA_VERSION}", file.display())]
    OtherVersion {
        /// The database.
        file: PathBuf,
        /// The version that it states.
        found: i64,
    },
    /// The imported data cannot be opened or written.
    #[error("{}: {problem}", file.display())]
    Unusable {
        /// The database.
        file: PathBuf,
        /// What SQLite or the system said.
        problem: String,
    },
}

/// A line of the published file that is not as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: BadLineReason,
}

/// What can be wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadLineReason {
    /// It has another number of columns than the first.
    Columns {
        /// How many.
        found: usize,
        /// How many this file has.
        expected: usize,
    },
    /// It is not in the encoding of the file.
    Encoding,
    /// The postal code is not seven digits.
    Code,
    /// The number of the municipality (全国地方公共団体コード) is not five or six digits.
    Municipality,
    /// There is no such prefecture.
    Prefecture,
    /// The city has no name.
    City,
    /// The town has no name.
    Town,
    /// A bracket is opened and never closed, also not on the next lines.
    Bracket,
    /// A code that is no longer in use: this is a file of changes, not the whole data.
    Abolished,
}

impl BadLineReason {
    /// One sample of each.
    pub const EVERY: [Self; 9] = [
        Self::Columns {
            found: 1,
            expected: 15,
        },
        Self::Encoding,
        Self::Code,
        Self::Municipality,
        Self::Prefecture,
        Self::City,
        Self::Town,
        Self::Bracket,
        Self::Abolished,
    ];

    fn words(&self) -> Bilingual {
        let (ja, en) = match self {
            Self::Columns { found, expected } => {
                return Bilingual::new(
                    format!("列が {found} 個あります（正しくは {expected} 個）"),
                    format!("it has {found} columns instead of {expected}"),
                );
            }
            Self::Encoding => ("文字コードが違います", "it is in another encoding"),
            Self::Code => (
                "郵便番号が7桁の数字ではありません",
                "the postal code is not seven digits",
            ),
            Self::Municipality => (
                "全国地方公共団体コードが数字5桁ではありません",
                "the number of the municipality is not five digits",
            ),
            Self::Prefecture => ("都道府県名が違います", "there is no such prefecture"),
            Self::City => ("市区町村名がありません", "the city has no name"),
            Self::Town => ("町域名がありません", "the town has no name"),
            Self::Bracket => (
                "（が閉じられていません",
                "a bracket is opened and never closed",
            ),
            Self::Abolished => (
                "廃止された番号です（差分のファイルです）",
                "the code was abolished; this is a file of changes",
            ),
        };
        Bilingual::new(ja, en)
    }
}

impl Advise for BadLine {
    fn advice(&self) -> Advice {
        let (line, words) = (self.line, self.reason.words());
        Advice::new(
            "postal-bad-line",
            Bilingual::new(
                format!("{line}行目: {}。", words.ja),
                format!("Line {line}: {}.", words.en),
            ),
            Bilingual::new(
                "日本郵便のファイルを取り直すか、--skip-bad-lines でこの行を除いて読み込んでください。",
                "Fetch the file from Japan Post again, or import without this line by --skip-bad-lines.",
            ),
        )
    }
}

impl Advise for PostalError {
    #[expect(clippy::too_many_lines, reason = "a list of sentences, one an error")]
    fn advice(&self) -> Advice {
        let import = || {
            Bilingual::new(
                "日本郵便の郵便番号データを kazashi postal import で読み込んでください。",
                "Import Japan Post's data with kazashi postal import.",
            )
        };
        match self {
            Self::Missing { .. } => Advice::new(
                "postal-missing",
                Bilingual::new(
                    "郵便番号データがまだありません。",
                    "There are no postal codes on this PC yet.",
                ),
                import(),
            ),
            Self::Unreadable { file, problem } => Advice::new(
                "postal-unreadable",
                Bilingual::new(
                    format!("{} を読めません（{problem}）。", file.display()),
                    format!("{} cannot be read ({problem}).", file.display()),
                ),
                Bilingual::new(
                    "ファイルの場所と権限を確かめてください。",
                    "Check where the file is and whether it may be read.",
                ),
            ),
            Self::NotTheData { file, why } => Advice::new(
                "postal-not-the-data",
                Bilingual::new(
                    format!(
                        "{} は郵便番号データではありません（{}）。",
                        file.display(),
                        why.ja
                    ),
                    format!("{} is not the published data ({}).", file.display(), why.en),
                ),
                Bilingual::new(
                    "日本郵便の utf_ken_all.zip、ken_all.zip、jigyosyo.zip のどれかを指定してください。",
                    "Name Japan Post's utf_ken_all.zip, ken_all.zip or jigyosyo.zip.",
                ),
            ),
            Self::BadLines { lines, .. } => {
                let mut advice = lines
                    .first()
                    .map_or_else(
                        || BadLine {
                            line: 1,
                            reason: BadLineReason::Columns {
                                found: 0,
                                expected: 15,
                            },
                        },
                        BadLine::clone,
                    )
                    .advice();
                let count = lines.len();
                advice.what.ja = format!("正しくない行が {count} 行あります。{}", advice.what.ja);
                advice.what.en =
                    format!("{count} line(s) are not as published. {}", advice.what.en);
                advice
            }
            Self::Damaged { file } => Advice::new(
                "postal-damaged",
                Bilingual::new(
                    format!("郵便番号データ {} が壊れています。", file.display()),
                    format!("The postal codes in {} are damaged.", file.display()),
                ),
                import(),
            ),
            Self::OtherVersion { file, found } => Advice::new(
                "postal-other-version",
                Bilingual::new(
                    format!(
                        "郵便番号データ {} は別の版の Kazashi のものです（形式 {found}）。",
                        file.display()
                    ),
                    format!(
                        "The postal codes in {} are of another Kazashi (format {found}).",
                        file.display()
                    ),
                ),
                import(),
            ),
            Self::Unusable { file, problem } => Advice::new(
                "postal-unusable",
                Bilingual::new(
                    format!(
                        "郵便番号データ {} を使えません（{problem}）。",
                        file.display()
                    ),
                    format!(
                        "The postal codes in {} cannot be used ({problem}).",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "空き容量とフォルダーの権限を確かめ、Kazashi を閉じてもう一度試してください。",
                    "Check the free space and the permissions of the folder, close Kazashi, and try again.",
                ),
            ),
        }
    }
}
