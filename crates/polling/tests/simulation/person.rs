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
    /// The papers come with envelopes, and do not go into the box.
    pub absentee: bool,
    /// How long the person waits where nothing goes on.
    pub patience: u64,
    /// Went away without the desk knowing.
    pub gone: bool,
    pub came: u64,
}

/// Absentee papers that left the desk, until it is written what became of them.
#[derive(Clone)]
pub struct Envelopes {
    pub elector: ElectorId,
    pub claim: ClaimId,
    pub papers: BTreeSet<BallotId>,
    /// Handed in; otherwise the papers come back unused.
    pub voted: bool,
}

/// A paper that went into the box, or an envelope that was handed in: what nobody can take back.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vote {
    pub elector: ElectorId,
    pub ballot: BallotId,
    pub claim: ClaimId,
    pub booth: usize,
    pub absentee: bool,
}
