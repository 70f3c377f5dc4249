//! Loads a bundle: all of it becomes active in one step, or nothing changes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::active::{Active, BundleInfo, is_folder, read_folder, signed};
use super::archive::Bundle;
use super::definitions;
use super::error::BundleError;
use super::key::{Fingerprint, public_key, public_text};
use super::manifest::{MANIFEST, SIGNATURE, sha256};
use crate::Places;
use crate::durable::sync_dir;

/// Beginning of the name of a folder that is being filled.
const DRAFT: &str = ".new-";
const LOCK_FILE: &str = ".lock";

/// What the administrator agrees to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trust<'a> {
    /// The fingerprint as it was compared; needed for the first bundle of a PC.
    pub fingerprint: Option<&'a str>,
    /// Whether a bundle may be older than the active one.
    pub allow_older: bool,
}

/// What has been done; the power may be cut after each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    FileWritten,
    Written,
    Checked,
    Named,
    Switched,
}

/// Makes this bundle the active one. The one before it stays for [`rollback`].
///
/// The forms of a running window stay as they are until it is started again.
pub fn load(places: &Places, bundle: &Bundle, trust: Trust<'_>) -> Result<BundleInfo, BundleError> {
    load_with(places, bundle, trust, &mut |_| {})
}

pub(super) fn load_with(
    places: &Places,
    bundle: &Bundle,
    trust: Trust<'_>,
    after: &mut dyn FnMut(Step),
) -> Result<BundleInfo, BundleError> {
    let dir = &places.bundles_dir;
    let failed = |error: io::Error| not_loaded(dir, &error);
    let _lock = lock(dir).map_err(failed)?;
    let before = Active::read(dir)?;
    check_key(bundle, before.as_ref(), trust)?;
    if let Some((running, _, _)) = signed(places)? {
        if running == bundle.manifest {
            return Ok(bundle.info());
        }
        if running.number >= bundle.manifest.number && !trust.allow_older {
            return Err(BundleError::Older {
                found: bundle.manifest.number,
                active: running.number,
            });
        }
    }
    sweep(dir, before.as_ref());
    let draft = tempfile::Builder::new()
        .prefix(DRAFT)
        .tempdir_in(dir)
        .map_err(failed)?;
    unpack(bundle, draft.path(), after).map_err(failed)?;
    after(Step::Written);
    definitions::check(draft.path())?;
    after(Step::Checked);
    let folder = free_name(dir, bundle);
    fs::rename(draft.path(), dir.join(&folder)).map_err(failed)?;
    // Its name is gone; nothing is left to delete.
    let _ = draft.keep();
    sync_dir(dir).map_err(failed)?;
    after(Step::Named);
    let previous = before.map(|before| before.folder);
    let now = Active::new(folder, previous, public_text(&bundle.key));
    now.switch(dir).map_err(failed)?;
    after(Step::Switched);
    sweep(dir, Some(&now));
    let info = bundle.info();
    tracing::info!(version = info.version, "bundle loaded");
    Ok(info)
}

/// Goes back to the bundle before the active one.
pub fn rollback(places: &Places) -> Result<BundleInfo, BundleError> {
    let dir = &places.bundles_dir;
    let failed = |error: io::Error| not_loaded(dir, &error);
    let Some(active) = Active::read(dir)? else {
        return Err(BundleError::NothingBefore);
    };
    let _lock = lock(dir).map_err(failed)?;
    let Some(previous) = active.previous else {
        return Err(BundleError::NothingBefore);
    };
    let (manifest, key, path) = read_folder(dir, &previous, &active.key)?;
    definitions::check(&path)?;
    Active::new(previous, None, active.key)
        .switch(dir)
        .map_err(failed)?;
    Ok(BundleInfo::of(&manifest, &key))
}

fn check_key(
    bundle: &Bundle,
    before: Option<&Active>,
    trust: Trust<'_>,
) -> Result<(), BundleError> {
    let found = bundle.fingerprint();
    if let Some(typed) = trust.fingerprint
        && !found.is(typed)
    {
        return Err(BundleError::FingerprintDiffers { found });
    }
    match before {
        Some(before) if before.key == public_text(&bundle.key) => Ok(()),
        Some(before) => Err(BundleError::KeyNotPinned {
            found,
            pinned: public_key(&before.key).map(|key| Fingerprint::of(&key)),
        }),
        None if trust.fingerprint.is_some() => Ok(()),
        None => Err(BundleError::KeyUnconfirmed { found }),
    }
}

/// Two loads at a time would sweep each other's folders away.
fn lock(dir: &Path) -> io::Result<File> {
    fs::create_dir_all(dir)?;
    let file = File::create(dir.join(LOCK_FILE))?;
    file.lock()?;
    Ok(file)
}

fn unpack(bundle: &Bundle, into: &Path, after: &mut dyn FnMut(Step)) -> io::Result<()> {
    let own = [
        (MANIFEST, &bundle.manifest_bytes),
        (SIGNATURE, &bundle.signature),
    ];
    let files = bundle
        .files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes));
    for (path, bytes) in files.chain(own) {
        let target = into.join(path);
        let folder = target.parent().unwrap_or(into);
        fs::create_dir_all(folder)?;
        let mut file = File::create_new(&target)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        sync_dir(folder)?;
        after(Step::FileWritten);
    }
    readable_by_all(into)?;
    sync_dir(into)
}

/// A folder for drafts is its owner's alone; clerks are other users than the administrator.
#[cfg(unix)]
fn readable_by_all(dir: &Path) -> io::Result<()> {
    fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o755))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same as on the other system")]
fn readable_by_all(_: &Path) -> io::Result<()> {
    Ok(())
}

/// `NUMBER-HASH`, with a further number when such a folder is there.
fn free_name(dir: &Path, bundle: &Bundle) -> String {
    let hash = sha256(&bundle.manifest_bytes);
    let name = format!("{}-{}", bundle.manifest.number, &hash[..8]);
    let mut free = name.clone();
    for further in 1_u32.. {
        if !dir.join(&free).exists() {
            break;
        }
        free = format!("{name}-{further}");
    }
    free
}

/// Deletes what no longer counts: drafts of loads that were cut off, and older bundles.
fn sweep(dir: &Path, active: Option<&Active>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let counts = active.is_some_and(|active| {
            active.folder == name || active.previous.as_deref() == Some(name)
        });
        if !counts && (name.starts_with(DRAFT) || is_folder(name)) {
            // What cannot be deleted now, since a program has it open, is deleted by the next load.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn not_loaded(dir: &Path, error: &io::Error) -> BundleError {
    BundleError::NotLoaded {
        folder: dir.to_path_buf(),
        problem: error.kind().to_string(),
    }
}
