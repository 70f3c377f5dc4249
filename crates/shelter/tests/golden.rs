//! The bytes of each kind of fact, as written once and read for ever.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use data_encoding::HEXLOWER;
use shelter::{
    fact::{
        Activated, BadgeIssued, BadgeRevoked, Bytes, Changed, Closed, ConsentTold, Counted, Detail,
        Exported, Fact, FactError, GoodRule, InquiryAnswered, LinkReason, Linked, LookedUp,
        MealPlanned, Membership, Moved, NeedsTold, Opened, Protected, Receipt, Registered,
        Reopened, Reported, Searched, Seen, SeenBy, Served, Stocked, TokenBound, TokenRevoked,
        Told, ToldLevel, Unlocked, UtilitiesChecked,
    },
    plain::{
        Actor, Answer, Consent, DeviceId, DeviceLetters, Item, Mark, Moment, Need, NeedKey,
        NeedKind, Number, Origin, Presence, Relation, Utility, UtilityState, WayIn,
    },
    role::Role,
};
use world::{MORNING, household_id, person_id, shelter_id, token};

const GOLDEN: &str = include_str!("golden/facts.txt");

fn told() -> Told {
    Told {
        origin: Origin::CardPin,
        items: BTreeMap::from([
            (Item::Name, Some("見本\u{3000}太郎".into())),
            (Item::Phone, None),
        ]),
    }
}

fn needs() -> NeedsTold {
    let mut need = Need::new(NeedKind::Allergy, "egg").unwrap();
    need.text = "生卵だけ".into();
    NeedsTold {
        set: vec![need],
        gone: vec![NeedKey::new(NeedKind::Infection, "fever").unwrap()],
    }
}

fn membership() -> Membership {
    Membership {
        household: Some(household_id(2)),
        relation: Some(Relation::Child),
        representative: false,
    }
}

/// Facts about a person.
fn of_person() -> Vec<Fact> {
    vec![
        Fact::Registered(Registered {
            number: Number::new(DeviceLetters::nth(1), 123),
            way: WayIn::Pin,
            presence: Presence::In,
            told: vec![told()],
            household: Some(membership()),
            token: Some(token(3)),
            needs: Some(needs()),
        }),
        Fact::Told(told()),
        Fact::Moved(Moved {
            presence: Presence::MovedTo {
                place: "見本中学校".into(),
                shelter: Some(shelter_id(4)),
            },
        }),
        Fact::Seen(Seen { by: SeenBy::Round }),
        Fact::Needs(needs()),
        Fact::Consent(ConsentTold {
            consent: Consent {
                relatives: Answer::Yes,
                acquaintances: Answer::No,
                public: Answer::NotAsked,
            },
            who: "母".into(),
        }),
        Fact::Protected(Protected { on: true }),
        Fact::Household(membership()),
        Fact::Token(TokenBound {
            token: token(3),
            on: true,
        }),
        Fact::Linked(Linked {
            other: person_id(5),
            reason: LinkReason::Confirmed,
            on: true,
        }),
        Fact::Served(Served {
            good: "meal".to_owned(),
            number: 1,
            sitting: Some("2026-11-21 夕".to_owned()),
            undoes: Some(Mark([9; 8])),
        }),
        Fact::InquiryAnswered(InquiryAnswered {
            inquirer: "見本 次郎".into(),
            identified: "運転免許証".into(),
            relation: "弟".into(),
            reason: "".into(),
            told: ToldLevel::Condition,
        }),
        Fact::LookedUp(LookedUp { whole: true }),
    ]
}

/// Facts about the shelter.
fn of_shelter() -> Vec<Fact> {
    vec![
        Fact::Opened(Opened {
            details: BTreeMap::from([(Detail::Name, "見本小学校".into())]),
        }),
        Fact::Changed(Changed {
            details: BTreeMap::from([
                (Detail::Capacity, Some("200".into())),
                (Detail::Phone, None),
            ]),
        }),
        Fact::Closed(Closed {}),
        Fact::Reopened(Reopened {}),
        Fact::Counted(Counted {
            people: 37,
            note: "受付前の人を含む".into(),
        }),
        Fact::Stock(Stocked {
            item: "水".to_owned(),
            quantity: 300,
            unit: "本".to_owned(),
        }),
        Fact::Utilities(UtilitiesChecked {
            found: BTreeMap::from([(Utility::Water, UtilityState::Partly)]),
        }),
        Fact::Reported(Reported {
            version: 2,
            report: Bytes(vec![1, 2, 3]),
        }),
        Fact::Receipt(Receipt {
            have: BTreeMap::from([(DeviceId([6; 16]), 99)]),
            signature: Bytes(vec![7; 4]),
        }),
        Fact::BadgeIssued(BadgeIssued {
            actor: Actor([8; 8]),
            role: Role::Volunteer,
            name: "見本 職員".into(),
            until: Some(MORNING),
        }),
        Fact::BadgeRevoked(BadgeRevoked {
            actor: Actor([8; 8]),
        }),
        Fact::TokenRevoked(TokenRevoked { token: token(3) }),
        Fact::MealPlanned(MealPlanned {
            sitting: "2026-11-21 夕".to_owned(),
            from: MORNING,
            unregistered: 12,
        }),
        Fact::GoodRuled(GoodRule {
            good: "blanket".to_owned(),
            interval: Some(Moment::HOUR),
            per_day: Some(2),
            of_here: true,
        }),
        Fact::Activated(Activated { role: Role::Keeper }),
        Fact::Searched(Searched { found: 3 }),
        Fact::Exported(Exported {
            what: "wall-list".to_owned(),
            people: 12,
        }),
        Fact::Unlocked(Unlocked { failed: 1 }),
    ]
}

fn samples() -> Vec<Fact> {
    let mut samples = of_person();
    samples.extend(of_shelter());
    samples
}

#[test]
fn every_kind_is_written_as_it_was_and_read_back() {
    let mut written = String::new();
    for fact in samples() {
        let bytes = HEXLOWER.encode(&fact.encode().unwrap());
        writeln!(written, "{} {} {bytes}", fact.kind(), fact.version()).unwrap();
    }
    assert!(
        written == GOLDEN,
        "the bytes changed; they are now:\n{written}"
    );
    for (line, sample) in GOLDEN.lines().zip(samples()) {
        let [kind, version, bytes] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("three words a line");
        };
        let bytes = HEXLOWER.decode(bytes.as_bytes()).unwrap();
        let read = Fact::decode(kind, version.parse().unwrap(), &bytes).unwrap();
        assert!(read == sample, "{kind}");
    }
    let kinds: BTreeSet<_> = samples()
        .iter()
        .map(|fact| fact.kind().to_owned())
        .collect();
    let known: BTreeSet<_> = Fact::KINDS
        .iter()
        .map(|(kind, _)| (*kind).to_owned())
        .collect();
    assert_eq!(kinds, known);
}

#[test]
fn a_fact_of_a_newer_program_is_kept_aside_and_a_damaged_one_is_told() {
    let fact = Fact::decode("person.painted", 1, &[0xff]).unwrap();
    assert_eq!(fact.kind(), "person.painted");
    assert_eq!(fact.encode().unwrap_err(), FactError::Unknown);
    let fact = Fact::decode("person.told", 9, &[]).unwrap();
    assert!(matches!(fact, Fact::Unknown { version: 9, .. }));
    let bytes = Fact::Told(told()).encode().unwrap();
    let damaged = |bytes: &[u8]| Fact::decode("person.told", 1, bytes).unwrap_err();
    for length in 0..bytes.len() {
        assert_eq!(damaged(&bytes[..length]), FactError::Damaged);
    }
    let mut longer = bytes.to_vec();
    longer.push(0);
    assert_eq!(damaged(&longer), FactError::Damaged);
}

#[test]
fn debug_shows_the_kind_and_nothing_of_a_person() {
    for fact in samples() {
        assert_eq!(format!("{fact:?}"), format!("Fact({})", fact.kind()));
    }
    let shown = format!("{:?} {:?} {:?}", told(), needs(), of_person()[0]);
    assert!(!shown.contains("見本") && !shown.contains("卵"), "{shown}");
}

proptest::proptest! {
    #[test]
    fn no_bytes_are_a_panic(
        kind in 0..Fact::KINDS.len(),
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        cut in 0..400_usize,
        flip in proptest::prelude::any::<u8>(),
    ) {
        let (kind, version) = Fact::KINDS[kind];
        let _ = Fact::decode(kind, version, &bytes);
        let mut near = of_person()[0].encode().unwrap().to_vec();
        let place = cut % near.len();
        near[place] ^= flip;
        let _ = Fact::decode("person.registered", 1, &near);
    }
}
