//! Ballots are handed out, kind by kind.

use super::{DeskRefusal, Flow, Handing, HandingPaper, Output, Staff, Stage};
use crate::fact::{Declined, Exchanged, Fact, Issued, LeftDesk};
use crate::plain::BallotId;
use crate::role::Role;

impl Flow {
    pub(super) fn at_desk(&self) -> Result<&Handing, DeskRefusal> {
        match &self.stage {
            Stage::Accepted(handing) => Ok(handing),
            _ => Err(DeskRefusal::NotAccepted),
        }
    }

    pub(super) fn issue(&mut self, ballot: &BallotId) -> Result<Vec<Output>, DeskRefusal> {
        if self.at_desk()?.is_contested(ballot) {
            return Err(DeskRefusal::Contested);
        }
        self.issued(ballot)
    }

    pub(super) fn was_issued(
        &mut self,
        ballot: &BallotId,
        by: Staff,
    ) -> Result<Vec<Output>, DeskRefusal> {
        if by.role != Role::Officer {
            return Err(DeskRefusal::NeedsOfficer);
        }
        self.issued(ballot)
    }

    fn issued(&mut self, ballot: &BallotId) -> Result<Vec<Output>, DeskRefusal> {
        let handing = self.at_desk()?;
        let fact = Fact::Issued(Issued {
            claim: handing.claim,
            ballot: ballot.clone(),
            absentee: handing.absentee,
        });
        self.paper_becomes(ballot, HandingPaper::Offered, HandingPaper::Issued, fact)
    }

    pub(super) fn decline(&mut self, ballot: &BallotId) -> Result<Vec<Output>, DeskRefusal> {
        let handing = self.at_desk()?;
        let fact = Fact::Declined(Declined {
            claim: handing.claim,
            ballot: ballot.clone(),
            absentee: handing.absentee,
        });
        self.paper_becomes(ballot, HandingPaper::Offered, HandingPaper::Declined, fact)
    }

    pub(super) fn exchange(&mut self, ballot: &BallotId) -> Result<Vec<Output>, DeskRefusal> {
        let handing = self.at_desk()?;
        let fact = Fact::Exchanged(Exchanged {
            claim: handing.claim,
            ballot: ballot.clone(),
            absentee: handing.absentee,
        });
        self.paper_becomes(ballot, HandingPaper::Issued, HandingPaper::Issued, fact)
    }

    pub(super) fn leave_with_ballots(&mut self) -> Result<Vec<Output>, DeskRefusal> {
        let handing = self.at_desk()?;
        if !handing.is_decided() {
            return Err(DeskRefusal::NotDecided);
        }
        let (elector, claim) = (handing.elector, handing.claim);
        let left = Fact::LeftDesk(LeftDesk { claim });
        Ok(vec![self.append(
            Some(elector),
            vec![left],
            Some(Stage::Waiting),
            Vec::new(),
        )])
    }

    fn paper_becomes(
        &mut self,
        ballot: &BallotId,
        from: HandingPaper,
        to: HandingPaper,
        fact: Fact,
    ) -> Result<Vec<Output>, DeskRefusal> {
        let mut handing = self.at_desk()?.clone();
        let paper = handing
            .papers
            .get_mut(ballot)
            .ok_or(DeskRefusal::OtherBallot)?;
        if *paper != from {
            return Err(match (*paper, from) {
                (HandingPaper::Issued, _) => DeskRefusal::AlreadyIssued,
                (HandingPaper::Offered, HandingPaper::Issued) => DeskRefusal::NotIssued,
                _ => DeskRefusal::OtherBallot,
            });
        }
        *paper = to;
        let elector = handing.elector;
        let next = Some(Stage::Accepted(handing));
        Ok(vec![self.append(
            Some(elector),
            vec![fact],
            next,
            Vec::new(),
        )])
    }
}
