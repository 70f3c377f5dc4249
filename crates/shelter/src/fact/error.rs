//! Why bytes are no fact.

use advice::{Advice, Advise, Bilingual};

/// Why a payload cannot be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// Not the form that the kind has.
    #[error("a payload is not of the form of its kind")]
    Damaged,
    /// Of a newer program.
    #[error("a fact of a newer program cannot be written anew")]
    Unknown,
}

impl Advise for FactError {
    fn advice(&self) -> Advice {
        match self {
            Self::Damaged => Advice::new(
                "shelter-fact-damaged",
                Bilingual::new(
                    "記録の1件を読み取れません。ほかの記録には影響ありません。",
                    "One record cannot be read; the others are not affected.",
                ),
                Bilingual::new(
                    "「記録の検査」を行い、結果を情報担当へ伝えてください。",
                    "Run the check of the records and tell IT what it found.",
                ),
            ),
            Self::Unknown => Advice::new(
                "shelter-fact-of-newer-program",
                Bilingual::new(
                    "新しい版のソフトが書いた記録です。この版では書き直せません。",
                    "This record is of a newer program and cannot be written anew here.",
                ),
                Bilingual::new(
                    "このパソコンのソフトを更新してください。",
                    "Update the program on this PC.",
                ),
            ),
        }
    }
}
