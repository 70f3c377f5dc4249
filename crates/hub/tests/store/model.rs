//! Random offers against a model of a few lines, on both databases.

use std::collections::{BTreeMap, BTreeSet};

use hub::store::{Opened, Store};
use ledger::{DeviceId, Signed, SubjectId};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sync::Item;

use crate::desk::{Desk, REALM, key_of, stream, subject};
use crate::stores::{in_memory, in_postgres};
use crate::world::{MUCH, log_with_keys, prepare, realm_log};

/// What must be in every store.
#[derive(Default)]
struct Model {
    /// How far each device's chain reaches.
    have: BTreeMap<DeviceId, u64>,
    /// The payloads that are there.
    payloads: BTreeSet<(DeviceId, u64)>,
    keys: BTreeSet<SubjectId>,
    erased: BTreeSet<SubjectId>,
}

impl Model {
    /// Takes an offer in; gives how many events are new.
    fn take(&mut self, offer: &Opened) -> u32 {
        let mut new = 0;
        self.erased.extend(&offer.erased);
        let mut events: Vec<_> = offer
            .events
            .iter()
            .map(|signed| (signed.header().unwrap(), signed))
            .collect();
        events.sort_by_key(|(header, _)| header.order());
        for (header, signed) in events {
            let have = self.have.entry(header.device).or_insert(0);
            if header.seq == *have + 1 {
                *have += 1;
                new += 1;
            }
            let is_here = header.seq <= *have;
            if is_here && signed.payload.is_some() {
                self.payloads.insert((header.device, header.seq));
            }
        }
        self.keys
            .extend(offer.keys.iter().map(|(subject, _)| *subject));
        new
    }
}

struct Play {
    rng: ChaCha8Rng,
    desks: Vec<Desk>,
    /// All that was ever written.
    events: Vec<(Option<SubjectId>, Signed)>,
}

impl Play {
    fn new(seed: u64) -> Self {
        let desks = (0..5).map(|n| Desk::new(seed * 100 + n, stream(n % 2 + 1)));
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            desks: desks.collect(),
            events: Vec::new(),
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.rng.next_u32() as usize % limit
    }

    fn offer(&mut self) -> Opened {
        for _ in 0..self.below(6) {
            let about = match self.below(3) {
                0 => None,
                _ => Some(subject(self.below(12) as u64)),
            };
            let desk = self.below(self.desks.len());
            let event = self.desks[desk].event(about);
            self.events.push((about, event));
        }
        let by = self.below(self.desks.len());
        let mut offer = self.desks[by].offers(Vec::new());
        if !self.events.is_empty() {
            let from = self.below(self.events.len());
            let count = 1 + self.below(12);
            for _ in 0..count {
                // Mostly in a row, sometimes from anywhere.
                let at = match self.below(5) {
                    0 => self.below(self.events.len()),
                    _ => (from + offer.events.len()).min(self.events.len() - 1),
                };
                let mut signed = self.events[at].1.clone();
                if self.below(8) == 0 {
                    signed.payload = None;
                }
                offer.events.push(signed);
            }
        }
        for _ in 0..self.below(4) {
            let subject = subject(self.below(12) as u64);
            offer.keys.push((subject, key_of(subject)));
        }
        if self.below(25) == 0 {
            offer.erased.push(subject(self.below(12) as u64));
        }
        offer
    }
}

fn again(offer: &Opened) -> Opened {
    Opened {
        by: offer.by,
        cards: offer.cards.clone(),
        events: offer.events.clone(),
        keys: offer.keys.clone(),
        erased: offer.erased.clone(),
    }
}

async fn play(seed: u64, offers: usize, stores: &[Store]) {
    let mut play = Play::new(seed);
    let mut model = Model::default();
    let every: Vec<_> = play.desks.iter().collect();
    for store in stores {
        prepare(store, &every).await;
    }
    for round in 0..offers {
        let offer = play.offer();
        let new = model.take(&offer);
        for store in stores {
            let answer = store.take(REALM, again(&offer), 1).await.unwrap();
            assert!(answer.refused.is_empty(), "seed {seed}, round {round}");
            assert_eq!(answer.new, new, "seed {seed}, round {round}");
        }
    }
    let whose: BTreeMap<_, _> = play
        .events
        .iter()
        .map(|(about, signed)| {
            let header = signed.header().unwrap();
            ((header.device, header.seq), *about)
        })
        .collect();
    let is_open = |place| whose[place].is_none_or(|about| !model.erased.contains(&about));
    let payloads = model.payloads.iter().filter(|place| is_open(*place));
    let payloads: BTreeSet<_> = payloads.copied().collect();
    let mut logs = Vec::new();
    for store in stores {
        let mut found = BTreeSet::new();
        let mut reached = BTreeMap::new();
        let mut log = Vec::new();
        for number in 1..3 {
            let (items, keys, _) = log_with_keys(store, REALM, stream(number), MUCH).await;
            let has = store.has(REALM, stream(number)).await.unwrap();
            assert_eq!(has.erased, model.erased.len() as u64);
            let ends = has.have.iter().map(|(id, (seq, _))| (*id, *seq));
            reached.extend(ends);
            for item in &items {
                match item {
                    Item::Event(signed) if signed.payload.is_some() => {
                        let header = signed.header().unwrap();
                        assert!(found.insert((header.device, header.seq)));
                    }
                    Item::Payload {
                        device,
                        seq,
                        payload: Some(_),
                    } => assert!(found.insert((*device, *seq))),
                    _ => {}
                }
            }
            // Each key that opens something is there, and is asked for where it is not.
            let named: BTreeSet<_> = keys.iter().copied().collect();
            assert_eq!(named.len(), keys.len());
            let of_stream: BTreeSet<_> = items
                .iter()
                .filter_map(|item| match item {
                    Item::Event(signed) => signed.header().ok(),
                    _ => None,
                })
                .filter(|header| payloads.contains(&(header.device, header.seq)))
                .filter_map(|header| header.subject)
                .collect();
            for subject in of_stream {
                assert_eq!(named.contains(&subject), model.keys.contains(&subject));
                assert_ne!(named.contains(&subject), has.lacks_keys.contains(&subject));
            }
            log.push((items, keys));
        }
        model.have.retain(|_, seq| *seq > 0);
        assert_eq!(reached, model.have, "seed {seed}");
        assert!(found == payloads, "seed {seed}");
        log.push((realm_log(store).await, Vec::new()));
        logs.push(log);
    }
    assert!(
        logs.windows(2).all(|pair| pair[0] == pair[1]),
        "seed {seed}"
    );
}

#[tokio::test]
async fn random_offers_end_as_the_model_says_and_alike_on_both_databases() {
    for seed in 0..10 {
        play(seed, 100, &[in_memory(), in_postgres().await]).await;
    }
}

#[tokio::test]
async fn many_more_random_offers_end_as_the_model_says() {
    for seed in 1_000..1_030 {
        play(seed, 60, &[in_memory()]).await;
    }
}
