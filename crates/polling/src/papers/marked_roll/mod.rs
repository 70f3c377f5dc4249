//! The marked roll (印付きの選挙人名簿抄本): PDFs that let people vote when no PC runs.
//!
//! One file a district, so that only what changed is made anew, an index by reading beside each, which nobody's vote
//! changes, and a cover that says how to work with
//! them and up to which minute they hold. Besides what a caller does with its files, this is the only place
//! of the crate that writes: into the folder that it is given, under another name first.

mod cover;
mod error;
mod file;
mod index;
mod kana_order;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, DateTime};
use paper::{Fonts, TableHead, TablePdf};

pub use error::{MarkedRollError, Unreadable};

use index::Index;

use super::roll_table::{self, MarkedLine};
use super::{Heading, words};
use crate::election::Election;
use crate::plain::DistrictId;

const TITLE: &str = "選挙人名簿抄本（印付き）";
/// Height of a row in millimetres: 31 lines a sheet.
const ROW: f64 = 5.5;

/// Keeps one folder up to date; for a disk and a stick have one each.
pub struct MarkedRoll {
    election: Election,
    booth: String,
    training: bool,
    fonts: Fonts,
    made: BTreeMap<DistrictId, Made>,
}

/// A district as its file says it.
struct Made {
    version: u64,
    /// The roll of its index.
    roll: u64,
    report: DistrictReport,
}

/// One district to be written.
pub struct RollPart<I> {
    /// Which one.
    pub district: DistrictId,
    /// Any number that is another one whenever a square or a line of the district is another one.
    pub version: u64,
    /// Hash of the roll: another one whenever a line of it says something else, and the same whoever votes. It stands on
    /// the index, which is made by it.
    pub roll: u64,
    /// Its lines, by page and line; not asked for while the file is right.
    pub lines: I,
}

/// What stands in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedRollReport {
    /// The minute up to which all of it holds.
    pub as_of: DateTime,
    /// Districts in the order given.
    pub districts: Vec<DistrictReport>,
    /// How many of them were made anew.
    pub written: usize,
}

/// One district's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictReport {
    /// Which one.
    pub district: DistrictId,
    /// Name of its file in the folder.
    pub file: String,
    /// Sheets.
    pub sheets: usize,
    /// Electors.
    pub electors: usize,
    /// Electors with at least one ballot used up.
    pub used: usize,
    /// Characters that no font has, printed as 〓.
    pub missing: usize,
    /// Texts that ended with … for want of room.
    pub cut: usize,
    /// The minute up to which its marks are printed; nothing has changed since.
    pub made: DateTime,
    /// Its index by reading.
    pub index: IndexReport,
}

/// The index of one district by reading (かな索引).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexReport {
    /// Name of its file in the folder.
    pub file: String,
    /// Sheets.
    pub sheets: usize,
    /// Characters that no font has, printed as 〓, and texts that ended with … for want of room.
    pub missing_or_cut: usize,
}

impl Made {
    /// The index, if it is of this roll and in the folder.
    fn index_of(&self, roll: u64, folder: &Path) -> Option<IndexReport> {
        let index = &self.report.index;
        (self.roll == roll && folder.join(&index.file).is_file()).then(|| index.clone())
    }
}

impl MarkedRollReport {
    /// Sheets of all districts, without the indexes.
    pub fn sheets(&self) -> usize {
        self.districts.iter().map(|district| district.sheets).sum()
    }

    /// Sheets of all indexes.
    pub fn index_sheets(&self) -> usize {
        let districts = self.districts.iter();
        districts.map(|district| district.index.sheets).sum()
    }

    /// Electors of all districts.
    pub fn electors(&self) -> usize {
        self.districts
            .iter()
            .map(|district| district.electors)
            .sum()
    }
}

impl MarkedRoll {
    /// A roll of which nothing is written yet; `booth` is the name of the early-voting place.
    pub fn new(heading: Heading<'_>, booth: &str, fonts: Fonts) -> Self {
        Self {
            election: heading.election.clone(),
            booth: booth.to_owned(),
            training: heading.training,
            fonts,
            made: BTreeMap::new(),
        }
    }

    /// Brings `folder` up to `as_of`: files of districts that changed, then the cover.
    ///
    /// Every file is there whole, old or new, at any moment. Where it fails, the cover still says what holds.
    pub fn write<I>(
        &mut self,
        folder: &Path,
        parts: impl IntoIterator<Item = RollPart<I>>,
        as_of: DateTime,
    ) -> Result<MarkedRollReport, MarkedRollError>
    where
        I: IntoIterator<Item = Result<MarkedLine, Unreadable>>,
    {
        std::fs::create_dir_all(folder).map_err(|error| MarkedRollError::not_written(&error))?;
        let mut report = MarkedRollReport {
            as_of,
            districts: Vec::new(),
            written: 0,
        };
        for part in parts {
            if let Some(made) = self.still_right(folder, &part, as_of.date()) {
                report.districts.push(made);
                continue;
            }
            // Should this fail, the old file no longer counts as right.
            let old = self.made.remove(&part.district);
            let index = old.and_then(|old| old.index_of(part.roll, folder));
            let drawn = self.district(&part.district, part.roll, index, part.lines, folder, as_of);
            let district = drawn?;
            let made = Made {
                version: part.version,
                roll: part.roll,
                report: district.clone(),
            };
            self.made.insert(part.district, made);
            report.districts.push(district);
            report.written += 1;
        }
        let cover = cover::draw(self.heading(), &self.booth, &report, &self.fonts)?;
        file::put(folder, cover::FILE, &cover.bytes)
            .map_err(|error| MarkedRollError::not_written(&error))?;
        Ok(report)
    }

    fn heading(&self) -> Heading<'_> {
        Heading {
            election: &self.election,
            training: self.training,
        }
    }

    /// The report of a file that needs no work. A new day changes what may be issued, and what words say.
    fn still_right<I>(
        &self,
        folder: &Path,
        part: &RollPart<I>,
        today: Date,
    ) -> Option<DistrictReport> {
        let made = self.made.get(&part.district)?;
        let right = made.version == part.version
            && made.report.made.date() == today
            && folder.join(&made.report.file).is_file()
            && made.index_of(part.roll, folder).is_some();
        right.then(|| made.report.clone())
    }

    fn district<I>(
        &self,
        id: &DistrictId,
        roll: u64,
        index: Option<IndexReport>,
        lines: I,
        folder: &Path,
        as_of: DateTime,
    ) -> Result<DistrictReport, MarkedRollError>
    where
        I: IntoIterator<Item = Result<MarkedLine, Unreadable>>,
    {
        let head = TableHead {
            title: TITLE.to_owned(),
            of: self.name_of(id),
            note: self.note(),
            as_of: format!("{}までの印", words::moment(as_of)),
        };
        let table = roll_table::table(self.heading(), ROW, head);
        let mut writer = table.start(&self.fonts);
        let (mut electors, mut used) = (0, 0);
        let mut names = index.is_none().then(Index::default);
        for line in lines {
            let line = line.map_err(|Unreadable| MarkedRollError::Unreadable(id.clone()))?;
            electors += 1;
            used += usize::from(line.boxes.iter().any(|square| square.is_used()));
            roll_table::row(&mut writer, &line);
            if let Some(names) = &mut names {
                names.add(&line.elector);
            }
        }
        let TablePdf {
            bytes,
            sheets,
            missing,
            cut,
        } = writer.finish()?;
        let file = format!("投票区_{id}.pdf");
        file::put(folder, &file, &bytes).map_err(|error| MarkedRollError::not_written(&error))?;
        let index = match (index, names) {
            (Some(index), _) => index,
            (None, names) => self.index(id, roll, names.unwrap_or_default(), folder)?,
        };
        Ok(DistrictReport {
            district: id.clone(),
            file,
            sheets,
            electors,
            used,
            missing,
            cut,
            made: as_of,
            index,
        })
    }

    fn index(
        &self,
        id: &DistrictId,
        roll: u64,
        names: Index,
        folder: &Path,
    ) -> Result<IndexReport, MarkedRollError> {
        let of = self.name_of(id);
        let drawn = names.draw(self.heading(), of, self.note(), roll, &self.fonts)?;
        let file = format!("かな索引_{id}.pdf");
        file::put(folder, &file, &drawn.bytes)
            .map_err(|error| MarkedRollError::not_written(&error))?;
        Ok(IndexReport {
            file,
            sheets: drawn.sheets,
            missing_or_cut: drawn.missing + drawn.cut,
        })
    }

    /// What stands at the lower left of every sheet.
    fn note(&self) -> String {
        format!("{}　{}", self.booth, words::elections(&self.election))
    }

    /// Code and name of a district.
    fn name_of(&self, id: &DistrictId) -> String {
        match self.election.district(id) {
            Some(district) => format!("第{id}投票区　{}", district.name),
            None => format!("第{id}投票区"),
        }
    }
}
