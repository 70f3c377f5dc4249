//! Why the folder of a form was not opened or not saved.

use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};
use paper::OverlayError;

use crate::EditError;

/// Why the folder of a form was not opened or not saved; no file is half written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file could not be read.
    #[error("{}: {problem}", file.display())]
    Unreadable {
        /// The file or folder.
        file: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// A file could not be written.
    #[error("{}: {problem}", file.display())]
    Unsaved {
        /// The file or folder.
        file: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// The file is another one than when it was opened.
    #[error("{} was changed by somebody else", file.display())]
    ChangedOnDisk {
        /// The definition.
        file: PathBuf,
    },
    /// There are errors, so the form cannot be used.
    #[error("the form has {0} errors")]
    HasErrors(usize),
    /// A form of this id is there already.
    #[error("there is a form {0} already")]
    Taken(String),
    /// An id that no folder of a form can have.
    #[error("this cannot be the id of a form")]
    BadId,
    /// The PDF cannot be printed over.
    #[error(transparent)]
    Pdf(#[from] OverlayError),
    /// The text cannot be worked on.
    #[error(transparent)]
    Text(#[from] EditError),
}

impl FolderError {
    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        let file = || PathBuf::from("form.toml");
        vec![
            Self::Unreadable {
                file: file(),
                problem: "permission denied".into(),
            },
            Self::Unsaved {
                file: file(),
                problem: "permission denied".into(),
            },
            Self::ChangedOnDisk { file: file() },
            Self::HasErrors(2),
            Self::Taken("juminhyo-request".into()),
            Self::BadId,
        ]
    }
}

impl Advise for FolderError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable { file, problem } => Advice::new(
                "design-unreadable",
                Bilingual::new(
                    format!("{} を読めません（{problem}）。", file.display()),
                    format!("{} cannot be read ({problem}).", file.display()),
                ),
                Bilingual::new(
                    "場所と読み取り権限を確かめてください。",
                    "Check that it is there and may be read.",
                ),
            ),
            Self::Unsaved { file, problem } => Advice::new(
                "design-unsaved",
                Bilingual::new(
                    format!(
                        "{} に保存できません（{problem}）。前のファイルはそのままです。",
                        file.display()
                    ),
                    format!(
                        "{} cannot be written ({problem}). What was there before is untouched.",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "書き込める様式フォルダーを使うか、空き容量と権限を確かめてください。",
                    "Use a forms folder that may be written, and check free space and rights.",
                ),
            ),
            Self::ChangedOnDisk { file } => Advice::new(
                "design-changed-on-disk",
                Bilingual::new(
                    format!(
                        "開いた後に、ほかの人か別のソフトが {} を変えました。",
                        file.display()
                    ),
                    format!(
                        "{} was changed by somebody else after it was opened here.",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "「下書きとして保存」で残してから、開き直して見比べてください。",
                    "Save this as a draft, open the form again and compare.",
                ),
            ),
            Self::HasErrors(count) => Advice::new(
                "design-has-errors",
                Bilingual::new(
                    format!("直すところが {count} 件あるため、保存しませんでした。"),
                    format!("Not saved: there are {count} problems."),
                ),
                Bilingual::new(
                    "一覧の問題を直すか、「下書きとして保存」を使ってください。",
                    "Correct the problems of the list, or save as a draft.",
                ),
            ),
            Self::Taken(id) => Advice::new(
                "design-taken",
                Bilingual::new(
                    format!("様式「{id}」はもうあります。"),
                    format!("There is a form \"{id}\" already."),
                ),
                Bilingual::new("別のIDを付けてください。", "Choose another id."),
            ),
            Self::BadId => Advice::new(
                "design-bad-id",
                Bilingual::new(
                    "様式のIDに使えない文字があるか、IDが空です。",
                    "The id is empty or has characters that an id cannot have.",
                ),
                Bilingual::new(
                    "半角の a-z、0-9、- だけで付けてください。",
                    "Use a-z, 0-9 and - only.",
                ),
            ),
            Self::Pdf(error) => error.advice(),
            Self::Text(error) => error.advice(),
        }
    }
}
