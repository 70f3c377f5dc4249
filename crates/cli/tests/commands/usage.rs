//! Help, and arguments that are not understood.

use crate::machine::Machine;

#[test]
fn help_lists_the_exit_codes_in_both_languages() {
    let machine = Machine::new();
    let help = machine.run(&["--help"]);
    help.assert_done();
    assert!(help.out.contains("20  wrong-pin"), "{}", help.out);
    assert!(
        machine
            .run(&["--help", "--lang", "ja"])
            .out
            .contains("終了コード")
    );
}

#[test]
fn a_usage_error_says_what_is_missing() {
    let machine = Machine::new();
    let ran = machine.run(&["read", "--json"]);
    ran.assert_error(2, "usage");
    assert!(
        ran.err.contains("--pin-stdin") && ran.err.contains("'kazashi read --help'"),
        "{}",
        ran.err
    );
    machine
        .run(&["read", "--pin-stdin", "--face-code-stdin"])
        .assert_error(2, "usage");
    machine.run(&["nonsense"]).assert_error(2, "usage");
    let ran = machine.run(&["print", "f", "--values", "v", "--copies", "0"]);
    ran.assert_error(2, "usage");
    assert!(ran.err.contains("--copies"), "{}", ran.err);
}

#[test]
fn what_was_typed_is_never_repeated() {
    let machine = Machine::new();
    for arguments in [
        &["read", "--pin-stdin", "7391"][..],
        &["read", "--pin-stdin=7391"],
        &["read", "--pin", "7391"],
        &["read", "--pin-stdin", "--wait", "7391"],
        &["read", "--7391"],
        &["7391"],
        &["forms", "7391"],
        &["--lang", "7391", "read", "--pin-stdin"],
    ] {
        let ran = machine.run(arguments);
        ran.assert_error(2, "usage");
        assert!(
            !ran.err.contains("7391") && !ran.out.contains("7391"),
            "{}",
            ran.err
        );
    }
}
