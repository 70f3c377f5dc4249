//! Outage rule 3 by telephone: what a booth that is cut off reads out, and the centre that answers it.

use std::collections::BTreeSet;

use polling::booth::{Asking, DeskRefusal, Gate, Stage};
use polling::claim::{Call, FromAuthority, Question, Said};
use polling::election::OutageRule;
use polling::fact::Fact;
use polling::plain::{BallotId, BoothId};
use polling::role::Action;

use super::Working;
use crate::{ClaimsAt, DeskError};
use polling_ledger::NewFact;

/// A booth that may call about the elector at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallingBooth {
    /// Which.
    pub booth: BoothId,
    /// What may be issued to the elector there today.
    pub ballots: BTreeSet<BallotId>,
}

impl Working {
    /// At the booth: what is read out for the claim that waits.
    pub fn read_out(&self, asking: &Asking) -> String {
        self.voice.question(asking.lot, &asking.request)
    }

    /// Whether calls are answered at this PC: the board has chosen this rule, and the PC is the authority or reaches the
    /// hub that is.
    pub fn answers_calls(&self) -> bool {
        let reaches = match self.claims_at() {
            ClaimsAt::ThisPc => true,
            ClaimsAt::Hub => self.authority.is_some() && !self.is_cut(),
            ClaimsAt::Elsewhere => false,
        };
        self.election.outage == OutageRule::Voice && reaches
    }

    /// The booths that may call about the elector at the desk; none where no call is answered by whoever is logged in.
    pub fn calling_booths(&self) -> Result<Vec<CallingBooth>, DeskError> {
        if !self.answers_calls() || self.allow(Action::VoiceClaim).is_err() {
            return Ok(Vec::new());
        }
        let (Some(elector), Stage::Page(_)) = (&self.at_desk, self.stage()) else {
            return Ok(Vec::new());
        };
        let state = self.book.state(elector.id)?;
        let others = self.election.booths.iter().map(|one| &one.id);
        let calling = others.filter(|one| **one != self.booth).map(|booth| {
            let visit = self.visit_at(booth);
            CallingBooth {
                booth: booth.clone(),
                ballots: Gate::of(elector, &state, &self.election, &visit, booth).open(),
            }
        });
        Ok(calling.filter(|one| !one.ballots.is_empty()).collect())
    }

    /// A booth has called about the elector at the desk and read this out: its claim is made here. What came of it
    /// stands in [`Working::call`]; a number that is not of this elector, these ballots and this booth claims nothing.
    pub fn answer_call(
        &mut self,
        booth: &BoothId,
        ballots: &BTreeSet<BallotId>,
        read_out: &str,
    ) -> Result<(), DeskError> {
        self.allow(Action::VoiceClaim)?;
        self.in_period()?;
        // A code that is on the screen stays until the page is closed.
        if self.call.as_ref().is_some_and(|call| !is_no(call)) {
            return Err(DeskError::NotNow);
        }
        let elector = self.at_desk.as_ref().ok_or(DeskError::NotNow)?.id;
        let calling = self.calling_booths()?;
        let calling = calling.iter().find(|one| one.booth == *booth);
        let calling = calling.ok_or(DeskError::NotNow)?;
        if ballots.is_empty() {
            return Err(DeskRefusal::NothingWanted.into());
        }
        if !ballots.is_subset(&calling.ballots) {
            return Err(DeskRefusal::Shut.into());
        }
        let question = Question::heard(read_out).map_err(DeskRefusal::from)?;
        let wanted = ballots.iter().cloned().collect();
        let term = self.flow.term();
        let request = self
            .voice
            .asked(question, elector, wanted, booth.clone(), term);
        let call = Call::new(question.lot, request.map_err(DeskRefusal::from)?);
        self.call = Some(call);
        self.call_again()
    }

    /// The authority has not answered: it is asked once more for the same claim.
    pub fn call_again(&mut self) -> Result<(), DeskError> {
        let call = self.call.as_ref().ok_or(DeskError::NotNow)?;
        if *call.said() == Said::Nothing {
            let message = call.message();
            self.pay_first();
            self.line.send(message);
        }
        Ok(())
    }

    /// There was no code, and the caller reads out another number or other ballots.
    pub fn hear_anew(&mut self) -> Result<(), DeskError> {
        self.call.take_if(|call| is_no(call));
        if self.call.is_some() {
            return Err(DeskError::NotNow);
        }
        Ok(())
    }

    /// The call that is being answered.
    pub fn call(&self) -> Option<&Call> {
        self.call.as_ref()
    }

    /// What is read back to the caller: once the claim is granted and written down, until the page is closed.
    pub fn code_of_call(&self) -> Option<String> {
        self.call.as_ref()?.code(&self.voice)
    }

    /// The authority's answer to a call: on the disk before anything of it is shown.
    pub(super) fn take_down(&mut self, word: &FromAuthority) -> Result<(), DeskError> {
        let (Some(authority), Some(call)) = (self.authority, &mut self.call) else {
            return Ok(());
        };
        let elector = call.request().elector;
        let Some(answered) = call.heard(word, &authority).cloned() else {
            return Ok(());
        };
        let written = self.write(&[NewFact::of(elector, Fact::Answered(answered))]);
        if let Some(call) = &mut self.call {
            match &written {
                Ok(()) => call.written(),
                Err(_) => call.not_written(),
            }
        }
        written
    }
}

fn is_no(call: &Call) -> bool {
    matches!(call.said(), Said::Refused(_))
}
