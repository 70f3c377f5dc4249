//! How much is taken at once.

use std::num::NonZeroU32;

use hub::service::{Settings, problem};
use hub::store::Admission;
use sync::{After, Answer, Ask, MOST_OFFERED, Mark, Offer, ProblemCode, SealedKeys, Status};

use crate::support::{NOW, Pc, STREAM, hub, hub_with, refused};

#[tokio::test]
async fn more_than_a_question_may_hold_is_refused() {
    let hub = hub().await;
    let (mut pc, token) = Pc::joined(1, STREAM, &hub).await;
    let mut marks = Ask::After(After {
        stream: STREAM,
        marks: vec![Mark::START; 65],
        limit: 1,
        wait_s: 0,
    });
    let many = Ask::Offer(pc.offer(MOST_OFFERED + 1));
    let mut large = pc.offer(1);
    large.events[0].payload = Some(vec![0; sync::MOST_OFFER_BYTES]);
    let counts = Status {
        counts: (0..200).map(|at| (at.to_string(), 1)).collect(),
        ..Status::default()
    };
    for ask in [many, Ask::Offer(large), Ask::Status(counts), marks.clone()] {
        let answer = hub.ask(Some(&token), ask, NOW).await;
        assert_eq!(refused(&answer), Some(ProblemCode::TooLarge));
    }
    if let Ask::After(after) = &mut marks {
        after.marks.clear();
        // A page of nothing would never end.
        after.limit = 0;
    }
    let answer = hub.ask(Some(&token), marks, NOW).await;
    assert!(matches!(answer, Answer::Page(page) if page.items.len() == 1));
}

#[tokio::test]
async fn keys_that_are_sealed_to_another_hub_are_no_keys() {
    let hub = hub().await;
    let (pc, token) = Pc::joined(1, STREAM, &hub).await;
    let keys = [(ledger::SubjectId([1; 16]), ledger::SubjectKey::new([2; 32]))];
    let keys = SealedKeys::seal(&keys, &pc.key.verifying_key(), &mut rand_core::OsRng);
    let offer = Offer {
        cards: Vec::new(),
        events: Vec::new(),
        keys: keys.unwrap(),
        erased: Vec::new(),
        revoked: Vec::new(),
    };
    let answer = hub.ask(Some(&token), Ask::Offer(offer), NOW).await;
    assert_eq!(refused(&answer), Some(ProblemCode::Malformed));
}

#[tokio::test]
async fn one_device_that_asks_too_often_is_told_when_to_come_again_and_others_are_not() {
    let settings = Settings {
        per_second: NonZeroU32::new(2),
        ..Settings::default()
    };
    let hub = hub_with(Admission::ByPackage, settings).await;
    let (_, token) = Pc::joined(1, STREAM, &hub).await;
    let (_, other) = Pc::joined(2, STREAM, &hub).await;
    let ask = || Ask::Status(Status::default());
    let mut turned_away = None;
    for _ in 0..40 {
        if let Answer::Problem(problem) = hub.ask(Some(&token), ask(), NOW).await {
            turned_away = Some(problem);
        }
    }
    let turned_away = turned_away.unwrap();
    assert_eq!(turned_away.code, ProblemCode::TooMany);
    assert!(turned_away.retry_after.is_some_and(|after| after >= 2));
    let answer = hub.ask(Some(&other), ask(), NOW).await;
    assert!(matches!(answer, Answer::Reported(_)));
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    for code in ProblemCode::ALL {
        let problem = problem(code);
        assert_eq!(problem.code, code);
        assert!(!problem.advice_ja.is_ascii() && problem.advice_en.len() > 20);
    }
}
