//! The polling desk's view, made from its state.

mod board;
mod call;
mod elector;
mod figures;
mod manage;
mod officer;
mod person;
mod standing;
mod step;
mod stop;

pub(super) use figures::by_hour;

use advice::{Advice, Bilingual};
use polling::booth::Stage;
use polling::election::Election;
use polling::eligibility::Place;
use polling::role::Role;
use polling_desk::{Phase, Working, moment};

use super::{Polling, names};
use crate::view::AdviceView;
use crate::view::polling::{
    BallotKindView, DistrictView, ElectionView, PollingOperatorView, PollingPageView,
    PollingPhaseView, PollingStepView, PollingView, UnfinishedView,
};

pub(super) fn view(state: &Polling) -> PollingView {
    let working = state.working();
    let operator = working.and_then(Working::operator);
    // Nobody sees anything of anybody while the desk is locked.
    let open = working.filter(|_| operator.is_some());
    let role = operator.map(|one| one.role);
    let page = state.page;
    let is = |role: Option<Role>, least: &[Role]| role.is_some_and(|role| least.contains(&role));
    let officer = is(role, &[Role::Officer, Role::Administrator]);
    PollingView {
        phase: phase(state),
        page,
        training: working.map_or(state.training, Working::is_training),
        city: city(state),
        keepers: keepers(state),
        election: election(state),
        election_day: working.is_some_and(|desk| matches!(desk.visit().place, Place::Station(_))),
        operator: match state.desk.phase() {
            Phase::SettingUp(setting_up) => Some(PollingOperatorView {
                role: names::role(setting_up.role()),
                label: setting_up.by().to_owned(),
            }),
            _ => operator.map(|one| PollingOperatorView {
                role: names::role(one.role),
                label: one.label.clone(),
            }),
        },
        clock: names::local(moment()).replace('T', " "),
        clock_warning: working
            .filter(|desk| desk.clock_was_set())
            .map(|_| clock_was_set().into()),
        standing: working.map(|desk| standing::view(state, desk)),
        step: open.map_or(PollingStepView::Waiting, |desk| step::view(state, desk)),
        unfinished: open.map(unfinished).unwrap_or_default(),
        paper_entry: state.paper_entry.map(names::local),
        officer: open
            .filter(|_| officer && page == PollingPageView::Officer)
            .map(|desk| officer::view(state, desk)),
        board: open
            .filter(|_| page == PollingPageView::Board)
            .map(|desk| board::view(state, desk)),
        manage: match state.desk.phase() {
            Phase::SettingUp(setting_up) => Some(manage::setting_up(state, setting_up)),
            _ if state.farewell.is_some() => Some(manage::destroyed(state)),
            _ => open
                .filter(|_| officer && page == PollingPageView::Manage)
                .map(|desk| manage::view(state, desk)),
        },
        alerts: open.map(|_| state.snapshot.alerts).unwrap_or_default(),
        last: state.last.clone(),
        notices: open.map(notices).unwrap_or_default(),
        sound: state.sound,
    }
}

fn phase(state: &Polling) -> PollingPhaseView {
    if state.farewell.is_some() {
        return PollingPhaseView::Destroyed;
    }
    match state.desk.phase() {
        Phase::Off => PollingPhaseView::Off,
        Phase::Activating => PollingPhaseView::Activating,
        Phase::SettingUp(_) => PollingPhaseView::SettingUp,
        Phase::Working(desk) if desk.operator().is_none() => PollingPhaseView::Locked,
        Phase::Working(desk) if desk.roll().is_none() => PollingPhaseView::SettingUp,
        Phase::Working(desk) if desk.booth_state().frozen().is_some() => PollingPhaseView::Frozen,
        Phase::Working(_) => PollingPhaseView::Open,
    }
}

fn city(state: &Polling) -> String {
    let known = match state.desk.phase() {
        Phase::SettingUp(setting_up) => Some(setting_up.election().city.clone()),
        Phase::Working(desk) => Some(desk.election().city.clone()),
        _ => None,
    };
    known.unwrap_or_else(|| state.desk.city().to_owned())
}

fn keepers(state: &Polling) -> Vec<String> {
    let keepers = state.desk.keepers().into_iter();
    keepers.map(|(_, label)| label).collect()
}

/// Those whom a power cut left at the desk; a claim without outcome asks for itself.
fn unfinished(desk: &Working) -> Vec<UnfinishedView> {
    if !matches!(desk.stage(), Stage::Waiting | Stage::Found { .. }) {
        return Vec::new();
    }
    let there = desk.still_at_desk().into_iter();
    there
        .filter_map(|handing| {
            Some(UnfinishedView {
                elector: names::hex(&handing.elector.0),
                person: officer::who(desk, handing.elector)?,
                accepted: true,
            })
        })
        .collect()
}

fn notices(desk: &Working) -> Vec<AdviceView> {
    let rebuilt = desk.claims_were_rebuilt().then(claims_rebuilt);
    let notices = rebuilt.into_iter().chain(stop::not_open(desk));
    notices.map(Into::into).collect()
}

fn election(state: &Polling) -> Option<ElectionView> {
    Some(match state.desk.phase() {
        Phase::SettingUp(setting_up) => election_view(setting_up.election()),
        Phase::Working(desk) => election_view(desk.election()),
        Phase::Activating => election_view(&state.desk.offered()?),
        Phase::Off => return None,
    })
}

fn election_view(election: &Election) -> ElectionView {
    let ballots = election.ballots.iter();
    let districts = election.districts.iter();
    ElectionView {
        name: election.name.clone(),
        day: election.day.to_string(),
        addressee: election.addressee.clone(),
        hash: names::hex(&election.hash()),
        rules: election.rules,
        slip: names::mode(election.slip),
        outage: names::rule(election.outage),
        patience_seconds: election.patience_seconds,
        phone: election.phone.clone().unwrap_or_default(),
        ballots: ballots
            .map(|ballot| BallotKindView {
                id: ballot.id.to_string(),
                name: ballot.name.clone(),
                election: ballot.election.clone(),
                paper: ballot.paper.clone(),
                colour: ballot.colour.clone(),
                early_from: ballot.early_from.to_string(),
                early_to: ballot.early_to.to_string(),
            })
            .collect(),
        districts: districts
            .map(|district| DistrictView {
                id: district.id.to_string(),
                name: district.name.clone(),
            })
            .collect(),
    }
}

pub(in crate::polling) fn is_today(desk: &Working, at: polling::plain::Moment) -> bool {
    names::local(at).starts_with(&desk.today().to_string())
}

pub(in crate::polling) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

pub(in crate::polling) fn count(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Name of a booth for people.
pub(in crate::polling) fn booth_name(
    election: &Election,
    booth: &polling::plain::BoothId,
) -> String {
    let known = election.booths.iter().find(|one| one.id == *booth);
    known.map_or_else(|| booth.to_string(), |one| one.name.clone())
}

/// Name of a district for people.
pub(super) fn district_name(election: &Election, district: &polling::plain::DistrictId) -> String {
    let known = election.districts.iter().find(|one| one.id == *district);
    known.map_or_else(|| district.to_string(), |one| one.name.clone())
}

/// Hours since 1970 UTC as day and hour in Japan.
pub(super) fn day_and_hour(hour: i64) -> (String, u8) {
    let text = names::local(polling::plain::Moment(hour.saturating_mul(3_600_000)));
    let (day, time) = text.split_once('T').unwrap_or((&text, ""));
    let hour = time.get(..2).and_then(|hour| hour.parse().ok());
    (day.to_owned(), hour.unwrap_or(0))
}

fn claims_rebuilt() -> Advice {
    Advice::new(
        "polling-claims-rebuilt",
        Bilingual::new(
            "受付の控えが壊れていたため、この端末の記録から作り直しました。",
            "The claims were gone or damaged, and were made anew from this PC's records.",
        ),
        Bilingual::new(
            "選挙管理委員会に伝えてください。ほかの投票所の記録を取り込むまで、二重の受付に注意してください。",
            "Tell the board, and take in the other booths' records.",
        ),
    )
}

fn clock_was_set() -> Advice {
    Advice::new(
        "polling-clock-set",
        Bilingual::new(
            "パソコンの時計が変わりました（または、スリープしていました）。",
            "The PC's clock was set, or the PC slept.",
        ),
        Bilingual::new(
            "画面の日付と時刻が正しいか確かめてください。日付は投票できるかどうかに、時刻は時間別の数に使われます。",
            "See whether date and time on the screen are right: the date decides who may vote, the time counts by hour.",
        ),
    )
}
