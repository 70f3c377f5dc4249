//! A changed roll beside the one in use: looked at, then applied by an act of people, then confirmed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use polling::elector::{Elector, MarkKind, Person, RollMark};
use polling::plain::ElectorId;

use crate::import::{self, Imported, Target};
use crate::roll::{BEFORE, one};
use crate::store::{self, Fault, Sum};
use crate::{Field, Mapping, Progress, Roll, RollError, RollKey, Step};

mod part;

/// The ending of a roll that is looked at before it is applied.
const NEXT: &str = ".next";
/// Most changes of a kind that are listed one by one; all are counted.
const MOST_LISTED: usize = 10_000;

/// What a new file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The roll as a whole: who is missing is gone from the roll.
    Whole,
    /// Only who was added or changed (補正登録, 異動): who is missing stays as before.
    Part,
}

/// A roll that would take the place of the one in use. Dropped without being applied, it is removed.
///
/// No `Debug`: it lists numbers of people.
pub struct Proposal {
    /// What would change.
    pub difference: Difference,
    /// What was seen of the new file; electors and hash are those of the whole new roll.
    pub imported: Imported,
    draft: PathBuf,
    from: Sum,
    db: Option<Connection>,
}

/// What changes from one roll to the next. No `Debug`: it lists numbers of people.
pub struct Difference {
    /// Who was not on the roll.
    pub added: Changes,
    /// Whose line says something else.
    pub changed: Changes,
    /// Who is not on the new roll.
    pub gone: Changes,
}

/// Changes of one kind.
#[derive(Default)]
pub struct Changes {
    /// How many.
    pub count: u64,
    /// The first ones, at most 10,000.
    pub listed: Vec<Change>,
}

/// One elector whose line changes. No `Debug`: it is a person.
pub struct Change {
    /// Who.
    pub id: ElectorId,
    /// 選挙人番号.
    pub number: String,
    /// What is different; empty for who is added or gone.
    pub fields: Vec<Field>,
}

impl Difference {
    /// Whether the two rolls are the same.
    pub fn is_none(&self) -> bool {
        self.added.count + self.changed.count + self.gone.count == 0
    }
}

impl Proposal {
    /// An elector as the new roll would have it.
    pub fn by_id(&self, id: ElectorId) -> Result<Option<Elector>, RollError> {
        let Some(db) = &self.db else {
            return Ok(None);
        };
        one(db, "id = ?1", [id.0]).map_err(|fault| fault.told(&self.draft))
    }
}

impl Drop for Proposal {
    fn drop(&mut self) {
        if self.db.take().is_some() {
            // It is encrypted, and the next comparison removes what could not be removed here.
            let _ = store::remove(&self.draft);
        }
    }
}

impl Roll {
    /// Lays a new file beside the roll in use, which stays as it is. `id_of` and `told` as for [`Roll::import`].
    pub fn compare(
        &self,
        source: &mut dyn Read,
        mapping: &Mapping,
        scope: Scope,
        id_of: &dyn Fn(&str) -> ElectorId,
        told: &mut dyn FnMut(Progress),
    ) -> Result<Proposal, RollError> {
        let draft = store::beside(&self.file, NEXT);
        let target = Target {
            draft: &draft,
            key: &self.key,
        };
        let imported = match scope {
            Scope::Whole => import::make(&target, source, mapping, id_of, told)?,
            Scope::Part => part::make(self, &target, source, mapping, id_of, told)?,
        };
        told(Progress {
            step: Step::Comparing,
            lines: imported.electors,
            bytes: 0,
        });
        let db = store::open(&draft, &self.key)?;
        let difference = difference(&self.db, &db).map_err(|fault| fault.told(&self.file))?;
        Ok(Proposal {
            difference,
            imported,
            draft,
            from: self.sum,
            db: Some(db),
        })
    }

    /// Takes the new roll in use. The one before is kept until [`Roll::confirm`]; until then [`Roll::go_back`] brings
    /// it back.
    pub fn apply(&mut self, mut proposal: Proposal) -> Result<(), RollError> {
        if proposal.from != self.sum {
            return Err(RollError::ChangedMeanwhile);
        }
        if self.is_unconfirmed() {
            return Err(RollError::Unconfirmed);
        }
        let before = store::beside(&self.file, BEFORE);
        let (file, key) = (self.file.clone(), self.key.clone());
        // Windows gives no other name to a file that is open.
        self.close(&file)?;
        if let Some(db) = proposal.db.take() {
            drop(db);
        }
        let swap = || -> Result<(), RollError> {
            store::unsynced_name(&file, &before)?;
            // A cut here leaves only the roll before, and opening takes that one.
            store::take_name(&proposal.draft, &file).or_else(|error| {
                store::take_name(&before, &file)?;
                Err(error)
            })
        };
        let swapped = swap();
        // Whichever it is now, it is in use again.
        *self = Self::open(&file, &key)?;
        swapped
    }

    /// Whether the last change can still be taken back.
    pub fn is_unconfirmed(&self) -> bool {
        store::beside(&self.file, BEFORE).exists()
    }

    /// Removes the roll before the last change.
    pub fn confirm(&mut self) -> Result<(), RollError> {
        if !self.is_unconfirmed() {
            return Err(RollError::Unconfirmed);
        }
        store::remove(&store::beside(&self.file, BEFORE))
    }

    /// Takes the roll before the last change in use again.
    pub fn go_back(&mut self) -> Result<(), RollError> {
        if !self.is_unconfirmed() {
            return Err(RollError::Unconfirmed);
        }
        let (file, key) = (self.file.clone(), self.key.clone());
        self.close(&file)?;
        let taken = store::take_name(&store::beside(&file, BEFORE), &file);
        *self = Self::open(&file, &key)?;
        taken
    }

    fn close(&mut self, file: &Path) -> Result<(), RollError> {
        let closed = Connection::open_in_memory();
        let empty = closed.map_err(|error| Fault::from(error).told(file))?;
        drop(std::mem::replace(&mut self.db, empty));
        Ok(())
    }
}

/// Both rolls in the order of their ids, as two piles of cards are compared.
fn difference(old: &Connection, new: &Connection) -> Result<Difference, Fault> {
    const IN_ORDER: &str = "SELECT id, digest FROM elector ORDER BY id, digest";
    type Key = ([u8; 16], [u8; 16]);
    let (mut of_old, mut of_new) = (old.prepare(IN_ORDER)?, new.prepare(IN_ORDER)?);
    let key = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Key> { Ok((row.get(0)?, row.get(1)?)) };
    let mut olds = of_old.query_map([], key)?;
    let mut news = of_new.query_map([], key)?;
    let mut difference = Difference {
        added: Changes::default(),
        changed: Changes::default(),
        gone: Changes::default(),
    };
    let (mut one, mut other) = (olds.next().transpose()?, news.next().transpose()?);
    loop {
        let before = match (one, other) {
            (None, None) => return Ok(difference),
            (Some((old_id, _)), Some((new_id, _))) => old_id.cmp(&new_id),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
        };
        match (before, one, other) {
            (std::cmp::Ordering::Less, Some((id, _)), _) => difference.gone.add(id, old, None)?,
            (std::cmp::Ordering::Greater, _, Some((id, _))) => {
                difference.added.add(id, new, None)?;
            }
            (_, Some((id, before)), Some((_, after))) if before != after => {
                difference.changed.add(id, old, Some(new))?;
            }
            _ => {}
        }
        if before.is_le() {
            one = olds.next().transpose()?;
        }
        if before.is_ge() {
            other = news.next().transpose()?;
        }
    }
}

impl Changes {
    fn add(
        &mut self,
        id: [u8; 16],
        here: &Connection,
        there: Option<&Connection>,
    ) -> Result<(), Fault> {
        self.count += 1;
        if self.listed.len() == MOST_LISTED {
            return Ok(());
        }
        let load = |db| one(db, "id = ?1", [id])?.ok_or(Fault::Row);
        let elector = load(here)?;
        let fields = match there {
            Some(there) => changed(&elector, &load(there)?),
            None => vec![],
        };
        self.listed.push(Change {
            id: ElectorId(id),
            number: elector.number,
            fields,
        });
        Ok(())
    }
}

fn changed(old: &Elector, new: &Elector) -> Vec<Field> {
    let people: [&Person; 2] = [&old.person, &new.person];
    let of_person = |differs: fn(&Person, &Person) -> bool| differs(people[0], people[1]);
    let differs = |part: &dyn Fn(&RollMark) -> Option<String>| marks_differ([old, new], part);
    [
        (Field::Number, old.number != new.number),
        (Field::District, old.district != new.district),
        (Field::Page, old.page_line.0 != new.page_line.0),
        (Field::Line, old.page_line.1 != new.page_line.1),
        (Field::Name, of_person(|a, b| a.name != b.name)),
        (Field::Kana, of_person(|a, b| a.kana != b.kana)),
        (
            Field::FormerName,
            of_person(|a, b| a.former_name != b.former_name),
        ),
        (Field::Birth, of_person(|a, b| a.birth != b.birth)),
        (Field::Sex, of_person(|a, b| a.sex != b.sex)),
        (Field::Address, of_person(|a, b| a.address != b.address)),
        (Field::RegisteredOn, old.registered_on != new.registered_on),
        (Field::Mark, kinds(old) != kinds(new)),
        (
            Field::MarkSince,
            differs(&|mark| mark.since.map(|day| day.to_string())),
        ),
        (
            Field::MarkUntil,
            differs(&|mark| mark.until.map(|day| day.to_string())),
        ),
        (
            Field::MarkDetail,
            differs(&|mark| Some(mark.detail.clone()).filter(|text| !text.is_empty())),
        ),
        (Field::StrikeOffOn, old.strike_off_on != new.strike_off_on),
        (Field::Ticket, old.ticket != new.ticket),
        (Field::Ballots, old.ballots != new.ballots),
        (Field::Already, old.already != new.already),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}

fn kinds(elector: &Elector) -> Vec<MarkKind> {
    elector.marks.iter().map(|mark| mark.kind).collect()
}

/// Whether a part of the marks differs. Of the same marks each is compared with its own; where the marks are others, what
/// stands there is compared, so that a day that only goes with another mark is no change of the day.
fn marks_differ(electors: [&Elector; 2], part: &dyn Fn(&RollMark) -> Option<String>) -> bool {
    let [old, new] = electors.map(|elector| elector.marks.iter().map(part));
    if kinds(electors[0]) == kinds(electors[1]) {
        old.ne(new)
    } else {
        old.flatten().ne(new.flatten())
    }
}

/// Copies the roll in use, to be changed.
fn copy(roll: &Roll, draft: &Path, key: &RollKey) -> Result<Connection, RollError> {
    store::remove(draft)?;
    fs::copy(&roll.file, draft).map_err(|error| store::told(draft, &error))?;
    store::open_to_write(draft, key)
}
