//! Which step of absentee voting may be written (不在者投票).

use crate::elector::Already;
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
                if status.is_used() || asked {
                    Err(Refusal::BallotUsed)
                } else {
                    Ok(())
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
}
