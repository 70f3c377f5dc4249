//! Taking back, holding, closing.

use std::collections::BTreeSet;

use super::{DeskRefusal, Flow, HandingPaper, Output, Staff, Stage};
use crate::fact::{
    AbsenteeStep, Dropped, DroppedBecause, Fact, Held, Released, Withdrawn, WithdrawnBecause,
};
use crate::plain::{BallotId, ClaimId, ElectorId};
use crate::role::{Action, Role, may};

impl Flow {
    /// Only while the ballots are at the desk, and by two people of whom one is an officer. Nothing is deleted.
    pub(super) fn withdraw(
        &mut self,
        ballots: &BTreeSet<BallotId>,
        because: WithdrawnBecause,
        note: String,
        by: Staff,
        second: Staff,
    ) -> Result<Vec<Output>, DeskRefusal> {
        let mut handing = self.at_desk()?.clone();
        if by.actor == second.actor {
            return Err(DeskRefusal::SecondPerson);
        }
        if by.role != Role::Officer && second.role != Role::Officer {
            return Err(DeskRefusal::NeedsOfficer);
        }
        if note.trim().is_empty() {
            return Err(DeskRefusal::NoteMissing);
        }
        if ballots.is_empty() {
            return Err(DeskRefusal::NothingWanted);
        }
        for ballot in ballots {
            match handing.papers.get_mut(ballot) {
                Some(paper @ (HandingPaper::Offered | HandingPaper::Issued)) => {
                    *paper = HandingPaper::Withdrawn;
                }
                _ => return Err(DeskRefusal::OtherBallot),
            }
        }
        let (elector, claim, absentee) = (handing.elector, handing.claim, handing.absentee);
        let gone = handing
            .papers
            .values()
            .all(|paper| *paper == HandingPaper::Withdrawn);
        let next = if gone {
            Stage::Waiting
        } else {
            Stage::Accepted(handing)
        };
        let withdrawn = Fact::Withdrawn(Withdrawn {
            claim,
            ballots: ballots.iter().cloned().collect(),
            because,
            note,
            second: second.actor,
            absentee,
        });
        Ok(vec![self.append(
            Some(elector),
            vec![withdrawn],
            Some(next),
            Vec::new(),
        )])
    }

    /// What became of absentee papers is written down; what came back unused is given back.
    pub(super) fn absentee_step(
        &mut self,
        elector: ElectorId,
        step: AbsenteeStep,
        by: Staff,
    ) -> Result<Vec<Output>, DeskRefusal> {
        if !may(by.role, Action::Absentee) {
            return Err(DeskRefusal::NeedsOfficer);
        }
        let fact = Fact::AbsenteeStep(step);
        Ok(vec![self.append(
            Some(elector),
            vec![fact],
            None,
            Vec::new(),
        )])
    }

    pub(super) fn hold(&mut self, hold: ClaimId, note: String) -> Result<Vec<Output>, DeskRefusal> {
        let elector = match &self.stage {
            Stage::Page(page) => page.elector,
            Stage::Stopped(stopped) if stopped.waiting.is_none() => stopped.elector,
            _ => return Err(DeskRefusal::NoPage),
        };
        if note.trim().is_empty() {
            return Err(DeskRefusal::NoteMissing);
        }
        let booth = self.setting.booth.clone();
        let fact = Fact::Held(Held { hold, booth, note });
        Ok(vec![self.append(
            Some(elector),
            vec![fact],
            Some(Stage::Waiting),
            Vec::new(),
        )])
    }

    pub(super) fn release(
        &mut self,
        elector: ElectorId,
        hold: ClaimId,
        note: String,
        by: Staff,
    ) -> Result<Vec<Output>, DeskRefusal> {
        if by.role != Role::Officer {
            return Err(DeskRefusal::NeedsOfficer);
        }
        if note.trim().is_empty() {
            return Err(DeskRefusal::NoteMissing);
        }
        let released = Fact::Released(Released { hold, note });
        Ok(vec![self.append(
            Some(elector),
            vec![released],
            None,
            Vec::new(),
        )])
    }

    pub(super) fn close(&mut self) -> Result<Vec<Output>, DeskRefusal> {
        let waiting = match &self.stage {
            Stage::Waiting | Stage::Found { .. } | Stage::Page(_) => None,
            Stage::Asking(asking) | Stage::Voice(asking) => Some(asking),
            Stage::Stopped(stopped) => stopped.waiting.as_deref(),
            Stage::Accepted(_) => return Err(DeskRefusal::BallotsAtDesk),
        };
        let Some(waiting) = waiting else {
            self.stage = Stage::Waiting;
            return Ok(Vec::new());
        };
        let (elector, claim) = (waiting.page.elector, waiting.request.id);
        let dropped = Fact::Dropped(Dropped {
            claim,
            because: DroppedBecause::Left,
        });
        Ok(vec![self.append(
            Some(elector),
            vec![dropped],
            Some(Stage::Waiting),
            Vec::new(),
        )])
    }
}
