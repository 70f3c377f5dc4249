//! Who voted early, fixed and signed after the period, and taken in for election day.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use advice::Advise;
use ed25519_dalek::SigningKey;
use polling::elector::Elector;
use polling::eligibility::Place;
use polling::fact::Fact;
use polling::frozen::{FrozenLine, FrozenList};
use polling::plain::ElectorId;
use polling::role::Action;
use roll::{Roll, RollError};

use super::Working;
use super::leaving::Outgoing;
use crate::DeskError;
use polling_ledger::NewFact;

/// Ending of the name of the frozen list of early voters (期日前投票者).
pub const EARLY_VOTERS: &str = "kazashi-early-voters";

impl Working {
    fn freezing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&crate::keys::freezing(&self.keys))
    }

    /// Who voted early, at all booths that are known here, by district in the order of the printed roll.
    pub fn early_voters(&self) -> Result<FrozenList, DeskError> {
        let roll = self.in_use()?;
        let mut lines = Vec::new();
        for (elector, state) in self.book.states()? {
            if let Some(line) = roll.by_id(elector)? {
                let early = FrozenLine::of(&line, &state, &self.election);
                lines.extend(early.map(|early| (line.district.clone(), early)));
            }
        }
        Ok(FrozenList::new(self.election_hash, lines))
    }

    /// The period is over: the list is fixed, signed and written into that folder, for the polling stations.
    ///
    /// Nobody is accepted early at this booth any more.
    pub fn freeze(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.allow(Action::Freeze)?;
        // An exercise comes to its end on one day.
        let over = |last| self.is_training() || self.today > last;
        let booth = self.booth_state();
        let every = self.election.ballots.iter();
        if booth.is_open(self.today)
            || self.has_elector()
            || !every.map(|ballot| ballot.early_to).all(over)
        {
            return Err(DeskError::NotNow);
        }
        let list = self.early_voters()?;
        let told = |error: polling::frozen::FrozenError| DeskError::Other(error.advice());
        let sealed = list.seal(&self.freezing_key()).map_err(told)?;
        let frozen = list.fact().map_err(told)?;
        if booth.frozen().is_none_or(|before| *before != frozen) {
            self.write(&[NewFact::of_booth(Fact::Frozen(frozen))])?;
        }
        self.copy_leaves(Outgoing::Frozen, list.electors() as u64)?;
        let file = folder.join(self.name_of_copy(EARLY_VOTERS));
        super::put(&file, &sealed)?;
        self.files.push(file.clone());
        Ok(file)
    }

    /// The signed list of the early voters is in use from now on: on election day nobody of it gets those ballots.
    pub fn take_early_voters(&mut self, file: &Path) -> Result<usize, DeskError> {
        self.allow(Action::Exchange)?;
        let bytes = std::fs::read(file).map_err(DeskError::file(file))?;
        let list = self.opened(&bytes)?;
        super::put(&self.folder.early_voters(), &bytes)?;
        self.use_early_voters(&list);
        Ok(list.electors())
    }

    fn opened(&self, bytes: &[u8]) -> Result<FrozenList, DeskError> {
        let key = self.freezing_key().verifying_key();
        FrozenList::open(bytes, &key, self.election_hash)
            .map_err(|error| DeskError::Other(error.advice()))
    }

    /// The list that was taken in before the last start.
    pub(super) fn open_early_voters(&mut self) -> Result<(), DeskError> {
        let file = self.folder.early_voters();
        if file.exists() {
            let bytes = std::fs::read(&file).map_err(DeskError::file(&file))?;
            let list = self.opened(&bytes)?;
            self.use_early_voters(&list);
        }
        Ok(())
    }

    fn use_early_voters(&mut self, list: &FrozenList) {
        let lines = list
            .districts()
            .flat_map(|district| list.district(district));
        self.early = lines.map(|line| (line.elector, line.clone())).collect();
        self.changes += 1;
    }

    /// On election day a desk without the list does not know who has voted early.
    pub fn knows_early_voters(&self) -> bool {
        self.visit().place == Place::Early || self.folder.early_voters().exists()
    }
}

/// A line of the roll, with what the frozen list says of it.
pub(super) fn line(
    roll: &Roll,
    early: &BTreeMap<ElectorId, FrozenLine>,
    elector: ElectorId,
) -> Result<Option<Elector>, RollError> {
    let mut line = roll.by_id(elector)?;
    if let (Some(line), Some(early)) = (&mut line, early.get(&elector)) {
        early.mark(line);
    }
    Ok(line)
}
