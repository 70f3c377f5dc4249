//! The authority speaks.

use super::{Asking, Flow, Gate, Local, Output, Stage, Stop};
use crate::claim::{
    ClaimAnswer, Debt, FromAuthority, HoldAnswer, NotServed, TakenBallot, ToAuthority,
};
use crate::fact::{Authority, DroppedBecause, Fact, Told, Word};
use crate::outage::Millis;
use crate::plain::ClaimId;

impl Flow {
    pub(super) fn heard(
        &mut self,
        now: Millis,
        word: FromAuthority,
        local: &impl Local,
    ) -> Vec<Output> {
        let mut outputs = Vec::new();
        if is_an_answer(&word)
            && let Some(ended) = self.outage.heard()
        {
            outputs.push(self.append(None, vec![Fact::OutageEnded(ended)], None, Vec::new()));
            outputs.extend(self.pay(now));
        }
        match word {
            FromAuthority::Claim {
                id,
                afterwards,
                answer,
            } => outputs.extend(self.claim_answer(now, id, afterwards, answer, local)),
            FromAuthority::GivenBack(claim, ballots) => {
                let owed = match self.debts.of(&claim) {
                    Some(Debt::GiveBack(owed)) => owed.iter().any(|one| ballots.contains(one)),
                    _ => false,
                };
                outputs.extend(self.tell(owed, claim, Word::GivenBack(ballots)));
            }
            FromAuthority::Hold(hold, HoldAnswer::Held(_) | HoldAnswer::Over) => {
                let owed = matches!(self.debts.of(&hold), Some(Debt::Hold(_)));
                outputs.extend(self.tell(owed, hold, Word::Held));
            }
            FromAuthority::Released(hold) => {
                let owed = matches!(self.debts.of(&hold), Some(Debt::Release));
                outputs.extend(self.tell(owed, hold, Word::Released));
            }
            FromAuthority::SignedOn(turn, notices) => {
                outputs.extend(self.signed_on(turn, notices, local));
            }
            FromAuthority::SignedOff(turn) => self.signed_off(turn),
            FromAuthority::Notices(notices) => outputs.extend(self.noticed(notices, local)),
            FromAuthority::Hold(_, HoldAnswer::Unknown) | FromAuthority::AskAgain => {}
        }
        outputs
    }

    fn claim_answer(
        &mut self,
        now: Millis,
        id: ClaimId,
        afterwards: bool,
        answer: ClaimAnswer,
        local: &impl Local,
    ) -> Vec<Output> {
        let waiting = match &self.stage {
            Stage::Asking(asking) | Stage::Voice(asking) => Some(asking),
            Stage::Stopped(stopped) => stopped.waiting.as_deref(),
            _ => None,
        };
        match waiting.filter(|asking| asking.request.id == id).cloned() {
            // While an acceptance of this claim is being stored, its answer is asked for once more afterwards.
            Some(asking) if !self.is_storing() => self.answered(now, &asking, answer, local),
            _ => self.answered_afterwards(id, afterwards, answer, local),
        }
    }

    fn answered(
        &mut self,
        now: Millis,
        asking: &Asking,
        answer: ClaimAnswer,
        local: &impl Local,
    ) -> Vec<Output> {
        let (because, stop) = match answer {
            ClaimAnswer::Granted(receipt) => {
                match receipt.check(&self.setting.authority, &asking.request, self.term) {
                    Ok(()) => return vec![self.let_through(asking, Authority::Granted(receipt))],
                    Err(wrong) => (DroppedBecause::NotServed, Stop::Receipt(wrong)),
                }
            }
            ClaimAnswer::Taken(taken) => (DroppedBecause::Taken, Stop::Taken(taken)),
            ClaimAnswer::Held(booth) => (DroppedBecause::Held, Stop::Held(booth)),
            ClaimAnswer::WithBooth(booth) => (DroppedBecause::Taken, Stop::WithBooth(booth)),
            ClaimAnswer::AwaitingHome(home) => {
                if let Stage::Asking(asking) = &mut self.stage {
                    asking.home = Some(home);
                }
                return Vec::new();
            }
            ClaimAnswer::NotServed(NotServed::Superseded) | ClaimAnswer::Unknown => {
                return self.no_answer(now, local);
            }
            ClaimAnswer::NotServed(why) => (DroppedBecause::NotServed, Stop::NotServed(why)),
        };
        self.stop_for_good(asking, true, because, stop)
    }

    fn answered_afterwards(
        &mut self,
        id: ClaimId,
        afterwards: bool,
        answer: ClaimAnswer,
        local: &impl Local,
    ) -> Vec<Output> {
        let Some(Debt::Confirm(request) | Debt::ConfirmThenGiveBack(request, _)) =
            self.debts.of(&id)
        else {
            return Vec::new();
        };
        let word = match answer {
            ClaimAnswer::Granted(receipt) => {
                let checked = receipt.check(&self.setting.authority, request, self.term);
                checked.ok().map(|()| Word::Granted(receipt))
            }
            // What was answered before the elector was accepted may have changed since.
            _ if !afterwards => None,
            ClaimAnswer::Taken(taken) => {
                let gate = local.gate(&request.elector);
                return self.taken_afterwards(id, taken, &gate);
            }
            ClaimAnswer::NotServed(
                NotServed::Malformed | NotServed::OtherContents | NotServed::GivenBack,
            ) => Some(Word::NotServed),
            _ => None,
        };
        match word {
            Some(word) => self.tell(true, id, word),
            None => Vec::new(),
        }
    }

    /// Claims that have given the ballot up, as this desk knows and the authority does not yet, stand against
    /// nobody: they are given back for their desk, which may be cut off or gone, and the acceptance is asked again.
    fn taken_afterwards(
        &mut self,
        claim: ClaimId,
        taken: Vec<TakenBallot>,
        gate: &Gate,
    ) -> Vec<Output> {
        let (given_up, standing): (Vec<_>, Vec<_>) =
            taken.into_iter().partition(|one| gate.is_given_up(one));
        let give_back = |one: TakenBallot| {
            Output::Send(ToAuthority::GiveBack {
                claim: one.claim,
                ballots: vec![one.ballot],
            })
        };
        let mut outputs: Vec<Output> = given_up.into_iter().map(give_back).collect();
        if !standing.is_empty() {
            outputs.extend(self.tell(true, claim, Word::Contested(standing)));
        }
        outputs
    }

    /// Writes down what the authority said afterwards, once.
    fn tell(&mut self, owed: bool, claim: ClaimId, word: Word) -> Vec<Output> {
        let telling = |fact: &Fact| matches!(fact, Fact::Told(told) if told.claim == claim);
        let unstored = self.unstored.values();
        if !owed || unstored.flat_map(|one| &one.facts).any(telling) {
            return Vec::new();
        }
        let Some(elector) = self.electors.get(&claim).copied() else {
            return Vec::new();
        };
        let told = Fact::Told(Told { claim, word });
        vec![self.append(Some(elector), vec![told], None, Vec::new())]
    }
}

fn is_an_answer(word: &FromAuthority) -> bool {
    !matches!(
        word,
        FromAuthority::AskAgain
            | FromAuthority::Hold(_, HoldAnswer::Unknown)
            | FromAuthority::Claim {
                answer: ClaimAnswer::Unknown,
                ..
            }
    )
}
