//! What follows from this PC's own facts, in the running program as after a restart.

use std::collections::BTreeMap;

use super::{Flow, Handing, HandingPaper, Stage};
use crate::claim::{ClaimRequest, HoldRequest, TakenBallot};
use crate::elector::Already;
use crate::fact::{AbsenteeStep, Accepted, Authority, DroppedBecause, Fact, Word};
use crate::plain::{BallotId, ClaimId, ElectorId};

impl Flow {
    /// Takes one of this PC's own facts, in the order in which they were written.
    pub fn learn(&mut self, elector: Option<ElectorId>, fact: &Fact) {
        if let Fact::Allotment(allotment) = fact {
            self.allotment = *allotment;
        }
        let Some(elector) = elector else {
            return;
        };
        match fact {
            Fact::Asked(asked) => {
                self.electors.insert(asked.claim, elector);
                self.asked.insert(asked.claim, (elector, asked.clone()));
            }
            Fact::Dropped(dropped) => {
                let asked = self.asked.remove(&dropped.claim);
                // What was refused is written down so at the authority; anything else may be granted yet.
                let refused = matches!(
                    dropped.because,
                    DroppedBecause::Taken | DroppedBecause::Held
                );
                if let (Some((_, asked)), false) = (asked, refused) {
                    self.debts.give_back(elector, dropped.claim, &asked.ballots);
                }
            }
            Fact::Accepted(accepted) => self.learn_accepted(elector, accepted),
            Fact::Issued(issued) => {
                self.paper(&issued.claim, &issued.ballot, HandingPaper::Issued);
            }
            Fact::Declined(declined) => {
                self.paper(&declined.claim, &declined.ballot, HandingPaper::Declined);
                let ballots = std::slice::from_ref(&declined.ballot);
                self.debts.give_back(elector, declined.claim, ballots);
            }
            Fact::Withdrawn(withdrawn) => {
                for ballot in &withdrawn.ballots {
                    self.paper(&withdrawn.claim, ballot, HandingPaper::Withdrawn);
                }
                self.debts
                    .give_back(elector, withdrawn.claim, &withdrawn.ballots);
                self.forget_if_empty(&withdrawn.claim);
            }
            Fact::AbsenteeStep(AbsenteeStep {
                ballots,
                step: Already::AbsenteeReturned,
                claim: Some(claim),
            }) => {
                self.electors.insert(*claim, elector);
                self.debts.give_back(elector, *claim, ballots);
            }
            Fact::LeftDesk(left) => {
                self.open.remove(&left.claim);
            }
            Fact::Held(held) => {
                self.electors.insert(held.hold, elector);
                self.debts.hold(HoldRequest {
                    id: held.hold,
                    elector,
                    booth: held.booth.clone(),
                });
            }
            Fact::Released(released) => {
                self.electors.insert(released.hold, elector);
                self.debts.release(elector, released.hold);
            }
            Fact::Told(told) => {
                self.sent.remove(&told.claim);
                self.learn_told(&told.claim, &told.word);
            }
            _ => {}
        }
    }

    fn learn_told(&mut self, claim: &ClaimId, word: &Word) {
        match word {
            Word::Granted(receipt) => {
                self.term = self.term.max(receipt.term);
                self.debts.confirmed(*claim);
            }
            Word::Contested(taken) => {
                self.contested(*claim, taken);
                self.debts.confirmed(*claim);
            }
            Word::NotServed => self.debts.confirmed(*claim),
            Word::GivenBack(ballots) => self.debts.given_back(*claim, ballots),
            Word::Held => self.debts.held(*claim),
            Word::Released => self.debts.released(*claim),
        }
    }

    fn learn_accepted(&mut self, elector: ElectorId, accepted: &Accepted) {
        self.asked.remove(&accepted.claim);
        self.electors.insert(accepted.claim, elector);
        let granted = match &accepted.authority {
            Authority::Granted(receipt) | Authority::Paper(Some(receipt)) => Some(receipt),
            Authority::Allotted
            | Authority::Voice(_)
            | Authority::Unchecked
            | Authority::Paper(None) => None,
        };
        match granted {
            Some(receipt) => self.term = self.term.max(receipt.term),
            None => self.debts.confirm(ClaimRequest {
                id: accepted.claim,
                elector,
                ballots: accepted.ballots.clone(),
                booth: accepted.booth.clone(),
                home: None,
                term: self.term,
                afterwards: true,
            }),
        }
        // Paper is entered when the elector has long gone.
        if !matches!(accepted.authority, Authority::Paper(_)) {
            self.open
                .insert(accepted.claim, Self::handing(elector, accepted));
        }
    }

    pub(super) fn handing(elector: ElectorId, accepted: &Accepted) -> Handing {
        let papers: BTreeMap<BallotId, HandingPaper> = accepted
            .ballots
            .iter()
            .map(|ballot| (ballot.clone(), HandingPaper::Offered))
            .collect();
        Handing {
            elector,
            claim: accepted.claim,
            papers,
            absentee: accepted.absentee,
            interrupted: accepted.interrupted,
            contested: Vec::new(),
        }
    }

    fn paper(&mut self, claim: &ClaimId, ballot: &BallotId, state: HandingPaper) {
        if let Some(handing) = self.open.get_mut(claim)
            && let Some(paper) = handing.papers.get_mut(ballot)
        {
            *paper = state;
        }
    }

    /// Somebody else was first. While the ballots are at the desk, that can be mended.
    fn contested(&mut self, claim: ClaimId, taken: &[TakenBallot]) {
        if let Some(handing) = self.open.get_mut(&claim) {
            handing.contested = taken.to_vec();
        }
        if let Stage::Accepted(handing) = &mut self.stage
            && handing.claim == claim
        {
            handing.contested = taken.to_vec();
        }
    }

    fn forget_if_empty(&mut self, claim: &ClaimId) {
        let empty = self.open.get(claim).is_some_and(|handing| {
            handing
                .papers
                .values()
                .all(|paper| *paper == HandingPaper::Withdrawn)
        });
        if empty {
            self.open.remove(claim);
        }
    }
}
