//! What an error tells the operator: what happened, and what to do next.
//!
//! Every error enum of the workspace implements [`Advise`], so that the window,
//! the command line and `kazashi doctor` say the same sentence in both languages.

/// One sentence in both languages that staff read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    /// Japanese text (日本語).
    pub ja: String,
    /// English text.
    pub en: String,
}

impl Bilingual {
    /// Pairs the Japanese sentence with its English counterpart.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ja: ja.into(),
            en: en.into(),
        }
    }
}

/// What happened and what the operator can do next.
///
/// Never holds personal data: these texts reach logs and standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Stable name of the error in kebab-case, such as `card-removed`; what a caller tells IT on the phone.
    pub code: &'static str,
    /// What happened.
    pub what: Bilingual,
    /// What to do next.
    pub next: Bilingual,
}

impl Advice {
    /// Builds an advice from its code and the two sentences in both languages.
    pub fn new(code: &'static str, what: Bilingual, next: Bilingual) -> Self {
        Self { code, what, next }
    }
}

/// An error that can say what to do next.
pub trait Advise {
    /// The advice for this error.
    fn advice(&self) -> Advice;
}
