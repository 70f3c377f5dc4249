//! What desks and hubs say to each other (同期), and the desk's side of it, without I/O.
//!
//! A hub keeps a log of each stream: [`Item`]s in the order in which it stored them. Who follows a log holds a
//! [`Mark`], a place and the hash of the history up to it, so that a hub with another past is noticed. What the hub
//! lacks is told by [`Have`](ledger::Have), never by memory of what was sent.

mod ask;
pub mod client;
mod enrol;
mod hello;
mod invitation;
mod item;
mod mark;
mod problem;
mod revoked;
mod sealed;
mod session;

pub use ask::{
    After, Answer, Ask, Differs, HaveOf, Head, Heads, HeadsAfter, HubHas, MOST_ITEMS,
    MOST_OFFER_BYTES, MOST_OFFERED, MOST_WAIT_S, Offer, Page, Refusal, Reported, Status, Stored,
};
pub use enrol::{Code, EnrolAnswer, EnrolRequest, EnrolStart, EnrolStarted};
pub use hello::{CertificateHash, Hello, HelloAnswer, HubId, HubKey};
pub use invitation::{CODE_LETTERS, Invitation};
pub use item::Item;
pub use mark::Mark;
pub use problem::{Problem, ProblemCode};
pub use revoked::revoked_sum;
pub use sealed::SealedKeys;
pub use session::{Challenge, Prove, Session, Token};

/// The version of the protocol, in the header `Kazashi-Protocol` of every request and answer.
pub const PROTOCOL: u16 = 1;

/// The log of a realm itself: who is erased and revoked. Every device follows it beside its own stream.
pub const REALM_LOG: ledger::StreamId = ledger::StreamId([0; 16]);

/// What a device may do at a hub (権限).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Gives any signed event of its realm, and follows its own stream.
    Desk,
    /// Follows all streams of its realm.
    Headquarters,
    /// A hub above or below: gives and follows all streams of its realm.
    Forwarder,
}

/// Whether a device is let in (承認状況).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Its events are kept apart until an administrator lets it in.
    Asking,
    /// Let in.
    Admitted,
    /// Two histories carry its key (PCの複製): nothing further is taken until a person has decided.
    Suspended,
    /// Shut out from the event with this number on; those before stay valid.
    Revoked {
        /// The first number that is not valid any more.
        from: u64,
    },
}
