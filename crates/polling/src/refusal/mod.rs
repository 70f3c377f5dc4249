//! Why an act beside the flow of one elector is not done; the flow has its own ([`crate::booth::DeskRefusal`]).

mod words;

use advice::{Advice, Advise, Bilingual};

/// Why the desk does not do what somebody asked for. None of them says who the elector is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Refusal {
    /// The badge does not allow it.
    #[error("the badge does not allow it")]
    NotAllowed,
    /// Withdrawing takes two people, and this is the same one twice.
    #[error("the second person is the first one")]
    SamePerson,
    /// Withdrawing takes an officer.
    #[error("neither of the two is an officer")]
    NoOfficer,
    /// There is no hold to release.
    #[error("the elector is not held")]
    NotHeld,
    /// The elector left the desk with the ballots.
    #[error("the ballots left the desk")]
    LeftDesk,
    /// There is no such acceptance, or not for this ballot.
    #[error("no such acceptance")]
    NoSuchAcceptance,
    /// The ballot was used, or is being accepted: no absentee papers for it.
    #[error("the ballot was used or is being accepted")]
    BallotUsed,
    /// No absentee papers are asked for or out, so none come back.
    #[error("no absentee papers are out")]
    NoAbsenteePapers,
    /// Only a step of absentee voting is written so.
    #[error("not a step of absentee voting")]
    NotAnAbsenteeStep,
    /// No words say why.
    #[error("words are needed")]
    NoWords,
    /// Not all of the acceptances that contradict each other are named.
    #[error("not all contradicting acceptances are named")]
    NotAllNamed,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 11] = [
        Self::NotAllowed,
        Self::SamePerson,
        Self::NoOfficer,
        Self::NotHeld,
        Self::LeftDesk,
        Self::NoSuchAcceptance,
        Self::BallotUsed,
        Self::NoAbsenteePapers,
        Self::NotAnAbsenteeStep,
        Self::NoWords,
        Self::NotAllNamed,
    ];
}

impl Advise for Refusal {
    fn advice(&self) -> Advice {
        let (what_ja, what_en) = self.what();
        let (next_ja, next_en) = self.next();
        Advice::new(
            self.code(),
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::election::{Election, ElectionError};
    use crate::fact::FactError;

    /// Of the whole crate: what IT hears on the telephone must be one thing.
    fn every_error() -> Vec<Box<dyn Advise>> {
        let mut every = crate::booth::every_refusal();
        for refusal in Refusal::ALL {
            every.push(Box::new(refusal));
        }
        let election: ElectionError = Election::parse("format = 2").unwrap_err();
        every.push(Box::new(election));
        every.push(Box::new(FactError::Damaged));
        every.push(Box::new(FactError::Unknown));
        every
    }

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_error().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, "polling-"), Vec::<String>::new());
    }

    #[test]
    fn every_refusal_is_listed_once() {
        let listed: BTreeSet<Refusal> = Refusal::ALL.into_iter().collect();
        assert_eq!(listed.len(), Refusal::ALL.len());
        // The last one of the enum is the last one of the list; a new one is added to both.
        assert_eq!(Refusal::NotAllNamed as usize + 1, Refusal::ALL.len());
    }
}
