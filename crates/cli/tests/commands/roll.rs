//! `kazashi roll`: a register's file on its way into a roll.

use std::fs;

use crate::machine::Machine;

const PASSPHRASE: &str = "見本 の 合言葉 2026\n";

fn invent(machine: &Machine, count: &str, out: &str) {
    let ran = machine.run(&[
        "roll",
        "invent",
        "--count",
        count,
        "--day",
        "2026-11-22",
        "--out",
        out,
    ]);
    ran.assert_done();
}

fn import(machine: &Machine, csv: &str, more: &[&str]) -> crate::machine::Ran {
    let arguments = [
        "roll",
        "import",
        csv,
        "--out",
        "city.roll",
        "--passphrase-stdin",
    ];
    machine.run_with_input(&[&arguments[..], more].concat(), PASSPHRASE)
}

#[test]
fn invented_electors_become_a_roll_that_is_compared_changed_and_counted() {
    let machine = Machine::new();
    invent(&machine, "500", "roll.csv");
    let ran = import(&machine, "roll.csv", &[]);
    ran.assert_done();
    assert!(ran.out.contains("electors\t500\n") && ran.out.contains("encoding\tUTF-8\n"));
    import(&machine, "roll.csv", &[]).assert_error(206, "roll-exists");

    let text = fs::read_to_string(machine.path("roll.csv")).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let gone = lines.pop().unwrap();
    let gone = gone.split_once(',').unwrap().0;
    machine.write("next.csv", &format!("{}\n", lines.join("\n")));
    let compare = |more: &[&str]| {
        let arguments = [
            "roll",
            "compare",
            "next.csv",
            "--roll",
            "city.roll",
            "--passphrase-stdin",
        ];
        let ran = machine.run_with_input(&[&arguments[..], more].concat(), PASSPHRASE);
        ran.assert_done();
        ran.out
    };
    let seen = compare(&["--list"]);
    assert!(
        seen.starts_with("added\t0\nchanged\t0\ngone\t1\n"),
        "{seen}"
    );
    assert!(seen.contains(&format!("gone\t{gone}\t\n")), "{seen}");
    assert!(compare(&["--part"]).contains("gone\t0\n"));
    compare(&["--apply"]);
    assert!(compare(&[]).contains("gone\t0\n"));
    let stats = ["roll", "stats", "city.roll", "--json", "--passphrase-stdin"];
    let ran = machine.run_with_input(&stats, PASSPHRASE);
    ran.assert_done();
    let stats: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(stats["electors"], 499);
    assert_eq!(stats["districts"]["001"], 499);
}

#[test]
fn every_fault_of_a_file_is_written_into_a_list_and_nothing_else_is_left() {
    let machine = Machine::new();
    invent(&machine, "40", "roll.csv");
    let text = fs::read_to_string(machine.path("roll.csv")).unwrap();
    let broken = text.replace(",1,1,", ",x,1,").replace("001,1,2,", ",1,2,");
    machine.write("broken.csv", &broken);
    let ran = import(&machine, "broken.csv", &["--faults", "faults.csv"]);
    ran.assert_error(206, "roll-bad-rows");
    let faults = fs::read_to_string(machine.path("faults.csv")).unwrap();
    assert!(
        faults.contains("2,頁,") && faults.contains("3,投票区,"),
        "{faults}"
    );
    assert!(!machine.path("city.roll").exists() && !machine.path("city.roll.part").exists());
}

#[test]
fn our_mapping_is_printed_and_can_be_given_back() {
    let machine = Machine::new();
    let ran = machine.run(&["roll", "mapping"]);
    ran.assert_done();
    machine.write("city.toml", &ran.out);
    invent(&machine, "5", "roll.csv");
    import(&machine, "roll.csv", &["--mapping", "city.toml"]).assert_done();
    machine.write("city.toml", &ran.out.replace("[columns]", "[column]"));
    fs::remove_file(machine.path("city.roll")).unwrap();
    let key = fs::read_dir(machine.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let key = key.filter(|path| path.to_string_lossy().contains("city.roll"));
    key.for_each(|path| fs::remove_file(path).unwrap());
    import(&machine, "roll.csv", &["--mapping", "city.toml"])
        .assert_error(206, "roll-mapping-invalid");
}
