//! Kana in another script: hiragana, katakana, half-width katakana. All else in a text stays as it is.

/// The half-width block from U+FF61 on, in full width (JIS X 0201 to JIS X 0208).
const FULL: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
/// First character of the half-width block.
const HALF_FIRST: u32 = 0xFF61;
/// Kana that half width lacks, with what is written for them.
const WITHOUT_HALF: &[(char, char)] = &[
    ('ヮ', 'ﾜ'),
    ('ヵ', 'ｶ'),
    ('ヶ', 'ｹ'),
    ('ヰ', 'ｲ'),
    ('ヱ', 'ｴ'),
];
/// From katakana down to hiragana.
const SCRIPTS_APART: u32 = 0x60;

/// Hiragana and half-width kana as full-width katakana; a voicing mark joins the kana before it.
pub fn to_katakana(text: &str) -> String {
    joined(text)
        .chars()
        .map(|c| match c {
            'ぁ'..='ゖ' | 'ゝ'..='ゞ' => moved(c, u32::from(c) + SCRIPTS_APART),
            _ => c,
        })
        .collect()
}

/// Roman letters as katakana, by Hepburn (ヘボン式) or kunrei (訓令式) spelling, for a clerk whose PC has
/// no Japanese input; `-` is the long vowel, `n'` stands before a vowel. Kana in the text become
/// katakana too, and letters that spell no kana stay.
pub fn from_romaji(text: &str) -> String {
    let is_spelling = |c: char| c.is_ascii_alphabetic() || "'-".contains(c);
    let spelled = spelled(text);
    let letters: Vec<char> = spelled.chars().collect();
    // Run by run, since the conversion leaves a text alone that has kanji too.
    let runs = letters.chunk_by(|a, b| is_spelling(*a) == is_spelling(*b));
    let converted = runs.map(|run| {
        let text: String = run.iter().collect();
        if run.iter().any(char::is_ascii_alphabetic) {
            wana_kana::ConvertJapanese::to_katakana(text.as_str())
        } else {
            text
        }
    });
    to_katakana(&converted.collect::<String>())
}

/// What the conversion table does not know: spellings of the passport (旅券) and long vowels with a bar.
fn spelled(text: &str) -> String {
    let lower: Vec<char> = text.to_lowercase().chars().collect();
    let mut out = String::with_capacity(text.len());
    for (index, c) in lower.iter().enumerate() {
        let next = lower.get(index + 1).copied().unwrap_or(' ');
        let before = index.checked_sub(1).map_or(' ', |index| lower[index]);
        match c {
            'm' if "bmp".contains(next) => out.push('n'),
            't' if next == 'c' => out.push('c'),
            'h' if before == 'o' && !"aiueoyāīūēō".contains(next) => out.push('o'),
            'ā' | 'â' => out.push_str("aa"),
            'ī' | 'î' => out.push_str("ii"),
            'ū' | 'û' => out.push_str("uu"),
            'ē' | 'ê' => out.push_str("ei"),
            'ō' | 'ô' => out.push_str("ou"),
            '’' => out.push('\''),
            _ => out.push(*c),
        }
    }
    out
}

/// Katakana of both widths as hiragana; ヷ, ヸ, ヹ and ヺ have none and stay.
pub fn to_hiragana(text: &str) -> String {
    joined(text)
        .chars()
        .map(|c| match c {
            'ァ'..='ヶ' | 'ヽ'..='ヾ' => moved(c, u32::from(c) - SCRIPTS_APART),
            _ => c,
        })
        .collect()
}

/// Kana of both scripts as half-width katakana, and blanks in half width with them.
pub fn to_half_kana(text: &str) -> String {
    let mut half = String::with_capacity(text.len());
    for c in to_katakana(text).chars() {
        let (base, mark) = parted(c);
        half.push(half_of(base));
        half.extend(mark.map(half_of));
    }
    half
}

/// Full width throughout, with each voicing mark joined to its kana.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = full_of(c);
        let voiced = match c {
            '゛' | '\u{3099}' => out.chars().next_back().and_then(|base| voiced(base, true)),
            '゜' | '\u{309A}' => out.chars().next_back().and_then(|base| voiced(base, false)),
            _ => None,
        };
        if let Some(voiced) = voiced {
            out.pop();
            out.push(voiced);
        } else {
            out.push(c);
        }
    }
    out
}

fn full_of(c: char) -> char {
    u32::from(c)
        .checked_sub(HALF_FIRST)
        .and_then(|index| FULL.chars().nth(usize::try_from(index).ok()?))
        .unwrap_or(c)
}

fn half_of(c: char) -> char {
    if c == '　' {
        return ' ';
    }
    if let Some((_, half)) = WITHOUT_HALF.iter().find(|(full, _)| *full == c) {
        return *half;
    }
    FULL.chars()
        .position(|full| full == c)
        .and_then(|index| char::from_u32(HALF_FIRST + u32::try_from(index).ok()?))
        .unwrap_or(c)
}

/// The kana with its dakuten (濁点), or with its handakuten (半濁点); in either script.
fn voiced(base: char, dakuten: bool) -> Option<char> {
    match (base, dakuten) {
        ('う', true) => Some('ゔ'),
        ('ウ', true) => Some('ヴ'),
        ('ワ', true) => Some('ヷ'),
        ('ヰ', true) => Some('ヸ'),
        ('ヱ', true) => Some('ヹ'),
        ('ヲ', true) => Some('ヺ'),
        _ if dakuten && has_dakuten(base) => char::from_u32(u32::from(base) + 1),
        _ if !dakuten && is_ha_row(base) => char::from_u32(u32::from(base) + 2),
        _ => None,
    }
}

/// The kana without its mark, and the mark.
fn parted(c: char) -> (char, Option<char>) {
    let before = |steps| char::from_u32(u32::from(c) - steps);
    match c {
        'ヴ' => ('ウ', Some('゛')),
        'ヷ' => ('ワ', Some('゛')),
        'ヸ' => ('ヰ', Some('゛')),
        'ヹ' => ('ヱ', Some('゛')),
        'ヺ' => ('ヲ', Some('゛')),
        _ => match (before(1), before(2)) {
            (Some(base), _) if has_dakuten(base) => (base, Some('゛')),
            (_, Some(base)) if is_ha_row(base) => (base, Some('゜')),
            _ => (c, None),
        },
    }
}

fn has_dakuten(c: char) -> bool {
    "かきくけこさしすせそたちつてとカキクケコサシスセソタチツテト".contains(c) || is_ha_row(c)
}

fn is_ha_row(c: char) -> bool {
    "はひふへほハヒフヘホ".contains(c)
}

fn moved(c: char, code: u32) -> char {
    char::from_u32(code).unwrap_or(c)
}
