//! A whole roll from one file, made as a draft beside.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rusqlite::{CachedStatement, Connection};

use polling::plain::ElectorId;

use super::{BadRow, Field, Imported, Progress, ReadLine, Reading, Reason, Step};
use crate::store::{self, Digest, Fault, INDEXES, Keys, Row, Sum, Towns};
use crate::{Mapping, RollError, RollKey};

/// Rows that go to the writer at once.
const BATCH: usize = 256;
/// Batches that wait for the writer.
const WAITING: usize = 16;

/// Where a draft is made, and with which key.
pub(crate) struct Target<'t> {
    pub(crate) draft: &'t Path,
    pub(crate) key: &'t RollKey,
}

/// Reads a file into a draft: nothing is left of it when anything is wrong.
///
/// Lines are read and folded on this thread while another one seals and writes what is ready.
pub(crate) fn make(
    target: &Target<'_>,
    source: &mut dyn Read,
    mapping: &Mapping,
    id_of: &dyn Fn(&str) -> ElectorId,
    told: &mut dyn FnMut(Progress),
) -> Result<Imported, RollError> {
    store::remove(target.draft)?;
    let made = make_anyhow(target, source, mapping, id_of, told);
    if made.is_err() {
        // What cannot be removed now is removed before the next draft.
        let _ = store::remove(target.draft);
    }
    made
}

fn make_anyhow(
    target: &Target<'_>,
    source: &mut dyn Read,
    mapping: &Mapping,
    id_of: &dyn Fn(&str) -> ElectorId,
    told: &mut dyn FnMut(Progress),
) -> Result<Imported, RollError> {
    let wrong = |fault: Fault| fault.told(target.draft);
    let db = store::create(target.draft, target.key).map_err(wrong)?;
    let (rows, to_write) = sync_channel(WAITING);
    let (read, written) = thread::scope(|scope| {
        let writer = scope.spawn(move || write(db, &to_write));
        let read = prepare(rows, source, mapping, id_of, told);
        let written = writer.join();
        // A panic of the writer goes on here as what it is.
        (
            read,
            written.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        )
    });
    // The reader stops when the writer did, so that the writer's word comes first.
    let db = written.map_err(wrong)?;
    let Prepared {
        mut reading,
        sum,
        towns,
    } = read?;
    let told = &mut |step| {
        told(Progress {
            step,
            lines: reading.lines,
            bytes: 0,
        });
    };
    if reading.faults.is_empty() {
        index(&db, told).map_err(wrong)?;
    } else {
        // Doubles are told with the other faults, so that one report has them all.
        for column in ["number", "ticket"] {
            let sql = format!("CREATE INDEX look_{column} ON elector ({column})");
            db.execute_batch(&sql)
                .map_err(|error| wrong(error.into()))?;
        }
    }
    told(Step::Checking);
    reading.faults.extend(doubles(&db).map_err(wrong)?);
    if !reading.faults.is_empty() {
        reading.faults.sort_unstable();
        return Err(RollError::BadRows {
            faults: reading.faults,
            lines: reading.lines,
        });
    }
    finish(db, target, sum, &towns, reading.last)?;
    Ok(Imported {
        electors: sum.count,
        hash: sum.hash(),
        encoding: reading.encoding,
        private_use: reading.private_use,
        birth_unknown: reading.birth_unknown,
        without_kana: reading.without_kana,
        ends_without_newline: reading.ends_without_newline,
    })
}

/// Writes the last of a draft and has it on the disk.
pub(crate) fn finish(
    db: Connection,
    target: &Target<'_>,
    sum: Sum,
    towns: &Towns,
    last: u64,
) -> Result<(), RollError> {
    let wrong = |fault: Fault| fault.told(target.draft);
    let write = || -> Result<(), Fault> {
        store::write_towns(&db, towns)?;
        store::write_meta(&db, sum, last)?;
        db.execute_batch("PRAGMA analysis_limit = 1000; ANALYZE;")?;
        Ok(())
    };
    write().map_err(wrong)?;
    db.close().map_err(|(_, error)| wrong(error.into()))?;
    store::sync_file(target.draft)
}

struct Prepared {
    reading: Reading,
    sum: Sum,
    towns: Towns,
}

fn prepare(
    rows: SyncSender<Vec<Row>>,
    source: &mut dyn Read,
    mapping: &Mapping,
    id_of: &dyn Fn(&str) -> ElectorId,
    told: &mut dyn FnMut(Progress),
) -> Result<Prepared, RollError> {
    let (mut sum, mut towns) = (Sum::default(), Towns::default());
    let mut batch = Vec::with_capacity(BATCH);
    let reading = Reading::of(source, mapping, id_of, told, &mut |read| {
        let row = row_of(read, &mut towns);
        sum.add(row.digest);
        batch.push(row);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            // Nobody takes it only when the writer has failed, and then it says why.
            rows.send(full).map_err(|_| RollError::NoLines)?;
        }
        Ok(())
    })?;
    rows.send(batch).map_err(|_| RollError::NoLines)?;
    // The writer ends when there is nobody left to send.
    drop(rows);
    Ok(Prepared {
        reading,
        sum,
        towns,
    })
}

pub(crate) fn row_of(ReadLine { line, elector }: ReadLine, towns: &mut Towns) -> Row {
    let keys = Keys::of(&elector.person);
    Row {
        line,
        digest: Digest::of(&elector),
        town: towns.id_of(&keys.town),
        keys,
        elector,
    }
}

fn write(db: Connection, rows: &Receiver<Vec<Row>>) -> Result<Connection, Fault> {
    db.execute_batch("BEGIN")?;
    {
        let mut insert: CachedStatement<'_> = db.prepare_cached(Row::INSERT)?;
        while let Ok(batch) = rows.recv() {
            for row in &batch {
                row.insert(&mut insert)?;
            }
        }
    }
    db.execute_batch("COMMIT")?;
    Ok(db)
}

fn index(db: &Connection, told: &mut dyn FnMut(Step)) -> Result<(), Fault> {
    let of = u8::try_from(INDEXES.len()).unwrap_or(u8::MAX);
    for (done, sql) in (0..).zip(INDEXES) {
        told(Step::Sorting { done, of });
        match db.execute_batch(sql) {
            // Two electors of one number have one id: told by their lines.
            Err(error) if is_double(&error) => {
                db.execute_batch("CREATE INDEX look_id ON elector (id)")?;
            }
            made => made?,
        }
    }
    Ok(())
}

fn is_double(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

/// Numbers and tickets that stand in two lines; the later line is told, with the earlier one's number.
fn doubles(db: &Connection) -> Result<BTreeSet<BadRow>, Fault> {
    let mut found = BTreeSet::new();
    for (column, field) in [
        ("number", Field::Number),
        ("id", Field::Number),
        ("ticket", Field::Ticket),
    ] {
        let sql = format!(
            "SELECT line, first FROM
               (SELECT {column} AS value, min(line) AS first FROM elector
                WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1)
             JOIN elector ON {column} = value WHERE line > first"
        );
        let mut select = db.prepare(&sql)?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            let (line, first) = row?;
            found.insert(BadRow {
                line,
                field,
                reason: Reason::SameAs(first),
            });
        }
    }
    Ok(found)
}
