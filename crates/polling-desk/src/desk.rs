//! The desk from "not in use" to the end of the election.

use std::path::{Path, PathBuf};
use std::time::Duration;

use custody::Keys;
use jiff::civil::Date;
use polling::election::Election;
use polling::plain::BoothId;
use polling::refusal::Refusal;
use polling::role::{Action, Role, may};
use vault::{ActivationCode, Kept, Package, Passphrase};

use crate::{DeskError, Farewell, Folder, Operator, Working};

/// Where the desk stands.
pub enum Phase {
    /// The counter desk is in use.
    Off,
    /// A code is asked for, or an election is to be unlocked for the first time since the start.
    Activating,
    /// The package is open; an administrator chooses booth and authority.
    SettingUp(Box<SettingUp>),
    /// An election is in use; locked while nobody is logged in.
    Working(Box<Working>),
}

/// An opened package before the desk is set up.
pub struct SettingUp {
    pub(crate) package: Kept,
    /// The code that opened it opens the ledger with `kazashi ledger` too.
    pub(crate) code: Passphrase,
    pub(crate) election: Election,
}

impl SettingUp {
    /// The election of the package.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// Whose code it was.
    pub fn by(&self) -> &str {
        label_of(&self.package.opened.by)
    }

    /// What the code allows.
    pub fn role(&self) -> Role {
        role_of(&self.package.opened.by)
    }

    /// The package lies on the PC, so that its codes open the desk after a restart; another one is set aside.
    pub(crate) fn lay_down(&self, file: &Path) -> Result<(), DeskError> {
        let package = &self.package.package;
        let same = |there: &Package| there.to_bytes() == package.to_bytes();
        Ok(custody::lay_down(package, file, same)?)
    }
}

/// Where the claims of this desk go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimsAt {
    /// This PC is the authority of the whole election; there must be no other.
    ThisPc,
    /// The city's hub is the authority: until [`Working::connect`] is called, the election's outage rule is in force.
    /// Under the rule of the telephone, an officer's PC that reaches the hub answers calls.
    Hub,
    /// Another PC is: until [`Working::connect`] is called, the election's outage rule is in force.
    Elsewhere,
}

/// Labels of officers' codes in the package begin so; all others are administrators'.
pub const OFFICER_CODE: &str = "officer:";
/// Labels of administrators' codes begin so, or are the city's.
pub const ADMINISTRATOR_CODE: &str = "administrator:";

pub(crate) fn role_of(label: &str) -> Role {
    if label.starts_with(OFFICER_CODE) {
        Role::Officer
    } else {
        Role::Administrator
    }
}

pub(crate) fn label_of(label: &str) -> &str {
    let after = |start| label.strip_prefix(start);
    after(OFFICER_CODE)
        .or_else(|| after(ADMINISTRATOR_CODE))
        .unwrap_or(label)
}

/// The polling desk (期日前投票所の受付) of one PC.
pub struct PollingDesk {
    data_dir: PathBuf,
    phase: Phase,
    package: Option<Package>,
}

impl PollingDesk {
    /// The desk as the program's start finds it: at work where an election is, else not in use.
    pub fn start(data_dir: &Path, today: Date) -> Self {
        let mut desk = Self {
            data_dir: data_dir.to_path_buf(),
            phase: Phase::Off,
            package: Package::load(&Folder::new(data_dir, false).package()).ok(),
        };
        if let Some(folder) = desk.folder_in_use() {
            // After a power cut the desk is back without anybody's code, and locked.
            let opened = custody::from_key_store(&folder.key_file())
                .map_err(DeskError::from)
                .and_then(|key| Working::open(folder, &key, today).map(Box::new));
            desk.phase = opened.map_or(Phase::Activating, Phase::Working);
        }
        desk
    }

    /// Where it stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The election in use.
    pub fn working(&self) -> Option<&Working> {
        match &self.phase {
            Phase::Working(working) => Some(working),
            _ => None,
        }
    }

    /// The election in use.
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

    /// The election of the package that a code is asked for; none without one.
    pub fn offered(&self) -> Option<Election> {
        election_in(self.package.as_ref()?).ok()
    }

    /// Who has a code besides the city, as the package names them, with what the code allows.
    pub fn keepers(&self) -> Vec<(Role, String)> {
        let package = self.package.iter();
        package
            .flat_map(|package| package.labels().skip(1))
            .map(|label| (role_of(label), label_of(label).to_owned()))
            .collect()
    }

    fn folder_in_use(&self) -> Option<Folder> {
        [false, true]
            .map(|training| Folder::new(&self.data_dir, training))
            .into_iter()
            .find(Folder::has_election)
    }

    /// The counter desk gives way, or comes back where no election is in use.
    pub fn switch_over(&mut self, on: bool) -> Result<(), DeskError> {
        match (&self.phase, on) {
            (Phase::Off, true) => {
                // A package may have been brought on a stick since the start.
                let file = Folder::new(&self.data_dir, false).package();
                self.package = Package::load(&file).ok();
                self.phase = Phase::Activating;
            }
            (Phase::Activating | Phase::SettingUp(_), false) => self.phase = Phase::Off,
            (Phase::Working(_), false) => return Err(DeskError::NotNow),
            _ => {}
        }
        Ok(())
    }

    /// Takes a package from a stick, to be opened with a code. Refused while an election is in use.
    pub fn take_package(&mut self, file: &Path) -> Result<(), DeskError> {
        if !matches!(self.phase, Phase::Activating) || self.folder_in_use().is_some() {
            return Err(DeskError::NotNow);
        }
        let package = Package::load(file)?;
        election_in(&package)?;
        self.package = Some(package);
        Ok(())
    }

    /// A code of the package: opens it, the election that is there, or a locked desk.
    pub fn code(&mut self, typed: &str, today: Date) -> Result<(), DeskError> {
        let code = ActivationCode::parse(typed)?;
        let package = match &self.package {
            Some(package) => package,
            None => &Package::load(&Folder::new(&self.data_dir, false).package())?,
        };
        let opened = package.open(&code)?;
        let (keys, by) = (Keys::of(&opened), opened.by.clone());
        match &mut self.phase {
            // A package that somebody put in place of this election's own lets nobody in.
            Phase::Working(working) if working.keys.public != keys.public => {
                Err(vault::PackageError::WrongCode.into())
            }
            Phase::Working(working) => working.code_holder(&by),
            Phase::Activating => {
                if let Some(folder) = self.folder_in_use() {
                    let key = custody::from_package(&folder.key_file(), &keys)?;
                    let mut working = Working::open(folder, &key, today)?;
                    working.code_holder(&by)?;
                    self.phase = Phase::Working(Box::new(working));
                } else {
                    let election = election_in(package)?;
                    let package = Kept {
                        package: package.clone(),
                        opened,
                    };
                    self.phase = Phase::SettingUp(Box::new(SettingUp {
                        package,
                        code: Passphrase::typed(typed),
                        election,
                    }));
                }
                Ok(())
            }
            Phase::Off | Phase::SettingUp(_) => Err(DeskError::NotNow),
        }
    }

    /// Booth and authority are chosen: the election is in use, still without a roll.
    pub fn set_up(
        &mut self,
        booth: &BoothId,
        claims: ClaimsAt,
        training: bool,
        today: Date,
    ) -> Result<(), DeskError> {
        let Phase::SettingUp(setting_up) = &self.phase else {
            return Err(DeskError::NotNow);
        };
        if !may(setting_up.role(), Action::ChooseBooth) {
            return Err(Refusal::NotAllowed.into());
        }
        if !setting_up
            .election
            .booths
            .iter()
            .any(|one| one.id == *booth)
        {
            return Err(DeskError::NoBooth);
        }
        let folder = Folder::new(&self.data_dir, training);
        let root = folder.root();
        std::fs::create_dir_all(&root).map_err(DeskError::file(&root))?;
        setting_up.lay_down(&folder.package())?;
        let package = &setting_up.package;
        let keys = Keys::of(&package.opened);
        let key = custody::make(
            &folder.key_file(),
            &keys,
            &setting_up.code,
            "設定したコード",
        )?;
        let mut working = Working::create(folder, package, &key, booth, claims, today)?;
        working.code_holder(&package.opened.by)?;
        self.package = Some(setting_up.package.package.clone());
        self.phase = Phase::Working(Box::new(working));
        Ok(())
    }

    /// Looks at the clocks and takes answers in. Tells whether anything changed.
    pub fn tick(&mut self, uptime: Duration, today: Date) -> bool {
        match &mut self.phase {
            Phase::Working(working) => working.tick(uptime, today),
            _ => false,
        }
    }

    /// The roll, the claims and the ledger leave this PC: their keys are destroyed, then the files.
    ///
    /// Refused until the period's list is frozen and the city holds everything; training may end at any time.
    pub fn end(&mut self) -> Result<Farewell, DeskError> {
        let farewell = self.working_mut()?.farewell()?;
        let Phase::Working(working) = std::mem::replace(&mut self.phase, Phase::Off) else {
            return Err(DeskError::NotNow);
        };
        let folder = working.folder().clone();
        drop(working);
        custody::destroy(&folder.key_file(), &folder.root())?;
        let reserve = folder.reserve();
        // Room only: without it nothing is lost.
        let _ = std::fs::remove_file(&reserve);
        farewell.save(&folder.farewell())?;
        Ok(farewell)
    }
}

/// The election's file in a package.
pub(crate) fn election_in(package: &Package) -> Result<Election, DeskError> {
    let text = package.public().election.as_ref();
    let text = text.ok_or(DeskError::NoElection)?;
    Ok(Election::parse(text)?)
}

/// Who holds a code of the package.
pub(crate) fn code_holder(tokens: &vault::Tokens, label: &str) -> Operator {
    let token = tokens.other("code", &[label.as_bytes()]);
    Operator {
        actor: crate::working::actor_of(token),
        role: role_of(label),
        label: label_of(label).to_owned(),
    }
}
