//! Facts by which a booth and the authority come to know the same, also after a cut.

use serde::{Deserialize, Serialize};

use crate::claim::{Receipt, TakenBallot};
use crate::plain::{BallotId, BoothId, ClaimId};

/// A claim that was asked for leads to nothing: no ballot was or will be handed out on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The claim.
    pub claim: ClaimId,
    /// Why.
    pub because: DroppedBecause,
}

/// Why a claim leads to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DroppedBecause {
    /// Another claim has a ballot of it.
    Taken,
    /// The elector is held (留保).
    Held,
    /// The elector's home booth did not answer (outage rule 2).
    HomeAway,
    /// The elector left before an answer came.
    Left,
    /// The authority does not serve this claim.
    NotServed,
}

/// What the authority said afterwards of something that had been done without its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The claim, or the hold.
    pub claim: ClaimId,
    /// What it said.
    pub word: Word,
}

/// The authority's word afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    /// The acceptance's ballots are its own.
    Granted(Receipt),
    /// Another claim had a ballot before: an incident.
    Contested(Vec<TakenBallot>),
    /// It does not serve this claim, such as one that was given back: an incident.
    NotServed,
    /// It has taken these ballots back.
    GivenBack(Vec<BallotId>),
    /// It knows of the hold.
    Held,
    /// It knows that the hold is over.
    Released,
}

/// The home booth leaves an elector of its districts to another booth's claim (outage rule 2): while it is cut
/// off, it does not accept the elector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yielded {
    /// The other booth's claim.
    pub claim: ClaimId,
    /// Its ballots, sorted.
    pub ballots: Vec<BallotId>,
    /// The other booth.
    pub booth: BoothId,
}

/// A spoiled paper (書損) was exchanged for a new one; the acceptance stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchanged {
    /// The claim.
    pub claim: ClaimId,
    /// The kind.
    pub ballot: BallotId,
    /// Of an absentee vote.
    #[serde(default, skip_serializing_if = "super::is_not")]
    pub absentee: bool,
}

/// Whether this booth may accept the electors allotted to it while it is cut off (outage rule 2). Of the booth's
/// stream. Until it has signed off, no other booth gets them without its consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allotment {
    /// Counts up with each change, so that a late message changes nothing.
    pub turn: u64,
    /// Whether it may.
    pub standing: bool,
}
