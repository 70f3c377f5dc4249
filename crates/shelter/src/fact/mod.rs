//! Facts: what is appended to the ledger, and from which everything else follows.
//!
//! Each kind has a name, a version and one form in CBOR: a map with the field names of the struct.
//! Fields are only ever added, with a default; what changes the meaning gets a new version.

mod audit;
mod code;
mod error;
mod kinds;
mod person;
mod shelter;
mod written;

pub use audit::{Activated, Exported, InquiryAnswered, LookedUp, Searched, ToldLevel, Unlocked};
pub use code::is_projected;
pub use error::FactError;
pub use kinds::Fact;
pub use person::{
    ConsentTold, LinkReason, Linked, Membership, Moved, NeedsTold, Protected, Registered, Seen,
    SeenBy, Served, TokenBound, Told,
};
pub use shelter::{
    BadgeIssued, BadgeRevoked, Bytes, Changed, Closed, Counted, Detail, GoodRule, MealPlanned,
    Opened, Receipt, Reopened, Reported, Stocked, TokenRevoked, UtilitiesChecked,
};
pub use written::Written;
