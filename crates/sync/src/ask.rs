//! The questions of a device that has a session, and their answers. Each is one HTTP request.

use std::collections::BTreeMap;

use ledger::{DeviceCard, DeviceId, Have, RealmId, Signed, StreamId, SubjectId};
use serde::{Deserialize, Serialize};

use crate::{Challenge, Hello, HelloAnswer, Item, Mark, Problem, Prove, SealedKeys, Session};

/// Most items of a page.
pub const MOST_ITEMS: u32 = 1_000;
/// Most events of an offer.
pub const MOST_OFFERED: usize = 500;
/// Most bytes of an offer or a page before compression.
pub const MOST_OFFER_BYTES: usize = 4 << 20;
/// Most seconds that an answer is waited for; proxies cut idle requests at 30.
pub const MOST_WAIT_S: u32 = 25;

/// What a client asks. Realm and device are in the token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// `POST /v1/hello`: who are you? Without a session.
    Hello(Hello),
    /// `POST /v1/session`: something to sign. Without a session.
    Challenge,
    /// `POST /v1/session/prove`. Without a session.
    Prove(Prove),
    /// `POST /v1/status`: the figures, before the history.
    Status(Status),
    /// `POST /v1/streams/{stream}/have`: what has the hub?
    Have(HaveOf),
    /// `POST /v1/events`: here is what you lack.
    Offer(Offer),
    /// `POST /v1/streams/{stream}/after`: what came since?
    After(After),
    /// `POST /v1/heads`: which streams have grown? For headquarters and forwarders.
    Heads(HeadsAfter),
}

/// What a hub answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Ask::Hello`].
    Hello(HelloAnswer),
    /// To [`Ask::Challenge`].
    Challenge(Challenge),
    /// To [`Ask::Prove`].
    Session(Session),
    /// To [`Ask::Status`].
    Reported(Reported),
    /// To [`Ask::Have`].
    Has(HubHas),
    /// To [`Ask::Offer`]; it is stored when this comes.
    Stored(Stored),
    /// To [`Ask::After`].
    Page(Page),
    /// To [`Ask::Heads`].
    Heads(Heads),
    /// To any.
    Problem(Problem),
}

/// What a desk says of itself before anything else, so that headquarters see it before the history has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Status {
    /// Version of the program.
    pub program: String,
    /// Events that the hub has not confirmed.
    pub unsent: u64,
    /// When the oldest of them was written, by the PC's clock, milliseconds since 1970 UTC.
    pub oldest_unsent_ms: Option<i64>,
    /// What the desk counts, by name: `people`, `households`, `accepted` … Never anything of one person.
    pub counts: BTreeMap<String, u64>,
    /// Bytes that are free where the ledger is.
    pub free_bytes: Option<u64>,
    /// The PC's clock, milliseconds since 1970 UTC.
    pub clock_ms: i64,
}

/// To a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// The hub's clock, milliseconds since 1970 UTC.
    pub time_ms: i64,
}

/// Of which stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HaveOf {
    /// The stream.
    pub stream: StreamId,
}

/// What the hub has of a stream.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubHas {
    /// The last event of each device that writes into the stream. Those of a device that only asks to be let in are
    /// counted too: they are kept apart, and safe.
    pub have: Have,
    /// Subjects whose payloads the hub has and whose key it lacks, some at a time.
    pub lacks_keys: Vec<SubjectId>,
    /// Events whose payload the hub lacks although their subject is not erased, some at a time.
    pub lacks_payloads: Vec<(DeviceId, u64)>,
    /// How many subjects of the realm are erased at the hub.
    pub erased: u64,
    /// Exclusive or of the SHA-256 of each of them.
    #[serde(with = "ledger::wire::hash")]
    pub erased_sum: [u8; 32],
    /// [`revoked_sum`](crate::revoked_sum) of the devices of the realm that are shut out.
    #[serde(with = "ledger::wire::hash", default)]
    pub revoked_sum: [u8; 32],
    /// Of devices that are suspended: an event of the second history and one of the first that contradicts it, without
    /// payloads, so that everybody hears of a copied PC.
    #[serde(default)]
    pub second: Vec<Signed>,
    /// Where the stream's log ends.
    pub head: Mark,
}

/// A part of what the hub lacks, of any stream of the realm and any device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Who the devices are, where the hub may not know.
    pub cards: Vec<DeviceCard>,
    /// Events, those of each device in their order.
    pub events: Vec<Signed>,
    /// Keys, sealed to the hub.
    pub keys: SealedKeys,
    /// Subjects that are erased.
    pub erased: Vec<SubjectId>,
    /// Devices that are shut out, each with the first number that is not valid any more; the lowest that anybody knows
    /// counts. A hub takes new ones from hubs only, from others lower numbers of those that it knows.
    #[serde(default)]
    pub revoked: Vec<(DeviceId, u64)>,
}

/// What became of an offer; it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Up to which event the hub has each device of the offer now.
    pub have: Have,
    /// How many events were new.
    pub new: u32,
    /// What was not taken in; the hub keeps the bytes.
    pub refused: Vec<Refusal>,
}

/// One event that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The device, if the bytes are a header.
    pub device: Option<DeviceId>,
    /// Its number.
    pub seq: Option<u64>,
    /// A name of [`ledger::Reason`].
    pub reason: String,
}

/// What came since?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// The stream, or [`REALM_LOG`](crate::REALM_LOG).
    pub stream: StreamId,
    /// Marks that the asker has passed, the highest first, at most 64: the page begins after the first of them.
    pub marks: Vec<Mark>,
    /// At most so many items; at most [`MOST_ITEMS`].
    pub limit: u32,
    /// How many seconds to wait for an item if there is none, at most [`MOST_WAIT_S`].
    pub wait_s: u32,
}

/// Items in their order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The items.
    pub items: Vec<Item>,
    /// Keys named by the items, sealed to the device.
    pub keys: SealedKeys,
    /// After the last item.
    pub next: Mark,
    /// Where the log ends.
    pub head: Mark,
}

/// Used by the service below the protocol: the asker's marks are not of this history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Differs {
    /// The highest mark that both have; [`Mark::START`] at worst.
    pub common: Mark,
}

/// Which streams have grown?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadsAfter {
    /// What the asker knows.
    pub known: BTreeMap<StreamId, Mark>,
    /// How many seconds to wait for a change, at most [`MOST_WAIT_S`].
    pub wait_s: u32,
}

/// Those that have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// The realm.
    pub realm: RealmId,
    /// Heads that differ from what the asker knows.
    pub heads: Vec<Head>,
}

/// One stream's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The stream.
    pub stream: StreamId,
    /// Where its log ends.
    pub mark: Mark,
}
