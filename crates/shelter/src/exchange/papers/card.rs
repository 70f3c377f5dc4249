//! The evacuee card on paper.

use std::collections::BTreeSet;

use paper::Values;
use zeroize::Zeroizing;

use super::put;
use crate::exchange::{Evacuee, relation_ja, written};
use crate::plain::{
    Allergen, Answer, Moment, NeedKind, PartialDate, Presence, PresenceKind, Sex, Species, ToDo,
    WayIn,
};

/// A card to be filled in by hand (手書き用).
pub fn blank_card_values(shelter: &str) -> Values {
    let mut values = Values::new();
    put(&mut values, "shelter.name", shelter);
    values
}

/// Values for the form `evacuee-card` of a person with the family that came along.
///
/// `token` is what the code says, if a label was bound. The card holds everything that was told, care
/// included: it is for the person and a keeper, never for the wall or for others.
pub fn card_values(
    person: &Evacuee,
    family: &[&Evacuee],
    shelter: &str,
    token: Option<&str>,
    as_of: Moment,
) -> Values {
    let mut values = blank_card_values(shelter);
    of_person(&mut values, person, as_of);
    put(&mut values, "evacuee.token", token.unwrap_or_default());
    let size = person.household_size;
    let size = size.map(|size| size.to_string()).unwrap_or_default();
    put(&mut values, "evacuee.household_size", &size);
    let all = std::iter::once(person).chain(family.iter().copied());
    care(&mut values, all);
    let others = family.iter().filter(|other| other.id != person.id);
    for (number, row) in (1_u32..).zip(others) {
        of_member(&mut values, number, row, as_of);
    }
    values
}

fn of_person(values: &mut Values, row: &Evacuee, as_of: Moment) {
    let mut of = |name: &str, text: &str| put(values, name, text);
    for (name, text) in [
        ("evacuee.number", &row.number),
        ("person.name", &row.name),
        ("person.kana", &row.kana),
        ("person.postal_code", &row.postal_code),
        ("person.address", &row.address),
        ("person.phone", &row.phone),
        ("evacuee.contact", &row.contact),
        ("evacuee.district", &row.district),
        ("evacuee.alias", &row.alias),
        ("evacuee.nationality", &row.nationality),
        ("evacuee.languages", &row.languages),
        ("evacuee.description", &row.description),
        ("evacuee.area", &row.area),
        ("evacuee.vehicle", &row.vehicle),
        ("evacuee.skills", &row.skills),
        ("evacuee.note", &row.note),
    ] {
        of(name, text.as_str());
    }
    of(
        "evacuee.arrived",
        &row.arrived.map(written).unwrap_or_default(),
    );
    of("evacuee.left", &row.left.map(written).unwrap_or_default());
    of("evacuee.way_in", row.way_in.map_or("", way_in));
    of("person.sex", row.sex.map_or("", sex));
    of("person.birth_date", &birth_date(row.birth_date));
    of("evacuee.age", &age(row, as_of));
    let kind = row.presence.kind();
    of("evacuee.stay", stay(kind));
    of("evacuee.stay_place", row.presence.place());
    of("evacuee.meals", if kind.fed_here() { "yes" } else { "no" });
    of("evacuee.pets", &pets(row));
    for (circle, answer) in [
        ("relatives", row.consent.relatives),
        ("acquaintances", row.consent.acquaintances),
        ("public", row.consent.public),
    ] {
        let word = match answer {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::NotAsked => "",
        };
        of(&format!("evacuee.consent_{circle}"), word);
    }
}

fn of_member(values: &mut Values, number: u32, row: &Evacuee, as_of: Moment) {
    let mut of = |datum: &str, text: &str| put(values, &format!("member.{number}.{datum}"), text);
    of("number", row.number.as_str());
    of("name", row.name.as_str());
    of("kana", row.kana.as_str());
    of("tie", row.relation.map_or("", relation_ja));
    of("birth_date", &birth_date(row.birth_date));
    of("age", &age(row, as_of));
    of("sex", row.sex.map_or("", sex));
    let place = match &row.presence {
        Presence::In => "ここ".to_owned(),
        other => match other.place() {
            "" => crate::exchange::state(other.kind()).to_owned(),
            place => place.to_owned(),
        },
    };
    of("place", &Zeroizing::new(place));
    of("needs", &Zeroizing::new(deeds(std::iter::once(row))));
}

/// Care of the whole family: groups to tick, then who needs what.
fn care<'a>(values: &mut Values, all: impl Iterator<Item = &'a Evacuee> + Clone) {
    let groups: BTreeSet<&str> = all
        .clone()
        .flat_map(|row| &row.needs)
        .filter_map(|need| group(need.kind()))
        .collect();
    let groups: Vec<&str> = groups.into_iter().collect();
    put(values, "evacuee.care", &groups.join(","));
    let mut told = BTreeSet::new();
    for need in all.clone().flat_map(|row| &row.needs) {
        let label = match Allergen::from_code(need.value()) {
            Some(allergen) if need.kind() == NeedKind::Allergy => allergen.label_ja(),
            _ => need.kind().label_ja(),
        };
        let text = need.text.as_str();
        let between = if text.is_empty() { "" } else { "：" };
        told.insert(Zeroizing::new(format!("{label}{between}{text}")).to_string());
    }
    let told = Zeroizing::new(told.into_iter().collect::<Vec<_>>().join("、"));
    let deeds = Zeroizing::new(deeds(all));
    put(values, "evacuee.to_do", &deeds);
    let detail = match (told.is_empty(), deeds.is_empty()) {
        (false, false) => format!("{}　→　{}", told.as_str(), deeds.as_str()),
        _ => told.to_string(),
    };
    put(values, "evacuee.care_detail", &Zeroizing::new(detail));
}

fn deeds<'a>(all: impl Iterator<Item = &'a Evacuee>) -> String {
    let deeds = ToDo::from_needs(all.flat_map(|row| &row.needs));
    let words: Vec<String> = deeds.into_iter().map(ToDo::label_ja).collect();
    words.join("、")
}

fn group(kind: NeedKind) -> Option<&'static str> {
    Some(match kind {
        NeedKind::Illness | NeedKind::Infection | NeedKind::Intractable => "ill",
        NeedKind::Pregnancy => "prg",
        NeedKind::Infant => "inf",
        NeedKind::Disability => "dis",
        NeedKind::Care => "nur",
        NeedKind::MedicalDevice => "med",
        NeedKind::Allergy => "alg",
        NeedKind::Communication => "com",
        _ => return None,
    })
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        // No word on paper is marked.
        Sex::Other => "not_applicable",
    }
}

/// As forms take it: `00` for what is not known.
fn birth_date(date: Option<PartialDate>) -> Zeroizing<String> {
    Zeroizing::new(date.map_or_else(String::new, |date| {
        let (month, day) = (date.month().unwrap_or(0), date.day().unwrap_or(0));
        format!("{:04}-{month:02}-{day:02}", date.year())
    }))
}

fn age(row: &Evacuee, as_of: Moment) -> String {
    let age = as_of.day().and_then(|day| row.age_on(day));
    age.map(|age| age.to_string()).unwrap_or_default()
}

fn stay(kind: PresenceKind) -> &'static str {
    match kind {
        PresenceKind::In | PresenceKind::Out | PresenceKind::Overnight => "shelter",
        PresenceKind::Car => "car",
        PresenceKind::Tent => "tent",
        PresenceKind::Home => "home",
        PresenceKind::Relatives => "relatives",
        PresenceKind::Hospital => "hospital",
        PresenceKind::MovedTo | PresenceKind::Left => "other",
        PresenceKind::Expected | PresenceKind::Unknown => "",
    }
}

fn way_in(way: WayIn) -> &'static str {
    match way {
        WayIn::Pin => "カード（暗証番号）",
        WayIn::FaceCode => "カード（券面の番号）",
        WayIn::KnownCard => "登録済みのカード",
        WayIn::Contactless => "交通系ICカードなど",
        WayIn::Label => "名札・リストバンド",
        WayIn::PreRegistered => "事前登録",
        WayIn::Hand => "窓口で聞き取り",
        WayIn::Paper => "紙（あとで入力）",
    }
}

fn pets(row: &Evacuee) -> String {
    let Some(pets) = &row.pets else {
        return String::new();
    };
    let words: Vec<String> = Species::ALL
        .into_iter()
        .filter(|species| pets.of(*species) > 0)
        .map(|species| {
            let name = match species {
                Species::Dog => "犬",
                Species::Cat => "猫",
                Species::Bird => "鳥",
                Species::Small => "小動物",
                Species::Other => "その他",
            };
            format!("{name}{}", pets.of(species))
        })
        .collect();
    if words.is_empty() {
        "なし".to_owned()
    } else {
        words.join("、")
    }
}
