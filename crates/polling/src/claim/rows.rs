//! The book of claims as rows: what a store keeps, loads a part of, and writes back.

use std::collections::{BTreeMap, BTreeSet};

use super::{ClaimAnswer, ClaimRequest, Receipt};
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// Rows of one election: all of them in [`super::ClaimBook`], elsewhere those that a question needs ([`super::Needs`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Whether a desk has seen an authority of a higher term. Once known, it is known for ever.
    pub superseded: bool,
    /// Every claim with what has become of it, for ever: an id has one answer.
    pub claims: BTreeMap<ClaimId, ClaimRow>,
    /// The unique key: whose a ballot of an elector is, granted or reserved while the home booth is asked.
    pub owners: BTreeMap<(ElectorId, BallotId), ClaimId>,
    /// Acceptances that came second, by ballot: the first of them has it once the owner gives it back.
    pub contenders: BTreeMap<(ElectorId, BallotId), Vec<ClaimId>>,
    /// Holds (留保); `None` once it is over.
    pub holds: BTreeMap<ClaimId, Option<(ElectorId, BoothId)>>,
    /// Outage rule 2: which booths have to be asked.
    pub turns: BTreeMap<BoothId, Turn>,
}

/// A claim as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// `None` for a claim that was given back before it came.
    pub asked: Option<Asked>,
    /// When it was answered, hours since 1970 UTC.
    pub hour: i64,
    /// What has become of it.
    pub state: RowState,
    /// Ballots that were given back.
    pub given_back: BTreeSet<BallotId>,
}

/// What a claim asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub elector: ElectorId,
    /// Which ballots, sorted.
    pub ballots: Vec<BallotId>,
    /// Where.
    pub booth: BoothId,
    /// Outage rule 2: the booth to which the elector's district is allotted.
    pub home: Option<BoothId>,
}

/// What has become of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowState {
    /// Its ballots are its own.
    Granted(Receipt),
    /// Accepted without the authority's word, and not first with each ballot; has those with which it was.
    Contested,
    /// Until this home booth agrees.
    Waiting(BoothId),
    /// Has nothing; the answer stays the same.
    Refused(ClaimAnswer),
    /// Never granted again.
    GivenBack,
}

/// Whether a booth may go on alone, and since which of its messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Counts up.
    pub turn: u64,
    /// Whether it may.
    pub standing: bool,
}

impl Asked {
    /// What a request asks for.
    pub fn of(request: &ClaimRequest) -> Self {
        Self {
            elector: request.elector,
            ballots: request.ballots.clone(),
            booth: request.booth.clone(),
            home: request.home.clone(),
        }
    }

    /// As it was asked for; what a request says of its own moment is not kept.
    pub(super) fn request(&self, id: ClaimId) -> ClaimRequest {
        ClaimRequest {
            id,
            elector: self.elector,
            ballots: self.ballots.clone(),
            booth: self.booth.clone(),
            home: self.home.clone(),
            term: 0,
            afterwards: false,
        }
    }
}

impl RowState {
    /// Whether somebody was accepted on it, or may be.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Granted(_) | Self::Contested)
    }
}

impl ClaimRow {
    /// The elector whose ballots it asked for.
    pub fn elector(&self) -> Option<ElectorId> {
        self.asked.as_ref().map(|asked| asked.elector)
    }
}

/// One row that a step wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<K, V> {
    /// Which row.
    pub key: K,
    /// As it was; `None`: it was not there.
    pub before: Option<V>,
    /// As it is; `None`: it is gone.
    pub now: Option<V>,
}

/// What a step wrote: a store writes it in the transaction in which it loaded the part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// From now on [`Rows::superseded`].
    pub superseded: bool,
    /// Claims; none is ever gone.
    pub claims: Vec<Change<ClaimId, ClaimRow>>,
    /// Owners of ballots.
    pub owners: Vec<Change<(ElectorId, BallotId), ClaimId>>,
    /// Who stands behind the owner of a ballot, in their order; the list as a whole.
    pub contenders: Vec<Change<(ElectorId, BallotId), Vec<ClaimId>>>,
    /// Holds; none is ever gone.
    pub holds: Vec<Change<ClaimId, Option<(ElectorId, BoothId)>>>,
    /// Turns; none is ever gone.
    pub turns: Vec<Change<BoothId, Turn>>,
}

impl Changes {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Rows {
    /// What a step changed since the part was like this.
    pub fn changes_since(&self, before: &Self) -> Changes {
        Changes {
            superseded: self.superseded && !before.superseded,
            claims: between(&before.claims, &self.claims),
            owners: between(&before.owners, &self.owners),
            contenders: between(&before.contenders, &self.contenders),
            holds: between(&before.holds, &self.holds),
            turns: between(&before.turns, &self.turns),
        }
    }
}

fn between<K: Ord + Clone, V: PartialEq + Clone>(
    before: &BTreeMap<K, V>,
    now: &BTreeMap<K, V>,
) -> Vec<Change<K, V>> {
    let keys: BTreeSet<&K> = before.keys().chain(now.keys()).collect();
    keys.into_iter()
        .filter(|key| before.get(key) != now.get(key))
        .map(|key| Change {
            key: key.clone(),
            before: before.get(key).cloned(),
            now: now.get(key).cloned(),
        })
        .collect()
}
