//! What a second person at the desk would say: every obstacle, not the first one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use polling::election::Level;
use polling::elector::{Already, Elector, MarkKind};
use polling::eligibility::{Case, Confirmation, Place};

use crate::walk::{births, last_of_months, of_age};

/// The table of the facts, as it stands there.
fn cell(mark: MarkKind, level: Level) -> &'static str {
    let row = match mark {
        MarkKind::MovedWithinPrefecture => "no | with confirmation | unless registered there",
        MarkKind::MovedToOtherPrefecture => "no | no | unless registered there",
        MarkKind::Suspended => "suspended | suspended | suspended",
        MarkKind::Died | MarkKind::NationalityLost | MarkKind::WronglyRegistered => "no | no | no",
        MarkKind::Abroad => "no | no | other procedure",
    };
    let columns: Vec<&str> = row.split(" | ").collect();
    match level {
        Level::Municipal => columns[0],
        Level::Prefectural => columns[1],
        Level::National => columns[2],
    }
}

/// Which word goes with a "no" of the table.
fn not_for(mark: MarkKind) -> &'static str {
    match mark {
        MarkKind::MovedWithinPrefecture | MarkKind::MovedToOtherPrefecture => "mark of a move",
        MarkKind::Abroad => "mark of abroad",
        _ => "mark of no elector",
    }
}

/// What is told before what, where the roll has several things against a ballot.
pub const BY_THE_ROLL: [&str; 5] = [
    "mark of no elector",
    "mark of suspension",
    "mark of abroad",
    "mark of a move",
    "off the roll",
];

/// What a second person at the desk would say.
#[derive(Default)]
pub struct Opinion {
    pub already: bool,
    pub obstacles: BTreeSet<&'static str>,
    pub confirm: BTreeSet<Confirmation>,
    pub absentee: Option<Date>,
}

impl Opinion {
    pub fn of(case: &Case<'_>) -> Self {
        let mut opinion = Self::default();
        opinion.of_roll(case);
        opinion.of_days(case);
        opinion.of_age(case);
        opinion.of_done(case);
        opinion
    }

    fn against(&mut self, obstacle: &'static str) {
        self.obstacles.insert(obstacle);
    }

    fn of_roll(&mut self, case: &Case<'_>) {
        let (elector, day) = (case.elector, case.visit.day);
        // Every mark is read as if it were alone: none takes back what another one says.
        for mark in &elector.marks {
            match cell(mark.kind, case.ballot.level) {
                "no" => self.against(not_for(mark.kind)),
                "other procedure" => self.against("mark of abroad"),
                "suspended" => {
                    let over = mark.until.is_some_and(|last| day > last);
                    if !over {
                        self.against("mark of suspension");
                    }
                }
                "with confirmation" => {
                    self.confirm.insert(Confirmation::LivesInPrefecture);
                }
                _ => {
                    let sure = mark
                        .since
                        .is_some_and(|moved| day <= last_of_months(moved, 3));
                    if !sure {
                        self.confirm.insert(Confirmation::NotOnNewRoll);
                    }
                }
            }
        }
        if off_the_roll(elector, day) {
            self.against("off the roll");
        }
        let named = elector
            .ballots
            .as_ref()
            .map(|named| named.contains(&case.ballot.id));
        let of_district = case.ballot.districts.is_empty()
            || case
                .ballot
                .districts
                .iter()
                .any(|one| *one == elector.district);
        if !named.unwrap_or(of_district) {
            self.against("not this ballot");
        }
    }

    fn of_days(&mut self, case: &Case<'_>) {
        let day = case.visit.day;
        match &case.visit.place {
            Place::Early => {
                let mut open = case.ballot.early_from;
                let mut found = false;
                while open <= case.ballot.early_to {
                    found |= open == day;
                    open = open.tomorrow().expect("within the calendar");
                }
                if !found {
                    self.against("not open");
                }
            }
            Place::Station(districts) => {
                if day != case.election.day {
                    self.against("not open");
                }
                let all = districts.is_empty();
                if !all && !districts.contains(&case.elector.district) {
                    self.against("other station");
                }
            }
        }
    }

    fn of_age(&mut self, case: &Case<'_>) {
        let days = births(case.elector.person.birth);
        let reached: Vec<Date> = days.iter().map(|birth| of_age(*birth, 18)).collect();
        let of_age_by = |day: Date| {
            let count = reached.iter().filter(|reached| **reached <= day).count();
            if days.is_empty() {
                "unknown"
            } else if count == days.len() {
                "all"
            } else if count == 0 {
                "none"
            } else {
                "unknown"
            }
        };
        match (of_age_by(case.visit.day), of_age_by(case.election.day)) {
            (_, "none") => self.against("under age"),
            ("all", _) => {}
            ("none", "all") if days.len() == 1 => {
                self.absentee = Some(reached[0]);
                if off_the_roll(case.elector, case.election.day) {
                    self.against("off the roll");
                }
            }
            _ => {
                self.confirm.insert(Confirmation::Age);
            }
        }
    }

    fn of_done(&mut self, case: &Case<'_>) {
        match case.elector.already.get(&case.ballot.id) {
            Some(Already::AbsenteeRequested | Already::AbsenteeIssued) => {
                self.against("absentee papers");
            }
            Some(Already::AbsenteeVoted | Already::VotedEarly | Already::VotedOnDay) => {
                self.already = true;
            }
            Some(Already::AbsenteeReturned) | None => {}
        }
    }
}

fn off_the_roll(elector: &Elector, day: Date) -> bool {
    let not_yet = elector.registered_on.is_some_and(|from| day < from);
    let off = match elector.strike_off_on {
        Some(off) => day >= off,
        None => elector.marks.iter().any(|mark| {
            let moved = mark.kind == MarkKind::MovedWithinPrefecture
                || mark.kind == MarkKind::MovedToOtherPrefecture;
            let last = mark.since.map(|since| last_of_months(since, 4));
            moved && last.is_some_and(|last| day > last)
        }),
    };
    not_yet || off
}

/// To which of the obstacles above a reason belongs.
pub fn obstacle(code: &str) -> &'static str {
    match code {
        "died" | "nationality-lost" | "wrongly-registered" => "mark of no elector",
        "suspended" => "mark of suspension",
        "abroad-procedure" | "abroad-no-vote" => "mark of abroad",
        "moved-from-city" | "moved-from-prefecture" => "mark of a move",
        "struck-off" | "registered-later" => "off the roll",
        "other-district" | "not-named" => "not this ballot",
        "not-begun" | "over" | "not-election-day" => "not open",
        "other-station" => "other station",
        "under-age" => "under age",
        "absentee-requested" | "absentee-issued" => "absentee papers",
        _ => "nothing that the second calculation knows",
    }
}
