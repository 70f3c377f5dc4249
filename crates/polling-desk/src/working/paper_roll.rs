//! The marked roll (印付きの選挙人名簿抄本) of this desk, current to the minute, on disk and stick.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use polling::election::Election;
use polling::eligibility::{Case, Visit};
use polling::frozen::FrozenLine;
use polling::papers::{
    BallotBox, Heading, MarkedLine, MarkedRoll, MarkedRollError, MarkedRollReport, RollPart,
    Unreadable,
};
use polling::plain::{DistrictId, ElectorId};
use polling::status::ElectorState;
use roll::{Roll, RollError, RollKey};

use super::Working;
use crate::DeskError;

/// What the desk knew at one moment, to be put on paper in a thread of its own. No `Debug`: it says who voted.
pub struct PaperRoll {
    election: Election,
    visit: Visit,
    states: BTreeMap<ElectorId, ElectorState>,
    early: BTreeMap<ElectorId, FrozenLine>,
    roll: (PathBuf, RollKey),
    as_of: DateTime,
    changes: u64,
}

impl Working {
    /// A keeper of the marked roll in one folder; for the disk and for a stick have one each.
    pub fn marked_roll(&self, fonts: paper::Fonts) -> MarkedRoll {
        let heading = Heading {
            election: &self.election,
            training: self.is_training(),
        };
        let own = self.election.booths.iter().find(|one| one.id == self.booth);
        MarkedRoll::new(heading, own.map_or("", |booth| &booth.name), fonts)
    }

    /// What is to be printed now; taken each minute when [`Working::changes`] is another number.
    pub fn paper_roll(&self) -> Result<PaperRoll, DeskError> {
        self.in_use()?;
        Ok(PaperRoll {
            election: self.election.clone(),
            visit: self.visit(),
            states: self.book.states()?.into_iter().collect(),
            early: self.early.clone(),
            roll: (self.folder.roll(), self.roll_key()),
            as_of: super::local(crate::clock::moment()).unwrap_or_default(),
            changes: self.changes,
        })
    }
}

impl PaperRoll {
    /// [`Working::changes`] when it was taken.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Brings a folder up to this moment: only districts in which something changed are made anew.
    pub fn write(
        &self,
        marked: &mut MarkedRoll,
        folder: &Path,
    ) -> Result<MarkedRollReport, MarkedRollError> {
        let unreadable = |district: &DistrictId| MarkedRollError::Unreadable(district.clone());
        let any = self.election.districts.first().map(|district| &district.id);
        let failed = |_: RollError| any.map_or(MarkedRollError::NoRoom, unreadable);
        let (file, key) = &self.roll;
        let roll = Roll::open(file, key).map_err(failed)?;
        let versions = self.versions(&roll).map_err(failed)?;
        let districts = roll.districts().map_err(failed)?;
        let parts = districts.into_iter().map(|(district, _)| RollPart {
            version: versions.get(&district).copied().unwrap_or_default() ^ of_roll(&roll),
            roll: of_roll(&roll),
            lines: self.lines(&roll, district.clone()),
            district,
        });
        marked.write(folder, parts, self.as_of)
    }

    /// A number for each district that is another one whenever something is known of another elector of it.
    fn versions(&self, roll: &Roll) -> Result<BTreeMap<DistrictId, u64>, RollError> {
        let mut versions: BTreeMap<DistrictId, u64> = BTreeMap::new();
        let known = self.states.keys().chain(self.early.keys());
        for elector in known {
            let Some(line) = roll.by_id(*elector)? else {
                continue;
            };
            let mut hash = DefaultHasher::new();
            elector.0.hash(&mut hash);
            for square in self.boxes(&line) {
                format!("{square:?}").hash(&mut hash);
            }
            let version = versions.entry(line.district.clone()).or_default();
            *version = version.wrapping_add(hash.finish());
        }
        Ok(versions)
    }

    /// Read when they are asked for, and not at all for a district whose file is right.
    fn lines<'a>(
        &'a self,
        roll: &'a Roll,
        district: DistrictId,
    ) -> impl Iterator<Item = Result<MarkedLine, Unreadable>> + 'a {
        let read = move || {
            let mut lines = Vec::new();
            let done = roll.each_in_order(Some(&district), &mut |elector| {
                let mut elector = elector.clone();
                if let Some(early) = self.early.get(&elector.id) {
                    early.mark(&mut elector);
                }
                lines.push(Ok(MarkedLine {
                    boxes: self.boxes(&elector),
                    elector,
                }));
            });
            if done.is_err() {
                lines.push(Err(Unreadable));
            }
            lines
        };
        std::iter::once_with(read).flatten()
    }

    fn boxes(&self, elector: &polling::elector::Elector) -> Vec<BallotBox> {
        let nothing = ElectorState::default();
        let state = self.states.get(&elector.id).unwrap_or(&nothing);
        let ballots = self.election.ballots.iter();
        ballots
            .map(|ballot| {
                let case = Case {
                    elector,
                    state,
                    ballot,
                    election: &self.election,
                    visit: &self.visit,
                };
                BallotBox::of(&case.decide())
            })
            .collect()
    }
}

fn of_roll(roll: &Roll) -> u64 {
    u64::from_be_bytes(roll.hash())
}
