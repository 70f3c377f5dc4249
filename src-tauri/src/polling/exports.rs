//! Figures for papers and files. No file has a time finer than the hour beside a person.

use std::fmt::Write as _;
use std::path::PathBuf;

use polling::counts::{Counts, Hour, Part, RecordLine};
use polling::elector::Sex;
use polling::frozen::FrozenList;
use polling::papers::{BallotFigures, HourFigures, ReconciliationRow, Stock};
use polling_desk::{DeskError, Working};

use super::look::{booth_name, count};
use crate::view::polling::HourRowView;

const SEXES: [Sex; 3] = [Sex::Male, Sex::Female, Sex::Other];

/// The figures of today at this booth, by ballot and by hour.
pub(super) fn record(
    desk: &Working,
    counts: &Counts,
    lines: &[RecordLine],
) -> (Vec<BallotFigures>, Vec<HourFigures>) {
    let kinds = desk.election().ballots.iter();
    let ballots = kinds
        .clone()
        .map(|kind| {
            let part = Part {
                booth: Some(desk.booth().clone()),
                day: Some(desk.today()),
                ballot: Some(kind.id.clone()),
                ..Part::default()
            };
            let all = counts.figures(&part);
            let [men, women, others] = by_sex(counts, &part);
            let line = lines.iter().find(|line| line.tally.ballot == kind.id);
            BallotFigures {
                ballot: kind.id.clone(),
                men,
                women,
                others,
                proxy: count(all.proxy),
                braille: count(all.braille),
                absentee: count(all.absentee),
                refused: count(all.refused),
                stock: line.map(|line| Stock {
                    received: line.tally.received,
                    issued: line.tally.issued,
                    spoiled: line.tally.spoiled,
                    returned: count(all.withdrawn),
                }),
            }
        })
        .collect();
    let hours = kinds.flat_map(|kind| {
        let part = Part {
            booth: Some(desk.booth().clone()),
            day: Some(desk.today()),
            ballot: Some(kind.id.clone()),
            ..Part::default()
        };
        let hours = counts.by_hour(&part).into_keys();
        hours.map(move |Hour { day, hour }| {
            let part = Part {
                hour: Some(hour),
                ..part.clone()
            };
            let [men, women, others] = by_sex(counts, &part);
            HourFigures {
                day,
                hour,
                ballot: kind.id.clone(),
                men,
                women,
                others,
            }
        })
    });
    (ballots, hours.collect())
}

/// Voters of a part: men, women, others.
fn by_sex(counts: &Counts, part: &Part) -> [u32; 3] {
    SEXES.map(|sex| {
        let part = Part {
            sex: Some(sex),
            ..part.clone()
        };
        u32::try_from(counts.figures(&part).voters()).unwrap_or(0)
    })
}

/// Counts beside each other for the sheet, hour by hour: each kind of which anything is known, then the slips.
pub(super) fn beside(desk: &Working, hours: &[HourRowView]) -> Vec<ReconciliationRow> {
    let day = desk.today();
    let row = |hour, ballot, ours, counted| ReconciliationRow {
        day,
        hour,
        ballot,
        ours,
        counted,
        note: String::new(),
    };
    let mut rows = Vec::new();
    for of in hours {
        for (kind, cell) in desk.election().ballots.iter().zip(&of.cells) {
            if cell.ours > 0 || cell.dispenser.is_some() {
                let ballot = Some(kind.id.clone());
                rows.push(row(of.hour, ballot, cell.ours, cell.dispenser));
            }
        }
        if of.accepted > 0 || of.slips.is_some() {
            rows.push(row(of.hour, None, of.accepted, of.slips));
        }
    }
    rows
}

/// Counts by booth, day, hour, kind and sex as CSV (UTF-8 with a byte order mark, CRLF), without names.
pub(super) fn counts(desk: &Working, counts: &Counts) -> Result<PathBuf, DeskError> {
    let election = desk.election();
    let mut text =
        String::from("\u{FEFF}投票所,日,時,投票の種類,性別,受付,棄権,取消,代理,点字\r\n");
    for booth in &election.booths {
        for kind in &election.ballots {
            let part = Part {
                booth: Some(booth.id.clone()),
                ballot: Some(kind.id.clone()),
                ..Part::default()
            };
            for Hour { day, hour } in counts.by_hour(&part).into_keys() {
                for (sex, word) in SEXES.into_iter().zip(["男", "女", "その他"]) {
                    let part = Part {
                        day: Some(day),
                        hour: Some(hour),
                        sex: Some(sex),
                        ..part.clone()
                    };
                    let all = counts.figures(&part);
                    let _ = write!(
                        text,
                        "{},{day},{hour},{},{word},{},{},{},{},{}\r\n",
                        booth_name(election, &booth.id),
                        kind.name,
                        all.accepted,
                        all.declined,
                        all.withdrawn,
                        all.proxy,
                        all.braille
                    );
                }
            }
        }
    }
    put(desk, "counts.csv", &text)
}

/// Who voted early, by district, as CSV without times and booths.
pub(super) fn early_voters(desk: &Working, list: &FrozenList) -> Result<PathBuf, DeskError> {
    put(desk, "early-voters.csv", &list.csv(desk.election()))
}

fn put(desk: &Working, name: &str, text: &str) -> Result<PathBuf, DeskError> {
    let folder = desk.folder().exports();
    let file = folder.join(name);
    let failed = |error: std::io::Error| DeskError::File {
        file: file.clone(),
        problem: error.kind(),
    };
    std::fs::create_dir_all(&folder).map_err(failed)?;
    // Beside it first, so that an older file is there whole or replaced whole.
    let draft = file.with_extension("part");
    std::fs::write(&draft, text).map_err(failed)?;
    std::fs::rename(&draft, &file).map_err(failed)?;
    Ok(file)
}
