//! Words by which somebody far away confirms that he holds the same records.

use std::fmt::{Display, Write as _};

use vault::Tokens;
use zeroize::Zeroizing;

/// Four groups of four digits that change with every record: `heads` is how far each device's records reach.
pub fn check_words(
    tokens: &Tokens,
    heads: impl IntoIterator<Item = (impl Display, u64)>,
) -> Zeroizing<String> {
    let mut text = String::new();
    for (device, seq) in heads {
        let _ = write!(text, "{device}:{seq};");
    }
    let hash = tokens.other("check", &[text.as_bytes()]);
    let groups: Vec<String> = hash
        .chunks(2)
        .take(4)
        .map(|pair| format!("{:04}", u16::from_be_bytes([pair[0], pair[1]]) % 10_000))
        .collect();
    Zeroizing::new(groups.join("-"))
}

/// Whether what was said or typed, with digits of any width, are these words.
pub fn reads_the_same(said: &str, words: &str) -> bool {
    digits(said) == digits(words)
}

fn digits(text: &str) -> Zeroizing<String> {
    let plain = text.chars().filter_map(|letter| match letter {
        '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')),
        letter => letter.is_ascii_digit().then_some(letter),
    });
    Zeroizing::new(plain.collect())
}

#[cfg(test)]
mod tests {
    use vault::Key;

    use super::*;

    #[test]
    fn the_words_change_with_every_record_and_are_read_however_they_are_typed() {
        let tokens = Tokens::new(&Key::from_bytes(&[3; 32]));
        let words = check_words(&tokens, [("0a", 4), ("0b", 9)]);
        assert_eq!(words.len(), 19);
        assert_ne!(*words, *check_words(&tokens, [("0a", 4), ("0b", 10)]));
        let typed: String = words
            .chars()
            .filter_map(|letter| letter.to_digit(10))
            .filter_map(|digit| char::from_u32('０' as u32 + digit))
            .collect();
        assert!(reads_the_same(&typed, &words));
        assert!(!reads_the_same(&words[..18], &words));
    }
}
