//! The list of one PC: every fact on the disk, everybody in memory, and the search beside them.
//!
//! It holds this shelter, and what sticks have brought of the others of the disaster.

use std::path::Path;

use custody::Clock;
use jiff::civil::Date;
use ledger::{
    ActorId, Bundle, BundleError, DatabaseKey, Entity, Gathered, Identity, Imported, Ledger,
    LedgerError, Settled, Stats,
};
use rand_core::OsRng;
use shelter::desk::NewFact;
use shelter::list::List;
use shelter::plain::{Actor, DeviceLetters, PersonId, ShelterId};
use shelter::search::{Hit, Index, Seek, Standing, Visibility};
use shelter::state::Shelter;
use shelter_ledger::{Facts, Kept, draft};
use sync::Status;
use sync::client::Keeper;

use crate::rows::search_text;

/// 名簿 of one PC. What it has confirmed is on the disk.
pub struct Registry {
    pub(crate) ledger: Ledger<Facts>,
    pub(crate) list: List,
    pub(crate) index: Index,
    pub(crate) clock: Clock,
    today: Date,
    came_in: bool,
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
            came_in: false,
        };
        registry.read_all()?;
        Ok(registry)
    }

    /// List and search anew, as the ledger has them.
    fn read_all(&mut self) -> Result<(), LedgerError> {
        self.list = List::default();
        self.index = Index::new();
        for (entity, kept) in self.ledger.entities()? {
            self.put_into_list(entity, kept);
        }
        // Only now are all links there, which say who is protected and who is elsewhere.
        let everybody: Vec<PersonId> = self.list.persons().map(|(id, _)| id).collect();
        for person in everybody {
            self.put_into_index(person);
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

    /// Everybody, of this shelter and of those whose records were taken in.
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

    /// Whether a hub gave anything since this was asked last.
    pub fn has_news(&mut self) -> bool {
        std::mem::take(&mut self.came_in)
    }

    fn take_states(&mut self, changed: Vec<(Entity, Kept)>, gone: Vec<Entity>) {
        self.came_in |= !changed.is_empty() || !gone.is_empty();
        for (entity, kept) in changed {
            self.put(entity, kept);
        }
        for entity in gone {
            self.remove(entity);
        }
    }

    fn remove(&mut self, entity: Entity) {
        if let Entity::Subject(gone) = entity {
            let person = PersonId(gone.0);
            let mut linked = self.list.linked(person);
            linked.remove(&person);
            self.list.remove(person);
            self.index.remove(person);
            for other in linked {
                self.put_into_index(other);
            }
        }
    }

    fn put(&mut self, entity: Entity, kept: Kept) {
        let Entity::Subject(id) = entity else {
            return self.put_into_list(entity, kept);
        };
        let id = PersonId(id.0);
        // Those of a link that is undone are told anew too.
        let mut linked = self.list.linked(id);
        self.put_into_list(entity, kept);
        linked.extend(self.list.linked(id));
        for person in linked {
            self.put_into_index(person);
        }
    }

    /// By what is known of a person at all shelters, as this one sees it.
    fn put_into_index(&mut self, id: PersonId) {
        let Some(person) = self.list.person(id) else {
            return;
        };
        let kind = self.list.presence_kind(id, self.here());
        let is_here = kind.is_some_and(|kind| !kind.is_gone());
        let mut text = search_text(person, self.today);
        text.standing = if is_here {
            Standing::Present
        } else {
            Standing::Gone
        };
        text.visibility = match (self.list.is_protected(id), is_here) {
            (false, _) => Visibility::Open,
            (true, true) => Visibility::ProtectedHere,
            (true, false) => Visibility::ProtectedElsewhere,
        };
        self.index.put(id, &text);
    }

    fn put_into_list(&mut self, entity: Entity, kept: Kept) {
        match (entity, kept) {
            (Entity::Subject(id), Kept::Person(person)) => {
                self.list.put(PersonId(id.0), *person);
            }
            (Entity::Stream(stream), Kept::Shelter(shelter)) => {
                self.list.put_shelter(ShelterId(stream.0), *shelter);
            }
            // An entity keeps its kind for ever.
            _ => {}
        }
    }
}

/// As the exchange with a hub needs it: what comes in is in the list and the search at once.
impl Keeper for Registry {
    type Projection = Facts;

    fn ledger(&self) -> &Ledger<Facts> {
        &self.ledger
    }

    fn ledger_mut(&mut self) -> &mut Ledger<Facts> {
        &mut self.ledger
    }

    fn imported(&mut self, imported: Imported<Kept>) {
        self.came_in |= imported.new > 0;
        self.take_states(imported.changed, imported.gone);
    }

    fn settled(&mut self, settled: Settled<Kept>) {
        self.take_states(settled.changed, settled.gone);
    }

    fn status(&self) -> Status {
        let counts = self.list.counts(self.here());
        let told = [
            ("people", counts.staying()),
            ("outside", counts.outside()),
            ("households", counts.households),
        ];
        let counts = told.map(|(name, count)| (name.to_owned(), u64::from(count)));
        Status {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            counts: counts.into(),
            ..Status::default()
        }
    }
}
