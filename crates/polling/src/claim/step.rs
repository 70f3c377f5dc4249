//! One step of the authority: a message and the part of the book that it needs give an answer and changed rows.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;

use super::rows::{Asked, ClaimRow, RowState, Rows};
use super::{
    ClaimAnswer, ClaimRequest, FromAuthority, HoldAnswer, HoldRequest, NotServed, Receipt,
    TakenBallot, ToAuthority,
};
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// The authority at one moment, over the rows that the question needs. Pure: whoever keeps the rows writes what
/// changed before the answer is told.
pub struct Step<'a> {
    /// Signs receipts.
    pub key: &'a SigningKey,
    /// The term in which it grants.
    pub term: u64,
    /// Hours since 1970 UTC.
    pub hour: i64,
    /// What [`super::Needs`] names, or more.
    pub rows: &'a mut Rows,
}

impl Step<'_> {
    /// What is answered, if the rows can be written.
    pub fn answer(&mut self, message: &ToAuthority) -> FromAuthority {
        match message {
            ToAuthority::Claim(request) => FromAuthority::Claim {
                id: request.id,
                afterwards: request.afterwards,
                answer: self.claim(request),
            },
            ToAuthority::GiveBack { claim, ballots } => {
                self.give_back(*claim, ballots);
                FromAuthority::GivenBack(*claim, ballots.clone())
            }
            ToAuthority::Hold(request) => FromAuthority::Hold(request.id, self.hold(request)),
            ToAuthority::Release { hold } => {
                self.rows.holds.insert(*hold, None);
                FromAuthority::Released(*hold)
            }
            ToAuthority::SignOn { booth, turn } => {
                self.turn(booth, *turn, true);
                FromAuthority::SignedOn(*turn, self.had_by_others(booth))
            }
            ToAuthority::SignOff { booth, turn } => {
                self.turn(booth, *turn, false);
                FromAuthority::SignedOff(*turn)
            }
            ToAuthority::Notices { booth } => FromAuthority::Notices(self.waiting_for(booth)),
            ToAuthority::Consent {
                booth,
                claim,
                yields,
            } => {
                self.consented(booth, *claim, *yields);
                FromAuthority::Notices(self.waiting_for(booth))
            }
        }
    }

    fn claim(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        self.rows.superseded |= request.term > self.term;
        if self.rows.superseded {
            return ClaimAnswer::NotServed(NotServed::Superseded);
        }
        if request.ballots.is_empty() || !request.ballots.is_sorted_by(|one, next| one < next) {
            return ClaimAnswer::NotServed(NotServed::Malformed);
        }
        match self.rows.claims.get(&request.id).cloned() {
            Some(row) => self.again(request, &row),
            None => self.decide(request),
        }
    }

    pub(super) fn grant(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        let receipt = Receipt::sign(self.key, request, self.term);
        self.take(request.id, request.elector, &request.ballots);
        self.write(request, RowState::Granted(receipt.clone()));
        ClaimAnswer::Granted(receipt)
    }

    pub(super) fn take(&mut self, claim: ClaimId, elector: ElectorId, ballots: &[BallotId]) {
        for ballot in ballots {
            self.rows.owners.insert((elector, ballot.clone()), claim);
        }
    }

    fn write(&mut self, request: &ClaimRequest, state: RowState) {
        let row = ClaimRow {
            asked: Some(Asked::of(request)),
            hour: self.hour,
            state,
            given_back: BTreeSet::new(),
        };
        self.rows.claims.insert(request.id, row);
    }

    /// Writes the answer down, so that it stays the same.
    fn refuse(&mut self, request: &ClaimRequest, answer: ClaimAnswer) -> ClaimAnswer {
        self.write(request, RowState::Refused(answer.clone()));
        answer
    }

    /// Frees the ballots that the claim has or reserves.
    pub(super) fn free(&mut self, claim: ClaimId, elector: ElectorId, ballots: &[BallotId]) {
        for ballot in ballots {
            let key = (elector, ballot.clone());
            let mut behind = self.rows.contenders.remove(&key).unwrap_or_default();
            behind.retain(|one| *one != claim);
            if self.rows.owners.get(&key) == Some(&claim) {
                self.rows.owners.remove(&key);
                if !behind.is_empty() {
                    self.rows.owners.insert(key.clone(), behind.remove(0));
                }
            }
            if !behind.is_empty() {
                self.rows.contenders.insert(key, behind);
            }
        }
    }

    /// Ballots of the request that another claim has; those that only wait for the consent of the booth that asks
    /// now, or of one that has accepted already, stand back.
    fn taken(&mut self, request: &ClaimRequest) -> Vec<TakenBallot> {
        let mut taken = Vec::new();
        let mut stand_back = BTreeSet::new();
        for owner in self.owned(request) {
            match self.rows.claims.get(&owner.claim).map(|row| &row.state) {
                Some(RowState::Waiting(home)) if *home == request.booth || request.afterwards => {
                    stand_back.insert(owner.claim);
                }
                _ if owner.claim != request.id => taken.push(owner),
                _ => {}
            }
        }
        // Who has accepted already takes what only waits, whatever else is another's.
        if taken.is_empty() || request.afterwards {
            stand_back.remove(&request.id);
            for claim in stand_back {
                self.refuse_waiting(claim, request.booth.clone());
            }
        }
        taken
    }

    /// A claim that waited is refused, as the booth has the elector itself.
    pub(super) fn refuse_waiting(&mut self, claim: ClaimId, with: BoothId) {
        let Some(row) = self.rows.claims.get_mut(&claim) else {
            return;
        };
        if !matches!(row.state, RowState::Waiting(_)) {
            return;
        }
        row.state = RowState::Refused(ClaimAnswer::WithBooth(with));
        if let Some(asked) = row.asked.clone() {
            self.free(claim, asked.elector, &asked.ballots);
        }
    }

    fn decide(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        if !request.afterwards
            && let Some(booth) = self.held(request.elector)
        {
            return self.refuse(request, ClaimAnswer::Held(booth));
        }
        let taken = self.taken(request);
        if !taken.is_empty() && request.afterwards {
            return self.contest(request, taken);
        }
        if !taken.is_empty() {
            return self.refuse(request, ClaimAnswer::Taken(taken));
        }
        if let Some(home) = self.must_consent(request) {
            self.take(request.id, request.elector, &request.ballots);
            self.write(request, RowState::Waiting(home.clone()));
            return ClaimAnswer::AwaitingHome(home);
        }
        self.grant(request)
    }

    /// Ballots were handed out, so the acceptance is written down with what it can have.
    fn contest(&mut self, request: &ClaimRequest, taken: Vec<TakenBallot>) -> ClaimAnswer {
        self.stand_behind(request, &taken);
        self.write(request, RowState::Contested);
        ClaimAnswer::Taken(taken)
    }

    /// The claim has what nobody has, and comes after those who have the rest.
    pub(super) fn stand_behind(&mut self, request: &ClaimRequest, taken: &[TakenBallot]) {
        for ballot in &request.ballots {
            let key = (request.elector, ballot.clone());
            if taken.iter().any(|taken| taken.ballot == *ballot) {
                let behind = self.rows.contenders.entry(key).or_default();
                behind.push(request.id);
            } else {
                self.rows.owners.insert(key, request.id);
            }
        }
    }

    /// What stood against the acceptance may have been given back since.
    fn contested_again(
        &mut self,
        request: &ClaimRequest,
        given_back: &BTreeSet<BallotId>,
    ) -> ClaimAnswer {
        let mut taken = self.owned(request);
        taken.retain(|one| one.claim != request.id && !given_back.contains(&one.ballot));
        if !taken.is_empty() {
            return ClaimAnswer::Taken(taken);
        }
        self.grant_anew(request)
    }

    /// A receipt of this term for what is the claim's already.
    fn grant_anew(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        let receipt = Receipt::sign(self.key, request, self.term);
        if let Some(row) = self.rows.claims.get_mut(&request.id) {
            row.state = RowState::Granted(receipt.clone());
        }
        ClaimAnswer::Granted(receipt)
    }

    /// Whose the ballots of the request are that are somebody's.
    pub(super) fn owned(&self, request: &ClaimRequest) -> Vec<TakenBallot> {
        let ballots = request.ballots.iter();
        ballots
            .filter_map(|ballot| self.owned_ballot(request.elector, ballot))
            .collect()
    }

    fn owned_ballot(&self, elector: ElectorId, ballot: &BallotId) -> Option<TakenBallot> {
        let claim = *self.rows.owners.get(&(elector, ballot.clone()))?;
        let row = self.rows.claims.get(&claim)?;
        Some(TakenBallot {
            ballot: ballot.clone(),
            claim,
            booth: row.asked.as_ref()?.booth.clone(),
            hour: row.hour,
        })
    }

    fn again(&mut self, request: &ClaimRequest, row: &ClaimRow) -> ClaimAnswer {
        let Some(before) = &row.asked else {
            return self.after_give_back(request, &row.given_back);
        };
        if before.elector != request.elector
            || before.ballots != request.ballots
            || before.booth != request.booth
        {
            return ClaimAnswer::NotServed(NotServed::OtherContents);
        }
        match &row.state {
            // A desk that has heard of the new term believes no receipt of an older one.
            RowState::Granted(receipt) if receipt.term < self.term => self.grant_anew(request),
            RowState::Granted(receipt) => ClaimAnswer::Granted(receipt.clone()),
            RowState::Contested => self.contested_again(request, &row.given_back),
            RowState::GivenBack => ClaimAnswer::NotServed(NotServed::GivenBack),
            // What has happened is written down if it can be, whatever was answered before it happened.
            RowState::Refused(_) if request.afterwards => self.decide(request),
            RowState::Refused(answer) => answer.clone(),
            RowState::Waiting(home) => match self.must_consent(request) {
                Some(_) => ClaimAnswer::AwaitingHome(home.clone()),
                None => self.grant(request),
            },
        }
    }

    /// The claim was given back before it came. An acceptance that has happened is written down with what is left.
    fn after_give_back(
        &mut self,
        request: &ClaimRequest,
        given_back: &BTreeSet<BallotId>,
    ) -> ClaimAnswer {
        let left = |ballot| !given_back.contains(ballot);
        if !request.afterwards || !request.ballots.iter().any(left) {
            return ClaimAnswer::NotServed(NotServed::GivenBack);
        }
        self.decide(request);
        let given_back: Vec<BallotId> = given_back.iter().cloned().collect();
        self.give_back(request.id, &given_back);
        match self.rows.claims.get(&request.id).cloned() {
            Some(row) => self.again(request, &row),
            None => ClaimAnswer::Unknown,
        }
    }

    fn give_back(&mut self, claim: ClaimId, ballots: &[BallotId]) {
        let hour = self.hour;
        let row = self.rows.claims.entry(claim).or_insert_with(|| ClaimRow {
            asked: None,
            hour,
            state: RowState::GivenBack,
            given_back: BTreeSet::new(),
        });
        row.given_back.extend(ballots.iter().cloned());
        let Some(asked) = row.asked.clone() else {
            return;
        };
        let all = |ballot| row.given_back.contains(ballot);
        let freed = if !row.state.counts() || asked.ballots.iter().all(all) {
            row.state = RowState::GivenBack;
            asked.ballots.as_slice()
        } else {
            ballots
        };
        self.free(claim, asked.elector, freed);
    }

    fn held(&self, elector: ElectorId) -> Option<BoothId> {
        let mut holds = self.rows.holds.values().flatten();
        holds
            .find(|(held, _)| *held == elector)
            .map(|(_, booth)| booth.clone())
    }

    fn hold(&mut self, request: &HoldRequest) -> HoldAnswer {
        let of = || Some((request.elector, request.booth.clone()));
        let hold = self.rows.holds.entry(request.id).or_insert_with(of);
        if hold.is_none() {
            return HoldAnswer::Over;
        }
        let of_elector = self.rows.owners.keys();
        let of_elector = of_elector.filter(|(elector, _)| *elector == request.elector);
        HoldAnswer::Held(
            of_elector
                .filter_map(|(elector, ballot)| self.owned_ballot(*elector, ballot))
                .collect(),
        )
    }
}
