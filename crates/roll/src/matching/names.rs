//! How the name of a card fits one of the roll.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use folding::Folded;
use polling::elector::Person;

use crate::NameFit;
use crate::store::{PRIVATE, name_key, name_text};

/// What a former name stands in, on a card or on a roll.
const BRACKETS: [(char, char); 4] = [('[', ']'), ('(', ')'), ('〔', '〕'), ('【', '】')];

/// A card's name in the forms that are compared.
pub(super) struct CardNames {
    own: Name,
    /// What stood in brackets.
    former: Option<Name>,
}

/// One name in its forms.
struct Name {
    /// Without blanks, width and variation selectors.
    even: Folded,
    /// Without what nobody calls another spelling.
    text: Folded,
    /// Also without long vowels and characters taken for one another.
    key: Folded,
    /// Its words, folded by sound, in the order of the alphabet; of names with letters or kana alone.
    words: Vec<Folded>,
    script: Script,
    /// The last word, if it has several: the name without the family's.
    given: Option<Folded>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kana,
    Latin,
    Other,
}

impl CardNames {
    pub(super) fn of(name: &str) -> Self {
        let (own, former) = without_brackets(name);
        Self {
            own: Name::of(&own),
            former: former.map(|name| Name::of(&name)),
        }
    }

    /// Whether a row with these keys is worth a closer look: never false for one that [`Self::fit`]s.
    pub(super) fn may_be(&self, name: &str, kana: &str, former: &str) -> bool {
        let own = self.own.key.as_str();
        let by_former = !former.is_empty() && (own.starts_with(former) || former == own);
        let by_own_former = self
            .former
            .as_ref()
            .is_some_and(|former| name.starts_with(former.key.as_str()));
        // By sound and in another order: too many spellings for a key.
        let by_words = self.own.script != Script::Other;
        let private = name.contains(PRIVATE) || own.contains(PRIVATE);
        private || own == name || own == kana || by_former || by_own_former || by_words
    }

    /// How the name of a person on the roll fits; `None` for somebody else's.
    pub(super) fn fit(&self, person: &Person) -> Option<NameFit> {
        let (name, bracketed) = without_brackets(&person.name);
        let roll = Name::of(&name);
        if self.own.even == roll.even {
            return Some(NameFit::Exact);
        }
        if self.own.text == roll.text {
            // さくら and サクラ are two names, and two people may bear them.
            let same_kana = kana_of(&self.own.even).eq(kana_of(&roll.even));
            return Some(if same_kana {
                NameFit::Variant
            } else {
                NameFit::Reading
            });
        }
        if is_same_but_private(&self.own.text, &roll.text) {
            return Some(NameFit::PrivateUse);
        }
        let of_roll = [
            Some(person.former_name.clone()),
            bracketed.map(|name| name.to_string()),
        ];
        let mut of_roll = of_roll
            .into_iter()
            .flatten()
            .map(Zeroizing::new)
            .filter(|name| !name.is_empty());
        if of_roll.any(|former| by_former(&self.own, &Name::of(&former), &roll)) {
            return Some(NameFit::FormerName);
        }
        // Married or renamed since the roll was made: the card has both names, the roll the former one.
        if self
            .former
            .as_ref()
            .is_some_and(|former| by_former(&roll, former, &self.own))
        {
            return Some(NameFit::FormerName);
        }
        self.by_sound(&roll, &person.kana)
    }

    fn by_sound(&self, roll: &Name, kana: &str) -> Option<NameFit> {
        let own = &self.own;
        let reading = Name::of(kana);
        let read = own.script != Script::Other
            && [roll, &reading].iter().any(|other| {
                other.script != Script::Other && !other.key.is_empty() && own.sounds_like(other)
            });
        if read {
            Some(NameFit::Reading)
        } else if own.key == roll.key {
            // A long vowel or ヂ for ジ is one of writing; 斎 for 斉 may be another family.
            let same = others_of(&own.text).eq(others_of(&roll.text));
            Some(if same {
                NameFit::Reading
            } else {
                NameFit::Similar
            })
        } else {
            None
        }
    }
}

impl Name {
    fn of(name: &str) -> Self {
        let even: Folded = Zeroizing::new(name.nfkc().filter(|c| !is_between(*c)).collect());
        let text = name_text(name);
        let script = script_of(&text);
        let split: Vec<&str> = name
            .split([' ', '\u{3000}', '・', ',', '、'])
            .filter(|word| !word.is_empty())
            .collect();
        let given = match split.as_slice() {
            [_, .., last] => Some(name_text(last)),
            _ => None,
        };
        let mut words: Vec<Folded> = match script {
            Script::Other => vec![],
            Script::Kana => split
                .iter()
                .map(|word| folding::of_kana(&folding::text(word)))
                .collect(),
            Script::Latin => split
                .iter()
                .map(|word| folding::latin(&folding::text(word)))
                .collect(),
        };
        words.retain(|word| !word.is_empty());
        words.sort_by(|one, other| one.as_str().cmp(other));
        Self {
            even,
            key: name_key(name),
            text,
            words,
            script,
            given,
        }
    }

    /// Kana and Latin letters in any order of the words; of letters, a middle name may be missing or be an initial.
    fn sounds_like(&self, other: &Self) -> bool {
        if self.script == Script::Kana && other.script == Script::Kana && self.key == other.key {
            return true;
        }
        let whole = |name: &Self| {
            Zeroizing::new(
                name.words
                    .iter()
                    .map(|word| word.as_str())
                    .collect::<String>(),
            )
        };
        if self.words == other.words {
            return !self.words.is_empty();
        }
        // Only where one side does not part its words may they be joined as they stand.
        if self.words.len() == 1 || other.words.len() == 1 {
            return joined(&self.text, self.script) == joined(&other.text, other.script)
                && !whole(self).is_empty();
        }
        let (longer, shorter) = if self.words.len() < other.words.len() {
            (other, self)
        } else {
            (self, other)
        };
        shorter.words.len() >= 2
            && longer.words.len() > shorter.words.len()
            && shorter.is_within(longer)
            || self.words.len() == other.words.len()
                && self.words.len() >= 3
                && self.is_within(other)
    }

    /// Whether each word has one of its own among the other's; an initial stands for a word, and two words are whole.
    fn is_within(&self, other: &Self) -> bool {
        let mut left: Vec<&Folded> = other.words.iter().collect();
        let mut whole = 0;
        let mut initials = vec![];
        for word in &self.words {
            if let Some(at) = left.iter().position(|other| *other == word) {
                left.remove(at);
                whole += 1;
            } else if word.chars().count() == 1 {
                initials.push(word);
            } else if let Some(at) = left.iter().position(|other| is_initial(other, word)) {
                left.remove(at);
            } else {
                return false;
            }
        }
        let all = initials.iter().all(|initial| {
            let found = left.iter().position(|other| is_initial(initial, other));
            found.map(|at| left.remove(at)).is_some()
        });
        whole >= 2 && all
    }
}

fn is_initial(initial: &str, word: &str) -> bool {
    initial.chars().count() == 1 && word.starts_with(initial)
}

fn joined(text: &str, script: Script) -> Folded {
    match script {
        Script::Kana => folding::of_kana(text),
        _ => folding::latin(text),
    }
}

/// Whether two folded names are one, a character of private use standing for any single one; not for all of a name.
fn is_same_but_private(one: &str, other: &str) -> bool {
    let private = |name: &str| name.contains(PRIVATE);
    if !private(one) && !private(other) {
        return false;
    }
    let (mut ones, mut others) = (one.chars(), other.chars());
    let mut known = 0;
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return known > 0,
            (Some(PRIVATE), Some(_)) | (Some(_), Some(PRIVATE)) => {}
            (one, other) if one == other => known += 1,
            _ => return false,
        }
    }
}

/// Whether `by` is the former family name (or the whole former name) with the given name of `now`.
fn by_former(by: &Name, former: &Name, now: &Name) -> bool {
    if former.text.is_empty() {
        return false;
    }
    if by.text == former.text {
        // A family name alone is nobody's whole name.
        return former.given.is_some();
    }
    let Some(given) = by.text.strip_prefix(former.text.as_str()) else {
        return false;
    };
    match &now.given {
        Some(known) => given == known.as_str(),
        None => !given.is_empty() && now.text.len() > given.len() && now.text.ends_with(given),
    }
}

/// A name and what stands in brackets in it.
fn without_brackets(name: &str) -> (Folded, Option<Folded>) {
    let even: Folded = Zeroizing::new(name.nfkc().collect());
    for (open, close) in BRACKETS {
        let Some((before, rest)) = even.split_once(open) else {
            continue;
        };
        let Some((inside, after)) = rest.split_once(close) else {
            continue;
        };
        let own = Zeroizing::new(format!("{} {}", before.trim(), after.trim()));
        return (
            Zeroizing::new(own.trim().to_owned()),
            Some(Zeroizing::new(inside.trim().to_owned())),
        );
    }
    (Zeroizing::new(name.trim().to_owned()), None)
}

fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200B}'..='\u{200F}')
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | 'ゝ'..='ゟ' | 'ヽ'..='ヿ')
}

fn kana_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| is_kana(*c))
}

fn others_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_kana(*c))
}

fn script_of(text: &str) -> Script {
    if text.is_empty() {
        Script::Other
    } else if text.chars().all(is_kana) {
        Script::Kana
    } else if text.chars().all(|c| c.is_ascii_alphanumeric()) {
        Script::Latin
    } else {
        Script::Other
    }
}
