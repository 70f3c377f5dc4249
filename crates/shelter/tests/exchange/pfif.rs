use shelter::exchange::{Evacuee, ExchangeError, PfifSource, for_others, pfif};
use shelter::plain::{Moment, Presence, Text};

use crate::people::{HOUR, NOW, everybody, hanako, id, named, yes_to_all};
use crate::pfif_rules::{Element, faults, parse};

const UTC_NOW: &str = "2026-11-21T09:00:00Z";
const DAY: i64 = 24 * HOUR;

fn source() -> PfifSource<'static> {
    PfifSource {
        domain: "city.mihon.lg.jp",
        city: "見本市",
        shelter: "見本小学校",
        closes: None,
        now: NOW,
        withdrawn: &[],
    }
}

fn written(people: &[Evacuee], source: &PfifSource<'_>) -> (String, Element) {
    let file = pfif(&for_others(people), source).unwrap();
    let file = String::from_utf8(file.to_vec()).unwrap();
    assert_eq!(faults(&file, UTC_NOW), Vec::<String>::new());
    let root = parse(&file);
    (file, root)
}

#[test]
fn a_record_holds_what_was_agreed_to_and_only_the_coarse_address() {
    let (file, root) = written(&everybody(), &source());
    let persons: Vec<&Element> = root.all("pfif:person").collect();
    assert_eq!(persons.len(), 2, "さくら did not agree");
    for (field, value) in [
        (
            "person_record_id",
            "city.mihon.lg.jp/01010101010101010101010101010101",
        ),
        ("source_date", "2026-11-21T08:00:00Z"),
        ("expiry_date", "2026-12-21T08:00:00Z"),
        ("full_name", "見本 花子"),
        ("family_name", "見本"),
        ("given_name", "花子"),
        ("alternate_names", "ミホン ハナコ\nMIHON HANAKO"),
        ("sex", "female"),
        ("date_of_birth", "1980-03-02"),
        ("home_neighborhood", "見本町"),
        ("home_city", "西予市"),
        ("home_state", "JP-38"),
        ("home_country", "JP"),
    ] {
        assert_eq!(
            persons[0].get(&format!("pfif:{field}")),
            Some(value),
            "{field}"
        );
    }
    let note = persons[0].all("pfif:note").next().unwrap();
    assert_eq!(note.get("pfif:status"), Some("believed_alive"));
    assert_eq!(note.get("pfif:last_known_location"), Some("見本小学校"));
    assert_eq!(note.get("pfif:author_made_contact"), Some("true"));
    assert_eq!(persons[1].get("pfif:age"), Some("60-70"));
    assert_eq!(
        persons[1].get("pfif:alternate_names"),
        Some("カクウ タロウ")
    );
    let note = persons[1].all("pfif:note").next().unwrap();
    assert_eq!(note.get("pfif:status"), Some("is_note_author"));
    for secret in [
        "１丁目",
        "090-",
        "酸素",
        "半壊",
        "B-12",
        "校庭",
        "KR-0123",
        "右足",
    ] {
        assert!(!file.contains(secret), "{secret}");
    }
}

#[test]
fn signs_of_xml_and_signs_it_cannot_hold_do_no_harm() {
    let mut person = hanako();
    person.name = Text::from("<見本>&\"花子\"\u{8}\u{FFFF} ]]>");
    person.alias = Text::from("\u{1F600}髙\u{E0100}");
    let (_, root) = written(&[person], &source());
    let person = root.all("pfif:person").next().unwrap();
    assert_eq!(person.get("pfif:full_name"), Some("<見本>&\"花子\" ]]>"));
    assert!(
        person
            .get("pfif:alternate_names")
            .unwrap()
            .ends_with("\u{1F600}髙\u{E0100}")
    );
}

#[test]
fn a_record_ends_after_thirty_days_or_with_the_shelter() {
    let mut people = everybody();
    people[0].changed = NOW.plus(-30 * DAY);
    let (file, root) = written(&people, &source());
    assert!(!file.contains("花子"));
    let placeholder = root.all("pfif:person").next().unwrap();
    assert_eq!(placeholder.get("pfif:expiry_date"), Some(UTC_NOW));
    assert_eq!(placeholder.get("pfif:full_name"), Some(""));
    assert_eq!(placeholder.children.len(), 5);
    people[0].changed = NOW.plus(-30 * DAY + 1000);
    assert!(written(&people, &source()).0.contains("花子"));

    let closing = PfifSource {
        closes: Some(NOW.plus(DAY)),
        ..source()
    };
    let (_, root) = written(&everybody(), &closing);
    for person in root.all("pfif:person") {
        assert_eq!(person.get("pfif:expiry_date"), Some("2026-11-22T09:00:00Z"));
    }
    let closed = PfifSource {
        closes: Some(NOW),
        ..source()
    };
    assert!(!written(&everybody(), &closed).0.contains("花子"));
}

#[test]
fn what_was_withdrawn_is_taken_down_and_tells_nothing() {
    let mut people = everybody();
    people[0].protected = true;
    let withdrawn = [id(1), id(3), id(1)];
    let taken_down = PfifSource {
        withdrawn: &withdrawn,
        ..source()
    };
    let (file, root) = written(&people, &taken_down);
    assert!(!file.contains("花子") && file.contains("太郎"));
    assert_eq!(root.all("pfif:person").count(), 2, "who is published stays");
}

#[test]
fn who_was_not_seen_here_has_no_record_and_who_left_no_place() {
    let person = |number, presence| Evacuee {
        consent: yes_to_all(),
        presence,
        ..named(number, "見本", "ミホン")
    };
    let gone = Presence::Left {
        to: Text::from("行先の市"),
        phone: Text::from("090"),
    };
    let people = [
        person(1, Presence::Unknown),
        person(2, Presence::Expected),
        person(3, gone),
    ];
    let (file, root) = written(&people, &source());
    assert_eq!(root.all("pfif:person").count(), 1);
    assert!(!file.contains("行先の市") && !file.contains("last_known_location"));
}

#[test]
fn a_name_that_is_no_domain_and_a_clock_that_is_mad_are_told() {
    for domain in [
        "",
        "mihon",
        "1mihon.jp",
        "mihon..jp",
        "見本.jp",
        "mi hon.jp",
        "mihon-.jp",
        &format!("{}.jp", "a".repeat(64)),
    ] {
        let source = PfifSource { domain, ..source() };
        let result = pfif(&for_others(&everybody()), &source);
        assert_eq!(result.err(), Some(ExchangeError::Domain), "{domain}");
    }
    let source = PfifSource {
        now: Moment(i64::MAX),
        ..source()
    };
    let result = pfif(&for_others(&everybody()), &source);
    assert_eq!(result.err(), Some(ExchangeError::Clock));
}
