//! What a person types to open something (合言葉), folded so that the keyboard's state does not matter.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::ActivationCode;

/// Fewest characters of a passphrase that is set, without spaces and hyphens.
pub const LEAST_CHARS: usize = 8;

/// A passphrase (合言葉) or a printed code, as typed. Wiped when dropped.
pub struct Passphrase {
    folded: Zeroizing<String>,
}

impl Passphrase {
    /// Folds what was typed: compatibility forms (NFKC), spaces and hyphens; of a printed code
    /// also the letter case and letters that look alike.
    pub fn typed(text: &str) -> Self {
        let folded = fold(text);
        match ActivationCode::from_folded(&folded) {
            Ok(code) => Self {
                folded: Zeroizing::new(code.symbols().to_owned()),
            },
            Err(_) => Self { folded },
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.folded.as_bytes()
    }

    /// Whether it may be set as a new passphrase.
    pub fn is_long_enough(&self) -> bool {
        self.folded.chars().count() >= LEAST_CHARS
    }
}

/// Compatibility forms become plain, spaces and hyphens go. Never grows while it is written.
pub(crate) fn fold(text: &str) -> Zeroizing<String> {
    let kept = || text.nfkc().filter(|letter| !is_skipped(*letter));
    let length = kept().map(char::len_utf8).sum();
    let mut folded = Zeroizing::new(String::with_capacity(length));
    folded.extend(kept());
    folded
}

/// The mark of long vowels (ー) is a letter and stays.
fn is_skipped(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(
            letter,
            '-' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        Passphrase::typed(a).as_bytes() == Passphrase::typed(b).as_bytes()
    }

    #[test]
    fn width_spaces_and_hyphens_do_not_matter() {
        assert!(same("さくら 小学校-2026", "さくら　小学校－２０２６"));
        assert!(same("ｻｸﾗｶﾞｯｺｳ", "サクラガッコウ"));
        assert!(same("ab cd‐ef", "ab-cd ef"));
    }

    #[test]
    fn letters_and_their_case_matter_in_a_passphrase() {
        assert!(!same("Sakura2026", "sakura2026"));
        assert!(!same("サーバー", "サバ"));
    }

    #[test]
    fn length_is_counted_without_spaces() {
        assert!(!Passphrase::typed("a b c d e f g").is_long_enough());
        assert!(Passphrase::typed("さくらのはなみち").is_long_enough());
    }
}
