//! The printer profiles directory: one file a printer.

use std::fs;
use std::path::{Path, PathBuf};

use advice::{Advice, Advise, Bilingual};
use paper::Placement;
use printing::{Profile, ProfileError};

/// One file of the profiles directory.
pub struct ListedProfile {
    /// Name of the file without `.toml`.
    pub name: String,
    /// The profile, or everything that is wrong with it.
    pub profile: Result<Profile, Vec<ProfileError>>,
}

/// Why a printer profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfilesError {
    /// The directory is not there or cannot be read.
    #[error("{}: {problem}", dir.display())]
    DirectoryUnreadable {
        /// The profiles directory.
        dir: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// No profile has this name.
    #[error("there is no printer profile {name}")]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The names that are there.
        known: Vec<String>,
    },
    /// The profile could not be written; it is as it was.
    #[error("{}: {problem}", file.display())]
    Unsaved {
        /// The profile's file.
        file: PathBuf,
        /// What the system said.
        problem: String,
    },
    /// The profile is there, but broken.
    #[error("the printer profile {name} is broken")]
    Broken {
        /// The name that was asked for.
        name: String,
        /// All that is wrong, never empty.
        errors: Vec<ProfileError>,
    },
}

impl Advise for ProfilesError {
    fn advice(&self) -> Advice {
        match self {
            Self::DirectoryUnreadable { dir, problem } => Advice::new(
                "printer-profiles-unreadable",
                Bilingual::new(
                    format!(
                        "プリンター設定のフォルダー {} を読めません（{problem}）。",
                        dir.display()
                    ),
                    format!(
                        "The printer profiles directory {} cannot be read ({problem}).",
                        dir.display()
                    ),
                ),
                Bilingual::new(
                    "フォルダーの場所を確かめるか、環境変数 KAZASHI_PROFILES_DIR で指定してください。",
                    "Check where the directory is, or name it in the environment variable KAZASHI_PROFILES_DIR.",
                ),
            ),
            Self::Unknown { name, known } => Advice::new(
                "printer-profile-unknown",
                Bilingual::new(
                    format!("プリンター設定「{name}」はありません。"),
                    format!("There is no printer profile '{name}'."),
                ),
                Bilingual::new(
                    format!("あるのは: {}。", known.join(", ")),
                    format!("There is: {}.", known.join(", ")),
                ),
            ),
            Self::Unsaved { file, problem } => Advice::new(
                "printer-profile-unsaved",
                Bilingual::new(
                    format!(
                        "プリンター設定 {} に書けません（{problem}）。元のままです。",
                        file.display()
                    ),
                    format!(
                        "The printer profile {} cannot be written ({problem}). It is as it was.",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "書き込みの権限のある利用者で行うか、情報担当に頼んでください。",
                    "Do it as a user who may write there, or ask IT.",
                ),
            ),
            // The place of the first fault says more than their number.
            Self::Broken { errors, .. } => errors
                .first()
                .expect("a profile is broken by at least one error")
                .advice(),
        }
    }
}

/// Whether this can be the name of a profile: no path, no hidden file.
pub(crate) fn is_profile_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// All profiles of the directory by name; a broken one takes no other down.
pub fn list_profiles(profiles_dir: &Path) -> Result<Vec<ListedProfile>, ProfilesError> {
    Ok(names(profiles_dir)?
        .into_iter()
        .map(|name| ListedProfile {
            profile: Profile::load(&profiles_dir.join(format!("{name}.toml"))),
            name,
        })
        .collect())
}

/// The profile of this name.
pub fn load_profile(profiles_dir: &Path, name: &str) -> Result<Profile, ProfilesError> {
    let known = names(profiles_dir)?;
    if !known.iter().any(|known| known == name) {
        return Err(ProfilesError::Unknown {
            name: name.to_owned(),
            known,
        });
    }
    Profile::load(&profiles_dir.join(format!("{name}.toml"))).map_err(|errors| {
        ProfilesError::Broken {
            name: name.to_owned(),
            errors,
        }
    })
}

/// How the profile moves what is printed.
pub fn placement(profile: &Profile) -> Placement {
    Placement {
        offset_x_mm: profile.offset_x_mm,
        offset_y_mm: profile.offset_y_mm,
        scale_x: profile.scale_x,
        scale_y: profile.scale_y,
        turned: profile.turned,
    }
}

fn names(profiles_dir: &Path) -> Result<Vec<String>, ProfilesError> {
    let read = || -> std::io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(profiles_dir)? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
                && let Some(name) = path.file_stem().and_then(|stem| stem.to_str())
                && is_profile_name(name)
            {
                names.push(name.to_owned());
            }
        }
        names.sort();
        Ok(names)
    };
    read().map_err(|error| ProfilesError::DirectoryUnreadable {
        dir: profiles_dir.to_path_buf(),
        problem: error.to_string(),
    })
}
