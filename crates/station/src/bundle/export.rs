//! Makes a bundle of the forms, the printer profiles and the city's settings of this PC.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use jiff::civil::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::archive::Bundle;
use super::city;
use super::definitions;
use super::error::BundleError;
use super::key::BundleKey;
use super::manifest::{FORMAT, ListedFile, MANIFEST, Manifest, SIGNATURE};
use super::paths::{self, CITY_FILE, FORMS, PROFILES};
use crate::{Places, Settings};

/// Deepest folder that is looked into; names deeper down could not be loaded.
const DEEPEST: usize = 3;
/// Pictures that tests compare forms with; no PC of the city needs them.
const APPROVED: &str = "approved";

/// What a new bundle is called.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    /// Name for people, such as that of the city.
    pub name: &'a str,
    /// From [`super::next_number`].
    pub number: u64,
    /// Date and time in Japan.
    pub created: DateTime,
}

/// The bundle's bytes, proved to be loadable: signed, whole, and without a broken definition.
pub fn export(
    places: &Places,
    key: &BundleKey,
    about: &Export<'_>,
) -> Result<Vec<u8>, BundleError> {
    let settings = Settings::load(places).map_err(|error| BundleError::SettingsBroken {
        problem: error.to_string(),
    })?;
    let city = city::of(&settings).map_err(|error| BundleError::SettingsBroken {
        problem: error.to_string(),
    })?;
    let mut files = BTreeMap::from([(CITY_FILE.to_owned(), city.into_bytes())]);
    collect(&places.forms_dir, FORMS, DEEPEST, &mut files)?;
    if places.profiles_dir.is_dir() {
        collect(&places.profiles_dir, PROFILES, 1, &mut files)?;
    }
    let manifest = Manifest {
        format: FORMAT,
        name: about.name.to_owned(),
        number: about.number,
        created: about.created,
        key: key.public_text(),
        files: files
            .iter()
            .map(|(path, bytes)| ListedFile::of(path, bytes))
            .collect(),
    };
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|error| unmade(&error))?;
    let signature = key.sign(&manifest).to_vec();
    files.insert(MANIFEST.to_owned(), manifest);
    files.insert(SIGNATURE.to_owned(), signature);
    let bytes = zipped(&files).map_err(|error| unmade(&error))?;
    check_definitions(&Bundle::from_bytes(&bytes)?)?;
    Ok(bytes)
}

impl Bundle {
    /// Whether every definition inside is sound; done in a temporary folder, and again by a load.
    pub fn check_definitions(&self) -> Result<(), BundleError> {
        check_definitions(self)
    }
}

fn check_definitions(bundle: &Bundle) -> Result<(), BundleError> {
    let dir = tempfile::tempdir().map_err(|error| unmade(&error))?;
    for (path, bytes) in &bundle.files {
        let target = dir.path().join(path);
        fs::create_dir_all(target.parent().unwrap_or(dir.path()))
            .and_then(|()| fs::write(&target, bytes))
            .map_err(|error| unmade(&error))?;
    }
    definitions::check(dir.path())
}

/// Takes every file of a folder that is not hidden.
fn collect(
    dir: &Path,
    name: &str,
    depth: usize,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), BundleError> {
    let unreadable = |file: &Path, error: &std::io::Error| BundleError::Unreadable {
        file: file.to_path_buf(),
        problem: error.kind().to_string(),
    };
    let entries = fs::read_dir(dir).map_err(|error| unreadable(dir, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(dir, &error))?;
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if file_name.starts_with('.') || file_name == APPROVED {
            continue;
        }
        let path = format!("{name}/{file_name}");
        let kind = entry
            .file_type()
            .map_err(|error| unreadable(&entry.path(), &error))?;
        if kind.is_dir() {
            if depth > 1 {
                collect(&entry.path(), &path, depth - 1, files)?;
            }
        } else if !kind.is_file() {
            return Err(BundleError::NotAFile { path });
        } else if paths::is_safe(&path) {
            let bytes =
                fs::read(entry.path()).map_err(|error| unreadable(&entry.path(), &error))?;
            files.insert(path, bytes);
        } else {
            return Err(BundleError::UnsafePath { path });
        }
    }
    Ok(())
}

fn zipped(files: &BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(path.as_str(), SimpleFileOptions::default())?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn unmade(error: &dyn std::error::Error) -> BundleError {
    BundleError::NotMade {
        problem: error.to_string(),
    }
}
