//! The book of claims in memory: what every other authority must answer like.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::{
    Authority, ClaimAnswer, ClaimRequest, HoldAnswer, HoldRequest, NotServed, Notice, Receipt,
    TakenBallot,
};
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// The claims of one election in one term.
#[derive(Clone)]
pub struct ClaimBook {
    pub(super) key: SigningKey,
    pub(super) term: u64,
    pub(super) superseded: bool,
    pub(super) hour: i64,
    pub(super) claims: BTreeMap<ClaimId, Entry>,
    /// The unique key: whose a ballot of an elector is, granted or reserved while the home booth is asked.
    pub(super) owners: BTreeMap<(ElectorId, BallotId), ClaimId>,
    /// Acceptances that came second, by ballot: the first of them has it once the owner gives it back.
    pub(super) contenders: BTreeMap<(ElectorId, BallotId), Vec<ClaimId>>,
    pub(super) holds: BTreeMap<ClaimId, Hold>,
    pub(super) turns: BTreeMap<BoothId, Turn>,
}

#[derive(Clone)]
pub(super) struct Entry {
    /// `None` for a claim that was given back before it came.
    pub(super) request: Option<ClaimRequest>,
    pub(super) hour: i64,
    pub(super) state: EntryState,
    pub(super) given_back: BTreeSet<BallotId>,
}

#[derive(Clone)]
pub(super) enum EntryState {
    Granted(Receipt),
    /// Accepted without the authority's word, and not first with each ballot; has those with which it was.
    Contested,
    Waiting(BoothId),
    Refused(ClaimAnswer),
    GivenBack,
}

#[derive(Clone)]
pub(super) struct Hold {
    /// `None` once it is over.
    pub(super) of: Option<(ElectorId, BoothId)>,
}

#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) turn: u64,
    pub(super) standing: bool,
}

impl EntryState {
    /// Whether somebody was accepted on it, or may be.
    pub(super) fn counts(&self) -> bool {
        matches!(self, Self::Granted(_) | Self::Contested)
    }
}

impl ClaimBook {
    /// An empty book.
    pub fn new(key: SigningKey, term: u64) -> Self {
        Self {
            key,
            term,
            superseded: false,
            hour: 0,
            claims: BTreeMap::new(),
            owners: BTreeMap::new(),
            contenders: BTreeMap::new(),
            holds: BTreeMap::new(),
            turns: BTreeMap::new(),
        }
    }

    /// Sets the clock: hours since 1970 UTC.
    pub fn at_hour(&mut self, hour: i64) {
        self.hour = hour;
    }

    /// By which its receipts are checked.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    /// How many ballots are claimed, over all electors and kinds.
    pub fn granted(&self) -> usize {
        self.owners
            .values()
            .filter(|claim| {
                self.claims
                    .get(claim)
                    .is_some_and(|entry| entry.state.counts())
            })
            .count()
    }

    /// Which claim has the ballot, if one was granted.
    pub fn owner(&self, elector: ElectorId, ballot: &BallotId) -> Option<ClaimId> {
        let claim = self.owners.get(&(elector, ballot.clone()))?;
        self.claims.get(claim)?.state.counts().then_some(*claim)
    }

    pub(super) fn grant(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        let receipt = Receipt::sign(&self.key, request, self.term);
        for ballot in &request.ballots {
            self.owners
                .insert((request.elector, ballot.clone()), request.id);
        }
        self.write(request, EntryState::Granted(receipt.clone()));
        ClaimAnswer::Granted(receipt)
    }

    fn write(&mut self, request: &ClaimRequest, state: EntryState) {
        let entry = Entry {
            request: Some(request.clone()),
            hour: self.hour,
            state,
            given_back: BTreeSet::new(),
        };
        self.claims.insert(request.id, entry);
    }

    /// Writes the answer down, so that it stays the same.
    fn refuse(&mut self, request: &ClaimRequest, answer: ClaimAnswer) -> ClaimAnswer {
        self.write(request, EntryState::Refused(answer.clone()));
        answer
    }

    /// Frees the ballots that the claim has or reserves.
    pub(super) fn free(&mut self, claim: ClaimId, elector: ElectorId, ballots: &[BallotId]) {
        for ballot in ballots {
            let key = (elector, ballot.clone());
            if let Some(contenders) = self.contenders.get_mut(&key) {
                contenders.retain(|one| *one != claim);
            }
            if self.owners.get(&key) == Some(&claim) {
                self.owners.remove(&key);
                let next = self
                    .contenders
                    .get_mut(&key)
                    .and_then(|contenders| (!contenders.is_empty()).then(|| contenders.remove(0)));
                if let Some(next) = next {
                    self.owners.insert(key, next);
                }
            }
        }
    }

    /// Ballots of the request that another claim has; those that only wait for the consent of the booth that asks
    /// now, or of one that has accepted already, stand back.
    fn taken(&mut self, request: &ClaimRequest) -> Vec<TakenBallot> {
        let mut taken = Vec::new();
        let mut stand_back = BTreeSet::new();
        for owner in self.owned(request) {
            match self.claims.get(&owner.claim).map(|entry| &entry.state) {
                Some(EntryState::Waiting(home)) if *home == request.booth || request.afterwards => {
                    stand_back.insert(owner.claim);
                }
                _ if owner.claim != request.id => taken.push(owner),
                _ => {}
            }
        }
        if taken.is_empty() {
            for claim in stand_back {
                self.refuse_waiting(claim, request.booth.clone());
            }
        }
        taken
    }

    /// A claim that waited is refused, as the booth has the elector itself.
    pub(super) fn refuse_waiting(&mut self, claim: ClaimId, with: BoothId) {
        let Some(entry) = self.claims.get_mut(&claim) else {
            return;
        };
        if !matches!(entry.state, EntryState::Waiting(_)) {
            return;
        }
        entry.state = EntryState::Refused(ClaimAnswer::WithBooth(with));
        if let Some(request) = entry.request.clone() {
            self.free(claim, request.elector, &request.ballots);
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
            for ballot in &request.ballots {
                self.owners
                    .insert((request.elector, ballot.clone()), request.id);
            }
            self.write(request, EntryState::Waiting(home.clone()));
            return ClaimAnswer::AwaitingHome(home);
        }
        self.grant(request)
    }

    /// Ballots were handed out, so the acceptance is written down with what it can have.
    pub(super) fn contest(
        &mut self,
        request: &ClaimRequest,
        taken: Vec<TakenBallot>,
    ) -> ClaimAnswer {
        for ballot in &request.ballots {
            let key = (request.elector, ballot.clone());
            if taken.iter().any(|taken| taken.ballot == *ballot) {
                self.contenders.entry(key).or_default().push(request.id);
            } else {
                self.owners.insert(key, request.id);
            }
        }
        self.write(request, EntryState::Contested);
        ClaimAnswer::Taken(taken)
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
        let receipt = Receipt::sign(&self.key, request, self.term);
        if let Some(entry) = self.claims.get_mut(&request.id) {
            entry.state = EntryState::Granted(receipt.clone());
        }
        ClaimAnswer::Granted(receipt)
    }

    /// Whose the ballots of the request are that are somebody's.
    pub(super) fn owned(&self, request: &ClaimRequest) -> Vec<TakenBallot> {
        let owned = request.ballots.iter().filter_map(|ballot| {
            let claim = *self.owners.get(&(request.elector, ballot.clone()))?;
            let entry = self.claims.get(&claim)?;
            Some(TakenBallot {
                ballot: ballot.clone(),
                claim,
                booth: entry.request.as_ref()?.booth.clone(),
                hour: entry.hour,
            })
        });
        owned.collect()
    }

    fn again(&mut self, request: &ClaimRequest, entry: &Entry) -> ClaimAnswer {
        let Some(before) = &entry.request else {
            return self.after_give_back(request, &entry.given_back);
        };
        if before.elector != request.elector
            || before.ballots != request.ballots
            || before.booth != request.booth
        {
            return ClaimAnswer::NotServed(NotServed::OtherContents);
        }
        match &entry.state {
            EntryState::Granted(receipt) => ClaimAnswer::Granted(receipt.clone()),
            EntryState::Contested => self.contested_again(before, &entry.given_back),
            EntryState::GivenBack => ClaimAnswer::NotServed(NotServed::GivenBack),
            // What has happened is written down if it can be, whatever was answered before it happened.
            EntryState::Refused(_) if request.afterwards => self.decide(request),
            EntryState::Refused(answer) => answer.clone(),
            EntryState::Waiting(home) => match self.must_consent(request) {
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
        match self.claims.get(&request.id).cloned() {
            Some(entry) => self.again(request, &entry),
            None => ClaimAnswer::Unknown,
        }
    }

    fn held(&self, elector: ElectorId) -> Option<BoothId> {
        self.holds
            .values()
            .filter_map(|hold| hold.of.as_ref())
            .find(|(held, _)| *held == elector)
            .map(|(_, booth)| booth.clone())
    }
}

impl Authority for ClaimBook {
    fn claim(&mut self, request: &ClaimRequest) -> ClaimAnswer {
        self.superseded |= request.term > self.term;
        if self.superseded {
            return ClaimAnswer::NotServed(NotServed::Superseded);
        }
        if request.ballots.is_empty() || !request.ballots.is_sorted_by(|one, next| one < next) {
            return ClaimAnswer::NotServed(NotServed::Malformed);
        }
        match self.claims.get(&request.id).cloned() {
            Some(entry) => self.again(request, &entry),
            None => self.decide(request),
        }
    }

    fn give_back(&mut self, claim: ClaimId, ballots: &[BallotId]) -> bool {
        let hour = self.hour;
        let entry = self.claims.entry(claim).or_insert_with(|| Entry {
            request: None,
            hour,
            state: EntryState::GivenBack,
            given_back: BTreeSet::new(),
        });
        entry.given_back.extend(ballots.iter().cloned());
        let Some(request) = entry.request.clone() else {
            return true;
        };
        let granted = entry.state.counts();
        let whole = !granted
            || request
                .ballots
                .iter()
                .all(|ballot| entry.given_back.contains(ballot));
        let freed = if whole {
            entry.state = EntryState::GivenBack;
            request.ballots.as_slice()
        } else {
            ballots
        };
        self.free(claim, request.elector, freed);
        true
    }

    fn hold(&mut self, request: &HoldRequest) -> HoldAnswer {
        let hold = self.holds.entry(request.id).or_insert_with(|| Hold {
            of: Some((request.elector, request.booth.clone())),
        });
        if hold.of.is_none() {
            return HoldAnswer::Over;
        }
        let taken = self
            .owners
            .iter()
            .filter(|((elector, _), _)| *elector == request.elector)
            .filter_map(|((_, ballot), claim)| {
                let entry = self.claims.get(claim)?;
                Some(TakenBallot {
                    ballot: ballot.clone(),
                    claim: *claim,
                    booth: entry.request.as_ref()?.booth.clone(),
                    hour: entry.hour,
                })
            })
            .collect();
        HoldAnswer::Held(taken)
    }

    fn release(&mut self, hold: ClaimId) -> bool {
        self.holds.insert(hold, Hold { of: None });
        true
    }

    fn sign_on(&mut self, booth: &BoothId, turn: u64) -> Option<Vec<Notice>> {
        Some(self.signed_on(booth, turn))
    }

    fn sign_off(&mut self, booth: &BoothId, turn: u64) -> bool {
        self.turn(booth, turn, false);
        true
    }

    fn notices(&mut self, booth: &BoothId) -> Vec<Notice> {
        self.waiting_for(booth)
    }

    fn consent(&mut self, booth: &BoothId, claim: ClaimId, yields: bool) {
        self.consented(booth, claim, yields);
    }
}
