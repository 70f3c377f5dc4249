//! Opening a session, keeping it, and what a desk shows meanwhile.

use sync::client::{Do, Lane, Line};
use sync::{Ask, HubKey, ProblemCode, Role, Standing};

use crate::desk::{Desk, HUB_MS, hub_key, problem};

#[test]
fn the_figures_go_before_the_history() {
    let mut desk = Desk::new();
    desk.write(3);
    assert_eq!(desk.client.view().line, Line::Connecting);
    let asked = desk.settle();
    let up: Vec<_> = asked.iter().filter(|it| **it != "after").collect();
    assert_eq!(
        up,
        [
            &"hello",
            &"challenge",
            &"prove",
            &"status",
            &"have",
            &"offer"
        ]
    );
    assert_eq!(desk.client.view().line, Line::UpToDate);
    assert_eq!(desk.client.view().waiting, 0);
}

#[test]
fn a_proof_is_what_the_device_signed_for_this_hub() {
    let mut desk = Desk::new();
    let Ask::Prove(prove) = desk.until(|ask| matches!(ask, Ask::Prove(_))) else {
        unreachable!()
    };
    let key = desk.ledger.card().unwrap().check(prove.realm).unwrap();
    assert!(prove.is_signed_by(&key, HubKey::of(&hub_key())));
}

#[test]
fn a_status_says_what_is_unsent() {
    let mut desk = Desk::new();
    desk.write(3);
    let Ask::Status(status) = desk.until(|ask| matches!(ask, Ask::Status(_))) else {
        unreachable!()
    };
    assert_eq!((status.unsent, status.oldest_unsent_ms), (3, Some(1)));
}

#[test]
fn another_hub_gets_nothing() {
    let mut desk = Desk::new();
    desk.write(1);
    desk.hub = ed25519_dalek::SigningKey::from_bytes(&[8; 32]);
    assert_eq!(desk.settle(), ["hello"]);
    assert_eq!(desk.client.view().line, Line::OtherHub);
    // And is asked again only after a while.
    assert!(desk.waits_until() >= desk.now + 30_000);
}

#[test]
fn a_token_is_renewed_before_it_is_over() {
    let mut desk = Desk::new();
    desk.settle();
    let began = desk.now;
    desk.until(|ask| matches!(ask, Ask::Prove(_)));
    let good_ms = u64::from(desk.seconds) * 1000;
    assert!(desk.now < began + good_ms, "{}", desk.now - began);
    assert!(desk.now >= began + good_ms / 2);
}

#[test]
fn a_token_that_is_over_is_renewed_at_once_and_none_is_asked_for_without_end() {
    let mut desk = Desk::new();
    desk.settle();
    desk.now += 100_000;
    desk.write(1);
    desk.until(|ask| matches!(ask, Ask::Offer(_)));
    let before = desk.now;
    desk.heard(Lane::Up, problem(ProblemCode::NoSession, None));
    desk.ask(Lane::Up);
    assert_eq!(desk.now, before);

    // A hub that takes no token at all.
    let mut desk = Desk::new();
    let mut proofs = 0;
    while desk.now < 600_000 {
        match desk.next() {
            Do::Wait { until_ms } => desk.now = until_ms,
            Do::Ask(asking) => {
                proofs += usize::from(matches!(asking.ask, Ask::Prove(_)));
                let answer = match asking.ask {
                    Ask::Hello(_) | Ask::Challenge | Ask::Prove(_) => desk.answer(&asking),
                    _ => problem(ProblemCode::NoSession, None),
                };
                desk.heard(asking.lane, answer);
                desk.now += 1;
            }
        }
    }
    assert!(proofs < 60, "{proofs} sessions in ten minutes");
}

#[test]
fn the_hubs_time_is_known_by_half_the_round_trip() {
    let mut desk = Desk::new();
    desk.now = 5_000;
    desk.until(|ask| matches!(ask, Ask::Prove(_)));
    let sent = desk.now;
    // The hub answers 300 ms after it was asked, and the answer takes 100 ms.
    desk.now += 300;
    let session = desk.answer(&sync::client::Asking {
        lane: Lane::Up,
        token: None,
        ask: Ask::Prove(sync::Prove {
            realm: crate::desk::REALM,
            device: desk.ledger.device(),
            challenge: Vec::new(),
            signature: [0; 64],
        }),
    });
    desk.now += 100;
    desk.heard(Lane::Up, session);
    let time = desk.client.server_time().unwrap();
    assert_eq!(time.uncertainty_ms, (desk.now - sent) / 2);
    assert!(time.offset_ms.abs_diff(HUB_MS) <= time.uncertainty_ms);
}

#[test]
fn what_the_hub_says_of_the_device_is_shown() {
    for (standing, line) in [
        (Standing::Asking, Line::Asking),
        (Standing::Suspended, Line::Suspended),
        (Standing::Admitted, Line::UpToDate),
    ] {
        let mut desk = Desk::new();
        desk.standing = standing;
        desk.settle();
        assert_eq!(desk.client.view().line, line);
    }
    for (code, line) in [
        (ProblemCode::Revoked, Line::Revoked),
        (ProblemCode::RealmClosed, Line::Closed),
        (ProblemCode::NotFound, Line::NotLetIn),
        (ProblemCode::DiskFull, Line::Trouble(ProblemCode::DiskFull)),
    ] {
        let mut desk = Desk::new();
        desk.until(|ask| matches!(ask, Ask::Status(_)));
        desk.heard(Lane::Up, problem(code, None));
        assert_eq!(desk.client.view().line, line);
    }
    let mut desk = Desk::new();
    desk.ask(Lane::Up);
    desk.failed(Lane::Up);
    assert_eq!(desk.client.view().line, Line::Offline);
}

#[test]
fn who_only_asks_to_be_let_in_follows_nothing_and_offers_its_own() {
    let mut desk = Desk::new();
    desk.standing = Standing::Asking;
    desk.write(2);
    let asked = desk.settle();
    assert!(!asked.contains(&"after"));
    assert!(asked.contains(&"offer"));
}

#[test]
fn headquarters_follow_by_the_heads() {
    let mut desk = Desk::new();
    desk.role = Role::Headquarters;
    let asked = desk.settle();
    assert_eq!(asked.last(), Some(&"heads"));
}
