//! The outage rule takes over (`election.md` 3.6).

use super::{Asking, Flow, Gate, Output, Stage, Stop, Stopped};
use crate::election::OutageRule;
use crate::fact::{Authority, Dropped, DroppedBecause, Fact};

impl Flow {
    /// What the election's rule makes of a claim that cannot be asked, or was not answered. `asked`: the question
    /// is written down, and the authority may have granted it. The same claim goes on, so that it counts once.
    pub(super) fn by_rule(&mut self, asking: Asking, asked: bool, gate: &Gate) -> Vec<Output> {
        if asking.page.interrupted {
            return self.stop_waiting(asking, Stop::NoAnswer);
        }
        let open = |ballot| gate.needed(ballot, asking.page.absentee).is_some();
        if !asking.request.ballots.iter().all(open) {
            return self.stop_for_good(&asking, asked, DroppedBecause::Left, Stop::ShutMeanwhile);
        }
        match self.setting.rule {
            OutageRule::Stop if asked => self.stop_waiting(asking, Stop::UntilItIsBack),
            OutageRule::Stop => {
                self.stop_for_good(&asking, false, DroppedBecause::Left, Stop::UntilItIsBack)
            }
            OutageRule::HomeBooth => match self.own_share(&asking, gate) {
                Ok(()) => vec![self.let_through(&asking, Authority::Allotted)],
                Err(stop) => self.stop_for_good(&asking, asked, DroppedBecause::HomeAway, stop),
            },
            OutageRule::Voice if asked => {
                self.stage = Stage::Voice(asking);
                Vec::new()
            }
            OutageRule::Voice => vec![self.ask_first(asking, Stage::Voice, Vec::new())],
            OutageRule::GoOn => vec![self.let_through(&asking, Authority::Unchecked)],
        }
    }

    /// Whether this booth alone may accept the elector: nobody else can have the ballots then.
    fn own_share(&self, asking: &Asking, gate: &Gate) -> Result<(), Stop> {
        match &gate.home {
            None => return Err(Stop::NoHome),
            Some(home) if *home != self.setting.booth => return Err(Stop::SendTo(home.clone())),
            Some(_) => {}
        }
        if !self.allotment.standing {
            return Err(Stop::NotSignedOn);
        }
        let ballots = &asking.request.ballots;
        let known = ballots
            .iter()
            .filter_map(|ballot| gate.others.get(ballot)?.first())
            .map(|other| other.booth.clone());
        match known.chain(self.yielding(asking.page.elector)).next() {
            Some(booth) => Err(Stop::LeftTo(booth)),
            None => Ok(()),
        }
    }

    pub(super) fn by_home(&self) -> bool {
        self.setting.rule == OutageRule::HomeBooth
    }

    /// Stopped, and asked again all the time.
    pub(super) fn stop_waiting(&mut self, asking: Asking, why: Stop) -> Vec<Output> {
        self.stage = Stage::Stopped(Stopped {
            elector: asking.page.elector,
            why,
            waiting: Some(Box::new(asking)),
        });
        Vec::new()
    }

    /// Stopped, and the claim is dropped.
    pub(super) fn stop_for_good(
        &mut self,
        asking: &Asking,
        asked: bool,
        because: DroppedBecause,
        why: Stop,
    ) -> Vec<Output> {
        let elector = asking.page.elector;
        let next = Stage::Stopped(Stopped {
            elector,
            why,
            waiting: None,
        });
        if !asked {
            self.stage = next;
            return Vec::new();
        }
        let claim = asking.request.id;
        let dropped = Fact::Dropped(Dropped { claim, because });
        vec![self.append(Some(elector), vec![dropped], Some(next), Vec::new())]
    }
}
