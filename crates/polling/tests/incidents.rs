//! What went wrong in Japanese cities, each as a test of its own (`election.md` 3.5). Those that need the flow of a
//! booth are in `incidents_booth.rs`.

mod invented;

use invented::{
    Story, accepted, ballot, ballot_id, decide, district, early, elector, issued, mark, moment,
};
use jiff::civil::{Date, date};
use polling::elector::{Elector, MarkKind};
use polling::eligibility::{Confirmation, Decision, Place, Reason, UsedHow, Visit};
use polling::fact::Fact;
use polling::plain::BallotId;
use polling::status::ElectorState;
use polling::verdict::{Tone, Verdict};

const HOUSE: &str = "house-single";
const LIST: &str = "house-proportional";

fn on_the_day() -> Visit {
    Visit {
        day: date(2026, 2, 8),
        place: Place::Station([district("001")].into()),
    }
}

/// Everything that anybody could tick.
fn everything_ticked() -> Vec<Confirmation> {
    vec![
        Confirmation::LivesInPrefecture,
        Confirmation::NotOnNewRoll,
        Confirmation::Age,
        Confirmation::DeclinedBefore,
    ]
}

fn claimable(elector: &Elector, state: &ElectorState, visit: &Visit) -> Vec<BallotId> {
    let verdict = Verdict::of(elector, state, &invented::election(), visit);
    verdict.claimable(&everything_ticked())
}

fn names(names: &[&str]) -> Vec<BallotId> {
    names.iter().map(|name| ballot_id(name)).collect()
}

/// The warning dialog existed for the dead, not for those who had voted.
#[test]
fn gamagori_2025_an_early_vote_gates_like_a_death() {
    let mut story = Story::default();
    let two_weeks_before = moment(2026, 1, 25, 10);
    story.votes(1, "city-hall", two_weeks_before, &["governor"]);
    let mut dead = elector();
    dead.marks = [mark(MarkKind::Died, None)].into();
    let voted = decide(
        &elector(),
        &story.state(),
        &invented::election(),
        "governor",
        &on_the_day(),
    );
    assert!(
        matches!(&voted, Decision::Already { how: UsedHow::Early, at: Some(at) }
        if at.booth.as_str() == "city-hall")
    );
    let died = decide(
        &dead,
        &ElectorState::default(),
        &invented::election(),
        "governor",
        &on_the_day(),
    );
    for decision in [voted, died] {
        assert!(!decision.lets_claim(&everything_ticked()));
    }
    let page = |elector: &Elector, state: &ElectorState| {
        Verdict::of(elector, state, &invented::election(), &on_the_day())
    };
    story.votes(
        2,
        "city-hall",
        moment(2026, 2, 2, 10),
        &[HOUSE, LIST, "review"],
    );
    let (voted, died) = (
        page(&elector(), &story.state()),
        page(&dead, &ElectorState::default()),
    );
    assert_eq!((voted.tone, died.tone), (Tone::Stop, Tone::Stop));
}

/// The PC showed another error at that moment; here a fact that cannot be read, and a mark that is asked about.
#[test]
fn gobo_another_error_beside_it_neither_hides_nor_skips_the_gate() {
    let mut story = Story::default();
    story.votes(1, "city-hall", moment(2026, 1, 28, 10), &[HOUSE]);
    let newer = Fact::decode("elector.blessed", 1, b"?").unwrap();
    story.write(2, moment(2026, 1, 29, 10), &[], newer);
    let mut elector = elector();
    elector.marks = [mark(MarkKind::MovedToOtherPrefecture, None)].into();
    elector.person.birth = invented::born(0, 0, 0);
    let visit = Visit::early(date(2026, 2, 3));
    let decision = decide(
        &elector,
        &story.state(),
        &invented::election(),
        HOUSE,
        &visit,
    );
    assert!(matches!(
        decision,
        Decision::Already {
            how: UsedHow::Early,
            ..
        }
    ));
}

/// The reissued ticket was used first, the original one 16 days later.
#[test]
fn imari_2022_a_ticket_is_no_token() {
    let mut story = Story::default();
    let mut reissued = elector();
    reissued.ticket = Some("T9999999".to_owned());
    let first = Visit::early(date(2026, 1, 23));
    assert_eq!(
        claimable(&reissued, &story.state(), &first),
        names(&["governor"])
    );
    story.votes(1, "city-hall", moment(2026, 1, 23, 10), &["governor"]);
    let original = elector();
    assert_ne!(original.ticket, reissued.ticket);
    for ticket in [original, reissued] {
        let decision = decide(
            &ticket,
            &story.state(),
            &invented::election(),
            "governor",
            &on_the_day(),
        );
        assert!(matches!(
            decision,
            Decision::Already {
                how: UsedHow::Early,
                ..
            }
        ));
    }
}

/// Two national elections at once; the clerk took the ticket for the wrong one.
#[test]
fn shizuoka_2021_the_page_says_what_to_issue_for_each_election() {
    let mut story = Story::default();
    story.votes(1, "city-hall", moment(2026, 1, 24, 10), &["governor"]);
    let visit = Visit::early(date(2026, 1, 30));
    let state = story.state();
    assert_eq!(claimable(&elector(), &state, &visit), names(&[HOUSE, LIST]));
    let verdict = Verdict::of(&elector(), &state, &invented::election(), &visit);
    assert!(
        verdict
            .headline
            .ja
            .starts_with("投票用紙２枚（小選挙区・比例代表）を交付。")
    );
    assert!(verdict.headline.ja.contains("知事は期日前投票済みです"));
}

#[test]
fn shimabara_2026_who_comes_for_the_review_gets_no_house_ballot_again() {
    let mut story = Story::default();
    story.votes(
        1,
        "city-hall",
        moment(2026, 1, 30, 10),
        &[HOUSE, LIST, "governor"],
    );
    let visit = Visit::early(date(2026, 2, 2));
    let state = story.state();
    assert_eq!(claimable(&elector(), &state, &visit), names(&["review"]));
    let verdict = Verdict::of(&elector(), &state, &invented::election(), &visit);
    assert!(
        verdict.headline.ja.starts_with(
            "投票用紙１枚（国民審査）を交付。小選挙区・比例代表・知事は期日前投票済み"
        )
    );
}

/// Elsewhere that day the governor's ballot was forgotten.
#[test]
fn nagasaki_2026_no_ballot_is_forgotten() {
    let visit = Visit::early(date(2026, 2, 3));
    let state = ElectorState::default();
    let verdict = Verdict::of(&elector(), &state, &invented::election(), &visit);
    assert!(
        verdict
            .headline
            .ja
            .starts_with("投票用紙４枚（小選挙区・比例代表・国民審査・知事）を交付")
    );
    let mut story = Story::default();
    story.write(
        1,
        moment(2026, 2, 3, 10),
        &[],
        accepted(1, "bus", &[HOUSE, "governor"]),
    );
    story.write(1, moment(2026, 2, 3, 10), &[], issued(1, HOUSE));
    let state = story.state();
    let claim = state.claims().next().map(|(_, claim)| claim).unwrap();
    assert!(claim.stands_for(&ballot_id("governor")) && !claim.left);
}

/// The wrong kind was handed over.
#[test]
fn shin_kamigoto_2026_and_kirishima_2025_each_kind_has_a_name_and_a_colour_of_its_own() {
    let election = invented::election();
    let mut papers: Vec<&str> = election
        .ballots
        .iter()
        .map(|one| one.paper.as_str())
        .collect();
    let mut colours: Vec<&str> = election
        .ballots
        .iter()
        .map(|one| one.colour.as_str())
        .collect();
    for list in [&mut papers, &mut colours] {
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), election.ballots.len());
    }
    assert_eq!(ballot(&election, "review").paper, "うぐいす色");
}

/// "Struck off within the period" was read as "may not vote".
#[test]
fn sendai_2016_who_is_struck_off_within_the_period_votes_today() {
    let mut elector = elector();
    elector.marks = [mark(
        MarkKind::MovedToOtherPrefecture,
        Some(date(2025, 10, 4)),
    )]
    .into();
    let election = invented::election();
    let page = |day: Date| {
        Verdict::of(
            &elector,
            &ElectorState::default(),
            &election,
            &Visit::early(day),
        )
    };
    let today = page(date(2026, 2, 3));
    assert!(
        today
            .headline
            .ja
            .starts_with("本日は投票できます（2月4日（水）まで）。")
    );
    assert!(
        today
            .headline
            .en
            .starts_with("May vote today (until 4 February). ")
    );
    assert!(!today.headline.ja.contains("抹消"));
    assert_eq!(
        today.claimable(&everything_ticked()),
        names(&[HOUSE, LIST, "review"])
    );
    let tomorrow = page(date(2026, 2, 5));
    assert_eq!(tomorrow.tone, Tone::Stop);
    assert!(
        tomorrow
            .headline
            .ja
            .contains("名簿から抹消されています（2月5日（木）から）")
    );
}

/// Somebody whom the city had left off the roll by mistake was given a provisional vote.
#[test]
fn nakagusuku_2022_not_found_leads_to_the_office_and_to_no_vote() {
    let verdict = Verdict::not_found();
    assert_eq!(verdict.tone, Tone::Stop);
    assert!(verdict.claimable(&everything_ticked()).is_empty());
    assert!(
        verdict
            .notes
            .iter()
            .any(|note| note.ja.contains("仮投票にはしません"))
    );
    assert!(
        verdict
            .notes
            .iter()
            .any(|note| note.ja.contains("選挙管理委員会"))
    );
}

/// Not struck off, and voted in both towns: beyond one city's system, but the page says where to and when.
#[test]
fn himeji_2016_the_page_says_where_to_and_when_somebody_moved_and_asks_about_the_new_roll() {
    let mut elector = elector();
    let mut moved = mark(MarkKind::MovedWithinPrefecture, Some(date(2025, 10, 20)));
    moved.detail = "波野市へ".to_owned();
    elector.marks = [moved].into();
    let visit = Visit::early(date(2026, 2, 3));
    let state = ElectorState::default();
    let verdict = Verdict::of(&elector, &state, &invented::election(), &visit);
    assert_eq!(verdict.notes[0].ja, "10月20日（月）に転出：波野市へ");
    let decision = early(
        &elector,
        &state,
        &invented::election(),
        HOUSE,
        date(2026, 2, 3),
    );
    assert_eq!(
        decision,
        Decision::Confirm(vec![Confirmation::NotOnNewRoll])
    );
    assert!(verdict.claimable(&[]).is_empty());
}

/// Struck off, discussed by the staff, and handed ballots by a colleague meanwhile.
#[test]
fn shiki_2019_who_is_struck_off_or_held_is_stopped_at_every_desk() {
    let mut elector = elector();
    elector.strike_off_on = Some(date(2026, 2, 1));
    let (state, election) = (ElectorState::default(), invented::election());
    let decision = early(&elector, &state, &election, HOUSE, date(2026, 2, 3));
    assert_eq!(
        decision,
        Decision::Refuse(Reason::StruckOff(date(2026, 2, 1)))
    );
    let mut story = Story::default();
    story.write(
        1,
        moment(2026, 2, 3, 10),
        &[],
        invented::held(7, "city-hall"),
    );
    let fresh = invented::elector();
    for visit in [Visit::early(date(2026, 2, 3)), on_the_day()] {
        assert!(claimable(&fresh, &story.state(), &visit).is_empty());
    }
}
