//! Drafts to work on: the forms of this repository.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    reason = "shared by test programs, each of which uses a part"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use designer::{BoxAt, Draft, Edit, Entry};

pub fn forms_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")
}

/// The text of every form of the repository, in one order.
pub fn texts() -> Vec<String> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(forms_dir())
        .unwrap()
        .map(|entry| entry.unwrap().path().join("form.toml"))
        .filter(|file| file.is_file())
        .collect();
    files.sort();
    assert!(files.len() >= 10);
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

pub fn resident_record() -> String {
    std::fs::read_to_string(forms_dir().join("juminhyo-request/form.toml")).unwrap()
}

pub fn draft(text: &str) -> Draft {
    Draft::new("form.toml", text, BTreeMap::new()).unwrap_or_else(|error| panic!("{error}"))
}

/// The lines that differ, old and new, where no line came or went.
pub fn differing<'t>(old: &'t str, new: &'t str) -> Vec<(&'t str, &'t str)> {
    assert_eq!(old.split('\n').count(), new.split('\n').count());
    old.split('\n')
        .zip(new.split('\n'))
        .filter(|(old, new)| old != new)
        .collect()
}

pub fn field(draft: &Draft, name: &str) -> Entry {
    let entries = draft.entries();
    let mut fields = entries
        .iter()
        .filter(|entry| entry.at.mark.is_none() && entry.name == name);
    fields.next().unwrap_or_else(|| panic!("no {name}")).at
}

pub fn box_of(draft: &Draft, at: &str) -> paper::Rect {
    let at: BoxAt = at.parse().unwrap();
    draft
        .boxes()
        .iter()
        .find(|each| each.at == at)
        .unwrap()
        .rect
}

pub fn set(draft: &mut Draft, entry: Entry, key: &str, value: &str) {
    let edit = Edit::Set {
        entry,
        key: key.to_owned(),
        value: value.to_owned(),
    };
    draft.apply(&edit).unwrap_or_else(|error| panic!("{error}"));
}
