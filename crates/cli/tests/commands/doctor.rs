//! `kazashi doctor`.

use printing::TestPrinter;
use virtual_card::{Faults, Slot};

use crate::machine::{Machine, Readers, card_of, resident};

#[test]
fn a_healthy_pc_passes() {
    let readers = Readers::take();
    let mut printer = TestPrinter::start().unwrap();
    let machine = Machine::new();
    let settings = format!(
        "city_name = \"架空市\"\nmayor = \"架空市長\"\nprinter_uri = \"{}\"\n",
        printer.uri()
    );
    machine.write("config/kazashi.toml", &settings);
    let _on = readers.insert(
        card_of(&resident("ordinary")),
        Slot::First,
        Faults::default(),
    );

    let ran = machine.run(&["doctor"]);
    ran.assert_done();
    for expected in [
        "[ok] settings",
        "[ok] card service",
        "[ok] card reader: Virtual PCD 00 00: holds a card",
        "[ok] card reader: Virtual PCD 00 01: no card",
        "[ok] fonts",
        "[ok] forms",
        "[ok] printer profiles",
        "[ok] printer: ",
        "[warning] postal codes: There are no postal codes on this PC yet.",
        "[ok] counts",
    ] {
        assert!(
            ran.out.contains(expected),
            "{expected} is not in {}",
            ran.out
        );
    }
    assert!(!machine.path("data").exists(), "looking made a database");

    printer.set_paper_empty(true).unwrap();
    let ran = machine.run(&["doctor", "--lang", "ja"]);
    ran.assert_done();
    assert!(ran.out.contains("[注意] プリンター: "), "{}", ran.out);
    assert!(ran.out.contains("用紙"), "{}", ran.out);

    printer.stop();
    let ran = machine.run(&["doctor", "--lang", "ja"]);
    ran.assert_error(3, "doctor-found-problems");
    assert!(ran.out.contains("[異常] プリンター: "), "{}", ran.out);
}

#[test]
fn what_is_broken_is_named_with_what_to_do() {
    let _readers = Readers::take();
    let machine = Machine::with_forms(std::path::Path::new("/no/such/forms"));
    machine.write("config/kazashi.toml", "\nprinter_url = \"x\"\n");
    machine.write("data/counts.sqlite", &"not a database ".repeat(100));
    let ran = machine.run(&["doctor"]);
    ran.assert_error(3, "doctor-found-problems");
    for expected in [
        "[broken] settings: ",
        "line 2, field 'printer_url'",
        "[broken] forms: ",
        "KAZASHI_FORMS_DIR",
        "[warning] printer: No printer is set.",
        "[broken] counts: ",
        "are damaged",
    ] {
        assert!(
            ran.out.contains(expected),
            "{expected} is not in {}",
            ran.out
        );
    }
}
