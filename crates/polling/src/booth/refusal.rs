//! Why the desk does not do what it was told. No refusal holds a value or a name.

use crate::claim::CodeError;

/// Why an act at the desk changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeskRefusal {
    /// What was done last is being stored.
    #[error("what was done last is being stored")]
    Storing,
    /// The badge does not allow it.
    #[error("the badge does not allow it")]
    NotAllowed,
    /// One elector at a time.
    #[error("one elector at a time")]
    OneAtATime,
    /// Nobody was chosen.
    #[error("nobody was chosen")]
    NotFound,
    /// No elector's page is open.
    #[error("no elector's page is open")]
    NoPage,
    /// No ballot was named.
    #[error("no ballot was named")]
    NothingWanted,
    /// A ballot may not be issued.
    #[error("a ballot may not be issued")]
    Shut,
    /// Something must be confirmed first.
    #[error("something must be confirmed first")]
    Unconfirmed,
    /// An officer is needed.
    #[error("an officer is needed")]
    NeedsOfficer,
    /// The reason is missing.
    #[error("the reason is missing")]
    ReasonMissing,
    /// The slip is not in hand.
    #[error("the slip is not in hand")]
    SlipMissing,
    /// No claim waits for a code.
    #[error("no claim waits for a code")]
    NoVoiceClaim,
    /// No ballots are at the desk.
    #[error("no ballots are at the desk")]
    NotAccepted,
    /// The ballot is not to be handed out here.
    #[error("the ballot is not to be handed out here")]
    OtherBallot,
    /// The ballot was handed out already.
    #[error("the ballot was handed out already")]
    AlreadyIssued,
    /// Somebody else was first with the ballot.
    #[error("somebody else was first with the ballot")]
    Contested,
    /// The ballot was not handed out yet.
    #[error("the ballot was not handed out yet")]
    NotIssued,
    /// A ballot is neither handed out nor declined.
    #[error("a ballot is neither handed out nor declined")]
    NotDecided,
    /// Ballots are at the desk.
    #[error("ballots are at the desk")]
    BallotsAtDesk,
    /// A second person is needed.
    #[error("a second person is needed")]
    SecondPerson,
    /// The reason in words is missing.
    #[error("the reason in words is missing")]
    NoteMissing,
    /// Nothing is unfinished.
    #[error("nothing is unfinished")]
    NothingUnfinished,
    /// The code read out on the telephone is not taken.
    #[error("{0}")]
    Code(#[from] CodeError),
}

/// One sample of every refusal and error of the desk and of claims.
pub fn every_refusal() -> Vec<Box<dyn advice::Advise>> {
    use crate::claim::ReceiptError;
    vec![
        Box::new(DeskRefusal::Storing),
        Box::new(DeskRefusal::NotAllowed),
        Box::new(DeskRefusal::OneAtATime),
        Box::new(DeskRefusal::NotFound),
        Box::new(DeskRefusal::NoPage),
        Box::new(DeskRefusal::NothingWanted),
        Box::new(DeskRefusal::Shut),
        Box::new(DeskRefusal::Unconfirmed),
        Box::new(DeskRefusal::NeedsOfficer),
        Box::new(DeskRefusal::ReasonMissing),
        Box::new(DeskRefusal::SlipMissing),
        Box::new(DeskRefusal::NoVoiceClaim),
        Box::new(DeskRefusal::NotAccepted),
        Box::new(DeskRefusal::OtherBallot),
        Box::new(DeskRefusal::AlreadyIssued),
        Box::new(DeskRefusal::Contested),
        Box::new(DeskRefusal::NotIssued),
        Box::new(DeskRefusal::NotDecided),
        Box::new(DeskRefusal::BallotsAtDesk),
        Box::new(DeskRefusal::SecondPerson),
        Box::new(DeskRefusal::NoteMissing),
        Box::new(DeskRefusal::NothingUnfinished),
        Box::new(DeskRefusal::Code(CodeError::Form)),
        Box::new(DeskRefusal::Code(CodeError::Check)),
        Box::new(DeskRefusal::Code(CodeError::OtherClaim)),
        Box::new(ReceiptError::OtherClaim),
        Box::new(ReceiptError::OldTerm),
        Box::new(ReceiptError::NotSigned),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_refusal().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, "polling-"), Vec::<String>::new());
    }

    /// Fails to compile when a refusal is added, so that it is added above too.
    #[expect(dead_code, reason = "only compiled")]
    fn none_is_forgotten(refusal: DeskRefusal) {
        match refusal {
            DeskRefusal::Storing
            | DeskRefusal::NotAllowed
            | DeskRefusal::OneAtATime
            | DeskRefusal::NotFound
            | DeskRefusal::NoPage
            | DeskRefusal::NothingWanted
            | DeskRefusal::Shut
            | DeskRefusal::Unconfirmed
            | DeskRefusal::NeedsOfficer
            | DeskRefusal::ReasonMissing
            | DeskRefusal::SlipMissing
            | DeskRefusal::NoVoiceClaim
            | DeskRefusal::NotAccepted
            | DeskRefusal::OtherBallot
            | DeskRefusal::AlreadyIssued
            | DeskRefusal::Contested
            | DeskRefusal::NotIssued
            | DeskRefusal::NotDecided
            | DeskRefusal::BallotsAtDesk
            | DeskRefusal::SecondPerson
            | DeskRefusal::NoteMissing
            | DeskRefusal::NothingUnfinished
            | DeskRefusal::Code(_) => {}
        }
    }
}
