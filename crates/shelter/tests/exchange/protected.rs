use proptest::collection::vec;
use proptest::prelude::*;
use shelter::exchange::{
    Asker, Evacuee, PfifSource, draft_csv, for_others, inquire, ledger_csv, pfif, wall_list,
};
use shelter::plain::{HouseholdId, NeedKind, Presence, Text};
use shelter::report::{ShelterNow, make, reports_csv};

use crate::people::{NOW, hanako, id, need, yes_to_all};

/// A person every text of whom holds a word that nobody else has.
fn marked(number: u8, household: Option<u8>, protected: bool, public: bool) -> Evacuee {
    let text = || Text::from(format!("zq{number}x"));
    let mut person = Evacuee {
        id: id(number),
        household: household.map(|household| HouseholdId([household; 16])),
        number: text(),
        name: text(),
        kana: text(),
        alias: text(),
        postal_code: text(),
        address: Text::from(format!("愛媛県zq{number}x市zq{number}x町")),
        residence: text(),
        district: text(),
        phone: text(),
        mail: text(),
        contact: text(),
        nationality: text(),
        languages: text(),
        description: text(),
        damage: text(),
        aid: text(),
        vehicle: text(),
        skills: text(),
        note: text(),
        area: text(),
        presence: Presence::Car { place: text() },
        needs: vec![need(NeedKind::Allergy, "other", 5, &format!("zq{number}x"))],
        protected,
        ..hanako()
    };
    person.consent = if public { yes_to_all() } else { person.consent };
    person
}

/// Everything that is made for others, as one text.
fn all_exports(people: &[Evacuee]) -> String {
    let others = for_others(people);
    let source = PfifSource {
        domain: "city.mihon.lg.jp",
        city: "見本市",
        shelter: "見本小学校",
        closes: None,
        now: NOW,
        withdrawn: &[],
    };
    let text = |file: &[u8]| String::from_utf8(file.to_vec()).unwrap();
    let mut all = text(&draft_csv(&others, NOW));
    all += &text(&ledger_csv(&others));
    all += &text(&pfif(&others, &source).unwrap());
    for row in wall_list(&others) {
        all += row.name.as_str();
    }
    for person in people {
        for asker in [
            Asker::Cohabitant,
            Asker::Relative,
            Asker::Colleague,
            Asker::Acquaintance,
        ] {
            all += &inquire(people, person.id, asker, "見本小学校").words_ja();
        }
    }
    #[cfg(feature = "papers")]
    {
        let values = shelter::exchange::papers::wall_values(&others, "見本小学校", NOW);
        let names: Vec<&str> = values.names().collect();
        for name in names {
            all += values.get(name).unwrap_or_default();
        }
    }
    all
}

proptest! {
    #[test]
    fn nothing_of_a_protected_person_or_household_leaves(
        people in vec((proptest::option::of(1..4_u8), prop::bool::weighted(0.3), any::<bool>()), 1..8),
    ) {
        let people: Vec<Evacuee> = (10..)
            .zip(people)
            .map(|(number, (household, protected, public))| marked(number, household, protected, public))
            .collect();
        let exported = all_exports(&people);
        let hidden = |person: &Evacuee| {
            person.protected
                || people.iter().any(|other| {
                    other.protected && other.household.is_some() && other.household == person.household
                })
        };
        for person in &people {
            let word = person.name.as_str();
            prop_assert_eq!(exported.contains(word), !hidden(person), "{}", word);
        }
        let left_out = people.iter().filter(|person| hidden(person)).count();
        prop_assert_eq!(for_others(&people).left_out(), left_out);
    }

    #[test]
    fn a_report_holds_nobody_at_all(protected: bool) {
        let people = [marked(10, Some(1), protected, true), marked(11, None, false, true)];
        let report = make(&people, ShelterNow::default(), None, NOW);
        let mut all = String::from_utf8(reports_csv(std::slice::from_ref(&report)).to_vec()).unwrap();
        all += &report.text(None);
        all += &serde_json::to_string(&report).unwrap();
        prop_assert!(!all.contains("zq"));
        prop_assert_eq!(report.people.in_cars, 2, "numbers count everybody");
    }
}

#[test]
fn nothing_is_shown_by_debug() {
    assert_eq!(format!("{:?}", hanako()), "Evacuee(..)");
}
