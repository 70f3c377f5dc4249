//! Hand-over files in a real folder: whole or not at all, and each fault by its name.

// Helpers of a test file are not seen as tests by the lint; why a test is skipped must be told.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[cfg(target_os = "linux")]
#[path = "../../ledger/tests/common/small_disk.rs"]
mod small_disk;

use std::fs;
use std::path::Path;

use advice::Advise;
use handover::{Encoding, FileFormat, Filled};
use jiff::civil::{date, datetime};
use paper::{FormDefinition, Values};
use rand_core::OsRng;
use station::{HandoverFileError, HandoverSettings, write_handover_file};

fn case(name: &str) -> Vec<Filled> {
    let text = include_str!("../../../forms/juminhyo-request/form.toml");
    let form = FormDefinition::parse("form.toml", text).ok().unwrap();
    let mut values = Values::new();
    values.insert("visitor.name", name);
    vec![Filled::of(&form, &values, date(2026, 11, 21))]
}

fn settings(folder: &Path) -> HandoverSettings {
    HandoverSettings {
        folder: Some(folder.to_path_buf()),
        ..HandoverSettings::default()
    }
}

fn write(settings: &HandoverSettings, name: &str) -> Result<Option<String>, HandoverFileError> {
    let now = datetime(2026, 11, 21, 9, 30, 5, 0);
    let file = write_handover_file(settings, &case(name), now, &mut OsRng)?;
    Ok(file.map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()))
}

fn code(result: Result<Option<String>, HandoverFileError>) -> &'static str {
    result.unwrap_err().advice().code
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn nothing_is_written_until_a_folder_is_named() {
    assert_eq!(
        write(&HandoverSettings::default(), "見本　花子").unwrap(),
        None
    );
}

#[test]
fn the_name_of_a_file_tells_time_and_form_and_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for format in [FileFormat::Csv, FileFormat::Json, FileFormat::Csv] {
        let settings = HandoverSettings {
            format,
            ..settings(dir.path())
        };
        names.push(write(&settings, "見本　花子").unwrap().unwrap());
    }
    assert_ne!(names[0], names[2]);
    for name in &names {
        let (start, rest) = name.split_at("kazashi-20261121-093005-".len());
        assert_eq!(start, "kazashi-20261121-093005-");
        let (random, rest) = rest.split_at(16);
        assert!(random.bytes().all(|b| b.is_ascii_hexdigit()));
        assert!(["-juminhyo-request.csv", "-juminhyo-request.json"].contains(&rest));
    }
    assert_eq!(count(dir.path()), 3, "a draft is left");
    let text = fs::read_to_string(dir.path().join(&names[1])).unwrap();
    assert!(text.contains("\"visitor.name\":\"見本　花子\""));
}

#[test]
fn a_letter_that_the_encoding_lacks_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let settings = HandoverSettings {
        encoding: Encoding::ShiftJis,
        ..settings(dir.path())
    };
    let error = write(&settings, "見本　𠮷子").unwrap_err();
    let advice = error.advice();
    assert_eq!(advice.code, "handover-not-in-shift-jis");
    assert!(advice.what.ja.contains('𠮷') && !advice.what.ja.contains("見本　"));
    assert_eq!(count(dir.path()), 0);
    assert!(write(&settings, "見本　髙子").unwrap().is_some());
}

#[test]
fn a_missing_folder_is_said_to_be_missing_and_is_not_made() {
    let dir = tempfile::tempdir().unwrap();
    let gone = dir.path().join("gone");
    assert_eq!(
        code(write(&settings(&gone), "見本　花子")),
        "handover-folder-missing"
    );
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(
        code(write(&settings(&file), "見本　花子")),
        "handover-folder-missing"
    );
    assert_eq!(count(dir.path()), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_and_a_read_only_disk_are_told_apart_and_keep_nothing() {
    let name = "a_full_and_a_read_only_disk_are_told_apart_and_keep_nothing";
    small_disk::on_a_small_disk(name, "16k", fill_it_and_make_it_read_only);
}

#[cfg(target_os = "linux")]
fn fill_it_and_make_it_read_only(folder: &Path) {
    let settings = settings(folder);
    assert!(write(&settings, "見本　花子").unwrap().is_some());
    fs::write(folder.join("filler"), vec![0; 16 << 10]).unwrap_err();
    let before = count(folder);
    assert_eq!(code(write(&settings, "見本　花子")), "handover-disk-full");
    assert_eq!(count(folder), before, "a part of the file is left");

    fs::remove_file(folder.join("filler")).unwrap();
    let remounted = std::process::Command::new("mount")
        .args(["-o", "remount,ro", folder.to_str().unwrap()])
        .status()
        .unwrap();
    assert!(remounted.success());
    assert_eq!(
        code(write(&settings, "見本　花子")),
        "handover-folder-not-writable"
    );
}
