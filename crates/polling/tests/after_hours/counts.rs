//! Counts, the record of voting, the pace.

use jiff::civil::date;
use polling::counts::{Hour, Pace, Part, Tallies};
use polling::elector::Sex;
use polling::fact::{Fact, Held, PaperTally, Withdrawn, WithdrawnBecause};
use polling::plain::{Actor, BoothId, ClaimId, Moment};

use super::{NINE, a_morning, ballot, counted, hall};

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
