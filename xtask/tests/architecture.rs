//! The documents name tests and error codes; these must exist.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// What stands between single back quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[test]
fn every_test_named_in_the_architecture_exists() {
    let text = document("ARCHITECTURE.md");
    let named: Vec<(&str, &str)> = quoted(&text)
        .filter_map(|word| word.split_once("::"))
        .filter(|(file, _)| file.contains('/'))
        .collect();
    assert!(named.len() > 10, "only {} tests are named", named.len());
    let gone: Vec<String> = named
        .iter()
        .filter(|(file, test)| {
            !fs::read_to_string(root().join(file)).is_ok_and(|source| source.contains(test))
        })
        .map(|(file, test)| format!("{file}::{test}"))
        .collect();
    assert!(gone.is_empty(), "named, but not there: {gone:#?}");
}

#[test]
fn every_crate_stands_in_the_architecture() {
    let text = document("ARCHITECTURE.md");
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            text.contains(&format!("\n## `{name}`")),
            "{name} has no section"
        );
    }
}

#[test]
fn every_error_code_in_the_handbook_is_one_of_ours() {
    let text = document("docs/handbook.md");
    let table = text.split("<!-- codes:begin -->").nth(1).unwrap();
    let table = table.split("<!-- codes:end -->").next().unwrap();
    let codes: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(code, _)| code)
        .collect();
    assert!(codes.len() > 20, "only {} codes", codes.len());
    let mut sources = String::new();
    for folder in ["crates", "src-tauri/src"] {
        read_rust(&root().join(folder), &mut sources);
    }
    let unknown: Vec<&&str> = codes
        .iter()
        .filter(|code| !sources.contains(&format!("\"{code}\"")))
        .collect();
    assert!(unknown.is_empty(), "no source knows {unknown:?}");
}

fn read_rust(folder: &Path, into: &mut String) {
    let entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    for path in entries {
        if path.is_dir() {
            read_rust(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
