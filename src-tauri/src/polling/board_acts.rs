//! Acts of the officer and of the administrator.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use polling::fact::PaperTally;
use polling::plain::{Actor, BallotId};
use polling_desk::{DeskError, EARLY_VOTERS};
use roll::Mapping;

use super::acts::Done;
use super::after::{After, ReadRoll};
use super::slip::PollingPaper;
use super::snapshot::Snapshot;
use super::{Polling, look, names, words};
use crate::view::polling::{PollingAct, PollingPaperView, StockEntryView, TallyView};

impl Polling {
    pub(super) fn officer(&mut self, act: PollingAct) -> Done {
        self.numbers_changed();
        match act {
            PollingAct::Release { elector, note } => {
                let elector = names::elector(&elector)?;
                self.saved(|desk| {
                    let holds = desk.held()?.into_iter();
                    let held = holds.filter(|one| one.elector == elector);
                    let holds: Vec<_> = held.flat_map(|one| one.holds).collect();
                    for hold in holds {
                        desk.release(elector, hold.hold, &note)?;
                    }
                    Ok(())
                })
            }
            PollingAct::Absentee {
                elector,
                ballots,
                step,
            } => {
                let (elector, ballots) = (names::elector(&elector)?, names::ballots(&ballots)?);
                self.saved(|desk| desk.absentee(elector, &ballots, names::step(step)))
            }
            PollingAct::Settle {
                incident,
                finding,
                by,
            } => {
                let (elector, ballot) = incident.split_once(':').ok_or(DeskError::NotNow)?;
                let (elector, ballot) = (names::elector(elector)?, names::ballot(ballot)?);
                self.saved(|desk| desk.settle(elector, &ballot, &finding, &by))
            }
            PollingAct::Tally { tally } => self.tally(&tally),
            PollingAct::ShowHour { hour } => {
                self.hour = hour.filter(|hour| *hour < 24);
                Ok(None)
            }
            PollingAct::Stock { stock } => self.stock(&stock),
            PollingAct::OpenBooth => self.saved(|desk| desk.open_booth(desk.today())),
            PollingAct::CloseBooth => self.saved(|desk| desk.close_booth(desk.today())),
            PollingAct::TakeDuty { duty, name } => {
                self.saved(|desk| desk.take_duty(names::duty(duty), &name))
            }
            PollingAct::LeaveDuty { duty, name } => {
                self.saved(|desk| desk.leave_duty(names::duty(duty), &name))
            }
            PollingAct::Queue { heads } => {
                self.queue = heads;
                Ok(None)
            }
            _ => Err(DeskError::NotNow),
        }
    }

    fn tally(&mut self, tally: &TallyView) -> Done {
        let dispensers = tally.dispensers.iter();
        let issued: Vec<(BallotId, u32)> = dispensers
            .map(|(ballot, count)| Ok((names::ballot(ballot)?, *count)))
            .collect::<Result<_, DeskError>>()?;
        let (hour, slips) = (tally.hour, tally.slips);
        self.saved(|desk| desk.tally(desk.today(), hour, &issued, slips))
    }

    fn stock(&mut self, stock: &StockEntryView) -> Done {
        let ballot = names::ballot(&stock.ballot)?;
        let (received, issued) = (stock.received, stock.issued);
        let (spoiled, left) = (stock.spoiled, stock.left);
        self.saved(|desk| {
            desk.count_papers(PaperTally {
                booth: desk.booth().clone(),
                day: desk.today(),
                ballot,
                received,
                issued,
                spoiled,
                left,
            })
        })
    }

    pub(super) fn manage(&mut self, act: PollingAct, after: &mut Vec<After>) -> Done {
        match act {
            PollingAct::ImportRoll { file, mapping } => {
                self.import(&file, mapping.as_deref(), after)
            }
            PollingAct::StopImport => {
                self.roll_file.stop();
                Ok(None)
            }
            PollingAct::ApplyRoll { hash } => {
                let shown = names::bytes::<8>(&hash)?;
                let ready = self.roll_file.take_ready(shown)?;
                self.desk.working_mut()?.apply_roll(ready, shown)?;
                self.paper_roll.at_once();
                Ok(Some(words::roll_in_use()))
            }
            PollingAct::DropRoll => {
                self.roll_file.forget();
                Ok(None)
            }
            PollingAct::IssueBadge { role, label } => {
                let desk = self.desk.working_mut()?;
                let badge = desk.issue_badge(names::role_of(role), &label)?;
                after.push(After::Print(Box::new(PollingPaper::badge(
                    desk, &badge, role, &label,
                ))));
                Ok(Some(words::printing()))
            }
            PollingAct::RevokeBadge { badge } => {
                let badge = Actor(names::bytes(&badge)?);
                self.saved(|desk| desk.revoke_badge(badge))
            }
            PollingAct::WriteBundle { folder } => {
                let file = self.desk.working_mut()?.write_bundle(Path::new(&folder))?;
                Ok(Some(words::written(&file)))
            }
            PollingAct::WriteEarlyVoters { folder } => {
                let file = self.desk.working_mut()?.freeze(Path::new(&folder))?;
                Ok(Some(words::written(&file)))
            }
            PollingAct::TakeBundle { file } => {
                let file = Path::new(file.trim());
                let desk = self.desk.working_mut()?;
                if file
                    .extension()
                    .is_some_and(|ending| ending == EARLY_VOTERS)
                {
                    let electors = desk.take_early_voters(file)?;
                    return Ok(Some(words::early_voters(electors)));
                }
                let taken = desk.take_bundle(file)?;
                // Whoever voted at two booths is told of at once.
                self.numbers_changed();
                Ok(Some(words::taken_in(taken)))
            }
            PollingAct::Backup { folder } => {
                let file = self.desk.working_mut()?.back_up(Path::new(&folder))?;
                Ok(Some(words::written(&file)))
            }
            PollingAct::BoardReceived { check } => self.saved(|desk| desk.board_received(&check)),
            PollingAct::PaperRoll { folder } => {
                after.extend(self.keep_on_stick(Path::new(&folder))?);
                Ok(Some(words::saved()))
            }
            PollingAct::Print { what, purpose } => self.print(what, purpose.as_deref(), after),
            PollingAct::Freeze => self.freeze(),
            _ => Err(DeskError::NotNow),
        }
    }

    fn import(&mut self, file: &str, mapping: Option<&str>, after: &mut Vec<After>) -> Done {
        let desk = self.desk.working().ok_or(DeskError::NotNow)?;
        let job = desk.roll_job()?;
        let file = PathBuf::from(file.trim());
        let kinds = desk.election().ballots.iter();
        let ballots: Vec<BallotId> = kinds.map(|kind| kind.id.clone()).collect();
        let mapping = match mapping.map(str::trim).filter(|file| !file.is_empty()) {
            // What a register says of who has voted must not be passed over for want of a mapping.
            None if names_ballots(&file, &ballots)? => Mapping::ours().with_ballots(&ballots),
            None => Mapping::ours(),
            Some(mapping) => {
                let read = std::fs::read_to_string(mapping);
                Mapping::parse(&read.map_err(unreadable(Path::new(mapping)))?)?
            }
        };
        self.roll_file.begin()?;
        after.push(After::ReadRoll(Box::new(ReadRoll { job, file, mapping })));
        Ok(None)
    }

    /// Figures of the day as papers; lists of electors leave with a recorded purpose only.
    fn print(
        &mut self,
        what: PollingPaperView,
        purpose: Option<&str>,
        after: &mut Vec<After>,
    ) -> Done {
        let purpose = purpose.unwrap_or_default().trim().to_owned();
        let desk = self.desk.working_mut()?;
        let booth = desk.booth().clone();
        match what {
            PollingPaperView::EmptySlips => {
                after.push(After::Print(Box::new(PollingPaper::empty_slip(desk))));
                Ok(Some(words::printing()))
            }
            PollingPaperView::Record => {
                let lines = desk.record(&booth, desk.today())?;
                let counts = desk.counts()?.clone();
                after.push(After::Print(Box::new(PollingPaper::record(
                    desk, &counts, &lines,
                ))));
                Ok(Some(words::printing()))
            }
            PollingPaperView::Reconciliation => {
                let now = Snapshot::of_now(desk);
                let hours = look::by_hour(desk, &now);
                after.push(After::Print(Box::new(PollingPaper::reconciliation(
                    desk, &hours,
                ))));
                Ok(Some(words::printing()))
            }
            PollingPaperView::Counts => {
                let counts = desk.counts()?.clone();
                let file = super::exports::counts(desk, &counts)?;
                Ok(Some(words::written(&file)))
            }
            PollingPaperView::MarkedRoll => {
                let electors = desk.roll().map_or(0, roll::Roll::count);
                desk.exported("marked-roll", &purpose, electors)?;
                let folder = desk.folder().marked_roll();
                self.numbers_changed();
                Ok(Some(words::written(&folder)))
            }
            PollingPaperView::EarlyVoters => {
                let list = desk.early_voters()?;
                desk.exported("early-voters", &purpose, list.electors() as u64)?;
                let file = super::exports::early_voters(desk, &list)?;
                Ok(Some(words::written(&file)))
            }
        }
    }

    fn freeze(&mut self) -> Done {
        let desk = self.desk.working_mut()?;
        let folder = desk.folder().exports();
        std::fs::create_dir_all(&folder).map_err(|error| DeskError::File {
            file: folder.clone(),
            problem: error.kind(),
        })?;
        desk.freeze(&folder)?;
        Ok(Some(words::frozen()))
    }
}

fn unreadable(file: &Path) -> impl FnOnce(std::io::Error) -> DeskError {
    move |error| DeskError::File {
        file: file.to_path_buf(),
        problem: error.kind(),
    }
}

/// Whether the first line of a register's file has columns of these ballots.
fn names_ballots(file: &Path, ballots: &[BallotId]) -> Result<bool, DeskError> {
    let mut first = Vec::new();
    let opened = std::fs::File::open(file).map_err(unreadable(file))?;
    // Of a file that is no text the line never ends.
    BufReader::new(opened.take(64 * 1024))
        .read_until(b'\n', &mut first)
        .map_err(unreadable(file))?;
    // Names of ballots are ASCII, in whatever characters the file is.
    let line = String::from_utf8_lossy(&first);
    let mut headings = line
        .split([',', '\t'])
        .map(|cell| cell.trim_matches(['"', '\u{feff}', ' ', '\r', '\n']));
    Ok(headings.any(|heading| {
        let id = heading.split(':').next().unwrap_or_default();
        ballots.iter().any(|ballot| ballot.as_str() == id)
    }))
}
