//! What the officer looks after.

use std::collections::BTreeMap;

use advice::Bilingual;
use polling::election::Election;
use polling::plain::{BoothId, ElectorId};
use polling::status::Acceptance;
use polling_desk::{Incident, Working};

use super::{booth_name, day_and_hour, figures, is_today, person, step};
use crate::polling::{Polling, names};
use crate::view::polling::{
    AcceptanceView, BoothStateView, ElectorPersonView, HoldView, IncidentView, LookView,
    OfficerOnDutyView, OfficerView, SettledView,
};

pub(super) fn view(state: &Polling, desk: &Working) -> OfficerView {
    OfficerView {
        booth: booth(desk),
        officers: officers(desk),
        holds: holds(desk),
        incidents: incidents(desk),
        looks: looks(desk),
        reconcile: figures::reconcile(desk, &state.snapshot, state.hour),
    }
}

fn booth(desk: &Working) -> BoothStateView {
    let own = desk
        .election()
        .booths
        .iter()
        .find(|one| one.id == *desk.booth());
    let (opens, closes) = own.map_or_else(Default::default, |one| {
        (one.opens.clone(), one.closes.clone())
    });
    let day = desk.booth_state().day(desk.today());
    match (day.opened, day.closed) {
        (_, Some(at)) => BoothStateView::Closed {
            at: names::clock(at),
        },
        (Some(since), None) => BoothStateView::Open {
            since: names::clock(since),
            closes,
        },
        (None, None) => BoothStateView::NotOpened { opens },
    }
}

fn officers(desk: &Working) -> Vec<OfficerOnDutyView> {
    let booth = desk.booth_state();
    let on_duty = booth.officers().iter().filter(|one| one.until.is_none());
    on_duty
        .map(|one| OfficerOnDutyView {
            duty: names::duty_view(one.duty),
            name: one.name.clone(),
            since: names::clock(one.since),
        })
        .collect()
}

pub(super) fn who(desk: &Working, elector: ElectorId) -> Option<ElectorPersonView> {
    let elector = desk.elector(elector).ok()?;
    Some(person::of_roll(&elector, desk.election()))
}

fn holds(desk: &Working) -> Vec<HoldView> {
    let everybody = desk.held().unwrap_or_default().into_iter();
    everybody
        .filter_map(|one| {
            let person = who(desk, one.elector)?;
            let hold = one.holds.first()?;
            let (day, hour) = day_and_hour(hold.spot.hour);
            Some(HoldView {
                elector: names::hex(&one.elector.0),
                person,
                booth: booth_name(desk.election(), &hold.spot.booth),
                note: hold.note.clone(),
                since: format!("{} {hour:02}", day.get(5..).unwrap_or_default()),
                can_release: hold.spot.booth == *desk.booth(),
            })
        })
        .collect()
}

fn incidents(desk: &Working) -> Vec<IncidentView> {
    let mut incidents: Vec<Incident> = desk.incidents().unwrap_or_default();
    incidents.sort_by_key(|one| one.contradiction.settled.is_some());
    incidents
        .iter()
        .filter_map(|one| incident(desk, one))
        .collect()
}

fn incident(desk: &Working, one: &Incident) -> Option<IncidentView> {
    let election = desk.election();
    let found = &one.contradiction;
    let kind = election.ballots.iter().find(|kind| kind.id == found.ballot);
    let elector = names::hex(&one.elector.0);
    Some(IncidentView {
        id: format!("{elector}:{}", found.ballot),
        elector,
        person: who(desk, one.elector)?,
        ballot: found.ballot.to_string(),
        ballot_name: kind.map_or_else(|| found.ballot.to_string(), |kind| kind.name.clone()),
        acceptances: found
            .acceptances()
            .map(|one| acceptance(election, one))
            .collect(),
        settled: found.settled.as_ref().map(|settled| SettledView {
            finding: settled.finding.clone(),
            by: settled.by.clone(),
        }),
    })
}

fn acceptance(election: &Election, one: &Acceptance) -> AcceptanceView {
    let (day, hour) = day_and_hour(one.spot.hour);
    let booth: &BoothId = &one.spot.booth;
    AcceptanceView {
        mark: names::hex(&one.mark.0),
        booth: booth_name(election, booth),
        day,
        hour,
        means: names::means(one.means),
        authority: step::ground(one.ground)
            .unwrap_or_else(|| Bilingual::new("照合済み", "Granted by the authority"))
            .into(),
    }
}

fn looks(desk: &Working) -> Vec<LookView> {
    let looks = desk.looks_without_acceptance().unwrap_or_default();
    let booth = desk.booth_state();
    let labels: BTreeMap<_, _> = booth
        .badges()
        .map(|(actor, badge)| (*actor, badge.label.clone()))
        .collect();
    looks
        .iter()
        .filter(|look| is_today(desk, look.at))
        .filter_map(|look| {
            let elector = desk.elector(look.elector).ok()?;
            let (_, hour) = day_and_hour(look.at.0.div_euclid(3_600_000));
            Some(LookView {
                operator: labels
                    .get(&look.actor)
                    .cloned()
                    .unwrap_or_else(|| "起動コード".to_owned()),
                hour,
                means: names::means(look.means),
                number: elector.number.clone(),
                name: elector.person.name.clone(),
            })
        })
        .collect()
}
