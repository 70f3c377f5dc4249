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

impl ToAuthority {
    /// Puts the message to an authority.
    pub fn put(&self, authority: &mut impl Authority) -> FromAuthority {
        match self {
            Self::Claim(request) => FromAuthority::Claim {
                id: request.id,
                afterwards: request.afterwards,
                answer: authority.claim(request),
            },
            Self::GiveBack { claim, ballots } => {
                if authority.give_back(*claim, ballots) {
                    FromAuthority::GivenBack(*claim, ballots.clone())
                } else {
                    FromAuthority::AskAgain
                }
            }
            Self::Hold(request) => FromAuthority::Hold(request.id, authority.hold(request)),
            Self::Release { hold } => {
                if authority.release(*hold) {
                    FromAuthority::Released(*hold)
                } else {
                    FromAuthority::AskAgain
                }
            }
            Self::SignOn { booth, turn } => match authority.sign_on(booth, *turn) {
                Some(notices) => FromAuthority::SignedOn(*turn, notices),
                None => FromAuthority::AskAgain,
            },
            Self::SignOff { booth, turn } => {
                if authority.sign_off(booth, *turn) {
                    FromAuthority::SignedOff(*turn)
                } else {
                    FromAuthority::AskAgain
                }
            }
            Self::Notices { booth } => FromAuthority::Notices(authority.notices(booth)),
            Self::Consent {
                booth,
                claim,
                yields,
            } => {
                authority.consent(booth, *claim, *yields);
                FromAuthority::Notices(authority.notices(booth))
            }
        }
    }
}
