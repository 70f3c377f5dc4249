//! Electors and visits, drawn at random around the days that decide.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use polling::elector::{Already, Elector, MarkKind, RollMark};
use polling::eligibility::{Place, Visit};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

use crate::invented::{born, district, election, elector};

type Birth = (i16, i8, i8);
type Mark = (MarkKind, Option<Date>, Option<Date>);

/// An invented elector as it is drawn; an [`Elector`] cannot be shown.
#[derive(Debug, Clone)]
pub struct Draft {
    birth: Birth,
    marks: Vec<Mark>,
    strike_off_on: Option<Date>,
    registered_on: Option<Date>,
    district: u8,
    ballots: Option<BTreeSet<usize>>,
    already: Option<(usize, Already)>,
}

impl Draft {
    pub fn elector(&self) -> Elector {
        let election = election();
        let id = |index: &usize| election.ballots[*index].id.clone();
        let mut elector = elector();
        let (year, month, day) = self.birth;
        elector.person.birth = born(year, month, day);
        let marks = self.marks.iter();
        elector.marks = marks
            .map(|(kind, since, until)| RollMark {
                kind: *kind,
                since: *since,
                until: *until,
                detail: String::new(),
            })
            .collect();
        elector.strike_off_on = self.strike_off_on;
        elector.registered_on = self.registered_on;
        elector.district = district(&format!("00{}", self.district));
        let named = self.ballots.as_ref();
        elector.ballots = named.map(|named| named.iter().map(id).collect());
        let already = self.already.iter();
        elector.already = already.map(|(index, step)| (id(index), *step)).collect();
        elector
    }
}

fn near(center: Date, days: i64) -> impl Strategy<Value = Date> {
    (-days..=days).prop_map(move |off| center.saturating_add(off.days()))
}

fn a_birth() -> impl Strategy<Value = Birth> {
    let exact = |day: Date| (day.year(), day.month(), day.day());
    prop_oneof![
        6 => near(date(2008, 2, 8), 25).prop_map(exact),
        2 => near(date(1960, 1, 1), 15_000).prop_map(exact),
        1 => (2007_i16..=2009, 0_i8..=12, Just(0_i8)),
        1 => (2007_i16..=2009, 0_i8..=12, 0_i8..=31),
        1 => Just((0, 0, 0)),
        1 => Just((2008, 2, 29)),
    ]
}

fn a_mark() -> impl Strategy<Value = Mark> {
    let kind = prop::sample::select(vec![
        MarkKind::MovedWithinPrefecture,
        MarkKind::MovedWithinPrefecture,
        MarkKind::MovedToOtherPrefecture,
        MarkKind::MovedToOtherPrefecture,
        MarkKind::Suspended,
        MarkKind::Died,
        MarkKind::NationalityLost,
        MarkKind::WronglyRegistered,
        MarkKind::Abroad,
    ]);
    let moved = prop_oneof![
        near(date(2025, 10, 5), 20),
        near(date(2025, 11, 5), 20),
        near(date(2026, 1, 1), 60)
    ];
    let until = near(date(2026, 2, 4), 8);
    (kind, prop::option::of(moved), prop::option::of(until))
}

prop_compose! {
    pub fn a_draft()(
        birth in a_birth(),
        marks in prop_oneof![
            4 => vec(a_mark(), 0),
            4 => vec(a_mark(), 1),
            4 => vec(a_mark(), 2..=4),
        ],
        strike_off_on in prop::option::weighted(0.2, near(date(2026, 2, 5), 8)),
        registered_on in prop::option::weighted(0.9, near(date(2025, 6, 1), 300)),
        district in 1_u8..=6,
        ballots in prop::option::weighted(0.2, btree_set(0_usize..5, 0..5)),
        already in prop::option::weighted(0.3, (0_usize..5, prop::sample::select(vec![
            Already::AbsenteeRequested,
            Already::AbsenteeIssued,
            Already::AbsenteeReturned,
            Already::AbsenteeVoted,
            Already::VotedEarly,
            Already::VotedOnDay,
        ]))),
    ) -> Draft {
        Draft { birth, marks, strike_off_on, registered_on, district, ballots, already }
    }
}

pub fn a_visit() -> impl Strategy<Value = Visit> {
    let early = near(date(2026, 2, 1), 9).prop_map(Visit::early);
    let station = (near(date(2026, 2, 8), 1), btree_set(1..=6, 0..4));
    let station = station.prop_map(|(day, numbers)| {
        let districts = numbers
            .iter()
            .map(|number| district(&format!("00{number}")));
        let place = Place::Station(districts.collect());
        Visit { day, place }
    });
    prop_oneof![4 => early, 1 => station]
}
