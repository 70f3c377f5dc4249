//! `kazashi counts`.

use std::fs;
use std::time::Duration;

use jiff::civil::date;
use station::{Counts, Ended, PrintedForm, ReadBy, SessionRecord};

use crate::machine::Machine;

fn machine() -> Machine {
    let machine = Machine::new();
    let counts = Counts::open(&machine.path("data/counts.sqlite")).unwrap();
    for (day, seconds) in [(2, 40), (2, 60), (3, 80)] {
        counts
            .record(&SessionRecord {
                when: date(2026, 11, day).at(9, 1, 2, 3).into(),
                read_by: Some(ReadBy::Pin),
                ended: Ended::Printed,
                guide: Some("moving-in".to_owned()),
                card_to_paper: Some(Duration::from_secs(seconds)),
                at_counter: Duration::from_secs(seconds * 2),
                pages: 1,
                people: 1,
                forms: vec![PrintedForm {
                    id: "ido-todoke".to_owned(),
                    count: 1,
                }],
            })
            .unwrap();
    }
    machine
}

const NOVEMBER: [&str; 4] = ["--from", "2026-11-01", "--to", "2026-11-30"];

#[test]
fn the_figures_are_shown_as_lines_and_as_json() {
    let machine = machine();
    let ran = machine.run(&[&["counts", "show"][..], &NOVEMBER].concat());
    ran.assert_done();
    for expected in [
        "2026-11-01 – 2026-11-30\t3\t0\t60\t80\t60\t120\t160\t120",
        "2026-11-02\t2\t0\t40\t60\t50\t80\t120\t100",
        "9:00–9:59\t3",
        "Tuesday\t1",
        "ido-todoke × 3\t3",
        "moving-in\t3",
    ] {
        assert!(
            ran.out.lines().any(|line| line.starts_with(expected)),
            "{expected} is not in {}",
            ran.out
        );
    }
    let ran = machine.run(&[&["counts", "show", "--json"][..], &NOVEMBER].concat());
    ran.assert_done();
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["by_form"][0]["figures"]["card_to_paper"]["median"], 60);
    let ran = machine.run(&["counts", "show", "--from", "2026-13-01"]);
    ran.assert_error(2, "usage");
    assert!(!ran.err.contains("2026-13-01"), "{}", ran.err);
}

#[test]
fn the_table_is_written_whole_or_not_at_all() {
    let machine = machine();
    let export = [&["counts", "export", "--out", "out.csv"][..], &NOVEMBER].concat();
    machine.run(&export).assert_done();
    let whole = fs::read_to_string(machine.path("out.csv")).unwrap();
    assert_eq!(whole.lines().count(), 4);
    fs::remove_file(machine.path("out.csv")).unwrap();
    fs::create_dir(machine.path("out.csv")).unwrap();
    machine.run(&export).assert_error(79, "counts-not-exported");
    assert_eq!(fs::read_dir(machine.path("out.csv")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_table_that_finds_no_room_leaves_the_old_one() {
    let machine = machine();
    let counts = Counts::open(&machine.path("data/counts.sqlite")).unwrap();
    for _ in 0..300 {
        counts
            .record_form(
                "ido-todoke",
                date(2026, 11, 5).at(9, 0, 0, 0),
                Duration::from_secs(9),
            )
            .unwrap();
    }
    let before = machine.write("out.csv", "old");
    let arguments = format!("counts export --out out.csv {}", NOVEMBER.join(" "));
    let limited = crate::postal::limited(&machine, &arguments);
    let ran = crate::machine::run(limited, "");
    ran.assert_error(79, "counts-not-exported");
    assert_eq!(fs::read_to_string(before).unwrap(), "old");
    let files = fs::read_dir(machine.path(".")).unwrap().count();
    assert_eq!(files, 2, "a draft was left");
}
