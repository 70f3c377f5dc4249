//! `kazashi print` to a real IPP printer.

use printing::TestPrinter;

use crate::forms::VALUES;
use crate::machine::{Machine, text_of};

#[test]
fn the_form_arrives_at_the_printer() {
    let printer = TestPrinter::start().unwrap();
    let machine = Machine::new();
    machine.write("values.json", VALUES);
    let uri = printer.uri();
    let print = [
        "print",
        "juminhyo-request",
        "--values",
        "values.json",
        "--printer",
        &uri,
        "--copies",
        "2",
    ];
    let ran = machine.run(&print);
    ran.assert_done();
    assert_eq!(ran.out.lines().last(), Some("printed"));

    let arrived = printer.printed().unwrap();
    assert_eq!(arrived.len(), 1);
    assert!(text_of(&arrived[0]).contains("見本花子"));
    let job = &printer.job_attributes().unwrap()[0];
    assert_eq!(job["IPP_COPIES"], "2");
    assert!(
        !format!("{job:?}").contains("花子"),
        "the job's name is the form's"
    );
}

#[test]
fn the_printer_and_its_profile_come_from_the_settings() {
    let printer = TestPrinter::start().unwrap();
    let machine = Machine::new();
    machine.write("values.json", VALUES);
    let settings = format!(
        "printer_uri = \"{}\"\nprinter_profile = \"generic-a4\"\n",
        printer.uri()
    );
    machine.write("config/kazashi.toml", &settings);
    machine
        .run(&["print", "juminhyo-request", "--values", "values.json"])
        .assert_done();
    assert_eq!(printer.printed().unwrap().len(), 1);
}

#[test]
fn a_printer_that_is_off_unnamed_or_unknown_has_its_own_error() {
    let machine = Machine::new();
    machine.write("values.json", VALUES);
    let print = |more: &[&str]| {
        let mut arguments = vec!["print", "juminhyo-request", "--values", "values.json"];
        arguments.extend(more);
        machine.run(&arguments)
    };
    print(&[]).assert_error(17, "no-printer");
    let mut printer = TestPrinter::start().unwrap();
    let uri = printer.uri();
    printer.stop();
    print(&["--printer", &uri]).assert_error(93, "printer-connection-refused");
    print(&["--printer", "nonsense"]).assert_error(121, "printer-name-unknown");
    print(&["--printer", &uri, "--profile", "none"]).assert_error(60, "printer-profile-unknown");
}
