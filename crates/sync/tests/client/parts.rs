//! Pages of one download: what is made of them may wait for the last one, and not for long.

use ledger::{ActorId, Draft, Entity, Have, Identity, Ledger, Now, SubjectId};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use sync::client::{Do, Lane};
use sync::{Answer, Ask, Item, Mark, Page, SealedKeys};
use zeroize::Zeroizing;

use crate::desk::{Desk, Many, REALM, STREAM};

const PERSON: SubjectId = SubjectId([5; 16]);

fn other(seed: u64) -> Ledger<Many> {
    let identity = Identity {
        realm: REALM,
        stream: STREAM,
        device_name: "PC 2".to_owned(),
    };
    Ledger::in_memory(&identity, Many, &mut ChaCha8Rng::seed_from_u64(seed)).unwrap()
}

fn tells(ledger: &mut Ledger<Many>, seed: u64) {
    let draft = Draft {
        kind: "note".to_owned(),
        version: 1,
        subject: Some(PERSON),
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new(vec![0; 9]),
    };
    let now = Now {
        wall_ms: 1,
        boot: [0; 8],
        mono_ms: 1,
    };
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    ledger
        .append(vec![draft], ActorId([0; 8]), now, rng)
        .unwrap();
}

fn gives(from: &Ledger<Many>, to: &mut Ledger<Many>) {
    let batch = from.events_after(&to.have().unwrap(), 100).unwrap();
    to.import(batch, 0).unwrap();
}

/// What one PC told of a person, then what another told in between, each as one page; and a third that is empty.
fn pages() -> [Page; 3] {
    let (mut one, mut two) = (other(1), other(2));
    tells(&mut one, 11);
    gives(&one, &mut two);
    tells(&mut two, 12);
    gives(&two, &mut one);
    tells(&mut one, 13);
    let all = one.events_after(&Have::new(), 100).unwrap();
    let of = |device| {
        let cards = all.cards.iter().filter(move |card| card.device() == device);
        let events = all.events.iter();
        let events = events.filter(move |event| event.header().unwrap().device == device);
        let cards = cards.cloned().map(Item::Card);
        cards
            .chain(events.cloned().map(Item::Event))
            .collect::<Vec<_>>()
    };
    let parts = [of(one.device()), of(two.device()), Vec::new()];
    let mut at = Mark::START;
    let mut pages = parts.map(|items| {
        at = items.iter().fold(at, |at, it| at.after(&it.hash()));
        Page {
            items,
            keys: SealedKeys::none(),
            next: at,
            head: at,
        }
    });
    // There was more when these two were asked for.
    let head = Mark {
        position: at.position + 5,
        history: [9; 32],
    };
    pages[0].head = head;
    pages[1].head = head;
    pages
}

/// A desk that got the first two pages.
fn in_the_middle() -> (Desk, Page) {
    let [first, second, last] = pages();
    let mut desk = Desk::new();
    // The realm's own log comes first, and has nothing.
    let of_realm = Page {
        items: Vec::new(),
        next: Mark::START,
        head: Mark::START,
        keys: SealedKeys::none(),
    };
    desk.until(|ask| matches!(ask, Ask::After(it) if it.stream != STREAM));
    desk.heard(Lane::Down, Answer::Page(of_realm));
    for page in [first, second] {
        desk.until(|ask| matches!(ask, Ask::After(it) if it.stream == STREAM));
        desk.heard(Lane::Down, Answer::Page(page));
    }
    (desk, last)
}

fn told(desk: &Desk) -> Option<u64> {
    desk.ledger.entity(Entity::Subject(PERSON)).unwrap()
}

#[test]
fn the_last_page_has_everything_made() {
    let (mut desk, last) = in_the_middle();
    assert_eq!(told(&desk), Some(2), "what came in between waits");
    desk.until(|ask| matches!(ask, Ask::After(_)));
    desk.heard(Lane::Down, Answer::Page(last));
    let before = desk.now;
    assert!(matches!(desk.next(), Do::Wait { .. }));
    assert_eq!((told(&desk), desk.now), (Some(3), before));
}

#[test]
fn a_download_that_breaks_off_keeps_nobody_waiting_for_more_than_ten_seconds() {
    let (mut desk, _) = in_the_middle();
    let began = desk.now;
    desk.until(|ask| matches!(ask, Ask::After(_)));
    desk.failed(Lane::Down);
    while told(&desk) != Some(3) {
        match desk.next() {
            Do::Ask(asking) => desk.failed(asking.lane),
            Do::Wait { until_ms } => desk.now = until_ms,
        }
        assert!(desk.now <= began + 11_000, "it never came");
    }
}
