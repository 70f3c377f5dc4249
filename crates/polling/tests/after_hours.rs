//! Counting, comparing, settling, freezing.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::SigningKey;
use jiff::civil::date;
use polling::counts::{Counts, Hour, Pace, Part, Tallies};
use polling::election::{Election, SlipMode};
use polling::elector::{Already, BirthDate, Elector, Person, Sex};
use polling::eligibility::{Case, Decision, Place, Reason, UsedHow, Visit};
use polling::fact::{
    AbsenteeStep, Accepted, Authority, Declined, Exchanged, Fact, Held, HourTally, Issued,
    LeftDesk, Means, PaperTally, SlipTally, Told, Withdrawn, WithdrawnBecause, Word, Written,
};
use polling::frozen::{FrozenError, FrozenLine, FrozenList};
use polling::incident::{Incident, NotSettled};
use polling::plain::{
    Actor, BallotId, BoothId, ClaimId, DeviceId, DistrictId, ElectorId, Mark, Moment,
};
use polling::reconcile::Reconciliation;
use polling::role::Role;
use polling::status::ElectorState;

/// Ten minutes past nine in the morning of 3 February 2026 in Japan.
const NINE: i64 = 1_770_077_400_000;
const HOUR: i64 = 3_600_000;
const DAY: jiff::civil::Date = date(2026, 2, 3);

fn election() -> Election {
    let mut election = Election::parse(include_str!("../examples/election.toml")).unwrap();
    election.ballots.truncate(2);
    election
}

fn ballot(name: &str) -> BallotId {
    BallotId::new(name).unwrap()
}

fn hall() -> BoothId {
    BoothId::new("city-hall").unwrap()
}

fn written(at: i64, mark: u8) -> Written {
    Written {
        mark: Mark([mark; 8]),
        device: DeviceId([mark; 16]),
        seq: u64::from(mark),
        stream: [1; 16],
        actor: Actor([1; 8]),
        entered: Moment(at),
        occurred: None,
        basis: Vec::new(),
    }
}

fn accepted(claim: u8, booth: &str, authority: Authority) -> Fact {
    Fact::Accepted(Accepted {
        claim: ClaimId([claim; 16]),
        ballots: vec![ballot("house-proportional"), ballot("house-single")],
        booth: BoothId::new(booth).unwrap(),
        authority,
        means: Means::Spoken,
        reason: Some(1),
        slip: Some(SlipMode::Signed),
        proxy: claim == 1,
        braille: false,
        confirmed: Vec::new(),
        interrupted: false,
        roll: [1; 8],
        election: [2; 8],
        absentee: false,
    })
}

fn issued(claim: u8, name: &str) -> Fact {
    Fact::Issued(Issued {
        claim: ClaimId([claim; 16]),
        ballot: ballot(name),
        absentee: false,
    })
}

fn elector(number: u8) -> Elector {
    Elector {
        id: ElectorId([number; 16]),
        number: format!("{number:07}"),
        district: DistrictId::new(format!("00{}", number % 2 + 1)).unwrap(),
        page_line: (1, 100 - u32::from(number)),
        person: Person {
            name: "架空".to_owned(),
            kana: String::new(),
            former_name: String::new(),
            birth: BirthDate {
                year: 1970,
                month: 1,
                day: 1,
            },
            sex: Sex::Female,
            address: "架空".to_owned(),
        },
        registered_on: None,
        marks: BTreeSet::new(),
        strike_off_on: None,
        ballots: None,
        already: BTreeMap::new(),
        ticket: None,
    }
}

/// An hour's facts of three electors, one of whom declined a ballot and one of whom got a new paper.
fn a_morning() -> Vec<(u8, Sex, i64, Fact)> {
    let single = || ballot("house-single");
    vec![
        (
            1,
            Sex::Male,
            NINE,
            accepted(1, "city-hall", Authority::Unchecked),
        ),
        (1, Sex::Male, NINE, issued(1, "house-single")),
        (1, Sex::Male, NINE, issued(1, "house-proportional")),
        (
            2,
            Sex::Female,
            NINE,
            accepted(2, "city-hall", Authority::Unchecked),
        ),
        (2, Sex::Female, NINE, issued(2, "house-proportional")),
        (
            2,
            Sex::Female,
            NINE,
            Fact::Declined(Declined {
                claim: ClaimId([2; 16]),
                ballot: single(),
                absentee: false,
            }),
        ),
        (
            3,
            Sex::Female,
            NINE + HOUR,
            accepted(3, "city-hall", Authority::Unchecked),
        ),
        (3, Sex::Female, NINE + HOUR, issued(3, "house-single")),
        (
            3,
            Sex::Female,
            NINE + HOUR,
            Fact::Exchanged(Exchanged {
                claim: ClaimId([3; 16]),
                ballot: single(),
                absentee: false,
            }),
        ),
        (3, Sex::Female, NINE + HOUR, issued(3, "house-proportional")),
    ]
}

fn counted(facts: impl Iterator<Item = (u8, Sex, i64, Fact)>) -> Counts {
    let mut counts = Counts::default();
    for (number, sex, at, fact) in facts {
        counts.add(&hall(), sex, &written(at, number), &fact);
    }
    counts
}

#[test]
fn counts_are_the_same_in_any_order_and_add_up_by_hour_sex_and_ballot() {
    let counts = counted(a_morning().into_iter());
    assert_eq!(counts, counted(a_morning().into_iter().rev()));
    let part = Part {
        ballot: Some(ballot("house-single")),
        ..Part::default()
    };
    let single = counts.figures(&part);
    assert_eq!(
        (single.accepted, single.declined, single.exchanged),
        (3, 1, 1)
    );
    assert_eq!((single.handed, single.proxy, single.voters()), (3, 1, 2));
    let women = Part {
        sex: Some(Sex::Female),
        ..part.clone()
    };
    assert_eq!(counts.figures(&women).accepted, 2);
    let hours = counts.by_hour(&part);
    let hours: Vec<_> = hours
        .iter()
        .map(|(hour, one)| (hour.hour, one.accepted))
        .collect();
    assert_eq!(hours, [(9, 2), (10, 1)]);
    assert_eq!(counts.people(&Part::default()).slips, 3);
    let elsewhere = Part {
        booth: Some(BoothId::new("bus").unwrap()),
        ..Part::default()
    };
    assert_eq!(counts.figures(&elsewhere).accepted, 0);
}

#[test]
fn what_was_held_or_withdrawn_is_counted_and_an_hour_is_that_of_japan() {
    let facts = vec![
        (
            1,
            Sex::Other,
            NINE,
            Fact::Held(Held {
                hold: ClaimId([9; 16]),
                booth: hall(),
                note: "確認中".to_owned(),
            }),
        ),
        (
            1,
            Sex::Other,
            NINE,
            Fact::Withdrawn(Withdrawn {
                claim: ClaimId([1; 16]),
                ballots: vec![ballot("house-single")],
                because: WithdrawnBecause::WrongElector,
                note: "取り違え".to_owned(),
                second: Actor([2; 8]),
                absentee: false,
            }),
        ),
    ];
    let counts = counted(facts.into_iter());
    assert_eq!(counts.people(&Part::default()).held, 1);
    assert_eq!(counts.figures(&Part::default()).withdrawn, 1);
    // A quarter past midnight in Japan is still the day before by UTC.
    let hour = Hour::of(Moment(1_770_045_300_000));
    assert_eq!((hour.day, hour.hour), (date(2026, 2, 3), 0));
}

#[test]
fn the_record_of_voting_shows_papers_that_nobody_accounts_for() {
    let counts = counted(a_morning().into_iter());
    let mut tallies = Tallies::default();
    let tally = |issued, left| PaperTally {
        booth: hall(),
        ballot: ballot("house-single"),
        day: date(2026, 2, 3),
        received: 100,
        issued,
        spoiled: 1,
        left,
    };
    tallies.add(&tally(3, 96));
    let lines = tallies.record(&hall(), date(2026, 2, 3), &counts);
    assert_eq!((lines[0].unaccounted, lines[0].difference), (0, 1));
    // Counted once more.
    tallies.add(&tally(2, 97));
    let lines = tallies.record(&hall(), date(2026, 2, 3), &counts);
    assert_eq!(
        (lines.len(), lines[0].unaccounted, lines[0].difference),
        (1, 0, 0)
    );
}

#[test]
fn the_board_tells_pace_and_waiting_time_once_there_is_a_minute_to_go_by() {
    let mut pace = Pace::default();
    assert_eq!(pace.per_minute(0), None);
    for second in 0..=120 {
        pace.accepted(second * 1000);
    }
    let fast = pace.per_minute(120_000).unwrap();
    assert!((fast - 60.5).abs() < 0.1, "{fast}");
    assert!((pace.minutes_for(121, 120_000).unwrap() - 2.0).abs() < 0.1);
    assert!(pace.per_minute(3_600_000).unwrap() < 0.01);
}

#[test]
fn a_difference_of_one_is_found_in_its_hour_with_the_electors_of_that_hour() {
    let mut day = Reconciliation::new(hall(), date(2026, 2, 3));
    for (number, _, at, fact) in a_morning() {
        day.add(ElectorId([number; 16]), &written(at, number), &fact);
    }
    let tally = |name: &str, hour, issued| HourTally {
        booth: hall(),
        ballot: ballot(name),
        day: date(2026, 2, 3),
        hour,
        issued,
    };
    day.dispenser(&tally("house-single", 9, 1));
    day.dispenser(&tally("house-single", 10, 3));
    day.dispenser(&tally("house-proportional", 9, 2));
    // One more than the facts say: somebody got two.
    day.dispenser(&tally("house-proportional", 10, 4));
    day.slips(&SlipTally {
        booth: hall(),
        day: date(2026, 2, 3),
        hour: 10,
        slips: 2,
    });
    let rows = day.rows();
    let differences: Vec<_> = rows
        .iter()
        .map(|row| (row.to_hour, row.difference()))
        .collect();
    assert_eq!(differences, [(9, 0), (10, 1), (9, 0), (10, 0), (10, -1)]);
    let wrong = &rows[1];
    assert_eq!(wrong.ballot, Some(ballot("house-proportional")));
    assert_eq!(wrong.from_hour, 10);
    let of_hour: Vec<_> = day.electors(10..=10).into_iter().collect();
    assert_eq!(of_hour, [ElectorId([3; 16])]);
    assert_eq!(day.electors(0..=10).len(), 3);
    assert!(day.electors(11..=23).is_empty());
}

fn absentee_papers(claim: u8) -> Vec<Fact> {
    let Fact::Accepted(mut fact) = accepted(claim, "city-hall", Authority::Unchecked) else {
        unreachable!()
    };
    fact.absentee = true;
    let claim = fact.claim;
    let issued = |name| {
        Fact::Issued(Issued {
            claim,
            ballot: ballot(name),
            absentee: true,
        })
    };
    vec![
        Fact::Accepted(fact),
        issued("house-single"),
        Fact::Declined(Declined {
            claim,
            ballot: ballot("house-proportional"),
            absentee: true,
        }),
        Fact::LeftDesk(LeftDesk { claim }),
    ]
}

#[test]
fn absentee_papers_are_no_early_vote_in_any_figure_and_count_once_the_envelope_is_handed_in() {
    let (mut counts, mut beside) = (Counts::default(), Reconciliation::new(hall(), DAY));
    let written = written(NINE, 1);
    let (elector, mut state) = (elector(1), ElectorState::default());
    let mut take = |fact: &Fact, counts: &mut Counts, state: &mut ElectorState| {
        counts.add(&hall(), Sex::Male, &written, fact);
        beside.add(elector.id, &written, fact);
        state.apply(fact, &written);
    };
    for fact in absentee_papers(1) {
        take(&fact, &mut counts, &mut state);
    }
    let all = Part::default();
    assert_eq!(counts.figures(&all), polling::counts::Figures::default());
    assert_eq!(counts.people(&all).accepted, 0);
    assert_eq!(
        counts.people(&all).slips,
        1,
        "the slip is there all the same"
    );
    let election = election();
    let of = |state: &ElectorState| FrozenLine::of(&elector, state, &election).unwrap().ballots;
    let single = || ballot("house-single");
    let papers_out = BTreeMap::from([(single(), Already::AbsenteeIssued)]);
    assert_eq!(of(&state), papers_out);
    let voted = Fact::AbsenteeStep(AbsenteeStep {
        ballots: vec![single()],
        step: Already::AbsenteeVoted,
        claim: Some(ClaimId([1; 16])),
    });
    take(&voted, &mut counts, &mut state);
    assert_eq!(counts.figures(&all).absentee, 1);
    assert_eq!(counts.figures(&all).voters(), 0);
    assert_eq!(
        of(&state),
        BTreeMap::from([(single(), Already::AbsenteeVoted)])
    );
    beside.dispenser(&HourTally {
        booth: hall(),
        ballot: single(),
        day: DAY,
        hour: 9,
        issued: 0,
    });
    assert!(beside.rows().iter().all(|row| row.difference() == 0));
    // On election day the list alone tells both.
    for (papers, decided) in [
        (papers_out, Decision::Refuse(Reason::AbsenteeIssued)),
        (
            of(&state),
            Decision::Already {
                how: UsedHow::Absentee,
                at: None,
            },
        ),
    ] {
        let mut elector = elector.clone();
        elector.already = papers;
        let visit = Visit {
            day: election.day,
            place: Place::Station([elector.district.clone()].into()),
        };
        let case = Case {
            elector: &elector,
            state: &ElectorState::default(),
            ballot: election.ballot(&single()).unwrap(),
            election: &election,
            visit: &visit,
        };
        assert_eq!(case.decide(), decided);
    }
}

#[test]
fn two_acceptances_stay_both_and_a_named_officer_settles_them() {
    let mut state = ElectorState::default();
    for (mark, fact) in [
        (1, accepted(1, "city-hall", Authority::Unchecked)),
        (2, accepted(2, "east-branch", Authority::Unchecked)),
        (
            3,
            Fact::LeftDesk(LeftDesk {
                claim: ClaimId([1; 16]),
            }),
        ),
        (
            4,
            Fact::Told(Told {
                claim: ClaimId([2; 16]),
                word: Word::Contested(Vec::new()),
            }),
        ),
    ] {
        state.apply(&fact, &written(NINE, mark));
    }
    let elector = ElectorId([1; 16]);
    let incidents = Incident::of(elector, &state);
    assert_eq!(incidents.len(), 2);
    let one = &incidents[0];
    assert_eq!(one.acceptances.len(), 2);
    assert!(one.is_open());
    let told = one.told(&election());
    assert!(told.ja.contains("市役所（9時台）") && told.ja.contains("東支所（9時台）"));
    let settle = |role, office, finding| one.settle(role, office, finding);
    assert_eq!(settle(Role::Clerk, "係", "…"), Err(NotSettled::NotAllowed));
    assert_eq!(
        settle(Role::Officer, " ", "…"),
        Err(NotSettled::OfficeMissing)
    );
    assert_eq!(
        settle(Role::Officer, "投票管理者", ""),
        Err(NotSettled::FindingMissing)
    );
    for incident in &incidents {
        let fact = incident
            .settle(Role::Officer, "投票管理者", "同姓同名")
            .unwrap();
        state.apply(&Fact::Settled(fact), &written(NINE, 5));
    }
    let after = Incident::of(elector, &state);
    assert_eq!(after.len(), 2);
    assert!(
        after
            .iter()
            .all(|one| !one.is_open() && one.acceptances.len() == 2)
    );
    let again = after[0].settle(Role::Administrator, "選挙管理委員会", "同姓同名");
    assert_eq!(again, Err(NotSettled::Already));
    // A third acceptance opens it again.
    state.apply(&accepted(3, "bus", Authority::Unchecked), &written(NINE, 6));
    assert!(Incident::of(elector, &state).iter().all(Incident::is_open));
}

#[test]
fn who_voted_early_is_refused_in_the_polling_station_by_the_signed_list_alone() {
    let election = election();
    let mut lines = Vec::new();
    for number in [3, 1, 5] {
        let mut state = ElectorState::default();
        state.apply(
            &accepted(number, "city-hall", Authority::Unchecked),
            &written(NINE, 1),
        );
        state.apply(&issued(number, "house-single"), &written(NINE, 2));
        let elector = elector(number);
        let line = FrozenLine::of(&elector, &state, &election).unwrap();
        lines.push((elector.district.clone(), line));
    }
    let untouched = elector(7);
    assert!(FrozenLine::of(&untouched, &ElectorState::default(), &election).is_none());
    let list = FrozenList::new(election.hash(), lines.clone());
    lines.reverse();
    let key = SigningKey::from_bytes(&[1; 32]);
    let file = list.seal(&key).unwrap();
    assert!(file == FrozenList::new(election.hash(), lines).seal(&key).unwrap());
    assert_eq!(list.fact().unwrap().electors, 3);

    let read = FrozenList::open(&file, &key.verifying_key(), election.hash())
        .map_err(|error| error.to_string())
        .unwrap();
    let mut voted = elector(3);
    read.mark(&mut voted);
    let decide = |elector: &Elector| {
        let visit = Visit {
            day: election.day,
            place: Place::Station([elector.district.clone()].into()),
        };
        Case {
            elector,
            state: &ElectorState::default(),
            ballot: &election.ballots[0],
            election: &election,
            visit: &visit,
        }
        .decide()
    };
    assert!(matches!(
        decide(&voted),
        Decision::Already {
            how: UsedHow::Early,
            ..
        }
    ));
    let mut free = elector(7);
    read.mark(&mut free);
    assert_eq!(decide(&free), Decision::Issue);

    let pages: Vec<_> = read
        .district(&voted.district)
        .iter()
        .map(|line| line.page_line)
        .collect();
    assert_eq!(pages, [(1, 95), (1, 97), (1, 99)]);
    let csv = read.csv(&election);
    assert!(csv.starts_with("投票区,頁,行,選挙人番号,小選挙区,比例代表\r\n"));
    assert!(csv.contains("002,1,97,0000003,期日前,期日前\r\n"));
    assert_eq!(voted.already[&ballot("house-single")], Already::VotedEarly);
}

#[test]
fn a_list_that_was_changed_cut_off_or_is_of_another_election_is_not_taken() {
    let election = election();
    let mut state = ElectorState::default();
    state.apply(
        &accepted(1, "city-hall", Authority::Unchecked),
        &written(NINE, 1),
    );
    let elector = elector(1);
    let line = FrozenLine::of(&elector, &state, &election).unwrap();
    let list = FrozenList::new([1; 8], [(elector.district.clone(), line)]);
    let key = SigningKey::from_bytes(&[1; 32]);
    let file = list.seal(&key).unwrap();
    let open = |file: &[u8], election| {
        FrozenList::open(file, &key.verifying_key(), election)
            .map(|_| ())
            .err()
    };
    assert_eq!(open(&file, [1; 8]), None);
    assert_eq!(open(&file, [2; 8]), Some(FrozenError::OtherElection));
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(open(&changed, [1; 8]).is_some(), "byte {at}");
        assert!(open(&file[..at], [1; 8]).is_some(), "cut at {at}");
    }
    let foreign = SigningKey::from_bytes(&[2; 32]);
    let file = list.seal(&foreign).unwrap();
    assert_eq!(open(&file, [1; 8]), Some(FrozenError::NotSigned));
}
