//! Kanji numerals (漢数字) as numbers.

use super::{Folded, room};

/// The number at the start in kanji numerals, and how many characters it has: 二十三, 二三, 百二.
pub(super) fn number_at(text: &[char]) -> Option<(u32, usize)> {
    let length = text.iter().take_while(|c| is_numeral(**c)).count();
    let (mut sum, mut digits) = (0_u32, None::<u32>);
    for c in &text[..length] {
        if let Some(value) = value_of(*c) {
            let so_far = digits.unwrap_or(0).checked_mul(10)?;
            digits = Some(so_far.checked_add(value)?);
        } else {
            let part = digits.take().unwrap_or(1).checked_mul(unit_of(*c)?)?;
            sum = sum.checked_add(part)?;
        }
    }
    let number = sum.checked_add(digits.unwrap_or(0))?;
    (length > 0).then_some((number, length))
}

/// The text with every kanji numeral in digits: 昭和三十二年 as 昭和32年.
pub fn with_digits(text: &str) -> Folded {
    let chars = zeroize::Zeroizing::new(text.chars().collect::<Vec<char>>());
    let mut out = room(text);
    let mut at = 0;
    while at < chars.len() {
        if let Some((number, length)) = number_at(&chars[at..]) {
            out.push_str(&number.to_string());
            at += length;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Whether a character is part of a number in kanji.
pub(super) fn is_numeral(c: char) -> bool {
    value_of(c).is_some() || unit_of(c).is_some()
}

fn value_of(c: char) -> Option<u32> {
    let place = "〇一二三四五六七八九"
        .chars()
        .position(|numeral| numeral == c)?;
    u32::try_from(place).ok()
}

fn unit_of(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}
