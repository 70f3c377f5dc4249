//! The page in words: what a newcomer at the desk reads.

mod invented;

use invented::{Story, ballot_id, born, district, elector, held, mark, moment};
use jiff::civil::{Date, date};
use polling::elector::{Already, Elector, MarkKind, RollMark};
use polling::eligibility::{Confirmation, Decision, Place, Visit};
use polling::status::ElectorState;
use polling::verdict::{Tone, Verdict};

const HOUSE: &str = "house-single";
const LIST: &str = "house-proportional";

fn page(elector: &Elector, state: &ElectorState, day: Date) -> Verdict {
    Verdict::of(elector, state, &invented::election(), &Visit::early(day))
}

fn on(elector: &Elector, day: Date) -> Verdict {
    page(elector, &ElectorState::default(), day)
}

#[test]
fn the_headline_says_what_to_hand_out_and_why_not_the_rest() {
    let verdict = on(&elector(), date(2026, 1, 29));
    assert_eq!(
        verdict.headline.ja,
        "投票用紙３枚（小選挙区・比例代表・知事）を交付。\
         国民審査は本日まだ始まっていません（2月1日（日）から）。\
         市議（東選挙区）はこの人の投票区（中央小学校）では行われません"
    );
    assert_eq!(
        verdict.headline.en,
        "Issue 3 ballots (小選挙区, 比例代表, 知事). \
         国民審査: not begun yet today; from 1 February. \
         市議（東選挙区）: not held in the elector's district (中央小学校)"
    );
    assert_eq!(verdict.tone, Tone::Go);
    let claimable = verdict.claimable(&[]);
    assert_eq!(claimable, [HOUSE, LIST, "governor"].map(ballot_id));
}

#[test]
fn somebody_of_seventeen_gets_an_absentee_vote_at_this_very_desk() {
    let mut elector = elector();
    elector.person.birth = born(2008, 2, 6);
    elector.district = district("005");
    let verdict = on(&elector, date(2026, 2, 3));
    assert_eq!(
        verdict.headline.ja,
        "不在者投票の用紙５枚（小選挙区・比例代表・国民審査・知事・市議（東選挙区））を交付（箱に入れず封筒で）"
    );
    assert_eq!(verdict.tone, Tone::Absentee);
    assert_eq!(verdict.claimable(&[]).len(), 5);
    let next = verdict.lines[0].next.clone().unwrap();
    assert_eq!(
        next.ja,
        "本日はまだ18歳ではなく、2月8日（日）には18歳です。この場で不在者投票の用紙と封筒を交付してください。\
         2月5日（木）からは期日前投票ができます。"
    );
    assert!(next.en.contains("From 5 February on it is an early vote."));
}

#[test]
fn a_stop_for_one_reason_says_it_once() {
    let mut elector = elector();
    elector.marks = [mark(MarkKind::Died, None)].into();
    let verdict = on(&elector, date(2026, 2, 3));
    assert_eq!(
        verdict.headline.ja,
        "投票用紙は交付しません。名簿に死亡の表示があります"
    );
    assert_eq!(verdict.headline.en, "Issue no ballot. The roll says: died");
    assert_eq!(verdict.tone, Tone::Stop);
}

#[test]
fn of_several_marks_the_strictest_stands_large_and_all_of_them_below() {
    let mut elector = elector();
    let moved = mark(MarkKind::MovedToOtherPrefecture, Some(date(2025, 12, 20)));
    let suspended = |last| RollMark {
        until: Some(last),
        ..mark(MarkKind::Suspended, Some(date(2025, 6, 1)))
    };
    elector.marks = [moved.clone(), suspended(date(2026, 2, 4))].into();
    let verdict = on(&elector, date(2026, 2, 3));
    assert_eq!(
        verdict.headline.ja,
        "投票用紙は交付しません。選挙権が停止されています（2月4日（水）まで）"
    );
    let notes: Vec<&str> = verdict.notes.iter().map(|note| note.ja.as_str()).collect();
    assert_eq!(
        notes,
        [
            "12月20日（土）に転出",
            "名簿の表示：公民権停止（6月1日（日）から2月4日（水）まで）"
        ]
    );
    let next = |name: &str| {
        let mut lines = verdict.lines.iter();
        let line = lines.find(|line| line.ballot == ballot_id(name)).unwrap();
        line.next.clone().unwrap()
    };
    // The House is open to who moved; the governor's election is not, also once the suspension is over.
    assert!(
        next(HOUSE)
            .ja
            .contains("2月4日（水）の翌日から投票できます")
    );
    let governor = next("governor");
    assert!(!governor.ja.contains("翌日から"), "{}", governor.ja);
    assert!(
        governor
            .ja
            .ends_with("ほかの理由：都道府県外へ転出したため投票できません。")
    );
    assert!(
        governor
            .en
            .ends_with("Also: no vote after moving out of the prefecture.")
    );
    // Struck off on the day after the suspension: nothing is promised.
    elector.marks = [moved, suspended(date(2026, 2, 4))].into();
    elector.strike_off_on = Some(date(2026, 2, 5));
    let verdict = on(&elector, date(2026, 2, 3));
    let next = verdict.lines[0].next.clone().unwrap();
    assert!(!next.ja.contains("翌日から"), "{}", next.ja);
}

#[test]
fn who_voted_is_told_where_and_in_which_hour_and_no_finer() {
    let mut story = Story::default();
    let at = moment(2026, 1, 28, 14);
    story.votes(1, "east-branch", at, &[HOUSE, LIST, "governor"]);
    let verdict = page(&elector(), &story.state(), date(2026, 1, 30));
    assert!(verdict.headline.ja.starts_with(
        "投票用紙は交付しません。小選挙区・比例代表・知事は期日前投票済みです（東支所、1月28日（水）14時台）。"
    ));
    assert!(
        verdict
            .headline
            .en
            .contains("voted early (東支所, 28 January, 14:00 to 15:00)")
    );
    assert!(!verdict.headline.ja.contains("20分"));
}

#[test]
fn what_must_be_confirmed_is_said_before_the_ballots_and_then_lets_them_out() {
    let mut elector = elector();
    elector.marks = [mark(
        MarkKind::MovedWithinPrefecture,
        Some(date(2025, 12, 20)),
    )]
    .into();
    let verdict = on(&elector, date(2026, 1, 29));
    assert!(verdict.headline.ja.starts_with(
        "投票用紙２枚（小選挙区・比例代表）を交付。確認してから投票用紙１枚（知事）を交付。"
    ));
    let governor = &verdict.lines[3];
    assert!(
        governor
            .next
            .as_ref()
            .unwrap()
            .ja
            .contains("引き続き同じ都道府県")
    );
    assert_eq!(verdict.claimable(&[]).len(), 2);
    let confirmed = [Confirmation::LivesInPrefecture];
    assert_eq!(verdict.claimable(&confirmed).len(), 3);
}

#[test]
fn a_hold_stops_every_ballot_with_the_booth_that_asks() {
    let mut story = Story::default();
    story.write(1, moment(2026, 2, 3, 9), &[], held(7, "city-hall"));
    let verdict = page(&elector(), &story.state(), date(2026, 2, 3));
    assert_eq!(verdict.tone, Tone::Stop);
    assert_eq!(
        verdict.headline.ja,
        "投票用紙は交付しません。「市役所」で確認中です（留保）"
    );
}

#[test]
fn every_stop_tells_what_to_do_in_both_languages() {
    let kinds = [
        MarkKind::MovedWithinPrefecture,
        MarkKind::MovedToOtherPrefecture,
        MarkKind::Suspended,
        MarkKind::Died,
        MarkKind::NationalityLost,
        MarkKind::WronglyRegistered,
        MarkKind::Abroad,
    ];
    let steps = [
        Already::AbsenteeRequested,
        Already::AbsenteeIssued,
        Already::AbsenteeVoted,
        Already::VotedEarly,
        Already::VotedOnDay,
    ];
    let mut people = vec![elector()];
    people.extend(kinds.map(|kind| {
        let mut elector = elector();
        elector.marks = [mark(kind, Some(date(2025, 10, 20)))].into();
        elector
    }));
    people.extend(steps.map(|step| {
        let mut elector = elector();
        elector.already.insert(ballot_id(HOUSE), step);
        elector
    }));
    for birth in [born(2008, 2, 5), born(2008, 2, 0), born(2010, 1, 1)] {
        let mut elector = elector();
        elector.person.birth = birth;
        people.push(elector);
    }
    let mut off = elector();
    off.strike_off_on = Some(date(2026, 2, 1));
    let mut later = elector();
    later.registered_on = Some(date(2026, 3, 1));
    people.extend([off, later]);
    let places = [Place::Early, Place::Station([district("002")].into())];
    let (election, state) = (invented::election(), ElectorState::default());
    for elector in &people {
        for day in [date(2026, 1, 20), date(2026, 2, 3), date(2026, 2, 8)] {
            for place in &places {
                let place = place.clone();
                let verdict = Verdict::of(elector, &state, &election, &Visit { day, place });
                for line in &verdict.lines {
                    assert!(!line.what.ja.is_ascii(), "{:?}", line.decision);
                    let Some(next) = &line.next else {
                        assert_eq!(line.decision, Decision::Issue);
                        continue;
                    };
                    assert!(
                        next.ja.ends_with('。') && next.en.ends_with('.'),
                        "{next:?}"
                    );
                    for jargon in ["抹消予定", "該当者", "不可"] {
                        assert!(!verdict.headline.ja.contains(jargon));
                    }
                }
            }
        }
    }
}
