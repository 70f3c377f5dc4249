//! Our figures beside those of dispensers and slips.

use std::collections::BTreeSet;

use polling::counts::Part;
use polling::election::Election;
use polling::plain::BallotId;
use polling::reconcile::Row;
use polling_desk::Working;

use super::{count, officer};
use crate::polling::snapshot::Snapshot;
use crate::view::polling::{
    AcceptedView, BallotStockView, HourCellView, HourRowView, ReconcileView,
};

pub(super) fn ballot_names(election: &Election, ballot: &BallotId) -> (String, String) {
    let kind = election.ballots.iter().find(|kind| kind.id == *ballot);
    let name = kind.map_or_else(|| ballot.to_string(), |kind| kind.name.clone());
    (ballot.to_string(), name)
}

pub(super) fn reconcile(desk: &Working, numbers: &Snapshot, open: Option<u8>) -> ReconcileView {
    ReconcileView {
        day: desk.today().to_string(),
        hours: by_hour(desk, numbers),
        open_hour: open,
        acceptances: open.map_or_else(Vec::new, |hour| acceptances(desk, numbers, hour)),
        stock: stock(desk, numbers),
    }
}

/// What was written down and counted, hour by hour.
pub(in crate::polling) fn by_hour(desk: &Working, numbers: &Snapshot) -> Vec<HourRowView> {
    let now = polling::counts::Hour::of(polling_desk::moment());
    let hours = hours(desk, numbers).into_iter();
    hours
        .map(|hour| row(desk, numbers, hour, hour < now.hour))
        .collect()
}

/// From the first to the last hour of which anything is known, or that the booth is open now.
fn hours(desk: &Working, numbers: &Snapshot) -> Vec<u8> {
    let part = Part {
        booth: Some(desk.booth().clone()),
        day: Some(desk.today()),
        ..Part::default()
    };
    let counted = numbers.counts.people_by_hour(&part).into_keys();
    let mut hours: BTreeSet<u8> = counted.map(|hour| hour.hour).collect();
    hours.extend(numbers.rows.iter().map(|row| row.to_hour));
    if desk.booth_state().is_open(desk.today()) {
        hours.insert(polling::counts::Hour::of(polling_desk::moment()).hour);
    }
    match (hours.first(), hours.last()) {
        (Some(first), Some(last)) => (*first..=*last).collect(),
        _ => Vec::new(),
    }
}

fn row(desk: &Working, numbers: &Snapshot, hour: u8, over: bool) -> HourRowView {
    let part = Part {
        booth: Some(desk.booth().clone()),
        day: Some(desk.today()),
        hour: Some(hour),
        ..Part::default()
    };
    let of = |ballot: Option<&BallotId>| {
        let mut rows = numbers.rows.iter();
        rows.find(|row| row.to_hour == hour && row.ballot.as_ref() == ballot)
    };
    let slips = of(None);
    HourRowView {
        hour,
        over,
        accepted: slips.map_or_else(|| count(numbers.counts.people(&part).slips), ours),
        slips: slips.map(counted),
        slips_difference: slips.map(difference),
        cells: desk
            .election()
            .ballots
            .iter()
            .map(|kind| {
                let beside = of(Some(&kind.id));
                let part = Part {
                    ballot: Some(kind.id.clone()),
                    ..part.clone()
                };
                HourCellView {
                    ballot: kind.id.to_string(),
                    ours: beside.map_or_else(|| count(numbers.counts.figures(&part).handed), ours),
                    dispenser: beside.map(counted),
                    difference: beside.map(difference),
                }
            })
            .collect(),
    }
}

fn ours(row: &Row) -> u32 {
    u32::try_from(row.ours).unwrap_or(0)
}

fn counted(row: &Row) -> u32 {
    u32::try_from(row.counted).unwrap_or(0)
}

fn difference(row: &Row) -> i32 {
    i32::try_from(row.difference()).unwrap_or(i32::MAX)
}

/// Electors of an hour, and of the hours before it that were counted with it, by number of the roll: no order inside
/// the hour is kept.
fn acceptances(desk: &Working, numbers: &Snapshot, hour: u8) -> Vec<AcceptedView> {
    let rows = numbers.rows.iter().filter(|row| row.to_hour == hour);
    let from = rows.map(|row| row.from_hour).min().unwrap_or(hour);
    let beside = numbers.beside.as_ref();
    let electors = beside.map_or_else(BTreeSet::new, |beside| beside.electors(from..=hour));
    let mut found: Vec<AcceptedView> = electors
        .into_iter()
        .filter_map(|elector| {
            let state = desk.book().state(elector).ok()?;
            let claims = state
                .claims()
                .filter(|(_, claim)| !claim.acceptances.is_empty());
            let ballots: BTreeSet<BallotId> = claims
                .flat_map(|(_, claim)| claim.papers.keys().cloned())
                .collect();
            let names = ballots.iter().map(|id| ballot_names(desk.election(), id));
            Some(AcceptedView {
                claim: String::new(),
                person: officer::who(desk, elector)?,
                ballots: names.collect(),
            })
        })
        .collect();
    found.sort_by(|one, other| one.person.number.cmp(&other.person.number));
    found
}

fn stock(desk: &Working, numbers: &Snapshot) -> Vec<BallotStockView> {
    let kinds = desk.election().ballots.iter();
    kinds
        .map(|kind| {
            let part = Part {
                booth: Some(desk.booth().clone()),
                day: Some(desk.today()),
                ballot: Some(kind.id.clone()),
                ..Part::default()
            };
            let ours = count(numbers.counts.figures(&part).handed);
            let line = numbers
                .record
                .iter()
                .find(|line| line.tally.ballot == kind.id);
            let tally = line.map(|line| &line.tally);
            BallotStockView {
                ballot: kind.id.to_string(),
                ours,
                received: tally.map(|tally| tally.received),
                issued: tally.map(|tally| tally.issued),
                spoiled: tally.map(|tally| tally.spoiled),
                left: tally.map(|tally| tally.left),
                difference: tally.map(|tally| {
                    let signed = |count: u32| i64::from(count);
                    let should = signed(tally.received) - signed(ours);
                    i32::try_from(signed(tally.left) - should).unwrap_or(i32::MAX)
                }),
            }
        })
        .collect()
}
