//! Rows from the list: one human is one row, seen from one shelter.

use std::collections::BTreeSet;

use super::Evacuee;
use crate::{
    fact::Detail,
    list::{Human, List},
    plain::{
        AgeRange, Item, Moment, Need, PartialDate, PersonId, Pets, Presence, PresenceKind, Sex,
        ShelterId, Text, WayIn,
    },
    state::{Move, Person, Registration, Versioned},
};

/// Everybody who is or was at a shelter, each human once, in the order of ids.
///
/// Somebody of whose family anybody is protected, at whichever shelter, is protected here too. What
/// the list does not hold stays empty: aid given, whether somebody came without an order.
pub fn evacuees(list: &List, shelter: ShelterId) -> Vec<Evacuee> {
    let humans = list.humans_at(shelter).into_iter();
    humans
        .map(|(human, kind)| row(list, shelter, &human, kind))
        .collect()
}

fn row(list: &List, shelter: ShelterId, human: &Human, kind: PresenceKind) -> Evacuee {
    let records: Vec<&Person> = human
        .records
        .iter()
        .filter_map(|id| list.person(*id))
        .collect();
    let text = |item| Text::from(list.item(human, item).unwrap_or_default());
    let needs: BTreeSet<Need> = records
        .iter()
        .flat_map(|person| person.needs())
        .cloned()
        .collect();
    let (arrived, left) = stay(&records, shelter, kind);
    let registration = registration(&records, shelter);
    let family = list.family(human.present);
    let households = family.iter().filter_map(|id| list.person(*id)?.household());
    let id = first(human);
    Evacuee {
        linked: human
            .records
            .iter()
            .copied()
            .filter(|record| *record != id)
            .collect(),
        household: households.min(),
        relation: records.iter().find_map(|person| person.relation()),
        number: Text::from(
            registration
                .map(|one| one.number.to_string())
                .unwrap_or_default(),
        ),
        way_in: registration.map(|one| one.way),
        by_self: registration.is_some_and(|one| one.way == WayIn::PreRegistered),
        arrived,
        left,
        name: text(Item::Name),
        kana: text(Item::Kana),
        alias: text(Item::Alias),
        sex: list.item(human, Item::Sex).and_then(Sex::parse),
        birth_date: list
            .item(human, Item::BirthDate)
            .and_then(PartialDate::parse),
        age: list.item(human, Item::Age).and_then(AgeRange::parse),
        postal_code: text(Item::PostalCode),
        address: text(Item::Address),
        residence: text(Item::Residence),
        district: text(Item::District),
        phone: text(Item::Phone),
        mail: text(Item::Mail),
        contact: text(Item::Contact),
        nationality: text(Item::Nationality),
        languages: text(Item::Languages),
        description: text(Item::Description),
        damage: text(Item::Damage),
        pets: list.item(human, Item::Pets).and_then(Pets::parse),
        vehicle: text(Item::Vehicle),
        skills: text(Item::Skills),
        note: text(Item::Note),
        area: text(Item::Area),
        needs: needs.into_iter().collect(),
        consent: list.consent_to_tell(human.present),
        protected: family.iter().any(|id| list.is_protected(*id)),
        ..Evacuee::new(id, presence(list, human, kind), changed(&records))
    }
}

/// The lowest id of the records, so that two exports agree wherever the human is in between.
fn first(human: &Human) -> PersonId {
    human.records.first().copied().unwrap_or(human.present)
}

/// Where the human is as this shelter knows it; who came in elsewhere moved there.
fn presence(list: &List, human: &Human, kind: PresenceKind) -> Presence {
    match list.whereabouts(human) {
        Some(said) if said.kind() == kind => said.clone(),
        _ => {
            let there = list.person(human.present).and_then(Person::shelter);
            let known = there.and_then(|id| list.shelter(id)?.detail(Detail::Name));
            Presence::MovedTo {
                place: Text::from(known.unwrap_or_default()),
                shelter: there,
            }
        }
    }
}

/// The registration at this shelter, else the first there is.
fn registration<'p>(records: &[&'p Person], shelter: ShelterId) -> Option<&'p Registration> {
    let all = || records.iter().flat_map(|person| person.registrations());
    all()
        .find(|one| one.shelter == shelter)
        .or_else(|| all().next())
}

/// When the present or last stay began, and when it ended.
fn stay(
    records: &[&Person],
    shelter: ShelterId,
    kind: PresenceKind,
) -> (Option<Moment>, Option<Moment>) {
    let mut moves: Vec<Move> = records
        .iter()
        .flat_map(|person| person.moves())
        .copied()
        .collect();
    moves.sort();
    let (mut arrived, mut left) = (None, None);
    let mut is_here = false;
    for step in moves {
        let comes =
            step.shelter == shelter && !step.to.is_gone() && step.to != PresenceKind::Expected;
        if comes && !is_here {
            (arrived, left) = (Some(step.at), None);
        } else if !comes && is_here {
            left = Some(step.at);
        }
        is_here = comes;
    }
    (arrived, left.filter(|_| kind.is_gone()))
}

/// When anything was last told.
fn changed(records: &[&Person]) -> Moment {
    let of_items = records.iter().flat_map(|person| {
        let versions = Item::ALL
            .into_iter()
            .filter_map(|item| person.versions(item));
        versions.map(at)
    });
    let of_rest = records.iter().flat_map(|person| {
        [
            person.presence_versions().map(at),
            person.consent_versions().map(at),
            person.need_versions().map(|(_, said)| at(said)).max(),
            person.household_versions().map(at),
        ]
    });
    of_items.chain(of_rest.flatten()).max().unwrap_or_default()
}

fn at<T>(said: &Versioned<T>) -> Moment {
    said.shown().at
}
