//! Every kind of fact.

use std::fmt;

use super::{
    AbsenteeStep, Accepted, Allotment, Answered, Asked, BadgeIssued, BadgeRevoked, BoardReceived,
    Closed, Declined, Dropped, Entered, Exchanged, Exported, Frozen, Held, HourTally, Issued,
    LeftDesk, Looked, OfficerChanged, Opened, OutageBegan, OutageEnded, PaperTally, Refused,
    Released, RollLoaded, Searched, Settled, SlipTally, Supplement, Told, Withdrawn, Yielded,
};

/// One fact. `Debug` shows the kind only.
#[derive(Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each payload is documented where it is defined"
)]
pub enum Fact {
    Asked(Asked),
    Dropped(Dropped),
    Accepted(Accepted),
    Issued(Issued),
    Declined(Declined),
    LeftDesk(LeftDesk),
    Withdrawn(Withdrawn),
    Refused(Refused),
    Held(Held),
    Released(Released),
    AbsenteeStep(AbsenteeStep),
    Settled(Settled),
    Told(Told),
    Yielded(Yielded),
    Exchanged(Exchanged),
    Answered(Answered),
    Opened(Opened),
    Closed(Closed),
    OfficerChanged(OfficerChanged),
    RollLoaded(RollLoaded),
    Supplement(Supplement),
    OutageBegan(OutageBegan),
    OutageEnded(OutageEnded),
    Allotment(Allotment),
    HourTally(HourTally),
    SlipTally(SlipTally),
    PaperTally(PaperTally),
    Frozen(Frozen),
    BadgeIssued(BadgeIssued),
    BadgeRevoked(BadgeRevoked),
    BoardReceived(BoardReceived),
    Entered(Entered),
    Looked(Looked),
    Searched(Searched),
    Exported(Exported),
    /// Of a newer program: kept and passed on, not read.
    Unknown {
        kind: String,
        version: u16,
    },
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fact({})", self.kind())
    }
}
