//! `kazashi election`: from the election's file to the package that the booths open.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use vault::{ActivationCode, CityKeys, KeyFile, Package, Passphrase, Purpose};

use crate::machine::{Machine, Ran, repository};

const CITY: &str = "市役所の 合言葉です\n";
const SAMPLE_HASH: &str = "5762e2538d43cf53\n";

fn sample() -> String {
    fs::read_to_string(repository().join("crates/polling/examples/election.toml")).unwrap()
}

/// A folder with the sample, and in it what was changed.
fn with(from: &str, to: &str) -> (Machine, String) {
    let sample = sample();
    assert!(sample.contains(from), "{from} is not in the sample");
    let text = sample.replacen(from, to, 1);
    let machine = Machine::new();
    machine.write("election.toml", &text);
    (machine, text)
}

fn prepare(machine: &Machine, more: &[&str], input: &str) -> Ran {
    prepare_for(machine, "131041", more, input)
}

fn prepare_for(machine: &Machine, code: &str, more: &[&str], input: &str) -> Ran {
    let first = [
        "election",
        "prepare",
        "--city",
        "見本市",
        "--code",
        code,
        "--election",
        "election.toml",
        "--administrator",
        "選管",
        "--officer",
        "市役所",
        "--officer",
        "東支所",
        "--city-key",
        "city.key",
    ];
    machine.run_with_input(&[&first[..], more].concat(), input)
}

const NEW: [&str; 3] = ["--new-city-key", "--out", "first.kazashi-package"];

/// Whose code, and the code.
fn codes(ran: &Ran) -> Vec<(String, String)> {
    ran.assert_done();
    let pair = |line: &str| {
        let (whose, code) = line.split_once('\t').unwrap();
        (whose.to_owned(), code.to_owned())
    };
    ran.out.lines().map(pair).collect()
}

/// What lies in the folder of the machine, but for what it was given.
fn made(machine: &Machine) -> Vec<String> {
    let entries = fs::read_dir(machine.dir.path()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "election.toml")
        .collect();
    names.sort();
    names
}

#[test]
fn a_right_file_is_told_by_its_hash_and_a_comment_changes_nothing() {
    let (machine, _) = with("format = 1", "format = 1");
    let ran = machine.run(&["election", "check", "election.toml"]);
    ran.assert_done();
    assert_eq!(ran.out, SAMPLE_HASH);
    let (machine, _) = with("format = 1", "# of another hand\nformat = 1");
    let ran = machine.run(&["election", "check", "election.toml"]);
    assert_eq!(ran.out, SAMPLE_HASH);
    let (machine, _) = with("#ffffff", "#fffffe");
    let ran = machine.run(&["election", "check", "election.toml"]);
    ran.assert_done();
    assert_ne!(ran.out, SAMPLE_HASH);
    assert!(made(&machine).is_empty());
}

/// What is changed into what, and field and fault as they are told.
const FAULTS: [(&str, &str, &str); 22] = [
    (
        "format = 1",
        "format = 2",
        "format: format 2 is not of this program, which reads 1",
    ),
    (
        "rules = 1",
        "rules = 7",
        "rules: this program has no rules 7",
    ),
    ("\"風見市\"", "\" \"", "city: empty"),
    ("= 23", "= 48", "prefecture: 48 is no prefecture (1 to 47)"),
    (
        "= 3\n",
        "= 31\n",
        "patience_seconds: 31 seconds are not within 1 to 30",
    ),
    (
        "slip = \"signed\"",
        "slip = \"drawn\"",
        "slip: not \"drawn\", but one of printed, signed, written",
    ),
    (
        "early_to = \"2026-02-07\"",
        "early_to = \"2026-02-08\"",
        "ballot.early_to: early voting ends on the day before election day (2026-02-08)",
    ),
    (
        "\"2026-02-02\"",
        "\"2026-02-09\"",
        "ballot.early_from: ends before it begins",
    ),
    (
        "\"2026-01-23\"",
        "\"2025-01-23\"",
        "ballot.early_from: begins more than a month before election day: check year and month",
    ),
    (
        "id = \"review\"",
        "id = \"house-single\" # 2",
        "ballot.id: \"house-single\" stands there twice",
    ),
    (
        "\"005\", \"006\"]\n\n",
        "\"005\", \"009\"]\n\n",
        "ballot.districts: there is no [[district]] \"009\"",
    ),
    (
        "\"#ffffff\"",
        "\"white\"",
        "ballot.colour: a colour is written like #f7d5dc",
    ),
    (
        "paper = \"うぐいす色\"",
        "papier = \"うぐいす色\"",
        "ballot.papier: there is no field of this name",
    ),
    (
        "number = 6",
        "number = 7",
        "reason.number: reason 7 is not within 1 to 6",
    ),
    (
        "\"10:00\"",
        "\"10時\"",
        "booth.opens: a time is written like 08:30",
    ),
    (
        "\"15:00\"",
        "\"09:30\"",
        "booth.closes: closes before it opens",
    ),
    (
        "[\"004\", ",
        "[\"001\", \"004\", ",
        "booth.home_of: district \"001\" is allotted to two booths",
    ),
    (
        "id = \"bus\"",
        "id = \"city-hall\" # 2",
        "booth.id: \"city-hall\" stands there twice",
    ),
    (
        "id = \"006\"",
        "id = \"005\" # 2",
        "district.id: \"005\" stands there twice",
    ),
    (
        "prefecture = 23",
        "prefecture = \"23\"",
        "prefecture: not written as it should be (",
    ),
    (
        "rules = 1",
        "rules = = 1",
        ": not written as it should be (",
    ),
    (
        "\"2026-02-01\"",
        "\"2026-02-31\"",
        "ballot.early_from: not written as it should be (",
    ),
];

#[test]
fn each_kind_of_fault_is_told_with_its_line_and_field_and_makes_no_package() {
    for (from, to, told) in FAULTS {
        let (machine, text) = with(from, to);
        let line = text.lines().position(|line| line.contains(to.trim()));
        let space = if told.starts_with(':') { "" } else { " " };
        let told = format!("line {}{space}{told}", 1 + line.unwrap());
        for ran in [
            machine.run(&["election", "check", "election.toml"]),
            prepare(&machine, &NEW, CITY),
        ] {
            ran.assert_error(207, "polling-election-file");
            assert!(ran.err.contains(&told), "{told}: {}", ran.err);
            assert_eq!(ran.out, "");
        }
        assert!(made(&machine).is_empty(), "{to}");
    }
}

#[test]
fn what_is_missing_is_told_where_it_belongs_and_all_faults_at_once() {
    let (machine, _) = with("colour = \"#ffffff\"\n", "");
    let ran = machine.run(&["election", "check", "election.toml"]);
    ran.assert_error(207, "polling-election-file");
    assert!(ran.err.contains(" ballot.colour: missing"), "{}", ran.err);
    let whole = sample().replace("= 23", "= 48").replace("= 3\n", "= 0\n");
    machine.write("election.toml", &whole);
    let ran = machine.run(&["election", "check", "election.toml"]);
    ran.assert_error(207, "polling-election-file");
    for told in ["48 is no prefecture", "0 seconds are not within 1 to 30"] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    // A district that no booth has, under the rule that needs one, is told at the district.
    let whole = sample().replacen(", \"003\"]", "]", 1);
    let line = whole.lines().position(|line| line.contains("id = \"003\""));
    machine.write("election.toml", &whole);
    let ran = machine.run(&["election", "check", "election.toml"]);
    let told = format!(
        "line {} district.id: district \"003\" is allotted to no booth",
        1 + line.unwrap()
    );
    assert!(ran.err.contains(&told), "{}", ran.err);
}

#[test]
fn faults_are_told_in_japanese_where_the_pc_speaks_it() {
    let (machine, text) = with("= 23", "= 48");
    let line = 1 + text.lines().position(|line| line.contains("= 48")).unwrap();
    let mut command = machine.command(&["election", "check", "election.toml"]);
    command.env("LANG", "ja_JP.UTF-8");
    let ran = crate::machine::run(command, "");
    let told = format!("{line}行目 prefecture：48 は都道府県の番号（1〜47）ではありません");
    assert!(ran.err.contains(&told), "{}", ran.err);
}

#[test]
fn a_file_that_is_not_there_or_no_text_is_told() {
    let machine = Machine::new();
    let ran = machine.run(&["election", "check", "election.toml"]);
    ran.assert_error(6, "values-unreadable");
    fs::write(machine.path("election.toml"), [0xff, 0xfe, 0x00]).unwrap();
    let ran = machine.run(&["election", "check", "election.toml"]);
    ran.assert_error(6, "values-unreadable");
    prepare(&machine, &NEW, CITY).assert_error(6, "values-unreadable");
    assert!(made(&machine).is_empty());
}

#[test]
fn a_package_is_prepared_and_each_printed_code_opens_it_with_its_role() {
    let (machine, text) = with("format = 1", "format = 1");
    let codes = codes(&prepare(&machine, &NEW, CITY));
    let whose: Vec<&str> = codes.iter().map(|(whose, _)| whose.as_str()).collect();
    assert_eq!(
        whose,
        [
            "見本市",
            "administrator:選管",
            "officer:市役所",
            "officer:東支所"
        ]
    );
    assert_eq!(made(&machine), ["city.key", "first.kazashi-package"]);
    let load = |name: &str| {
        Package::load(&machine.path(name)).unwrap_or_else(|problem| panic!("{problem}"))
    };
    let package = load("first.kazashi-package");
    let open = |package: &Package, code: &str| {
        let code = ActivationCode::parse(code).unwrap_or_else(|problem| panic!("{problem}"));
        package.open(&code).map(|opened| opened.by).ok()
    };
    for (whose, code) in &codes {
        assert_eq!(open(&package, code).as_ref(), Some(whose));
    }
    let public = package.public();
    // What the booths hold and show is the file byte by byte, signed with the rest.
    assert_eq!(public.election.as_deref(), Some(text.as_str()));
    assert!(!public.about.exercise && public.about.edition == 1);
    let secret = fs::read_to_string(machine.path("first.kazashi-package")).unwrap();
    for (_, code) in &codes {
        assert!(!secret.contains(code.as_str()), "a code stands in the file");
    }
    let mode = |name: &str| {
        let file = fs::metadata(machine.path(name)).unwrap();
        file.permissions().mode() & 0o777
    };
    assert_eq!(
        (mode("city.key"), mode("first.kazashi-package")),
        (0o600, 0o600)
    );
    // The city's key file opens with the passphrase of the first line and is that of the package.
    let keys = KeyFile::load(&machine.path("city.key"), Purpose::City).unwrap();
    let secret = keys.open_with(&Passphrase::typed(CITY.trim_end())).unwrap();
    let city = CityKeys::from_secret(secret);
    assert_eq!(city.public(), package.public().city_key);

    // The second edition goes on with realm and keys; the code of the first is the second line.
    let again = [
        "--edition",
        "2",
        "--before",
        "first.kazashi-package",
        "--out",
        "second.kazashi-package",
    ];
    let input = format!("{CITY}{}\n", codes[0].1);
    let next = self::codes(&prepare(&machine, &again, &input));
    let second = load("second.kazashi-package");
    assert_eq!(second.public().realm, package.public().realm);
    assert_eq!(second.public().about.edition, 2);
    assert_eq!(open(&second, &next[1].1).as_ref(), Some(&next[1].0));
    assert_eq!(
        open(&second, &codes[1].1),
        None,
        "codes of the first edition"
    );
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let (machine, _) = with("format = 1", "format = 1");
    codes(&prepare(&machine, &NEW, CITY));
    let read = |name: &str| fs::read(machine.path(name)).unwrap();
    let before = (read("city.key"), read("first.kazashi-package"));
    let old = ["--out", "first.kazashi-package"];
    prepare(&machine, &old, CITY).assert_error(5, "out-unwritable");
    prepare(&machine, &NEW, CITY).assert_error(5, "out-unwritable");
    let new_key = ["--new-city-key", "--out", "second.kazashi-package"];
    prepare(&machine, &new_key, CITY).assert_error(5, "out-unwritable");
    assert!((read("city.key"), read("first.kazashi-package")) == before);
    // A link that leads nowhere is a name that somebody meant.
    std::os::unix::fs::symlink("nowhere", machine.path("link")).unwrap();
    prepare(&machine, &["--out", "link"], CITY).assert_error(5, "out-unwritable");
    assert!(!machine.path("nowhere").exists());
}

#[test]
fn what_is_wrong_with_lines_or_keys_is_told_and_nothing_is_left_half_written() {
    let (machine, _) = with("format = 1", "format = 1");
    let wrong = |code: &str, more: &[&str], input: &str, number: i32, told: &str| {
        let ran = prepare_for(&machine, code, more, input);
        ran.assert_error(number, told);
        assert_eq!(ran.out, "", "no code of a package that is not there");
        assert!(made(&machine).is_empty(), "{told}: {:?}", made(&machine));
    };
    let old = ["--out", "first.kazashi-package"];
    wrong("131041", &old, CITY, 202, "key-file-unreadable");
    wrong("131041", &NEW, "", 202, "passphrase-missing");
    wrong("131041", &NEW, "\n", 202, "passphrase-missing");
    wrong(
        "131041",
        &NEW,
        "short\n",
        202,
        "key-file-passphrase-too-short",
    );
    // The keys are new, and go again with the package that was not made.
    wrong("131042", &NEW, CITY, 203, "package-not-a-city-code");
    machine.write("in-the-way", "");
    let no_folder = [
        "--new-city-key",
        "--out",
        "in-the-way/first.kazashi-package",
    ];
    prepare(&machine, &no_folder, CITY).assert_error(203, "package-not-written");
    assert_eq!(made(&machine), ["in-the-way"]);

    let codes = codes(&prepare(&machine, &NEW, CITY));
    let whole = made(&machine);
    let again = |input: &str| {
        let more = ["--before", "first.kazashi-package", "--out", "second"];
        prepare(&machine, &more, input)
    };
    prepare(&machine, &["--out", "second"], "another passphrase\n")
        .assert_error(202, "key-file-wrong-passphrase");
    again(CITY).assert_error(202, "passphrase-missing");
    let (code, last) = codes[0].1.split_at(codes[0].1.len() - 1);
    let other = if last == "A" { "C" } else { "A" };
    let ran = again(&format!("{CITY}{code}{other}\n"));
    ran.assert_error(203, "code-mistyped");
    assert!(!ran.err.contains(code), "a code is never repeated");
    assert_eq!(made(&machine), whole);
}
