//! Which crate may know which: ARCHITECTURE.md as a test.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use std::process::Command;

use serde_json::Value;

/// Each crate and the crates of ours that it may depend on when it is built for use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("advice", &[]),
    ("mynacard", &["advice"]),
    ("virtual-card", &["advice"]),
    ("card-session", &["advice", "mynacard"]),
    ("vault", &["advice"]),
    ("sealed-file", &[]),
    ("ledger", &["advice", "sealed-file"]),
    ("custody", &["ledger", "vault"]),
    ("paper", &["advice"]),
    ("folding", &[]),
    ("shelter", &["advice", "folding", "paper"]),
    (
        "polling-desk",
        &[
            "advice",
            "claim-table",
            "custody",
            "ledger",
            "paper",
            "polling",
            "polling-ledger",
            "roll",
            "sealed-file",
            "sync",
            "vault",
        ],
    ),
    (
        "shelter-desk",
        &[
            "advice",
            "custody",
            "ledger",
            "mynacard",
            "paper",
            "shelter",
            "shelter-ledger",
            "sync",
            "vault",
        ],
    ),
    ("shelter-ledger", &["ledger", "shelter"]),
    ("polling-ledger", &["ledger", "polling"]),
    ("claim-table", &["polling"]),
    ("sync", &["advice", "ledger"]),
    ("scratch-postgres", &[]),
    (
        "hub",
        &[
            "advice",
            "claim-table",
            "custody",
            "ledger",
            "paper",
            "polling",
            "polling-ledger",
            "sealed-file",
            "shelter",
            "shelter-ledger",
            "sync",
            "uplink",
            "vault",
        ],
    ),
    (
        "uplink",
        &["advice", "ledger", "polling", "polling-desk", "sync"],
    ),
    ("roll", &["advice", "folding", "polling", "sealed-file"]),
    ("polling", &["advice", "paper"]),
    ("printing", &["advice"]),
    ("counter", &["advice", "card-session", "mynacard", "paper"]),
    ("designer", &["advice", "paper"]),
    ("handover", &["advice", "paper"]),
    (
        "station",
        &["advice", "handover", "mynacard", "paper", "printing"],
    ),
    (
        "cli",
        &[
            "advice", "handover", "ledger", "mynacard", "paper", "polling", "printing", "roll",
            "shelter", "station", "vault",
        ],
    ),
    (
        "kazashi-app",
        &[
            "advice",
            "card-session",
            "counter",
            "custody",
            "designer",
            "handover",
            "hub",
            "ledger",
            "mynacard",
            "paper",
            "polling",
            "polling-desk",
            "printing",
            "roll",
            "shelter",
            "shelter-desk",
            "station",
            "sync",
            "uplink",
            "vault",
            "virtual-card",
        ],
    ),
    ("xtask", &[]),
];

/// Tests only: may know everything, and nothing may know it.
const TESTS: &str = "stories";

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn packages() -> Vec<Value> {
    let text = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let mut metadata: Value = serde_json::from_str(&text).unwrap();
    match metadata["packages"].take() {
        Value::Array(packages) => packages,
        other => panic!("packages is {other}"),
    }
}

fn name(value: &Value) -> &str {
    value["name"].as_str().unwrap()
}

fn dependencies(package: &Value) -> &[Value] {
    package["dependencies"].as_array().unwrap()
}

fn is_ours(dependency: &Value) -> bool {
    dependency["path"].is_string()
}

fn is_for_tests_only(dependency: &Value) -> bool {
    dependency["kind"] == "dev"
}

#[test]
fn every_crate_has_its_place_and_depends_downwards_only() {
    for package in packages().iter().filter(|package| name(package) != TESTS) {
        let (_, allowed) = ALLOWED
            .iter()
            .find(|(member, _)| *member == name(package))
            .unwrap_or_else(|| panic!("{} has no place in ALLOWED", name(package)));
        for dependency in dependencies(package).iter().filter(|it| is_ours(it)) {
            if !is_for_tests_only(dependency) {
                assert!(
                    allowed.contains(&name(dependency)),
                    "{} must not depend on {}",
                    name(package),
                    name(dependency)
                );
            }
            assert_ne!(
                name(dependency),
                TESTS,
                "{} must not depend on the tests",
                name(package)
            );
        }
    }
}

/// Two programs that agree by sharing a bug prove nothing.
#[test]
fn the_virtual_card_knows_nothing_of_the_card_library_even_in_its_tests() {
    let packages = packages();
    let card = packages
        .iter()
        .find(|package| name(package) == "virtual-card")
        .unwrap();
    let ours: Vec<&str> = dependencies(card)
        .iter()
        .filter(|it| is_ours(it))
        .map(name)
        .collect();
    assert!(
        ours.iter().all(|it| *it == "advice"),
        "virtual-card depends on {ours:?}"
    );
}

#[test]
fn only_the_window_knows_tauri() {
    let packages = packages();
    let know_tauri: Vec<&str> = packages
        .iter()
        .filter(|package| {
            dependencies(package)
                .iter()
                .any(|it| name(it).starts_with("tauri"))
        })
        .map(name)
        .collect();
    assert_eq!(know_tauri, ["kazashi-app"]);
}

#[test]
fn a_production_build_holds_no_virtual_card() {
    for program in ["kazashi-app", "cli"] {
        let tree = cargo(&[
            "tree",
            "--package",
            program,
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]);
        assert!(
            tree.starts_with(program),
            "cargo tree printed something else: {tree}"
        );
        assert!(
            !tree.contains("virtual-card"),
            "{program} holds the virtual card"
        );
    }
}
