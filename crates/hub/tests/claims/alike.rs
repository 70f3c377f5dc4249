//! Either database answers as the book in memory does, whatever is asked in whatever order.

use ed25519_dalek::SigningKey;
use hub::claims::Claims;
use hub::store::{Device, Store};
use polling::claim::{ClaimBook, FromAuthority, ToAuthority};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::hubs::{NOW, REALM, SEED, database, device, hub};
use crate::messages::{booth, message};

/// The booth's own PC speaks: of what is given back or released the booth that has it.
fn speaker<'a>(devices: &'a [Device], book: &ClaimBook, message: &ToAuthority) -> &'a Device {
    let named = match message {
        ToAuthority::Claim(request) => Some(&request.booth),
        ToAuthority::Hold(request) => Some(&request.booth),
        ToAuthority::SignOn { booth, .. }
        | ToAuthority::SignOff { booth, .. }
        | ToAuthority::Notices { booth }
        | ToAuthority::Consent { booth, .. } => Some(booth),
        ToAuthority::GiveBack { claim, .. } => {
            let row = book.rows().claims.get(claim);
            row.and_then(|row| row.asked.as_ref())
                .map(|asked| &asked.booth)
        }
        ToAuthority::Release { hold } => {
            let hold = book.rows().holds.get(hold);
            hold.and_then(Option::as_ref).map(|(_, booth)| booth)
        }
    };
    let place = (0..3).find(|place| Some(&booth(*place)) == named);
    &devices[place.unwrap_or_default()]
}

async fn devices(store: &Store) -> Vec<Device> {
    let mut devices = Vec::new();
    for place in 0..3 {
        devices.push(device(store, place, true).await.1);
    }
    devices
}

/// The processes are asked in turn.
async fn compare(processes: &[&Claims], devices: &[Device], messages: &[ToAuthority]) {
    let mut book = ClaimBook::new(SigningKey::from_bytes(&SEED), 1);
    for (at, message) in messages.iter().enumerate() {
        let hours = i64::try_from(at / 7).unwrap();
        let now = NOW + hours * 3_600_000;
        book.at_hour(now.div_euclid(3_600_000));
        let speaker = speaker(devices, &book, message);
        let theirs = message.put(&mut book);
        let claims = processes[at % processes.len()];
        let ours: FromAuthority = claims.answer(REALM, speaker, message, now).await.unwrap();
        assert_eq!(ours, theirs, "{at}: {messages:?}");
    }
}

fn sequences(count: usize) -> impl Iterator<Item = Vec<ToAuthority>> {
    let mut runner = TestRunner::deterministic();
    let strategy = prop::collection::vec(message(), 1..60);
    (0..count).map(move |_| strategy.new_tree(&mut runner).unwrap().current())
}

#[tokio::test]
async fn the_sealed_file_answers_as_the_book_does() {
    for messages in sequences(1_000) {
        let (store, claims) = hub("home-booth", 1, None).await;
        compare(&[&claims], &devices(&store).await, &messages).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_answers_as_the_book_does() {
    let url = database();
    let (store, one) = hub("home-booth", 1, Some(&url)).await;
    let (_, other) = hub("home-booth", 1, Some(&url)).await;
    let Store::Postgres(db) = &*store else {
        panic!("not PostgreSQL");
    };
    let client = db.pool().get().await.unwrap();
    let devices = devices(&store).await;
    for messages in sequences(80) {
        let empty =
            "TRUNCATE claim, claim_elector, claim_owner, claim_contender, claim_hold, claim_turn,
                     claim_superseded, claim_term";
        client.batch_execute(empty).await.unwrap();
        compare(&[&one, &other], &devices, &messages).await;
    }
}
