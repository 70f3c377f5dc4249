//! Who stands before a desk, and the papers in the person's hand.

use std::collections::BTreeSet;

use polling::plain::{BallotId, ClaimId, ElectorId};

/// One visit of an elector, or of somebody who says so.
#[derive(Clone)]
pub struct Person {
    pub elector: ElectorId,
    /// Papers that were really handed over, whatever the program knows.
    pub papers: BTreeSet<BallotId>,
    pub claim: Option<ClaimId>,
    /// How long the person waits where nothing goes on.
    pub patience: u64,
    /// Went away without the desk knowing.
    pub gone: bool,
    pub came: u64,
}

/// A paper that went into the box: what nobody can take back.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vote {
    pub elector: ElectorId,
    pub ballot: BallotId,
    pub claim: ClaimId,
    pub booth: usize,
}
