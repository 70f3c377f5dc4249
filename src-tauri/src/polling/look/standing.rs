//! The one quiet line that is always there.

use polling_desk::Working;

use super::{count, district_name, number};
use crate::polling::{Polling, names};
use crate::view::polling::{PollingLinkView, StandingView};

pub(super) fn view(state: &Polling, desk: &Working) -> StandingView {
    let paper = |stick| state.paper_roll.as_of(stick).map(names::clock);
    let election = desk.election();
    let link = desk.link();
    let own = election.booths.iter().find(|one| one.id == *desk.booth());
    let since = |millis: u64| {
        let ago = i64::try_from(millis).unwrap_or(i64::MAX);
        let now = polling_desk::moment();
        names::clock(polling::plain::Moment(now.0.saturating_sub(ago)))
    };
    let alone = desk.is_authority();
    let home_of = own.into_iter().flat_map(|booth| &booth.home_of);
    let roll = desk.roll();
    StandingView {
        booth: own.map_or_else(String::new, |booth| booth.name.clone()),
        link: match link.cut_for {
            Some(millis) => PollingLinkView::Down {
                since: since(millis),
            },
            None if alone => PollingLinkView::Alone,
            None => PollingLinkView::Up,
        },
        rule: names::rule(link.rule),
        rule_in_force: link.cut_for.is_some(),
        home_of: home_of.map(|id| district_name(election, id)).collect(),
        phone: election.phone.clone().unwrap_or_default(),
        copy_as_of: if alone {
            String::new()
        } else {
            since(link.copy_age)
        },
        copy_age_minutes: (!alone).then(|| count(link.copy_age / 60_000)),
        accepted_since_cut: link.accepted,
        to_be_claimed: number(desk.unconfirmed()),
        roll: roll
            .map(|roll| names::hex(&roll.hash()))
            .unwrap_or_default(),
        roll_edition: desk.roll_in_use().map_or(0, |roll| roll.edition),
        roll_count: roll.map_or(0, |roll| count(roll.count())),
        election: names::hex(&desk.election_hash()),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        paper_roll_as_of: paper(false).unwrap_or_default(),
        stick_as_of: state
            .paper_roll
            .has_stick()
            .then(|| paper(true).unwrap_or_default()),
    }
}
