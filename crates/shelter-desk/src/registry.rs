//! The list of one PC: every fact on the disk, everybody in memory, and the search beside them.

use std::path::Path;

use jiff::civil::Date;
use ledger::{
    ActorId, Bundle, BundleError, DatabaseKey, Entity, Gathered, Identity, Ledger, LedgerError,
    Stats,
};
use rand_core::OsRng;
use shelter::desk::NewFact;
use shelter::list::List;
use shelter::plain::{Actor, DeviceLetters, PersonId, ShelterId};
use shelter::search::{Hit, Index, Seek};
use shelter::state::Shelter;

use crate::clock::Clock;
use crate::projection::{Facts, Kept, draft};
use crate::rows::search_text;

/// 名簿 of one PC. What it has confirmed is on the disk.
pub struct Registry {
    pub(crate) ledger: Ledger<Facts>,
    pub(crate) list: List,
    pub(crate) index: Index,
    pub(crate) clock: Clock,
    today: Date,
}

impl Registry {
    /// Makes a new list in a file that is not there yet.
    pub fn create(
        file: &Path,
        key: &DatabaseKey,
        identity: &Identity,
        today: Date,
    ) -> Result<Self, LedgerError> {
        let ledger = Ledger::create(file, key, identity, Facts, &mut OsRng)?;
        Self::load(ledger, today)
    }

    /// Opens the list.
    pub fn open(file: &Path, key: &DatabaseKey, today: Date) -> Result<Self, LedgerError> {
        Self::load(Ledger::open(file, key, Facts)?, today)
    }

    fn load(ledger: Ledger<Facts>, today: Date) -> Result<Self, LedgerError> {
        let mut registry = Self {
            ledger,
            list: List::default(),
            index: Index::new(),
            clock: Clock::start(&mut OsRng),
            today,
        };
        registry.read_all()?;
        Ok(registry)
    }

    /// List and search anew, as the ledger has them.
    fn read_all(&mut self) -> Result<(), LedgerError> {
        self.list = List::default();
        self.index = Index::new();
        for (entity, kept) in self.ledger.entities()? {
            self.put(entity, kept);
        }
        Ok(())
    }

    /// The shelter of this PC.
    pub fn here(&self) -> ShelterId {
        ShelterId(self.ledger.stream().0)
    }

    /// The shelter's own facts.
    pub fn shelter(&self) -> Option<&Shelter> {
        self.list.shelter(self.here())
    }

    /// Everybody.
    pub fn list(&self) -> &List {
        &self.list
    }

    /// How many records there are.
    pub fn events(&self) -> u64 {
        self.ledger.stats().map_or(0, |stats| stats.events)
    }

    /// Counts of the ledger.
    pub fn stats(&self) -> Result<Stats, LedgerError> {
        self.ledger.stats()
    }

    /// People found while typing, the best first; only those whom the seeker may find.
    pub fn find(&self, typed: &str, seek: &Seek) -> Vec<Hit> {
        self.index.find(typed, seek)
    }

    /// The search beside the list.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The letters with which this PC's numbers begin (受付番号).
    pub fn letters(&self) -> DeviceLetters {
        let id = self.ledger.device().0;
        DeviceLetters::nth(u16::from_be_bytes([id[0], id[1]]))
    }

    /// Writes facts down, all or none: on the disk when this returns.
    pub fn write(&mut self, actor: Actor, facts: &[NewFact]) -> Result<(), LedgerError> {
        // A clock that somebody corrected is written as it stands; when it happened stands beside it.
        let corrected = (crate::clock::behind_ms() != 0).then(crate::clock::moment);
        let drafts = facts
            .iter()
            .map(|new| {
                let occurred = new.occurred.or(corrected);
                draft(new.person, &new.basis, occurred, &new.fact)
            })
            .collect::<Result<Vec<_>, _>>()
            // Only a fact of a newer program cannot be written, and none of these is one.
            .map_err(|_| LedgerError::StateNotKept)?;
        let now = self.clock.now();
        let appended = self
            .ledger
            .append(drafts, ActorId(actor.0), now, &mut OsRng)?;
        for (entity, kept) in appended.changed {
            self.put(entity, kept);
        }
        Ok(())
    }

    /// Takes in a whole bundle; of one that fails halfway, what was taken in until then is here and stays.
    pub fn take_bundle(&mut self, bundle: &mut Bundle) -> Result<Gathered<Kept>, BundleError> {
        let wall_ms = self.clock.now().wall_ms;
        let mut taken = match bundle.import_into(&mut self.ledger, wall_ms) {
            Ok(taken) => taken,
            Err(error) => {
                // Its first parts may be in the ledger, and nothing tells which people they changed.
                self.read_all()?;
                return Err(error);
            }
        };
        for (entity, kept) in std::mem::take(&mut taken.changed) {
            match kept {
                Some(kept) => self.put(entity, kept),
                None => self.remove(entity),
            }
        }
        Ok(taken)
    }

    fn remove(&mut self, entity: Entity) {
        if let Entity::Subject(gone) = entity {
            let person = PersonId(gone.0);
            self.list.remove(person);
            self.index.remove(person);
        }
    }

    fn put(&mut self, entity: Entity, kept: Kept) {
        match (entity, kept) {
            (Entity::Subject(id), Kept::Person(person)) => {
                let id = PersonId(id.0);
                self.index.put(id, &search_text(&person, self.today));
                self.list.put(id, *person);
            }
            (Entity::Stream, Kept::Shelter(shelter)) => {
                self.list.put_shelter(self.here(), *shelter);
            }
            // An entity keeps its kind for ever.
            _ => {}
        }
    }
}
