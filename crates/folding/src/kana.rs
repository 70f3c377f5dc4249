//! Readings that sound alike, as one.

/// Large katakana by their vowel.
const BY_VOWEL: [(char, &str); 5] = [
    ('ア', "アカサタナハマヤラワガザダバパ"),
    ('イ', "イキシチニヒミリギジビピ"),
    ('ウ', "ウクスツヌフムユルグズブプ"),
    ('エ', "エケセテネヘメレゲゼデベペ"),
    ('オ', "オコソトノホモヨロゴゾドボポ"),
];

/// Adds a katakana to a loosely folded text: nothing for a long vowel; all else stays as it is.
pub(super) fn push_loosely(looser: &mut String, c: char) {
    let c = sound(c);
    if c == 'ー' {
        return;
    }
    if looser.ends_with('ヴ') {
        looser.pop();
        let with_vowel = match c {
            'ア' => 'バ',
            'イ' => 'ビ',
            'エ' => 'ベ',
            'オ' => 'ボ',
            _ => 'ブ',
        };
        looser.push(with_vowel);
        if with_vowel != 'ブ' {
            return;
        }
    }
    let lengthens = looser
        .chars()
        .next_back()
        .and_then(vowel_of)
        .is_some_and(|before| matches!((before, c), ('オ', 'ウ') | ('エ', 'イ')) || before == c);
    if !lengthens {
        looser.push(c);
    }
}

/// To be called after the last one.
pub(super) fn end_loosely(looser: &mut String) {
    if looser.ends_with('ヴ') {
        looser.pop();
        push_loosely(looser, 'ブ');
    }
}

/// One katakana for those of one sound; the small ones large, since some machines know no others.
fn sound(c: char) -> char {
    match c {
        'ァ' => 'ア',
        'ィ' | 'ヰ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' | 'ヱ' => 'エ',
        'ォ' | 'ヲ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        'ヂ' => 'ジ',
        'ヅ' => 'ズ',
        c => c,
    }
}

/// The vowel of a large katakana.
pub(super) fn vowel_of(c: char) -> Option<char> {
    let of = BY_VOWEL.iter().find(|(_, kana)| kana.contains(c));
    of.map(|(vowel, _)| *vowel)
}
