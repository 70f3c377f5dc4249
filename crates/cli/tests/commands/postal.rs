//! `kazashi postal`, on the invented data of `station`.

use std::fs;
use std::process::Command;

use crate::machine::{Machine, repository, run};

fn published() -> String {
    let data = repository().join("crates/station/tests/postal/invented_utf_ken_all.csv");
    fs::read_to_string(data).unwrap()
}

#[test]
fn codes_are_imported_and_looked_up_both_ways() {
    let machine = Machine::new();
    machine
        .run(&["postal", "lookup", "1990001"])
        .assert_error(70, "postal-missing");
    machine.write("utf_ken_all.csv", &published());
    let ran = machine.run(&[
        "postal",
        "import",
        "utf_ken_all.csv",
        "--made",
        "2026-10-31",
    ]);
    ran.assert_done();
    assert!(
        ran.out.contains("100 %") && ran.out.contains("data of 2026-10-31"),
        "{}",
        ran.out
    );

    let ran = machine.run(&["postal", "lookup", "〒199-0002"]);
    ran.assert_done();
    assert_eq!(
        ran.out,
        "199-0002\t東京都見本区霞見ケ丘\t\tトウキョウト ミホンク カスミミガオカ\n"
    );
    let ran = machine.run(&["postal", "lookup", "架空市宮町1"]);
    ran.assert_done();
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    let ran = machine.run(&["postal", "lookup", "大見通西二丁目", "--lang", "ja", "-vvv"]);
    ran.assert_error(77, "postal-not-found");
    assert!(!ran.err.contains("大見"), "{}", ran.err);

    let doctor = machine.run(&["doctor"]);
    assert!(
        doctor
            .out
            .contains("[ok] postal codes: towns of 2026-10-31 (24 lines)"),
        "{}",
        doctor.out
    );
}

#[test]
fn every_bad_line_is_one_line_and_nothing_is_imported() {
    let machine = Machine::new();
    let bad = published()
        .replace("\"1990001\"", "\"199\"")
        .replace("広島県", "広見県");
    machine.write("bad.csv", &bad);
    let ran = machine.run(&["postal", "import", "bad.csv"]);
    assert_eq!(ran.code, 73);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.err);
    assert!(
        lines[0].starts_with("postal-bad-line: Line 2: the postal code"),
        "{}",
        ran.err
    );
    assert!(
        lines[1].starts_with("postal-bad-line: Line 11: there is no such prefecture"),
        "{}",
        ran.err
    );
    assert!(!machine.path("data/postal.sqlite").exists());

    let ran = machine.run(&["postal", "import", "bad.csv", "--skip-bad-lines"]);
    assert_eq!((ran.code, ran.err.lines().count()), (0, 2));
    machine.run(&["postal", "lookup", "1990002"]).assert_done();
    machine
        .run(&["postal", "import", "none.csv"])
        .assert_error(71, "postal-unreadable");
}

#[cfg(unix)]
#[test]
fn an_import_that_runs_out_of_room_leaves_the_old_data() {
    let machine = Machine::new();
    machine.write("utf_ken_all.csv", &published());
    machine
        .run(&["postal", "import", "utf_ken_all.csv"])
        .assert_done();
    let data = machine.path("data/postal.sqlite");
    let before = fs::read(&data).unwrap();
    let ran = run(limited(&machine, "postal import utf_ken_all.csv"), "");
    ran.assert_error(76, "postal-unusable");
    assert_eq!(fs::read(&data).unwrap(), before);
    let left = fs::read_dir(machine.path("data")).unwrap().count();
    assert_eq!(left, 1, "a draft was left");
}

/// The program with files of at most 8 KB: writing more fails as on a full disk.
#[cfg(unix)]
pub fn limited(machine: &Machine, arguments: &str) -> Command {
    let program = env!("CARGO_BIN_EXE_kazashi");
    let known = machine.command(&[]);
    let mut shell = Command::new("sh");
    // The signal would end the program before it could say anything; blocks of ulimit are 512 bytes.
    let script = format!("trap '' XFSZ; ulimit -f 16; exec '{program}' {arguments}");
    shell
        .args(["-c", &script])
        .current_dir(machine.path("."))
        .envs(
            known
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    shell
}
