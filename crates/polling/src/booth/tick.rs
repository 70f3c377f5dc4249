//! Time passes: what is not answered is asked again, and after the election's patience its rule takes over.

use super::{Flow, Local, Output, Stage, Stop};
use crate::claim::ToAuthority;
use crate::fact::{DroppedBecause, Fact};
use crate::outage::Millis;

/// How much of what is owed goes out at once.
const MOST_AT_ONCE: usize = 200;

impl Flow {
    pub(super) fn tick(&mut self, now: Millis, local: &impl Local) -> Vec<Output> {
        let mut outputs = Vec::new();
        if self.outage.is_overdue(now) {
            outputs.extend(self.begin_outage(now));
        }
        if !self.is_storing() {
            outputs.extend(self.claim_waits(now, local));
        }
        let due = self
            .polled
            .is_none_or(|polled| now.saturating_sub(polled) >= self.beat());
        if due {
            self.polled = Some(now);
            // Asked also while cut off: the answer ends the outage.
            outputs.push(Output::Send(ToAuthority::Notices {
                booth: self.setting.booth.clone(),
            }));
            if !self.outage.is_cut() {
                outputs.extend(self.pay(now));
                outputs.extend(self.sign_again());
            }
        }
        outputs
    }

    /// What the authority does not know yet.
    pub(super) fn pay(&mut self, now: Millis) -> Vec<Output> {
        let (sent, patience) = (&self.sent, self.setting.patience);
        let on_the_way = |claim: &_| {
            sent.get(claim)
                .is_some_and(|sent| now.saturating_sub(*sent) < patience)
        };
        let messages = self.debts.messages(self.term, MOST_AT_ONCE, on_the_way);
        let mut outputs = Vec::with_capacity(messages.len());
        for (claim, message) in messages {
            self.sent.insert(claim, now);
            outputs.push(Output::Send(message));
        }
        outputs
    }

    /// How often something is asked again.
    fn beat(&self) -> Millis {
        (self.setting.patience / 4).max(200)
    }

    fn begin_outage(&mut self, now: Millis) -> Option<Output> {
        let began = self.outage.begin(now)?;
        Some(self.append(None, vec![Fact::OutageBegan(began)], None, Vec::new()))
    }

    fn claim_waits(&mut self, now: Millis, local: &impl Local) -> Vec<Output> {
        let beat = self.beat();
        let patience = self.setting.patience;
        let cut = self.outage.is_cut();
        let waiting = match &mut self.stage {
            Stage::Asking(asking) => {
                if cut || now.saturating_sub(asking.since) >= patience {
                    return self.no_answer(now, local);
                }
                asking
            }
            Stage::Voice(asking) => asking,
            Stage::Stopped(stopped) => match stopped.waiting.as_deref_mut() {
                Some(asking) => asking,
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        if now.saturating_sub(waiting.sent) < beat {
            return Vec::new();
        }
        waiting.sent = now;
        vec![Output::Send(ToAuthority::Claim(waiting.request.clone()))]
    }

    /// The claim in hand is not answered in time.
    pub(super) fn no_answer(&mut self, now: Millis, local: &impl Local) -> Vec<Output> {
        let Stage::Asking(asking) = &self.stage else {
            return Vec::new();
        };
        let asking = asking.clone();
        if let Some(home) = asking.home.clone() {
            let why = Stop::HomeAway(home);
            return self.stop_for_good(&asking, true, DroppedBecause::HomeAway, why);
        }
        let mut outputs: Vec<Output> = self.begin_outage(now).into_iter().collect();
        let gate = local.gate(&asking.page.elector);
        outputs.extend(self.by_rule(asking, true, &gate));
        outputs
    }
}
