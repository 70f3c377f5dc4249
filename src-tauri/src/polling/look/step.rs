//! The one thing that happens at the desk now.

use card_session::{CardSession, CardStage};
use polling::booth::{Asking, Handing, HandingPaper, Stage};
use polling::fact::Means;
use polling::plain::BallotId;
use polling::status::Ground;
use polling_desk::{DeskError, Working};
use roll::Candidate;

use advice::{Advise, Bilingual};

use super::{call, elector, number, person, stop};
use crate::polling::{Polling, names};
use crate::view::CardProblemView;
use crate::view::polling::{
    BallotProgressView, ElectorCandidateView, ElectorPersonView, PollingStepView,
};

/// Candidates that somebody in front of a queue can compare.
const MOST_CANDIDATES: usize = 8;

pub(super) fn view(state: &Polling, desk: &Working) -> PollingStepView {
    match desk.stage() {
        Stage::Waiting => of_card(&state.card).unwrap_or(PollingStepView::Waiting),
        Stage::Found { candidates, means } if candidates.is_empty() => not_found(state, *means),
        Stage::Found { means, .. } => found(state, desk, *means),
        Stage::Page(_) if state.call.open => call::view(state, desk),
        Stage::Page(page) => elector::view(state, desk, page),
        Stage::Asking(asking) => asked(desk, asking),
        Stage::Voice(asking) => PollingStepView::Voice {
            person: who(desk),
            ballots: call::kinds(desk.election(), |ballot| {
                asking.request.ballots.contains(ballot)
            })
            .into_iter()
            .map(|kind| kind.name)
            .collect(),
            ask_code: desk.read_out(asking),
            phone: desk.election().phone.clone().unwrap_or_default(),
            wrong: state.voice_wrong.clone().map(Into::into),
        },
        Stage::Stopped(stopped) => PollingStepView::Stopped(stop::view(desk, stopped)),
        Stage::Accepted(handing) => accepted(desk, handing),
    }
}

pub(super) fn who(desk: &Working) -> ElectorPersonView {
    let none = || ElectorPersonView {
        name: String::new(),
        kana: String::new(),
        former_name: String::new(),
        birth_date: String::new(),
        address: String::new(),
        number: String::new(),
        district: String::new(),
        page_line: String::new(),
    };
    desk.at_desk()
        .map_or_else(none, |elector| person::of_roll(elector, desk.election()))
}

/// What the card is at; none where the desk itself has something to show.
fn of_card(card: &CardSession) -> Option<PollingStepView> {
    let small = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    Some(match card.stage() {
        CardStage::Idle | CardStage::Tapped(_) | CardStage::Awaiting => return None,
        CardStage::Tapping | CardStage::Checking => PollingStepView::Checking,
        CardStage::Entering {
            pad,
            tries_left,
            wrong_before,
            other_left,
        } => PollingStepView::Entering {
            secret: pad.kind().into(),
            digits: small(pad.count()),
            length: small(pad.length()),
            tries_left: *tries_left,
            wrong_before: *wrong_before,
            other_left: *other_left,
        },
        CardStage::ConfirmingLastTry { secret, .. } => PollingStepView::LastTry {
            secret: (*secret).into(),
        },
        CardStage::Locked {
            secret,
            face_code_left,
            pin_left,
        } => PollingStepView::Locked {
            secret: (*secret).into(),
            other_left: *face_code_left || *pin_left,
        },
        CardStage::Reading(_) => PollingStepView::Reading,
        CardStage::Problem(problem) => PollingStepView::Problem(CardProblemView {
            advice: problem.advice.clone().into(),
            can_try_again: problem.can_try_again,
        }),
    })
}

/// Nobody is let through by improvising (北中城村 2022): the office looks into the roll.
fn not_found(state: &Polling, means: Means) -> PollingStepView {
    PollingStepView::NotFound {
        means: names::means(means),
        text: state.typed.to_string(),
        card: state.four.as_ref().map(person::of_card),
        advice: DeskError::NotOnRoll.advice().into(),
    }
}

fn found(state: &Polling, desk: &Working, means: Means) -> PollingStepView {
    let candidates = desk.candidates();
    let shown: Vec<&Candidate> = candidates.iter().take(MOST_CANDIDATES).collect();
    let views: Vec<ElectorPersonView> = shown
        .iter()
        .map(|one| person::of_roll(&one.elector, desk.election()))
        .collect();
    let differs = differing(&views);
    PollingStepView::Candidates {
        means: names::means(means),
        text: state.typed.to_string(),
        card: state.four.as_ref().map(person::of_card),
        more: number(candidates.len().saturating_sub(shown.len())),
        candidates: shown
            .iter()
            .zip(views)
            .map(|(one, person)| ElectorCandidateView {
                elector: names::hex(&one.elector.id.0),
                person,
                why: joined(&one.words()).into(),
                differs: differs.clone(),
            })
            .collect(),
    }
}

fn joined(words: &[Bilingual]) -> Bilingual {
    let all = |pick: fn(&Bilingual) -> &str, between: &str| {
        words.iter().map(pick).collect::<Vec<_>>().join(between)
    };
    Bilingual::new(all(|one| &one.ja, "。"), all(|one| &one.en, ". "))
}

/// One field of who it is.
type FieldOf = fn(&ElectorPersonView) -> &str;

/// Fields by which the candidates can be told apart.
fn differing(people: &[ElectorPersonView]) -> Vec<String> {
    let fields: [(&str, FieldOf); 6] = [
        ("name", |one| &one.name),
        ("kana", |one| &one.kana),
        ("formerName", |one| &one.former_name),
        ("birthDate", |one| &one.birth_date),
        ("address", |one| &one.address),
        ("district", |one| &one.district),
    ];
    let differ = |of: FieldOf| people.windows(2).any(|pair| of(&pair[0]) != of(&pair[1]));
    fields
        .into_iter()
        .filter(|(_, of)| differ(*of))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn asked(desk: &Working, asking: &Asking) -> PollingStepView {
    let seconds = desk.waited(asking).as_secs();
    PollingStepView::Claiming {
        person: who(desk),
        seconds: u8::try_from(seconds).unwrap_or(u8::MAX),
        patience_seconds: desk.election().patience_seconds,
    }
}

fn accepted(desk: &Working, handing: &Handing) -> PollingStepView {
    let state = desk.state_at_desk().ok();
    let claim = state
        .as_ref()
        .and_then(|state| state.claim(&handing.claim))
        .and_then(|claim| claim.acceptances.first());
    let to_issue = handing.in_state(HandingPaper::Offered).count();
    let contested = |ballot: &BallotId| handing.contested.iter().any(|one| one.ballot == *ballot);
    let ballots = elector::cards(desk, |ballot| match handing.papers.get(ballot) {
        Some(HandingPaper::Offered | HandingPaper::Issued) if contested(ballot) => {
            BallotProgressView::Contested
        }
        None => BallotProgressView::None,
        Some(HandingPaper::Offered) => BallotProgressView::ToIssue,
        Some(HandingPaper::Issued) => BallotProgressView::Issued,
        Some(HandingPaper::Declined) => BallotProgressView::Declined,
        Some(HandingPaper::Withdrawn) => BallotProgressView::Withdrawn,
    });
    PollingStepView::Accepted {
        claim: names::hex(&handing.claim.0),
        person: who(desk),
        authority: claim.and_then(|one| ground(one.ground)).map(Into::into),
        after_interruption: handing.interrupted,
        headline: headline(desk, handing, to_issue).into(),
        ballots,
        can_leave: handing.is_decided(),
        proxy: claim.is_some_and(|one| one.proxy),
        braille: claim.is_some_and(|one| one.braille),
    }
}

fn headline(desk: &Working, handing: &Handing, to_issue: usize) -> Bilingual {
    if to_issue == 0 && handing.absentee {
        return Bilingual::new(
            "封筒に入れて返すところまで案内してください（投票箱には入れません）",
            "Show the elector where to write, and to hand the envelopes in (not into the box)",
        );
    }
    if to_issue == 0 {
        return Bilingual::new(
            "投票記載所へ案内してください",
            "Show the elector to the writing booth",
        );
    }
    let kinds = desk.election().ballots.iter();
    let names: Vec<&str> = kinds
        .filter(|kind| handing.papers.get(&kind.id) == Some(&HandingPaper::Offered))
        .map(|kind| kind.name.as_str())
        .collect();
    if handing.absentee {
        return Bilingual::new(
            format!(
                "不在者投票の用紙と封筒 {to_issue} 組（{}）を交付",
                names.join("・")
            ),
            format!(
                "Hand out {to_issue} absentee papers with their envelopes ({})",
                names.join(", ")
            ),
        );
    }
    Bilingual::new(
        format!("投票用紙 {to_issue} 枚（{}）を交付", names.join("・")),
        format!("Hand out {to_issue} ballot papers ({})", names.join(", ")),
    )
}

/// On whose word it stands, where that is not the authority's.
pub(super) fn ground(ground: Ground) -> Option<Bilingual> {
    Some(match ground {
        Ground::Granted => return None,
        Ground::Allotted => Bilingual::new(
            "回線断：地区の割当により受付",
            "Line cut: accepted by the district's allotment",
        ),
        Ground::Voice => Bilingual::new(
            "回線断：電話で確認して受付",
            "Line cut: accepted by telephone",
        ),
        Ground::Unchecked => Bilingual::new(
            "回線断：照合できないまま受付。復旧後に照合します",
            "Line cut: accepted unchecked, to be checked afterwards",
        ),
        Ground::PaperGranted => {
            Bilingual::new("紙で受付（照合済み）", "Accepted on paper, and granted")
        }
        Ground::PaperUnchecked => {
            Bilingual::new("紙で受付（未照合）", "Accepted on paper, unchecked")
        }
    })
}
