//! Finding electors on the roll, and what may be issued to the one at the desk.

use polling::booth::Act;
use polling::elector::Elector;
use polling::eligibility::{Case, Decision};
use polling::fact::{Fact, Means, Searched};
use polling::plain::{BallotId, ElectorId};
use polling::role::Action;
use polling::status::{BallotStatus, ElectorState};
use roll::{Candidate, CardFour};

use super::Working;
use crate::DeskError;
use polling_ledger::NewFact;

/// So many are shown at most; more, and the search has to be narrowed.
const MOST_SHOWN: usize = 30;

/// One kind of ballot of the elector at the desk.
pub struct BallotToday {
    /// The kind.
    pub ballot: BallotId,
    /// Whether it is issued.
    pub decision: Decision,
    /// What happened to it until now.
    pub status: BallotStatus,
}

impl Working {
    /// Electors by what was said or typed: name, reading, birth date, address, or several of them.
    pub fn search(&mut self, typed: &str) -> Result<usize, DeskError> {
        self.allow(Action::Look)?;
        let found = self.in_use()?.search(typed, MOST_SHOWN)?;
        self.found(found, Means::Spoken)
    }

    /// The elector of a ticket's bar code (入場券). A ticket proves nothing: the status decides.
    pub fn ticket(&mut self, code: &str) -> Result<usize, DeskError> {
        self.allow(Action::Look)?;
        let found = self.in_use()?.by_ticket(code)?;
        self.found(found.map(candidate).into_iter().collect(), Means::Ticket)
    }

    /// The elector of a number (選挙人番号).
    pub fn number(&mut self, number: &str) -> Result<usize, DeskError> {
        self.allow(Action::Look)?;
        let found = self.in_use()?.by_number(number)?;
        self.found(found.map(candidate).into_iter().collect(), Means::Number)
    }

    /// Electors who may be the one of a card, by name and birth date.
    pub fn card(&mut self, card: &CardFour) -> Result<usize, DeskError> {
        self.allow(Action::Look)?;
        let found = self.in_use()?.by_card(card)?;
        self.found(found, Means::Card)
    }

    /// Who was found last; a person chooses.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    fn found(&mut self, found: Vec<Candidate>, means: Means) -> Result<usize, DeskError> {
        // Whatever lies under the scanner takes no code off the screen.
        if self.call.is_some() {
            return Err(DeskError::NotNow);
        }
        let searched = Fact::Searched(Searched {
            means,
            found: u32::try_from(found.len()).unwrap_or(u32::MAX),
        });
        self.write(&[NewFact::of_booth(searched)])?;
        self.means = means;
        let candidates = found.iter().map(|one| one.elector.id).collect();
        self.candidates.clear();
        self.at_booth(Act::Found { candidates, means })?;
        self.candidates = found;
        Ok(self.candidates.len())
    }

    /// One of the candidates stands before the desk. Is written down as a look.
    pub fn choose(&mut self, elector: ElectorId) -> Result<(), DeskError> {
        if !self.candidates.iter().any(|one| one.elector.id == elector) {
            return Err(DeskError::NotNow);
        }
        self.at_booth(Act::Choose(elector))
    }

    /// Who is at the desk, as the roll has it.
    pub fn at_desk(&self) -> Option<&Elector> {
        self.at_desk.as_ref()
    }

    /// What is known of the elector at the desk.
    pub fn state_at_desk(&self) -> Result<ElectorState, DeskError> {
        let elector = self.at_desk.as_ref().ok_or(DeskError::NotNow)?;
        Ok(self.book.state(elector.id)?)
    }

    /// Ballot by ballot, in the order in which they are handed out: what may be issued to the elector at the desk.
    pub fn ballots_today(&self) -> Result<Vec<BallotToday>, DeskError> {
        let elector = self.at_desk.as_ref().ok_or(DeskError::NotNow)?;
        let state = self.book.state(elector.id)?;
        let visit = self.visit();
        let ballots = self.election.ballots.iter();
        Ok(ballots
            .map(|ballot| {
                let case = Case {
                    elector,
                    state: &state,
                    ballot,
                    election: &self.election,
                    visit: &visit,
                };
                BallotToday {
                    ballot: ballot.id.clone(),
                    decision: case.decide(),
                    status: case.status(),
                }
            })
            .collect())
    }
}

/// Found by a code of his own, and compared with nothing.
fn candidate(elector: Elector) -> Candidate {
    Candidate {
        elector,
        name: roll::NameFit::NotCompared,
        birth: roll::BirthFit::NotCompared,
        address: roll::AddressFit::NotCompared,
    }
}
