//! The marked roll, kept current to the minute on disk and stick, so that the booth goes on when this PC is dead.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use advice::Advise;
use polling::papers::MarkedRoll;
use polling::plain::Moment;
use polling_desk::{DeskError, PaperRoll};

use super::Polling;
use super::after::After;
use crate::engine::Engine;

/// So often it is looked whether something changed.
const EVERY: Duration = Duration::from_mins(1);

/// A folder that is kept current.
#[derive(Default)]
pub(super) struct Place {
    folder: PathBuf,
    /// What was written there before; none before the first time.
    marked: Arc<Mutex<Option<MarkedRoll>>>,
    written: Option<(u64, Moment)>,
}

/// For what the marked roll goes to a stick, as it is recorded.
const ON_PAPER: &str = "パソコンが使えないときに、紙で受け付けるための名簿";

/// Where the marked roll is kept.
#[derive(Default)]
pub(super) struct PaperRolls {
    disk: Option<Place>,
    stick: Option<Place>,
    looked: Option<Duration>,
    busy: bool,
}

/// A folder that is not current: whether it is the stick's, and what was written there before.
type Due = (bool, PathBuf, Arc<Mutex<Option<MarkedRoll>>>);

/// What is to be written, and where.
pub(crate) struct MarkedRollJob {
    roll: PaperRoll,
    places: Vec<Due>,
    as_of: Moment,
}

impl PaperRolls {
    /// Until which moment the folder on the disk, or on the stick, tells everything.
    pub fn as_of(&self, stick: bool) -> Option<Moment> {
        let place = if stick { &self.stick } else { &self.disk };
        place.as_ref()?.written.map(|(_, at)| at)
    }

    /// Another roll is in use: it is put on paper at the next look at the clock.
    pub fn at_once(&mut self) {
        self.looked = None;
    }

    pub fn has_stick(&self) -> bool {
        self.stick.is_some()
    }
}

impl Polling {
    /// What is due every minute.
    pub(super) fn each_minute(&mut self, uptime: Duration) -> Vec<After> {
        let looked = self.paper_roll.looked;
        if looked.is_some_and(|looked| uptime.saturating_sub(looked) < EVERY) {
            return Vec::new();
        }
        self.paper_roll.looked = Some(uptime);
        self.paper_roll_job().into_iter().collect()
    }

    /// The drive on which it is kept from now on; written at once.
    pub(super) fn keep_on_stick(
        &mut self,
        drive: &std::path::Path,
    ) -> Result<Option<After>, DeskError> {
        let desk = self.desk.working_mut()?;
        let electors = desk.roll().ok_or(DeskError::NoRoll)?.count();
        desk.exported("marked-roll", ON_PAPER, electors)?;
        let name = if desk.is_training() {
            "kazashi-kunren-meibo"
        } else {
            "kazashi-meibo"
        };
        self.paper_roll.stick = Some(Place {
            folder: drive.join(name),
            ..Place::default()
        });
        Ok(self.paper_roll_job())
    }

    fn paper_roll_job(&mut self) -> Option<After> {
        let desk = self.desk.working()?;
        let folder = desk.folder().marked_roll();
        desk.roll()?;
        let rolls = &mut self.paper_roll;
        if rolls
            .disk
            .as_ref()
            .is_none_or(|place| place.folder != folder)
        {
            rolls.disk = Some(Place {
                folder,
                ..Place::default()
            });
        }
        let changes = desk.changes();
        let both = [(false, &rolls.disk), (true, &rolls.stick)];
        let places: Vec<Due> = both
            .into_iter()
            .filter_map(|(stick, place)| Some((stick, place.as_ref()?)))
            .filter(|(_, place)| place.written.is_none_or(|(before, _)| before != changes))
            .map(|(stick, place)| (stick, place.folder.clone(), place.marked.clone()))
            .collect();
        if places.is_empty() || rolls.busy {
            return None;
        }
        let roll = desk.paper_roll().ok()?;
        rolls.busy = true;
        Some(After::MarkedRoll(Box::new(MarkedRollJob {
            roll,
            places,
            as_of: polling_desk::moment(),
        })))
    }
}

impl Engine {
    /// Draws in a thread of its own: only districts in which something changed.
    pub(super) fn write_marked_roll(&self, job: Box<MarkedRollJob>) {
        let engine = self.clone();
        std::thread::spawn(move || {
            for (stick, folder, marked) in &job.places {
                let written = engine.write_into(&job.roll, folder, marked);
                engine.with_polling(|polling| {
                    let rolls = &mut polling.paper_roll;
                    let place = if *stick {
                        &mut rolls.stick
                    } else {
                        &mut rolls.disk
                    };
                    match (written, place) {
                        (Ok(()), Some(place)) => {
                            place.written = Some((job.roll.changes(), job.as_of));
                        }
                        (Err(error), _) => polling.note(Err(error)),
                        (Ok(()), None) => {}
                    }
                });
            }
            engine.with_polling(|polling| polling.paper_roll.busy = false);
            engine.publish();
        });
    }

    fn write_into(
        &self,
        roll: &PaperRoll,
        folder: &std::path::Path,
        marked: &Mutex<Option<MarkedRoll>>,
    ) -> Result<(), DeskError> {
        let mut marked = marked.lock().unwrap_or_else(PoisonError::into_inner);
        if marked.is_none() {
            let fonts = self.with_state(|state| state.fonts.clone());
            let fonts = fonts.ok_or(DeskError::NotNow)?;
            *marked = self.with_polling(|polling| {
                let desk = polling.desk.working();
                desk.map(|desk| desk.marked_roll((*fonts).clone()))
            });
        }
        let Some(marked) = marked.as_mut() else {
            return Err(DeskError::NotNow);
        };
        let written = roll.write(marked, folder);
        written
            .map(drop)
            .map_err(|error| DeskError::Other(error.advice()))
    }
}
