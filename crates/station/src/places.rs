//! Where this PC keeps its settings, counts, forms and printer profiles.

use std::env;
use std::path::{Path, PathBuf};

use advice::{Advice, Advise, Bilingual};
use directories::ProjectDirs;

use crate::bundle::active_dir;

/// Name of the settings file inside the configuration directory.
const SETTINGS_FILE: &str = "kazashi.toml";
/// Name of the counts database inside the data directory.
const COUNTS_FILE: &str = "counts.sqlite";
/// Name of the database of slip numbers there.
const SLIPS_FILE: &str = "slip-numbers.sqlite";
/// Name of the imported postal codes inside the data directory.
const POSTAL_FILE: &str = "postal.sqlite";
/// Name of the directory of loaded bundles.
const BUNDLES: &str = "bundles";

/// The directories of one installation.
///
/// Each can be set by an environment variable: `KAZASHI_CONFIG_DIR`, `KAZASHI_DATA_DIR`,
/// `KAZASHI_FORMS_DIR`, `KAZASHI_PROFILES_DIR`, `KAZASHI_BUNDLES_DIR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The settings file that is read (利用者ごと, or the machine's when the user has none).
    pub settings_file: PathBuf,
    /// Where the settings are saved: the user's own file.
    pub settings_save_file: PathBuf,
    /// The directory of the counts database and the postal codes.
    pub data_dir: PathBuf,
    /// Loaded bundles (配布ファイル): the machine's when it is there, else the user's.
    pub bundles_dir: PathBuf,
    /// One folder a form: what the environment names, else the active bundle's, else the installed ones.
    pub forms_dir: PathBuf,
    /// One file a printer.
    pub profiles_dir: PathBuf,
}

/// Why the directories of this PC are not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlacesError {
    /// The system names no home for this user.
    #[error("the system names no home directory for this user")]
    NoHome,
}

impl Advise for PlacesError {
    fn advice(&self) -> Advice {
        Advice::new(
            "no-home",
            Bilingual::new(
                "この利用者のホームフォルダーがわかりません。",
                "This user has no home directory.",
            ),
            Bilingual::new(
                "環境変数 KAZASHI_CONFIG_DIR と KAZASHI_DATA_DIR を設定してください。",
                "Set the environment variables KAZASHI_CONFIG_DIR and KAZASHI_DATA_DIR.",
            ),
        )
    }
}

impl Places {
    /// Finds the directories from the environment, then the user's, then the machine's.
    pub fn find() -> Result<Self, PlacesError> {
        Self::find_with(|name| {
            env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        })
    }

    fn find_with(variable: impl Fn(&str) -> Option<PathBuf>) -> Result<Self, PlacesError> {
        let user = ProjectDirs::from("", "", "kazashi");
        let of_user = |dir: fn(&ProjectDirs) -> &Path| user.as_ref().map(|u| dir(u).to_path_buf());

        let (settings_file, settings_save_file) = if let Some(dir) = variable("KAZASHI_CONFIG_DIR")
        {
            (dir.join(SETTINGS_FILE), dir.join(SETTINGS_FILE))
        } else {
            let own = of_user(ProjectDirs::config_dir)
                .ok_or(PlacesError::NoHome)?
                .join(SETTINGS_FILE);
            let machine = machine_config_dir().join(SETTINGS_FILE);
            let read = if !own.exists() && machine.exists() {
                machine
            } else {
                own.clone()
            };
            (read, own)
        };
        let data_dir = variable("KAZASHI_DATA_DIR")
            .or_else(|| of_user(ProjectDirs::data_local_dir))
            .ok_or(PlacesError::NoHome)?;
        let bundles_dir = variable("KAZASHI_BUNDLES_DIR")
            .or_else(|| variable("KAZASHI_DATA_DIR").map(|dir| dir.join(BUNDLES)))
            .or_else(|| Some(machine_state_dir().join(BUNDLES)).filter(|dir| dir.is_dir()))
            .unwrap_or_else(|| data_dir.join(BUNDLES));
        let bundle = active_dir(&bundles_dir);
        let shared = |name: &str| {
            if let Some(bundle) = &bundle {
                return bundle.join(name);
            }
            of_user(ProjectDirs::data_local_dir)
                .into_iter()
                .chain(installed_dirs())
                .map(|dir| dir.join(name))
                .find(|dir| dir.is_dir())
                .unwrap_or_else(|| machine_data_dir().join(name))
        };
        Ok(Self {
            settings_file,
            settings_save_file,
            forms_dir: variable("KAZASHI_FORMS_DIR").unwrap_or_else(|| shared("forms")),
            profiles_dir: variable("KAZASHI_PROFILES_DIR")
                .unwrap_or_else(|| shared("printer-profiles")),
            data_dir,
            bundles_dir,
        })
    }

    /// The numbers of slips (受付番号), made on first use.
    pub fn slip_numbers_file(&self) -> PathBuf {
        self.data_dir.join(SLIPS_FILE)
    }

    /// The counts database (件数の記録), made on first use.
    pub fn counts_file(&self) -> PathBuf {
        self.data_dir.join(COUNTS_FILE)
    }

    /// The imported postal codes (郵便番号データ); not there before `kazashi postal import`.
    pub fn postal_file(&self) -> PathBuf {
        self.data_dir.join(POSTAL_FILE)
    }
}

fn machine_config_dir() -> PathBuf {
    if cfg!(windows) {
        program_data().join("Kazashi")
    } else {
        PathBuf::from("/etc/kazashi")
    }
}

/// Where what an administrator loads for all users of the machine is kept.
fn machine_state_dir() -> PathBuf {
    if cfg!(windows) {
        program_data().join("Kazashi")
    } else {
        PathBuf::from("/var/lib/kazashi")
    }
}

fn machine_data_dir() -> PathBuf {
    if cfg!(windows) {
        program_data().join("Kazashi")
    } else {
        PathBuf::from("/usr/share/kazashi")
    }
}

fn program_data() -> PathBuf {
    env::var_os("ProgramData").map_or_else(|| PathBuf::from(r"C:\ProgramData"), PathBuf::from)
}

/// Where an installation may have put the forms: the machine's directory, beside the program,
/// and, in a build for development, this repository.
fn installed_dirs() -> Vec<PathBuf> {
    let mut dirs = vec![machine_data_dir()];
    if let Some(program) = env::current_exe().ok().as_deref().and_then(Path::parent) {
        dirs.push(program.to_path_buf());
        dirs.push(program.join("../share/kazashi"));
    }
    if cfg!(debug_assertions) {
        dirs.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    }
    dirs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_directory_follows_its_variable() {
        let places = Places::find_with(|name| Some(PathBuf::from("/x").join(name))).unwrap();
        assert_eq!(
            places.settings_file,
            Path::new("/x/KAZASHI_CONFIG_DIR/kazashi.toml")
        );
        assert_eq!(places.settings_save_file, places.settings_file);
        assert_eq!(
            places.counts_file(),
            Path::new("/x/KAZASHI_DATA_DIR/counts.sqlite")
        );
        assert_eq!(places.bundles_dir, Path::new("/x/KAZASHI_BUNDLES_DIR"));
        assert_eq!(places.forms_dir, Path::new("/x/KAZASHI_FORMS_DIR"));
        assert_eq!(places.profiles_dir, Path::new("/x/KAZASHI_PROFILES_DIR"));
    }
}
