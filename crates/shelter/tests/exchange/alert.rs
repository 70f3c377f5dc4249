use shelter::exchange::{
    AlertHead, AlertShelter, ExchangeError, Office, PlaceType, Room, Sort, alert_xml,
};
use shelter::plain::Moment;

use crate::people::{HOUR, NOW};
use crate::pfif_rules::{Element, parse};

fn head() -> AlertHead {
    AlertHead {
        distribution_id: "00000000-0000-4000-8000-000000000001".into(),
        document_id: "00000000-0000-4000-8000-000000000002".into(),
        revision: 1,
        is_drill: false,
        sender: "editor.city.mihon.lg.jp".into(),
        first_created: NOW.plus(-HOUR),
        created: NOW,
        disaster: "見本川の大雨（架空）".into(),
        area: "見本市".into(),
        complement: String::new(),
        publisher: Office {
            organization_code: "382035".into(),
            organization: "見本市".into(),
            office: "危機管理課".into(),
            office_kana: String::new(),
            location: "見本町1".into(),
            phone: "0895-24-1111".into(),
            domain: "city.mihon.lg.jp".into(),
        },
    }
}

fn place(name: &str, sort: Sort) -> AlertShelter {
    AlertShelter {
        name: name.into(),
        kana: String::new(),
        address: "見本町<2>".into(),
        phone: String::new(),
        place_type: PlaceType::Shelter,
        sort,
        since: Some(NOW.plus(-2 * HOUR)),
        capacity: Some(240),
        room: Room::Crowded,
        people: Some(215),
        voluntary: Some(4),
        households: Some(94),
        voluntary_households: None,
        checked: Some(NOW),
    }
}

fn at<'e>(element: &'e Element, path: &[&str]) -> &'e Element {
    path.iter().fold(element, |element, name| {
        let mut found = element.children.iter().filter(|child| child.name == *name);
        found
            .next()
            .unwrap_or_else(|| panic!("no {name} in {}", element.name))
    })
}

const REPORT: [&str; 4] = [
    "commons:contentObject",
    "edxlde:xmlContent",
    "edxlde:embeddedXMLContent",
    "Report",
];

fn written(head: &AlertHead, shelters: &[AlertShelter]) -> Element {
    let file = alert_xml(head, shelters).unwrap();
    parse(std::str::from_utf8(&file).unwrap())
}

#[test]
fn the_envelope_says_what_it_is_and_a_correction_what_it_replaces() {
    let root = written(&head(), &[]);
    assert_eq!(root.name, "edxlde:EDXLDistribution");
    assert_eq!(root.get("edxlde:distributionType"), Some("Report"));
    assert_eq!(
        root.get("edxlde:dateTimeSent"),
        Some("2026-11-21T18:00:00+09:00")
    );
    let of_head = at(at(&root, &REPORT), &["pcx_ib:Head"]);
    assert_eq!(
        of_head.get("pcx_ib:FirstCreateDateTime"),
        Some("2026-11-21T17:00:00+09:00")
    );
    assert_eq!(of_head.get("commons:documentRevision"), Some("1"));
    assert_eq!(of_head.get("commons:previousDocumentRevision"), None);
    let control = at(at(&root, &REPORT), &["Control"]);
    assert_eq!(control.get("Title"), Some("Shelter"));
    assert_eq!(
        root.children.last().unwrap().get("commons:category"),
        Some("Shelter")
    );

    let correction = AlertHead {
        revision: 3,
        is_drill: true,
        ..head()
    };
    let root = written(&correction, &[]);
    assert_eq!(root.get("edxlde:distributionType"), Some("Update"));
    assert_eq!(root.get("edxlde:distributionStatus"), Some("Exercise"));
    let of_head = at(at(&root, &REPORT), &["pcx_ib:Head"]);
    assert_eq!(
        of_head.get("commons:documentID"),
        Some("00000000-0000-4000-8000-000000000002")
    );
    assert_eq!(of_head.get("commons:previousDocumentRevision"), Some("2"));
}

#[test]
fn numbers_are_zero_where_it_is_not_open_and_absent_where_nobody_knows() {
    let shelters = [
        place("う不明", Sort::Unknown),
        place("あ開設", Sort::Open),
        place("い閉鎖", Sort::Closed),
        place("え未開設", Sort::NotOpen),
    ];
    let root = written(&head(), &shelters);
    let body = at(at(&root, &REPORT), &["pcx_sh:Shelter"]);
    let total = at(body, &["pcx_sh:TotalNumber"]);
    assert_eq!(total.get("pcx_sh:HeadCount"), Some("215"));
    assert_eq!(total.get("pcx_sh:Households"), Some("94"));
    assert_eq!(body.get("pcx_sh:TotalNumberOfShelter"), Some("1"));
    let all = &at(body, &["pcx_sh:Informations"]).children;
    let names: Vec<_> = all
        .iter()
        .map(|one| {
            at(one, &["pcx_sh:Location"])
                .get("commons:areaName")
                .unwrap()
        })
        .collect();
    assert_eq!(names, ["あ開設", "い閉鎖", "う不明", "え未開設"]);
    let number = |at: usize, name: &str| {
        let numbers = all[at].all("pcx_sh:NumberOf").next()?;
        numbers.get(name).map(ToOwned::to_owned)
    };
    assert_eq!(number(0, "pcx_sh:HeadCount").unwrap(), "215");
    assert_eq!(number(0, "pcx_sh:HouseholdsVoluntary"), None);
    assert_eq!(number(1, "pcx_sh:HeadCount").unwrap(), "0");
    assert_eq!(number(2, "pcx_sh:HeadCount"), None);
    assert_eq!(number(3, "pcx_sh:HouseholdsVoluntary").unwrap(), "0");
    let times: Vec<bool> = all
        .iter()
        .map(|one| one.get("pcx_sh:DateTime").is_some())
        .collect();
    assert_eq!(times, [true, true, false, false]);
    assert_eq!(all[0].get("pcx_sh:Type"), Some("避難所"));
    let location = at(&all[0], &["pcx_sh:Location"]);
    assert_eq!(location.get("pcx_sh:Address"), Some("見本町<2>"));
    assert_eq!(
        location.get("commons:areaNameKana"),
        None,
        "what is empty is left out"
    );
}

#[test]
fn room_follows_from_people_and_capacity() {
    for (people, capacity, room) in [
        (0, None, Room::Unknown),
        (79, Some(100), Room::Free),
        (80, Some(100), Room::Crowded),
        (100, Some(100), Room::Full),
        (5, Some(0), Room::Unknown),
        (u32::MAX, Some(u32::MAX), Room::Full),
    ] {
        assert_eq!(Room::of(people, capacity), room, "{people} of {capacity:?}");
    }
}

#[test]
fn a_mad_clock_is_told() {
    let mad = AlertHead {
        created: Moment(i64::MIN),
        ..head()
    };
    assert_eq!(alert_xml(&mad, &[]).err(), Some(ExchangeError::Clock));
}
