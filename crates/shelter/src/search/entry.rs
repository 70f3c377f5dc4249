//! One person in the index: folded texts in one run of bytes, dates and numbers beside it.

use zeroize::Zeroizing;

use super::columns::{Sign, of_text};
use super::field::{Kind, Shape, Tag};
use super::number_typed::NumberKept;
use super::{SearchText, Standing, Visibility, fold};
use crate::plain::{AgeRange, PartialDate, PersonId, Sex, Token};

/// Signs that part the words of a name.
const BETWEEN_WORDS: &[char] = &['・', '･', ',', '，', '、', '/', '／', '=', '＝'];

/// A person as the index holds one.
pub(super) struct Entry {
    pub id: PersonId,
    /// Every folded text behind its [`Tag`]; readings first, so that entries sort by them.
    pub hay: Zeroizing<Vec<u8>>,
    pub births: Vec<PartialDate>,
    pub age: Option<AgeRange>,
    pub sex: Option<Sex>,
    pub numbers: Vec<NumberKept>,
    pub tokens: Vec<Token>,
    pub standing: Standing,
    pub visibility: Visibility,
}

impl Entry {
    pub(super) fn new(id: PersonId, text: &SearchText) -> Self {
        let mut hay = Hay::for_texts(text);
        for kana in &text.kana {
            hay.push_words(Kind::Kana, kana.as_str());
        }
        for name in &text.names {
            hay.push_words(Kind::Name, name.as_str());
        }
        for alias in &text.aliases {
            hay.push_words(Kind::Alias, alias.as_str());
        }
        for reading in text.kana.iter().chain(&text.names).chain(&text.aliases) {
            hay.push_roman(reading.as_str());
        }
        for address in &text.addresses {
            let tag = Tag::new(Kind::Address, Shape::Whole);
            hay.push(tag, &fold::address(address.as_str()));
        }
        for number in &text.numbers {
            hay.push(Tag::NUMBER, &fold::text(&number.to_string()));
        }
        for phone in &text.phones {
            hay.push(Tag::PHONE, &phone_digits(phone.as_str()));
        }
        for description in &text.descriptions {
            hay.push_both(
                Kind::Description,
                [Shape::Whole, Shape::LooseWhole],
                description.as_str(),
            );
        }
        Self {
            id,
            // As long as it is: the room for growing is wiped and given back.
            hay: Zeroizing::new(hay.0.to_vec()),
            births: text.births.clone(),
            age: text.age,
            sex: text.sex,
            numbers: text.numbers.iter().copied().map(NumberKept::new).collect(),
            tokens: text.tokens.clone(),
            standing: text.standing,
            visibility: text.visibility,
        }
    }

    /// Every text with its tag.
    pub(super) fn texts(&self) -> impl Iterator<Item = (Tag, &str)> {
        let is_tag = |byte: &u8| Tag::of_byte(*byte).is_some();
        let mut rest = self.hay.as_slice();
        std::iter::from_fn(move || {
            let (tag, after) = rest.split_first()?;
            let end = after.iter().position(is_tag).unwrap_or(after.len());
            let (text, behind) = after.split_at(end);
            rest = behind;
            Some((Tag::of_byte(*tag)?, std::str::from_utf8(text).ok()?))
        })
    }

    /// Everything by which the columns may find the entry.
    pub(super) fn signs(&self) -> impl Iterator<Item = Sign> {
        let texts = self.texts().flat_map(|(_, text)| of_text(text));
        let births = self.births.iter().flat_map(|birth| signs_of_birth(*birth));
        let ages = self.age.map(|age| age.least()..=age.most());
        let ages = ages.into_iter().flatten().map(Sign::SaidAge);
        let numbers = self.numbers.iter().flat_map(NumberKept::signs);
        let tokens = self.tokens.iter().map(sign_of_token);
        texts.chain(births).chain(ages).chain(numbers).chain(tokens)
    }
}

pub(super) fn sign_of_token(token: &Token) -> Sign {
    let [a, b, c, d, ..] = token.hash;
    Sign::Token(u32::from_be_bytes([a, b, c, d]))
}

pub(super) fn signs_of_birth(birth: PartialDate) -> impl Iterator<Item = Sign> {
    let (month, day) = (birth.month(), birth.day());
    let whole = month.zip(day);
    let whole = whole.map(|(month, day)| Sign::Date(birth.year(), month, day));
    [Some(Sign::Year(birth.year())), whole]
        .into_iter()
        .chain([month.map(Sign::Month), day.map(Sign::Day)])
        .flatten()
}

/// The words of a name, at least two; none for a name of one word.
fn words(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || BETWEEN_WORDS.contains(&c))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 2 { vec![] } else { words }
}

/// The digits of a telephone number, from the 0 on: +81 is how it begins abroad.
pub(super) fn phone_digits(text: &str) -> fold::Folded {
    let mut folded = fold::text(text);
    folded.retain(|c| c.is_ascii_digit());
    let abroad = ["0081", "81"];
    let after = abroad.iter().find_map(|code| folded.strip_prefix(code));
    match after.filter(|after| (9..=10).contains(&after.len())) {
        Some(after) => Zeroizing::new(format!("0{after}")),
        None => folded,
    }
}

struct Hay(Zeroizing<Vec<u8>>);

impl Hay {
    /// With room enough that growing rarely leaves a copy behind.
    fn for_texts(text: &SearchText) -> Self {
        let lengths = [&text.kana, &text.names, &text.aliases, &text.addresses]
            .into_iter()
            .chain([&text.phones, &text.descriptions])
            .flatten()
            .map(|text| text.as_str().len());
        let length = lengths.sum::<usize>();
        Self(Zeroizing::new(Vec::with_capacity(6 * length + 64)))
    }

    fn push(&mut self, tag: Tag, text: &str) {
        if !text.is_empty() {
            self.0.push(tag.byte());
            self.0.extend_from_slice(text.as_bytes());
        }
    }

    /// As written, and loosely where that is another text.
    fn push_both(&mut self, kind: Kind, [strict, loose]: [Shape; 2], text: &str) {
        let folded = fold::text(text);
        let looser = fold::loose(&folded);
        self.push(Tag::new(kind, strict), &folded);
        if looser != folded {
            self.push(Tag::new(kind, loose), &looser);
        }
    }

    fn push_words(&mut self, kind: Kind, text: &str) {
        self.push_both(kind, [Shape::Whole, Shape::LooseWhole], text);
        for word in words(text) {
            self.push_both(kind, [Shape::Word, Shape::LooseWord], word);
        }
    }

    /// By sound in Roman letters, for what is kana or Roman letters throughout.
    fn push_roman(&mut self, text: &str) {
        self.push_sound([Shape::Whole, Shape::LooseWhole], text);
        for word in words(text) {
            self.push_sound([Shape::Word, Shape::LooseWord], word);
        }
    }

    /// The shape of what is read from kana, and of what somebody spells in Roman letters.
    fn push_sound(&mut self, [of_kana, of_latin]: [Shape; 2], text: &str) {
        let folded = fold::text(text);
        if folded.chars().all(|c| c.is_ascii_alphanumeric()) {
            self.push(Tag::new(Kind::Roman, of_latin), &fold::latin(&folded));
        } else if folded.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー')) {
            self.push(Tag::new(Kind::Roman, of_kana), &fold::of_kana(&folded));
        }
    }
}
