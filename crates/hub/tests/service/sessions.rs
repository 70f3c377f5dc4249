//! Who is who.

use hub::service::{Service, Settings};
use sync::{Answer, Ask, Hello, ProblemCode, Role, Status, Token};

use crate::support::{NOW, Pc, STREAM, after, hub, refused};

#[tokio::test]
async fn a_device_that_holds_its_key_gets_a_token_for_ten_minutes() {
    let hub = hub().await;
    let (_, token) = Pc::joined(1, STREAM, &hub).await;
    let ask = || Ask::Status(Status::default());
    let good = hub.ask(Some(&token), ask(), NOW + 599_000).await;
    assert!(matches!(good, Answer::Reported(_)));
    // Over, and of a time when the hub's clock was ahead.
    for now in [NOW + 600_000, NOW - 1] {
        let answer = hub.ask(Some(&token), ask(), now).await;
        assert_eq!(refused(&answer), Some(ProblemCode::NoSession));
    }
}

#[tokio::test]
async fn a_token_is_good_at_every_process_of_the_hub_and_at_no_other_hub() {
    let hub = hub().await;
    let (_, token) = Pc::joined(1, STREAM, &hub).await;
    let second = Service::new(
        hub.store.clone(),
        hub.secrets.clone(),
        "見本",
        Settings::default(),
    );
    let ask = || Ask::Status(Status::default());
    let answer = second.answer(Some(&token), ask(), NOW).await;
    assert!(matches!(answer, Answer::Reported(_)));
    let secrets = hub::Secrets::random(&mut rand_core::OsRng);
    let other = Service::new(
        hub.store.clone(),
        secrets.into(),
        "見本",
        Settings::default(),
    );
    let answer = other.answer(Some(&token), ask(), NOW).await;
    assert_eq!(refused(&answer), Some(ProblemCode::NoSession));
}

#[tokio::test]
async fn a_changed_token_is_none() {
    let hub = hub().await;
    let (_, token) = Pc::joined(1, STREAM, &hub).await;
    for at in 0..token.0.len() {
        let mut changed = token.clone();
        changed.0[at] ^= 1;
        let answer = hub.ask(Some(&changed), after(STREAM, 0), NOW).await;
        assert_eq!(refused(&answer), Some(ProblemCode::NoSession), "byte {at}");
    }
    for token in [None, Some(Token(Vec::new()))] {
        let answer = hub.ask(token.as_ref(), after(STREAM, 0), NOW).await;
        assert_eq!(refused(&answer), Some(ProblemCode::NoSession));
    }
}

#[tokio::test]
async fn a_proof_of_another_key_an_old_or_a_made_up_challenge_opens_no_session() {
    let hub = hub().await;
    let (pc, _) = Pc::joined(1, STREAM, &hub).await;
    let thief = Pc::new(2, STREAM);
    let mut stolen = thief.prove(&hub, NOW).await;
    stolen.device = pc.device();
    let old = pc.prove(&hub, NOW - 60_000).await;
    let mut made_up = pc.prove(&hub, NOW).await;
    made_up.challenge = vec![1; 56];
    for prove in [stolen, old, made_up] {
        let answer = hub.ask(None, Ask::Prove(prove), NOW).await;
        assert_eq!(refused(&answer), Some(ProblemCode::NotProven));
    }
    assert_eq!(thief.session(&hub).await.err(), Some(ProblemCode::NotFound));
}

#[tokio::test]
async fn a_device_is_out_at_once_when_it_is_revoked_and_what_it_had_told_stays() {
    let hub = hub().await;
    let (mut pc, token) = Pc::joined(1, STREAM, &hub).await;
    let (_, other) = Pc::joined(2, STREAM, &hub).await;
    let offer = pc.offer(3);
    assert!(matches!(
        hub.ask(Some(&token), Ask::Offer(offer), NOW).await,
        Answer::Stored(_)
    ));
    hub.store.revoke(pc.realm, pc.device()).await.unwrap();
    let late = pc.offer(1);
    let answer = hub.ask(Some(&token), Ask::Offer(late.clone()), NOW).await;
    assert_eq!(refused(&answer), Some(ProblemCode::Revoked));
    assert_eq!(pc.session(&hub).await.err(), Some(ProblemCode::Revoked));
    // Nor by a neighbour that carries it.
    let Answer::Stored(stored) = hub.ask(Some(&other), Ask::Offer(late), NOW).await else {
        panic!("not stored");
    };
    assert_eq!(stored.new, 0);
    assert_eq!(stored.refused[0].reason, "revoked");
    let Answer::Page(page) = hub.ask(Some(&other), after(STREAM, 0), NOW).await else {
        panic!("no page");
    };
    let events = page.items.iter();
    let events = events.filter(|item| matches!(item, sync::Item::Event(_)));
    assert_eq!(events.count(), 3);
}

#[tokio::test]
async fn a_realm_that_was_closed_is_told_from_one_that_never_was() {
    let hub = hub().await;
    let (pc, token) = Pc::joined(1, STREAM, &hub).await;
    hub.store.close_realm(pc.realm).await.unwrap();
    let answer = hub.ask(Some(&token), after(STREAM, 0), NOW).await;
    assert_eq!(refused(&answer), Some(ProblemCode::RealmClosed));
    assert_eq!(pc.session(&hub).await.err(), Some(ProblemCode::RealmClosed));
    let mut stranger = Pc::new(2, STREAM);
    stranger.realm = ledger::RealmId([8; 16]);
    assert_eq!(
        stranger.session(&hub).await.err(),
        Some(ProblemCode::NotFound)
    );
}

#[tokio::test]
async fn another_hub_s_word_shuts_out_and_a_desk_s_word_does_not() {
    let hub = hub().await;
    let (lost, lost_token) = Pc::joined(1, STREAM, &hub).await;
    let (_, desk) = Pc::joined(2, STREAM, &hub).await;
    let below = Pc::new(3, sync::REALM_LOG);
    let code = hub.printed(Role::Forwarder, None, NOW + 1_000).await;
    below.enrol(&hub, &code).await.unwrap();
    let below = below.session(&hub).await.unwrap();
    let own = ledger::DeviceId::of(&hub.secrets.signing().verifying_key());
    let word = |from| {
        Ask::Offer(sync::Offer {
            cards: Vec::new(),
            events: Vec::new(),
            keys: sync::SealedKeys::none(),
            erased: Vec::new(),
            revoked: vec![(lost.device(), from), (own, 1)],
        })
    };
    let known = || hub.store.revocations(lost.realm);
    let taken = hub.ask(Some(&desk), word(3), NOW).await;
    assert!(matches!(taken, Answer::Stored(_)) && known().await.unwrap().is_empty());
    hub.ask(Some(&below), word(5), NOW).await;
    assert_eq!(known().await.unwrap(), [(lost.device(), 5)]);
    let answer = hub.ask(Some(&lost_token), after(STREAM, 0), NOW).await;
    assert_eq!(refused(&answer), Some(ProblemCode::Revoked));
    // That it was earlier is learned of anybody.
    hub.ask(Some(&desk), word(3), NOW).await;
    assert_eq!(known().await.unwrap(), [(lost.device(), 3)]);
}

#[tokio::test]
async fn anybody_may_ask_who_the_hub_is() {
    let hub = hub().await;
    let hello = Hello { nonce: [4; 32] };
    let certificate = sync::CertificateHash([6; 32]);
    hub.service.set_certificates(vec![certificate]);
    let Answer::Hello(answer) = hub.ask(None, Ask::Hello(hello.clone()), NOW).await else {
        panic!("no hello");
    };
    assert!(answer.is_signed(&hello));
    assert_eq!(answer.key, hub.secrets.key());
    assert_eq!(answer.certificates, [certificate]);
}
