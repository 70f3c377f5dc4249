//! Facts as bytes: what is written is read, today and after the next version of the program.

mod invented;

use advice::Advise;
use invented::{
    accepted, asked, ballot_id, booth_id, claim, declined, held, issued, left, withdrawn,
};
use jiff::civil::date;
use polling::claim::{Lot, Receipt, TakenBallot};
use polling::election::OutageRule;
use polling::elector::Already;
use polling::eligibility::Confirmation;
use polling::fact::{
    AbsenteeStep, Allotment, Answer, Answered, Authority, BadgeIssued, BadgeRevoked, BoardReceived,
    Closed, Dropped, DroppedBecause, Duty, Entered, Exchanged, Exported, Fact, FactError, Frozen,
    HourTally, LedTo, Looked, Means, OfficerChanged, Opened, OutageBegan, OutageEnded, PaperTally,
    Refused, Released, RollLoaded, Searched, Settled, SlipTally, Supplement, Told, Word, Yielded,
};
use polling::plain::{Actor, DeviceId, Mark};
use polling::role::Role;
use sha2::{Digest, Sha256};

const HOUSE: &str = "house-single";

fn of_electors() -> Vec<Fact> {
    let ballots = vec![ballot_id(HOUSE)];
    let taken = TakenBallot {
        ballot: ballot_id(HOUSE),
        claim: claim(2),
        booth: booth_id("bus"),
        hour: 490_000,
    };
    vec![
        asked(1, "city-hall", &[HOUSE, "review"]),
        Fact::Dropped(Dropped {
            claim: claim(1),
            because: DroppedBecause::Taken,
        }),
        accepted(1, "city-hall", &[HOUSE]),
        issued(1, HOUSE),
        declined(1, "review"),
        left(1),
        withdrawn(1, &[HOUSE]),
        Fact::Refused(Refused {
            ballot: ballot_id(HOUSE),
            booth: booth_id("bus"),
            reason: "died".to_owned(),
        }),
        held(3, "bus"),
        Fact::Released(Released {
            hold: claim(3),
            note: "本人".to_owned(),
        }),
        Fact::AbsenteeStep(AbsenteeStep {
            ballots: ballots.clone(),
            step: Already::AbsenteeIssued,
            claim: None,
        }),
        invented::absentee(1, "bus", &[HOUSE]),
        invented::absentee_step(1, &[HOUSE], Already::AbsenteeReturned),
        Fact::Settled(Settled {
            acceptances: vec![Mark([1; 8]), Mark([2; 8])],
            ballot: ballot_id(HOUSE),
            finding: "2枚とも投票済み".to_owned(),
            by: "選挙管理委員会書記長".to_owned(),
        }),
        Fact::Told(Told {
            claim: claim(1),
            word: Word::Contested(vec![taken]),
        }),
        Fact::Yielded(Yielded {
            claim: claim(1),
            ballots,
            booth: booth_id("bus"),
        }),
        Fact::Exchanged(Exchanged {
            claim: claim(1),
            ballot: ballot_id(HOUSE),
            absentee: false,
        }),
        Fact::Answered(Answered {
            claim: claim(1),
            ballots: vec![ballot_id(HOUSE)],
            booth: booth_id("bus"),
            lot: Lot::of(12_345_678),
            answer: Answer::Held(booth_id("city-hall")),
        }),
        Fact::Looked(Looked {
            means: Means::Spoken,
            led_to: LedTo::Nothing,
        }),
    ]
}

fn of_booths() -> Vec<Fact> {
    let (booth, ballot, day) = (booth_id("bus"), ballot_id(HOUSE), date(2026, 2, 1));
    vec![
        Fact::Opened(Opened {
            booth: booth.clone(),
            day,
            roll: [1; 8],
            election: [2; 8],
            program: "0.1.0".to_owned(),
        }),
        Fact::Closed(Closed {
            booth: booth.clone(),
            day,
        }),
        Fact::OfficerChanged(OfficerChanged {
            duty: Duty::Witness,
            name: "立会 太郎".to_owned(),
            badge: None,
            on: true,
        }),
        Fact::RollLoaded(RollLoaded {
            roll: [1; 8],
            electors: 60_000,
        }),
        Fact::Supplement(Supplement {
            from: [1; 8],
            to: [3; 8],
            added: 1,
            changed: 2,
            gone: 3,
        }),
        Fact::OutageBegan(OutageBegan {
            rule: OutageRule::HomeBooth,
            copy_minutes: 4,
        }),
        Fact::OutageEnded(OutageEnded { accepted: 17 }),
        Fact::Allotment(Allotment {
            turn: 2,
            standing: true,
        }),
        Fact::HourTally(HourTally {
            booth: booth.clone(),
            ballot: ballot.clone(),
            day,
            hour: 14,
            issued: 120,
        }),
        Fact::SlipTally(SlipTally {
            booth: booth.clone(),
            day,
            hour: 14,
            slips: 121,
        }),
        Fact::PaperTally(PaperTally {
            booth,
            ballot,
            day,
            received: 500,
            issued: 120,
            spoiled: 1,
            left: 379,
        }),
        Fact::Frozen(Frozen {
            list: [7; 32],
            electors: 15_700,
        }),
        Fact::Entered(Entered {
            role: Role::Officer,
        }),
        Fact::Searched(Searched {
            means: Means::Number,
            found: 1,
        }),
        Fact::Exported(Exported {
            what: "marked-roll".to_owned(),
            purpose: "停電に備えて".to_owned(),
            electors: 60_000,
        }),
        Fact::BadgeIssued(BadgeIssued {
            badge: Actor([6; 8]),
            role: Role::Clerk,
            label: "受付1".to_owned(),
        }),
        Fact::BadgeRevoked(BadgeRevoked {
            badge: Actor([6; 8]),
        }),
        Fact::BoardReceived(BoardReceived {
            have: std::collections::BTreeMap::from([(DeviceId([1; 16]), 17)]),
        }),
    ]
}

fn every_fact() -> Vec<Fact> {
    let mut facts = of_electors();
    facts.extend(of_booths());
    facts
}

fn there_and_back(fact: &Fact) -> Fact {
    let bytes = fact.encode().expect("a known kind");
    Fact::decode(fact.kind(), fact.version(), &bytes).expect("just written")
}

#[test]
fn every_kind_of_fact_comes_back_as_it_was() {
    let facts = every_fact();
    for (kind, version) in Fact::KINDS {
        let found = facts.iter().find(|fact| fact.kind() == *kind);
        let fact = found.unwrap_or_else(|| panic!("no sample of {kind}"));
        assert_eq!(fact.version(), *version);
        assert!(there_and_back(fact) == *fact, "{kind}");
    }
}

#[test]
fn what_was_granted_confirmed_and_interrupted_comes_back_with_its_receipt() {
    let Fact::Accepted(mut fact) = accepted(1, "city-hall", &[HOUSE]) else {
        unreachable!("an acceptance");
    };
    let receipt = Receipt {
        claim: claim(1),
        term: 3,
        signature: [5; 64],
    };
    fact.confirmed = vec![
        Confirmation::LivesInPrefecture,
        Confirmation::AskedAt(booth_id("bus")),
    ];
    fact.interrupted = true;
    let words = [
        Authority::Granted(receipt.clone()),
        Authority::Allotted,
        Authority::Voice("123-4567".to_owned()),
        Authority::Paper(Some(receipt)),
        Authority::Paper(None),
    ];
    for authority in words {
        fact.authority = authority;
        let fact = Fact::Accepted(fact.clone());
        assert!(there_and_back(&fact) == fact);
    }
}

#[test]
fn the_bytes_are_what_they_always_were() {
    // What a booth wrote on the first day is read on the last one, by whatever version runs then.
    let golden = |fact: &Fact| {
        let bytes = fact.encode().unwrap();
        data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)[..8])
    };
    let facts = [
        issued(1, HOUSE),
        left(1),
        withdrawn(1, &[HOUSE]),
        held(3, "bus"),
        of_booths().swap_remove(0),
    ];
    // What came later is not written where it says nothing.
    let later: [&[u8]; 2] = [b"absentee", b"claim"];
    let step = |one: &Fact| matches!(one, Fact::AbsenteeStep(step) if step.claim.is_none());
    for (fact, name) in [(accepted(1, "bus", &[HOUSE]), later[0])]
        .into_iter()
        .chain(
            of_electors()
                .into_iter()
                .filter(step)
                .map(|one| (one, later[1])),
        )
    {
        let bytes = fact.encode().unwrap();
        assert!(!bytes.windows(name.len()).any(|part| part == name));
    }
    let hashes = [
        "622e0d00df67748a",
        "5944a0df03c42d34",
        "c3ccbc0eff304e16",
        "54b7a02f5ddd2fcb",
        "000537324fc0c59e",
    ];
    assert_eq!(facts.each_ref().map(golden), hashes);
}

#[test]
fn a_kind_of_a_newer_program_is_kept_and_not_written_anew() {
    for (kind, version) in [("elector.blessed", 1), ("elector.accepted", 2)] {
        let fact = Fact::decode(kind, version, b"whatever it holds").unwrap();
        assert_eq!((fact.kind(), fact.version()), (kind, version));
        assert_eq!(fact.encode().unwrap_err(), FactError::Unknown);
        assert!(Fact::is_projected(kind));
    }
}

#[test]
fn a_field_that_a_newer_program_added_is_passed_over() {
    let mut value: ciborium::Value = {
        let bytes = issued(1, HOUSE).encode().unwrap();
        ciborium::from_reader(bytes.as_slice()).unwrap()
    };
    let map = value.as_map_mut().unwrap();
    map.push(("colour".into(), "white".into()));
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).unwrap();
    assert!(Fact::decode("elector.issued", 1, &bytes).unwrap() == issued(1, HOUSE));
}

#[test]
fn bytes_that_are_cut_off_or_too_long_are_no_fact() {
    for fact in every_fact() {
        let bytes = fact.encode().unwrap();
        let damaged = |bytes: &[u8]| {
            let read = Fact::decode(fact.kind(), fact.version(), bytes);
            assert_eq!(read.unwrap_err(), FactError::Damaged, "{}", fact.kind());
        };
        damaged(&bytes[..bytes.len() - 1]);
        damaged(&[&bytes[..], &[0]].concat());
        damaged(b"");
    }
}

#[test]
fn nothing_of_a_fact_is_shown_but_its_kind() {
    for fact in every_fact() {
        assert_eq!(format!("{fact:?}"), format!("Fact({})", fact.kind()));
    }
    assert!(!FactError::Damaged.advice().what.en.contains("elector."));
}

#[test]
fn what_is_of_an_elector_and_what_is_projected_follows_from_the_kind() {
    for fact in of_electors() {
        assert!(Fact::is_of_elector(fact.kind()), "{}", fact.kind());
    }
    for fact in of_booths() {
        assert!(!Fact::is_of_elector(fact.kind()), "{}", fact.kind());
    }
    assert!(!Fact::is_projected("audit.looked"));
}
