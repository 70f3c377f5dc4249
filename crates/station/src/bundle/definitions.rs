//! Whether the definitions of an unpacked bundle are sound, before any of them is used.

use std::fs;
use std::path::Path;

use super::city;
use super::error::BundleError;
use super::paths::{CITY_FILE, FORMS, PROFILES};
use crate::{list_forms, list_profiles};

/// Checks every form, every printer profile and the city's part of the settings in this folder.
pub(super) fn check(dir: &Path) -> Result<(), BundleError> {
    let file = dir.join(CITY_FILE);
    let text = fs::read_to_string(&file).map_err(|_| BundleError::FileMissing {
        path: CITY_FILE.to_owned(),
    })?;
    city::check(Path::new(CITY_FILE), &text).map_err(|error| BundleError::SettingsBroken {
        problem: error.to_string(),
    })?;
    let forms = list_forms(&dir.join(FORMS)).map_err(|_| BundleError::NoForms)?;
    if forms.is_empty() {
        return Err(BundleError::NoForms);
    }
    for listed in forms {
        if let Err(errors) = listed.form {
            return Err(BundleError::FormBroken {
                id: listed.id,
                errors,
            });
        }
    }
    let profiles = dir.join(PROFILES);
    if profiles.is_dir() {
        let broken = |problem: String| BundleError::ProfileBroken { problem };
        for listed in list_profiles(&profiles).map_err(|error| broken(error.to_string()))? {
            if let Err(errors) = listed.profile {
                let first = errors.first().map(ToString::to_string);
                return Err(broken(first.unwrap_or(listed.name)));
            }
        }
    }
    Ok(())
}
