//! The figures to look at from three metres.

use std::collections::{BTreeMap, BTreeSet};

use advice::Bilingual;
use shelter::plain::{Allergen, Dish, Moment, Portions, PresenceKind, ToDo};
use shelter::report::{Band, Column, SituationReport};
use shelter::state::{Person, Shelter};
use shelter_desk::{Working, moment};

use super::number;
use super::person::{line, to_do_view};
use crate::view::shelter::{BandView, BoardView, CountView, HitView, ListView, PortionsView};

/// Hours of arrivals that are shown.
const HOURS: usize = 24;
/// People shown behind a count at once.
const MOST_BEHIND: usize = 200;

/// The head of every page needs four counts; the board itself the whole list.
pub(super) fn view(list: &Working, whole: bool) -> BoardView {
    let registry = list.registry();
    let here = registry.here();
    let people = registry.list();
    let counts = people.counts(here);
    let of = |kinds: &[PresenceKind]| kinds.iter().map(|kind| counts.of(*kind)).sum();
    let mut view = BoardView {
        present: of(&[PresenceKind::In]),
        out: of(&[PresenceKind::Out]),
        overnight: of(&[PresenceKind::Overnight]),
        outside: counts.outside(),
        hospital: of(&[PresenceKind::Hospital]),
        gone: of(&[PresenceKind::MovedTo, PresenceKind::Left]),
        households: counts.households,
        capacity: registry.shelter().and_then(Shelter::capacity),
        ..BoardView::default()
    };
    if !whole {
        return view;
    }
    let now = moment();
    let report = list.report();
    view.arrivals = arrivals(list, now);
    view.bands = bands(&report);
    view.to_dos = to_dos(list);
    view.portions = portions(&people.portions(here));
    view.head_count_difference = people
        .count_difference(here)
        .and_then(|difference| i32::try_from(difference).ok());
    view.unseen_24 = number(people.not_seen(here, now, 24).len());
    view.unseen_48 = number(people.not_seen(here, now, 48).len());
    view.contradictions = number(list.contradicted().len());
    view.incomplete = number(incomplete(list).count());
    view
}

fn incomplete(list: &Working) -> impl Iterator<Item = shelter::plain::PersonId> {
    let people = list.registry().list();
    let here = people.humans_at(list.registry().here()).into_iter();
    here.filter(|(_, kind)| !kind.is_gone())
        .map(|(human, _)| human.present)
        .filter(|id| {
            people
                .person(*id)
                .is_some_and(|person| !person.missing().is_empty())
        })
}

/// The present hour last.
fn arrivals(list: &Working, now: Moment) -> Vec<u32> {
    let here = list.registry().here();
    let mut hours = vec![0; HOURS];
    for (_, person) in list.registry().list().persons() {
        let mut registrations = person.registrations().iter();
        let Some(first) = registrations.find(|one| one.shelter == here) else {
            continue;
        };
        let ago = now.since(first.at) / Moment::HOUR;
        let place = usize::try_from(ago).ok().filter(|ago| *ago < HOURS);
        if let Some(ago) = place {
            hours[HOURS - 1 - ago] += 1;
        }
    }
    hours
}

fn bands(report: &SituationReport) -> Vec<BandView> {
    Band::ALL
        .into_iter()
        .map(|band| {
            let of = |column| report.ages.of(Some(column), Some(band));
            BandView {
                label: band.label_ja().to_owned(),
                male: of(Column::Male),
                female: of(Column::Female),
                other: of(Column::Other),
            }
        })
        .collect()
}

fn to_dos(list: &Working) -> Vec<CountView> {
    let people = list.registry().list();
    let mut counts: BTreeMap<ToDo, u32> = BTreeMap::new();
    for (human, kind) in people.humans_at(list.registry().here()) {
        if !kind.stays_here() && !kind.served_outside() {
            continue;
        }
        let records = human.records.iter().filter_map(|id| people.person(*id));
        let to_dos: BTreeSet<ToDo> = records.flat_map(Person::to_dos).collect();
        for to_do in to_dos {
            *counts.entry(to_do).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
        .into_iter()
        .map(|(to_do, count)| CountView {
            label: to_do_view(to_do),
            count,
        })
        .collect()
}

pub(super) fn portions(portions: &Portions) -> PortionsView {
    let without = Allergen::ALL
        .into_iter()
        .map(|allergen| {
            let label = ToDo::Without(allergen);
            CountView {
                label: Bilingual::new(label.label_ja(), label.label_en()).into(),
                count: portions.without(allergen),
            }
        })
        .filter(|one| one.count > 0)
        .collect();
    PortionsView {
        all: portions.total(),
        normal: portions.plain(Dish::Normal),
        soft: portions.of_dish(Dish::Soft) + portions.of_dish(Dish::Paste),
        baby_milk: portions.of_dish(Dish::BabyMilk),
        without,
    }
}

/// The people behind a count.
pub(super) fn behind(list: &Working, which: ListView) -> Vec<HitView> {
    let people = list.registry().list();
    let here = list.registry().here();
    let now = moment();
    let (ids, why): (Vec<_>, _) = match which {
        ListView::Unseen24 => (
            people.not_seen(here, now, 24),
            ("24時間、所在の確認なし", "not seen for 24 hours"),
        ),
        ListView::Unseen48 => (
            people.not_seen(here, now, 48),
            ("48時間、所在の確認なし", "not seen for 48 hours"),
        ),
        ListView::Contradictions => (
            list.contradicted().into_iter().collect(),
            ("2つの記録が食い違っています", "two reports differ"),
        ),
        ListView::Incomplete => (
            incomplete(list).collect(),
            ("あとで聞くことがあります", "something is still to be asked"),
        ),
    };
    ids.into_iter()
        .take(MOST_BEHIND)
        .filter_map(|id| {
            Some(HitView {
                person: line(list, id)?,
                why: Bilingual::new(why.0, why.1).into(),
            })
        })
        .collect()
}
