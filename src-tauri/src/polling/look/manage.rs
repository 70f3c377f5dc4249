//! What the administrator looks after.

use std::path::Path;

use advice::{Advice, Advise, Bilingual};
use polling::election::Election;
use polling::elector::Elector;
use polling_desk::{ClaimsAt, DeskError, EARLY_VOTERS, RollReady, SettingUp, Working};

use super::{count, district_name, number};
use crate::polling::roll_file::RollFile;
use crate::polling::{Polling, names};
use crate::shelter::sticks;
use crate::view::AdviceView;
use crate::view::polling::{
    BadRowView, BoothChoiceView, ChangedRowView, ClaimsView, FrozenView, PollingBadgeView,
    PollingManageView, RollChangesView, RollImportView, RollView,
};

/// Faults shown; all of them stand in the report.
const MOST_FAULTS: usize = 100;
/// Changes shown of each kind.
const MOST_CHANGES: usize = 200;

pub(super) fn setting_up(state: &Polling, setting_up: &SettingUp) -> PollingManageView {
    PollingManageView {
        booths: booths(setting_up.election(), None),
        ..empty(state)
    }
}

/// The roll is gone; the proof of it stays on the screen.
pub(super) fn destroyed(state: &Polling) -> PollingManageView {
    empty(state)
}

pub(super) fn view(state: &Polling, desk: &Working) -> PollingManageView {
    let records = desk.book().stats().ok();
    let records = records.as_ref();
    // Every record is read for it: once a page.
    let handover = desk.handover().ok();
    let handover = handover.as_ref();
    let board_has_all = handover.is_some_and(|all| all.board_has_all);
    PollingManageView {
        booths: booths(desk.election(), Some(desk)),
        claims: match desk.claims_at() {
            ClaimsAt::ThisPc => ClaimsView::ThisPc,
            ClaimsAt::Hub => ClaimsView::Hub,
            ClaimsAt::Elsewhere => ClaimsView::Elsewhere,
        },
        check: handover.map_or(String::new(), |all| all.check_words.to_string()),
        board_has_all,
        roll: roll(desk),
        import: import(&state.roll_file),
        changes: changes(&state.roll_file, desk),
        badges: badges(desk),
        facts: records.map_or(0, |all| count(all.events)),
        devices: records.map_or(0, |all| count(all.devices)),
        refused: records.map_or(0, |all| count(all.refused)),
        to_be_claimed: number(desk.unconfirmed()),
        last_copy: desk.last_copy().map(names::clock).unwrap_or_default(),
        files: desk.files().iter().rev().take(8).map(shown).collect(),
        hub: state.hub.clone().filter(|_| !desk.is_training()),
        paper_roll_folder: shown(desk.folder().marked_roll()),
        frozen: frozen(desk),
        freeze_blocked: freeze_blocked(desk),
        destroy_blocked: destroy_blocked(desk, board_has_all),
        ..empty(state)
    }
}

fn empty(state: &Polling) -> PollingManageView {
    let sticks = sticks::sticks();
    PollingManageView {
        booths: Vec::new(),
        claims: ClaimsView::default(),
        check: String::new(),
        board_has_all: false,
        roll: None,
        import: import(&state.roll_file),
        changes: None,
        badges: Vec::new(),
        facts: 0,
        devices: 0,
        refused: 0,
        to_be_claimed: 0,
        last_copy: String::new(),
        files: Vec::new(),
        roll_files: sticks::with_ending(&sticks, "csv")
            .iter()
            .map(shown)
            .collect(),
        bundles: sticks::bundles(&sticks)
            .iter()
            .chain(&sticks::with_ending(&sticks, EARLY_VOTERS))
            .map(shown)
            .collect(),
        sticks: sticks.iter().map(shown).collect(),
        hub: None,
        paper_roll_folder: String::new(),
        frozen: None,
        freeze_blocked: Vec::new(),
        destroy_blocked: Vec::new(),
        destroyed: state
            .farewell
            .as_ref()
            .map(|farewell| farewell.check_words.clone()),
    }
}

fn shown(path: impl AsRef<Path>) -> String {
    path.as_ref().display().to_string()
}

fn booths(election: &Election, desk: Option<&Working>) -> Vec<BoothChoiceView> {
    let booths = election.booths.iter();
    booths
        .map(|booth| BoothChoiceView {
            id: booth.id.to_string(),
            name: booth.name.clone(),
            opens: booth.opens.clone(),
            closes: booth.closes.clone(),
            home_of: booth
                .home_of
                .iter()
                .map(|id| district_name(election, id))
                .collect(),
            chosen: desk.is_some_and(|desk| *desk.booth() == booth.id),
        })
        .collect()
}

fn roll(desk: &Working) -> Option<RollView> {
    let roll = desk.roll()?;
    let in_use = desk.roll_in_use()?;
    let election = desk.election();
    let districts = roll.districts().unwrap_or_default().into_iter();
    Some(RollView {
        hash: names::hex(&roll.hash()),
        edition: in_use.edition,
        count: count(roll.count()),
        since: names::local(in_use.since).replace('T', " "),
        districts: districts
            .map(|(id, electors)| (district_name(election, &id), count(electors)))
            .collect(),
    })
}

fn import(file: &RollFile) -> RollImportView {
    match file {
        RollFile::None => RollImportView::None,
        RollFile::Running {
            rows, per_mille, ..
        } => RollImportView::Running {
            rows: count(*rows),
            per_mille: *per_mille,
        },
        RollFile::Bad { error, report } => {
            let rows = match error {
                roll::RollError::BadRows { lines, .. } => *lines,
                _ => 0,
            };
            let faults = error.faults();
            RollImportView::Bad {
                bad: number(faults.len()),
                rows: count(rows),
                first: faults
                    .iter()
                    .take(MOST_FAULTS)
                    .map(|fault| BadRowView {
                        row: count(fault.line),
                        field: fault.field.name().ja,
                        reason: fault.reason.words().into(),
                    })
                    .collect(),
                report: report.as_ref().map(shown).unwrap_or_default(),
            }
        }
        RollFile::Failed(advice) => RollImportView::Failed {
            advice: advice.clone(),
        },
        RollFile::Ready { ready, .. } => RollImportView::Ready {
            rows: count(ready.imported().electors),
            hash: names::hex(&ready.imported().hash),
        },
    }
}

fn changes(file: &RollFile, desk: &Working) -> Option<RollChangesView> {
    let RollFile::Ready { source, ready } = file else {
        return None;
    };
    let source = source
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let proposal = match ready {
        RollReady::Next(proposal) => proposal,
        RollReady::First(first) => {
            return Some(RollChangesView {
                source,
                added: count(first.imported.electors),
                changed: 0,
                gone: 0,
                accepted: 0,
                rows: Vec::new(),
            });
        }
    };
    let difference = &proposal.difference;
    let accepted = |id| {
        desk.book().state(id).is_ok_and(|state| {
            state
                .claims()
                .any(|(_, claim)| !claim.acceptances.is_empty())
        })
    };
    let kinds = [
        ("added", &difference.added),
        ("changed", &difference.changed),
        ("gone", &difference.gone),
    ];
    let mut rows = Vec::new();
    let mut touched = 0_u32;
    for (kind, changes) in kinds {
        for change in changes.listed.iter().take(MOST_CHANGES) {
            let before = desk
                .roll()
                .and_then(|roll| roll.by_id(change.id).ok().flatten());
            let after = proposal.by_id(change.id).ok().flatten();
            let known = after.as_ref().or(before.as_ref());
            rows.push(ChangedRowView {
                number: change.number.clone(),
                name: known.map(|one| one.person.name.clone()).unwrap_or_default(),
                kind: kind.to_owned(),
                fields: change
                    .fields
                    .iter()
                    .map(|field| {
                        let said = |line: Option<&Elector>| {
                            line.map(|line| field.of(line)).unwrap_or_default()
                        };
                        (
                            field.name().into(),
                            said(before.as_ref()),
                            said(after.as_ref()),
                        )
                    })
                    .collect(),
                accepted: accepted(change.id),
            });
        }
        if kind != "added" {
            let listed = changes.listed.iter();
            touched = touched.saturating_add(number(listed.filter(|one| accepted(one.id)).count()));
        }
    }
    Some(RollChangesView {
        source,
        added: count(difference.added.count),
        changed: count(difference.changed.count),
        gone: count(difference.gone.count),
        accepted: touched,
        rows,
    })
}

fn badges(desk: &Working) -> Vec<PollingBadgeView> {
    let booth = desk.booth_state();
    booth
        .badges()
        .map(|(actor, badge)| PollingBadgeView {
            id: names::hex(&actor.0),
            role: names::role(badge.role),
            label: badge.label.clone(),
            valid: !badge.revoked,
        })
        .collect()
}

fn frozen(desk: &Working) -> Option<FrozenView> {
    let booth = desk.booth_state();
    let frozen = booth.frozen()?;
    Some(FrozenView {
        at: booth
            .frozen_at()
            .map(|at| names::local(at).replace('T', " "))
            .unwrap_or_default(),
        count: count(frozen.electors),
        hash: names::hex(&frozen.list[..8]),
    })
}

/// Early voting must be over for every kind of ballot, and nothing may be owed to the authority.
fn freeze_blocked(desk: &Working) -> Vec<AdviceView> {
    let mut blocked = Vec::new();
    let last = desk
        .election()
        .ballots
        .iter()
        .map(|kind| kind.early_to)
        .max();
    if last.is_some_and(|last| desk.today() <= last) && !desk.is_training() {
        blocked.push(advice(
            "polling-period-not-over",
            "期日前投票の期間がまだ終わっていません。",
            "The period of early voting is not over.",
        ));
    }
    if desk.unconfirmed() > 0 {
        blocked.push(advice(
            "polling-claims-owed",
            "照合が済んでいない受付があります。",
            "Acceptances still have to be claimed.",
        ));
    }
    blocked
}

fn destroy_blocked(desk: &Working, board_has_all: bool) -> Vec<AdviceView> {
    if desk.is_training() {
        return Vec::new();
    }
    let mut blocked = Vec::new();
    if desk.booth_state().frozen().is_none() {
        blocked.push(DeskError::NotFrozen.advice().into());
    }
    if !board_has_all {
        blocked.push(DeskError::NotHandedOver.advice().into());
    }
    blocked
}

fn advice(code: &'static str, ja: &str, en: &str) -> AdviceView {
    Advice::new(
        code,
        Bilingual::new(ja, en),
        Bilingual::new(
            "済んでから、もう一度押してください。",
            "Try again when it is.",
        ),
    )
    .into()
}
