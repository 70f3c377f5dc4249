//! Which step of absentee voting may be written (不在者投票).

use std::collections::BTreeMap;

use crate::elector::Already;
use crate::plain::{BallotId, ClaimId};
use crate::refusal::Refusal;
use crate::status::{Absentee, BallotStatus};

use super::Case;

impl Case<'_> {
    /// Whether a step may be written for this ballot.
    ///
    /// Papers are neither asked for nor handed out for a ballot that was used or is being accepted, and come back only
    /// where some were asked for or out. That an absentee vote arrived is always written: beside another vote it is a
    /// contradiction, which must be seen and not refused.
    pub fn absentee_step(&self, step: Already) -> Result<(), Refusal> {
        let status = self.status();
        match step {
            Already::AbsenteeRequested | Already::AbsenteeIssued => {
                let asked = matches!(status, BallotStatus::Asked { .. });
                if status.is_used() || asked || !self.of_booth().is_empty() {
                    Err(Refusal::BallotUsed)
                } else {
                    Ok(())
                }
            }
            // What is at the desk is withdrawn there, by two people.
            Already::AbsenteeReturned if !self.of_booth().is_empty() => {
                if self.state.absentee_papers_out(&self.ballot.id) {
                    Ok(())
                } else {
                    Err(Refusal::BallotUsed)
                }
            }
            Already::AbsenteeReturned => match status {
                BallotStatus::Absentee(Absentee::Requested | Absentee::Issued) => Ok(()),
                _ => Err(Refusal::NoAbsenteePapers),
            },
            Already::AbsenteeVoted => Ok(()),
            Already::VotedEarly | Already::VotedOnDay => Err(Refusal::NotAnAbsenteeStep),
        }
    }

    /// The claims on which a booth has handed out absentee papers.
    fn of_booth(&self) -> BTreeMap<ClaimId, Vec<BallotId>> {
        let ballots = std::slice::from_ref(&self.ballot.id);
        self.state.absentee_claims(ballots)
    }
}
