//! From the tables, with locks.

use std::collections::BTreeSet;

use deadpool_postgres::Transaction;
use polling::claim::columns::{NotOurs, ballot_of, booth_of, split};
use polling::claim::{Asked, ClaimRow, Needs, RowState, Rows, Turn};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use tokio_postgres::Row;

use super::Failed;

const CLAIM: &str =
    "SELECT id, elector, booth, ballots, home, hour, state, detail, given_back FROM claim";

/// The rows that a question needs, locked in the order of [`Needs`].
pub(super) async fn load(
    db: &Transaction<'_>,
    realm: &[u8; 16],
    needs: &Needs,
) -> Result<Rows, Failed> {
    let mut rows = Rows::default();
    let mut electors: BTreeSet<ElectorId> = needs.elector.into_iter().collect();
    if needs.elector.is_none() {
        electors = electors_of(db, realm, &needs.claims).await?;
    }
    for elector in &electors {
        lock_elector(db, realm, *elector).await?;
    }
    let ids: Vec<&[u8]> = needs
        .claims
        .iter()
        .map(|claim| claim.0.as_slice())
        .collect();
    if !ids.is_empty() {
        let sql = format!("{CLAIM} WHERE realm = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE");
        let find = db.prepare_cached(&sql).await?;
        for row in db.query(&find, &[&realm.as_slice(), &ids]).await? {
            let (id, row) = claim_of(&row)?;
            let elector = row.elector().filter(|_| needs.elector.is_none());
            if elector.is_some_and(|elector| !electors.contains(&elector)) {
                // It came in between, before the elector was locked.
                return Err(Failed::Again);
            }
            rows.claims.insert(id, row);
        }
    }
    if let Some(hold) = needs.hold {
        let sql =
            "SELECT id, elector, booth FROM claim_hold WHERE realm = $1 AND id = $2 FOR UPDATE";
        let find = db.prepare_cached(sql).await?;
        let ids = (realm.as_slice(), hold.0.as_slice());
        let found = db.query_opt(&find, &[&ids.0, &ids.1]).await?;
        rows.holds.extend(found.as_ref().map(hold_of).transpose()?);
    }
    if let Some(booth) = &needs.home {
        turn(db, realm, booth, "SHARE", &mut rows).await?;
    }
    if let Some(booth) = &needs.turn {
        turn(db, realm, booth, "UPDATE", &mut rows).await?;
    }
    for elector in electors {
        everything_of(db, realm, elector, &mut rows).await?;
    }
    if let Some((home, states)) = &needs.told {
        let sql = format!("{CLAIM} WHERE realm = $1 AND home = $2 AND state = ANY ($3)");
        let find = db.prepare_cached(&sql).await?;
        let found = db
            .query(&find, &[&realm.as_slice(), &home.as_str(), states])
            .await?;
        for row in found {
            rows.claims.extend([claim_of(&row)?]);
        }
    }
    let sql = "SELECT FROM claim_superseded WHERE realm = $1";
    let find = db.prepare_cached(sql).await?;
    let superseded = db.query_opt(&find, &[&realm.as_slice()]).await?;
    rows.superseded = superseded.is_some();
    Ok(rows)
}

async fn electors_of(
    db: &Transaction<'_>,
    realm: &[u8; 16],
    claims: &[ClaimId],
) -> Result<BTreeSet<ElectorId>, Failed> {
    let mut electors = BTreeSet::new();
    let sql = "SELECT elector FROM claim WHERE realm = $1 AND id = $2";
    let find = db.prepare_cached(sql).await?;
    for claim in claims {
        let ids = (realm.as_slice(), claim.0.as_slice());
        let Some(row) = db.query_opt(&find, &[&ids.0, &ids.1]).await? else {
            continue;
        };
        if let Some(elector) = row.get::<_, Option<&[u8]>>(0) {
            electors.insert(ElectorId(id(elector)?));
        }
    }
    Ok(electors)
}

/// One after the other for one elector. Whoever makes the row has it until the commit; whoever finds it waits here.
async fn lock_elector(
    db: &Transaction<'_>,
    realm: &[u8; 16],
    elector: ElectorId,
) -> Result<(), Failed> {
    let sql = "INSERT INTO claim_elector (realm, elector) VALUES ($1, $2)
               ON CONFLICT (realm, elector) DO UPDATE SET elector = excluded.elector";
    let lock = db.prepare_cached(sql).await?;
    let of_elector = (realm.as_slice(), elector.0.as_slice());
    db.execute(&lock, &[&of_elector.0, &of_elector.1]).await?;
    Ok(())
}

/// A claim that needs the home booth's turn holds it until its commit, so that a booth that signs on is told of it.
async fn turn(
    db: &Transaction<'_>,
    realm: &[u8; 16],
    booth: &BoothId,
    lock: &str,
    rows: &mut Rows,
) -> Result<(), Failed> {
    let sql =
        format!("SELECT turn, standing FROM claim_turn WHERE realm = $1 AND booth = $2 FOR {lock}");
    let find = db.prepare_cached(&sql).await?;
    let of_booth = (realm.as_slice(), booth.as_str());
    let mut found = db.query_opt(&find, &[&of_booth.0, &of_booth.1]).await?;
    if found.is_none() {
        let sql = "INSERT INTO claim_turn (realm, booth, turn, standing) VALUES ($1, $2, 0, false)
                   ON CONFLICT DO NOTHING";
        db.execute(sql, &[&of_booth.0, &of_booth.1]).await?;
        found = db.query_opt(&find, &[&of_booth.0, &of_booth.1]).await?;
    }
    let row = found.ok_or(Failed::Again)?;
    let turn = Turn {
        turn: row.get::<_, i64>(0).unsigned_abs(),
        standing: row.get(1),
    };
    rows.turns.insert(booth.clone(), turn);
    Ok(())
}

async fn everything_of(
    db: &Transaction<'_>,
    realm: &[u8; 16],
    elector: ElectorId,
    rows: &mut Rows,
) -> Result<(), Failed> {
    let claims = format!("{CLAIM} WHERE realm = $1 AND elector = $2");
    let claims = db.prepare_cached(&claims).await?;
    let owners = "SELECT ballot, claim FROM claim_owner WHERE realm = $1 AND elector = $2";
    let owners = db.prepare_cached(owners).await?;
    let behind = "SELECT ballot, claim FROM claim_contender WHERE realm = $1 AND elector = $2
                  ORDER BY ballot, place";
    let behind = db.prepare_cached(behind).await?;
    let holds = "SELECT id, elector, booth FROM claim_hold WHERE realm = $1 AND elector = $2";
    let holds = db.prepare_cached(holds).await?;
    let (realm, of) = (realm.as_slice(), elector.0.as_slice());
    let of_elector: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&realm, &of];
    // The elector is locked, so that the four may go out at once.
    let (claims, owners, behind, holds) = tokio::try_join!(
        db.query(&claims, &of_elector),
        db.query(&owners, &of_elector),
        db.query(&behind, &of_elector),
        db.query(&holds, &of_elector),
    )?;
    for row in &claims {
        rows.claims.extend([claim_of(row)?]);
    }
    for row in &owners {
        let (ballot, claim) = ballot_and_claim(row)?;
        rows.owners.insert((elector, ballot), claim);
    }
    for row in &behind {
        let (ballot, claim) = ballot_and_claim(row)?;
        let behind = rows.contenders.entry((elector, ballot)).or_default();
        behind.push(claim);
    }
    for row in &holds {
        rows.holds.extend([hold_of(row)?]);
    }
    Ok(())
}

fn claim_of(row: &Row) -> Result<(ClaimId, ClaimRow), Failed> {
    let elector = row.get::<_, Option<&[u8]>>(1).map(id).transpose()?;
    let kept = ClaimRow {
        asked: Asked::of_columns(elector, row.get(2), row.get(3), row.get(4))?,
        hour: row.get(5),
        state: RowState::of_columns(row.get(6), row.get(7))?,
        given_back: split(row.get(8))?.into_iter().collect(),
    };
    Ok((ClaimId(id(row.get(0))?), kept))
}

fn ballot_and_claim(row: &Row) -> Result<(BallotId, ClaimId), Failed> {
    Ok((ballot_of(row.get(0))?, ClaimId(id(row.get(1))?)))
}

fn hold_of(row: &Row) -> Result<(ClaimId, Option<(ElectorId, BoothId)>), Failed> {
    let elector = row.get::<_, Option<&[u8]>>(1).map(id).transpose()?;
    let booth = row.get::<_, Option<&str>>(2).map(booth_of).transpose()?;
    let of = elector.map(ElectorId).zip(booth);
    Ok((ClaimId(id(row.get(0))?), of))
}

pub(super) fn id(column: &[u8]) -> Result<[u8; 16], Failed> {
    column.try_into().map_err(|_| NotOurs.into())
}
