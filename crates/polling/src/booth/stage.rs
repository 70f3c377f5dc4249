//! Where the desk stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{ClaimRequest, Lot, NotServed, ReceiptError, TakenBallot};
use crate::election::SlipMode;
use crate::eligibility::Confirmation;
use crate::fact::Means;
use crate::outage::Millis;
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// Where the desk stands. Ballots may be handed out in [`Stage::Accepted`], and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// For the next elector.
    Waiting,
    /// Several may be meant: a person chooses.
    Found {
        /// Who.
        candidates: Vec<ElectorId>,
        /// How they were found.
        means: Means,
    },
    /// One elector's page.
    Page(Page),
    /// The authority was asked.
    Asking(Asking),
    /// Outage rule 3: the lot is to be read out on the telephone.
    Voice(Asking),
    /// No ballot is handed out, and no click leads on.
    Stopped(Stopped),
    /// The claim stands: ballots are handed out.
    Accepted(Handing),
}

/// One elector's page before the claim.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Page {
    /// Who.
    pub elector: ElectorId,
    /// How the elector was found.
    pub means: Means,
    /// The ballots that the elector wants; all that are open, until something else is said.
    pub want: BTreeSet<BallotId>,
    /// Number of the reason (号).
    pub reason: Option<u8>,
    /// How the slip was made; `None` until it is in hand.
    pub slip: Option<SlipMode>,
    /// 代理投票.
    pub proxy: bool,
    /// 点字投票.
    pub braille: bool,
    /// An absentee vote (不在者投票): papers and envelopes, nothing for the box.
    pub absentee: bool,
    /// What was confirmed, sorted.
    pub confirmed: Vec<Confirmation>,
    /// Asked before an interruption; the elector may have gone.
    pub interrupted: bool,
}

/// A claim that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Whose.
    pub page: Page,
    /// What was asked.
    pub request: ClaimRequest,
    /// Its lot.
    pub lot: Lot,
    /// Since when.
    pub since: Millis,
    /// When it was last sent.
    pub sent: Millis,
    /// The home booth is being asked (outage rule 2).
    pub home: Option<BoothId>,
}

/// Nothing is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// Who.
    pub elector: ElectorId,
    /// Why.
    pub why: Stop,
    /// A claim whose outcome is not known: asked again until the page is closed.
    pub waiting: Option<Box<Asking>>,
}

/// Why nothing is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Somebody has a ballot: which one, where and in which hour.
    Taken(Vec<TakenBallot>),
    /// Held (留保) at this booth.
    Held(BoothId),
    /// Outage rule 1: until the authority is back.
    UntilItIsBack,
    /// Outage rule 2: this booth accepts the elector.
    SendTo(BoothId),
    /// Outage rule 2: no booth accepts electors of this district while it is cut off.
    NoHome,
    /// Outage rule 2: this booth is the elector's, and has left the elector to that one.
    LeftTo(BoothId),
    /// Outage rule 2: this booth has not signed on today.
    NotSignedOn,
    /// Outage rule 2: the home booth did not answer.
    HomeAway(BoothId),
    /// Outage rule 2: the home booth is accepting the elector.
    WithBooth(BoothId),
    /// The authority does not serve the claim.
    NotServed(NotServed),
    /// The receipt is not to be believed.
    Receipt(ReceiptError),
    /// While the claim was asked, this desk learned what shuts a ballot.
    ShutMeanwhile,
    /// After a restart: what became of the claim is not known yet.
    NoAnswer,
}

/// Ballots are handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handing {
    /// To whom.
    pub elector: ElectorId,
    /// On which claim.
    pub claim: ClaimId,
    /// Each paper.
    pub papers: BTreeMap<BallotId, HandingPaper>,
    /// For an absentee vote (不在者投票).
    pub absentee: bool,
    /// The acceptance is older than the last start of the program.
    pub interrupted: bool,
    /// The authority said meanwhile that somebody else was first with these: none of them is handed out, and what
    /// is still at the desk is taken back.
    pub contested: Vec<TakenBallot>,
}

/// One ballot paper at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandingPaper {
    /// To be handed over.
    Offered,
    /// Handed over.
    Issued,
    /// Not wanted.
    Declined,
    /// Taken back.
    Withdrawn,
}

impl Stage {
    /// Whose page is open.
    pub fn elector(&self) -> Option<ElectorId> {
        match self {
            Self::Waiting | Self::Found { .. } => None,
            Self::Page(page) => Some(page.elector),
            Self::Asking(asking) | Self::Voice(asking) => Some(asking.page.elector),
            Self::Stopped(stopped) => Some(stopped.elector),
            Self::Accepted(handing) => Some(handing.elector),
        }
    }
}

impl Handing {
    /// Whether it is decided what became of each paper.
    pub fn is_decided(&self) -> bool {
        self.papers
            .values()
            .all(|paper| *paper != HandingPaper::Offered)
    }

    /// Whether somebody else was first with a ballot.
    pub fn is_contested(&self, ballot: &BallotId) -> bool {
        self.contested.iter().any(|taken| taken.ballot == *ballot)
    }

    /// The ballots in a state.
    pub fn in_state(&self, state: HandingPaper) -> impl Iterator<Item = &BallotId> {
        self.papers
            .iter()
            .filter(move |(_, paper)| **paper == state)
            .map(|(ballot, _)| ballot)
    }
}
