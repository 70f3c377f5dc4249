//! A book made anew from what the booths hold: after a change of authority, or when it came back from a backup.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::{
    Asked, ClaimAnswer, ClaimBook, ClaimRequest, ClaimRow, Receipt, ReceiptError, RowState, Rows,
    Step, TakenBallot, Turn,
};
use crate::fact::Allotment;
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// An acceptance that stands at a booth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What was claimed; ballots that were withdrawn since are left out of `ballots_left` only.
    pub request: ClaimRequest,
    /// Ballots that still count.
    pub ballots_left: Vec<BallotId>,
    /// The receipt that the acceptance carries, if it was granted.
    pub receipt: Option<Receipt>,
    /// When, hours since 1970 UTC.
    pub hour: i64,
}

/// A book made anew, and what did not fit into it.
pub struct Rebuilt {
    /// The book, in the new term.
    pub book: ClaimBook,
    /// What did not fit.
    pub misfits: Restored,
}

/// What did not fit into a book that was made anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// Acceptances of which a ballot was another's already: incidents.
    pub contested: Vec<(ClaimRequest, Vec<TakenBallot>)>,
    /// Acceptances whose receipt is not the former authority's; they are in the book all the same, as ballots were
    /// handed out on them.
    pub doubtful: Vec<(ClaimRequest, ReceiptError)>,
}

impl ClaimBook {
    /// Rebuilds the book after a change of authority, elector by elector ([`Step::restore`]). A booth's allotment of
    /// which nothing is known must be given as standing.
    pub fn rebuilt(
        key: SigningKey,
        term: u64,
        former: &VerifyingKey,
        standing: impl IntoIterator<Item = Standing>,
        allotments: BTreeMap<BoothId, Allotment>,
    ) -> Rebuilt {
        let turns = allotments
            .into_iter()
            .map(|(booth, Allotment { turn, standing })| (booth, Turn { turn, standing }));
        let rows = Rows {
            turns: turns.collect(),
            ..Rows::default()
        };
        let mut book = Self::of(key, term, rows);
        let mut electors: BTreeMap<ElectorId, Vec<Standing>> = BTreeMap::new();
        for one in standing {
            electors.entry(one.request.elector).or_default().push(one);
        }
        let mut misfits = Restored::default();
        for (elector, standing) in electors {
            let of_elector = book.step().restore(elector, standing, former);
            misfits.contested.extend(of_elector.contested);
            misfits.doubtful.extend(of_elector.doubtful);
        }
        Rebuilt { book, misfits }
    }
}

impl Step<'_> {
    /// Makes an elector's rows anew from all acceptances that stand at the booths.
    ///
    /// What has a receipt goes first, then what the rows held as granted and no booth knows of (a grant whose answer
    /// may still be on its way), then what was accepted without a receipt; after that the claim's id decides, so that
    /// the order of reading does not. What is granted gets a receipt of this term. A second time changes nothing.
    ///
    /// Needs everything of the elector, and the rows of the acceptances' claims.
    pub fn restore(
        &mut self,
        elector: ElectorId,
        mut standing: Vec<Standing>,
        former: &VerifyingKey,
    ) -> Restored {
        standing.sort_by_key(|one| (one.receipt.is_none(), one.request.id));
        let mut seen = BTreeSet::new();
        standing.retain(|one| seen.insert(one.request.id));
        let before = self.of_elector(elector);
        let this = |(of, _): &(ElectorId, BallotId)| *of == elector;
        self.rows.owners.retain(|key, _| !this(key));
        self.rows.contenders.retain(|key, _| !this(key));
        let mut restored = Restored::default();
        let (checked, unchecked): (Vec<_>, Vec<_>) =
            standing.into_iter().partition(|one| one.receipt.is_some());
        for one in checked {
            let receipt = one.receipt.as_ref();
            if let Some(Err(wrong)) = receipt.map(|receipt| receipt.check(former, &one.request, 0))
            {
                restored.doubtful.push((one.request.clone(), wrong));
            }
            restored.enter(self, one);
        }
        let of_no_booth = |which: fn(&RowState) -> bool| {
            let rows = before.iter().filter(|(id, _)| !seen.contains(id));
            rows.filter(move |(_, row)| which(&row.state))
        };
        for (id, row) in of_no_booth(|state| matches!(state, RowState::Granted(_))) {
            self.keep(*id, row);
        }
        for one in unchecked {
            restored.enter(self, one);
        }
        for (id, row) in of_no_booth(|state| *state == RowState::Contested) {
            self.keep(*id, row);
        }
        for (id, row) in of_no_booth(|state| matches!(state, RowState::Waiting(_))) {
            self.keep(*id, row);
        }
        restored
    }

    fn of_elector(&self, elector: ElectorId) -> BTreeMap<ClaimId, ClaimRow> {
        let rows = self.rows.claims.iter();
        let of_elector = rows.filter(|(_, row)| row.elector() == Some(elector));
        of_elector.map(|(id, row)| (*id, row.clone())).collect()
    }

    /// A row of which no booth knows an acceptance.
    fn keep(&mut self, claim: ClaimId, row: &ClaimRow) {
        let Some(asked) = &row.asked else { return };
        let request = asked.request(claim);
        let left = |ballot: &&BallotId| !row.given_back.contains(ballot);
        let left: Vec<BallotId> = asked.ballots.iter().filter(left).cloned().collect();
        let taken = self.owned(&request);
        let theirs = taken.iter().find(|one| left.contains(&one.ballot));
        match (&row.state, theirs) {
            (RowState::Granted(_) | RowState::Waiting(_), None) => {
                self.take(claim, asked.elector, &left);
                if let RowState::Granted(_) = row.state {
                    let receipt = Receipt::sign(self.key, &request, self.term);
                    self.set(claim, RowState::Granted(receipt));
                }
            }
            // Nobody was accepted on it, and somebody was on the other one.
            (RowState::Granted(_), Some(_)) => self.set(claim, RowState::GivenBack),
            (RowState::Waiting(_), Some(theirs)) => {
                let answer = ClaimAnswer::WithBooth(theirs.booth.clone());
                self.set(claim, RowState::Refused(answer));
            }
            // A booth had told of it before the backup; its records come again.
            (RowState::Contested, _) => {
                self.stand_behind(&request, &taken);
                let gone: Vec<BallotId> = row.given_back.iter().cloned().collect();
                self.free(claim, asked.elector, &gone);
            }
            (RowState::Refused(_) | RowState::GivenBack, _) => {}
        }
    }

    fn set(&mut self, claim: ClaimId, state: RowState) {
        if let Some(row) = self.rows.claims.get_mut(&claim) {
            row.state = state;
        }
    }
}

impl Restored {
    fn enter(&mut self, step: &mut Step<'_>, one: Standing) {
        let Standing {
            mut request,
            ballots_left,
            hour,
            ..
        } = one;
        let (id, elector) = (request.id, request.elector);
        let row = step.rows.claims.get(&id);
        if request.home.is_none() {
            let asked = row.and_then(|row| row.asked.as_ref());
            request.home = asked.and_then(|asked| asked.home.clone());
        }
        let mut gone: BTreeSet<BallotId> = request.ballots.iter().cloned().collect();
        gone.retain(|ballot| !ballots_left.contains(ballot));
        gone.extend(row.into_iter().flat_map(|row| row.given_back.clone()));
        let mut taken = step.owned(&request);
        let state = if taken.is_empty() {
            step.take(id, elector, &request.ballots);
            RowState::Granted(Receipt::sign(step.key, &request, step.term))
        } else {
            step.stand_behind(&request, &taken);
            RowState::Contested
        };
        let freed: Vec<BallotId> = gone.iter().cloned().collect();
        step.free(id, elector, &freed);
        taken.retain(|other| !gone.contains(&other.ballot));
        let nothing_left = request.ballots.iter().all(|ballot| gone.contains(ballot));
        let row = ClaimRow {
            asked: Some(Asked::of(&request)),
            hour,
            state: if nothing_left {
                RowState::GivenBack
            } else {
                state
            },
            given_back: gone,
        };
        step.rows.claims.insert(id, row);
        if !taken.is_empty() {
            self.contested.push((request, taken));
        }
    }
}
