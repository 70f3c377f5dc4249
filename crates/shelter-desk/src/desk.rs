//! The desk from "not in use" to "closed".

use std::path::{Path, PathBuf};
use std::time::Duration;

use custody::Keys;
use jiff::civil::Date;
use rand_core::OsRng;
use vault::{ActivationCode, CityKeys, Kept, Package, Passphrase, PlannedShelter};

use crate::keys;
use crate::{DeskError, Folder, Registry, Working};

/// Where the desk stands.
pub enum Phase {
    /// The counter desk is in use.
    Off,
    /// A code is asked for, or a list is to be unlocked for the first time since the start.
    Activating,
    /// The package is open; name, place and capacity are asked for.
    Opening(Box<Opening>),
    /// A list is open; locked while nobody is logged in.
    Working(Box<Working>),
}

/// An opened package before there is a list.
pub struct Opening {
    pub(crate) package: Kept,
    /// The code that opened it opens the list with `kazashi ledger` too.
    pub(crate) code: Passphrase,
}

impl Opening {
    /// The package lies on the PC, so that its codes open the list after a restart; another one is set aside.
    pub(crate) fn lay_down(&self, file: &Path) -> Result<(), DeskError> {
        let package = &self.package.package;
        let same = |there: &Package| there.public().realm == package.public().realm;
        Ok(custody::lay_down(package, file, same)?)
    }
}

/// The shelter desk (避難所) of one PC.
pub struct ShelterDesk {
    data_dir: PathBuf,
    phase: Phase,
    package: Option<Package>,
    /// Shown until it is said to be written down.
    code_to_keep: Option<zeroize::Zeroizing<String>>,
    /// A correction of the clock from before the start is in use, and nobody looked at it since.
    clock_taken_up: bool,
}

impl ShelterDesk {
    /// The desk as the program's start finds it: at work where a list is, else not in use.
    pub fn start(data_dir: &Path, today: Date) -> Self {
        let mut desk = Self {
            data_dir: data_dir.to_path_buf(),
            phase: Phase::Off,
            package: Package::load(&Folder::new(data_dir, false).package()).ok(),
            code_to_keep: None,
            clock_taken_up: false,
        };
        if let Some(folder) = desk.folder_with_list() {
            desk.clock_taken_up = crate::clock::take_up(&folder.clock());
            // After a power cut the desk is back without anybody's code, and locked.
            desk.phase = match custody::from_key_store(&folder.key_file()) {
                Ok(key) => match Working::open(folder, &key, today) {
                    Ok(working) => Phase::Working(Box::new(working)),
                    Err(_) => Phase::Activating,
                },
                Err(_) => Phase::Activating,
            };
        }
        desk
    }

    /// Where it stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The list, where one is open.
    pub fn working(&self) -> Option<&Working> {
        match &self.phase {
            Phase::Working(working) => Some(working),
            _ => None,
        }
    }

    /// The list, where one is open.
    pub fn working_mut(&mut self) -> Result<&mut Working, DeskError> {
        match &mut self.phase {
            Phase::Working(working) => Ok(working),
            _ => Err(DeskError::NotNow),
        }
    }

    /// The city of the package; empty without one.
    pub fn city(&self) -> &str {
        let package = self.package.as_ref();
        package.map_or("", |package| &package.public().about.city_name)
    }

    /// Who has a code besides the city, as the package names them.
    pub fn keepers(&self) -> Vec<String> {
        let package = self.package.iter();
        package
            .flat_map(|package| package.labels().skip(1).map(str::to_owned))
            .collect()
    }

    /// The shelters that the city has planned.
    pub fn places(&self) -> &[PlannedShelter] {
        let package = self.package.as_ref();
        package.map_or(&[], |package| &package.public().about.shelters)
    }

    /// A code made here, to be written down.
    pub fn code_to_keep(&self) -> Option<&str> {
        self.code_to_keep.as_ref().map(|code| code.as_str())
    }

    /// Somebody looked at a clock that is right; kept beside the list, so that a restart does not forget it.
    pub fn set_true_time(&mut self, true_time: shelter::plain::Moment) -> Result<(), DeskError> {
        crate::clock::set_true_time(true_time);
        self.clock_is_right();
        match self.folder_with_list() {
            Some(folder) => {
                let file = folder.clock();
                crate::clock::keep(&file).map_err(DeskError::file(&file))
            }
            // Kept when the list is made.
            None => Ok(()),
        }
    }

    /// Somebody looked at the time on the screen, and it is right.
    pub fn clock_is_right(&mut self) {
        self.clock_taken_up = false;
        if let Phase::Working(working) = &mut self.phase {
            working.clock_was_looked_at();
        }
    }

    /// Whether a correction of the clock from before the start is in use that nobody looked at since.
    pub fn clock_was_taken_up(&self) -> bool {
        self.clock_taken_up
    }

    /// It was written down.
    pub fn code_kept(&mut self) {
        self.code_to_keep = None;
    }

    fn folder_with_list(&self) -> Option<Folder> {
        [false, true]
            .map(|training| Folder::new(&self.data_dir, training))
            .into_iter()
            .find(Folder::has_list)
    }

    /// The counter desk gives way, or comes back where no list is open.
    pub fn switch_over(&mut self, on: bool) -> Result<(), DeskError> {
        match (&self.phase, on) {
            (Phase::Off, true) => {
                // A package may have been brought on a stick since the start.
                let file = Folder::new(&self.data_dir, false).package();
                self.package = Package::load(&file).ok();
                self.phase = Phase::Activating;
            }
            (Phase::Activating | Phase::Opening(_), false) => {
                self.phase = Phase::Off;
                // Nothing was opened with a code that was made here.
                self.code_to_keep = None;
            }
            (Phase::Working(_), false) => return Err(DeskError::NotNow),
            _ => {}
        }
        Ok(())
    }

    /// The city's or a keeper's code: opens the package, the list that is there, or a locked desk.
    pub fn code(&mut self, typed: &str, today: Date) -> Result<(), DeskError> {
        let code = ActivationCode::parse(typed)?;
        let package = match &self.package {
            Some(package) => package,
            None => &Package::load(&Folder::new(&self.data_dir, false).package())?,
        };
        let opened = package.open(&code)?;
        let (keys, by) = (Keys::of(&opened), opened.by.clone());
        match &mut self.phase {
            // A package that somebody put in place of this list's own lets nobody in.
            Phase::Working(working) if working.keys.public.realm != keys.public.realm => {
                Err(vault::PackageError::WrongCode.into())
            }
            Phase::Working(working) => working.keeper_came(&by),
            Phase::Activating => {
                if let Some(folder) = self.folder_with_list() {
                    let key = custody::from_package(&folder.key_file(), &keys)?;
                    let mut working = Working::open(folder, &key, today)?;
                    working.keeper_came(&by)?;
                    self.phase = Phase::Working(Box::new(working));
                } else {
                    let package = Kept {
                        package: package.clone(),
                        opened,
                    };
                    let code = Passphrase::typed(typed);
                    self.phase = Phase::Opening(Box::new(Opening { package, code }));
                }
                Ok(())
            }
            Phase::Off | Phase::Opening(_) => Err(DeskError::NotNow),
        }
    }

    /// A package made on the spot, for a PC that has none: the same as one of the city, with a code of its own.
    ///
    /// It becomes a file when the shelter is opened: pressed by mistake, it takes no place of the city's.
    pub fn without_preparation(&mut self, today: Date) -> Result<(), DeskError> {
        if !matches!(self.phase, Phase::Activating) || self.folder_with_list().is_some() {
            return Err(DeskError::NotNow);
        }
        let about = keys::on_the_spot(today);
        let city = CityKeys::generate(&mut OsRng);
        let prepared = vault::prepare(about, &city, &[], None, &mut OsRng)?;
        let opened = prepared.package.open(&prepared.city)?;
        self.code_to_keep = Some(prepared.city.to_print());
        self.package = Some(prepared.package.clone());
        let package = Kept {
            package: prepared.package,
            opened,
        };
        let code = Passphrase::typed(&prepared.city.to_print());
        self.phase = Phase::Opening(Box::new(Opening { package, code }));
        Ok(())
    }

    /// The three fields: the shelter is open, also one that no list knows.
    pub fn open_shelter(
        &mut self,
        name: &str,
        place: &str,
        capacity: &str,
        training: bool,
        today: Date,
    ) -> Result<(), DeskError> {
        let Phase::Opening(opening) = &self.phase else {
            return Err(DeskError::NotNow);
        };
        let planned = self
            .places()
            .iter()
            .find(|planned| planned.name == name.trim());
        let opened = Keys::of(&opening.package.opened);
        let stream = keys::stream_of(&opened, planned, name);
        let folder = Folder::new(&self.data_dir, training);
        let working = Working::create(folder, opening, stream, [name, place, capacity], today)?;
        self.phase = Phase::Working(Box::new(working));
        Ok(())
    }

    /// Looks at the clock: locks a desk that nobody has touched for a while. Tells whether it did.
    pub fn tick(&mut self, uptime: Duration) -> bool {
        match &mut self.phase {
            Phase::Working(working) => working.tick(uptime),
            _ => false,
        }
    }

    /// Closes and forgets a list whose files are gone, and gives the screen back.
    pub(crate) fn forget(&mut self) {
        self.phase = Phase::Off;
    }

    /// The keys and with them the list are destroyed; refused until the city has everything.
    pub fn destroy(&mut self) -> Result<(), DeskError> {
        self.working_mut()?.may_destroy()?;
        let Phase::Working(working) = std::mem::replace(&mut self.phase, Phase::Off) else {
            return Err(DeskError::NotNow);
        };
        let folder = working.folder().clone();
        drop(working);
        self.forget();
        Ok(custody::destroy(&folder.key_file(), &folder.root())?)
    }
}

impl Registry {
    /// The list's folder is made, and its parent, before the first file.
    pub(crate) fn make_folder(folder: &Folder) -> Result<(), DeskError> {
        let root = folder.root();
        std::fs::create_dir_all(&root).map_err(DeskError::file(&root))
    }
}
