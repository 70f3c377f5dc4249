//! A question that is under way.

use ledger::Have;
use ledger::{DeviceId, StreamId, SubjectId};

use crate::Hello;

/// One of the lane up.
pub enum UpFlight {
    Hello(Hello),
    Challenge,
    Prove,
    Status,
    Have(StreamId),
    Offer(Offered),
}

/// What an offer held.
#[derive(Default)]
pub struct Offered {
    /// The last event of each device.
    pub last: Have,
    pub events: u64,
    pub bytes: usize,
    pub keys: Vec<SubjectId>,
    pub payloads: Vec<(DeviceId, u64)>,
    pub erased: usize,
    pub revoked: bool,
    pub histories: bool,
}

impl Offered {
    pub fn is_empty(&self) -> bool {
        self.events == 0
            && self.keys.is_empty()
            && self.payloads.is_empty()
            && self.erased == 0
            && !self.revoked
    }
}

/// One of the lane down.
pub enum DownFlight {
    Page { stream: StreamId, waits: bool },
    Heads,
}
