//! What the officer looks after: who is held, what contradicts itself, who looked without accepting.

use std::collections::BTreeMap;

use polling::booth::{Act, Stage};
use polling::elector::Already;
use polling::eligibility::Case;
use polling::fact::{AbsenteeStep, Fact, Means, Settled};
use polling::plain::{Actor, BallotId, BoothId, ElectorId, Mark, Moment};
use polling::role::Action;
use polling::status::{Contradiction, Hold};

use super::Working;
use crate::DeskError;
use polling_ledger::{NewFact, fact_of, written};

/// Somebody of whom a desk said "wait, we are asking".
pub struct HeldElector {
    /// Who.
    pub elector: ElectorId,
    /// Each hold that stands.
    pub holds: Vec<Hold>,
}

/// Acceptances that contradict each other; both stay until a named person has looked into them.
pub struct Incident {
    /// Who.
    pub elector: ElectorId,
    /// What.
    pub contradiction: Contradiction,
}

/// A look at an elector that led to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Who was looked at.
    pub elector: ElectorId,
    /// By whom.
    pub actor: Actor,
    /// How the elector was found.
    pub means: Means,
    /// When.
    pub at: Moment,
}

impl Working {
    /// Everybody who is held, at any booth that is known here.
    pub fn held(&self) -> Result<Vec<HeldElector>, DeskError> {
        self.allow(Action::Hold)?;
        let states = self.book.states()?.into_iter();
        let held = states.filter(|(_, state)| !state.holds().is_empty());
        Ok(held
            .map(|(elector, state)| HeldElector {
                elector,
                holds: state.holds().to_vec(),
            })
            .collect())
    }

    /// Everything that contradicts itself, also what was settled.
    pub fn incidents(&self) -> Result<Vec<Incident>, DeskError> {
        self.allow(Action::Settle)?;
        let mut incidents = Vec::new();
        for (elector, state) in self.book.states()? {
            let already = match &self.roll {
                Some(roll) => roll.by_id(elector)?.map(|line| line.already.clone()),
                None => None,
            };
            let already = already.unwrap_or_default();
            for ballot in &self.election.ballots {
                let of_roll = already.get(&ballot.id).copied();
                if let Some(contradiction) = state.contradiction(&ballot.id, of_roll) {
                    incidents.push(Incident {
                        elector,
                        contradiction,
                    });
                }
            }
        }
        Ok(incidents)
    }

    /// How many contradictions nobody has settled: on the screen of every role.
    pub fn open_incidents(&self) -> Result<usize, DeskError> {
        let states = self.book.states()?;
        let of_each = states.iter().flat_map(|(_, state)| state.contradictions());
        Ok(of_each.filter(|found| found.settled.is_none()).count())
    }

    /// A named person looked into a contradiction. Both acceptances stay.
    pub fn settle(
        &mut self,
        elector: ElectorId,
        ballot: &BallotId,
        finding: &str,
        by: &str,
    ) -> Result<(), DeskError> {
        self.allow(Action::Settle)?;
        let (finding, by) = (finding.trim(), by.trim());
        let state = self.book.state(elector)?;
        let mut contradictions = state.contradictions().into_iter();
        let found = contradictions.find(|found| found.ballot == *ballot);
        let found = found.filter(|found| found.settled.is_none());
        let found = found.ok_or(DeskError::NotNow)?;
        if finding.is_empty() || by.is_empty() {
            return Err(DeskError::NotNow);
        }
        // Also the steps of absentee voting that stand against them: what was found is about all of it.
        let acceptances: Vec<Mark> = found.marks().collect();
        let settled = Fact::Settled(Settled {
            acceptances: acceptances.clone(),
            ballot: ballot.clone(),
            finding: finding.to_owned(),
            by: by.to_owned(),
        });
        self.write(&[NewFact::of(elector, settled).settling(acceptances)])
    }

    /// A step of absentee voting (不在者投票): what became of papers that a booth handed out, or what happened outside
    /// of the booths. Papers are handed out at a booth by accepting the elector, and by nothing else.
    pub fn absentee(
        &mut self,
        elector: ElectorId,
        ballots: &[BallotId],
        step: Already,
    ) -> Result<(), DeskError> {
        self.allow(Action::Absentee)?;
        let known = |ballot: &BallotId| self.election.ballots.iter().any(|one| one.id == *ballot);
        if ballots.is_empty() || !ballots.iter().all(known) {
            return Err(DeskError::NotNow);
        }
        let state = self.book.state(elector)?;
        let line = self.elector(elector)?;
        let visit = self.visit();
        for kind in self
            .election
            .ballots
            .iter()
            .filter(|kind| ballots.contains(&kind.id))
        {
            let case = Case {
                elector: &line,
                state: &state,
                ballot: kind,
                election: &self.election,
                visit: &visit,
            };
            case.absentee_step(step)?;
        }
        let mut elsewhere = ballots.to_vec();
        elsewhere.sort();
        elsewhere.dedup();
        let mut steps = Vec::new();
        for (claim, ballots) in state.absentee_claims(&elsewhere) {
            elsewhere.retain(|ballot| !ballots.contains(ballot));
            steps.push((Some(claim), ballots));
        }
        if !elsewhere.is_empty() {
            steps.push((None, elsewhere));
        }
        let by = self.staff()?;
        for (claim, ballots) in steps {
            let step = AbsenteeStep {
                ballots,
                step,
                claim,
            };
            self.at_booth(Act::AbsenteeStep { elector, step, by })?;
        }
        if !matches!(self.stage(), Stage::Page(page) if page.elector == elector) {
            return Ok(());
        }
        // What may be accepted now is another thing than when the page was opened.
        self.at_booth(Act::Found {
            candidates: vec![elector],
            means: self.means,
        })?;
        self.at_booth(Act::Choose(elector))
    }

    /// Looks at electors that led to nothing, the latest first.
    pub fn looks_without_acceptance(&self) -> Result<Vec<Look>, DeskError> {
        self.allow(Action::SeeLooks)?;
        // By PC: the look that is open there. Any other fact of the same elector by the same PC is an outcome.
        let mut open: BTreeMap<[u8; 16], Look> = BTreeMap::new();
        let mut looks = Vec::new();
        self.book.each_event(|event| {
            let (header, Some(Ok(fact))) = (&event.header, fact_of(&event)) else {
                return;
            };
            let Some(subject) = header.subject else {
                return;
            };
            let (elector, device) = (ElectorId(subject.0), header.device.0);
            if let Fact::Looked(looked) = fact {
                let look = Look {
                    elector,
                    actor: Actor(header.actor.0),
                    means: looked.means,
                    at: written(&event).at(),
                };
                looks.extend(open.insert(device, look));
            } else if open
                .get(&device)
                .is_some_and(|look| look.elector == elector)
                && !matches!(fact, Fact::Asked(_) | Fact::Dropped(_))
            {
                open.remove(&device);
            }
        })?;
        looks.extend(open.into_values());
        let at_desk = self.at_desk().map(|elector| elector.id);
        looks.retain(|look| Some(look.elector) != at_desk);
        looks.sort_by_key(|look| std::cmp::Reverse(look.at));
        Ok(looks)
    }

    /// Which booth a stream is, for what came on a stick.
    pub fn booth_of_stream(&self, stream: [u8; 16]) -> Option<&BoothId> {
        let realm = self.book.ledger.realm();
        let mut booths = self.election.booths.iter().map(|booth| &booth.id);
        booths.find(|booth| crate::keys::stream_of(realm, booth).0 == stream)
    }
}
