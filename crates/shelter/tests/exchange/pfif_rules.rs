//! The rules of PFIF 1.4 as its reference validator has them, written apart from the writer: what it
//! finds wrong in a file.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element with what stands in it.
#[derive(Debug, Default, Clone)]
pub struct Element {
    pub name: String,
    pub namespace: Option<String>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.children
            .iter()
            .find(|child| child.name == name)
            .map(|child| child.text.as_str())
    }
}

/// The root element; panics where the file is not well formed.
pub fn parse(file: &str) -> Element {
    let mut reader = Reader::from_str(file);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                let mut attributes = start.attributes().map(|attribute| attribute.unwrap());
                let namespace = attributes.find(|one| one.key.as_ref().starts_with("xmlns"));
                open.push(Element {
                    name,
                    namespace: namespace.map(|one| one.value.to_string()),
                    ..Element::default()
                });
            }
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => {
                open.last_mut().unwrap().text.push_str(&text);
            }
            Event::GeneralRef(name) => {
                let letter = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("the reference {other} is unknown"),
                };
                open.last_mut().unwrap().text.push(letter);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "an element is left open");
    assert_eq!(open[0].children.len(), 1, "there is one root");
    open.remove(0).children.remove(0)
}

const PERSON: &[&str] = &[
    "person_record_id",
    "entry_date",
    "expiry_date",
    "author_name",
    "author_email",
    "author_phone",
    "source_name",
    "source_date",
    "source_url",
    "full_name",
    "given_name",
    "family_name",
    "alternate_names",
    "description",
    "sex",
    "date_of_birth",
    "age",
    "home_street",
    "home_neighborhood",
    "home_city",
    "home_state",
    "home_postal_code",
    "home_country",
    "photo_url",
    "profile_urls",
];
const NOTE: &[&str] = &[
    "note_record_id",
    "person_record_id",
    "linked_person_record_id",
    "entry_date",
    "author_name",
    "author_email",
    "author_phone",
    "source_date",
    "author_made_contact",
    "status",
    "email_of_found_person",
    "phone_of_found_person",
    "last_known_location",
    "text",
    "photo_url",
];
const LEFT_OF_EXPIRED: &[&str] = &[
    "person_record_id",
    "source_date",
    "entry_date",
    "expiry_date",
];

/// Everything wrong with a file at a moment, written as its dates are.
pub fn faults(file: &str, now: &str) -> Vec<String> {
    let root = parse(file);
    let mut faults = Vec::new();
    if root.name != "pfif:pfif" || root.namespace.as_deref() != Some("http://zesty.ca/pfif/1.4") {
        faults.push("root".to_owned());
    }
    let mut ids = BTreeSet::new();
    for child in &root.children {
        match child.name.as_str() {
            "pfif:person" => person(child, now, &mut ids, &mut faults),
            "pfif:note" => note(child, None, &mut ids, &mut faults),
            other => faults.push(format!("element {other}")),
        }
    }
    faults
}

fn person(person: &Element, now: &str, ids: &mut BTreeSet<String>, faults: &mut Vec<String>) {
    fields(
        person,
        PERSON,
        &["person_record_id", "source_date", "full_name"],
        faults,
    );
    let id = person.get("pfif:person_record_id").unwrap_or_default();
    if !ids.insert(id.to_owned()) {
        faults.push("person_record_id twice".to_owned());
    }
    let expiry = person.get("pfif:expiry_date");
    if expiry.is_some_and(|expiry| expiry <= now) {
        for child in &person.children {
            let name = child.name.trim_start_matches("pfif:");
            let is_data = !child.text.trim().is_empty() || !child.children.is_empty();
            if is_data && !LEFT_OF_EXPIRED.contains(&name) {
                faults.push(format!("{name} after expiry"));
            }
        }
        if person.get("pfif:source_date") != person.get("pfif:entry_date") {
            faults.push("dates of a placeholder".to_owned());
        }
    }
    for child in person.all("pfif:note") {
        note(child, Some(id), ids, faults);
    }
}

fn note(note: &Element, of: Option<&str>, ids: &mut BTreeSet<String>, faults: &mut Vec<String>) {
    fields(
        note,
        NOTE,
        &["note_record_id", "author_name", "source_date", "text"],
        faults,
    );
    let id = note.get("pfif:note_record_id").unwrap_or_default();
    if !ids.insert(format!("note {id}")) {
        faults.push("note_record_id twice".to_owned());
    }
    match (of, note.get("pfif:person_record_id")) {
        (Some(of), Some(id)) if of != id => faults.push("note of another person".to_owned()),
        (None, None) => faults.push("note of nobody".to_owned()),
        _ => {}
    }
}

fn fields(element: &Element, known: &[&str], mandatory: &[&str], faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for child in &element.children {
        if child.name == "pfif:note" && element.name == "pfif:person" {
            continue;
        }
        let Some(name) = child
            .name
            .strip_prefix("pfif:")
            .filter(|name| known.contains(name))
        else {
            faults.push(format!("element {}", child.name));
            continue;
        };
        if !seen.insert(name.to_owned()) {
            faults.push(format!("{name} twice"));
        }
        let is_left_empty = name == "full_name" && child.text.is_empty();
        if !is_left_empty && !is_of_form(name, &child.text) {
            faults.push(format!("{name}: {}", child.text));
        }
    }
    for name in mandatory {
        if !seen.contains(*name) {
            faults.push(format!("{name} is missing"));
        }
    }
}

fn is_of_form(name: &str, text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let shaped = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text
                .chars()
                .zip(shape.chars())
                .all(|(letter, shape)| match shape {
                    'd' => letter.is_ascii_digit(),
                    other => letter == other,
                })
    };
    match name {
        "person_record_id" | "note_record_id" | "linked_person_record_id" => {
            let Some((domain, rest)) = text.split_once('/') else {
                return false;
            };
            let label = |label: &str| {
                let mut letters = label.chars();
                letters.next().is_some_and(|c| c.is_ascii_alphabetic())
                    && letters.all(|c| c.is_ascii_alphanumeric() || c == '-')
                    && label.len() <= 63
            };
            !rest.is_empty() && domain.split('.').all(label)
        }
        "entry_date" | "expiry_date" | "source_date" => {
            let Some(body) = text.strip_suffix('Z') else {
                return false;
            };
            let (whole, fraction) = body.split_once('.').unwrap_or((body, "0"));
            shaped(whole, "dddd-dd-ddTdd:dd:dd") && digits(fraction)
        }
        "sex" => ["male", "female", "other"].contains(&text),
        "date_of_birth" => ["dddd", "dddd-dd", "dddd-dd-dd"]
            .iter()
            .any(|s| shaped(text, s)),
        "age" => text.split('-').all(digits) && text.split('-').count() <= 2,
        "home_country" => text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase()),
        "home_state" => {
            let code = text.split_once('-').map_or(text, |(_, code)| code);
            (1..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric())
        }
        "author_phone" | "phone_of_found_person" => text
            .chars()
            .all(|c| c.is_ascii_digit() || "-.+() x#".contains(c)),
        "author_made_contact" => ["true", "false"].contains(&text),
        "status" => [
            "information_sought",
            "is_note_author",
            "believed_alive",
            "believed_missing",
            "believed_dead",
        ]
        .contains(&text),
        _ => !text.trim().is_empty(),
    }
}

#[test]
fn the_rules_find_each_fault() {
    const GOOD: &str = "<pfif:pfif xmlns:pfif=\"http://zesty.ca/pfif/1.4\"><pfif:person><pfif:person_record_id>a.jp/1</pfif:person_record_id><pfif:expiry_date>2030-01-01T00:00:00Z</pfif:expiry_date><pfif:source_date>2026-01-01T00:00:00.5Z</pfif:source_date><pfif:full_name>A</pfif:full_name><pfif:sex>other</pfif:sex><pfif:age>3-5</pfif:age><pfif:home_state>JP-38</pfif:home_state><pfif:note><pfif:note_record_id>a.jp/n</pfif:note_record_id><pfif:author_name>B</pfif:author_name><pfif:source_date>2026-01-01T00:00:00Z</pfif:source_date><pfif:status>believed_alive</pfif:status><pfif:text>C</pfif:text></pfif:note></pfif:person></pfif:pfif>";
    let now = "2026-11-21T09:00:00Z";
    assert_eq!(faults(GOOD, now), Vec::<String>::new());
    for (from, to) in [
        ("1.4", "1.3"),
        ("a.jp/1", "1a.jp/1"),
        ("a.jp/1", "a.jp/"),
        ("2026-01-01T00:00:00.5Z", "2026-01-01T09:00:00+09:00"),
        ("2030", "2020"),
        (">other<", ">X<"),
        ("3-5", "3-5-7"),
        ("JP-38", "愛媛県"),
        ("believed_alive", "safe"),
        ("pfif:age", "pfif:alter"),
        ("<pfif:full_name>A</pfif:full_name>", ""),
        ("<pfif:text>C</pfif:text>", ""),
        (
            "<pfif:sex>other</pfif:sex>",
            "<pfif:sex>male</pfif:sex><pfif:sex>male</pfif:sex>",
        ),
    ] {
        assert!(
            !faults(&GOOD.replace(from, to), now).is_empty(),
            "{from} → {to}"
        );
    }
    let person = GOOD.split_once("<pfif:person>").unwrap().1;
    let person = format!("<pfif:person>{}", person.replace("</pfif:pfif>", ""));
    let twice = GOOD.replace("</pfif:pfif>", &format!("{person}</pfif:pfif>"));
    assert!(!faults(&twice, now).is_empty(), "the same record twice");
}
