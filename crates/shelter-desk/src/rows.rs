//! A person of the list as the search and the papers want it.

use jiff::civil::Date;
use shelter::exchange::Evacuee;
use shelter::list::List;
use shelter::plain::{Item, Moment, PartialDate, PersonId, Pets, Relation, Sex, Text, WayIn};
use shelter::search::SearchText;
use shelter::state::Person;

/// What a person can be found by; of two reports that stand, both.
pub fn search_text(person: &Person, today: Date) -> SearchText {
    let all = |item: Item| -> Vec<Text> {
        let versions = person.versions(item).into_iter();
        versions
            .flat_map(shelter::state::Versioned::all)
            .filter_map(|said| said.value.clone())
            .collect()
    };
    let several = |items: &[Item]| items.iter().flat_map(|item| all(*item)).collect();
    SearchText {
        names: all(Item::Name),
        kana: all(Item::Kana),
        aliases: all(Item::Alias),
        births: all(Item::BirthDate)
            .iter()
            .filter_map(|text| PartialDate::parse(text.as_str()))
            .collect(),
        age: person.age_on(today),
        sex: person.sex(),
        addresses: several(&[Item::Address, Item::Residence, Item::District]),
        phones: several(&[Item::Phone, Item::Contact]),
        numbers: person
            .registrations()
            .iter()
            .map(|registration| registration.number)
            .collect(),
        descriptions: several(&[Item::Description, Item::Area, Item::Pets, Item::Vehicle]),
        tokens: person.tokens().collect(),
        // The list says these: they depend on other records and on who asks.
        ..SearchText::default()
    }
}

/// The person as exports, reports and papers know one: what is shown first of all that was said.
pub(crate) fn evacuee(list: &List, id: PersonId) -> Option<Evacuee> {
    let person = list.person(id)?;
    let presence = person.presence()?.clone();
    let text = |item: Item| person.item(item).map(Text::from).unwrap_or_default();
    let first = person.registrations().first();
    let gone = presence.kind().is_gone();
    let last_move = person.moves().last().map(|last| last.at);
    let mut row = Evacuee::new(id, presence, changed(person));
    row.household = person.household();
    row.household_size = person
        .household()
        .and_then(|household| u32::try_from(list.household(household).count()).ok());
    row.relation = relation(person);
    row.number = person
        .number()
        .map(|number| Text::from(number.to_string().as_str()))
        .unwrap_or_default();
    row.way_in = first.map(|registration| registration.way);
    row.by_self = first.is_some_and(|registration| registration.way == WayIn::PreRegistered);
    row.arrived = first.map(|registration| registration.at);
    row.left = last_move.filter(|_| gone);
    row.name = text(Item::Name);
    row.kana = text(Item::Kana);
    row.alias = text(Item::Alias);
    row.sex = person.item(Item::Sex).and_then(Sex::parse);
    row.birth_date = person.birth_date();
    row.age = person
        .item(Item::Age)
        .and_then(shelter::plain::AgeRange::parse);
    row.postal_code = text(Item::PostalCode);
    row.address = text(Item::Address);
    row.residence = text(Item::Residence);
    row.in_city = person.item(Item::InCity).map(|said| said == "1");
    row.district = text(Item::District);
    row.phone = text(Item::Phone);
    row.mail = text(Item::Mail);
    row.contact = text(Item::Contact);
    row.nationality = text(Item::Nationality);
    row.languages = text(Item::Languages);
    row.description = text(Item::Description);
    row.damage = text(Item::Damage);
    row.pets = person.item(Item::Pets).and_then(Pets::parse);
    row.vehicle = text(Item::Vehicle);
    row.skills = text(Item::Skills);
    row.note = text(Item::Note);
    row.area = text(Item::Area);
    row.needs = person.needs().cloned().collect();
    row.consent = person.consent();
    // Of one family: a child's name tells where the mother is.
    row.protected = list.family(id).iter().any(|one| list.is_protected(*one));
    Some(row)
}

fn relation(person: &Person) -> Option<Relation> {
    let membership = person.membership()?;
    if membership.representative {
        return Some(Relation::Oneself);
    }
    membership.relation
}

fn changed(person: &Person) -> Moment {
    let registered = person.registrations().iter().map(|one| one.at);
    let moved = person.moves().iter().map(|one| one.at);
    let seen = person.seen().map(|(at, _)| at);
    registered
        .chain(moved)
        .chain(seen)
        .max()
        .unwrap_or_default()
}
