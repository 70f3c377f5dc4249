//! Where somebody stands in a log.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A place in the log of a stream at one hub (位置), and the hash of the history up to it.
///
/// Places are private to one hub. A hub that was restored from a backup gives the same place another history, which is
/// how a follower notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How many items of the log lie before it.
    pub position: u64,
    /// SHA-256 over the history before this item and the item's own hash; zeros at the start.
    #[serde(with = "ledger::wire::hash")]
    pub history: [u8; 32],
}

impl Mark {
    /// Before the first item.
    pub const START: Self = Self {
        position: 0,
        history: [0; 32],
    };

    /// After one more item, which has this hash ([`Item::hash`](crate::Item::hash)).
    #[must_use]
    pub fn after(self, item: &[u8; 32]) -> Self {
        let history = Sha256::new()
            .chain_update(b"kazashi.history.1")
            .chain_update(self.history)
            .chain_update(item)
            .finalize();
        Self {
            position: self.position + 1,
            history: history.into(),
        }
    }
}
