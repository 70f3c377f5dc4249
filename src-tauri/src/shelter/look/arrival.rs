//! The person at the desk.

use advice::Advise;
use card_session::{CardSession, CardStage};
use shelter::plain::{Item, Presence};
use shelter::role::Role;
use shelter_desk::{Arrival, Group, Needed, NewcomerDraft, Working};

use super::person::{line, origin_view, page, presence_view};
use super::{local, number};
use crate::shelter::Shelter;
use crate::view::shelter::{
    ArrivalView, CandidateView, CardProblemView, KnownHereView, NewcomerView, OriginView,
};

/// Candidates that somebody in front of a queue can look at.
const MOST_CANDIDATES: usize = 3;

pub(super) fn view(state: &Shelter, list: &Working) -> ArrivalView {
    if let Some(card) = of_card(&state.card, list) {
        return card;
    }
    match list.arrival() {
        Arrival::Waiting => ArrivalView::Waiting,
        Arrival::Card { .. } => ArrivalView::PlaceCard,
        Arrival::Known { people, by } => ArrivalView::Known(KnownHereView {
            people: people.iter().filter_map(|one| page(list, *one)).collect(),
            by: by.words().into(),
        }),
        Arrival::People(group) => of_group(list, group),
        Arrival::Done(people) => ArrivalView::Done {
            people: people.iter().filter_map(|one| line(list, *one)).collect(),
        },
    }
}

/// What the card is at; none where the desk itself has something to show.
fn of_card(card: &CardSession, list: &Working) -> Option<ArrivalView> {
    let asked = matches!(list.arrival(), Arrival::Card { .. });
    Some(match card.stage() {
        CardStage::Idle | CardStage::Tapped(_) => return None,
        CardStage::Awaiting => return asked.then_some(ArrivalView::PlaceCard),
        CardStage::Tapping | CardStage::Checking => ArrivalView::Checking,
        CardStage::Entering {
            pad,
            tries_left,
            wrong_before,
            other_left,
        } => ArrivalView::Entering {
            secret: pad.kind().into(),
            digits: u8::try_from(pad.count()).unwrap_or(u8::MAX),
            length: u8::try_from(pad.length()).unwrap_or(u8::MAX),
            tries_left: *tries_left,
            wrong_before: *wrong_before,
            other_left: *other_left,
        },
        CardStage::ConfirmingLastTry { secret, .. } => ArrivalView::LastTry {
            secret: (*secret).into(),
        },
        CardStage::Locked {
            secret,
            face_code_left,
            pin_left,
        } => ArrivalView::Locked {
            secret: (*secret).into(),
            other_left: *face_code_left || *pin_left,
        },
        CardStage::Reading(_) => ArrivalView::Reading,
        CardStage::Problem(problem) => ArrivalView::Problem(CardProblemView {
            advice: problem.advice.clone().into(),
            can_try_again: problem.can_try_again,
        }),
    })
}

fn of_group(list: &Working, group: &Group) -> ArrivalView {
    let members = group.members().iter().enumerate();
    ArrivalView::People {
        members: members
            .map(|(index, member)| of_member(list, index, member))
            .collect(),
        can_register: group.is_ready(),
        occurred: group.occurred().map(|at| local(at).replace('T', " ")),
        paper_number: Some(group.paper_number().to_owned()).filter(|text| !text.is_empty()),
        presence: own_words(group.presence()),
    }
}

/// What was just typed is shown to whoever typed it.
fn own_words(presence: &Presence) -> crate::view::shelter::PresenceView {
    presence_view(presence, Role::Keeper)
}

fn of_member(list: &Working, index: usize, member: &NewcomerDraft) -> NewcomerView {
    let text = |item: Item| member.text(item).to_owned();
    let today = station::today();
    let age = member.age(today).map(|age| age.to_string());
    let candidates = if member.is().is_some() {
        let chosen = member.is().and_then(|person| line(list, person));
        chosen
            .map(|person| CandidateView {
                person,
                reason: advice::Bilingual::new(
                    "この人として受け付けます。",
                    "Taken in as this one.",
                )
                .into(),
            })
            .into_iter()
            .collect()
    } else {
        list.candidates_for(member, today)
            .into_iter()
            .take(MOST_CANDIDATES)
            .filter_map(|candidate| {
                Some(CandidateView {
                    person: line(list, candidate.id)?,
                    reason: candidate.reason.words().into(),
                })
            })
            .collect()
    };
    NewcomerView {
        index: number(index),
        name: text(Item::Name),
        kana: text(Item::Kana),
        birth_date: text(Item::BirthDate),
        age: age.unwrap_or_else(|| text(Item::Age)),
        sex: text(Item::Sex),
        address: text(Item::Address),
        phone: text(Item::Phone),
        description: text(Item::Description),
        help: member.help(),
        origin: member
            .origin(Item::Name)
            .map_or(OriginView::Typed, origin_view),
        missing: member
            .needed()
            .into_iter()
            .map(|needed| {
                let field = match needed {
                    Needed::Name => "name",
                    Needed::Age => "age",
                    Needed::Help => "help",
                };
                field.to_owned()
            })
            .collect(),
        problems: member
            .problems()
            .map(|error| (camel(error.item.code()), error.advice().what.into()))
            .collect(),
        is: member.is().map(|person| person.to_string()),
        candidates,
    }
}

/// Names of fields in the view are in camel case.
fn camel(code: &str) -> String {
    let mut parts = code.split('_');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (first, rest) = part.split_at(1);
        name += &first.to_uppercase();
        name += rest;
    }
    name
}
