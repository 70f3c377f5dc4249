//! Somebody who is being taken in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use mynacard::{BasicInfo, BirthDate, SecretKind, Sex as CardSex};
use shelter::plain::{
    AgeRange, Item, ItemError, Origin, PartialDate, PersonId, Text, Token, WayIn,
};

/// One person before "registered": what was read and typed so far. Holds personal data: no `Debug`.
#[derive(Clone)]
pub struct NewcomerDraft {
    pub(crate) way: WayIn,
    pub(crate) items: BTreeMap<Item, (Text, Origin)>,
    /// What was typed and is no value of its item, as it was typed.
    pub(crate) wrong: BTreeMap<Item, (Text, ItemError)>,
    /// The one question: needs help or not.
    pub(crate) help: Option<bool>,
    pub(crate) tokens: BTreeSet<Token>,
    /// Is this person, who is on the list already.
    pub(crate) is: Option<PersonId>,
}

/// What is still needed of a newcomer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// A name, or for one who cannot say it a description.
    Name,
    /// Birth date or age; of one who cannot say it, as it looks ("30-50").
    Age,
    /// The one question.
    Help,
}

impl NewcomerDraft {
    /// Nothing known yet.
    pub fn by_hand() -> Self {
        Self::new(WayIn::Hand)
    }

    pub(crate) fn new(way: WayIn) -> Self {
        Self {
            way,
            items: BTreeMap::new(),
            wrong: BTreeMap::new(),
            help: None,
            tokens: BTreeSet::new(),
            is: None,
        }
    }

    /// Takes the four items of a card; what was typed of them before gives way.
    pub fn read(&mut self, info: &BasicInfo, by: SecretKind) {
        self.way = match by {
            SecretKind::Pin => WayIn::Pin,
            SecretKind::FaceCode => WayIn::FaceCode,
        };
        let sex = match info.sex() {
            CardSex::Male => "m",
            CardSex::Female => "f",
            CardSex::NotApplicable => "x",
            CardSex::Unknown => "",
        };
        let birth_date = match info.birth_date() {
            BirthDate::Known(date) => date.to_string(),
            BirthDate::Partial { year, month: None } => format!("{year:04}"),
            BirthDate::Partial {
                year,
                month: Some(month),
            } => format!("{year:04}-{month:02}"),
            BirthDate::Unreadable => String::new(),
        };
        for (item, text) in [
            (Item::Name, info.name()),
            (Item::Address, info.address()),
            (Item::BirthDate, birth_date.as_str()),
            (Item::Sex, sex),
        ] {
            self.wrong.remove(&item);
            // An item that the card leaves empty, or a date it does not know, is asked like any other.
            if let Ok(value) = item.check(text) {
                self.items.insert(item, (value, self.way.origin()));
            }
        }
        self.items.remove(&Item::Age);
    }

    /// What was typed into a field; an empty text takes it back.
    pub fn tell(&mut self, item: Item, text: &str) {
        self.wrong.remove(&item);
        self.items.remove(&item);
        if text.trim().is_empty() {
            return;
        }
        match item.check(text) {
            Ok(value) => {
                let origin = match self.way {
                    WayIn::Paper => Origin::Paper,
                    _ => Origin::Typed,
                };
                self.items.insert(item, (value, origin));
            }
            Err(error) => {
                self.wrong.insert(item, (Text::from(text), error));
            }
        }
    }

    /// The text in a field: the value, or what was typed wrongly.
    pub fn text(&self, item: Item) -> &str {
        let wrong = self.wrong.get(&item).map(|(text, _)| text);
        let right = self.items.get(&item).map(|(text, _)| text);
        wrong.or(right).map_or("", Text::as_str)
    }

    /// Where the value comes from.
    pub fn origin(&self, item: Item) -> Option<Origin> {
        self.items.get(&item).map(|(_, origin)| *origin)
    }

    /// What is wrong with what was typed.
    pub fn problems(&self) -> impl Iterator<Item = &ItemError> {
        self.wrong.values().map(|(_, error)| error)
    }

    /// Answer to the one question.
    pub fn help(&self) -> Option<bool> {
        self.help
    }

    /// 受付方法.
    pub fn way(&self) -> WayIn {
        self.way
    }

    /// Who on the list this is, if somebody said so.
    pub fn is(&self) -> Option<PersonId> {
        self.is
    }

    /// Age on that day: typed, or from the birth date.
    pub fn age(&self, today: Date) -> Option<AgeRange> {
        let typed = self.items.get(&Item::Age).map(|(text, _)| text.as_str());
        let born = self
            .items
            .get(&Item::BirthDate)
            .map(|(text, _)| text.as_str());
        born.and_then(PartialDate::parse)
            .and_then(|date| date.age_on(today))
            .or_else(|| typed.and_then(AgeRange::parse))
    }

    /// What is needed before registering, in the order in which it is asked; nothing else is ever needed.
    pub fn needed(&self) -> Vec<Needed> {
        if self.is.is_some() {
            return Vec::new();
        }
        let has = |item| self.items.contains_key(&item);
        let mut needed = Vec::new();
        let named = [Item::Name, Item::Kana, Item::Alias, Item::Description];
        if !named.into_iter().any(has) {
            needed.push(Needed::Name);
        }
        if !has(Item::BirthDate) && !has(Item::Age) {
            needed.push(Needed::Age);
        }
        if self.help.is_none() {
            needed.push(Needed::Help);
        }
        needed
    }

    /// Whether the person can be registered.
    pub fn is_ready(&self) -> bool {
        self.is.is_some() || (self.needed().is_empty() && self.wrong.is_empty())
    }
}
