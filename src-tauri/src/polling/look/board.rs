//! The figures to look at from three metres.

use polling::counts::{Figures, Part};
use polling::elector::Sex;
use polling::plain::BoothId;
use polling_desk::Working;

use super::count;
use crate::polling::{Polling, names};
use crate::view::polling::{BallotCountView, BoothCountView, HourCountView, PollingBoardView};

pub(super) fn view(state: &Polling, desk: &Working) -> PollingBoardView {
    let numbers = &state.snapshot;
    let counts = &numbers.counts;
    let today = Part {
        day: Some(desk.today()),
        ..Part::default()
    };
    // Kept by ballot: an elector with three of them counts once.
    let people = |of: fn(&Figures) -> u64| {
        let kinds = desk.election().ballots.iter();
        let each = kinds.map(|kind| {
            let part = Part {
                ballot: Some(kind.id.clone()),
                ..today.clone()
            };
            of(&counts.figures(&part))
        });
        count(each.max().unwrap_or(0))
    };
    let of_sex = |sex: Sex| {
        let part = Part {
            sex: Some(sex),
            ..today.clone()
        };
        count(counts.people(&part).accepted)
    };
    PollingBoardView {
        today: count(counts.people(&today).accepted),
        total: count(counts.people(&Part::default()).accepted),
        electors: desk.roll().map_or(0, |roll| count(roll.count())),
        hours: hours(state, desk),
        last_ten_minutes: numbers.per_minute.map_or(0, |pace| whole(pace * 10.0)),
        queue: state.queue,
        wait_minutes: numbers.wait_minutes.map(whole),
        booths: booths(state, desk),
        ballots: ballots(state, desk),
        men: of_sex(Sex::Male),
        women: of_sex(Sex::Female),
        others: of_sex(Sex::Other),
        absentee: people(|one| one.absentee),
        proxy: people(|one| one.proxy),
        braille: people(|one| one.braille),
        declined: people(|one| one.declined),
        refused: people(|one| one.refused),
    }
}

/// Rounded up: whoever waits is told rather too much than too little.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range before"
)]
fn whole(number: f64) -> u32 {
    number.ceil().clamp(0.0, 1_000_000.0) as u32
}

fn hours(state: &Polling, desk: &Working) -> Vec<HourCountView> {
    let counts = &state.snapshot.counts;
    let hour_of = |time: &str| time.get(..2).and_then(|hour| hour.parse::<u8>().ok());
    let own = desk.election().booths.iter();
    let opens = own.clone().filter_map(|booth| hour_of(&booth.opens)).min();
    let closes = own.filter_map(|booth| hour_of(&booth.closes)).max();
    let accepted = |day, hour| {
        let part = Part {
            day: Some(day),
            hour: Some(hour),
            ..Part::default()
        };
        count(counts.people(&part).accepted)
    };
    let day = desk.today();
    let before = day.yesterday().ok();
    let had_one = before.is_some_and(|before| {
        let part = Part {
            day: Some(before),
            ..Part::default()
        };
        counts.people(&part).accepted > 0
    });
    (opens.unwrap_or(8)..=closes.unwrap_or(20))
        .map(|hour| HourCountView {
            hour,
            today: accepted(day, hour),
            day_before: before
                .filter(|_| had_one)
                .map(|before| accepted(before, hour)),
        })
        .collect()
}

fn booths(state: &Polling, desk: &Working) -> Vec<BoothCountView> {
    let counts = &state.snapshot.counts;
    let accepted = |booth: &BoothId, day| {
        let part = Part {
            booth: Some(booth.clone()),
            day,
            ..Part::default()
        };
        count(counts.people(&part).accepted)
    };
    let link = desk.link();
    let mut booths: Vec<BoothCountView> = desk
        .election()
        .booths
        .iter()
        .map(|booth| {
            let own = booth.id == *desk.booth();
            BoothCountView {
                name: booth.name.clone(),
                own,
                today: accepted(&booth.id, Some(desk.today())),
                total: accepted(&booth.id, None),
                as_of: if own {
                    names::clock(polling_desk::moment())
                } else {
                    latest(state, &booth.id)
                },
                stale: !own && link.copy_age > 15 * 60_000,
            }
        })
        .collect();
    booths.sort_by_key(|booth| !booth.own);
    booths
}

/// The last hour of which this PC knows anything of another booth; empty if it knows nothing.
fn latest(state: &Polling, booth: &BoothId) -> String {
    let part = Part {
        booth: Some(booth.clone()),
        ..Part::default()
    };
    let hours = state.snapshot.counts.people_by_hour(&part);
    hours
        .last_key_value()
        .map_or_else(String::new, |(hour, _)| {
            let day = hour.day;
            format!("{:02}-{:02} {:02}:59", day.month(), day.day(), hour.hour)
        })
}

fn ballots(state: &Polling, desk: &Working) -> Vec<BallotCountView> {
    let counts = &state.snapshot.counts;
    let voters = |figures: Figures| u32::try_from(figures.voters()).unwrap_or(0);
    let kinds = desk.election().ballots.iter();
    kinds
        .map(|kind| {
            let all = Part {
                ballot: Some(kind.id.clone()),
                ..Part::default()
            };
            let today = Part {
                day: Some(desk.today()),
                ..all.clone()
            };
            BallotCountView {
                name: kind.name.clone(),
                paper: kind.paper.clone(),
                colour: kind.colour.clone(),
                today: voters(counts.figures(&today)),
                total: voters(counts.figures(&all)),
            }
        })
        .collect()
}
