//! Into the tables.

use deadpool_postgres::Transaction;
use polling::claim::columns::joined;
use polling::claim::{Change, Changes, ClaimRow, Turn};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use tokio_postgres::types::ToSql;

use super::{Failed, number};

/// Writes what a step changed. A row that somebody else made in between refuses the whole.
pub(super) async fn write(
    db: &Transaction<'_>,
    realm: &[u8; 16],
    changes: &Changes,
) -> Result<(), Failed> {
    let tables = Tables { db, realm };
    if changes.superseded {
        let sql = "INSERT INTO claim_superseded (realm) VALUES ($1) ON CONFLICT DO NOTHING";
        db.execute(sql, &[&realm.as_slice()]).await?;
    }
    for change in &changes.claims {
        tables.claim(change).await?;
    }
    tables.new_owners(&changes.owners).await?;
    for change in &changes.owners {
        tables.owner(change).await?;
    }
    for change in &changes.contenders {
        tables.contenders(change).await?;
    }
    for change in &changes.holds {
        tables.hold(change).await?;
    }
    for change in &changes.turns {
        tables.turn(change).await?;
    }
    Ok(())
}

type OwnerChange = Change<(ElectorId, BallotId), ClaimId>;

struct Tables<'a> {
    db: &'a Transaction<'a>,
    realm: &'a [u8; 16],
}

impl Tables<'_> {
    /// Exactly one row is written.
    async fn one(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<(), Failed> {
        let prepared = self.db.prepare_cached(sql).await?;
        match self.db.execute(&prepared, values).await? {
            1 => Ok(()),
            _ => Err(Failed::Again),
        }
    }

    async fn claim(&self, change: &Change<ClaimId, ClaimRow>) -> Result<(), Failed> {
        let Some(now) = &change.now else {
            return Ok(());
        };
        let (state, detail) = now.state.columns()?;
        let asked = now.asked.as_ref();
        let sql = if change.before.is_none() {
            "INSERT INTO claim (realm, id, elector, booth, ballots, home, hour, state, detail, given_back)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        } else {
            "UPDATE claim SET elector = $3, booth = $4, ballots = $5, home = $6, hour = $7, state = $8,
                 detail = $9, given_back = $10 WHERE realm = $1 AND id = $2"
        };
        self.one(
            sql,
            &[
                &self.realm.as_slice(),
                &change.key.0.as_slice(),
                &asked.map(|asked| asked.elector.0.as_slice()),
                &asked.map(|asked| asked.booth.as_str()),
                &asked.map(|asked| joined(&asked.ballots)),
                &asked.and_then(|asked| asked.home.as_ref().map(BoothId::as_str)),
                &now.hour,
                &state,
                &detail,
                &joined(&now.given_back),
            ],
        )
        .await
    }

    /// The atomic insert: each ballot is the claim's, or nothing is.
    async fn new_owners(&self, changes: &[OwnerChange]) -> Result<(), Failed> {
        let new = changes.iter().filter(|change| change.before.is_none());
        let new: Vec<(&[u8], &str, &[u8])> = new
            .filter_map(|Change { key, now, .. }| {
                Some((
                    key.0.0.as_slice(),
                    key.1.as_str(),
                    now.as_ref()?.0.as_slice(),
                ))
            })
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let electors: Vec<&[u8]> = new.iter().map(|one| one.0).collect();
        let ballots: Vec<&str> = new.iter().map(|one| one.1).collect();
        let claims: Vec<&[u8]> = new.iter().map(|one| one.2).collect();
        let sql = "INSERT INTO claim_owner (realm, elector, ballot, claim)
                   SELECT $1, * FROM unnest($2::bytea[], $3::text[], $4::bytea[])";
        let insert = self.db.prepare_cached(sql).await?;
        let realm = self.realm.as_slice();
        self.db
            .execute(&insert, &[&realm, &electors, &ballots, &claims])
            .await?;
        Ok(())
    }

    /// One that somebody had.
    async fn owner(&self, change: &OwnerChange) -> Result<(), Failed> {
        let (realm, elector) = (self.realm.as_slice(), change.key.0.0.as_slice());
        let ballot = change.key.1.as_str();
        let Some(was) = change.before.as_ref().map(|was| was.0.as_slice()) else {
            return Ok(());
        };
        let now = change.now.as_ref().map(|now| now.0.as_slice());
        let sql = if now.is_some() {
            "UPDATE claim_owner SET claim = $5
             WHERE realm = $1 AND elector = $2 AND ballot = $3 AND claim = $4"
        } else {
            "DELETE FROM claim_owner WHERE realm = $1 AND elector = $2 AND ballot = $3 AND claim = $4"
        };
        let values: [&(dyn ToSql + Sync); 5] = [&realm, &elector, &ballot, &was, &now];
        let values = if now.is_some() {
            &values[..]
        } else {
            &values[..4]
        };
        self.one(sql, values).await
    }

    async fn contenders(
        &self,
        change: &Change<(ElectorId, BallotId), Vec<ClaimId>>,
    ) -> Result<(), Failed> {
        let (realm, elector) = (self.realm.as_slice(), change.key.0.0.as_slice());
        let ballot = change.key.1.as_str();
        let sql = "DELETE FROM claim_contender WHERE realm = $1 AND elector = $2 AND ballot = $3";
        let delete = self.db.prepare_cached(sql).await?;
        let of_ballot: [&(dyn ToSql + Sync); 3] = [&realm, &elector, &ballot];
        self.db.execute(&delete, &of_ballot).await?;
        let sql = "INSERT INTO claim_contender (realm, elector, ballot, place, claim) VALUES ($1, $2, $3, $4, $5)";
        for (place, claim) in (0_i32..).zip(change.now.iter().flatten()) {
            let values: [&(dyn ToSql + Sync); 5] =
                [&realm, &elector, &ballot, &place, &claim.0.as_slice()];
            self.one(sql, &values).await?;
        }
        Ok(())
    }

    async fn hold(
        &self,
        change: &Change<ClaimId, Option<(ElectorId, BoothId)>>,
    ) -> Result<(), Failed> {
        let of = change.now.as_ref().and_then(Option::as_ref);
        let sql = if change.before.is_none() {
            "INSERT INTO claim_hold (realm, id, elector, booth) VALUES ($1, $2, $3, $4)"
        } else {
            "UPDATE claim_hold SET elector = $3, booth = $4 WHERE realm = $1 AND id = $2"
        };
        self.one(
            sql,
            &[
                &self.realm.as_slice(),
                &change.key.0.as_slice(),
                &of.map(|(elector, _)| elector.0.as_slice()),
                &of.map(|(_, booth)| booth.as_str()),
            ],
        )
        .await
    }

    async fn turn(&self, change: &Change<BoothId, Turn>) -> Result<(), Failed> {
        let Some(now) = &change.now else {
            return Ok(());
        };
        let sql = "INSERT INTO claim_turn (realm, booth, turn, standing) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (realm, booth) DO UPDATE SET turn = excluded.turn, standing = excluded.standing";
        let turn = number(now.turn)?;
        let (realm, booth) = (self.realm.as_slice(), change.key.as_str());
        self.one(sql, &[&realm, &booth, &turn, &now.standing]).await
    }
}
