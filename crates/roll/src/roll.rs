//! The roll in use.

use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};
use unicode_normalization::UnicodeNormalization;

use polling::elector::Elector;
use polling::plain::{DistrictId, ElectorId};

use crate::import::{self, Imported, Progress, Step, Target};
use crate::store::{self, COLUMNS, Fault, Sum, Towns, elector_of};
use crate::{Mapping, RollError, RollKey};

/// The ending of a roll that is being imported.
const DRAFT: &str = ".part";
/// The ending of the roll before the last change, until that is confirmed.
pub(crate) const BEFORE: &str = ".before";

/// An open roll (選挙人名簿). It is only read; it changes by [`Roll::compare`] and [`Roll::apply`].
///
/// No `Debug`: it holds the key.
pub struct Roll {
    pub(crate) file: PathBuf,
    pub(crate) key: RollKey,
    pub(crate) db: Connection,
    pub(crate) sum: Sum,
    /// The highest line.
    pub(crate) lines: u64,
    pub(crate) towns: Towns,
}

impl Roll {
    /// Imports the first roll of an election into a file that must not be there yet: whole, or nothing is left.
    ///
    /// `id_of` gives each elector's name in events, by the number (選挙人番号) in half width; it must give two
    /// numbers two names. `told` hears the progress on this thread.
    pub fn import(
        source: &mut dyn Read,
        mapping: &Mapping,
        target: &Path,
        key: &RollKey,
        id_of: &dyn Fn(&str) -> ElectorId,
        told: &mut dyn FnMut(Progress),
    ) -> Result<Imported, RollError> {
        if target.exists() || store::beside(target, BEFORE).exists() {
            return Err(RollError::Exists {
                file: target.to_path_buf(),
            });
        }
        let draft = store::beside(target, DRAFT);
        let making = Target { draft: &draft, key };
        let imported = import::make(&making, source, mapping, id_of, told)?;
        told(Progress {
            step: Step::Finishing,
            lines: imported.electors,
            bytes: 0,
        });
        store::take_name(&draft, target)?;
        Ok(imported)
    }

    /// Opens a roll. A change that a power cut interrupted is undone: the roll before it is there again.
    pub fn open(file: &Path, key: &RollKey) -> Result<Self, RollError> {
        let before = store::beside(file, BEFORE);
        if !file.exists() && before.exists() {
            store::take_name(&before, file)?;
        }
        let db = store::open(file, key)?;
        let read = || -> Result<_, Fault> {
            let (sum, lines) = store::count_and_hash(&db)?;
            Ok((sum, lines, store::read_towns(&db)?))
        };
        let (sum, lines, towns) = read().map_err(|fault| fault.told(file))?;
        Ok(Self {
            file: file.to_path_buf(),
            key: key.clone(),
            db,
            sum,
            lines,
            towns,
        })
    }

    /// Hash of the content, with which each acceptance is marked: the same for the same electors under the same names,
    /// however they came in.
    pub fn hash(&self) -> [u8; 8] {
        self.sum.hash()
    }

    /// How many electors.
    pub fn count(&self) -> u64 {
        self.sum.count
    }

    /// The elector of whom events speak.
    pub fn by_id(&self, id: ElectorId) -> Result<Option<Elector>, RollError> {
        self.one("id = ?1", params![id.0])
    }

    /// By 選挙人番号, in any width.
    pub fn by_number(&self, number: &str) -> Result<Option<Elector>, RollError> {
        self.one("number = ?1", [code(number)])
    }

    /// By the bar code of the ticket (入場券), with or without the start and stop letters of NW-7. A ticket proves nothing:
    /// only the status of the elector decides.
    pub fn by_ticket(&self, ticket: &str) -> Result<Option<Elector>, RollError> {
        let ticket = code(ticket);
        let found = self.one("ticket = ?1", [&ticket])?;
        match (found, within_nw7(&ticket)) {
            (None, Some(inner)) => self.one("ticket = ?1", [inner]),
            (found, _) => Ok(found),
        }
    }

    /// Gives every elector of a district, or of all of them, in the order of the paper roll: district, page, line.
    pub fn each_in_order(
        &self,
        district: Option<&DistrictId>,
        each: &mut dyn FnMut(&Elector),
    ) -> Result<(), RollError> {
        let mut read = || -> Result<(), Fault> {
            let sql = format!(
                "SELECT {COLUMNS} FROM elector WHERE ?1 IS NULL OR district = ?1
                 ORDER BY district, page, page_line, number"
            );
            // With a district, SQLite is to see it, so that it reads that part of the index alone.
            let sql = match district {
                Some(_) => sql.replace("?1 IS NULL OR ", ""),
                None => sql,
            };
            let mut select = self.db.prepare_cached(&sql)?;
            let mut rows = select.query([district.map(DistrictId::as_str)])?;
            while let Some(row) = rows.next()? {
                each(&elector_of(row)?);
            }
            Ok(())
        };
        read().map_err(|fault| fault.told(&self.file))
    }

    /// The districts of the roll and how many electors each has.
    pub fn districts(&self) -> Result<Vec<(DistrictId, u64)>, RollError> {
        let read = || -> Result<Vec<(DistrictId, u64)>, Fault> {
            let sql = "SELECT district, count(*) FROM elector GROUP BY district ORDER BY district";
            let mut select = self.db.prepare_cached(sql)?;
            let mut rows = select.query([])?;
            let mut districts = vec![];
            while let Some(row) = rows.next()? {
                let id = DistrictId::new(row.get::<_, String>(0)?).map_err(|_| Fault::Row)?;
                districts.push((id, row.get(1)?));
            }
            Ok(districts)
        };
        read().map_err(|fault| fault.told(&self.file))
    }

    fn one(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Option<Elector>, RollError> {
        one(&self.db, condition, values).map_err(|fault| fault.told(&self.file))
    }
}

pub(crate) fn one(
    db: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Option<Elector>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM elector WHERE {condition}");
    let mut select = db.prepare_cached(&sql)?;
    let found = select.query_row(values, |row| Ok(elector_of(row)));
    found.optional()?.transpose()
}

/// As numbers and tickets are stored.
pub(crate) fn code(typed: &str) -> String {
    typed.trim().nfkc().collect()
}

/// What stands between the start and stop letters A to D of an NW-7 (Codabar) bar code.
fn within_nw7(ticket: &str) -> Option<&str> {
    let letter = |c: char| matches!(c, 'A'..='D' | 'a'..='d');
    let inner = ticket.strip_prefix(letter)?.strip_suffix(letter)?;
    (!inner.is_empty()).then_some(inner)
}
