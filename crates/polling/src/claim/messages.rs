//! What a booth and the authority say to each other.

use serde::{Deserialize, Serialize};

use super::{Authority, ClaimAnswer, ClaimRequest, HoldAnswer, HoldRequest, Notice};
use crate::plain::{BallotId, BoothId, ClaimId};

/// From a booth. Any may be lost, come late, twice, or in another order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToAuthority {
    /// All ballots or none.
    Claim(ClaimRequest),
    /// Ballots are free again.
    GiveBack {
        /// The claim.
        claim: ClaimId,
        /// Which ballots.
        ballots: Vec<BallotId>,
    },
    /// Nobody accepts the elector.
    Hold(HoldRequest),
    /// The hold is over.
    Release {
        /// The hold.
        hold: ClaimId,
    },
    /// The booth may be cut off from now on (outage rule 2).
    SignOn {
        /// The booth.
        booth: BoothId,
        /// Counts up.
        turn: u64,
    },
    /// The booth does not go on alone (outage rule 2).
    SignOff {
        /// The booth.
        booth: BoothId,
        /// Counts up.
        turn: u64,
    },
    /// Is there anything for this booth? Also asked to see whether the link is there.
    Notices {
        /// The booth.
        booth: BoothId,
    },
    /// The home booth's word on another booth's claim.
    Consent {
        /// The home booth.
        booth: BoothId,
        /// The claim.
        claim: ClaimId,
        /// Whether it leaves the elector to the claim.
        yields: bool,
    },
}

/// From the authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromAuthority {
    /// On a claim.
    Claim {
        /// The claim.
        id: ClaimId,
        /// Whether it was asked afterwards: an earlier answer does not count then.
        afterwards: bool,
        /// The answer.
        answer: ClaimAnswer,
    },
    /// These ballots of the claim are free.
    GivenBack(ClaimId, Vec<BallotId>),
    /// On a hold.
    Hold(ClaimId, HoldAnswer),
    /// The hold is over.
    Released(ClaimId),
    /// The booth's turn of being allotted has begun; what others have of its electors.
    SignedOn(u64, Vec<Notice>),
    /// The turn is over.
    SignedOff(u64),
    /// What waits for the booth's consent.
    Notices(Vec<Notice>),
    /// The question arrived, and nothing could be stored: ask again.
    AskAgain,
}

/// Who grants claims at a hub, as the hub says over its pinned connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityKey {
    /// Ed25519, by which receipts are checked.
    pub key: [u8; 32],
    /// The term in which it grants.
    pub term: u64,
    /// `false` while the claims are made anew after a restore.
    pub grants: bool,
}

impl ToAuthority {
    /// Puts the message to an authority.
    pub fn put(&self, authority: &mut impl Authority) -> FromAuthority {
        authority.answer(self)
    }

    /// What an authority answers that could not store anything, or does not know whether it did.
    pub fn not_stored(&self) -> FromAuthority {
        match self {
            Self::Claim(request) => FromAuthority::Claim {
                id: request.id,
                afterwards: request.afterwards,
                answer: ClaimAnswer::Unknown,
            },
            Self::Hold(request) => FromAuthority::Hold(request.id, HoldAnswer::Unknown),
            _ => FromAuthority::AskAgain,
        }
    }
}
