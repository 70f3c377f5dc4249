//! Stops that no click passes, in words.

use advice::{Advice, Advise, Bilingual};
use polling::booth::{Stop, Stopped};
use polling::claim::TakenBallot;
use polling_desk::{DeskError, Working};

use super::{booth_name, day_and_hour, person};
use crate::view::polling::{StopKindView, StopView};

/// The booth has not opened, or is closed for today: said on every page, and no stop, as an officer mends it there.
pub(super) fn not_open(desk: &Working) -> Option<Advice> {
    let today = desk.today();
    if desk.roll().is_none() || desk.booth_state().is_open(today) {
        return None;
    }
    Some(DeskError::NotOpen.advice())
}

pub(super) fn view(desk: &Working, stopped: &Stopped) -> StopView {
    let (kind, what, next) = words(desk, &stopped.why);
    StopView {
        kind,
        person: desk
            .at_desk()
            .map(|elector| person::of_roll(elector, desk.election())),
        headline: Bilingual::new("投票用紙を交付しないでください", "Hand out no ballot paper")
            .into(),
        what: what.into(),
        next: next.into(),
        code: String::new(),
        can_hold: matches!(kind, StopKindView::Already | StopKindView::Refused),
        can_retry: stopped.waiting.is_some(),
        can_call: false,
    }
}

fn words(desk: &Working, why: &Stop) -> (StopKindView, Bilingual, Bilingual) {
    let name = |booth| booth_name(desk.election(), booth);
    match why {
        Stop::Taken(taken) => (
            StopKindView::Already,
            taken_words(desk, taken),
            ask_officer(),
        ),
        Stop::Held(booth) => (
            StopKindView::Held,
            Bilingual::new(
                format!("{}で確認中（留保）です。", name(booth)),
                format!("Held at {}.", name(booth)),
            ),
            Bilingual::new(
                "確認が終わるまで待っていただき、投票管理者に伝えてください。",
                "Ask the elector to wait, and tell the officer.",
            ),
        ),
        Stop::UntilItIsBack => outage(
            "回線が切れています。定めにより、つながるまで受付を止めます。",
            "The line is cut: by the board's rule nobody is accepted until it is back.",
        ),
        Stop::SendTo(booth) => outage(
            &format!(
                "回線断のあいだ、この地区の人は{}で受け付けます。",
                name(booth)
            ),
            &format!(
                "While the line is cut, this district votes at {}.",
                name(booth)
            ),
        ),
        Stop::NoHome => outage(
            "回線断のあいだ、この地区の人を受け付ける投票所はありません。",
            "While the line is cut, no booth accepts this district.",
        ),
        Stop::LeftTo(booth) | Stop::WithBooth(booth) => outage(
            &format!("この人は{}で受け付けています。", name(booth)),
            &format!("The elector is being accepted at {}.", name(booth)),
        ),
        Stop::NotSignedOn => outage(
            "この投票所は本日まだ割当を受けていないため、回線断のあいだ受け付けられません。",
            "This booth has not signed on today and cannot accept anybody while the line is cut.",
        ),
        Stop::HomeAway(booth) => outage(
            &format!("この地区を受け持つ{}から返事がありません。", name(booth)),
            &format!("{}, which has this district, does not answer.", name(booth)),
        ),
        Stop::NotServed(_) => broken(
            "この端末からの受付は認められていません。",
            "Claims from this PC are not served.",
        ),
        Stop::Receipt(_) => broken(
            "受付の控えの署名が正しくありません。",
            "The receipt's signature is not right.",
        ),
        Stop::ShutMeanwhile => (
            StopKindView::Already,
            Bilingual::new(
                "確認しているあいだに、ほかの受付の記録が届きました。",
                "While it was asked, another acceptance came in.",
            ),
            ask_officer(),
        ),
        Stop::NoAnswer => outage(
            "前の受付がどうなったか、まだ分かりません。",
            "What became of the claim before is not known yet.",
        ),
    }
}

pub(super) fn taken_words(desk: &Working, taken: &[TakenBallot]) -> Bilingual {
    let election = desk.election();
    let each = |ja: bool| {
        let lines = taken.iter().map(|one| {
            let ballot = election.ballots.iter().find(|kind| kind.id == one.ballot);
            let ballot = ballot.map_or_else(|| one.ballot.to_string(), |kind| kind.name.clone());
            let booth = booth_name(election, &one.booth);
            let (day, hour) = day_and_hour(one.hour);
            if ja {
                format!("{ballot}：{day} {hour}時台に{booth}で受付済みです")
            } else {
                format!("{ballot}: accepted on {day} in the hour of {hour}:00 at {booth}")
            }
        });
        lines.collect::<Vec<_>>()
    };
    Bilingual::new(each(true).join("。"), each(false).join(". "))
}

fn ask_officer() -> Bilingual {
    Bilingual::new(
        "投票管理者を呼んでください。入場券があっても、交付してはいけません。",
        "Call the officer. Hand out nothing, whatever ticket the elector has.",
    )
}

fn outage(ja: &str, en: &str) -> (StopKindView, Bilingual, Bilingual) {
    (
        StopKindView::Outage,
        Bilingual::new(ja, en),
        Bilingual::new(
            "復旧の見込みを選挙管理委員会に確かめ、待つか、別の投票所へ行くかを案内してください。",
            "Ask the board when the line will be back, and offer to wait or to go to another booth.",
        ),
    )
}

fn broken(ja: &str, en: &str) -> (StopKindView, Bilingual, Bilingual) {
    (
        StopKindView::Broken,
        Bilingual::new(ja, en),
        Bilingual::new(
            "選挙管理委員会に連絡し、紙の名簿に切り替えてください。",
            "Call the board, and go on with the paper roll.",
        ),
    )
}
