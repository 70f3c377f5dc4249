//! Who sees what.

use std::collections::BTreeMap;

use hub::service::Settings;
use hub::store::Admission;
use ledger::RealmId;
use sync::{Answer, Ask, HaveOf, HeadsAfter, ProblemCode, REALM_LOG, Role};

use crate::support::{
    NEIGHBOUR, NOW, Pc, REALM, STREAM, after, hub, hub_with, package_code, polling_hub, refused,
};

fn heads() -> Ask {
    Ask::Heads(HeadsAfter {
        known: BTreeMap::new(),
        wait_s: 0,
    })
}

#[tokio::test]
async fn a_desk_follows_its_own_stream_and_the_realms_log_and_gives_of_any_stream() {
    let hub = hub().await;
    let (_, token) = Pc::joined(1, STREAM, &hub).await;
    let (mut neighbour, _) = Pc::joined(2, NEIGHBOUR, &hub).await;
    for (stream, allowed) in [(STREAM, true), (REALM_LOG, true), (NEIGHBOUR, false)] {
        let answer = hub.ask(Some(&token), after(stream, 0), NOW).await;
        let code = refused(&answer);
        assert_eq!(code, (!allowed).then_some(ProblemCode::NotAllowed));
    }
    let answer = hub.ask(Some(&token), heads(), NOW).await;
    assert_eq!(refused(&answer), Some(ProblemCode::NotAllowed));
    let carried = neighbour.offer(2);
    let Answer::Stored(stored) = hub.ask(Some(&token), Ask::Offer(carried), NOW).await else {
        panic!("not stored");
    };
    assert_eq!(stored.new, 2);
    let of = HaveOf { stream: NEIGHBOUR };
    let Answer::Has(has) = hub.ask(Some(&token), Ask::Have(of), NOW).await else {
        panic!("no have");
    };
    assert_eq!(has.have[&neighbour.device()].0, 2);
}

#[tokio::test]
async fn the_booths_of_an_election_know_what_each_of_them_did() {
    let hub = polling_hub().await;
    let (_, token) = Pc::joined(1, STREAM, &hub).await;
    let (mut other, theirs) = Pc::joined(2, NEIGHBOUR, &hub).await;
    hub.ask(Some(&theirs), Ask::Offer(other.offer(1)), NOW)
        .await;
    let page = hub.ask(Some(&token), after(NEIGHBOUR, 0), NOW).await;
    assert!(matches!(page, Answer::Page(page) if !page.items.is_empty()));
    let heads = hub.ask(Some(&token), heads(), NOW).await;
    assert!(matches!(heads, Answer::Heads(heads) if heads.heads.len() >= 2));
}

#[tokio::test]
async fn headquarters_follow_all_streams() {
    let hub = hub().await;
    let (mut desk, token) = Pc::joined(1, STREAM, &hub).await;
    let offer = desk.offer(1);
    hub.ask(Some(&token), Ask::Offer(offer), NOW).await;
    let code = hub.printed(Role::Headquarters, None, NOW + 1).await;
    let city = Pc::new(3, NEIGHBOUR);
    let answer = city.enrol(&hub, &code).await.unwrap();
    assert_eq!(answer.role, Role::Headquarters);
    let token = city.session(&hub).await.unwrap();
    let page = hub.ask(Some(&token), after(STREAM, 0), NOW).await;
    assert!(matches!(page, Answer::Page(page) if !page.items.is_empty()));
    let Answer::Heads(heads) = hub.ask(Some(&token), heads(), NOW).await else {
        panic!("no heads");
    };
    assert!(heads.heads.iter().any(|head| head.stream == STREAM));
}

#[tokio::test]
async fn who_only_asks_to_be_let_in_gives_and_sees_its_own_and_no_more() {
    let settings = Settings {
        per_second: None,
        ..Settings::default()
    };
    let hub = hub_with(Admission::ByAdministrator, settings).await;
    let (mut pc, token) = Pc::joined(1, STREAM, &hub).await;
    let (mut other, other_token) = Pc::joined(2, STREAM, &hub).await;
    let offer = other.offer(1);
    hub.ask(Some(&other_token), Ask::Offer(offer), NOW).await;
    let offer = pc.offer(2);
    let stored = hub.ask(Some(&token), Ask::Offer(offer), NOW).await;
    assert!(matches!(stored, Answer::Stored(it) if it.have[&pc.device()].0 == 2));
    let of = HaveOf { stream: STREAM };
    let Answer::Has(has) = hub.ask(Some(&token), Ask::Have(of), NOW).await else {
        panic!("no have");
    };
    assert_eq!(has.have.keys().collect::<Vec<_>>(), [&pc.device()]);
    let elsewhere = Ask::Have(HaveOf { stream: NEIGHBOUR });
    for ask in [after(STREAM, 0), after(REALM_LOG, 0), heads(), elsewhere] {
        let answer = hub.ask(Some(&token), ask, NOW).await;
        assert_eq!(refused(&answer), Some(ProblemCode::NotAllowed));
    }
    hub.store.admit(REALM, pc.device()).await.unwrap();
    let page = hub.ask(Some(&token), after(STREAM, 0), NOW).await;
    assert!(matches!(page, Answer::Page(page) if page.items.len() >= 3));
}

#[tokio::test]
async fn nothing_crosses_realms() {
    let hub = hub().await;
    let (mut pc, token) = Pc::joined(1, STREAM, &hub).await;
    let offer = pc.offer(2);
    hub.ask(Some(&token), Ask::Offer(offer), NOW).await;
    let mut other = Pc::new(2, STREAM);
    other.realm = RealmId([9; 16]);
    other.enrol(&hub, &package_code(other.realm)).await.unwrap();
    let token = other.session(&hub).await.unwrap();
    let Answer::Page(page) = hub.ask(Some(&token), after(STREAM, 0), NOW).await else {
        panic!("no page");
    };
    let foreign = page.items.iter().any(|item| match item {
        sync::Item::Event(_) => true,
        sync::Item::Card(card) => card.device() != other.device(),
        _ => false,
    });
    assert!(!foreign);
    // Its events are refused in the other realm, and kept.
    let carried = pc.offer(1);
    let Answer::Stored(stored) = hub.ask(Some(&token), Ask::Offer(carried), NOW).await else {
        panic!("not stored");
    };
    assert_eq!(stored.refused[0].reason, "other-realm");
}
