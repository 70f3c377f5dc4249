//! What was typed into the search box, as all that it may mean.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::entry::phone_digits;
use super::field::{Field, Fields};
use super::fold;
use super::number_typed::NumberTyped;
use super::probe::{Probe, TextProbe};

/// Texts that a person is described by in words.
const WORDS: Fields = Fields::of(&[Field::Kana, Field::Name, Field::Alias, Field::Description]);

/// Texts that sound.
const SOUNDS: Fields = Fields::of(&[Field::Kana, Field::Alias]);

/// From three digits on they may be the end of a telephone number.
pub(super) const FEWEST_PHONE_DIGITS: usize = 3;

/// Longer than any name or address; what is pasted by mistake ends here.
const MOST_CHARS: usize = 200;

/// A typed text: all of its words are to be found, or the text as one word.
pub(super) struct Query {
    pub words: Vec<Word>,
    /// The words without the blanks between them, where there are several.
    pub joined: Option<Word>,
}

/// A typed word: one of its probes is to fit.
pub(super) struct Word(pub Vec<Probe>);

impl Query {
    pub(super) fn new(typed: &str) -> Self {
        let typed: Zeroizing<String> = Zeroizing::new(typed.chars().take(MOST_CHARS).collect());
        let words: Vec<Word> = typed
            .split_whitespace()
            .map(Word::new)
            .filter(|word| !word.0.is_empty())
            .collect();
        let joined = (words.len() > 1).then(|| {
            let without_blanks = typed.split_whitespace().collect::<String>();
            Word::new(&Zeroizing::new(without_blanks))
        });
        Self { words, joined }
    }
}

impl Word {
    fn new(word: &str) -> Self {
        let mut probes = vec![];
        let folded = fold::text(word);
        if !folded.is_empty() {
            push_words(&mut probes, &folded);
            if let Some(number) = NumberTyped::of(&folded) {
                probes.push(Probe::Number(number));
            }
            let begins_number = folded.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if begins_number && folded.starts_with(|c: char| c.is_ascii_alphabetic()) {
                push_text(&mut probes, &folded, Fields::of(&[Field::Number]));
            }
        }
        for address in fold::addresses_typed(word) {
            push_text(&mut probes, &address, Fields::of(&[Field::Address]));
        }
        if is_phone(word) {
            push_text(
                &mut probes,
                &phone_digits(word),
                Fields::of(&[Field::Phone]),
            );
        }
        probes.extend(fold::dates_typed(word).into_iter().map(Probe::Born));
        probes.extend(age(word).map(|(least, most)| Probe::Age(least, most)));
        Self(probes)
    }
}

fn push_text(probes: &mut Vec<Probe>, needle: &fold::Folded, fields: Fields) {
    // One look for one needle, in the fields of all that ask for it.
    let same = probes.iter_mut().find_map(|probe| match probe {
        Probe::Text(text) if text.needle == *needle && !text.loose && !text.roman => Some(text),
        _ => None,
    });
    // Telephone numbers stay apart, since their ends count as their beginnings do.
    if let Some(text) = same.filter(|_| !fields.contains(Field::Phone)) {
        text.fields = text.fields.with(fields);
    } else if !needle.is_empty() {
        probes.push(text(TextProbe::new(needle.clone(), fields)));
    }
}

fn text(probe: TextProbe) -> Probe {
    Probe::Text(Box::new(probe))
}

fn push_words(probes: &mut Vec<Probe>, folded: &fold::Folded) {
    push_text(probes, folded, WORDS);
    let looser = fold::loose(folded);
    if looser != *folded && !looser.is_empty() {
        let mut probe = TextProbe::new(looser, WORDS);
        probe.loose = true;
        probes.push(text(probe));
    }
    let letters = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if letters.is_empty() {
        let spelled = fold::latin(folded);
        if !spelled.is_empty() {
            let mut probe = TextProbe::new(spelled, SOUNDS);
            probe.roman = true;
            probes.push(text(probe));
        }
    } else if letters.len() < folded.len() && letters.ends_with(|c| ('ァ'..='ヺ').contains(&c)) {
        // たk on its way to たか, as the input method shows it.
        push_text(probes, &Zeroizing::new(letters.to_owned()), WORDS);
    }
}

/// Whether a word is digits with nothing but what stands between those of a telephone number.
fn is_phone(word: &str) -> bool {
    let is_between = |c: char| {
        matches!(
            c,
            '-' | '+' | '(' | ')' | '.' | 'ー' | '−' | '‐' | '―' | '/'
        )
    };
    let digits = word.nfkc().filter(char::is_ascii_digit).count();
    digits >= FEWEST_PHONE_DIGITS && word.nfkc().all(|c| c.is_ascii_digit() || is_between(c))
}

/// 57, 57歳, 五十七才, 50代; from the least to the most.
fn age(word: &str) -> Option<(u8, u8)> {
    let text = Zeroizing::new(word.nfkc().collect::<String>());
    let text = fold::with_digits(&text);
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (digits, unit) = text.split_at(end.unwrap_or(text.len()));
    let number: u8 = digits.parse().ok()?;
    let most = match unit {
        "代" if number.is_multiple_of(10) => number.checked_add(9)?,
        "" | "歳" | "才" | "さい" | "サイ" => number,
        _ => return None,
    };
    (digits.len() <= 3 && most <= 139).then_some((number, most))
}
