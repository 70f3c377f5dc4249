//! What the list says of a person, for the search; and what was decided about records.

use super::{Decided, SearchText, Standing, Visibility};
use crate::{
    list::List,
    plain::{AgeRange, Item, PartialDate, PersonId, PresenceKind, ShelterId, Text},
    state::{Person, Versioned},
};

/// By these a person under 支援措置 could be told by somebody who knows no more than them.
const LEADS_TO: [Item; 2] = [Item::Contact, Item::Vehicle];

impl SearchText {
    /// All that can find a record of the list from one shelter, contradicted values among them. `None` if
    /// the record is not in the list.
    pub fn of_record(list: &List, id: PersonId, from: ShelterId) -> Option<Self> {
        let person = list.person(id)?;
        let kind = list.presence_kind(id, from);
        let is_here = kind.is_some_and(|kind| !kind.is_gone());
        let visibility = match (list.is_protected(id), is_here) {
            (false, _) => Visibility::Open,
            (true, true) => Visibility::ProtectedHere,
            (true, false) => Visibility::ProtectedElsewhere,
        };
        let texts = |items: &[Item]| -> Vec<Text> {
            items
                .iter()
                .filter(|item| visibility == Visibility::Open || !LEADS_TO.contains(item))
                .flat_map(|item| values(person, *item))
                .cloned()
                .collect()
        };
        let ages = values(person, Item::Age).filter_map(|age| AgeRange::parse(age.as_str()));
        Some(Self {
            names: texts(&[Item::Name]),
            kana: texts(&[Item::Kana]),
            aliases: texts(&[Item::Alias]),
            births: values(person, Item::BirthDate)
                .filter_map(|birth| PartialDate::parse(birth.as_str()))
                .collect(),
            age: ages.last(),
            sex: person.sex(),
            addresses: texts(&[Item::Address, Item::Residence, Item::District]),
            phones: texts(&[Item::Phone, Item::Contact]),
            numbers: person
                .registrations()
                .iter()
                .map(|one| one.number)
                .collect(),
            descriptions: texts(&[
                Item::Area,
                Item::Description,
                Item::Languages,
                Item::Skills,
                Item::Vehicle,
            ]),
            tokens: person.tokens().collect(),
            standing: standing(kind),
            visibility,
        })
    }
}

/// Everything that stands about an item, the shown value last.
fn values(person: &Person, item: Item) -> impl Iterator<Item = &Text> {
    let said = person.versions(item).into_iter().flat_map(Versioned::all);
    said.filter_map(|one| one.value.as_ref())
}

fn standing(kind: Option<PresenceKind>) -> Standing {
    match kind {
        Some(kind) if !kind.is_gone() => Standing::Present,
        _ => Standing::Gone,
    }
}

/// Linked records are one human; records whose link was undone are of different people.
impl Decided for List {
    fn human(&self, id: PersonId) -> PersonId {
        self.linked(id).into_iter().next().unwrap_or(id)
    }

    fn are_apart(&self, one: PersonId, other: PersonId) -> bool {
        [(one, other), (other, one)]
            .into_iter()
            .any(|(one, other)| {
                let said = self
                    .person(one)
                    .and_then(|person| person.link_versions(other));
                said.is_some_and(|said| !said.value().1)
            })
    }
}
