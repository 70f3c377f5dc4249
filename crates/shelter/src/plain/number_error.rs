//! Why a text is no reception number.

use advice::{Advice, Advise, Bilingual};

/// Why a text is no 受付番号.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not two letters, four digits or more, and a check digit.
    #[error("not a reception number")]
    Form,
    /// The check digit does not fit.
    #[error("the check digit does not fit")]
    Check,
}

impl Advise for NumberError {
    fn advice(&self) -> Advice {
        match self {
            Self::Form => Advice::new(
                "shelter-number-invalid",
                Bilingual::new(
                    "受付番号の形が違います。",
                    "This is not a reception number.",
                ),
                Bilingual::new(
                    "「KR-0123-5」のように、英字2文字と数字で入力してください。",
                    "Type two letters and the digits, as in KR-0123-5.",
                ),
            ),
            Self::Check => Advice::new(
                "shelter-number-mistyped",
                Bilingual::new(
                    "受付番号のどこかが違います（検査数字が合いません）。",
                    "One place of the reception number is wrong: the check digit does not fit.",
                ),
                Bilingual::new(
                    "1文字ずつ確かめてください。分からなければ名前で探してください。",
                    "Check it character by character, or search by name.",
                ),
            ),
        }
    }
}
