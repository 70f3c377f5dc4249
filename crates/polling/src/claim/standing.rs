//! What the booths' records say of one elector's claims, for a book that is made anew.

use std::collections::{BTreeMap, BTreeSet};

use super::{ClaimRequest, HoldRequest, Receipt, Standing};
use crate::fact::{Answer, Answered, Authority, Fact, Told, Word, Written};
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};
use crate::status::ElectorState;

/// One elector's facts, as far as an authority has to know of them. Learns them in the ledger's order.
#[derive(Debug, Clone, Default)]
pub struct History {
    state: ElectorState,
    acceptances: BTreeMap<ClaimId, Standing>,
    homes: BTreeMap<ClaimId, BoothId>,
    receipts: BTreeMap<ClaimId, Receipt>,
    released: BTreeSet<ClaimId>,
}

impl History {
    /// The next fact about the elector.
    pub fn learn(&mut self, elector: ElectorId, fact: &Fact, written: &Written) {
        self.state.apply(fact, written);
        let (claim, ballots, booth) = match fact {
            Fact::Accepted(one) => (one.claim, &one.ballots, &one.booth),
            // Granted by telephone; the records of the booth that called may come much later.
            Fact::Answered(
                one @ Answered {
                    answer: Answer::Granted(_),
                    ..
                },
            ) => (one.claim, &one.ballots, &one.booth),
            Fact::Asked(one) => {
                let home = one.home.clone().map(|home| (one.claim, home));
                self.homes.extend(home);
                return;
            }
            Fact::Told(_) => {
                self.learn_receipt(fact);
                return;
            }
            Fact::Released(one) => {
                self.released.insert(one.hold);
                return;
            }
            _ => return,
        };
        self.learn_receipt(fact);
        let standing = || Standing {
            request: ClaimRequest {
                id: claim,
                elector,
                ballots: ballots.clone(),
                booth: booth.clone(),
                home: None,
                term: 0,
                afterwards: true,
            },
            ballots_left: Vec::new(),
            receipt: None,
            hour: written.at().0.div_euclid(3_600_000),
        };
        self.acceptances.entry(claim).or_insert_with(standing);
    }

    fn learn_receipt(&mut self, fact: &Fact) {
        if let Some(receipt) = receipt_of(fact) {
            self.receipts.insert(receipt.claim, receipt.clone());
        }
    }

    /// Every acceptance with what is left of it.
    pub fn standing(&self) -> Vec<Standing> {
        let acceptances = self.acceptances.iter();
        acceptances
            .map(|(id, one)| {
                let claim = self.state.claim(id);
                let stands = |ballot: &&BallotId| {
                    claim.is_none_or(|claim| claim.is_pending() || claim.stands_for(ballot))
                };
                let left = one.request.ballots.iter().filter(stands);
                let mut request = one.request.clone();
                request.home = self.homes.get(id).cloned();
                Standing {
                    request,
                    ballots_left: left.cloned().collect(),
                    receipt: self.receipts.get(id).cloned(),
                    hour: one.hour,
                }
            })
            .collect()
    }

    /// Holds that stand.
    pub fn holds(&self, elector: ElectorId) -> impl Iterator<Item = HoldRequest> {
        self.state.holds().iter().map(move |hold| HoldRequest {
            id: hold.hold,
            elector,
            booth: hold.spot.booth.clone(),
        })
    }

    /// Holds that are over.
    pub fn released(&self) -> impl Iterator<Item = ClaimId> {
        self.released.iter().copied()
    }

    /// The highest term of a receipt.
    pub fn term(&self) -> u64 {
        let terms = self.receipts.values().map(|receipt| receipt.term);
        terms.max().unwrap_or(0)
    }
}

/// The authority's receipt in a fact.
pub fn receipt_of(fact: &Fact) -> Option<&Receipt> {
    match fact {
        Fact::Accepted(accepted) => match &accepted.authority {
            Authority::Granted(receipt) | Authority::Paper(Some(receipt)) => Some(receipt),
            _ => None,
        },
        Fact::Answered(Answered {
            answer: Answer::Granted(receipt),
            ..
        })
        | Fact::Told(Told {
            word: Word::Granted(receipt),
            ..
        }) => Some(receipt),
        _ => None,
    }
}
