//! One spelling for the many that a name, a reading, a description or an address has; and birth dates as typed.
//!
//! The list and what is looked for are folded by the same functions. What people see, print and hand on
//! is never a folded text: a name keeps its shape.

mod address;
mod dates;
mod kana;
mod numerals;
mod roman;
mod variants;

use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{UnicodeNormalization, is_nfkc};
use zeroize::Zeroizing;

pub use address::{Place, address, addresses_typed, place};
pub use dates::{Born, typed as dates_typed};
pub use numerals::with_digits;
pub use roman::{latin, of_kana};

/// A folded text, wiped on drop.
pub type Folded = Zeroizing<String>;

/// From hiragana up to katakana.
const SCRIPTS_APART: u32 = 0x60;

/// Room for the folded text, so that growing leaves no copy behind: one sign such as ㍿ becomes four.
fn room(text: &str) -> Folded {
    Zeroizing::new(String::with_capacity(4 * text.len() + 64))
}

/// What nobody would call another spelling: width, spaces and marks between words, capital letters,
/// accents, hiragana (as katakana), and other shapes of one character (異体字: 髙 as 高).
pub fn text(text: &str) -> Folded {
    let mut folded = folded_once(text);
    // Taking a sign out may bring a kana and its voicing mark together.
    while !is_nfkc(&folded) {
        folded = folded_once(&folded);
    }
    folded
}

fn folded_once(text: &str) -> Folded {
    let joining = text.chars().filter(|c| !is_between(*c)).map(|c| match c {
        '゛' => '\u{3099}',
        '゜' => '\u{309A}',
        c => c,
    });
    let mut folded = room(text);
    for c in joining.nfkc() {
        for c in c.to_lowercase() {
            push_plain(&mut folded, c);
        }
    }
    folded
}

/// Blanks, variation selectors and signs without a shape.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

/// Letters that are written with others, with or without a mark on them.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

fn push_plain(folded: &mut String, c: char) {
    if let Some(letters) = spelled_out(c) {
        folded.push_str(letters);
        return;
    }
    match c {
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            decompose_canonical(c, |part| match spelled_out(part) {
                Some(letters) => folded.push_str(letters),
                None if part.is_alphanumeric() => folded.push(part),
                None => {}
            });
        }
        c if c.is_alphanumeric() => folded.push(variants::same(katakana(c))),
        _ => {}
    }
}

fn katakana(c: char) -> char {
    if matches!(c, 'ぁ'..='ゖ' | 'ゝ'..='ゞ') {
        char::from_u32(u32::from(c) + SCRIPTS_APART).unwrap_or(c)
    } else {
        c
    }
}

/// What may be one, on top of [`text`], whose result it takes: long vowels, ヴ and ブ, ヂ and ジ, ヅ and ズ,
/// small kana as large ones, 々 as what it repeats, and characters taken for one another (斎 as 斉).
pub fn loose(folded: &str) -> Folded {
    let mut looser = room(folded);
    let mut before = None;
    for c in folded.chars() {
        let c = match c {
            '々' => before.unwrap_or(c),
            c => variants::alike(c),
        };
        before = Some(c);
        kana::push_loosely(&mut looser, c);
    }
    kana::end_loosely(&mut looser);
    looser
}

#[cfg(test)]
mod tests;
