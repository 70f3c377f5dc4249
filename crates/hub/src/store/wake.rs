//! Waking those who wait for something new in a log.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ledger::{RealmId, StreamId};
use tokio::sync::watch;
use tokio::time::timeout;

type Place = (RealmId, Option<StreamId>);

/// Who waits for what, in this process.
#[derive(Clone, Default)]
pub struct Wakes(Arc<Mutex<HashMap<Place, watch::Sender<u64>>>>);

/// Waits for one log, or for any of a realm. Made before the log is looked at, it misses nothing that comes after.
pub struct Watching {
    seen: watch::Receiver<u64>,
    /// How long at most, where the database may have changed without a word.
    most: Duration,
}

impl Wakes {
    /// Waits from now on.
    pub fn watching(&self, place: Place, most: Duration) -> Watching {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = places.entry(place).or_insert_with(|| watch::Sender::new(0));
        Watching {
            seen: sender.subscribe(),
            most,
        }
    }

    /// These logs have grown; none named are all of the realm.
    pub fn wake(&self, realm: RealmId, streams: &[StreamId]) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if streams.is_empty() {
            places.retain(|(of, _), sender| *of != realm || tell(sender));
            return;
        }
        let named = streams.iter().copied().map(Some);
        for stream in named.chain([None]) {
            let place = (realm, stream);
            if places.get(&place).is_some_and(|sender| !tell(sender)) {
                places.remove(&place);
            }
        }
    }

    /// Anything may have changed.
    pub fn wake_all(&self) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|_, sender| tell(sender));
    }
}

/// Whether anybody heard it.
fn tell(sender: &watch::Sender<u64>) -> bool {
    sender.send_modify(|count| *count += 1);
    sender.receiver_count() > 0
}

impl Watching {
    /// Resolves when something may have been added since this was made, or last resolved; at the latest after `within`.
    pub async fn changed(&mut self, within: Duration) {
        // Neither a time that is over nor a store that is gone says more than "look again".
        let _ = timeout(within.min(self.most), self.seen.changed()).await;
    }
}
