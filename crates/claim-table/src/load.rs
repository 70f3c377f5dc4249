//! From the tables.

use std::collections::BTreeSet;

use polling::claim::columns::{NotOurs, ballot_of, booth_of, split};
use polling::claim::{Asked, ClaimRow, Needs, RowState, Rows, Turn};
use polling::plain::{BoothId, ClaimId, ElectorId};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use crate::Realm;

const CLAIM: &str =
    "SELECT id, elector, booth, ballots, home, hour, state, detail, given_back FROM claim";

/// The rows that a question needs.
pub fn load(db: &Connection, realm: &Realm, needs: &Needs) -> Result<Rows> {
    let mut rows = Rows::default();
    let sql = "SELECT 1 FROM claim_superseded WHERE realm = ?1";
    rows.superseded = db.prepare_cached(sql)?.exists([realm])?;
    let mut electors: BTreeSet<ElectorId> = needs.elector.into_iter().collect();
    for claim in &needs.claims {
        let sql = format!("{CLAIM} WHERE realm = ?1 AND id = ?2");
        let mut find = db.prepare_cached(&sql)?;
        let found = find
            .query_row(params![realm, claim.0], claim_of)
            .optional()?;
        if let Some((id, row)) = found {
            electors.extend(row.elector());
            rows.claims.insert(id, row);
        }
    }
    for elector in electors {
        everything_of(db, realm, elector, &mut rows)?;
    }
    if let Some(hold) = &needs.hold {
        let sql = "SELECT id, elector, booth FROM claim_hold WHERE realm = ?1 AND id = ?2";
        let mut find = db.prepare_cached(sql)?;
        let found = find.query_row(params![realm, hold.0], hold_of).optional()?;
        rows.holds.extend(found);
    }
    for booth in needs.home.iter().chain(&needs.turn) {
        let sql = "SELECT turn, standing FROM claim_turn WHERE realm = ?1 AND booth = ?2";
        let mut find = db.prepare_cached(sql)?;
        let turn = find.query_row(params![realm, booth.as_str()], |row| {
            let (turn, standing) = (row.get(0)?, row.get(1)?);
            Ok((booth.clone(), Turn { turn, standing }))
        });
        rows.turns.extend(turn.optional()?);
    }
    if let Some((home, states)) = &needs.told {
        for state in *states {
            let sql = format!("{CLAIM} WHERE realm = ?1 AND home = ?2 AND state = ?3");
            let mut find = db.prepare_cached(&sql)?;
            let found = find.query_map(params![realm, home.as_str(), state], claim_of)?;
            for claim in found {
                rows.claims.extend([claim?]);
            }
        }
    }
    Ok(rows)
}

fn everything_of(
    db: &Connection,
    realm: &Realm,
    elector: ElectorId,
    rows: &mut Rows,
) -> Result<()> {
    let of_elector = params![realm, elector.0];
    let sql = format!("{CLAIM} WHERE realm = ?1 AND elector = ?2");
    let mut find = db.prepare_cached(&sql)?;
    for claim in find.query_map(of_elector, claim_of)? {
        rows.claims.extend([claim?]);
    }
    let sql = "SELECT ballot, claim FROM claim_owner WHERE realm = ?1 AND elector = ?2";
    let mut find = db.prepare_cached(sql)?;
    for owner in find.query_map(of_elector, ballot_and_claim)? {
        let (ballot, claim) = owner?;
        rows.owners.insert((elector, ballot), claim);
    }
    let sql = "SELECT ballot, claim FROM claim_contender WHERE realm = ?1 AND elector = ?2
               ORDER BY ballot, place";
    let mut find = db.prepare_cached(sql)?;
    for contender in find.query_map(of_elector, ballot_and_claim)? {
        let (ballot, claim) = contender?;
        let behind = rows.contenders.entry((elector, ballot)).or_default();
        behind.push(claim);
    }
    let sql = "SELECT id, elector, booth FROM claim_hold WHERE realm = ?1 AND elector = ?2";
    let mut find = db.prepare_cached(sql)?;
    for hold in find.query_map(of_elector, hold_of)? {
        rows.holds.extend([hold?]);
    }
    Ok(())
}

fn claim_of(row: &Row<'_>) -> Result<(ClaimId, ClaimRow)> {
    let (booth, ballots, home): (Option<String>, Option<String>, Option<String>) =
        (row.get(2)?, row.get(3)?, row.get(4)?);
    let detail: Option<Vec<u8>> = row.get(7)?;
    let asked = Asked::of_columns(
        row.get(1)?,
        booth.as_deref(),
        ballots.as_deref(),
        home.as_deref(),
    );
    let kept = ClaimRow {
        asked: asked.map_err(not_ours)?,
        hour: row.get(5)?,
        state: RowState::of_columns(row.get(6)?, detail.as_deref()).map_err(not_ours)?,
        given_back: split(&row.get::<_, String>(8)?)
            .map_err(not_ours)?
            .into_iter()
            .collect(),
    };
    Ok((ClaimId(row.get(0)?), kept))
}

fn ballot_and_claim(row: &Row<'_>) -> Result<(polling::plain::BallotId, ClaimId)> {
    let ballot = ballot_of(&row.get::<_, String>(0)?).map_err(not_ours)?;
    Ok((ballot, ClaimId(row.get(1)?)))
}

fn hold_of(row: &Row<'_>) -> Result<(ClaimId, Option<(ElectorId, BoothId)>)> {
    let (elector, booth): (Option<[u8; 16]>, Option<String>) = (row.get(1)?, row.get(2)?);
    let of = match (elector, booth) {
        (Some(elector), Some(booth)) => {
            Some((ElectorId(elector), booth_of(&booth).map_err(not_ours)?))
        }
        _ => None,
    };
    Ok((ClaimId(row.get(0)?), of))
}

pub(crate) fn not_ours(error: NotOurs) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(error))
}
