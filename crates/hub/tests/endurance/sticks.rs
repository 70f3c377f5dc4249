//! Sticks at the hub: what desks wrote comes in, and what the hub has goes out.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ledger::{BundleKey, BundleWriter, Have, StreamId};
use rand_core::OsRng;
use sync::client::Keeper as _;

use crate::desk::{Desk, until};
use crate::history::What;
use crate::hub::{Hub, STREAM};
use crate::logs;

const NOW: i64 = 1_795_222_800_000;

/// Another hub of the same disaster, with a database of its own.
pub fn second(hub: &Hub) -> Hub {
    let file = hub.path("second.sqlite");
    let other = hub.beside(Some(&format!("sqlite = \"{}\"", file.display())));
    add_realm(hub, &other, &[]);
    other
}

fn add_realm(hub: &Hub, other: &Hub, more: &[&str]) {
    let (package, code) = (hub.path("見本市.kazashi-package"), hub.path("code"));
    let (package, code) = (package.to_str().unwrap(), code.to_str().unwrap());
    let add = ["realm", "add", package, "--code-file", code];
    other.does(&[&add, more].concat());
}

/// All that a desk has, as it writes it for any other.
fn writes(desk: &Desk, hub: &Hub, name: &str, without: Have) -> PathBuf {
    let file = hub.path(name);
    let (to, key) = (file.clone(), hub.bundles);
    desk.with(move |book| {
        let (ledger, key) = (book.ledger(), BundleKey::new(key));
        let writer = BundleWriter::begin(&to, ledger, &without, &key, None, NOW, &mut OsRng);
        writer.unwrap().finish(ledger).unwrap();
    });
    file
}

fn takes(desk: &Desk, hub: &Hub, file: &Path) -> usize {
    let (file, key, realm) = (file.to_path_buf(), hub.bundles, hub.realm);
    desk.with(move |book| {
        let key = BundleKey::new(key);
        let opener = ledger::Opener::Realm(&key);
        let mut bundle = ledger::Bundle::open(&file, realm, &opener).unwrap();
        bundle.import_into(book.ledger_mut(), NOW).unwrap().new
    })
}

fn of_file(hub: &Hub, arguments: &[&str], file: &Path) -> (bool, String) {
    hub.tries(&[arguments, &[file.to_str().unwrap()]].concat())
}

fn counts(desk: &Desk, times: u32) {
    for people in 0..times {
        desk.does(What::Count(people), NOW);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stick_comes_in_while_the_hub_serves_and_the_answer_brings_down_the_rest() {
    let hub = Hub::start();
    let mut online = Desk::opened(&hub, STREAM, 1);
    let offline = Desk::opened(&hub, STREAM, 2);
    let elsewhere = Desk::opened(&hub, StreamId([9; 16]), 3);
    for desk in [&online, &offline, &elsewhere] {
        counts(desk, 5);
    }
    let settings = hub.takes(&online).await.settings;
    online.connects(settings);

    // Nobody had heard of this PC: the stick lets it in, as the package would.
    let stick = writes(&offline, &hub, "offline.kazashi-bundle", Have::new());
    let (well, said) = of_file(&hub, &["bundle", "import"], &stick);
    assert!(
        well && said.contains("6 records of 見本受付2, 6 new, 0 refused"),
        "{said}"
    );
    let (well, said) = of_file(&hub, &["bundle", "import"], &stick);
    assert!(well && said.contains(" 0 new, 0 refused"), "{said}");
    let other = writes(&elsewhere, &hub, "elsewhere.kazashi-bundle", Have::new());
    assert!(of_file(&hub, &["bundle", "import"], &other).0);
    until(Duration::from_secs(40), "who is on the line has it", || {
        online.have().contains_key(&offline.who.device)
    })
    .await;
    let has_all = |have: &Have| have.contains_key(&online.who.device);
    assert!(!has_all(&offline.have()));

    // What goes back is what it lacked, of its own shelter.
    let answer = hub.path("answer.kazashi-bundle");
    let export = ["bundle", "export", answer.to_str().unwrap(), "--answer"];
    let (well, said) = of_file(&hub, &export, &stick);
    assert!(well, "{said}");
    assert_eq!(takes(&offline, &hub, &answer), 6);
    assert_eq!(takes(&offline, &hub, &answer), 0);
    assert_eq!(offline.have(), online.have());
    assert!(logs::states(&offline) == logs::states(&online));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_in_is_told_by_the_name_of_its_file_and_the_others_come_in() {
    let (hub, stranger) = (Hub::made(""), Hub::made(""));
    let (desk, foreign) = (
        Desk::opened(&hub, STREAM, 1),
        Desk::opened(&stranger, STREAM, 2),
    );
    counts(&desk, 300);
    counts(&foreign, 1);
    let whole = writes(&desk, &hub, "whole.kazashi-bundle", Have::new());
    let torn = hub.path("torn.kazashi-bundle");
    let bytes = fs::read(&whole).unwrap();
    fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
    let changed = hub.path("changed.kazashi-bundle");
    let mut other = bytes.clone();
    other[bytes.len() / 2] ^= 1;
    fs::write(&changed, other).unwrap();
    let of_other = writes(&foreign, &stranger, "foreign.kazashi-bundle", Have::new());
    let missing = hub.path("missing.kazashi-bundle");
    let files = [&torn, &changed, &of_other, &missing, &whole];
    let mut import = vec!["bundle", "import"];
    import.extend(files.map(|file| file.to_str().unwrap()));
    let (well, said) = hub.tries(&import);
    assert!(!well && said.contains("4 of 5 files"), "{said}");
    for file in &files[..4] {
        assert!(said.contains(file.to_str().unwrap()), "{said}");
    }
    assert!(said.contains(" 301 new, 0 refused"), "{said}");

    // Records without those before them wait nowhere: a whole bundle is asked for.
    let late = Desk::opened(&hub, STREAM, 3);
    counts(&late, 4);
    let known = late.have();
    counts(&late, 2);
    let rest = writes(&late, &hub, "rest.kazashi-bundle", known);
    let (well, said) = of_file(&hub, &["bundle", "import"], &rest);
    assert!(
        !well && said.contains("0 new records were taken in, and 2 not"),
        "{said}"
    );
    let all = writes(&late, &hub, "all.kazashi-bundle", Have::new());
    let (well, said) = of_file(&hub, &["bundle", "import"], &all);
    assert!(well && said.contains(" 7 new, 0 refused"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pc_that_an_administrator_has_not_let_in_is_kept_apart_and_given_nothing() {
    let hub = Hub::made("");
    let file = hub.path("strict.sqlite");
    let strict = hub.beside(Some(&format!("sqlite = \"{}\"", file.display())));
    add_realm(&hub, &strict, &["--admission", "by-administrator"]);
    let desk = Desk::opened(&hub, STREAM, 1);
    counts(&desk, 2);
    let stick = writes(&desk, &hub, "asking.kazashi-bundle", Have::new());
    let (well, said) = of_file(&strict, &["bundle", "import"], &stick);
    assert!(well && said.contains(" 3 new, 0 refused"), "{said}");
    assert!(strict.does(&["device", "list"]).contains("asking"));
    let id = desk.who.device.to_string();
    let out = hub.path("out.kazashi-bundle");
    let out = out.to_str().unwrap();
    let (well, said) = of_file(&strict, &["bundle", "export", out, "--answer"], &stick);
    assert!(!well && said.contains("not let in"), "{said}");
    strict.does(&["device", "admit", &id]);
    strict.does(&["bundle", "export", out, "--device", &id[..8]]);
    let other = Desk::new(&hub, STREAM, 2);
    assert_eq!(takes(&other, &hub, Path::new(out)), 3);
    strict.does(&["device", "revoke", &id]);
    assert!(!strict.tries(&["bundle", "export", out, "--device", &id]).0);
}
