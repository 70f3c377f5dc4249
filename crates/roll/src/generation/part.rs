//! A copy of the roll in use with the lines of a supplement (補正登録・異動) put in.

use std::collections::HashMap;
use std::io::Read;

use rusqlite::{Connection, OptionalExtension};

use polling::plain::ElectorId;

use super::copy;
use crate::import::{self, BadRow, Imported, ReadLine, Reading, Reason, Target};
use crate::store::{self, Digest, Fault, Row, Sum, Towns};
use crate::{Field, Mapping, Progress, Roll, RollError};

/// Reads a supplement into a draft; nothing is left of it when anything is wrong.
pub(super) fn make(
    roll: &Roll,
    target: &Target<'_>,
    source: &mut dyn Read,
    mapping: &Mapping,
    id_of: &dyn Fn(&str) -> ElectorId,
    told: &mut dyn FnMut(Progress),
) -> Result<Imported, RollError> {
    let made = make_anyhow(roll, target, source, mapping, id_of, told);
    if made.is_err() {
        // What cannot be removed now is removed before the next draft.
        let _ = store::remove(target.draft);
    }
    made
}

fn make_anyhow(
    roll: &Roll,
    target: &Target<'_>,
    source: &mut dyn Read,
    mapping: &Mapping,
    id_of: &dyn Fn(&str) -> ElectorId,
    told: &mut dyn FnMut(Progress),
) -> Result<Imported, RollError> {
    let wrong = |fault: Fault| fault.told(target.draft);
    let db = copy(roll, target.draft, target.key)?;
    let mut draft = Draft {
        db: &db,
        sum: roll.sum,
        lines: roll.lines,
        towns: store::read_towns(&db).map_err(wrong)?,
        first: HashMap::new(),
        put: vec![],
        faults: vec![],
    };
    db.execute_batch("BEGIN")
        .map_err(|error| wrong(error.into()))?;
    let mut reading = Reading::of(source, mapping, id_of, told, &mut |read| {
        draft.put(read).map_err(wrong)
    })?;
    draft.check_tickets().map_err(wrong)?;
    let Draft {
        sum,
        lines,
        towns,
        faults,
        ..
    } = draft;
    reading.faults.extend(faults);
    if !reading.faults.is_empty() {
        reading.faults.sort_unstable();
        return Err(RollError::BadRows {
            faults: reading.faults,
            lines: reading.lines,
        });
    }
    db.execute_batch("COMMIT")
        .map_err(|error| wrong(error.into()))?;
    import::finish(db, target, sum, &towns, lines)?;
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

struct Draft<'d> {
    db: &'d Connection,
    sum: Sum,
    lines: u64,
    towns: Towns,
    /// In which line of the file an elector stood first.
    first: HashMap<ElectorId, u64>,
    /// Line of the file, line of the draft, ticket.
    put: Vec<(u64, u64, String)>,
    faults: Vec<BadRow>,
}

impl Draft<'_> {
    fn put(&mut self, read: ReadLine) -> Result<(), Fault> {
        let line = read.line;
        let id = read.elector.id;
        if let Some(first) = self.first.insert(id, line) {
            self.first.insert(id, first);
            self.fault(line, Field::Number, Reason::SameAs(first));
            return Ok(());
        }
        let sql = "SELECT line, digest FROM elector WHERE id = ?1";
        let before: Option<(u64, [u8; 16])> = self
            .db
            .prepare_cached(sql)?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let place = if let Some((place, digest)) = before {
            self.sum.take(Digest(digest));
            let sql = "DELETE FROM elector WHERE line = ?1";
            self.db.prepare_cached(sql)?.execute([place])?;
            place
        } else {
            self.lines += 1;
            self.lines
        };
        let ticket = read.elector.ticket.clone();
        let row = Row {
            line: place,
            ..import::row_of(read, &mut self.towns)
        };
        self.sum.add(row.digest);
        row.insert(&mut self.db.prepare_cached(Row::INSERT)?)?;
        self.put.extend(ticket.map(|ticket| (line, place, ticket)));
        Ok(())
    }

    /// After all lines, since a ticket may go from one elector to another in one file.
    fn check_tickets(&mut self) -> Result<(), Fault> {
        let sql = "SELECT 1 FROM elector WHERE ticket = ?1 AND line <> ?2";
        let mut other = self.db.prepare(sql)?;
        for (line, place, ticket) in std::mem::take(&mut self.put) {
            if other.exists((ticket, place))? {
                self.fault(line, Field::Ticket, Reason::OfAnother);
            }
        }
        Ok(())
    }

    fn fault(&mut self, line: u64, field: Field, reason: Reason) {
        self.faults.push(BadRow {
            line,
            field,
            reason,
        });
    }
}
