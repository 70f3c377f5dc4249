//! One person of a case, and what is known of them.

use std::collections::BTreeMap;

use mynacard::{BasicInfo, BirthDate, Sex};
use zeroize::Zeroizing;

/// Who somebody is in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The person whom it is for (本人・申請者).
    Applicant,
    /// Who comes in the applicant's place (代理人).
    Agent,
    /// A member of the family (家族), numbered from 1.
    Family(u8),
}

/// How many members of the family a case can hold.
pub const MOST_FAMILY: u8 = 10;

impl Who {
    /// The name of this person's datum in a case, such as `family.2.kana`.
    pub fn datum(self, item: &str) -> String {
        match self {
            Self::Applicant => format!("person.{item}"),
            Self::Agent => format!("agent.{item}"),
            Self::Family(number) => format!("family.{number}.{item}"),
        }
    }

    /// The person and the item that a name of a case means; `None` for what is no person's.
    pub fn parse(name: &str) -> Option<(Self, &str)> {
        if let Some(item) = name.strip_prefix("person.") {
            return Some((Self::Applicant, item));
        }
        if let Some(item) = name.strip_prefix("agent.") {
            return Some((Self::Agent, item));
        }
        let (number, item) = name.strip_prefix("family.")?.split_once('.')?;
        Some((Self::Family(number.parse().ok()?), item))
    }
}

/// Where a person's four items come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// From the card, by the resident's PIN (暗証番号).
    ByPin,
    /// From the card, by the digits on its face (照合番号B).
    ByFaceCode,
    /// Typed by the clerk.
    ByHand,
}

/// A person of a case: what the card gave, and what was typed. Wiped on drop.
pub struct Person {
    known: Known,
    items: BTreeMap<String, Zeroizing<String>>,
    on_card: BTreeMap<&'static str, Zeroizing<String>>,
}

impl Person {
    pub(crate) fn by_hand() -> Self {
        Self {
            known: Known::ByHand,
            items: BTreeMap::new(),
            on_card: BTreeMap::new(),
        }
    }

    /// Where the four items come from.
    pub fn known(&self) -> Known {
        self.known
    }

    /// What is known of an item, empty when nothing is.
    pub fn get(&self, item: &str) -> &str {
        self.items.get(item).map_or("", |text| text.as_str())
    }

    /// Whether the item came with the card and was changed by hand.
    pub fn is_changed(&self, item: &str) -> bool {
        self.on_card
            .get(item)
            .is_some_and(|card| card.as_str() != self.get(item))
    }

    /// Whether the item came with the card.
    pub fn is_on_card(&self, item: &str) -> bool {
        self.on_card.contains_key(item)
    }

    pub(crate) fn set(&mut self, item: &str, text: &str) {
        self.items
            .insert(item.to_owned(), Zeroizing::new(text.to_owned()));
    }

    /// Takes the four items of a card; what was typed besides stays.
    pub(crate) fn take_card(&mut self, card: &BasicInfo, known: Known) {
        self.known = known;
        self.on_card.clear();
        self.note("name", card.name());
        self.note("address", card.address());
        if let Some(date) = birth_date(card.birth_date()) {
            self.note("birth_date", &date);
        }
        self.note("sex", sex(card.sex()));
    }

    fn note(&mut self, item: &'static str, text: &str) {
        self.set(item, text);
        self.on_card.insert(item, Zeroizing::new(text.to_owned()));
    }

    /// Whether two cards are one: nobody shares name, birth date and address with another.
    pub(crate) fn is_same_card(&self, card: &BasicInfo) -> bool {
        let is = |item, text: &str| {
            self.on_card
                .get(item)
                .is_some_and(|known| known.as_str() == text)
        };
        is("name", card.name())
            && is("address", card.address())
            && birth_date(card.birth_date()).is_some_and(|date| is("birth_date", &date))
    }
}

/// YYYY-MM-DD, with the unknown month or day left away; forms leave them blank.
fn birth_date(date: BirthDate) -> Option<String> {
    match date {
        BirthDate::Known(date) => Some(date.to_string()),
        BirthDate::Partial { year, month } => Some(match month {
            Some(month) => format!("{year:04}-{month:02}"),
            None => format!("{year:04}"),
        }),
        BirthDate::Unreadable => None,
    }
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::NotApplicable => "not_applicable",
        Sex::Unknown => "unknown",
    }
}
