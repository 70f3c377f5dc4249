//! The officer accepts: the question is written down, then asked.

use super::{Asking, DeskRefusal, Flow, Local, Output, Page, PaperAcceptance, Staff, Stage};
use crate::claim::{ClaimRequest, Lot, ToAuthority};
use crate::eligibility::Confirmation;
use crate::fact::{Accepted, Asked, Authority, Fact, Issued, LeftDesk};
use crate::outage::Millis;
use crate::plain::{BoothId, ElectorId};
use crate::role::Role;

impl Flow {
    pub(super) fn accept(
        &mut self,
        now: Millis,
        lot: Lot,
        by: Staff,
        local: &impl Local,
    ) -> Result<Vec<Output>, DeskRefusal> {
        if by.role == Role::Administrator {
            return Err(DeskRefusal::NotAllowed);
        }
        let mut page = self.page()?.clone();
        if self.setting.early && page.reason.is_none() {
            return Err(DeskRefusal::ReasonMissing);
        }
        if self.setting.early && page.slip.is_none() {
            return Err(DeskRefusal::SlipMissing);
        }
        if page.absentee && by.role != Role::Officer {
            return Err(DeskRefusal::NeedsOfficer);
        }
        let before = self.asked_for(page.elector).cloned();
        if let Some(asked) = &before {
            page.want = asked.ballots.iter().cloned().collect();
        }
        if page.want.is_empty() {
            return Err(DeskRefusal::NothingWanted);
        }
        let gate = local.gate(&page.elector);
        let own = Confirmation::AskedAt(self.setting.booth.clone());
        match gate.unconfirmed(&page.want, page.absentee, &page.confirmed) {
            None => return Err(DeskRefusal::Shut),
            // This very desk asked, and asks again with the same id: nothing could be handed out twice.
            Some(left) if left.iter().any(|one| before.is_none() || *one != own) => {
                return Err(DeskRefusal::Unconfirmed);
            }
            Some(_) => {}
        }
        let again = before.is_some();
        let asking = match before {
            Some(asked) => self.asking(now, page, &asked, gate.home.clone()),
            None => self.asking_first(now, page, lot, gate.home.clone()),
        };
        if self.outage.is_cut() {
            return Ok(self.by_rule(asking, again, &gate));
        }
        let send = Output::Send(ToAuthority::Claim(asking.request.clone()));
        if again {
            self.stage = Stage::Asking(asking);
            return Ok(vec![send]);
        }
        Ok(vec![self.ask_first(asking, Stage::Asking, vec![send])])
    }

    /// Writes the question down; the stage follows.
    pub(super) fn ask_first(
        &mut self,
        asking: Asking,
        stage: fn(Asking) -> Stage,
        then: Vec<Output>,
    ) -> Output {
        let asked = Fact::Asked(Asked {
            claim: asking.request.id,
            ballots: asking.request.ballots.clone(),
            booth: self.setting.booth.clone(),
            home: asking.request.home.clone(),
            lot: asking.lot,
            means: asking.page.means,
            reason: asking.page.reason,
            slip: asking.page.slip,
            proxy: asking.page.proxy,
            braille: asking.page.braille,
            absentee: asking.page.absentee,
            confirmed: asking.page.confirmed.clone(),
        });
        let elector = asking.page.elector;
        self.append(Some(elector), vec![asked], Some(stage(asking)), then)
    }

    /// The elector is let through: ballots are offered once this is stored.
    pub(super) fn let_through(&mut self, asking: &Asking, authority: Authority) -> Output {
        let page = &asking.page;
        let accepted = Accepted {
            claim: asking.request.id,
            ballots: asking.request.ballots.clone(),
            booth: self.setting.booth.clone(),
            authority,
            means: page.means,
            reason: page.reason,
            slip: page.slip,
            proxy: page.proxy,
            braille: page.braille,
            absentee: page.absentee,
            confirmed: page.confirmed.clone(),
            interrupted: page.interrupted,
            roll: self.setting.roll,
            election: self.setting.election,
        };
        let next = Stage::Accepted(Self::handing(page.elector, &accepted));
        let facts = vec![Fact::Accepted(accepted)];
        self.append(Some(page.elector), facts, Some(next), Vec::new())
    }

    pub(super) fn voice_code(&mut self, typed: &str) -> Result<Vec<Output>, DeskRefusal> {
        let Stage::Voice(asking) = &self.stage else {
            return Err(DeskRefusal::NoVoiceClaim);
        };
        let asking = asking.clone();
        let code = self.setting.voice.check(&asking.request, typed)?;
        Ok(vec![self.let_through(&asking, Authority::Voice(code))])
    }

    /// After a restart: the same claim once more. The elector may have gone, so no outage rule accepts anybody here.
    pub(super) fn recover(
        &mut self,
        now: Millis,
        elector: ElectorId,
        local: &impl Local,
    ) -> Result<Vec<Output>, DeskRefusal> {
        self.free_for_next()?;
        let asked = self
            .asked_for(elector)
            .cloned()
            .ok_or(DeskRefusal::NothingUnfinished)?;
        let page = Page {
            elector,
            means: asked.means,
            want: asked.ballots.iter().cloned().collect(),
            reason: asked.reason,
            slip: asked.slip,
            proxy: asked.proxy,
            braille: asked.braille,
            absentee: asked.absentee,
            confirmed: asked.confirmed.clone(),
            interrupted: true,
        };
        let gate = local.gate(&elector);
        let asking = self.asking(now, page, &asked, gate.home.clone());
        if self.outage.is_cut() {
            return Ok(self.by_rule(asking, true, &gate));
        }
        let send = Output::Send(ToAuthority::Claim(asking.request.clone()));
        self.stage = Stage::Asking(asking);
        Ok(vec![send])
    }

    /// What was done on paper is written down whatever the gate says; whether somebody was first is asked afterwards.
    pub(super) fn enter_paper(
        &mut self,
        paper: PaperAcceptance,
    ) -> Result<Vec<Output>, DeskRefusal> {
        self.free_for_next()?;
        if paper.by.role != Role::Officer {
            return Err(DeskRefusal::NeedsOfficer);
        }
        let booth = self.setting.booth.clone();
        let request = ClaimRequest::drawn(
            paper.lot,
            paper.elector,
            paper.ballots,
            booth.clone(),
            None,
            0,
        );
        if request.ballots.is_empty() {
            return Err(DeskRefusal::NothingWanted);
        }
        let mut facts = vec![Fact::Accepted(Accepted {
            claim: request.id,
            ballots: request.ballots.clone(),
            booth,
            authority: Authority::Paper(None),
            means: paper.means,
            reason: paper.reason,
            slip: paper.slip,
            proxy: paper.proxy,
            braille: paper.braille,
            absentee: paper.absentee,
            confirmed: Vec::new(),
            interrupted: false,
            roll: self.setting.roll,
            election: self.setting.election,
        })];
        let issued = |ballot| {
            Fact::Issued(Issued {
                claim: request.id,
                ballot,
                absentee: paper.absentee,
            })
        };
        facts.extend(request.ballots.iter().cloned().map(issued));
        facts.push(Fact::LeftDesk(LeftDesk { claim: request.id }));
        let next = Some(Stage::Waiting);
        Ok(vec![self.append(
            Some(request.elector),
            facts,
            next,
            Vec::new(),
        )])
    }

    /// This PC's question about an elector that has no outcome.
    fn asked_for(&self, elector: ElectorId) -> Option<&Asked> {
        self.asked
            .values()
            .find(|(of, _)| *of == elector)
            .map(|(_, asked)| asked)
    }

    fn asking_first(&self, now: Millis, page: Page, lot: Lot, home: Option<BoothId>) -> Asking {
        let ballots = page.want.iter().cloned().collect();
        let booth = self.setting.booth.clone();
        let home = home.filter(|_| self.by_home());
        let request = ClaimRequest::drawn(lot, page.elector, ballots, booth, home, self.term);
        Asking {
            page,
            request,
            lot,
            since: now,
            sent: now,
            home: None,
        }
    }

    fn asking(&self, now: Millis, page: Page, asked: &Asked, home: Option<BoothId>) -> Asking {
        let mut asking = self.asking_first(now, page, asked.lot, home);
        asking.request.id = asked.claim;
        asking
    }
}
