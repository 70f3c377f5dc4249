//! What a screen shows of the exchange, as data.

use crate::ProblemCode;

/// The exchange as it stands (同期の状態).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// In one word.
    pub line: Line,
    /// When an answer came last, by the monotonic clock.
    pub last_exchange_ms: Option<u64>,
    /// Events that the hub has not confirmed, as far as that is known.
    pub waiting: u64,
}

/// In one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The hub is out of reach.
    Offline,
    /// The session is being opened.
    Connecting,
    /// Events are on their way.
    Sending {
        /// How many of them the hub has.
        sent: u64,
        /// How many there are.
        of: u64,
    },
    /// The hub has all.
    UpToDate,
    /// An administrator has to let the device in; its events are taken and kept apart.
    Asking,
    /// The hub does not know this device or realm: it has to be enrolled.
    NotLetIn,
    /// The device is shut out.
    Revoked,
    /// Two histories carry this device's key.
    Suspended,
    /// Another hub answers at this address.
    OtherHub,
    /// The realm is closed.
    Closed,
    /// The hub answers, and does not do what it is asked.
    Trouble(ProblemCode),
    /// This machine's own disk is full.
    OwnDiskFull,
    /// This machine's own ledger fails.
    OwnFault,
}

/// The hub's clock against this machine's monotonic one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerTime {
    /// The hub's clock (milliseconds since 1970 UTC) less the monotonic clock at the same moment.
    pub offset_ms: i64,
    /// By how much it may be wrong: half the round trip.
    pub uncertainty_ms: u64,
}
