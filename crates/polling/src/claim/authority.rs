//! Who decides on claims.

use serde::{Deserialize, Serialize};

use super::{ClaimAnswer, ClaimRequest, FromAuthority, TakenBallot, ToAuthority};
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// The one authority of an election, whatever keeps its book. What it answers is stored before it answers.
///
/// An id has one answer for ever, however often and late the question comes: only [`ClaimAnswer::AwaitingHome`]
/// and [`ClaimAnswer::Unknown`] turn into another one, and of an acceptance that has happened
/// ([`ClaimRequest::afterwards`]) [`ClaimAnswer::Taken`] turns into [`ClaimAnswer::Granted`] once the others have
/// given back what stood against it. Whoever wants another answer draws a new id.
pub trait Authority {
    /// Answers a message; what it answers is stored. [`ToAuthority::not_stored`] where that failed.
    fn answer(&mut self, message: &ToAuthority) -> FromAuthority;

    /// All ballots for this claim, or none. Only of an acceptance that has happened
    /// ([`ClaimRequest::afterwards`]), the ballots that are free become the claim's also when others are not, and
    /// each of the others once its owner gives it back, as ballots were handed out on both.
    fn claim(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        match self.answer(&ToAuthority::Claim(request.clone())) {
            FromAuthority::Claim { answer, .. } => answer,
            _ => ClaimAnswer::Unknown,
        }
    }

    /// The claim's ballots are free again, with the claim's id alone. A claim that was never seen, or of which
    /// all ballots are given back, is never granted afterwards; only an acceptance that has happened
    /// ([`ClaimRequest::afterwards`]) keeps what was not given back. `false`: not stored, ask again.
    fn give_back(&mut self, claim: ClaimId, ballots: &[BallotId]) -> bool {
        let ballots = ballots.to_vec();
        let answer = self.answer(&ToAuthority::GiveBack { claim, ballots });
        matches!(answer, FromAuthority::GivenBack(..))
    }

    /// Nobody accepts the elector until the hold is released.
    fn hold(&mut self, request: &HoldRequest) -> HoldAnswer {
        match self.answer(&ToAuthority::Hold(request.clone())) {
            FromAuthority::Hold(_, answer) => answer,
            _ => HoldAnswer::Unknown,
        }
    }

    /// The hold is over, also if it comes later than this. `false`: not stored, ask again.
    fn release(&mut self, hold: ClaimId) -> bool {
        let answer = self.answer(&ToAuthority::Release { hold });
        matches!(answer, FromAuthority::Released(_))
    }

    /// Outage rule 2: from now on nobody else gets this booth's electors without its consent. Answers with the
    /// claims that others have of them; the booth may go on alone once it has stored those. A turn that is not
    /// higher than the last one changes nothing. `None`: not stored, ask again.
    fn sign_on(&mut self, booth: &BoothId, turn: u64) -> Option<Vec<Notice>> {
        let booth = booth.clone();
        match self.answer(&ToAuthority::SignOn { booth, turn }) {
            FromAuthority::SignedOn(_, notices) => Some(notices),
            _ => None,
        }
    }

    /// Outage rule 2: the booth does not accept anybody alone any more, and need not be asked. `false`: not
    /// stored, ask again.
    fn sign_off(&mut self, booth: &BoothId, turn: u64) -> bool {
        let booth = booth.clone();
        let answer = self.answer(&ToAuthority::SignOff { booth, turn });
        matches!(answer, FromAuthority::SignedOff(_))
    }

    /// Outage rule 2: the claims of other booths that wait for this booth's consent.
    fn notices(&mut self, booth: &BoothId) -> Vec<Notice> {
        let booth = booth.clone();
        match self.answer(&ToAuthority::Notices { booth }) {
            FromAuthority::Notices(notices) => notices,
            _ => Vec::new(),
        }
    }

    /// Outage rule 2: the home booth leaves the elector to the claim (`true`), or has accepted or is accepting the
    /// elector itself (`false`).
    fn consent(&mut self, booth: &BoothId, claim: ClaimId, yields: bool) {
        let booth = booth.clone();
        self.answer(&ToAuthority::Consent {
            booth,
            claim,
            yields,
        });
    }
}

/// Nobody may accept the elector (留保).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRequest {
    /// Drawn by the desk.
    pub id: ClaimId,
    /// Who.
    pub elector: ElectorId,
    /// Where.
    pub booth: BoothId,
}

/// What the authority answers to a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldAnswer {
    /// Held; these ballots had been claimed before.
    Held(Vec<TakenBallot>),
    /// It was released before it came.
    Over,
    /// Not stored: ask again.
    Unknown,
}

/// Another booth's claim of an elector of this booth's districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The claim.
    pub claim: ClaimId,
    /// Who.
    pub elector: ElectorId,
    /// Which ballots.
    pub ballots: Vec<BallotId>,
    /// The booth that claims.
    pub booth: BoothId,
}
