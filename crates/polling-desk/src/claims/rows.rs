//! Rows of the claims as values.

use polling::claim::{ClaimAnswer, ClaimRequest, Receipt, TakenBallot};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// What became of a claim.
pub(super) enum State {
    Granted(Receipt),
    /// Until the home booth agrees.
    Waiting(BoothId),
    Refused(ClaimAnswer),
    GivenBack,
    /// Accepted without the authority's word, and not first with each ballot; has those with which it was.
    Contested,
}

impl State {
    /// As the column has it.
    pub(super) const GRANTED: i64 = 0;
    pub(super) const WAITING: i64 = 1;
    pub(super) const REFUSED: i64 = 2;
    pub(super) const GIVEN_BACK: i64 = 3;
    pub(super) const CONTESTED: i64 = 4;

    /// Whether somebody was accepted on it, or may be.
    pub(super) fn counts(&self) -> bool {
        matches!(self, Self::Granted(_) | Self::Contested)
    }

    fn columns(&self) -> Result<(i64, Option<Vec<u8>>)> {
        Ok(match self {
            Self::Granted(receipt) => (Self::GRANTED, Some(bytes(receipt)?)),
            Self::Waiting(home) => (Self::WAITING, Some(bytes(home)?)),
            Self::Refused(answer) => (Self::REFUSED, Some(bytes(answer)?)),
            Self::GivenBack => (Self::GIVEN_BACK, None),
            Self::Contested => (Self::CONTESTED, None),
        })
    }

    fn of(number: i64, answer: Option<Vec<u8>>) -> Result<Self> {
        let answer = answer.unwrap_or_default();
        Ok(match number {
            Self::GRANTED => Self::Granted(value(&answer)?),
            Self::WAITING => Self::Waiting(value(&answer)?),
            Self::REFUSED => Self::Refused(value(&answer)?),
            Self::CONTESTED => Self::Contested,
            _ => Self::GivenBack,
        })
    }
}

/// What a claim asked for.
pub(super) struct Asked {
    pub(super) elector: ElectorId,
    pub(super) booth: BoothId,
    pub(super) ballots: Vec<BallotId>,
    pub(super) home: Option<BoothId>,
}

/// A claim as it is kept.
pub(super) struct Entry {
    /// None for a claim that was given back before it came.
    pub(super) asked: Option<Asked>,
    pub(super) state: State,
    pub(super) given_back: Vec<BallotId>,
}

pub(super) fn entry(db: &Connection, claim: ClaimId) -> Result<Option<Entry>> {
    let sql =
        "SELECT elector, booth, ballots, home, state, answer, given_back FROM claim WHERE id = ?1";
    let mut find = db.prepare_cached(sql)?;
    find.query_row([claim.0], |row| {
        let elector: Option<[u8; 16]> = row.get(0)?;
        let asked = elector.map(|elector| asked(row, elector, 1));
        Ok(Entry {
            asked: asked.transpose()?,
            state: State::of(row.get(4)?, row.get(5)?)?,
            given_back: names(&row.get::<_, String>(6)?)?,
        })
    })
    .optional()
}

/// Booth, ballots and home stand in this column and the next two.
pub(super) fn asked(row: &Row<'_>, elector: [u8; 16], from: usize) -> Result<Asked> {
    let home: Option<String> = row.get(from + 2)?;
    Ok(Asked {
        elector: ElectorId(elector),
        booth: booth(&row.get::<_, String>(from)?)?,
        ballots: names(&row.get::<_, String>(from + 1)?)?,
        home: home.as_deref().map(booth).transpose()?,
    })
}

/// Writes a claim, or what has become of it.
pub(super) fn write(
    db: &Connection,
    request: &ClaimRequest,
    hour: i64,
    state: &State,
) -> Result<()> {
    let (number, answer) = state.columns()?;
    let sql =
        "INSERT INTO claim (id, elector, booth, ballots, home, hour, state, answer, given_back)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '')
               ON CONFLICT (id) DO UPDATE SET elector = excluded.elector, booth = excluded.booth,
                   ballots = excluded.ballots, home = excluded.home, hour = excluded.hour,
                   state = excluded.state, answer = excluded.answer, given_back = ''";
    db.prepare_cached(sql)?.execute(params![
        request.id.0,
        request.elector.0,
        request.booth.as_str(),
        joined(&request.ballots),
        request.home.as_ref().map(BoothId::as_str),
        hour,
        number,
        answer,
    ])?;
    Ok(())
}

pub(super) fn set_state(db: &Connection, claim: ClaimId, state: &State) -> Result<()> {
    let (number, answer) = state.columns()?;
    let sql = "UPDATE claim SET state = ?2, answer = ?3 WHERE id = ?1";
    let changed = db.prepare_cached(sql)?;
    let mut changed = changed;
    changed.execute(params![claim.0, number, answer])?;
    Ok(())
}

/// The atomic insert: each ballot is this claim's, or nothing is.
///
/// The unique key (elector, ballot) refuses what another claim has, whoever looked or did not look before.
pub(super) fn take(
    db: &Connection,
    claim: ClaimId,
    elector: ElectorId,
    ballots: &[BallotId],
) -> Result<()> {
    let sql = "INSERT INTO owner (elector, ballot, claim) VALUES (?1, ?2, ?3)
               ON CONFLICT (elector, ballot) DO UPDATE SET claim = excluded.claim
               WHERE claim = excluded.claim";
    let mut insert = db.prepare_cached(sql)?;
    for ballot in ballots {
        if insert.execute(params![elector.0, ballot.as_str(), claim.0])? != 1 {
            return Err(rusqlite::Error::StatementChangedRows(0));
        }
    }
    Ok(())
}

/// Stands behind the claim that has the ballot, and has it once that one gives it back.
pub(super) fn contend(
    db: &Connection,
    claim: ClaimId,
    elector: ElectorId,
    ballot: &BallotId,
) -> Result<()> {
    let sql = "INSERT INTO contender (elector, ballot, claim) VALUES (?1, ?2, ?3)";
    let mut insert = db.prepare_cached(sql)?;
    insert.execute(params![elector.0, ballot.as_str(), claim.0])?;
    Ok(())
}

/// Frees the ballots that the claim has or reserves; the first contender of each has it then.
pub(super) fn free(
    db: &Connection,
    claim: ClaimId,
    elector: ElectorId,
    ballots: &[BallotId],
) -> Result<()> {
    let stand_down = "DELETE FROM contender WHERE elector = ?1 AND ballot = ?2 AND claim = ?3";
    let give_up = "DELETE FROM owner WHERE elector = ?1 AND ballot = ?2 AND claim = ?3";
    let first = "DELETE FROM contender WHERE place =
                     (SELECT min(place) FROM contender WHERE elector = ?1 AND ballot = ?2)
                 RETURNING claim";
    for ballot in ballots {
        let of_claim = params![elector.0, ballot.as_str(), claim.0];
        db.prepare_cached(stand_down)?.execute(of_claim)?;
        if db.prepare_cached(give_up)?.execute(of_claim)? == 0 {
            continue;
        }
        let mut next = db.prepare_cached(first)?;
        let next: Option<[u8; 16]> = next
            .query_row(params![elector.0, ballot.as_str()], |row| row.get(0))
            .optional()?;
        if let Some(next) = next {
            take(db, ClaimId(next), elector, std::slice::from_ref(ballot))?;
        }
    }
    Ok(())
}

/// Which ballots of an elector are whose, sorted by ballot, with the state of the claim.
pub(super) fn owners(db: &Connection, elector: ElectorId) -> Result<Vec<(TakenBallot, i64)>> {
    let sql = "SELECT owner.ballot, owner.claim, claim.booth, claim.hour, claim.state
               FROM owner JOIN claim ON claim.id = owner.claim
               WHERE owner.elector = ?1 ORDER BY owner.ballot";
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_map([elector.0], |row| {
        let taken = TakenBallot {
            ballot: ballot(&row.get::<_, String>(0)?)?,
            claim: ClaimId(row.get(1)?),
            booth: booth(&row.get::<_, String>(2)?)?,
            hour: row.get(3)?,
        };
        Ok((taken, row.get(4)?))
    })?;
    found.collect()
}

pub(super) fn booth(name: &str) -> Result<BoothId> {
    BoothId::new(name).map_err(|error| not_ours(error.into()))
}

fn ballot(name: &str) -> Result<BallotId> {
    BallotId::new(name).map_err(|error| not_ours(error.into()))
}

/// Names hold no comma.
pub(super) fn joined(ballots: &[BallotId]) -> String {
    let names: Vec<&str> = ballots.iter().map(BallotId::as_str).collect();
    names.join(",")
}

fn names(text: &str) -> Result<Vec<BallotId>> {
    let names = text.split(',').filter(|name| !name.is_empty());
    names.map(ballot).collect()
}

fn bytes(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|error| not_ours(error.into()))
}

fn value<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| not_ours(error.into()))
}

fn not_ours(error: Box<dyn std::error::Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, error)
}
