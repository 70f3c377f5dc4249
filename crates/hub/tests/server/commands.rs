//! What the administrator types, and what a wrong configuration says.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::hub::Hub;

#[test]
fn every_fault_of_the_configuration_is_told_at_once_with_its_line() {
    let hub = Hub::made("");
    hub.does(&["check"]);
    let wrong = "nmae = \"x\"\nname = \"\"\naddress = \"http://x\"\nlisten = \"x\"\n\
                 [store]\nsqlite = \"a\"\npostgres = \"postgresql://u:p@h/d\"\n\
                 [limits]\nconnections = 0\n";
    fs::write(hub.config(), wrong).unwrap();
    let (well, said) = hub.tries(&["check"]);
    assert!(!well);
    for place in [
        "1: nmae",
        "2: name",
        "3: address",
        "4: listen",
        "7: store.postgres",
        "9: limits.connections",
    ] {
        assert_eq!(said.matches(place).count(), 2, "{place} in {said}");
    }
    assert!(!said.contains("u:p"), "a password is not repeated");
    fs::write(hub.config(), "name = \n").unwrap();
    assert!(!hub.tries(&["check"]).0);
}

#[test]
fn secrets_that_others_can_read_are_refused_and_never_written_over() {
    let hub = Hub::made("");
    let secrets = hub.path("data/secrets");
    let before = fs::read(&secrets).unwrap();
    hub.does(&[
        "init",
        "--name",
        "x",
        "--address",
        "https://x",
        "--folder",
        hub.path("data").to_str().unwrap(),
    ]);
    assert_eq!(fs::read(&secrets).unwrap(), before);
    fs::set_permissions(&secrets, fs::Permissions::from_mode(0o644)).unwrap();
    let (well, said) = hub.tries(&["check"]);
    assert!(!well && said.contains("0600"), "{said}");
    fs::set_permissions(&secrets, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&secrets, &before[..before.len() - 9]).unwrap();
    assert!(!hub.tries(&["check"]).0);
}

#[test]
fn a_code_is_printed_as_letters_as_text_for_scanners_and_as_a_picture() {
    let hub = Hub::made("");
    let svg = hub.path("code.svg");
    let said = hub.does(&["code", "new", "--svg", svg.to_str().unwrap()]);
    let mut lines = said.lines();
    let letters = lines.next().unwrap();
    assert_eq!(letters.len(), 24);
    assert_eq!(lines.next(), Some(hub.address().as_str()));
    let text = lines.next().unwrap();
    let invited = sync::Invitation::parse(&text.to_lowercase()).unwrap();
    assert_eq!(invited.address, hub.address());
    let typed = sync::Code::of_printed(&letters.to_lowercase()).unwrap();
    assert_eq!(typed.id(), invited.code().id());
    assert!(fs::read_to_string(svg).unwrap().starts_with("<svg"));
    assert!(said.contains('█'));
}

#[test]
fn a_code_is_printed_on_a_sheet_with_what_to_do() {
    let hub = Hub::made("");
    let pdf = hub.path("code.pdf");
    let said = hub.does(&["code", "new", "--pdf", pdf.to_str().unwrap()]);
    let text = Command::new("pdftotext")
        .arg("-layout")
        .arg(&pdf)
        .arg("-")
        .output();
    let text = String::from_utf8(text.unwrap().stdout).unwrap();
    let (letters, address) = (said.lines().next().unwrap(), hub.address());
    for words in [
        letters,
        &address,
        "見本市 集約サーバ",
        "架空の災害",
        "登録のしかた",
        "How to enrol",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    // One that cannot be printed is not told.
    let font = hub.config();
    let font = font.to_str().unwrap();
    let (well, said) = hub.tries(&["code", "new", "--pdf", "x.pdf", "--font", font]);
    assert!(!well && said.contains("--font"), "{said}");
}

#[test]
fn a_realm_is_closed_only_by_its_name() {
    let hub = Hub::made("");
    let realm = hub.realm.to_string();
    assert!(hub.does(&["realm", "list"]).contains("架空の災害"));
    assert!(
        !hub.tries(&["realm", "close", &realm, "--name", "別の災害"])
            .0
    );
    hub.does(&["realm", "close", &realm, "--name", "架空の災害"]);
    assert!(!hub.does(&["realm", "list"]).contains(&realm));
}

#[test]
fn the_first_administrator_is_made_here_and_the_record_is_whole() {
    let hub = Hub::made("[page]\ncity = \"見本市\"");
    let made = hub.does(&["user", "add", "kanri", "--name", "見本 管理"]);
    assert!(made.contains("first password: "));
    let (again, said) = hub.tries(&["user", "add", "kanri", "--name", "見本 管理"]);
    assert!(!again && said.contains("--reset"));
    assert!(hub.does(&["user", "list"]).contains("kanri"));
    assert!(
        !hub.tries(&["user", "add", "x", "--name", "x", "--role", "mayor"])
            .0
    );
    hub.does(&["audit", "verify"]);
    let (well, said) = Hub::made("").tries(&["check"]);
    assert!(well, "{said}");
}

#[test]
fn a_fault_of_the_page_s_part_names_its_line() {
    let hub = Hub::made("");
    let text = fs::read_to_string(hub.config()).unwrap();
    let line = text.lines().count() + 2;
    fs::write(hub.config(), format!("{text}[page]\ncitty = \"x\"\n")).unwrap();
    let (well, said) = hub.tries(&["check"]);
    assert!(!well && said.contains(&format!("{line}: page")), "{said}");
}
