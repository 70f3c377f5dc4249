//! The book of claims in memory: what every other authority must answer like.

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::{Authority, FromAuthority, Rows, Step, ToAuthority};
use crate::plain::{BallotId, ClaimId, ElectorId};

/// The claims of one election in one term.
#[derive(Clone)]
pub struct ClaimBook {
    key: SigningKey,
    term: u64,
    hour: i64,
    rows: Rows,
}

impl ClaimBook {
    /// An empty book.
    pub fn new(key: SigningKey, term: u64) -> Self {
        Self::of(key, term, Rows::default())
    }

    /// A book of these rows.
    pub fn of(key: SigningKey, term: u64, rows: Rows) -> Self {
        Self {
            key,
            term,
            hour: 0,
            rows,
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

    /// All rows.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// How many ballots are claimed, over all electors and kinds.
    pub fn granted(&self) -> usize {
        let owners = self.rows.owners.values();
        owners.filter(|claim| self.counts(claim)).count()
    }

    /// Which claim has the ballot, if one was granted.
    pub fn owner(&self, elector: ElectorId, ballot: &BallotId) -> Option<ClaimId> {
        let claim = self.rows.owners.get(&(elector, ballot.clone()))?;
        self.counts(claim).then_some(*claim)
    }

    fn counts(&self, claim: &ClaimId) -> bool {
        let row = self.rows.claims.get(claim);
        row.is_some_and(|row| row.state.counts())
    }

    pub(super) fn step(&mut self) -> Step<'_> {
        Step {
            key: &self.key,
            term: self.term,
            hour: self.hour,
            rows: &mut self.rows,
        }
    }
}

impl Authority for ClaimBook {
    fn answer(&mut self, message: &ToAuthority) -> FromAuthority {
        self.step().answer(message)
    }
}
