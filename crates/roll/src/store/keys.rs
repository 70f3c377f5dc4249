//! Folded texts by which electors are found.

use std::collections::HashMap;

use zeroize::Zeroizing;

use folding::Folded;
use polling::elector::Person;

/// What an elector's line is found by. Folded so far that spellings of one name are one: what is found is compared
/// closely afterwards.
pub(crate) struct Keys {
    pub(crate) name: Folded,
    pub(crate) kana: Folded,
    pub(crate) former: Folded,
    pub(crate) town: Folded,
    /// The numbers of the address and what follows them.
    pub(crate) house: Folded,
}

impl Keys {
    pub(crate) fn of(person: &Person) -> Self {
        let address = folding::address(&person.address);
        let place = folding::place(&address);
        Self {
            name: name_key(&person.name),
            kana: name_key(&person.kana),
            former: name_key(&person.former_name),
            town: Zeroizing::new(place.town.to_owned()),
            house: Zeroizing::new(place.numbers.to_owned()),
        }
    }
}

/// Stands in a folded name for a character of private use (外字), which only the city's own font tells from others.
pub(crate) const PRIVATE: char = '\u{E000}';

/// A name or a reading, folded for finding.
pub(crate) fn name_key(name: &str) -> Folded {
    by_parts(name, |part| folding::loose(&folding::text(part)))
}

/// A name without what nobody calls another spelling.
pub(crate) fn name_text(name: &str) -> Folded {
    by_parts(name, folding::text)
}

fn by_parts(name: &str, fold: impl Fn(&str) -> Folded) -> Folded {
    if !name.contains(is_private_use) {
        return fold(name);
    }
    let mut folded = Zeroizing::new(String::with_capacity(4 * name.len() + 64));
    for (at, part) in name.split(is_private_use).enumerate() {
        if at > 0 {
            folded.push(PRIVATE);
        }
        folded.push_str(&fold(part));
    }
    folded
}

/// Whether a city draws this character itself (外字).
pub(crate) fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A folded town (町字) and its number.
pub(crate) struct Town {
    pub(crate) id: i64,
    pub(crate) name: String,
}

/// All towns of a roll: some thousands, in memory, so that any part of a town's name finds it.
#[derive(Default)]
pub(crate) struct Towns {
    all: Vec<Town>,
    ids: HashMap<String, i64>,
}

impl Towns {
    /// The number of a town, given to it if it has none yet.
    pub(crate) fn id_of(&mut self, name: &str) -> i64 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = i64::try_from(self.all.len()).unwrap_or(i64::MAX);
        self.ids.insert(name.to_owned(), id);
        self.all.push(Town {
            id,
            name: name.to_owned(),
        });
        id
    }

    pub(crate) fn all(&self) -> &[Town] {
        &self.all
    }
}
