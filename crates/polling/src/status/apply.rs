//! The fold: one fact more.

use std::collections::BTreeMap;

use crate::claim::TakenBallot;
use crate::elector::Already;
use crate::fact::{
    AbsenteeStep, Accepted, Answer, Answered, Asked, Fact, LeftDesk, Settled, Told, Withdrawn,
    WithdrawnBecause, Word, Written,
};
use crate::plain::BallotId;

use super::{Acceptance, ElectorState, Ground, Hold, Paper, Settlement, Spot, Step};

impl ElectorState {
    /// Takes the next fact about the elector in the ledger's order. A fact of a newer kind changes nothing.
    pub fn apply(&mut self, fact: &Fact, written: &Written) {
        match fact {
            Fact::Asked(asked) => self.ask(asked, written),
            Fact::Dropped(dropped) => {
                self.claims.entry(dropped.claim).or_default().dropped = Some(dropped.because);
            }
            Fact::Accepted(accepted) => self.accept(accepted, written),
            Fact::Issued(issued) => {
                // Even without an acceptance: a paper that was handed out is out.
                let claim = self.claims.entry(issued.claim).or_default();
                claim.papers.insert(issued.ballot.clone(), Paper::Issued);
            }
            Fact::Declined(declined) => {
                let paper = Paper::Declined {
                    by: written.mark,
                    device: written.device,
                };
                let claim = self.claims.entry(declined.claim).or_default();
                claim.undo(&declined.ballot, paper, written);
            }
            Fact::LeftDesk(left) => self.leave(left, written),
            Fact::Withdrawn(withdrawn) => self.withdraw(withdrawn, written),
            Fact::Held(held) => self.holds.push(Hold {
                hold: held.hold,
                spot: Spot::new(&held.booth, written),
                note: held.note.clone(),
            }),
            Fact::Released(released) => self.holds.retain(|hold| hold.hold != released.hold),
            Fact::AbsenteeStep(step) => self.step(step, written),
            Fact::Settled(settled) => self.settle(settled, written),
            Fact::Yielded(yielded) => {
                let claim = self.claims.entry(yielded.claim).or_default();
                let spot = || Spot::new(&yielded.booth, written);
                claim.asked.get_or_insert_with(spot);
                claim.asked_for.clone_from(&yielded.ballots);
            }
            Fact::Answered(answered) => self.answer(answered, written),
            Fact::Told(told) => self.tell(told),
            // Of the booth, for counts, or about looking.
            _ => {}
        }
    }

    /// The authority's last word on a claim counts: who came second has the ballot once the first gave it back.
    fn tell(&mut self, told: &Told) {
        let contested = match &told.word {
            Word::Contested(taken) => {
                let with = |one: &TakenBallot| (one.ballot.clone(), Some(one.claim));
                taken.iter().map(with).collect()
            }
            Word::Granted(_) => BTreeMap::new(),
            Word::NotServed => {
                let papers = self.claims.get(&told.claim).map(|claim| &claim.papers);
                let ballots = papers.into_iter().flat_map(BTreeMap::keys);
                ballots.map(|ballot| (ballot.clone(), None)).collect()
            }
            Word::GivenBack(_) | Word::Held | Word::Released => return,
        };
        if let Some(claim) = self.claims.get_mut(&told.claim) {
            claim.contested = contested;
        }
    }

    fn ask(&mut self, asked: &Asked, written: &Written) {
        let claim = self.claims.entry(asked.claim).or_default();
        claim.asked = Some(Spot::new(&asked.booth, written));
        claim.asked_for.clone_from(&asked.ballots);
    }

    /// The calling booth's claim, of which nothing else is known here until its own records come.
    fn answer(&mut self, answered: &Answered, written: &Written) {
        if !matches!(answered.answer, Answer::Granted(_)) {
            return;
        }
        let claim = self.claims.entry(answered.claim).or_default();
        let spot = || Spot::new(&answered.booth, written);
        claim.asked.get_or_insert_with(spot);
        claim.asked_for.clone_from(&answered.ballots);
    }

    fn accept(&mut self, accepted: &Accepted, written: &Written) {
        let claim = self.claims.entry(accepted.claim).or_default();
        claim.acceptances.push(Acceptance {
            mark: written.mark,
            spot: Spot::new(&accepted.booth, written),
            ground: Ground::from(&accepted.authority),
            means: accepted.means,
            proxy: accepted.proxy,
            braille: accepted.braille,
            absentee: accepted.absentee,
            on_day: accepted.reason.is_none(),
        });
        for ballot in &accepted.ballots {
            let papers = claim.papers.entry(ballot.clone());
            papers.or_insert(Paper::Waiting);
        }
    }

    fn leave(&mut self, left: &LeftDesk, written: &Written) {
        let claim = self.claims.entry(left.claim).or_default();
        claim.left = true;
        for paper in claim.papers.values_mut() {
            let Some((by, device)) = paper.undone_by() else {
                continue;
            };
            // Two PCs at once, one lets the elector go and one takes back: the ballot counts as gone.
            if device != written.device && !written.basis.contains(&by) {
                claim.too_late.push(by);
                *paper = Paper::Waiting;
            }
        }
    }

    fn withdraw(&mut self, withdrawn: &Withdrawn, written: &Written) {
        let paper = Paper::Withdrawn {
            by: written.mark,
            device: written.device,
            because: withdrawn.because,
        };
        let claim = self.claims.entry(withdrawn.claim).or_default();
        for ballot in &withdrawn.ballots {
            claim.undo(ballot, paper, written);
        }
    }

    fn step(&mut self, step: &AbsenteeStep, written: &Written) {
        if let Some(claim) = &step.claim {
            let claim = self.claims.entry(*claim).or_default();
            return claim.step(step, written);
        }
        for ballot in &step.ballots {
            let standing = self.absentee.entry(ballot.clone()).or_default();
            standing
                .retain(|one| one.device != written.device && !written.basis.contains(&one.mark));
            standing.push(Step {
                mark: written.mark,
                device: written.device,
                step: step.step,
                hour: Spot::hour_of(written),
            });
        }
    }

    fn settle(&mut self, settled: &Settled, written: &Written) {
        self.settlements.push(Settlement {
            mark: written.mark,
            ballot: settled.ballot.clone(),
            acceptances: settled.acceptances.clone(),
            finding: settled.finding.clone(),
            by: settled.by.clone(),
        });
    }
}

impl super::ClaimState {
    /// What became of absentee papers. An envelope that was handed in is a vote, whatever else was written.
    fn step(&mut self, step: &AbsenteeStep, written: &Written) {
        match step.step {
            Already::AbsenteeVoted => {
                self.left = true;
                for ballot in &step.ballots {
                    self.papers.insert(ballot.clone(), Paper::Issued);
                    self.handed_in.insert(ballot.clone());
                }
            }
            Already::AbsenteeReturned => {
                for ballot in &step.ballots {
                    self.come_back(ballot, written);
                }
            }
            _ => {}
        }
    }

    fn come_back(&mut self, ballot: &BallotId, written: &Written) {
        if self.handed_in.contains(ballot) {
            self.too_late.push(written.mark);
            return;
        }
        let back = Paper::Withdrawn {
            by: written.mark,
            device: written.device,
            because: WithdrawnBecause::Returned,
        };
        self.papers.insert(ballot.clone(), back);
    }

    /// Gives one paper back, unless the elector is gone with it.
    fn undo(&mut self, ballot: &BallotId, undone: Paper, written: &Written) {
        if self.left {
            self.too_late.push(written.mark);
        } else {
            self.papers.insert(ballot.clone(), undone);
        }
    }
}
