//! Questions that wait for news.

use std::time::Duration;

use sync::{Answer, Ask};
use tokio::time::{sleep, timeout};

use crate::support::{NEIGHBOUR, NOW, Pc, STREAM, after, hub};

#[tokio::test]
async fn who_waits_is_answered_when_something_comes_and_not_by_what_comes_elsewhere() {
    let hub = hub().await;
    let (mut writer, token) = Pc::joined(1, STREAM, &hub).await;
    let (mut neighbour, elsewhere) = Pc::joined(2, NEIGHBOUR, &hub).await;
    let Answer::Page(page) = hub.ask(Some(&token), after(STREAM, 0), NOW).await else {
        panic!("no page");
    };
    let Ask::After(mut ask) = after(STREAM, 20) else {
        unreachable!()
    };
    ask.marks = vec![page.next];
    let service = hub.service.clone();
    let waiting = tokio::spawn({
        let token = token.clone();
        async move { service.answer(Some(&token), Ask::After(ask), NOW).await }
    });
    sleep(Duration::from_millis(50)).await;
    let offer = neighbour.offer(1);
    hub.ask(Some(&elsewhere), Ask::Offer(offer), NOW).await;
    sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());
    let offer = writer.offer(1);
    hub.ask(Some(&token), Ask::Offer(offer), NOW).await;
    let answer = timeout(Duration::from_secs(5), waiting).await;
    let Answer::Page(page) = answer.unwrap().unwrap() else {
        panic!("no page");
    };
    assert!(!page.items.is_empty());
}

#[tokio::test]
async fn who_waits_takes_no_room_from_those_who_work() {
    let settings = hub::service::Settings {
        at_once: 1,
        per_second: None,
    };
    let hub = crate::support::hub_with(hub::store::Admission::ByPackage, settings).await;
    let (mut pc, token) = Pc::joined(1, STREAM, &hub).await;
    let Answer::Page(page) = hub.ask(Some(&token), after(STREAM, 0), NOW).await else {
        panic!("no page");
    };
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let Ask::After(mut ask) = after(STREAM, 20) else {
                unreachable!()
            };
            ask.marks = vec![page.next];
            let (service, token) = (hub.service.clone(), token.clone());
            tokio::spawn(async move { service.answer(Some(&token), Ask::After(ask), NOW).await })
        })
        .collect();
    sleep(Duration::from_millis(50)).await;
    assert!(waiting.iter().all(|one| !one.is_finished()));
    let offer = pc.offer(1);
    let answer = hub.ask(Some(&token), Ask::Offer(offer), NOW).await;
    assert!(matches!(answer, Answer::Stored(_)));
    for one in waiting {
        one.abort();
    }
}
