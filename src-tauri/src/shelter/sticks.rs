//! Removable drives, so that nobody types a path with gloves on.

use std::fs;
use std::path::{Path, PathBuf};

/// Where systems put drives that are plugged in; on Windows every letter but the first three.
fn roots() -> Vec<PathBuf> {
    if cfg!(windows) {
        return ('D'..='Z')
            .map(|letter| PathBuf::from(format!("{letter}:\\")))
            .filter(|root| root.is_dir())
            .collect();
    }
    let mut roots = Vec::new();
    for base in ["/media", "/run/media"] {
        for folder in folders(Path::new(base)) {
            // One level for the user, one for the drive.
            roots.extend(folders(&folder));
        }
    }
    roots
}

fn folders(base: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(base).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// Folders of drives that are in.
pub(crate) fn sticks() -> Vec<PathBuf> {
    roots()
}

/// Bundles on them.
pub(crate) fn bundles(sticks: &[PathBuf]) -> Vec<PathBuf> {
    with_ending(sticks, "kazashi-bundle")
}

/// Files of one kind on them.
pub(crate) fn with_ending(sticks: &[PathBuf], ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = sticks
        .iter()
        .flat_map(|stick| fs::read_dir(stick).into_iter().flatten().flatten())
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|found| found.eq_ignore_ascii_case(ending))
        })
        .collect();
    found.sort();
    found
}
