//! The roll on this PC: imported, compared, looked at, and only then in use.

use std::io::Read;
use std::path::PathBuf;

use polling::fact::{Fact, RollLoaded, Supplement};
use polling::plain::DeviceId;
use polling::role::Action;
use roll::{Imported, Mapping, Progress, Proposal, Roll, RollError, RollKey, Scope};
use vault::Tokens;

use super::Working;
use crate::DeskError;
use crate::keys::elector_id;
use polling_ledger::NewFact;

/// Reads a register's file; runs in a thread of its own while the desk goes on.
pub struct RollJob {
    file: PathBuf,
    key: RollKey,
    tokens: Tokens,
    /// A roll is in use already: what is read is compared with it.
    compares: bool,
}

/// A roll that was read and is not in use yet. Dropped, it is gone.
pub enum RollReady {
    /// The first one.
    First(FirstRoll),
    /// One that would take the place of the one in use.
    Next(Box<Proposal>),
}

/// The first roll, before it is in use.
pub struct FirstRoll {
    /// What was seen of it.
    pub imported: Imported,
    file: PathBuf,
    kept: bool,
}

impl Drop for FirstRoll {
    fn drop(&mut self) {
        if !self.kept {
            // It is encrypted, and the next import removes what could not be removed here.
            let _ = std::fs::remove_file(&self.file);
        }
    }
}

impl RollReady {
    /// What was seen of the file.
    pub fn imported(&self) -> &Imported {
        match self {
            Self::First(first) => &first.imported,
            Self::Next(proposal) => &proposal.imported,
        }
    }
}

impl RollJob {
    /// Reads the file: whole, or nothing is left, and the roll in use is as it was.
    pub fn run(
        &self,
        source: &mut dyn Read,
        mapping: &Mapping,
        scope: Scope,
        told: &mut dyn FnMut(Progress),
    ) -> Result<RollReady, RollError> {
        let id_of = |number: &str| elector_id(&self.tokens, number);
        if self.compares {
            let roll = Roll::open(&self.file, &self.key)?;
            let proposal = roll.compare(source, mapping, scope, &id_of, told)?;
            return Ok(RollReady::Next(Box::new(proposal)));
        }
        // One that was imported before and never taken in use.
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(RollError::Io {
                    file: self.file.clone(),
                    problem: error.kind().to_string(),
                });
            }
            _ => {}
        }
        let imported = Roll::import(source, mapping, &self.file, &self.key, &id_of, told)?;
        Ok(RollReady::First(FirstRoll {
            imported,
            file: self.file.clone(),
            kept: false,
        }))
    }
}

impl Working {
    /// What reads a register's file for this desk. Nothing is in use before [`Working::apply_roll`].
    pub fn roll_job(&self) -> Result<RollJob, DeskError> {
        self.allow(Action::LoadRoll)?;
        Ok(RollJob {
            file: self.folder.roll(),
            key: self.roll_key(),
            tokens: self.keys.tokens(),
            compares: self.roll.is_some(),
        })
    }

    /// The roll that was read is in use from now on. `shown` is the hash that somebody looked at.
    pub fn apply_roll(&mut self, ready: RollReady, shown: [u8; 8]) -> Result<(), DeskError> {
        self.allow(Action::LoadRoll)?;
        if ready.imported().hash != shown {
            return Err(DeskError::OtherRoll);
        }
        if self.has_elector() {
            return Err(DeskError::NotNow);
        }
        match ready {
            RollReady::First(first) if self.roll.is_none() => self.take_first(first)?,
            RollReady::Next(proposal) if self.roll.is_some() => self.take_next(*proposal)?,
            _ => return Err(DeskError::NotNow),
        }
        self.begin_flow()?;
        self.recover()
    }

    fn take_first(&mut self, mut first: FirstRoll) -> Result<(), DeskError> {
        let roll = Roll::open(&self.folder.roll(), &self.roll_key())?;
        let loaded = Fact::RollLoaded(RollLoaded {
            roll: roll.hash(),
            electors: roll.count(),
        });
        self.write(&[NewFact::of_booth(loaded)])?;
        first.kept = true;
        self.roll = Some(roll);
        Ok(())
    }

    /// The fact is written between the change and its confirmation: a cut at any moment leaves roll and fact agreeing,
    /// or a roll that can go back.
    fn take_next(&mut self, proposal: Proposal) -> Result<(), DeskError> {
        let Some(roll) = &mut self.roll else {
            return Err(DeskError::NoRoll);
        };
        let difference = &proposal.difference;
        let supplement = Supplement {
            from: roll.hash(),
            to: proposal.imported.hash,
            added: difference.added.count,
            changed: difference.changed.count,
            gone: difference.gone.count,
        };
        roll.apply(proposal)?;
        let written = self.write(&[NewFact::of_booth(Fact::Supplement(supplement))]);
        let Some(roll) = &mut self.roll else {
            return Err(DeskError::NoRoll);
        };
        if written.is_err() {
            roll.go_back()?;
            return written;
        }
        Ok(roll.confirm()?)
    }

    /// Opens the roll that this PC's facts say is in use.
    pub(super) fn open_roll(&mut self) -> Result<(), DeskError> {
        let device = DeviceId(self.book.ledger.device().0);
        let Some(in_use) = self.book.booth().roll(device).map(|roll| roll.hash) else {
            return Ok(());
        };
        let mut roll = Roll::open(&self.folder.roll(), &self.roll_key())?;
        // A change that a power cut interrupted: the fact tells which of the two is in use.
        if roll.is_unconfirmed() {
            if roll.hash() == in_use {
                roll.confirm()?;
            } else {
                roll.go_back()?;
            }
        }
        if roll.hash() != in_use {
            return Err(DeskError::OtherRoll);
        }
        self.roll = Some(roll);
        Ok(())
    }
}
