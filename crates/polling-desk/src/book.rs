//! What happened at the booths, as one PC knows it: every fact on the disk, and the states that follow.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use custody::Clock;
use ledger::{
    ActorId, Bundle, BundleError, DatabaseKey, Entity, Event, Gathered, Identity, Imported, Ledger,
    LedgerError, Settled, Stats, SubjectId,
};
use polling::plain::{Actor, ElectorId};
use polling::status::ElectorState;
use polling_ledger::{BoothState, Facts, Kept, NewFact};
use rand_core::OsRng;
use sync::Status;
use sync::client::Keeper;

/// The ledger (台帳) of an election with the states that follow from it. What it has confirmed is on the disk.
pub struct Book {
    pub(crate) ledger: Ledger<Facts>,
    pub(crate) clock: Clock,
    booths: BTreeMap<[u8; 16], BoothState>,
    /// Electors of whom anything is known, so that lists need not read those of whom nothing is.
    electors: BTreeSet<ElectorId>,
    came_in: bool,
}

impl Book {
    /// Makes a new ledger in a file that is not there yet.
    pub(crate) fn create(
        file: &Path,
        key: &DatabaseKey,
        identity: &Identity,
    ) -> Result<Self, LedgerError> {
        Self::load(Ledger::create(file, key, identity, Facts, &mut OsRng)?)
    }

    /// Opens the ledger.
    pub(crate) fn open(file: &Path, key: &DatabaseKey) -> Result<Self, LedgerError> {
        Self::load(Ledger::open(file, key, Facts)?)
    }

    fn load(ledger: Ledger<Facts>) -> Result<Self, LedgerError> {
        let mut book = Self {
            ledger,
            clock: Clock::start(&mut OsRng),
            booths: BTreeMap::new(),
            electors: BTreeSet::new(),
            came_in: false,
        };
        book.read_all()?;
        Ok(book)
    }

    /// States anew, as the ledger has them.
    fn read_all(&mut self) -> Result<(), LedgerError> {
        self.booths.clear();
        self.electors.clear();
        for (entity, kept) in self.ledger.entities()? {
            self.put(entity, kept);
        }
        Ok(())
    }

    /// The booth's own facts.
    pub fn booth(&self) -> BoothState {
        let here = self.ledger.stream().0;
        self.booths.get(&here).cloned().unwrap_or_default()
    }

    /// Another booth's facts, as far as they came here.
    pub fn booth_of(&self, stream: [u8; 16]) -> Option<&BoothState> {
        self.booths.get(&stream)
    }

    /// What is known of an elector; the empty state where nothing is.
    pub fn state(&self, elector: ElectorId) -> Result<ElectorState, LedgerError> {
        let entity = Entity::Subject(SubjectId(elector.0));
        Ok(match self.ledger.entity(entity)? {
            Some(Kept::Elector(state)) => *state,
            _ => ElectorState::default(),
        })
    }

    /// Electors of whom anything is known, in no order that says when.
    pub fn electors(&self) -> impl Iterator<Item = ElectorId> + '_ {
        self.electors.iter().copied()
    }

    /// All states of electors of whom anything is known.
    pub fn states(&self) -> Result<Vec<(ElectorId, ElectorState)>, LedgerError> {
        let every = self.ledger.entities()?.into_iter();
        Ok(every
            .filter_map(|(entity, kept)| match (entity, kept) {
                (Entity::Subject(id), Kept::Elector(state)) => Some((ElectorId(id.0), *state)),
                _ => None,
            })
            .collect())
    }

    /// Counts of the ledger.
    pub fn stats(&self) -> Result<Stats, LedgerError> {
        self.ledger.stats()
    }

    /// Every event, for lists that are made seldom.
    pub(crate) fn each_event(&self, each: impl FnMut(Event)) -> Result<(), LedgerError> {
        self.ledger.each_event(each)
    }

    /// Writes facts down, all or none: on the disk when this returns. Gives their events.
    pub(crate) fn write(
        &mut self,
        actor: Actor,
        facts: &[NewFact],
    ) -> Result<Vec<Event>, LedgerError> {
        let drafts = facts
            .iter()
            .map(NewFact::draft)
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
        Ok(appended.events)
    }

    /// Takes in a whole bundle; of one that fails halfway, what was taken in until then is here and stays.
    pub(crate) fn take_bundle(
        &mut self,
        bundle: &mut Bundle,
    ) -> Result<Gathered<Kept>, BundleError> {
        let wall_ms = self.clock.now().wall_ms;
        let taken = bundle.import_into(&mut self.ledger, wall_ms);
        // Of one that failed, nothing tells which electors its first parts changed.
        self.read_all()?;
        taken
    }

    /// Whether a hub gave anything since this was asked last.
    pub(crate) fn has_news(&mut self) -> bool {
        std::mem::take(&mut self.came_in)
    }

    fn put(&mut self, entity: Entity, kept: Kept) {
        match (entity, kept) {
            (Entity::Subject(id), Kept::Elector(_)) => {
                self.electors.insert(ElectorId(id.0));
            }
            (Entity::Stream(stream), Kept::Booth(booth)) => {
                self.booths.insert(stream.0, *booth);
            }
            // An entity keeps its kind for ever.
            _ => {}
        }
    }
}

/// As the exchange with a hub needs it.
impl Keeper for Book {
    type Projection = Facts;

    fn ledger(&self) -> &Ledger<Facts> {
        &self.ledger
    }

    fn ledger_mut(&mut self) -> &mut Ledger<Facts> {
        &mut self.ledger
    }

    fn imported(&mut self, imported: Imported<Kept>) {
        self.came_in |= imported.new > 0;
        for (entity, kept) in imported.changed {
            self.put(entity, kept);
        }
    }

    fn settled(&mut self, settled: Settled<Kept>) {
        for (entity, kept) in settled.changed {
            self.put(entity, kept);
        }
    }

    /// Who has voted somewhere counts here at once.
    fn may_wait(&self) -> bool {
        false
    }

    fn status(&self) -> Status {
        Status {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            ..Status::default()
        }
    }
}
