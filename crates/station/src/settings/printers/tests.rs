//! Which printer a form goes to, and what is said of settings that are wrong.

use std::path::Path;

use crate::{FormMode, Settings, SettingsError};

const THREE: &str = r#"
city_name = "架空市"

[[printer]]
name = "複合機"
uri = "ipp://192.0.2.10/ipp/print"
profile = "office-example"
default = true

[[printer]]
name = "税務課"
queue = "Tax1"
forms = ["tax-certificate", "income-certificate"]

[[printer]]
name = "受付票"
uri = "socket://192.0.2.20:9100"
profile = "receipt-80mm"
slips = true

[forms.juminhyo-request]
mode = "values_only"
printer = "税務課"

[forms.ido-todoke]
mode = "over_pdf"
"#;

fn parse(text: &str) -> Result<Settings, SettingsError> {
    Settings::parse(Path::new("kazashi.toml"), text)
}

fn name_for(settings: &Settings, form: &str) -> String {
    settings.printer_for(form).unwrap().name
}

#[test]
fn each_form_goes_to_its_own_printer_and_the_rest_to_the_default() {
    let settings = parse(THREE).unwrap();
    assert_eq!(name_for(&settings, "income-certificate"), "税務課");
    assert_eq!(name_for(&settings, "juminhyo-request"), "税務課");
    assert_eq!(name_for(&settings, "ido-todoke"), "複合機");
    assert_eq!(name_for(&settings, "anything-else"), "複合機");
    assert_eq!(settings.slip_printer().unwrap().name, "受付票");
    assert_eq!(
        settings.form_mode("juminhyo-request"),
        Some(FormMode::ValuesOnly)
    );
    assert_eq!(settings.form_mode("ido-todoke"), Some(FormMode::OverPdf));
    assert_eq!(settings.form_mode("anything-else"), None);
}

#[test]
fn the_keys_of_a_single_printer_still_name_it() {
    let settings = parse("printer_uri = \"ipp://p/\"\nprinter_profile = \"office\"\n").unwrap();
    let printer = settings.printer_for("juminhyo-request").unwrap();
    assert_eq!(printer.uri.as_deref(), Some("ipp://p/"));
    assert_eq!(printer.profile.as_deref(), Some("office"));
    assert!(printer.default);
    assert_eq!(settings.printers().len(), 1);
    assert_eq!(settings.slip_printer(), None);
    assert_eq!(parse("").unwrap().printer_for("juminhyo-request"), None);
}

#[test]
fn the_only_printer_of_pages_needs_no_mark() {
    let text = "[[printer]]\nname = \"a\"\nuri = \"ipp://a/\"\n\
                [[printer]]\nname = \"b\"\nuri = \"socket://b\"\nslips = true\n";
    assert_eq!(name_for(&parse(text).unwrap(), "x"), "a");
}

#[test]
fn what_is_saved_is_read_again() {
    let settings = parse(THREE).unwrap();
    let text = toml::to_string_pretty(&settings).unwrap();
    assert_eq!(parse(&text).unwrap(), settings);
}

#[test]
fn a_wrong_printer_is_told_with_line_and_field() {
    let a = "[[printer]]\nname = \"a\"\nuri = \"ipp://a/\"\n";
    for (text, line, field) in [
        (format!("{a}{a}"), 5, "printer[2].name"),
        (
            format!("{a}[[printer]]\nname = \"b\"\nuri = \"lpd://b\"\n"),
            6,
            "printer[2].uri",
        ),
        (format!("{a}queue = \"q\"\n"), 4, "printer[1].queue"),
        (
            "[[printer]]\nname = \"a\"\n".to_owned(),
            1,
            "printer[1].uri",
        ),
        (
            "\n[[printer]]\nuri = \"ipp://a/\"\n".to_owned(),
            2,
            "printer[1].name",
        ),
        (format!("{a}profile = \"../x\"\n"), 4, "printer[1].profile"),
        (format!("{a}forms = [\"見本\"]\n"), 4, "printer[1].forms"),
        (
            format!("{a}[[printer]]\nname = \"b\"\nuri = \"ipp://b/\"\n"),
            1,
            "printer[1].default",
        ),
        (
            format!(
                "{a}default = true\n[[printer]]\nname = \"b\"\nuri = \"ipp://b/\"\ndefault = true\n"
            ),
            8,
            "printer[2].default",
        ),
        (format!("printer_uri = \"ipp://p/\"\n{a}"), 1, "printer_uri"),
        (
            format!("{a}\n[forms.ido-todoke]\nmode = \"whole\"\nprinter = \"b\"\n"),
            7,
            "forms.ido-todoke.printer",
        ),
        (format!("{a}[forms.\"異動\"]\n"), 4, "forms.異動"),
        (
            format!("{a}[forms.ido-todoke]\nmode = \"half\"\n"),
            5,
            "mode",
        ),
        (format!("{a}colour = 1\n"), 4, "colour"),
    ] {
        match parse(&text) {
            Err(SettingsError::Invalid {
                line: at,
                field: named,
                ..
            }) => assert_eq!((at, named.as_str()), (line, field), "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}
