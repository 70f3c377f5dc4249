//! The page of a call under outage rule 3.

use advice::Bilingual;
use polling::claim::{Call, NoCode, Said, TakenBallot};
use polling::election::Election;
use polling::plain::BallotId;
use polling_desk::Working;

use super::step::who;
use super::{booth_name, stop};
use crate::polling::{Polling, names};
use crate::view::polling::{
    CallBallotView, CallStateView, CallView, CallingBoothView, PollingStepView, StopKindView,
};

/// Whether a booth's call about the elector at the desk may be answered. Not while paper is typed in, which is about
/// other hours.
pub(super) fn may_be(state: &Polling, desk: &Working) -> bool {
    state.paper_entry.is_none() && desk.calling_booths().is_ok_and(|booths| !booths.is_empty())
}

pub(super) fn view(state: &Polling, desk: &Working) -> PollingStepView {
    let election = desk.election();
    let calling = desk.calling_booths().unwrap_or_default().into_iter();
    PollingStepView::Call(Box::new(CallView {
        elector: desk
            .at_desk()
            .map(|elector| names::hex(&elector.id.0))
            .unwrap_or_default(),
        person: who(desk),
        booths: calling
            .map(|one| CallingBoothView {
                name: booth_name(election, &one.booth),
                booth: one.booth.to_string(),
                ballots: kinds(election, |ballot| one.ballots.contains(ballot)),
            })
            .collect(),
        fits: state.call.fits,
        wrong: state.call.wrong.clone().map(Into::into),
        state: desk
            .call()
            .map_or(CallStateView::Form, |call| told(desk, call)),
    }))
}

/// Those kinds of ballots, in the order in which they are handed out.
pub(super) fn kinds(election: &Election, which: impl Fn(&BallotId) -> bool) -> Vec<CallBallotView> {
    let kinds = election.ballots.iter().filter(|kind| which(&kind.id));
    kinds
        .map(|kind| CallBallotView {
            ballot: kind.id.to_string(),
            name: kind.name.clone(),
            colour: kind.colour.clone(),
        })
        .collect()
}

fn told(desk: &Working, call: &Call) -> CallStateView {
    let (election, request) = (desk.election(), call.request());
    match call.said() {
        Said::Nothing | Said::Writing(_) => CallStateView::Asking,
        Said::Granted => CallStateView::Granted {
            booth: booth_name(election, &request.booth),
            ballots: kinds(election, |ballot| request.ballots.contains(ballot))
                .into_iter()
                .map(|kind| kind.name)
                .collect(),
            code: desk.code_of_call().unwrap_or_default(),
        },
        Said::Refused(NoCode::Taken(taken)) => refused_taken(desk, call, taken),
        Said::Refused(NoCode::Held(booth)) => {
            let name = booth_name(election, booth);
            refused(
                StopKindView::Held,
                Bilingual::new(
                    format!("{name}で確認中（留保）です。"),
                    format!("Held at {name}."),
                ),
                Bilingual::new(
                    "「確認中の人です。投票用紙を渡さずに待ってもらってください。確認が終わったら、こちらから電話します」",
                    "\"This elector is being looked into. Hand out nothing and ask them to wait; we call back.\"",
                ),
            )
        }
        Said::Refused(NoCode::WithHome(booth)) => {
            let name = booth_name(election, booth);
            refused(
                StopKindView::Outage,
                Bilingual::new(
                    format!("{name}で受け付けています。"),
                    format!("{name} is accepting the elector."),
                ),
                Bilingual::new(
                    format!("「投票用紙を渡さないでください。{name}で受け付けています」"),
                    format!("\"Hand out nothing: {name} is accepting the elector.\""),
                ),
            )
        }
        Said::Refused(NoCode::NotServed(_) | NoCode::Receipt(_)) => refused(
            StopKindView::Broken,
            Bilingual::new(
                "この番号では受け付けられません（投票所が取りやめた番号か、控えの異常です）。",
                "This number is not served: the booth gave it up, or the claims are not in order.",
            ),
            Bilingual::new(
                "「投票用紙を渡さず、画面を閉じてもう一度はじめから受け付け、新しい番号を読み上げてください」。くり返すときは情報担当を呼びます",
                "\"Hand out nothing, close the page, begin anew, and read the new number out.\" If it happens again, call IT",
            ),
        ),
    }
}

fn refused_taken(desk: &Working, call: &Call, taken: &[TakenBallot]) -> CallStateView {
    let what = stop::taken_words(desk, taken);
    if !call.is_own(taken) {
        return refused(
            StopKindView::Already,
            what,
            Bilingual::new(
                "「すでに受付済みです。投票用紙を渡さないでください」と伝え、いつ・どこでかを読み上げます",
                "\"Already accepted: hand out nothing\", and read out where and when",
            ),
        );
    }
    CallStateView::Refused {
        kind: StopKindView::Already,
        what: what.into(),
        likely: Some(
            Bilingual::new(
                "電話をかけてきた投票所が、同じ人を前に別の番号で受け付けています。画面を閉じてやり直したか、別の端末で受け付けたと考えられます。",
                "The calling booth itself has this elector under another number: it closed the page and began anew, or another of its PCs accepted.",
            )
            .into(),
        ),
        say: Bilingual::new(
            "「前の番号の画面が残っていれば、その番号を読み上げてください。投票用紙を渡していなければ、回線が戻ると自動で戻り、受け付けられます。それまで渡さないでください」",
            "\"If the page with the earlier number is still open, read that number out. If no ballot was handed out it comes back by itself once the line is there. Until then hand out nothing.\"",
        )
        .into(),
    }
}

fn refused(kind: StopKindView, what: Bilingual, say: Bilingual) -> CallStateView {
    CallStateView::Refused {
        kind,
        what: what.into(),
        likely: None,
        say: say.into(),
    }
}
