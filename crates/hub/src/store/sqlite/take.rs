//! Taking an offer in, letting a device in.

use ledger::{DeviceId, RealmId, StreamId, SubjectId};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use sync::{REALM_LOG, Standing, Stored};

use super::realms::check_open;
use super::{revoked, rows};
use crate::intake::{Asked, Before, Checked, Here, Known, Offered, Plan, Row, decide, waiting};
use crate::store::numbers::{add_erased, to_i64, to_u64};
use crate::store::{Device, Joining, StoreError};

/// What is known before the signatures are looked at.
pub fn before(db: &Connection, offered: &Offered) -> Result<Before, StoreError> {
    check_open(db, offered.realm)?;
    let mut before = Before::default();
    for id in offered.asks().devices {
        if let Some(device) = rows::device(db, offered.realm, id)? {
            before.devices.insert(id, device);
        }
    }
    for event in &offered.events {
        let place = (event.header.device, event.header.seq);
        if let Some(here) = here(db, offered.realm, place, before.devices.get(&place.0))? {
            before.here.insert(place, here);
        }
    }
    Ok(before)
}

/// Takes an offer in; gives the answer and the logs that have grown.
pub fn take(
    db: &Connection,
    offer: Checked,
    now_ms: i64,
) -> Result<(Stored, Vec<StreamId>), StoreError> {
    let realm = offer.offered.realm;
    check_open(db, realm)?;
    let mut known = known(db, realm, &offer.offered.asks())?;
    for event in &offer.offered.events {
        let place = (event.header.device, event.header.seq);
        if let Some(here) = here(db, realm, place, known.devices.get(&place.0))? {
            known.here.insert(place, here);
        }
        known.locked.insert(event.header.stream);
    }
    let cards = offer.cards().iter().map(|card| card.stream);
    known.locked.extend(cards);
    let streams = known.streams.iter().map(|stream| StreamId(stream.0));
    known.locked.extend(streams);
    let plan = decide(offer, known, now_ms);
    apply(db, realm, plan)
}

/// Lets a device in.
pub fn admit(db: &Connection, realm: RealmId, id: DeviceId) -> Result<Device, StoreError> {
    check_open(db, realm)?;
    let device = rows::device(db, realm, id)?.ok_or(StoreError::NoDevice)?;
    if device.standing != Standing::Asking {
        return Ok(device);
    }
    let offer = waiting(realm, &device, rows::waiting(db, realm, id)?);
    let mut asked = offer.offered.asks();
    asked.subjects.push(SubjectId(device.card.stream.0));
    let mut known = known(db, realm, &asked)?;
    known.locked.insert(device.card.stream);
    let joined_ms = device.joined_ms;
    known.admitting(device);
    let plan = decide(offer, known, joined_ms);
    db.execute(
        "DELETE FROM apart WHERE realm = ?1 AND device = ?2 AND reason IS NULL",
        params![realm.0, id.0],
    )?;
    apply(db, realm, plan)?;
    rows::device(db, realm, id)?.ok_or(StoreError::NoDevice)
}

/// A device joins.
pub fn join(db: &Connection, realm: RealmId, joining: &Joining) -> Result<Device, StoreError> {
    check_open(db, realm)?;
    let id = joining.card.device();
    let known = rows::device(db, realm, id)?;
    let device = match known {
        Some(device) if device.standing != Standing::Asking || !joining.admitted => {
            let device = Device {
                role: joining.role,
                ..device
            };
            rows::put_device(db, realm, &device)?;
            return Ok(device);
        }
        Some(device) => Device {
            role: joining.role,
            ..device
        },
        None => Device {
            card: joining.card.clone(),
            role: joining.role,
            standing: Standing::Asking,
            seq: 0,
            hash: [0; 32],
            lamport: 0,
            joined_ms: joining.now_ms,
        },
    };
    if let Some(from) = revoked::from(db, realm, id)? {
        let device = Device {
            standing: Standing::Revoked { from },
            ..device
        };
        rows::put_device(db, realm, &device)?;
        rows::append(db, realm, device.card.stream, &[Row::card(&device.card)])?;
        return Ok(device);
    }
    rows::put_device(db, realm, &device)?;
    if joining.admitted {
        return admit(db, realm, id);
    }
    Ok(device)
}

fn known(db: &Connection, realm: RealmId, asked: &Asked) -> Result<Known, StoreError> {
    let mut known = Known::default();
    known.locked.insert(REALM_LOG);
    for &id in &asked.devices {
        if let Some(device) = rows::device(db, realm, id)? {
            known.devices.insert(id, device);
        } else if let Some(from) = revoked::from(db, realm, id)? {
            known.revoked.insert(id, from);
        }
    }
    let mut is_erased =
        db.prepare_cached("SELECT 1 FROM erased WHERE realm = ?1 AND subject = ?2")?;
    let mut is_stream =
        db.prepare_cached("SELECT 1 FROM stream WHERE realm = ?1 AND id = ?2 AND position > 0")?;
    let mut keys =
        db.prepare_cached("SELECT tag FROM subject_key WHERE realm = ?1 AND subject = ?2")?;
    let mut sealing = db.prepare_cached(
        "SELECT stream, tag, named FROM sealing WHERE realm = ?1 AND subject = ?2",
    )?;
    for &subject in &asked.subjects {
        let of = params![realm.0, subject.0];
        if is_erased.exists(of)? {
            known.erased.insert(subject);
        }
        if is_stream.exists(of)? {
            known.streams.insert(subject);
        }
        let mut tags = keys.query(of)?;
        while let Some(row) = tags.next()? {
            known.keys.insert((subject, row.get(0)?));
        }
        let mut found = sealing.query(of)?;
        while let Some(row) = found.next()? {
            let stream = StreamId(row.get(0)?);
            known.locked.insert(stream);
            known
                .sealing
                .insert((stream, subject, row.get(1)?), row.get(2)?);
        }
    }
    if asked.leaps {
        let sql = "SELECT ifnull(max(lamport), 0) FROM device WHERE realm = ?1";
        known.highest = to_u64(db.query_row(sql, [realm.0], |row| row.get(0))?);
    }
    Ok(known)
}

/// The event with this number, in the log or waiting.
fn here(
    db: &Connection,
    realm: RealmId,
    (id, seq): (DeviceId, u64),
    device: Option<&Device>,
) -> Result<Option<Here>, StoreError> {
    let Some(device) = device.filter(|device| seq <= device.seq) else {
        return Ok(None);
    };
    let sql = if device.standing == Standing::Asking {
        "SELECT header, 0 FROM apart
         WHERE realm = ?1 AND device = ?2 AND seq = ?3 AND reason IS NULL"
    } else {
        "SELECT header, lacks FROM item WHERE realm = ?1 AND device = ?2 AND seq = ?3 AND kind = 1
         UNION ALL SELECT header, 0 FROM apart
         WHERE realm = ?1 AND device = ?2 AND seq = ?3 AND reason IS NULL"
    };
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_row(params![realm.0, id.0, to_i64(seq)], |row| {
        let header: Vec<u8> = row.get(0)?;
        Ok(Here {
            hash: Sha256::digest(header).into(),
            lacks: row.get(1)?,
        })
    });
    Ok(found.optional()?)
}

fn apply(
    db: &Connection,
    realm: RealmId,
    plan: Plan,
) -> Result<(Stored, Vec<StreamId>), StoreError> {
    for device in &plan.devices {
        rows::put_device(db, realm, device)?;
    }
    for apart in &plan.apart {
        rows::keep_apart(db, realm, apart)?;
    }
    for key in &plan.keys {
        db.prepare_cached(
            "INSERT OR IGNORE INTO subject_key (realm, subject, tag, wrapped)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![realm.0, key.subject.0, key.tag, key.wrapped])?;
    }
    for (device, seq) in &plan.filled {
        db.prepare_cached(
            "UPDATE item SET lacks = 0 WHERE realm = ?1 AND device = ?2 AND seq = ?3 AND kind = 1",
        )?
        .execute(params![realm.0, device.0, to_i64(*seq)])?;
    }
    for ((stream, subject, tag), named) in &plan.sealing {
        db.prepare_cached(
            "INSERT INTO sealing (realm, stream, subject, tag, named) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (realm, subject, stream, tag) DO UPDATE SET named = excluded.named",
        )?
        .execute(params![realm.0, stream.0, subject.0, tag, named])?;
    }
    if !plan.erased.is_empty() {
        erase(db, realm, &plan.erased)?;
    }
    for (stream, rows) in &plan.logs {
        rows::append(db, realm, *stream, rows)?;
    }
    Ok((plan.stored, plan.logs.into_keys().collect()))
}

fn erase(db: &Connection, realm: RealmId, subjects: &[SubjectId]) -> Result<(), StoreError> {
    for subject in subjects {
        for sql in [
            "INSERT INTO erased (realm, subject) VALUES (?1, ?2)",
            "DELETE FROM subject_key WHERE realm = ?1 AND subject = ?2",
            "DELETE FROM sealing WHERE realm = ?1 AND subject = ?2",
            "UPDATE item SET payload = NULL
             WHERE realm = ?1 AND subject = ?2 AND payload IS NOT NULL",
            "UPDATE item SET lacks = 0 WHERE realm = ?1 AND subject = ?2 AND lacks",
            "UPDATE apart SET payload = NULL
             WHERE realm = ?1 AND subject = ?2 AND payload IS NOT NULL",
        ] {
            db.prepare_cached(sql)?
                .execute(params![realm.0, subject.0])?;
        }
    }
    let sql = "SELECT erased_sum FROM realm WHERE id = ?1";
    let sum = db.query_row(sql, [realm.0], |row| row.get(0))?;
    db.execute(
        "UPDATE realm SET erased_count = erased_count + ?2, erased_sum = ?3 WHERE id = ?1",
        params![
            realm.0,
            to_i64(subjects.len() as u64),
            add_erased(sum, subjects)
        ],
    )?;
    Ok(())
}
