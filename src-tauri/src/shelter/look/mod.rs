//! The shelter desk's view, made from its state.

mod arrival;
mod board;
mod manage;
mod person;
mod report;
mod serving;

use std::time::Duration;

use advice::{Advice, Bilingual};
use shelter::fact::Detail;
use shelter::plain::Moment;
use shelter::role::Role;
use shelter::search::{Seek, Seeker};
use shelter_desk::{Phase, Working, moment};

use super::Shelter;
use crate::view::hub::{HubLinkView, HubPlaceView};
use crate::view::shelter::{
    ArrivalView, HitView, ListView, OperatorView, PageView, PlaceView, RoleView, ShelterPhase,
    ShelterView, SyncView,
};

/// Hits shown at once; who is not among them is found by typing on.
const MOST_HITS: usize = 30;

pub(super) fn view(state: &Shelter) -> ShelterView {
    let desk = &state.desk;
    let working = state.working();
    let operator = working.and_then(Working::operator);
    // Nobody sees anything of anybody while the desk is locked.
    let open = working.filter(|_| operator.is_some());
    let role = operator.map(|operator| operator.role);
    let page = state.page;
    let keeper = role == Some(Role::Keeper);
    ShelterView {
        phase: phase(state),
        page,
        training: working.is_some_and(Working::is_training),
        city: desk.city().to_owned(),
        keepers: desk.keepers(),
        code_to_keep: desk.code_to_keep().map(str::to_owned),
        places: match desk.phase() {
            Phase::Opening(_) => planned(state),
            _ => Vec::new(),
        },
        shelter: working.map(place),
        operator: operator.map(|operator| OperatorView {
            role: role_view(operator.role),
            label: operator.label.clone(),
        }),
        clock: local(moment()).replace('T', " "),
        clock_warning: clock_warning(state).map(Into::into),
        board: open.map(|list| {
            let whole = page == PageView::Board || role == Some(Role::Viewer);
            board::view(list, whole)
        }),
        arrival: open.map_or(ArrivalView::Waiting, |list| arrival::view(state, list)),
        person: open.and_then(|list| person::page(list, list.person()?)),
        serving: open.filter(|_| page == PageView::Serve).map(serving::view),
        told: open
            .filter(|_| keeper)
            .and_then(Working::told)
            .map(|told| Bilingual::new(told.words_ja(), told.words_en()).into()),
        report: open.filter(|_| page == PageView::Report).map(report::view),
        manage: open
            .filter(|list| keeper && (page == PageView::Manage || list.is_closed()))
            .map(|list| manage::view(list, state.hub.as_ref())),
        last: state.last.clone(),
        notices: Vec::new(),
        taps: working.is_some_and(Working::taps),
        sound: state.sound,
        sync: open.map(|list| sync(state, list)),
    }
}

fn phase(state: &Shelter) -> ShelterPhase {
    match state.desk.phase() {
        Phase::Off => ShelterPhase::Off,
        Phase::Activating => ShelterPhase::Activating,
        Phase::Opening(_) => ShelterPhase::Opening,
        Phase::Working(list) if list.operator().is_none() => ShelterPhase::Locked,
        Phase::Working(list) if list.is_closed() => ShelterPhase::Closed,
        Phase::Working(_) => ShelterPhase::Open,
    }
}

fn planned(state: &Shelter) -> Vec<PlaceView> {
    let places = state.desk.places().iter();
    places
        .map(|place| PlaceView {
            name: place.name.clone(),
            place: place.place.clone(),
            capacity: place.capacity,
            opened: String::new(),
        })
        .collect()
}

fn place(list: &Working) -> PlaceView {
    let shelter = list.registry().shelter();
    let detail = |detail| {
        let said = shelter.and_then(|shelter| shelter.detail(detail));
        said.unwrap_or_default().to_owned()
    };
    PlaceView {
        name: detail(Detail::Name),
        place: detail(Detail::Place),
        capacity: shelter.and_then(shelter::state::Shelter::capacity),
        opened: shelter
            .and_then(shelter::state::Shelter::opened_at)
            .map(|at| local(at).replace('T', " "))
            .unwrap_or_default(),
    }
}

fn sync(state: &Shelter, list: &Working) -> SyncView {
    let hub = state.hub.as_ref().filter(|_| !list.is_training());
    if let Some(hub) = hub.filter(|hub| hub.place != HubPlaceView::None) {
        return SyncView {
            last_sent: hub.last.clone(),
            unsent: hub.waiting,
            trouble: hub.link == HubLinkView::Unreachable,
            hub: hub.link,
        };
    }
    let events = list.registry().events();
    let (before, trouble) = match state.handed_on {
        Some((handed, trouble)) => (Some(handed), trouble),
        None => (None, false),
    };
    let since = events.saturating_sub(before.map_or(0, |handed| handed.events));
    SyncView {
        last_sent: before.map(|handed| short(handed.at)).unwrap_or_default(),
        unsent: u32::try_from(since).unwrap_or(u32::MAX),
        trouble,
        hub: HubLinkView::Off,
    }
}

pub(super) fn role_view(role: Role) -> RoleView {
    match role {
        Role::Keeper => RoleView::Keeper,
        Role::Volunteer => RoleView::Volunteer,
        Role::Viewer => RoleView::Viewer,
    }
}

/// People found while typing. On the page of inquiries only those after whom somebody may ask.
pub(super) fn find(state: &mut Shelter, text: &str, uptime: Duration) -> Vec<HitView> {
    let inquiry = state.page == PageView::Inquiry;
    let Ok(list) = state.desk.working_mut() else {
        return Vec::new();
    };
    let role = list.operator().map(|operator| operator.role);
    let seeker = match role {
        None | Some(Role::Viewer) => return Vec::new(),
        Some(_) if inquiry => Seeker::Inquiry,
        Some(Role::Keeper) => Seeker::Keeper,
        Some(Role::Volunteer) => Seeker::Desk,
    };
    let seek = Seek {
        seeker,
        today: Some(station::today()),
        limit: MOST_HITS,
    };
    let mut hits = list.registry().find(text, &seek);
    hits.retain(|hit| !inquiry || list.may_be_asked_after(hit.id));
    // One that cannot be put on record now is tried again; people are found all the same.
    let _ = list.searched(text, number(hits.len()), uptime);
    hits.into_iter()
        .filter_map(|hit| {
            Some(HitView {
                person: person::line(list, hit.id)?,
                why: person::why(hit.why),
            })
        })
        .collect()
}

pub(super) fn list(state: &Shelter, which: ListView) -> Vec<HitView> {
    let Some(list) = state.working().filter(|list| list.operator().is_some()) else {
        return Vec::new();
    };
    board::behind(list, which)
}

/// `YYYY-MM-DDTHH:MM` in Japan.
fn local(at: Moment) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    let at = jiff::tz::offset(9).to_datetime(at);
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// `MM-DD HH:MM` in Japan.
fn short(at: Moment) -> String {
    local(at)[5..].replace('T', " ")
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn clock_warning(state: &Shelter) -> Option<Advice> {
    let next = Bilingual::new(
        "画面の日付と時刻が正しいか確かめてください。ちがえば、責任者が「管理」で直します。記録の順番は時計に左右されません。",
        "See whether date and time on the screen are right; a keeper corrects them on the page Manage. The order of records does not depend on them.",
    );
    if state.working().is_some_and(Working::clock_was_set) {
        let what = Bilingual::new(
            "パソコンの時計が変わりました（または、スリープしていました）。",
            "The PC's clock was set, or the PC slept.",
        );
        return Some(Advice::new("shelter-clock-set", what, next));
    }
    state.desk.clock_was_taken_up().then(|| {
        let what = Bilingual::new(
            "前に直した時刻を、続けて使っています。",
            "The time as it was corrected before the start is in use.",
        );
        Advice::new("shelter-clock-corrected", what, next)
    })
}
