//! Requests that a broken or hostile client sends: the bytes of good ones, changed by lot.

use std::collections::BTreeMap;
use std::time::Duration;

use ledger::Have;
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore as _, SeedableRng as _};
use serde::Serialize;
use sync::{After, EnrolStart, HaveOf, HeadsAfter, Hello, Mark, Offer, Prove, SealedKeys, Status};
use tokio::task::JoinSet;

use crate::describing::session;
use crate::desk::Desk;
use crate::hub::{Hub, STREAM, plain};

/// Changed requests of each kind.
const OF_EACH: usize = 150;
const AT_ONCE: usize = 16;
const EVENTS: usize = 20;

fn cbor<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

/// One good request of each kind that a desk makes.
fn good(hub: &Hub, desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let batch = desk.with(|ledger| ledger.lacked_by(&Have::new(), 1_000, 1 << 20).unwrap());
    let offer = Offer {
        cards: batch.cards,
        events: batch.events,
        keys: SealedKeys::none(),
        erased: Vec::new(),
        revoked: Vec::new(),
    };
    let prove = Prove {
        realm: hub.realm,
        device: desk.who.device,
        challenge: vec![7; 60],
        signature: [7; 64],
    };
    let start = EnrolStart {
        code: [7; 16],
        nonce: [7; 32],
    };
    let after = After {
        stream: STREAM,
        marks: vec![Mark::START],
        limit: 100,
        wait_s: 0,
    };
    let heads = HeadsAfter {
        known: BTreeMap::from([(STREAM, Mark::START)]),
        wait_s: 0,
    };
    vec![
        ("/v1/events".to_owned(), cbor(&offer)),
        ("/v1/hello".to_owned(), cbor(&Hello { nonce: [7; 32] })),
        ("/v1/enrol/start".to_owned(), cbor(&start)),
        ("/v1/session/prove".to_owned(), cbor(&prove)),
        ("/v1/status".to_owned(), cbor(&Status::default())),
        (
            format!("/v1/streams/{STREAM}/have"),
            cbor(&HaveOf { stream: STREAM }),
        ),
        (format!("/v1/streams/{STREAM}/after"), cbor(&after)),
        ("/v1/heads".to_owned(), cbor(&heads)),
    ]
}

/// One to four of: a byte changed, a piece cut out, said twice, or replaced by the head of something enormous.
fn mangle(bytes: &[u8], dice: &mut ChaCha8Rng) -> Vec<u8> {
    /// Byte strings, texts, lists and maps of up to 2^64 items, tags, floats, and what has no end.
    const HEADS: [&[u8]; 7] = [
        &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x7a, 0xff, 0xff, 0xff, 0xff],
        &[0x9b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0xbf, 0xbf, 0xbf, 0xbf, 0x9f, 0x9f],
        &[0xd9, 0xff, 0xff],
        &[0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
        &[0x81; 200],
    ];
    let mut bytes = bytes.to_vec();
    let mut below = |most: usize| usize::try_from(dice.next_u64()).unwrap_or(0) % most.max(1);
    for _ in 0..=below(4) {
        let at = below(bytes.len());
        let to = at + below((bytes.len() - at).min(64) + 1);
        match below(4) {
            0 if at < bytes.len() => bytes[at] ^= 1 << below(8),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let again = bytes[at..to].to_vec();
                bytes.splice(at..at, again);
            }
            _ => drop(bytes.splice(at..to, HEADS[below(HEADS.len())].iter().copied())),
        }
    }
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_bytes_come_the_hub_answers_and_stores_nothing_that_was_not_signed() {
    let hub = Hub::start_with("[limits]\nper_device_second = 0");
    let desk = Desk::new(&hub, STREAM);
    desk.writes(EVENTS);
    hub.takes(&desk).await;
    let token = session(&hub, &desk).await;
    let client = plain();
    let mut dice = ChaCha8Rng::seed_from_u64(20_261_122);
    let mut sent = JoinSet::new();
    for (path, bytes) in good(&hub, &desk) {
        for number in 0..OF_EACH {
            let mut body = mangle(&bytes, &mut dice);
            let packed = number % 3 == 0;
            if packed {
                body = zstd::encode_all(&body[..], 1).unwrap();
                if number % 2 == 0 {
                    body = mangle(&body, &mut dice);
                }
            }
            let request = client
                .post(format!("{}{path}", hub.address()))
                .header("content-type", "application/cbor")
                .header("content-encoding", if packed { "zstd" } else { "identity" })
                .header("authorization", format!("Kazashi {token}"))
                .timeout(Duration::from_secs(3))
                .body(body.clone());
            let path = path.clone();
            sent.spawn(async move {
                match request.send().await {
                    Ok(answer) => {
                        let status = answer.status().as_u16();
                        assert!(
                            status < 500 || status == 503,
                            "{path}: {status} to {body:02x?}"
                        );
                    }
                    // Changed so that it waits for news, which a good one may do too.
                    Err(error) if error.is_timeout() && path.ends_with(['r', 's']) => {}
                    Err(error) => panic!("{path}: {error} to {body:02x?}"),
                }
            });
            if sent.len() >= AT_ONCE {
                sent.join_next().await.unwrap().unwrap();
            }
        }
    }
    while let Some(ended) = sent.join_next().await {
        ended.unwrap();
    }

    // What is signed and continues a chain is taken in from whatever was left whole, and each event once.
    let stored = hub.figure("kazashi_hub_events_stored_total ").await;
    assert!(stored.unwrap_or(0.0) <= 20.0, "{stored:?}");
    let (path, bytes) = good(&hub, &desk).swap_remove(0);
    let whole = client
        .post(format!("{}{path}", hub.address()))
        .header("content-type", "application/cbor")
        .header("authorization", format!("Kazashi {token}"))
        .body(bytes);
    assert_eq!(whole.send().await.unwrap().status().as_u16(), 200);
    hub.until_stored(20.0).await;
}
