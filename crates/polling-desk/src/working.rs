//! An election in use and whoever works with it.

mod accepting;
mod copies;
mod driving;
mod ending;
mod figures;
mod finding;
mod frozen;
mod hub;
mod keeping;
mod leaving;
mod officer;
#[cfg(feature = "papers")]
mod paper_roll;
mod people;
mod rolling;
mod setting;
mod shown;
mod voice;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use ledger::{LedgerError, Reserve};
use polling::booth::Flow;
use polling::claim::{Call, VoiceKey};
use polling::counts::{Counts, Pace};
use polling::election::Election;
use polling::elector::Elector;
use polling::fact::Means;
use polling::frozen::FrozenLine;
use polling::plain::{Actor, BoothId, ElectorId, Mark, Moment};
use roll::{Candidate, Roll};
use vault::{Key, Tokens};

pub use accepting::{PaperEntry, SlipToPrint};
pub use copies::TakenIn;
pub use ending::{Farewell, Handover};
pub use finding::BallotToday;
pub use frozen::EARLY_VOTERS;
pub use leaving::Left;
pub use officer::{HeldElector, Incident, Look};
#[cfg(feature = "papers")]
pub use paper_roll::PaperRoll;
pub use people::Operator;
pub use rolling::{FirstRoll, RollJob, RollReady};
pub use voice::CallingBooth;

use crate::asking::Line;
use crate::keys::Keys;
use crate::{Book, DeskError, Folder};
use polling_ledger::NewFact;

/// An election that is in use on this PC, and what goes on at its desk.
pub struct Working {
    pub(crate) folder: Folder,
    pub(crate) keys: Keys,
    pub(crate) tokens: Tokens,
    /// Of the ledger; those of roll and claims are made from it.
    key: Key,
    election: Election,
    election_hash: [u8; 8],
    pub(crate) booth: BoothId,
    today: Date,
    pub(crate) book: Book,
    roll: Option<Roll>,
    line: Line,
    authority: Option<ed25519_dalek::VerifyingKey>,
    claims_rebuilt: bool,
    voice: VoiceKey,
    flow: Flow,
    /// Outage rule 3: the call that is being answered for the elector at the desk.
    call: Option<Call>,
    /// The machine was made anew: it does not know whether a signing-on (outage rule 2) was on its way.
    signing_lost: bool,
    candidates: Vec<Candidate>,
    /// Whose page is open, as the roll has it.
    at_desk: Option<Elector>,
    /// Who voted early, as the frozen list says; on election day.
    early: BTreeMap<ElectorId, FrozenLine>,
    /// Made when somebody asks, then kept up.
    counts: Option<Counts>,
    pace: Pace,
    /// When what is typed from paper happened.
    entering: Option<Moment>,
    slips: Vec<SlipToPrint>,
    /// How who was found last was found.
    means: Means,
    pub(crate) operator: Option<Operator>,
    last_actor: Actor,
    touched: Duration,
    files: Vec<PathBuf>,
    last_copy: Option<Moment>,
    /// Given up when the disk is full, so that the elector at the desk can be finished with.
    reserve: Option<Reserve>,
    clock_set: bool,
    /// Counts up with every fact, so that the marked roll is made anew only when something changed.
    changes: u64,
}

impl Working {
    /// Where the files lie.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Whether this is training (訓練).
    pub fn is_training(&self) -> bool {
        self.folder.is_training()
    }

    /// The election in use.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// Hash of its file.
    pub fn election_hash(&self) -> [u8; 8] {
        self.election_hash
    }

    /// The booth of this PC.
    pub fn booth(&self) -> &BoothId {
        &self.booth
    }

    /// The day that the desk works on, by the calendar of Japan.
    pub fn today(&self) -> Date {
        self.today
    }

    /// What happened, with the states that follow.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The roll in use.
    pub fn roll(&self) -> Option<&Roll> {
        self.roll.as_ref()
    }

    /// Files written since the start.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Moment of the last backup or stick.
    pub fn last_copy(&self) -> Option<Moment> {
        self.last_copy
    }

    /// Whether the PC's clock was set since the start, or the PC slept.
    pub fn clock_was_set(&self) -> bool {
        self.clock_set
    }

    /// Whether the claims on this PC were gone or damaged at the start, and were made anew from the ledger: to be told
    /// to the board.
    pub fn claims_were_rebuilt(&self) -> bool {
        self.claims_rebuilt
    }

    /// Counts up with every fact: what was made from the facts is stale when it is another number.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Milliseconds of a clock that nobody sets.
    fn now(&self) -> u64 {
        self.book.clock.now().mono_ms
    }

    pub(crate) fn roll_hash(&self) -> Result<[u8; 8], DeskError> {
        Ok(self.roll.as_ref().ok_or(DeskError::NoRoll)?.hash())
    }

    fn in_use(&self) -> Result<&Roll, DeskError> {
        self.roll.as_ref().ok_or(DeskError::NoRoll)
    }

    /// Writes facts down: on the disk when this returns. Gives their marks.
    pub(crate) fn write_marked(&mut self, facts: &[NewFact]) -> Result<Vec<Mark>, DeskError> {
        if let Some(operator) = &self.operator {
            self.last_actor = operator.actor;
        }
        let written = self.book.write(self.last_actor, facts);
        if let Err(error) = &written {
            self.make_room(error);
        }
        let events = written?;
        self.changes += 1;
        self.count_on(&events);
        Ok(events.iter().map(|event| Mark(event.hash8().0)).collect())
    }

    pub(crate) fn write(&mut self, facts: &[NewFact]) -> Result<(), DeskError> {
        self.write_marked(facts).map(drop)
    }

    /// Gives the reserve up when the disk is full: nothing was written, and the next try has room.
    pub(crate) fn make_room(&self, error: &LedgerError) {
        if let (LedgerError::DiskFull { .. }, Some(reserve)) = (error, &self.reserve) {
            let _ = reserve.give_up();
        }
    }

    /// An elector of the roll, for pages and papers.
    pub fn elector(&self, elector: ElectorId) -> Result<Elector, DeskError> {
        let line = frozen::line(self.in_use()?, &self.early, elector)?;
        line.ok_or(DeskError::NotOnRoll)
    }
}

/// The first eight bytes of a token stand for a person in the headers.
pub(crate) fn actor_of(token: vault::Token) -> Actor {
    let mut actor = [0; 8];
    actor.copy_from_slice(&token[..8]);
    Actor(actor)
}

/// Writes a file whole or not at all; it is on the disk when this returns.
fn put(file: &Path, bytes: &[u8]) -> Result<(), DeskError> {
    let write = || -> std::io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut draft = tempfile::NamedTempFile::new_in(folder)?;
        draft.write_all(bytes)?;
        draft.as_file().sync_all()?;
        draft.persist(file)?;
        if cfg!(unix) {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    write().map_err(DeskError::file(file))
}

/// Japan has one time, and no summer time.
fn japan() -> TimeZone {
    TimeZone::fixed(Offset::constant(9))
}

fn local(moment: Moment) -> Option<jiff::civil::DateTime> {
    let at = jiff::Timestamp::from_millisecond(moment.0).ok()?;
    Some(at.to_zoned(japan()).datetime())
}

/// `20261121-093015`, for names of files.
fn stamp(moment: Moment) -> String {
    local(moment).map_or(String::new(), |at| at.strftime("%Y%m%d-%H%M%S").to_string())
}

/// `2026-11-21T09:30`.
fn minute(moment: Moment) -> String {
    local(moment).map_or(String::new(), |at| {
        at.strftime("%Y-%m-%dT%H:%M").to_string()
    })
}
