//! `kazashi printer calibrate`: a sheet, two numbers, and the profile is corrected.

use std::fs;

use printing::TestPrinter;

use crate::machine::{Machine, Ran, repository, run, text_of};

/// A PC whose profiles may be changed.
fn with_profiles() -> Machine {
    let machine = Machine::new();
    let profile = repository().join("printer-profiles/generic-a4.toml");
    machine.write("profiles/desk.toml", &fs::read_to_string(profile).unwrap());
    machine
}

fn calibrate(machine: &Machine, more: &[&str]) -> Ran {
    let mut arguments = vec!["printer", "calibrate"];
    arguments.extend(more);
    let mut command = machine.command(&arguments);
    command.env("KAZASHI_PROFILES_DIR", machine.path("profiles"));
    run(command, "")
}

#[test]
fn two_numbers_correct_the_profile_and_the_second_cross_its_size() {
    let machine = with_profiles();
    let file = machine.path("profiles/desk.toml");
    let before = fs::read_to_string(&file).unwrap();
    let ran = calibrate(&machine, &["--profile", "desk", "--cross", "11.5,8"]);
    ran.assert_done();
    assert!(ran.out.contains("offset_x_mm = -1.5"), "{}", ran.out);
    let after = fs::read_to_string(&file).unwrap();
    let expected = before
        .replace("offset_x_mm = 0.0", "offset_x_mm = -1.5")
        .replace("offset_y_mm = 0.0", "offset_y_mm = 2.0");
    assert_eq!(after, expected, "comments and all else stay");

    let both = [
        "--profile",
        "desk",
        "--cross",
        "10,10",
        "--second",
        "198.1,287",
    ];
    calibrate(&machine, &both).assert_done();
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.contains("scale_x = 1.0101"), "{after}");
    assert!(after.contains("scale_y = 1.0\n"), "{after}");
}

#[test]
fn numbers_that_cannot_be_are_refused_and_the_profile_stays() {
    let machine = with_profiles();
    let file = machine.path("profiles/desk.toml");
    let before = fs::read_to_string(&file).unwrap();
    calibrate(&machine, &["--profile", "desk", "--cross", "45,10"])
        .assert_error(66, "calibration-offset");
    let fitted = [
        "--profile",
        "desk",
        "--cross",
        "16,19",
        "--second",
        "194,278",
    ];
    calibrate(&machine, &fitted).assert_error(67, "calibration-scale");
    calibrate(&machine, &["--cross", "10,10"]).assert_error(19, "no-printer-profile");
    calibrate(&machine, &["--profile", "none", "--cross", "10,10"])
        .assert_error(60, "printer-profile-unknown");
    for wrong in [
        &["--cross", "10"][..],
        &["--cross", "10;10"],
        &["--second", "10,10"],
        &["--cross", "1,1", "--sheet", "x.pdf"],
        &["--paper", "letter"],
    ] {
        calibrate(&machine, wrong).assert_error(2, "usage");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn the_sheet_is_a_file_or_comes_out_of_the_printer() {
    let machine = with_profiles();
    calibrate(&machine, &["--sheet", "sheet.pdf", "--paper", "A5"]).assert_done();
    let sheet = machine.path("sheet.pdf");
    assert!(
        text_of(&sheet).contains("Calibrationsheet"),
        "{}",
        text_of(&sheet)
    );

    let printer = TestPrinter::start().unwrap();
    let uri = printer.uri();
    let ran = calibrate(&machine, &["--profile", "desk", "--printer", &uri]);
    ran.assert_done();
    assert_eq!(ran.out.lines().last(), Some("printed"));
    let arrived = printer.printed().unwrap();
    assert!(text_of(&arrived[0]).contains("十字A"));
    calibrate(&machine, &[]).assert_error(17, "no-printer");
}
