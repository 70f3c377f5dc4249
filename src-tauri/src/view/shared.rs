//! Parts that both windows' views are made of.

use advice::{Advice, Advise, Bilingual};
use mynacard::SecretKind;
use serde::{Deserialize, Serialize};
use specta::Type;

/// One sentence in both languages that staff read.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename = "Bilingual")]
pub struct BilingualView {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl From<Bilingual> for BilingualView {
    fn from(text: Bilingual) -> Self {
        Self {
            ja: text.ja,
            en: text.en,
        }
    }
}

/// What an error tells the staff.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct AdviceView {
    /// Stable name of the error in kebab-case.
    pub code: String,
    /// What happened.
    pub what: BilingualView,
    /// What to do next.
    pub next: BilingualView,
}

impl From<Advice> for AdviceView {
    fn from(advice: Advice) -> Self {
        Self {
            code: advice.code.to_owned(),
            what: advice.what.into(),
            next: advice.next.into(),
        }
    }
}

/// Language of the resident's window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 日本語.
    #[default]
    Ja,
    /// English.
    En,
    /// やさしい日本語, with readings over the characters.
    Easy,
}

/// Which secret is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[serde(rename = "SecretKind")]
pub enum SecretKindView {
    /// 暗証番号, 4 digits.
    Pin,
    /// 照合番号B, 14 digits.
    FaceCode,
}

impl From<SecretKind> for SecretKindView {
    fn from(kind: SecretKind) -> Self {
        match kind {
            SecretKind::Pin => Self::Pin,
            SecretKind::FaceCode => Self::FaceCode,
        }
    }
}

impl From<SecretKindView> for SecretKind {
    fn from(kind: SecretKindView) -> Self {
        match kind {
            SecretKindView::Pin => Self::Pin,
            SecretKindView::FaceCode => Self::FaceCode,
        }
    }
}

/// Why a card could not be used.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardProblemView {
    /// What happened and what to do.
    pub advice: AdviceView,
    /// Whether trying again can help.
    pub can_try_again: bool,
}

/// What the last act did, said once.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastView {
    /// Rises with each act, so that it sounds once.
    pub id: u32,
    /// Whether it worked.
    pub ok: bool,
    /// What happened.
    pub what: BilingualView,
    /// What to do next, where it did not work.
    pub next: Option<BilingualView>,
}

impl LastView {
    /// What an act came to, as the `id`th one; none where there is nothing to say.
    pub fn of<E: Advise>(done: Result<Option<Bilingual>, E>, id: u32) -> Option<Self> {
        let (ok, what, next) = match done {
            Ok(what) => (true, what?, None),
            Err(error) => {
                let advice = error.advice();
                tracing::info!(code = advice.code, "an act at a desk did nothing");
                (false, advice.what, Some(advice.next))
            }
        };
        Some(Self {
            id,
            ok,
            what: what.into(),
            next: next.map(Into::into),
        })
    }
}
