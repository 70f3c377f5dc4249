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
                "polling-fact-damaged",
                Bilingual::new(
                    "受付の記録の1件を読み取れません。ほかの記録には影響ありません。",
                    "One record of acceptance cannot be read; the others are not affected.",
                ),
                Bilingual::new(
                    "受付を止め、紙の名簿に切り替えて、選挙管理委員会と情報担当へ伝えてください。",
                    "Stop accepting here, go over to the printed roll, and tell the board and IT.",
                ),
            ),
            Self::Unknown => Advice::new(
                "polling-fact-of-newer-program",
                Bilingual::new(
                    "新しい版のソフトが書いた記録です。この版では書き直せません。",
                    "This record is of a newer program and cannot be written anew here.",
                ),
                Bilingual::new(
                    "期間中に版をそろえるよう、選挙管理委員会へ伝えてください。",
                    "Tell the board that the booths have different versions of the program.",
                ),
            ),
        }
    }
}
