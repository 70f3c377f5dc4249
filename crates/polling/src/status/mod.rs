//! What follows from the facts of one elector: an [`ElectorState`] is their fold in the ledger's one order.
//!
//! A status belongs to elector *and* kind of ballot ([`BallotStatus`]), never to the elector alone. Where facts
//! contradict each other nothing is thrown away and nobody wins: the status is the one that lets no further ballot
//! out, and [`ElectorState::contradictions`] names them until a person settles them.

mod apply;
mod claim;
mod contradiction;
mod read;
mod state;

pub use claim::{Acceptance, ClaimState, Ground, Paper};
pub use contradiction::{Contradiction, Settlement, Standing};
pub use read::{Absentee, BallotStatus, Spot};
pub use state::{ElectorState, Hold, Step};

/// Changes when the same facts give another state, or a state is written otherwise: what was kept
/// is folded anew then.
pub const VERSION: u32 = 2;
