//! What goes into the machine and what comes out.

use std::collections::BTreeSet;

use crate::claim::{FromAuthority, Lot, ToAuthority};
use crate::election::SlipMode;
use crate::eligibility::Confirmation;
use crate::fact::{AbsenteeStep, Fact, Means, WithdrawnBecause};
use crate::plain::{Actor, BallotId, ClaimId, ElectorId};
use crate::role::Role;

/// Names one append, so that the caller can say that it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub u64);

/// Who does something at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub actor: Actor,
    /// With which badge.
    pub role: Role,
}

/// What goes in. Time comes with each step. No `Debug`: it holds what somebody typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Input {
    /// Somebody at the desk does something.
    Act(Act),
    /// The authority said something; [`crate::claim::ClaimAnswer::Unknown`] if the link failed outright.
    Heard(FromAuthority),
    /// The facts of this append are on the disk.
    Stored(Token),
    /// They are not, and will not be: what waited for them does not happen.
    NotStored(Token),
    /// Everything that other booths had written until now was taken in.
    CopyIsFresh,
    /// Time passes; several times a second.
    Tick,
}

/// What somebody at the desk does. No `Debug`: it holds what somebody typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Act {
    /// A search, a card or a code led to these electors; none means that nobody was found.
    Found {
        /// Who may be meant. Never members of a family who did not come.
        candidates: Vec<ElectorId>,
        /// How they were found.
        means: Means,
    },
    /// This one stands before the desk.
    Choose(ElectorId),
    /// The ballots that the elector wants today.
    Want(BTreeSet<BallotId>),
    /// Number of the reason (号).
    Reason(u8),
    /// The slip is to be made.
    PrintSlip(SlipMode),
    /// The slip is filled in, signed where the mode asks for it, and in the officer's hand.
    SlipInHand(SlipMode),
    /// 代理投票.
    Proxy(bool),
    /// 点字投票.
    Braille(bool),
    /// Something was confirmed, by whom it has to be.
    Confirm(Confirmation, Staff),
    /// The elector is accepted (受付).
    Accept {
        /// Drawn at random for this act.
        lot: Lot,
        /// By whom.
        by: Staff,
    },
    /// The code that was read back by telephone (outage rule 3).
    VoiceCode(String),
    /// This ballot was handed over.
    Issue(BallotId),
    /// This ballot had been handed over before somebody else was known to be first: an officer says what happened.
    WasIssued(BallotId, Staff),
    /// The elector does not want this ballot (棄権).
    Decline(BallotId),
    /// A spoiled paper was exchanged (書損).
    Exchange(BallotId),
    /// The elector goes to the ballot box.
    LeaveWithBallots,
    /// Ballots are taken back while they are at the desk.
    Withdraw {
        /// Which.
        ballots: BTreeSet<BallotId>,
        /// Why.
        because: WithdrawnBecause,
        /// In words, without names of people.
        note: String,
        /// Who does it.
        by: Staff,
        /// Who stands beside.
        second: Staff,
    },
    /// A step of absentee voting (不在者投票): of papers that were handed out at a booth, or elsewhere.
    AbsenteeStep {
        /// Whose.
        elector: ElectorId,
        /// What happened.
        step: AbsenteeStep,
        /// By whom.
        by: Staff,
    },
    /// "Wait, we are asking" (留保).
    Hold {
        /// Drawn at random.
        hold: ClaimId,
        /// In words.
        note: String,
    },
    /// The hold is over.
    Release {
        /// Who was held.
        elector: ElectorId,
        /// Which hold.
        hold: ClaimId,
        /// What was found.
        note: String,
        /// By whom.
        by: Staff,
    },
    /// The elector goes without a ballot, or the page is closed.
    Close,
    /// After a restart: what this elector's claim became is asked (again with the same id).
    Recover(ElectorId),
    /// An acceptance that was made on paper is entered.
    EnterPaper(Box<PaperAcceptance>),
    /// The booth opens: it may be cut off from now on (outage rule 2).
    SignOn,
    /// The booth closes (outage rule 2).
    SignOff,
}

/// An acceptance made on paper while the program was not to be had. When it happened goes into the fact's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperAcceptance {
    /// Who.
    pub elector: ElectorId,
    /// The ballots that were handed out.
    pub ballots: Vec<BallotId>,
    /// How the elector was found.
    pub means: Means,
    /// Number of the reason (号).
    pub reason: Option<u8>,
    /// How the slip came about.
    pub slip: Option<SlipMode>,
    /// 代理投票.
    pub proxy: bool,
    /// 点字投票.
    pub braille: bool,
    /// Papers and envelopes for an absentee vote (不在者投票).
    pub absentee: bool,
    /// Drawn at random.
    pub lot: Lot,
    /// By whom.
    pub by: Staff,
}

/// What comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Append these facts, all or none, and answer [`Input::Stored`] or [`Input::NotStored`].
    Append {
        /// By this name.
        token: Token,
        /// Of this elector; `None`: of the booth.
        elector: Option<ElectorId>,
        /// The facts.
        facts: Vec<Fact>,
    },
    /// Say this to the authority.
    Send(ToAuthority),
    /// Make the slip.
    PrintSlip {
        /// For whom.
        elector: ElectorId,
        /// Which reason is ticked, if it is known.
        reason: Option<u8>,
        /// In which way.
        mode: SlipMode,
    },
}
