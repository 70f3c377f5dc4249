//! Counted beside written down.

use jiff::civil::date;
use polling::fact::{HourTally, SlipTally};
use polling::plain::ElectorId;
use polling::reconcile::Reconciliation;

use super::{a_morning, ballot, hall, written};

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
