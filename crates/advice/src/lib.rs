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

/// What is wrong with the codes and texts of all errors of a crate, for its tests: a code twice or without the prefix,
/// a text that is missing in one language. Empty if all is well.
pub fn faults(every: impl IntoIterator<Item = Advice>, prefix: &str) -> Vec<String> {
    let mut codes = std::collections::BTreeSet::new();
    let mut faults = Vec::new();
    for Advice { code, what, next } in every {
        if !codes.insert(code) {
            faults.push(format!("{code}: twice"));
        }
        if !code.starts_with(prefix) {
            faults.push(format!("{code}: not of {prefix}"));
        }
        for text in [what, next] {
            if text.ja.is_ascii() || text.en.len() <= 10 {
                faults.push(format!("{code}: not in both languages"));
            }
        }
    }
    faults
}

/// An error that can say what to do next.
pub trait Advise {
    /// The advice for this error.
    fn advice(&self) -> Advice;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(code: &'static str, ja: &str) -> Advice {
        let text = || Bilingual::new(ja, "Something happened.");
        Advice::new(code, text(), text())
    }

    #[test]
    fn a_code_that_stands_twice_a_wrong_prefix_and_a_missing_text_are_found() {
        let right = || advice("roll-missing", "ありません。");
        assert!(faults([right()], "roll-").is_empty());
        assert_eq!(faults([right(), right()], "roll-").len(), 1);
        assert_eq!(faults([right()], "ledger-").len(), 1);
        assert_eq!(faults([advice("roll-missing", "none")], "roll-").len(), 2);
        let short = Bilingual::new("ありません。", "Gone.");
        let short = Advice::new("roll-missing", short.clone(), short);
        assert_eq!(faults([short], "roll-").len(), 2);
    }
}
