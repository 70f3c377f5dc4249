//! Why a frozen list is not taken.

use advice::{Advice, Advise, Bilingual};

/// Why a frozen list is not taken. Nothing of it is used then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrozenError {
    /// Not such a file, or cut off.
    #[error("not a list of early voters")]
    Damaged,
    /// Of a newer program.
    #[error("a newer format")]
    Newer,
    /// The signature does not hold: changed, or signed by somebody else.
    #[error("the signature does not hold")]
    NotSigned,
    /// Of another election.
    #[error("of another election")]
    OtherElection,
}

impl Advise for FrozenError {
    fn advice(&self) -> Advice {
        let (code, ja, en, next_ja, next_en) = match self {
            Self::Damaged => (
                "polling-frozen-damaged",
                "期日前投票者の一覧として読めません。",
                "This cannot be read as a list of early voters.",
                "選挙管理委員会からもう一度受け取ってください。",
                "Get the file from the election board again.",
            ),
            Self::Newer => (
                "polling-frozen-newer",
                "新しい版のプログラムで作られた一覧です。",
                "The list was made by a newer version of the program.",
                "このパソコンのプログラムを更新してください。",
                "Update the program on this PC.",
            ),
            Self::NotSigned => (
                "polling-frozen-not-signed",
                "一覧の署名が確認できません。変更されたおそれがあります。",
                "The signature of the list does not hold; it may have been changed.",
                "使わずに、選挙管理委員会へ連絡してください。",
                "Do not use it; call the election board.",
            ),
            Self::OtherElection => (
                "polling-frozen-other-election",
                "別の選挙の一覧です。",
                "The list is of another election.",
                "この選挙の一覧を選んでください。",
                "Choose the list of this election.",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(ja, en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
