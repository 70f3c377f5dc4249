//! Addresses: 2丁目3番4号, 二丁目3の4 and 2-3-4 as one.

use std::fmt::Write;

use unicode_normalization::{UnicodeNormalization, is_nfkc};
use zeroize::Zeroizing;

use super::numerals::{is_numeral, number_at};
use super::{Folded, is_between, katakana, room, variants};

/// Words after a number that only part it from the next; the longer of one beginning first.
const PARTING: &[&str] = &["丁目", "番地ノ", "番地", "番", "号室", "号", "ノ"];

/// What makes the kanji numerals before it a number rather than a part of a name.
const COUNTED: &[&str] = &[
    "丁目", "番", "号", "地割", "条", "線", "階", "区", "組", "班", "-",
];

/// What makes 番 or 号 before it a part of a name: 一番町, 二号館.
const NAMED: &[char] = &['町', '丁', '館', '街', '通', '組', '棟', '線'];

/// Follows a number that belongs to the name of a place: 北1条, 東3線, 1番町.
const OF_PLACES: &[char] = &['条', '線', '番', '町', '地', '区', '丁', '軒'];

/// A folded address in its two parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// 町字 with what stands before it: prefecture and city, as far as they were written.
    pub town: &'a str,
    /// The numbers joined by `-`, and what follows them.
    pub numbers: &'a str,
}

/// Folds an address or a part of one: numbers are joined by `-`; 大字, 小字 and 字 are left away; ヶ, ケ, が
/// and ガ are one; characters as in [`super::text`].
pub fn address(text: &str) -> Folded {
    settled(text, false)
}

/// What was typed may end in the middle of a number in kanji: 見本町二 becomes 見本町二丁目 or 見本町二十日.
pub fn addresses_typed(text: &str) -> Vec<Folded> {
    let as_name = address(text);
    let as_number = settled(text, true);
    if as_name == as_number {
        vec![as_name]
    } else {
        vec![as_name, as_number]
    }
}

/// Parts a folded address before its first number that is not of a place's name.
pub fn place(folded: &str) -> Place<'_> {
    let mut from = 0;
    while let Some(start) = folded[from..].find(|c: char| c.is_ascii_digit()) {
        let start = from + start;
        let number = folded[start..].find(|c: char| !c.is_ascii_digit());
        let Some(after) = number.map(|length| start + length) else {
            return parted(folded, start);
        };
        if !folded[after..].starts_with(OF_PLACES) {
            return parted(folded, start);
        }
        from = after;
    }
    parted(folded, folded.len())
}

fn parted(folded: &str, at: usize) -> Place<'_> {
    Place {
        town: &folded[..at],
        numbers: &folded[at..],
    }
}

/// What a house number is without the blanks between, until nothing changes any more: taking a word away
/// may bring a numeral to what it counts.
fn settled(text: &str, ends_in_number: bool) -> Folded {
    let mut folded = even(text);
    while !is_nfkc(&folded) {
        folded = even(&folded);
    }
    loop {
        let next = joined(&folded, ends_in_number);
        if next == folded {
            return folded;
        }
        folded = next;
    }
}

/// The characters evened out; of signs only the hyphen is left.
fn even(text: &str) -> Folded {
    let mut even = room(text);
    let marks = text.chars().filter(|c| !is_between(*c)).map(|c| match c {
        '゛' => '\u{3099}',
        c => c,
    });
    for c in marks.nfkc().flat_map(char::to_lowercase) {
        let c = match variants::same(katakana(c)) {
            'ヶ' | 'ヵ' | 'ガ' => 'ケ',
            'ッ' => 'ツ',
            '之' => 'ノ',
            '-' | '−' | '‐' | '‑' | '–' | '—' | '―' => '-',
            // The key beside it: a long-vowel mark for a hyphen.
            'ー' if even
                .ends_with(|before: char| before.is_ascii_digit() || is_numeral(before)) =>
            {
                '-'
            }
            c => c,
        };
        if c == '字' {
            // 大字, 小字 and 字 may be left away.
            if even.ends_with(['大', '小']) {
                even.pop();
            }
        } else if c == '-' || c.is_alphanumeric() {
            even.push(c);
        }
    }
    even
}

fn joined(even: &str, ends_in_number: bool) -> Folded {
    let chars = Zeroizing::new(even.chars().collect::<Vec<char>>());
    let mut out = room(even);
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let after_number = out.ends_with(|c: char| c.is_ascii_digit());
        if let Some((digits, length)) = digits_at(rest) {
            let _ = write!(out, "{digits}");
            at += length;
        } else if let Some((number, length)) = counted(rest, out.ends_with('-'), ends_in_number) {
            let _ = write!(out, "{number}");
            at += length;
        } else if let Some(length) = after_number.then(|| parting(rest)).flatten() {
            at += length;
            // 丁目 with nothing behind it, or with a house's name, needs no hyphen.
            if starts_number(&chars[at..]) {
                out.push('-');
            }
        } else if rest[0] == '-' || (rest[0] == 'ー' && after_number) {
            if after_number && starts_number(&rest[1..]) {
                out.push('-');
            }
            at += 1;
        } else {
            out.push(rest[0]);
            at += 1;
        }
    }
    out
}

/// Digits without zeros before them.
fn digits_at(rest: &[char]) -> Option<(String, usize)> {
    let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let zeros = rest.iter().take_while(|c| **c == '0').count();
    let digits = &rest[zeros.min(length.saturating_sub(1))..length];
    (length > 0).then(|| (digits.iter().collect(), length))
}

/// Kanji numerals that count something here.
fn counted(rest: &[char], after_hyphen: bool, ends_in_number: bool) -> Option<(u32, usize)> {
    let (number, length) = number_at(rest)?;
    let after = &rest[length..];
    let counts = COUNTED.iter().any(|word| starts_with(after, word))
        || (after.is_empty() && (after_hyphen || ends_in_number))
        || matches!(after, ['ノ', next, ..] if next.is_ascii_digit())
        || matches!(after, ['ノ', rest @ ..] if counted(rest, true, ends_in_number).is_some());
    counts.then_some((number, length))
}

fn parting(rest: &[char]) -> Option<usize> {
    let word = PARTING.iter().find(|word| starts_with(rest, word))?;
    let length = word.chars().count();
    let next = rest.get(length);
    match *word {
        "番" | "号" if next.is_some_and(|c| NAMED.contains(c)) => None,
        "ノ" if !starts_number(&rest[length..]) => None,
        _ => Some(length),
    }
}

/// Whether a number follows, in digits or in kanji numerals that count something there.
fn starts_number(rest: &[char]) -> bool {
    match rest.first() {
        Some(c) if c.is_ascii_digit() => true,
        Some(c) if is_numeral(*c) => counted(rest, true, false).is_some(),
        _ => false,
    }
}

fn starts_with(chars: &[char], word: &str) -> bool {
    let mut chars = chars.iter();
    word.chars().all(|c| chars.next() == Some(&c))
}
