//! Reads a bundle as what it is: a file from outside. Nothing is written while it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use ed25519_dalek::VerifyingKey;
use zip::ZipArchive;

use super::active::BundleInfo;
use super::error::BundleError;
use super::key::Fingerprint;
use super::manifest::{MANIFEST, Manifest, SIGNATURE, read_signed, sha256};
use super::paths;

/// Largest file that is opened, in bytes.
const MOST_PACKED: u64 = 64 << 20;
/// Largest sum of what is inside.
const MOST_UNPACKED: u64 = 128 << 20;
/// Largest single file inside; a scanned PDF has a few megabytes.
const MOST_FILE: u64 = 32 << 20;
/// Most files inside.
const MOST_FILES: usize = 2000;
/// Largest manifest: a line of 300 bytes for each file.
const MOST_MANIFEST: u64 = 1 << 20;
/// How every zip file with something inside begins.
const ZIP_START: &[u8] = b"PK\x03\x04";

/// A bundle whose signature, files and names are right. Whether its key is trusted and its
/// definitions are sound is told when it is loaded.
pub struct Bundle {
    pub(super) manifest: Manifest,
    pub(super) manifest_bytes: Vec<u8>,
    pub(super) signature: Vec<u8>,
    pub(super) key: VerifyingKey,
    /// Contents by path.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Bundle {
    /// Opens a file.
    pub fn open(file: &Path) -> Result<Self, BundleError> {
        let unreadable = |error: &std::io::Error| BundleError::Unreadable {
            file: file.to_path_buf(),
            problem: error.kind().to_string(),
        };
        let opened = File::open(file).map_err(|error| unreadable(&error))?;
        let mut bytes = Vec::new();
        opened
            .take(MOST_PACKED + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(&error))?;
        Self::from_bytes(&bytes)
    }

    /// Reads a bundle from memory.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        if bytes.len() as u64 > MOST_PACKED {
            return Err(BundleError::TooLarge);
        }
        if !bytes.starts_with(ZIP_START) {
            return Err(BundleError::NotAZip);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BundleError::Damaged)?;
        if archive.len() > MOST_FILES {
            return Err(BundleError::TooLarge);
        }
        let names = names(&mut archive)?;
        if !names.contains(MANIFEST) {
            return Err(BundleError::ManifestMissing);
        }
        if !names.contains(SIGNATURE) {
            return Err(BundleError::SignatureMissing);
        }
        let manifest_bytes = unpacked(&mut archive, MANIFEST, MOST_MANIFEST)?;
        let signature = unpacked(&mut archive, SIGNATURE, MOST_MANIFEST)?;
        let (manifest, key) = read_signed(&manifest_bytes, &signature)?;
        let files = files(&mut archive, &names, &manifest)?;
        Ok(Self {
            manifest,
            manifest_bytes,
            signature,
            key,
            files,
        })
    }

    /// What the bundle says about itself.
    pub fn info(&self) -> BundleInfo {
        BundleInfo::of(&self.manifest, &self.key)
    }

    pub(super) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.key)
    }
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The names inside, all of them safe.
fn names(archive: &mut Archive<'_>) -> Result<BTreeSet<String>, BundleError> {
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|_| BundleError::Damaged)?;
        let path = entry.name().map_err(|_| BundleError::Damaged)?.into_owned();
        let is_ours = [MANIFEST, SIGNATURE].contains(&path.as_str());
        if !is_ours && !paths::is_safe(&path) {
            return Err(BundleError::UnsafePath { path });
        }
        if !entry.is_file() || entry.is_symlink() {
            return Err(BundleError::NotAFile { path });
        }
        names.insert(path);
    }
    Ok(names)
}

/// The files of the manifest, each as it is listed, and no other.
fn files(
    archive: &mut Archive<'_>,
    names: &BTreeSet<String>,
    manifest: &Manifest,
) -> Result<BTreeMap<String, Vec<u8>>, BundleError> {
    let listed: BTreeSet<&str> = manifest
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    if let Some(extra) = names
        .iter()
        .map(String::as_str)
        .find(|name| ![MANIFEST, SIGNATURE].contains(name) && !listed.contains(name))
    {
        return Err(BundleError::FileExtra {
            path: extra.to_owned(),
        });
    }
    let total = manifest
        .files
        .iter()
        .try_fold(0_u64, |sum, file| sum.checked_add(file.size));
    if total.is_none_or(|total| total > MOST_UNPACKED) {
        return Err(BundleError::TooLarge);
    }
    let mut files = BTreeMap::new();
    for file in &manifest.files {
        let path = file.path.clone();
        if !names.contains(&path) {
            return Err(BundleError::FileMissing { path });
        }
        if file.size > MOST_FILE {
            return Err(BundleError::TooLarge);
        }
        // What the zip says of its sizes is not signed: no more is unpacked than the list says.
        let bytes = match unpacked(archive, &path, file.size) {
            Err(BundleError::TooLarge) => return Err(BundleError::FileChanged { path }),
            other => other?,
        };
        if bytes.len() as u64 != file.size || sha256(&bytes) != file.sha256 {
            return Err(BundleError::FileChanged { path });
        }
        files.insert(path, bytes);
    }
    Ok(files)
}

/// One file, never more than `most` bytes of it whatever the zip says.
fn unpacked(archive: &mut Archive<'_>, name: &str, most: u64) -> Result<Vec<u8>, BundleError> {
    let entry = archive.by_name(name).map_err(|_| BundleError::Damaged)?;
    let mut bytes = Vec::new();
    entry
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| BundleError::FileChanged {
            path: name.to_owned(),
        })?;
    if bytes.len() as u64 > most {
        return Err(BundleError::TooLarge);
    }
    Ok(bytes)
}
