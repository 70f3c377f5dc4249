//! One elector's page: who, which ballots, why early, with which slip.

use std::collections::BTreeSet;

use super::{DeskRefusal, Flow, Local, Output, Page, Staff, Stage};
use crate::election::SlipMode;
use crate::eligibility::Confirmation;
use crate::fact::Means;
use crate::plain::{BallotId, ElectorId};
use crate::role::Role;

impl Flow {
    /// One elector at a time: the page before must be closed, the ballots before handed out.
    pub(super) fn free_for_next(&self) -> Result<(), DeskRefusal> {
        match &self.stage {
            Stage::Waiting | Stage::Found { .. } | Stage::Page(_) => Ok(()),
            Stage::Stopped(stopped) if stopped.waiting.is_none() => Ok(()),
            Stage::Asking(_) | Stage::Voice(_) | Stage::Stopped(_) | Stage::Accepted(_) => {
                Err(DeskRefusal::OneAtATime)
            }
        }
    }

    pub(super) fn found(
        &mut self,
        candidates: Vec<ElectorId>,
        means: Means,
    ) -> Result<Vec<Output>, DeskRefusal> {
        self.free_for_next()?;
        self.stage = Stage::Found { candidates, means };
        Ok(Vec::new())
    }

    pub(super) fn choose(
        &mut self,
        elector: ElectorId,
        local: &impl Local,
    ) -> Result<Vec<Output>, DeskRefusal> {
        self.free_for_next()?;
        let at_desk = self.open.values().find(|open| open.elector == elector);
        if let Some(handing) = at_desk {
            let mut handing = handing.clone();
            handing.interrupted = true;
            self.stage = Stage::Accepted(handing);
            return Ok(Vec::new());
        }
        let means = match &self.stage {
            Stage::Found { candidates, means } if candidates.contains(&elector) => *means,
            _ => return Err(DeskRefusal::NotFound),
        };
        let gate = local.gate(&elector);
        let want = gate.open();
        self.stage = Stage::Page(Page {
            elector,
            means,
            want,
            reason: None,
            slip: None,
            proxy: false,
            braille: false,
            absentee: gate.is_absentee(),
            confirmed: Vec::new(),
            interrupted: false,
        });
        Ok(Vec::new())
    }

    pub(super) fn want(
        &mut self,
        ballots: BTreeSet<BallotId>,
        local: &impl Local,
    ) -> Result<Vec<Output>, DeskRefusal> {
        let page = self.page()?;
        let gate = local.gate(&page.elector);
        let open = |ballot| gate.needed(ballot, page.absentee).is_some();
        if !ballots.iter().all(open) {
            return Err(DeskRefusal::Shut);
        }
        self.on_page(|page| page.want = ballots)
    }

    pub(super) fn reason(&mut self, number: u8) -> Result<Vec<Output>, DeskRefusal> {
        if !(1..=6).contains(&number) {
            return Err(DeskRefusal::ReasonMissing);
        }
        self.on_page(|page| page.reason = Some(number))
    }

    pub(super) fn print_slip(&mut self, mode: SlipMode) -> Result<Vec<Output>, DeskRefusal> {
        let page = self.page()?;
        // Where the elector ticks the reason, it is printed without; where all is printed, it must be known.
        if mode == SlipMode::Printed && page.reason.is_none() {
            return Err(DeskRefusal::ReasonMissing);
        }
        Ok(vec![Output::PrintSlip {
            elector: page.elector,
            reason: page.reason,
            mode,
        }])
    }

    pub(super) fn confirm(
        &mut self,
        what: Confirmation,
        by: Staff,
    ) -> Result<Vec<Output>, DeskRefusal> {
        if what.needs_officer() && by.role != Role::Officer {
            return Err(DeskRefusal::NeedsOfficer);
        }
        self.on_page(|page| {
            page.confirmed.push(what);
            page.confirmed.sort();
            page.confirmed.dedup();
        })
    }

    pub(super) fn page(&self) -> Result<&Page, DeskRefusal> {
        match &self.stage {
            Stage::Page(page) => Ok(page),
            _ => Err(DeskRefusal::NoPage),
        }
    }

    pub(super) fn on_page(
        &mut self,
        change: impl FnOnce(&mut Page),
    ) -> Result<Vec<Output>, DeskRefusal> {
        match &mut self.stage {
            Stage::Page(page) => {
                change(page);
                Ok(Vec::new())
            }
            _ => Err(DeskRefusal::NoPage),
        }
    }
}
