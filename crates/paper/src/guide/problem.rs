//! What can be wrong with a guide alone; all else it shares with the definition of a form.

use advice::{Advice, Bilingual};

/// The kinds of fault that only a guide can have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "the sentence of each kind, in `advice`, says what its parts are"
)]
pub enum GuideProblem {
    /// The guide's id is not the name of its file.
    FileName { id: String, file: String },
    /// A form that is not there.
    UnknownForm { id: String, suggestion: String },
    /// A question, or a value set by the event, that changes nothing.
    Idle { name: String },
    /// A question or a procedure that no answers lead to.
    NeverHolds { name: String },
    /// The same name asked in another way elsewhere.
    AskedOtherwise { name: String, file: String },
    /// A name that a guide cannot ask for, since it belongs to one form or one person.
    NotShared { name: String },
}

impl GuideProblem {
    /// One of each kind, so that codes and texts can be listed and tested.
    pub(crate) fn every_one() -> [Self; 6] {
        let s = str::to_owned;
        [
            Self::FileName {
                id: s("moving"),
                file: s("moving-in.toml"),
            },
            Self::UnknownForm {
                id: s("ido"),
                suggestion: s("ido-todoke"),
            },
            Self::Idle {
                name: s("move.care"),
            },
            Self::NeverHolds {
                name: s("moving-notice"),
            },
            Self::AskedOtherwise {
                name: s("move.kind"),
                file: s("form.toml"),
            },
            Self::NotShared {
                name: s("request.copies"),
            },
        ]
    }

    pub(crate) fn advice(&self) -> Advice {
        let (code, what_ja, what_en, next_ja, next_en) = match self {
            Self::FileName { id, file } => (
                "guide-file-name",
                format!("id「{id}」とファイル名「{file}」が違います。"),
                format!("The id \"{id}\" is not the name of the file \"{file}\"."),
                "どちらかに揃えてください。".to_owned(),
                "Give both the same name.".to_owned(),
            ),
            Self::UnknownForm { id, suggestion } => (
                "guide-unknown-form",
                format!("様式「{id}」はありません。"),
                format!("There is no form \"{id}\"."),
                format!("近い名前は {suggestion} です。様式のフォルダー名を書いてください。"),
                format!("The nearest is {suggestion}. Write the name of a form's folder."),
            ),
            Self::Idle { name } => (
                "guide-idle",
                format!("「{name}」を使う手続きも様式もありません。"),
                format!("No procedure and no form depends on \"{name}\"."),
                "手続きの when で使うか、外してください。".to_owned(),
                "Use it in the when of a procedure, or drop it.".to_owned(),
            ),
            Self::NeverHolds { name } => (
                "guide-never-holds",
                format!("どのように答えても「{name}」は出てきません。"),
                format!("No answers lead to \"{name}\"."),
                "when の条件を直してください。".to_owned(),
                "Correct its when.".to_owned(),
            ),
            Self::AskedOtherwise { name, file } => (
                "guide-asked-otherwise",
                format!("{file} では「{name}」を別の聞き方（種類か選択肢）で聞いています。"),
                format!("{file} asks for \"{name}\" in another way (kind or options)."),
                "種類と選択肢を揃えるか、別の名前にしてください。".to_owned(),
                "Use the same kind and options, or another name.".to_owned(),
            ),
            Self::NotShared { name } => (
                "guide-not-shared",
                format!("「{name}」は案内では聞けません。"),
                format!("A guide cannot ask for \"{name}\"."),
                "move.date のような、様式に共通の名前にしてください（request. と member. は使えません）。".to_owned(),
                "Use a name that forms share, such as move.date; not request. or member.".to_owned(),
            ),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
