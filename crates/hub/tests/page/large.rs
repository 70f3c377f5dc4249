//! A prefecture's number of shelters. What it took is printed, never asserted.

use std::time::Instant;

use ledger::StreamId;

use crate::desk::Desk;
use crate::world::{REALM, World};

/// `KAZASHI_SHELTERS=1000 KAZASHI_PEOPLE=20` for the measurement; few in the ordinary run.
fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

#[tokio::test]
async fn many_shelters_are_answered_from_their_boards() {
    let (shelters, people) = (number("KAZASHI_SHELTERS", 40), number("KAZASHI_PEOPLE", 5));
    let world = World::new().await;
    let start = Instant::now();
    for at in 0..shelters {
        let mut id = [0xaa; 16];
        id[..4].copy_from_slice(&at.to_be_bytes());
        let mut desk = Desk::of(StreamId(id), u16::try_from(at % 500).unwrap());
        desk.open(&format!("見本避難所{at:04}"), 300);
        for person in 0..people {
            desk.register(&format!("見本{at}の{person}"), "ミホン", "1980-04-02");
        }
        world.offer(&mut desk).await;
    }
    let offered = start.elapsed();
    let start = Instant::now();
    world.page.bring_all_up().await.unwrap();
    let projected = start.elapsed();
    let start = Instant::now();
    let overview = world.page.overview(REALM).await.unwrap();
    let first = start.elapsed();
    let start = Instant::now();
    let again = world.page.overview(REALM).await.unwrap();
    let second = start.elapsed();
    assert_eq!(overview.shelters.len(), shelters as usize);
    assert_eq!(overview.totals.people.inside, shelters * people);
    assert_eq!(again, overview);
    let bytes = serde_json::to_vec(&overview).unwrap().len();
    println!(
        "{shelters} shelters of {people}: written and offered in {offered:?}, projected in {projected:?}, \
         overview of {bytes} bytes in {first:?}, again in {second:?}"
    );
}
