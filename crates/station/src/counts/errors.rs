//! Why a count cannot be kept, read or written out.

use std::path::{Path, PathBuf};

use advice::{Advice, Advise, Bilingual};
use rusqlite::ErrorCode;

use super::schema::VERSION;

/// Why a count could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum CountsError {
    /// A later version of Kazashi wrote this file.
    #[error("{} has schema version {found}, this program knows {VERSION}", file.display())]
    Newer {
        /// The database file.
        file: PathBuf,
        /// The version that it states.
        found: i64,
    },
    /// The file is not a database, or a damaged one.
    #[error("{} is damaged", file.display())]
    Damaged {
        /// The database file.
        file: PathBuf,
    },
    /// The file could not be opened or written.
    #[error("{}: {problem}", file.display())]
    Unusable {
        /// The database file.
        file: PathBuf,
        /// What SQLite or the system said.
        problem: String,
    },
    /// A form id is lower-case letters, digits and hyphens; anything else might be about a person.
    #[error("not a form id")]
    NotAFormId,
    /// The same of the id of a guide.
    #[error("not a guide id")]
    NotAGuideId,
    /// The table could not be written; what was there before is whole.
    #[error("{}: {problem}", file.display())]
    NotExported {
        /// The file to write.
        file: PathBuf,
        /// What the system said.
        problem: String,
    },
}

impl Advise for CountsError {
    fn advice(&self) -> Advice {
        match self {
            Self::Newer { file, found } => Advice::new(
                "counts-newer",
                Bilingual::new(
                    format!(
                        "件数の記録 {} は新しい版の Kazashi のものです（形式 {found}）。",
                        file.display()
                    ),
                    format!(
                        "The counts in {} are from a newer Kazashi (format {found}).",
                        file.display()
                    ),
                ),
                Bilingual::new("Kazashi を新しい版にしてください。", "Update Kazashi."),
            ),
            Self::Damaged { file } => Advice::new(
                "counts-damaged",
                Bilingual::new(
                    format!("件数の記録 {} が壊れています。", file.display()),
                    format!("The counts in {} are damaged.", file.display()),
                ),
                Bilingual::new(
                    "ファイルを別の場所に移してください。次に使うとき新しく作ります。",
                    "Move the file away; a new one is made at the next use.",
                ),
            ),
            Self::Unusable { file, problem } => Advice::new(
                "counts-unusable",
                Bilingual::new(
                    format!("件数の記録 {} を使えません（{problem}）。", file.display()),
                    format!(
                        "The counts in {} cannot be used ({problem}).",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "空き容量とフォルダーの権限を確かめてください。",
                    "Check the free space and the permissions of the folder.",
                ),
            ),
            Self::NotAFormId => Advice::new(
                "not-a-form-id",
                Bilingual::new(
                    "様式の名前ではありません。",
                    "This is not the id of a form.",
                ),
                Bilingual::new(
                    "様式の id は英小文字・数字・ハイフンだけです。",
                    "A form's id is lower-case letters, digits and hyphens.",
                ),
            ),
            Self::NotAGuideId => Advice::new(
                "not-a-guide-id",
                Bilingual::new(
                    "手続き案内の名前ではありません。",
                    "This is not the id of a guide.",
                ),
                Bilingual::new(
                    "手続き案内の id は英小文字・数字・ハイフンだけです。",
                    "A guide's id is lower-case letters, digits and hyphens.",
                ),
            ),
            Self::NotExported { file, problem } => Advice::new(
                "counts-not-exported",
                Bilingual::new(
                    format!(
                        "件数の記録を {} に書き出せません（{problem}）。元のファイルはそのままです。",
                        file.display()
                    ),
                    format!(
                        "The counts cannot be written to {} ({problem}). A file that was there is untouched.",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "空き容量とフォルダーの権限を確かめ、表計算ソフトで開いていれば閉じてください。",
                    "Check the free space and the permissions of the folder, and close the file in other programs.",
                ),
            ),
        }
    }
}

pub(super) fn from_sqlite(file: &Path, error: &rusqlite::Error) -> CountsError {
    let file = file.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => CountsError::Damaged { file },
        _ => CountsError::Unusable {
            file,
            problem: error.to_string(),
        },
    }
}
