//! A person as somebody may see the record.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

use super::List;
use crate::{
    plain::{
        Consent, HouseholdId, Item, Need, Number, PersonId, PresenceKind, Relation, ShelterId,
        Text, ToDo,
    },
    role::Role,
};

/// A person's record as one role sees it. A volunteer's is the same whether the person is
/// protected or not.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Who.
    pub id: PersonId,
    /// 受付番号.
    pub number: Option<Number>,
    /// Items that the role sees.
    pub items: BTreeMap<Item, Text>,
    /// Where the person is, as seen from here.
    pub presence: Option<PresenceKind>,
    /// The place, to a keeper only: whereabouts are what protection protects.
    pub place: Option<Text>,
    /// 世帯.
    pub household: Option<HouseholdId>,
    /// 続柄.
    pub relation: Option<Relation>,
    /// What is to be done.
    pub to_dos: BTreeSet<ToDo>,
    /// Diagnoses, to a keeper only.
    pub needs: Option<Vec<Need>>,
    /// 開示同意 as it was said, to a keeper only.
    pub consent: Option<Consent>,
    /// 支援措置, to a keeper only.
    pub protected: Option<bool>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shown({})", self.id)
    }
}

/// Items that a volunteer sees: enough to know who it is and to talk to the person. Addresses,
/// phones and notes can be typed by a volunteer and are not shown again, of nobody.
fn volunteer_sees(item: Item) -> bool {
    matches!(
        item,
        Item::Name
            | Item::Kana
            | Item::Alias
            | Item::BirthDate
            | Item::Age
            | Item::Sex
            | Item::District
            | Item::Languages
            | Item::Description
            | Item::Pets
            | Item::Skills
            | Item::Area
    )
}

/// The record of a person for one role at one shelter. `None` if the person is not in the list.
pub fn shown(list: &List, id: PersonId, shelter: ShelterId, role: Role) -> Option<Shown> {
    let person = list.person(id)?;
    let keeper = role == Role::Keeper;
    let sees = |item: Item| match role {
        Role::Keeper => true,
        Role::Volunteer => volunteer_sees(item),
        Role::Viewer => item == Item::Area,
    };
    Some(Shown {
        id,
        number: person.number(),
        items: person
            .items()
            .filter(|(item, _)| sees(*item))
            .map(|(item, text)| (item, Text::from(text)))
            .collect(),
        presence: list.presence_kind(id, shelter),
        place: keeper
            .then(|| person.presence().map(|presence| presence.place().into()))
            .flatten(),
        household: (role != Role::Viewer).then(|| person.household()).flatten(),
        relation: (role != Role::Viewer).then(|| person.relation()).flatten(),
        to_dos: person.to_dos(),
        needs: keeper.then(|| person.needs().cloned().collect()),
        consent: keeper.then(|| person.consent()),
        protected: keeper.then(|| list.is_protected(id)),
    })
}
