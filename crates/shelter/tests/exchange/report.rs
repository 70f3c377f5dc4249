use proptest::collection::vec;
use proptest::prelude::*;
use shelter::exchange::{Evacuee, Room};
use shelter::plain::{
    AgeRange, Allergen, HouseholdId, NeedKind, PartialDate, Presence, Sex, ShelterStatus, Text,
    Utility, UtilityState,
};
use shelter::report::{
    Band, Checked, Column, HeadCount, ShelterNow, SituationReport, Stock, make, reports_csv,
};

use crate::people::{HOUR, NOW, everybody, id, named, need};

pub fn school() -> ShelterNow {
    ShelterNow {
        name: "見本小学校".into(),
        reporter: Text::from("避難所　見本"),
        status: ShelterStatus::Open,
        opened: Some(NOW.plus(-12 * HOUR)),
        capacity: Some(5),
        head_count: Some(HeadCount {
            people: 3,
            at: NOW.plus(-HOUR),
            reason: Text::from("受付前の方が\nいる"),
        }),
        utilities: [(
            Utility::Water,
            Checked {
                state: UtilityState::Out,
                at: NOW.plus(-HOUR),
            },
        )]
        .into(),
        stock: vec![Stock {
            item: "飲料水".into(),
            quantity: 480,
            unit: "本".into(),
            expires: PartialDate::parse("2027-05"),
        }],
        requests: Text::from("毛布60枚"),
        ..ShelterNow::default()
    }
}

fn value(report: &SituationReport, key: &str) -> String {
    let entries = report.entries();
    let entry = entries.iter().find(|entry| entry.key == key);
    entry.unwrap_or_else(|| panic!("no {key}")).with_unit()
}

#[test]
fn the_report_says_what_the_list_says() {
    let report = make(&everybody(), school(), None, NOW);
    for (key, expected) in [
        ("number", "1"),
        ("as_of", "2026年11月21日 18:00"),
        ("status", "開設"),
        ("room", "混雑"),
        ("staying", "2人"),
        ("present", "1人"),
        ("out", "1人"),
        ("in_cars", "1人"),
        ("households", "1世帯"),
        ("voluntary", "0人"),
        ("arrived", ""),
        ("counted", "3人"),
        ("count_difference", "+2人"),
        ("count_reason", "受付前の方が／いる"),
        ("female_0_2", "1人"),
        ("female_15_64", "1人"),
        ("male_unknown", "1人"),
        ("all_all", "3人"),
        ("care_power", "1人"),
        ("care_allergy", "1人"),
        ("care_nursing", "1人"),
        ("care_nursing_heavy", "0人"),
        ("care_injured", "1人"),
        ("care_other", "1人"),
        ("pets", "犬1"),
        // Three of the list and the two who were seen and are not on it.
        ("meals_all", "5食"),
        ("meals_normal", "3食"),
        ("meals_soft", "1食"),
        ("meals_allergy", "1食"),
        ("meals_outside", "1食"),
        ("meals_unregistered", "2食"),
        ("meals_allergens", "卵1、その他のアレルギー1"),
        ("water", "使えない"),
        ("water_checked", "2026年11月21日 17:00"),
        ("power", ""),
        ("stock", "飲料水 480本（期限 2027-05）"),
        (
            "needs",
            "【至急】医療機器 1人／【急ぐ】病気・けが 1人／毛布60枚",
        ),
    ] {
        assert_eq!(value(&report, key), expected, "{key}");
    }
    assert_eq!(report.room, Room::Crowded);
    assert_eq!(report.meals.without[&Allergen::Egg], 1);
}

#[test]
fn the_next_report_tells_what_changed() {
    let first = make(&everybody(), school(), None, NOW);
    let mut people = everybody();
    people[1].presence = Presence::Left {
        to: Text::from("親族宅"),
        phone: Text::default(),
    };
    people[1].left = Some(NOW.plus(HOUR));
    people.push(Evacuee {
        arrived: Some(NOW.plus(2 * HOUR)),
        ..named(4, "見本　四郎", "")
    });
    let mut state = school();
    state.correction = Text::from("世帯の数え誤り");
    let second = make(&people, state, Some(&first), NOW.plus(3 * HOUR));
    assert_eq!(second.number, 2);
    assert_eq!(
        (second.people.arrived, second.people.left),
        (Some(1), Some(1))
    );
    let lines: Vec<String> = second
        .changes_since(&first)
        .iter()
        .map(shelter::report::Change::line)
        .collect();
    for line in [
        "うち在所 1人→2人",
        "うち一時外出 1人→0人",
        "世帯数 1世帯→2世帯",
        "目視と名簿の在所との差 +2人→+1人",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line} in {lines:?}");
    }
    assert!(
        !lines.iter().any(|line| line.contains("避難者数")),
        "2 are still here"
    );
    let text = second.text(Some(&first));
    let changes = text.split_once("■ 第1報からの変化\n").unwrap().1;
    assert!(changes.contains("・うち在所 1人→2人\n"));
    assert!(text.contains("訂正の理由　世帯の数え誤り"));
    assert!(first.text(Some(&first)).contains("・変化なし"));
}

#[test]
fn numbers_read_out_on_the_telephone_never_shift() {
    let empty = make(&[], ShelterNow::default(), None, NOW);
    let full = make(&everybody(), school(), None, NOW);
    let number = |report: &SituationReport, label: &str| {
        let text = report.text(None);
        let line = text.lines().find(|line| line.contains(label));
        line.unwrap().split('番').next().unwrap().trim().to_owned()
    };
    assert_eq!(number(&empty, "避難者数"), number(&full, "避難者数"));
    assert_eq!(number(&empty, "普通食"), number(&full, "普通食"));
    assert!(
        !empty.text(None).contains("定員"),
        "what is not known is left out"
    );
}

#[test]
fn a_report_is_kept_and_comes_back_as_it_was() {
    let report = make(&everybody(), school(), None, NOW);
    let kept = serde_json::to_string(&report).unwrap();
    assert_eq!(
        serde_json::from_str::<SituationReport>(&kept).unwrap(),
        report
    );
    assert_eq!(SituationReport::decode(&report.encode()).unwrap(), report);
    assert!(SituationReport::decode(b"report").is_none());
}

#[test]
fn reports_stand_in_rows_under_one_header() {
    let reports = [
        make(&[], ShelterNow::default(), None, NOW),
        make(&everybody(), school(), None, NOW),
    ];
    let file = reports_csv(&reports);
    let mut reader = csv::Reader::from_reader(&file[3..]);
    let header = reader.headers().unwrap().clone();
    let column = header
        .iter()
        .position(|name| name == "人数 避難者数")
        .unwrap();
    let numbers: Vec<String> = reader
        .records()
        .map(|row| row.unwrap()[column].to_owned())
        .collect();
    assert_eq!(numbers, ["0", "2"]);
    assert_eq!(reports_csv(&[]).len(), "\u{FEFF}\"\"\r\n".len());
}

fn presence() -> impl Strategy<Value = Presence> {
    let place = || Text::from("見本");
    prop_oneof![
        Just(Presence::Expected),
        Just(Presence::In),
        Just(Presence::Out),
        Just(Presence::Overnight {
            until: None,
            place: place()
        }),
        Just(Presence::Car { place: place() }),
        Just(Presence::Tent { place: place() }),
        Just(Presence::Home { place: place() }),
        Just(Presence::Relatives { place: place() }),
        Just(Presence::Hospital { place: place() }),
        Just(Presence::MovedTo {
            place: place(),
            shelter: None
        }),
        Just(Presence::Left {
            to: place(),
            phone: place()
        }),
        Just(Presence::Unknown),
    ]
}

prop_compose! {
    fn person()(
        presence in presence(),
        household in proptest::option::of(1..5_u8),
        age in proptest::option::of((0..100_u8, 0..30_u8)),
        sex in proptest::option::of(prop_oneof![Just(Sex::Male), Just(Sex::Female), Just(Sex::Other)]),
        soft: bool,
        egg: bool,
    ) -> Evacuee {
        let mut person = Evacuee {
            presence,
            household: household.map(|household| HouseholdId([household; 16])),
            age: age.and_then(|(least, more)| AgeRange::new(least, least + more)),
            sex,
            ..named(0, "見本", "")
        };
        person.needs.extend(soft.then(|| need(NeedKind::Diet, "soft", 3, "")));
        person.needs.extend(egg.then(|| need(NeedKind::Allergy, "egg", 3, "")));
        person
    }
}

proptest! {
    /// Every sum of a report is the sum of its parts, and nobody is counted twice.
    #[test]
    fn sums_agree(people in vec(person(), 0..40), counted in proptest::option::of(0..60_u32)) {
        let people: Vec<Evacuee> = (1..).zip(people).map(|(number, person)| Evacuee { id: id(number), ..person }).collect();
        let head_count = counted.map(|people| HeadCount { people, at: NOW, reason: Text::default() });
        let report = make(&people, ShelterNow { head_count, ..ShelterNow::default() }, None, NOW);
        let of = |is: fn(shelter::plain::PresenceKind) -> bool| {
            u32::try_from(people.iter().filter(|person| is(person.presence.kind())).count()).unwrap()
        };
        let served = of(|kind| kind.stays_here() || kind.served_outside());
        prop_assert_eq!(report.people.staying(), of(shelter::plain::PresenceKind::stays_here));
        prop_assert_eq!(report.people.served(), served);
        prop_assert_eq!(report.ages.of(None, None), served);
        let cells = Column::ALL.iter().flat_map(|column| Band::ALL.map(|band| report.ages.of(Some(*column), Some(band))));
        prop_assert_eq!(cells.sum::<u32>(), served);
        let fed = of(shelter::plain::PresenceKind::fed_here);
        prop_assert_eq!(report.meals.all, fed + report.meals.unregistered);
        prop_assert!(report.meals.normal + report.meals.soft <= report.meals.all);
        prop_assert!(report.people.households <= report.people.staying());
        let more = counted.map_or(0, |counted| counted.saturating_sub(report.people.present));
        prop_assert_eq!(report.meals.unregistered, more);
    }
}
