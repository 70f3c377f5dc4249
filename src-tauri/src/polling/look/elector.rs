//! The page of one elector before acceptance.

use advice::Bilingual;
use polling::booth::Page;
use polling::elector::Elector;
use polling::eligibility::{AbsenteeBecause, Case, Confirmation, Decision, Reason, UsedHow};
use polling::plain::BallotId;
use polling::status::ElectorState;
use polling::verdict::{Line, Tone, Verdict};
use polling_desk::Working;
use roll::AddressFit;

use super::{booth_name, call, day_and_hour, person};
use crate::polling::at_desk::{confirmation_id, confirmations};
use crate::polling::{Polling, names};
use crate::view::polling::{
    AbsenteeOfferView, AbsenteeStepView, BallotCardView, BallotDecisionView, BallotProgressView,
    ConfirmationView, DifferenceView, ElectorPageView, PollingStepView, ReasonChoiceView,
    SlipModeView, SlipStateView, SlipView, StopKindView, StopView, VerdictMoodView,
};

pub(super) fn view(state: &Polling, desk: &Working, page: &Page) -> PollingStepView {
    let Some(elector) = desk.at_desk() else {
        return PollingStepView::Waiting;
    };
    let Ok(status) = desk.state_at_desk() else {
        return PollingStepView::Waiting;
    };
    let election = desk.election();
    let verdict = Verdict::of(elector, &status, election, &desk.visit());
    let absentee = absentee(desk, elector, &status);
    // Absentee papers that are out stop everything but what becomes of them, which an officer writes down.
    if verdict.tone == Tone::Stop && absentee.is_empty() {
        return PollingStepView::Stopped(stop(state, desk, &verdict));
    }
    let needed = confirmations(desk).unwrap_or_default();
    let officer = needed
        .iter()
        .any(|one| one.needs_officer() && !page.confirmed.contains(one));
    let is_clerk = desk
        .operator()
        .is_none_or(|one| one.role == polling::role::Role::Clerk);
    let missing = missing(state, desk, page, &verdict);
    let early = election.day > desk.today();
    PollingStepView::Elector(Box::new(ElectorPageView {
        elector: names::hex(&elector.id.0),
        person: person::of_roll(elector, election),
        means: names::means(page.means),
        differences: differences(state, desk),
        mood: mood(&verdict),
        headline: verdict.headline.clone().into(),
        notes: verdict.notes.iter().cloned().map(Into::into).collect(),
        ballots: cards_of(
            desk,
            &verdict.lines,
            |ballot| page.want.contains(ballot),
            |_| BallotProgressView::None,
        ),
        confirmations: needed
            .iter()
            .map(|one| ConfirmationView {
                id: confirmation_id(one).to_owned(),
                text: confirmation_words(one).into(),
                done: page.confirmed.contains(one),
                needs_badge: one.needs_officer() && is_clerk,
            })
            .collect(),
        reasons: if early { reasons(desk) } else { Vec::new() },
        reason: page.reason,
        slip: early.then(|| SlipView {
            mode: names::mode(state.slip_mode.unwrap_or(election.slip)),
            // The board's way, or by hand where it fails.
            modes: modes(names::mode(election.slip)),
            state: match (page.slip, &state.slip) {
                (Some(_), _) => SlipStateView::Received,
                (None, SlipStateView::Received) => SlipStateView::Open,
                (None, slip) => slip.clone(),
            },
        }),
        proxy: page.proxy,
        braille: page.braille,
        officer_accepts: officer || page.absentee,
        can_accept: missing.is_empty() && verdict.tone != Tone::Stop,
        missing: missing.into_iter().map(Into::into).collect(),
        absentee,
        interrupted: page.interrupted,
        held: status.holds().first().map(|hold| hold.note.clone()),
        can_release: !is_clerk,
        can_call: call::may_be(state, desk),
    }))
}

/// Steps of absentee voting that may be written now; an officer's. Papers are handed out here by accepting the elector.
fn absentee(desk: &Working, elector: &Elector, state: &ElectorState) -> Vec<AbsenteeOfferView> {
    let may = desk
        .operator()
        .is_some_and(|one| polling::role::may(one.role, polling::role::Action::Absentee));
    if !may {
        return Vec::new();
    }
    let visit = desk.visit();
    let steps = [
        AbsenteeStepView::Requested,
        AbsenteeStepView::Issued,
        AbsenteeStepView::Returned,
        AbsenteeStepView::Voted,
    ];
    let fits = |step: AbsenteeStepView, ballot| {
        let case = Case {
            elector,
            state,
            ballot,
            election: desk.election(),
            visit: &visit,
        };
        let concerned = matches!(
            case.decide(),
            Decision::Refuse(Reason::AbsenteeRequested | Reason::AbsenteeIssued)
        );
        concerned && case.absentee_step(names::step(step)).is_ok()
    };
    steps
        .into_iter()
        .map(|step| {
            let kinds = desk.election().ballots.iter();
            let ballots = kinds.filter(|kind| fits(step, kind));
            AbsenteeOfferView {
                step,
                ballots: ballots.map(|kind| kind.id.to_string()).collect(),
            }
        })
        .filter(|offer| !offer.ballots.is_empty())
        .collect()
}

fn modes(boards: SlipModeView) -> Vec<SlipModeView> {
    match boards {
        SlipModeView::Written => vec![SlipModeView::Written],
        other => vec![other, SlipModeView::Written],
    }
}

fn mood(verdict: &Verdict) -> VerdictMoodView {
    let all = |lines: &[Line]| lines.iter().all(|line| line.decision == Decision::Issue);
    match verdict.tone {
        Tone::Stop => VerdictMoodView::Refuse,
        Tone::Absentee => VerdictMoodView::Absentee,
        Tone::Confirm => VerdictMoodView::Ask,
        Tone::Go if all(&verdict.lines) => VerdictMoodView::Issue,
        Tone::Go => VerdictMoodView::Part,
    }
}

fn stop(state: &Polling, desk: &Working, verdict: &Verdict) -> StopView {
    let already = verdict
        .lines
        .iter()
        .any(|line| matches!(line.decision, Decision::Already { .. }));
    let next = verdict.lines.iter().find_map(|line| line.next.clone());
    StopView {
        kind: if already {
            StopKindView::Already
        } else {
            StopKindView::Refused
        },
        person: desk
            .at_desk()
            .map(|elector| person::of_roll(elector, desk.election())),
        headline: Bilingual::new("投票用紙を交付しないでください", "Hand out no ballot paper")
            .into(),
        what: verdict.headline.clone().into(),
        next: next
            .unwrap_or_else(|| Bilingual::new("投票管理者を呼んでください。", "Call the officer."))
            .into(),
        code: String::new(),
        can_hold: true,
        can_retry: false,
        // On election day: the elector of another polling station.
        can_call: call::may_be(state, desk),
    }
}

/// The kinds of ballots for the elector at the desk, also those that are not handed out.
pub(super) fn cards(
    desk: &Working,
    progress: impl Fn(&BallotId) -> BallotProgressView,
) -> Vec<BallotCardView> {
    let (Some(elector), Ok(state)) = (desk.at_desk(), desk.state_at_desk()) else {
        return Vec::new();
    };
    let verdict = Verdict::of(elector, &state, desk.election(), &desk.visit());
    cards_of(desk, &verdict.lines, |_| true, progress)
}

fn cards_of(
    desk: &Working,
    lines: &[Line],
    wanted: impl Fn(&BallotId) -> bool,
    progress: impl Fn(&BallotId) -> BallotProgressView,
) -> Vec<BallotCardView> {
    let kinds = desk.election().ballots.iter();
    kinds
        .filter_map(|kind| {
            let line = lines.iter().find(|line| line.ballot == kind.id)?;
            Some(BallotCardView {
                ballot: kind.id.to_string(),
                name: kind.name.clone(),
                election: kind.election.clone(),
                paper: kind.paper.clone(),
                colour: kind.colour.clone(),
                decision: decision(desk, line),
                wanted: wanted(&kind.id),
                progress: progress(&kind.id),
            })
        })
        .collect()
}

fn decision(desk: &Working, line: &Line) -> BallotDecisionView {
    match &line.decision {
        Decision::Issue => BallotDecisionView::Issue,
        Decision::Confirm(_) => BallotDecisionView::Confirm {
            what: line.what.clone().into(),
        },
        Decision::Absentee {
            because: AbsenteeBecause::OfAgeFrom(_),
            ..
        } => BallotDecisionView::Absentee {
            reason: line.what.clone().into(),
        },
        Decision::Refuse(_) => BallotDecisionView::Refuse {
            reason: line.what.clone().into(),
        },
        Decision::Already { how, at } => {
            let when = at.as_ref().map(|spot| day_and_hour(spot.hour));
            BallotDecisionView::Already {
                place: match (how, at) {
                    (UsedHow::Absentee, _) => "不在者投票".to_owned(),
                    (_, Some(spot)) => booth_name(desk.election(), &spot.booth),
                    (_, None) => String::new(),
                },
                day: when
                    .as_ref()
                    .map(|(day, _)| day.clone())
                    .unwrap_or_default(),
                hour: when.map(|(_, hour)| hour),
                how: line.what.clone().into(),
            }
        }
    }
}

fn reasons(desk: &Working) -> Vec<ReasonChoiceView> {
    let reasons = desk.election().reasons.iter();
    reasons
        .map(|reason| ReasonChoiceView {
            number: reason.number,
            short: Bilingual::new(reason.short.clone(), reason.english.clone()).into(),
            text: reason.text.clone(),
        })
        .collect()
}

/// What is still to be done before acceptance, as the machine would refuse it.
fn missing(state: &Polling, desk: &Working, page: &Page, verdict: &Verdict) -> Vec<Bilingual> {
    let mut missing = Vec::new();
    if verdict.tone == Tone::Stop {
        return missing;
    }
    let needed = confirmations(desk).unwrap_or_default();
    let open: Vec<&Confirmation> = needed
        .iter()
        .filter(|one| !page.confirmed.contains(one))
        .collect();
    let claimable = verdict.claimable(&page.confirmed);
    if !page.want.iter().any(|ballot| claimable.contains(ballot)) {
        missing.extend(open.iter().map(|one| confirmation_words(one)));
        if open.is_empty() {
            missing.push(Bilingual::new(
                "交付する投票用紙を選ぶ",
                "Choose the ballots to hand out",
            ));
        }
    } else if page.want.iter().any(|ballot| !claimable.contains(ballot)) {
        missing.extend(open.iter().map(|one| confirmation_words(one)));
    }
    if desk.election().day > desk.today() {
        if page.reason.is_none() {
            missing.push(Bilingual::new(
                "期日前投票の事由を選ぶ",
                "Choose the reason",
            ));
        }
        if page.slip.is_none() && state.paper_entry.is_none() {
            missing.push(Bilingual::new(
                "宣誓書を受け取る",
                "Receive the declaration slip",
            ));
        }
    }
    missing
}

pub(super) fn confirmation_words(what: &Confirmation) -> Bilingual {
    let (ja, en) = match what {
        Confirmation::LivesInPrefecture => (
            "引き続き県内に住所があることを確認した（証明書または住基ネット）",
            "Still lives in the prefecture (certificate or residents' network)",
        ),
        Confirmation::NotOnNewRoll => (
            "転出先の名簿にまだ載っていないことを確認した",
            "Not on the roll of the new place yet",
        ),
        Confirmation::Age => (
            "選挙権の年齢に達していることを選挙管理委員会に確認した",
            "The board has confirmed the age",
        ),
        Confirmation::DeclinedBefore => (
            "前に受け取らなかった投票用紙を、今回は受け取る",
            "Wants a ballot that was declined before",
        ),
        Confirmation::AskedAt(_) => (
            "途中で止まった受付で、投票用紙が渡っていないことを確認した",
            "No ballot was handed out in the acceptance that broke off",
        ),
    };
    Bilingual::new(ja, en)
}

/// What card and roll say differently. A move explains an address; nobody is turned away for one.
fn differences(state: &Polling, desk: &Working) -> Vec<DifferenceView> {
    let (Some(four), Some(elector)) = (&state.four, desk.at_desk()) else {
        return Vec::new();
    };
    let candidate = desk
        .candidates()
        .iter()
        .find(|one| one.elector.id == elector.id);
    let Some(candidate) = candidate else {
        return Vec::new();
    };
    let (card, roll) = (
        person::of_card(four),
        person::of_roll(elector, desk.election()),
    );
    let mut differences = Vec::new();
    let mut differs = |field: &str, roll: &str, card: &str, why: Option<Bilingual>| {
        if let Some(why) = why {
            differences.push(DifferenceView {
                field: field.to_owned(),
                roll: roll.to_owned(),
                card: card.to_owned(),
                why: why.into(),
            });
        }
    };
    if candidate.name != roll::NameFit::Exact {
        differs("name", &roll.name, &card.name, candidate.name.words());
    }
    if candidate.birth != roll::BirthFit::Same {
        differs(
            "birthDate",
            &roll.birth_date,
            &card.birth_date,
            candidate.birth.words(),
        );
    }
    if matches!(candidate.address, AddressFit::Moved | AddressFit::Differs) {
        let words = candidate.words().pop();
        differs("address", &roll.address, &card.address, words);
    }
    differences
}
