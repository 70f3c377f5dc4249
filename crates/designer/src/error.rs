//! Why an edit was not made.

use advice::{Advice, Advise, Bilingual};

/// Why an edit was not made; the draft is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file is no TOML, so nothing in it can be pointed at.
    #[error("the definition is no TOML")]
    NotToml,
    /// What was pointed at is not there any more.
    #[error("there is no such entry")]
    NotThere,
    /// A key that this kind of entry does not have.
    #[error("this entry has no key {key}")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A value that cannot stand under the key.
    #[error("this cannot be the value of {key}")]
    BadValue {
        /// The key.
        key: String,
        /// What the key takes.
        takes: Takes,
    },
    /// The file is written in a way that this program does not change.
    #[error("this part of the file is written in a way that only an editor of texts can change")]
    ByHand,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A number.
    Number,
    /// A whole number that is not negative.
    Whole,
    /// `true` or `false`.
    Flag,
    /// A value in TOML on one line, such as a condition.
    Toml,
    /// A text on one line.
    Text,
}

impl Takes {
    fn words(self) -> Bilingual {
        let (ja, en) = match self {
            Self::Number => ("数", "a number"),
            Self::Whole => ("0以上の整数", "a whole number"),
            Self::Flag => ("true か false", "true or false"),
            Self::Toml => (
                "1行のTOMLの値（{ name = \"…\", value = \"…\" } など）",
                "a TOML value on one line, such as { name = \"…\", value = \"…\" }",
            ),
            Self::Text => ("1行の文字", "text on one line"),
        };
        Bilingual::new(ja, en)
    }
}

impl EditError {
    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        vec![
            Self::NotToml,
            Self::NotThere,
            Self::UnknownKey {
                key: "colour".into(),
            },
            Self::BadValue {
                key: "size".into(),
                takes: Takes::Number,
            },
            Self::ByHand,
        ]
    }
}

impl Advise for EditError {
    fn advice(&self) -> Advice {
        let by_hand = || {
            Bilingual::new(
                "form.tomlをテキストエディターで直してから、開き直してください。",
                "Correct form.toml in a text editor, then open it again.",
            )
        };
        match self {
            Self::NotToml => Advice::new(
                "design-not-toml",
                Bilingual::new(
                    "form.tomlのTOMLの書き方に誤りがあり、画面では編集できません。",
                    "form.toml is not TOML and cannot be edited here.",
                ),
                by_hand(),
            ),
            Self::NotThere => Advice::new(
                "design-not-there",
                Bilingual::new(
                    "その欄や文字は、もうありません。",
                    "This field or text is no longer there.",
                ),
                Bilingual::new(
                    "一覧から選び直してください。",
                    "Choose again from the list.",
                ),
            ),
            Self::UnknownKey { key } => Advice::new(
                "design-unknown-key",
                Bilingual::new(
                    format!("ここに「{key}」という項目はありません。"),
                    format!("There is no \"{key}\" here."),
                ),
                Bilingual::new(
                    "docs/forms.mdにある項目を使ってください。",
                    "Use the keys of docs/forms.md.",
                ),
            ),
            Self::BadValue { key, takes } => {
                let takes = takes.words();
                Advice::new(
                    "design-bad-value",
                    Bilingual::new(
                        format!("「{key}」にこの値は入れられません。"),
                        format!("This cannot be the value of \"{key}\"."),
                    ),
                    Bilingual::new(
                        format!("{}を入れてください。", takes.ja),
                        format!("Enter {}.", takes.en),
                    ),
                )
            }
            Self::ByHand => Advice::new(
                "design-by-hand",
                Bilingual::new(
                    "form.tomlのこの部分は、画面では編集できない書き方です。",
                    "This part of form.toml is written in a way that cannot be edited here.",
                ),
                by_hand(),
            ),
        }
    }
}
