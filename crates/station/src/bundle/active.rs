//! Which bundle this PC uses: `active.toml`, changed by one rename.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ed25519_dalek::VerifyingKey;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::error::BundleError;
use super::key::{Fingerprint, public_text};
use super::manifest::{MANIFEST, Manifest, SIGNATURE, read_signed, sha256};
use crate::Places;
use crate::durable::write_whole;

const ACTIVE_FILE: &str = "active.toml";
const FORMAT: u32 = 1;

/// What a desk says about the forms it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleInfo {
    /// Name of the city, or what the administrator called it.
    pub name: String,
    /// Number of the export: a later one is larger.
    pub version: u64,
    /// When it was exported, in Japan.
    pub created: DateTime,
    /// Who signed it.
    pub fingerprint: Fingerprint,
}

impl BundleInfo {
    pub(super) fn of(manifest: &Manifest, key: &VerifyingKey) -> Self {
        Self {
            name: manifest.name.clone(),
            version: manifest.number,
            created: manifest.created,
            fingerprint: Fingerprint::of(key),
        }
    }
}

/// The small file on which all depends: which folder, which one before, and whose key is trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Active {
    pub format: u32,
    pub folder: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The pinned public key.
    pub key: String,
}

impl Active {
    pub(super) fn new(folder: String, previous: Option<String>, key: String) -> Self {
        Self {
            format: FORMAT,
            folder,
            previous,
            key,
        }
    }

    pub(super) fn read(bundles_dir: &Path) -> Result<Option<Self>, BundleError> {
        let file = bundles_dir.join(ACTIVE_FILE);
        let unreadable = |problem: String| BundleError::ActiveUnreadable {
            file: file.clone(),
            problem,
        };
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(unreadable(error.kind().to_string())),
        };
        let active: Self =
            toml::from_str(&text).map_err(|error| unreadable(error.message().to_owned()))?;
        let folders = [Some(&active.folder), active.previous.as_ref()];
        if active.format != FORMAT || !folders.into_iter().flatten().all(|name| is_folder(name)) {
            return Err(unreadable("not of this version".to_owned()));
        }
        Ok(Some(active))
    }

    /// Makes this the active one: whole or not at all.
    pub(super) fn switch(&self, bundles_dir: &Path) -> std::io::Result<()> {
        let text = toml::to_string(self).map_err(std::io::Error::other)?;
        write_whole(&bundles_dir.join(ACTIVE_FILE), text.as_bytes())
    }
}

/// Whether this is the name of an unpacked bundle: `7-1a2b3c4d`, `7-1a2b3c4d-1`.
pub(super) fn is_folder(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// The folder of the active bundle.
///
/// When it cannot be told, a folder that is not there: a PC that has a bundle must not go back to
/// other forms unseen.
pub(crate) fn active_dir(bundles_dir: &Path) -> Option<PathBuf> {
    match Active::read(bundles_dir) {
        Ok(active) => active.map(|active| bundles_dir.join(active.folder)),
        Err(error) => {
            tracing::error!(%error, "the active bundle cannot be told");
            Some(bundles_dir.join("unknown"))
        }
    }
}

/// The active bundle, `None` when this PC has none.
pub fn active(places: &Places) -> Result<Option<BundleInfo>, BundleError> {
    let signed = signed(places)?;
    Ok(signed.map(|(manifest, key, _)| BundleInfo::of(&manifest, &key)))
}

/// The active bundle, for the desk; `None` also when it cannot be told, which `examine` explains.
pub fn active_bundle(places: &Places) -> Option<BundleInfo> {
    active(places).ok().flatten()
}

/// Whether every file of the active bundle is as it was signed.
pub fn verify_active(places: &Places) -> Result<Option<BundleInfo>, BundleError> {
    let Some((manifest, key, dir)) = signed(places)? else {
        return Ok(None);
    };
    for file in &manifest.files {
        let same = fs::read(dir.join(&file.path)).is_ok_and(|bytes| sha256(&bytes) == file.sha256);
        if !same {
            return Err(BundleError::ActiveChanged {
                file: dir.join(&file.path),
            });
        }
    }
    Ok(Some(BundleInfo::of(&manifest, &key)))
}

/// The manifest of the active bundle, signed by the pinned key.
pub(super) fn signed(
    places: &Places,
) -> Result<Option<(Manifest, VerifyingKey, PathBuf)>, BundleError> {
    let Some(active) = Active::read(&places.bundles_dir)? else {
        return Ok(None);
    };
    read_folder(&places.bundles_dir, &active.folder, &active.key).map(Some)
}

/// The manifest in an unpacked folder, signed by the pinned key.
pub(super) fn read_folder(
    bundles_dir: &Path,
    folder: &str,
    pinned: &str,
) -> Result<(Manifest, VerifyingKey, PathBuf), BundleError> {
    let dir = bundles_dir.join(folder);
    let read = |name: &str| {
        let file = dir.join(name);
        fs::read(&file).map_err(|error| BundleError::ActiveUnreadable {
            file,
            problem: error.kind().to_string(),
        })
    };
    let (manifest, key) = read_signed(&read(MANIFEST)?, &read(SIGNATURE)?).map_err(|_| {
        BundleError::ActiveChanged {
            file: dir.join(MANIFEST),
        }
    })?;
    if public_text(&key) != pinned {
        return Err(BundleError::ActiveChanged {
            file: dir.join(MANIFEST),
        });
    }
    Ok((manifest, key, dir))
}
