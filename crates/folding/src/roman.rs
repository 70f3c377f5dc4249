//! Roman letters: one spelling for Hepburn (ヘボン式), kunrei (訓令式) and how people write their own names.

use super::{Folded, room};

/// Katakana of a row and their consonant, in the order of the vowels a, i, u, e, o.
const ROWS: &[(&str, &str)] = &[
    ("アイウエオ", ""),
    ("カキクケコ", "k"),
    ("サシスセソ", "s"),
    ("タチツテト", "t"),
    ("ナニヌネノ", "n"),
    ("ハヒフヘホ", "h"),
    ("マミムメモ", "m"),
    ("ヤ　ユ　ヨ", "y"),
    ("ラリルレロ", "r"),
    ("ワヰ　ヱヲ", "w"),
    ("ガギグゲゴ", "g"),
    ("ザジズゼゾ", "z"),
    ("ダヂヅデド", "d"),
    ("バビブベボ", "b"),
    ("パピプペポ", "p"),
];

const VOWELS: [char; 5] = ['a', 'i', 'u', 'e', 'o'];

/// Latin letters of [`super::text`] in a spelling by sound: `shōta`, `shouta`, `syota` give one. For
/// comparing only; nobody is shown it.
pub fn latin(folded: &str) -> Folded {
    let mut even = room(folded);
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        let (sound, taken) = consonant(rest).unwrap_or_else(|| ("", c.len_utf8()));
        if sound.is_empty() {
            push_letter(&mut even, c, &rest[c.len_utf8()..]);
        } else {
            for c in sound.chars() {
                push_letter(&mut even, c, &rest[taken..]);
            }
        }
        rest = &rest[taken..];
    }
    even
}

/// The letters that kunrei has for a Hepburn consonant, and how many bytes they stand for.
fn consonant(rest: &str) -> Option<(&'static str, usize)> {
    let before_yoon = |at: usize| rest[at..].starts_with(['a', 'u', 'o']);
    let either = |at: usize, yoon: &'static str, plain: &'static str| {
        Some((if before_yoon(at) { yoon } else { plain }, at))
    };
    if rest.starts_with("sh") {
        either(2, "sy", "s")
    } else if rest.starts_with("tch") || rest.starts_with("cch") {
        either(3, "ty", "t")
    } else if rest.starts_with("ch") {
        either(2, "ty", "t")
    } else if rest.starts_with("ts") {
        Some(("t", 2))
    } else if rest.starts_with("dz") {
        Some(("z", 2))
    } else if rest.starts_with("jy") {
        Some(("zy", 2))
    } else if rest.starts_with('j') {
        either(1, "zy", "z")
    } else if rest.starts_with('f') {
        Some(("h", 1))
    } else if rest.starts_with('v') {
        Some(("b", 1))
    } else if rest.starts_with('l') {
        Some(("r", 1))
    } else {
        None
    }
}

/// Adds a letter, unless it only lengthens or doubles what is there.
fn push_letter(even: &mut String, c: char, rest: &str) {
    let before = even.chars().next_back().unwrap_or(' ');
    let next = rest.chars().next().unwrap_or(' ');
    let is_vowel = |c: char| VOWELS.contains(&c);
    let lengthens = match c {
        'u' => before == 'o' || before == 'u',
        'i' => before == 'e' || before == 'i',
        // Ohno, Satoh.
        'h' => before == 'o' && !is_vowel(next) && next != 'y',
        c => before == c,
    };
    if lengthens {
        return;
    }
    let c = if c == 'm' && "bmp".contains(next) {
        'n'
    } else {
        c
    };
    if c != before || !c.is_ascii_alphabetic() {
        even.push(c);
    }
}

/// Katakana of [`super::text`] in the same spelling by sound; characters that are no kana are left away.
pub fn of_kana(folded: &str) -> Folded {
    let mut spelled = room(folded);
    for c in folded.chars() {
        push_kana(&mut spelled, c);
    }
    latin(&spelled)
}

fn push_kana(spelled: &mut String, c: char) {
    let small = |c: char| match c {
        'ァ' => Some('a'),
        'ィ' => Some('i'),
        'ゥ' => Some('u'),
        'ェ' => Some('e'),
        'ォ' => Some('o'),
        _ => None,
    };
    let yoon = match c {
        'ャ' => Some("ya"),
        'ュ' => Some("yu"),
        'ョ' => Some("yo"),
        _ => None,
    };
    let drops_vowel = |spelled: &mut String| {
        let ends = spelled.chars().rev();
        let mut ends = ends.map(|c| VOWELS.contains(&c));
        // キャ is ky + a, and an ア before a small vowel stays.
        if ends.next() == Some(true) && ends.next() == Some(false) {
            spelled.pop();
        }
    };
    if let Some(vowel) = small(c) {
        drops_vowel(spelled);
        spelled.push(vowel);
    } else if let Some(yoon) = yoon {
        drops_vowel(spelled);
        spelled.push_str(yoon);
    } else if c == 'ン' {
        spelled.push('n');
    } else if c == 'ヴ' {
        spelled.push_str("bu");
    } else if let Some((consonant, vowel)) = syllable(c) {
        spelled.push_str(consonant);
        spelled.push(vowel);
    }
}

fn syllable(c: char) -> Option<(&'static str, char)> {
    let c = match c {
        'ヂ' => 'ジ',
        'ヅ' => 'ズ',
        'ヲ' => 'オ',
        'ヶ' => 'ケ',
        'ヵ' => 'カ',
        c => c,
    };
    ROWS.iter().find_map(|(row, consonant)| {
        let vowel = row.chars().position(|kana| kana == c)?;
        Some((*consonant, *VOWELS.get(vowel)?))
    })
}
