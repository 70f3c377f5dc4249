//! `kazashi bundle` and `kazashi handover`.

use std::fs;

use crate::machine::{Machine, Ran};

/// The forms and profiles of the active bundle, not those that the environment of the tests names.
fn on_desk(machine: &Machine, arguments: &[&str]) -> Ran {
    let mut command = machine.command(arguments);
    command
        .env_remove("KAZASHI_FORMS_DIR")
        .env_remove("KAZASHI_PROFILES_DIR");
    crate::machine::run(command, "")
}

fn fingerprint(ran: &Ran) -> String {
    ran.out.trim().rsplit('\t').next().unwrap().to_owned()
}

#[test]
fn a_desk_runs_what_the_administrator_exported() {
    let office = Machine::new();
    office.write(
        "config/kazashi.toml",
        "city_name = \"架空市\"\nmayor = \"架空市長\"\n",
    );
    let created = office.run(&["bundle", "keygen", "--out", "city.key"]);
    created.assert_done();
    let again = office.run(&["bundle", "keygen", "--out", "city.key"]);
    again.assert_error(5, "out-unwritable");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let rights = fs::metadata(office.path("city.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(rights & 0o777, 0o600);
    }
    for (number, file) in [("1", "1.kazashi"), ("2", "2.kazashi")] {
        let ran = office.run(&["bundle", "export", "--key", "city.key", "--out", file]);
        ran.assert_done();
        assert!(
            ran.out.starts_with(&format!("{number}\t架空市\t")),
            "{}",
            ran.out
        );
        assert_eq!(fingerprint(&ran), created.out.trim());
        office.run(&["bundle", "check", file]).assert_done();
    }

    let desk = Machine::new();
    let file = office.path("1.kazashi");
    let file = file.to_str().unwrap();
    desk.run(&["bundle", "status"]).assert_done();
    desk.run(&["bundle", "load", file])
        .assert_error(64, "bundle-key-unconfirmed");
    assert!(!on_desk(&desk, &["bundle", "status"]).out.contains("架空市"));
    let trust = created.out.trim();
    desk.run(&["bundle", "load", file, "--trust", trust])
        .assert_done();
    let listed = on_desk(&desk, &["forms", "list"]);
    listed.assert_done();
    assert!(listed.out.contains("juminhyo-request"), "{}", listed.out);
    let doctor = on_desk(&desk, &["doctor"]);
    assert!(
        doctor.out.contains("[ok] bundle: 架空市, version 1 of "),
        "{}",
        doctor.out
    );
    assert!(
        doctor.out.contains("data/bundles/1-"),
        "the forms are not those of the bundle"
    );

    let second = office.path("2.kazashi");
    desk.run(&["bundle", "load", second.to_str().unwrap()])
        .assert_done();
    desk.run(&["bundle", "load", file])
        .assert_error(64, "bundle-older");
    assert!(desk.run(&["bundle", "rollback"]).out.starts_with("1\t"));
    assert!(desk.run(&["bundle", "status"]).out.starts_with("1\t"));
}

#[test]
fn a_broken_form_uses_no_number_up() {
    let office = Machine::with_forms(std::path::Path::new("/no/such/forms"));
    office
        .run(&["bundle", "keygen", "--out", "city.key"])
        .assert_done();
    let ran = office.run(&[
        "bundle",
        "export",
        "--key",
        "city.key",
        "--out",
        "1.kazashi",
    ]);
    ran.assert_error(64, "bundle-unreadable");
    assert!(!office.path("city.key.number").exists() && !office.path("1.kazashi").exists());
}

#[test]
fn a_code_is_read_from_standard_input_with_the_key_of_the_back_office() {
    let machine = Machine::new();
    let document =
        fs::read_to_string(crate::machine::repository().join("docs/handover.md")).unwrap();
    let line = |start: &str| {
        let found = document.lines().find(|line| line.starts_with(start));
        format!("{}\n", found.unwrap())
    };
    machine.write("office.key", &line("kazashi-handover-key-1 "));
    let read = &["handover", "read", "--key", "office.key"];
    for code in ["KZ1:", "KZ1E:"] {
        let ran = machine.run_with_input(read, &line(code));
        ran.assert_done();
        assert_eq!(ran.out, line("{\"v\":1,\"form\":"));
    }
    let created = machine.run(&["handover", "keygen", "--out", "other.key"]);
    created.assert_done();
    assert_eq!(created.out.trim().len(), 64);
    let wrong = &["handover", "read", "--key", "other.key"];
    machine
        .run_with_input(wrong, &line("KZ1E:"))
        .assert_error(65, "handover-not-opened");
    let without = &["handover", "read"];
    machine
        .run_with_input(without, &line("KZ1E:"))
        .assert_error(65, "handover-key-needed");
    let ran = machine.run_with_input(without, "KZ1:見本花子\n");
    ran.assert_error(65, "handover-damaged");
    assert!(!ran.err.contains("見本"));
}
