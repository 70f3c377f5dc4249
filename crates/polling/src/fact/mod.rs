//! Facts: what is appended to the ledger, and from which everything else follows.
//!
//! Each kind has a name, a version and one form in CBOR: a map with the field names of the struct.
//! Fields are only ever added, with a default; what changes the meaning gets a new version.

mod audit;
mod booth;
mod claiming;
mod code;
mod desk;
mod elector;
mod error;
mod kinds;
mod written;

pub use audit::{Entered, Exported, LedTo, Looked, Searched};
pub use booth::{
    Closed, Duty, Frozen, HourTally, OfficerChanged, Opened, OutageBegan, OutageEnded, PaperTally,
    RollLoaded, SlipTally, Supplement,
};
pub use claiming::{Allotment, Dropped, DroppedBecause, Exchanged, Told, Word, Yielded};
pub use desk::{BadgeIssued, BadgeRevoked, BoardReceived};
pub use elector::{
    AbsenteeStep, Accepted, Answer, Answered, Asked, Authority, Declined, Held, Issued, LeftDesk,
    Means, Refused, Released, Settled, Withdrawn, WithdrawnBecause,
};
pub use error::FactError;
pub use kinds::Fact;
pub use written::Written;

/// A field that is not there is `false`: what was written before it was thought of stays as it is.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_not(flag: &bool) -> bool {
    !flag
}
