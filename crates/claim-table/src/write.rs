//! Into the tables.

use polling::claim::columns::joined;
use polling::claim::{Change, Changes, ClaimRow};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use rusqlite::{Connection, Result, ToSql, params};

use crate::Realm;
use crate::load::not_ours;

/// Writes what a step changed. An owner that somebody else wrote in between refuses the whole: the unique key (elector,
/// ballot) stands guard, whoever looked or did not look before.
pub fn write(db: &Connection, realm: &Realm, changes: &Changes) -> Result<()> {
    if changes.superseded {
        let sql = "INSERT INTO claim_superseded (realm) VALUES (?1) ON CONFLICT DO NOTHING";
        db.execute(sql, [realm])?;
    }
    for change in &changes.claims {
        claim(db, realm, change)?;
    }
    for change in &changes.owners {
        owner(db, realm, change)?;
    }
    for change in &changes.contenders {
        contenders(db, realm, change)?;
    }
    for change in &changes.holds {
        let of = change.now.as_ref().and_then(Option::as_ref);
        let sql = "INSERT INTO claim_hold (realm, id, elector, booth) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (realm, id) DO UPDATE SET elector = excluded.elector, booth = excluded.booth";
        db.prepare_cached(sql)?.execute(params![
            realm,
            change.key.0,
            of.map(|(elector, _)| elector.0),
            of.map(|(_, booth)| booth.as_str()),
        ])?;
    }
    for Change {
        key: booth, now, ..
    } in &changes.turns
    {
        let Some(now) = now else { continue };
        let sql = "INSERT INTO claim_turn (realm, booth, turn, standing) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (realm, booth) DO UPDATE SET turn = excluded.turn, standing = excluded.standing";
        let new = params![realm, booth.as_str(), now.turn, now.standing];
        db.prepare_cached(sql)?.execute(new)?;
    }
    Ok(())
}

fn claim(db: &Connection, realm: &Realm, change: &Change<ClaimId, ClaimRow>) -> Result<()> {
    let Some(now) = &change.now else {
        return Ok(());
    };
    let (state, detail) = now.state.columns().map_err(not_ours)?;
    let asked = now.asked.as_ref();
    let sql = "INSERT INTO claim (realm, id, elector, booth, ballots, home, hour, state, detail, given_back)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
               ON CONFLICT (realm, id) DO UPDATE SET elector = excluded.elector, booth = excluded.booth,
                   ballots = excluded.ballots, home = excluded.home, hour = excluded.hour,
                   state = excluded.state, detail = excluded.detail, given_back = excluded.given_back";
    db.prepare_cached(sql)?.execute(params![
        realm,
        change.key.0,
        asked.map(|asked| asked.elector.0),
        asked.map(|asked| asked.booth.as_str()),
        asked.map(|asked| joined(&asked.ballots)),
        asked.and_then(|asked| asked.home.as_ref().map(BoothId::as_str)),
        now.hour,
        state,
        detail,
        joined(&now.given_back),
    ])?;
    Ok(())
}

fn owner(
    db: &Connection,
    realm: &Realm,
    change: &Change<(ElectorId, BallotId), ClaimId>,
) -> Result<()> {
    let (elector, ballot) = (change.key.0.0, change.key.1.as_str());
    let insert = "INSERT INTO claim_owner (realm, elector, ballot, claim) VALUES (?1, ?2, ?3, ?4)";
    let update = "UPDATE claim_owner SET claim = ?5
                  WHERE realm = ?1 AND elector = ?2 AND ballot = ?3 AND claim = ?4";
    let delete = "DELETE FROM claim_owner
                  WHERE realm = ?1 AND elector = ?2 AND ballot = ?3 AND claim = ?4";
    let execute = |sql, values: &[&dyn ToSql]| db.prepare_cached(sql)?.execute(values);
    let written = match (change.before, change.now) {
        (None, None) => return Ok(()),
        (None, Some(now)) => execute(insert, params![realm, elector, ballot, now.0]),
        (Some(was), Some(now)) => execute(update, params![realm, elector, ballot, was.0, now.0]),
        (Some(was), None) => execute(delete, params![realm, elector, ballot, was.0]),
    }?;
    if written == 1 {
        Ok(())
    } else {
        Err(rusqlite::Error::StatementChangedRows(written))
    }
}

fn contenders(
    db: &Connection,
    realm: &Realm,
    change: &Change<(ElectorId, BallotId), Vec<ClaimId>>,
) -> Result<()> {
    let (elector, ballot) = (change.key.0.0, change.key.1.as_str());
    let sql = "DELETE FROM claim_contender WHERE realm = ?1 AND elector = ?2 AND ballot = ?3";
    let of_ballot = params![realm, elector, ballot];
    db.prepare_cached(sql)?.execute(of_ballot)?;
    let sql = "INSERT INTO claim_contender (realm, elector, ballot, place, claim) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut insert = db.prepare_cached(sql)?;
    for (place, claim) in (0_i64..).zip(change.now.iter().flatten()) {
        insert.execute(params![realm, elector, ballot, place, claim.0])?;
    }
    Ok(())
}
