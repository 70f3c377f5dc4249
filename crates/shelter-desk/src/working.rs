//! An open list and whoever works with it.

mod around;
mod arriving;
mod copies;
mod exports;
mod hub;
mod inquiring;
mod joining;
mod keeping;
mod moving;
mod neighbours;
mod papers;
mod pre_registered;
mod searching;
mod serving;
mod telling;

use std::path::PathBuf;
use std::time::Duration;

use advice::Bilingual;
use custody::Keys;
use jiff::civil::Date;
use ledger::{Identity, LedgerError, RESERVE_BYTES, Reserve, StreamId};
use rand_core::OsRng;
use shelter::desk::{Desk, NewFact, Refusal};
use shelter::exchange::Told;
use shelter::fact::Fact;
use shelter::plain::{Actor, Moment, PersonId, ShelterStatus};
use shelter::role::Role;
use vault::{Kept, Key, Tokens};

pub use arriving::{Held, ReadCode};
pub use copies::TakenIn;
pub use exports::Export;
pub use inquiring::Inquirer;
pub use keeping::{Audited, Handed};
pub use papers::Paper;
pub use serving::{Offer, RuleFields};

use crate::desk::Opening;
use crate::{Arrival, DeskError, Folder, Registry};

/// Nobody touched the desk for so long: it locks itself.
const LOCKS_AFTER: Duration = Duration::from_mins(10);
/// Who works at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// Pseudonym in the headers.
    pub actor: Actor,
    /// What he may do.
    pub role: Role,
    /// As the badge says.
    pub label: String,
}

/// A list that is open, and what goes on at its desk.
pub struct Working {
    pub(crate) folder: Folder,
    pub(crate) registry: Registry,
    pub(crate) keys: Keys,
    pub(crate) tokens: Tokens,
    pub(crate) operator: Option<Operator>,
    touched: Duration,
    pub(crate) arrival: Arrival,
    pub(crate) person: Option<PersonId>,
    pub(crate) offer: Option<String>,
    pub(crate) served_now: Vec<PersonId>,
    pub(crate) warnings: Vec<Bilingual>,
    pub(crate) bind_next: Option<PersonId>,
    pub(crate) serving_page: bool,
    pub(crate) files: Vec<PathBuf>,
    pub(crate) last_copy: Option<Moment>,
    /// The answer to an inquiry (安否照会), while it is being said.
    told: Option<Told>,
    search: Option<searching::Search>,
    wrong_badges: u32,
    /// Given up when the disk is full, so that people at the desk can finish.
    reserve: Option<Reserve>,
    clock_set: bool,
}

impl Working {
    pub(crate) fn create(
        folder: Folder,
        opening: &Opening,
        stream: StreamId,
        [name, place, capacity]: [&str; 3],
        today: Date,
    ) -> Result<Self, DeskError> {
        let keys = Keys::of(&opening.package.opened);
        let capacity = number(capacity)?;
        // Checked before the first file is made.
        let fact = opened(name, place, capacity)?;
        Registry::make_folder(&folder)?;
        opening.lay_down(&folder.package())?;
        crate::clock::keep(&folder.clock()).map_err(DeskError::file(&folder.clock()))?;
        let key = custody::make(&folder.key_file(), &keys, &opening.code, "開設したコード")?;
        let identity = Identity {
            realm: keys.realm(folder.is_training()),
            stream,
            device_name: name.trim().to_owned(),
        };
        let beside = Kept::beside(&folder.ledger());
        opening.package.save(&beside, &key, &mut OsRng)?;
        let key = custody::of_ledger(&key);
        let registry = Registry::create(&folder.ledger(), &key, &identity, today)?;
        let mut working = Self::with(folder, registry, keys);
        let by = opening.package.opened.by.clone();
        let operator = working.keeper(&by);
        working.operator = Some(operator);
        working.write(&[fact])?;
        let activated = working.desk(Role::Keeper).activated();
        working.write(&[activated])?;
        Ok(working)
    }

    pub(crate) fn open(folder: Folder, key: &Key, today: Date) -> Result<Self, DeskError> {
        let keys = crate::keys::kept(&folder, key)?;
        let key = custody::of_ledger(key);
        let registry = Registry::open(&folder.ledger(), &key, today)?;
        Ok(Self::with(folder, registry, keys))
    }

    fn with(folder: Folder, registry: Registry, keys: Keys) -> Self {
        // Without room for it the desk works all the same, until the disk is full.
        let reserve = Reserve::keep(folder.reserve(), RESERVE_BYTES).ok();
        Self {
            tokens: keys.tokens(),
            folder,
            registry,
            keys,
            operator: None,
            touched: Duration::ZERO,
            arrival: Arrival::Waiting,
            person: None,
            offer: None,
            served_now: Vec::new(),
            warnings: Vec::new(),
            bind_next: None,
            serving_page: false,
            files: Vec::new(),
            last_copy: None,
            told: None,
            search: None,
            wrong_badges: 0,
            reserve,
            clock_set: false,
        }
    }

    /// Everybody and everything that is written down.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Where the files lie.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Whether this is training.
    pub fn is_training(&self) -> bool {
        self.folder.is_training()
    }

    /// Who works here; none while the desk is locked.
    pub fn operator(&self) -> Option<&Operator> {
        self.operator.as_ref()
    }

    /// What goes on at the desk.
    pub fn arrival(&self) -> &Arrival {
        &self.arrival
    }

    /// Files written since the start.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Whose page is open.
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// The city's key under which cards are recognised, for the card reader.
    pub fn tap_key(&self) -> &Key {
        &self.keys.secrets.tokens
    }

    /// Whether the shelter is closed.
    pub fn is_closed(&self) -> bool {
        self.registry
            .shelter()
            .is_some_and(|shelter| shelter.status() == ShelterStatus::Closed)
    }

    /// Whether cards are recognised without a PIN.
    pub fn taps(&self) -> bool {
        !self.folder.taps_off().exists()
    }

    /// Switches that on or off; remembered on this PC.
    pub fn set_taps(&mut self, on: bool) -> Result<(), DeskError> {
        self.require(Role::Keeper)?;
        let mark = self.folder.taps_off();
        let done = if on {
            std::fs::remove_file(&mark)
        } else {
            std::fs::write(&mark, "")
        };
        match done {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(DeskError::file(&mark)(error))
            }
            _ => Ok(()),
        }
    }

    /// The desk as its rules see it now.
    pub(crate) fn desk(&self, role: Role) -> Desk<'_> {
        self.desk_at(role, None)
    }

    pub(crate) fn desk_at(&self, role: Role, occurred: Option<Moment>) -> Desk<'_> {
        Desk {
            list: self.registry.list(),
            shelter: self.registry.here(),
            role,
            now: crate::clock::moment(),
            occurred,
        }
    }

    /// The role of who works here.
    pub(crate) fn role(&self) -> Result<Role, DeskError> {
        let operator = self.operator.as_ref().ok_or(DeskError::Locked)?;
        Ok(operator.role)
    }

    pub(crate) fn require(&self, role: Role) -> Result<(), DeskError> {
        if self.role()? == role {
            Ok(())
        } else {
            Err(Refusal::NotAllowed.into())
        }
    }

    /// Writes facts down: on the disk when this returns.
    pub(crate) fn write(&mut self, facts: &[NewFact]) -> Result<(), DeskError> {
        let actor = self
            .operator
            .as_ref()
            .map_or(Actor([0; 8]), |one| one.actor);
        let written = self.registry.write(actor, facts);
        if let Err(error) = &written {
            self.make_room(error);
        }
        Ok(written?)
    }

    /// Gives the reserve up when the disk is full: nothing was written, and the next try has room.
    pub(crate) fn make_room(&self, error: &LedgerError) {
        if let (LedgerError::DiskFull { .. }, Some(reserve)) = (error, &self.reserve) {
            let _ = reserve.give_up();
        }
    }

    /// Whether the PC's clock was set since the start, or the PC slept.
    pub fn clock_was_set(&self) -> bool {
        self.clock_set
    }

    /// Somebody looked at the clock.
    pub(crate) fn clock_was_looked_at(&mut self) {
        self.clock_set = false;
    }

    fn keeper(&self, by: &str) -> Operator {
        let token = self.tokens.other("keeper", &[by.as_bytes()]);
        Operator {
            actor: actor_of(token),
            role: Role::Keeper,
            label: by.to_owned(),
        }
    }

    /// Somebody typed the city's or a keeper's code.
    pub(crate) fn keeper_came(&mut self, by: &str) -> Result<(), DeskError> {
        self.operator = Some(self.keeper(by));
        self.logged_in()
    }

    fn logged_in(&mut self) -> Result<(), DeskError> {
        let desk = self.desk(self.role()?);
        let facts = vec![desk.unlocked(self.wrong_badges), desk.activated()];
        self.wrong_badges = 0;
        self.write(&facts)
    }

    /// A badge was scanned: its holder works here from now on.
    pub(crate) fn badge(&mut self, badge: &vault::Badge) -> Result<(), DeskError> {
        let actor = actor_of(self.tokens.badge(badge));
        let shelter = self.registry.shelter().ok_or(DeskError::UnknownBadge)?;
        let now = crate::clock::moment();
        let issued = shelter.badge(actor);
        let (Some(role), Some(issued)) = (shelter.role_of(actor, now), issued) else {
            self.wrong_badges += 1;
            return Err(DeskError::UnknownBadge);
        };
        let label = issued.name.as_str().to_owned();
        // What was searched before was another's search.
        self.settle_search()?;
        self.search = None;
        self.operator = Some(Operator { actor, role, label });
        self.free();
        self.logged_in()
    }

    /// The desk is left.
    pub fn lock(&mut self) {
        // Whose search it was is said by who is logged in; a full disk does not keep a desk open.
        let _ = self.settle_search();
        self.search = None;
        self.operator = None;
        self.free();
    }

    /// Whatever was going on is over.
    pub(crate) fn free(&mut self) {
        self.arrival = Arrival::Waiting;
        self.person = None;
        self.bind_next = None;
        self.told = None;
        self.served_now.clear();
        self.warnings.clear();
    }

    /// Somebody is there.
    pub fn touch(&mut self, uptime: Duration) {
        self.touched = uptime;
    }

    pub(crate) fn tick(&mut self, uptime: Duration) -> bool {
        self.clock_set |= self.registry.clock.jump().is_some();
        self.settle_resting_search(uptime);
        let idle = uptime.saturating_sub(self.touched) >= LOCKS_AFTER;
        if idle && self.operator.is_some() {
            self.lock();
            return true;
        }
        false
    }
}

/// The first eight bytes of a token stand for a person in the headers.
fn actor_of(token: vault::Token) -> Actor {
    let mut actor = [0; 8];
    actor.copy_from_slice(&token[..8]);
    Actor(actor)
}

/// The three fields, checked by the desk's own rules before there is a list.
fn opened(name: &str, place: &str, capacity: u32) -> Result<NewFact, DeskError> {
    let nobody = shelter::list::List::default();
    let desk = Desk {
        list: &nobody,
        shelter: shelter::plain::ShelterId([0; 16]),
        role: Role::Keeper,
        now: crate::clock::moment(),
        occurred: None,
    };
    let fact = desk.open(name, place, capacity)?;
    debug_assert!(matches!(fact.fact, Fact::Opened(_)));
    Ok(fact)
}

/// Digits, of any width.
pub(crate) fn number(typed: &str) -> Result<u32, DeskError> {
    let plain = paper::digits(typed);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    digits.parse().map_err(|_| DeskError::NotANumber)
}
