//! What is measured of a printer goes back into its profile.

use std::io::Write;
use std::path::Path;

use paper::Placement;
use printing::{Correction, with_correction};

use crate::{ProfilesError, load_profile};

/// Writes a placement into the profile of this name, whole or not at all; comments stay.
pub fn save_placement(
    profiles_dir: &Path,
    name: &str,
    placement: &Placement,
) -> Result<(), ProfilesError> {
    // Tells an unknown name and a broken profile apart before anything is written.
    load_profile(profiles_dir, name)?;
    let file = profiles_dir.join(format!("{name}.toml"));
    let unsaved = |error: std::io::Error| ProfilesError::Unsaved {
        file: file.clone(),
        problem: error.kind().to_string(),
    };
    let text = std::fs::read_to_string(&file).map_err(unsaved)?;
    let correction = Correction {
        offset_x_mm: placement.offset_x_mm,
        offset_y_mm: placement.offset_y_mm,
        scale_x: placement.scale_x,
        scale_y: placement.scale_y,
    };
    let changed =
        with_correction(&file.display().to_string(), &text, &correction).map_err(|errors| {
            ProfilesError::Broken {
                name: name.to_owned(),
                errors,
            }
        })?;
    replace(&file, &changed).map_err(unsaved)
}

/// A link stays, and whoever could read the file still can.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let file = file.canonicalize()?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft
        .as_file()
        .set_permissions(std::fs::metadata(&file)?.permissions())?;
    draft.as_file().sync_all()?;
    draft.persist(&file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_has_the_placement_afterwards_and_keeps_its_readers() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("desk.toml");
        let text = include_str!("../../../printer-profiles/generic-a4.toml");
        std::fs::write(&file, text).unwrap();
        let before = std::fs::metadata(&file).unwrap().permissions();
        let placement = Placement {
            offset_x_mm: -2.5,
            scale_y: 1.01,
            ..Placement::default()
        };
        save_placement(dir.path(), "desk", &placement).unwrap();
        let profile = load_profile(dir.path(), "desk").unwrap();
        assert_eq!(crate::placement(&profile), placement);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions(), before);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        let unknown = save_placement(dir.path(), "other", &placement);
        assert!(matches!(unknown, Err(ProfilesError::Unknown { .. })));
    }

    #[test]
    fn what_a_printer_cannot_need_is_not_written() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("desk.toml");
        let text = include_str!("../../../printer-profiles/generic-a4.toml");
        std::fs::write(&file, text).unwrap();
        let far = Placement {
            offset_x_mm: 25.0,
            ..Placement::default()
        };
        let refused = save_placement(dir.path(), "desk", &far);
        assert!(matches!(refused, Err(ProfilesError::Broken { .. })));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
}
