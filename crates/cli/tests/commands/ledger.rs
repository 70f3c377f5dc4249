//! `kazashi ledger` and `kazashi shelter`: two PCs of one city, a stick between them.

use std::fs;
use std::path::{Path, PathBuf};

use ledger::{
    ActorId, DatabaseKey, Draft, Identity, Ledger, Now, RealmId, StreamId, SubjectId, Unprojected,
};
use rand_core::OsRng;
use vault::{
    ActivationCode, Cost, Kept, Key, KeyFile, NewSlot, Package, Passphrase, Purpose, RecoveryPublic,
};
use zeroize::Zeroizing;

use crate::machine::Machine;

const PASSPHRASE: &str = "さくら 小学校 2026\n";
const CITY: &str = "市役所の 合言葉です\n";
const NOW: Now = Now {
    wall_ms: 1_790_000_000_000,
    boot: [1; 8],
    mono_ms: 5,
};

/// What `shelter prepare` printed: whose code, and the code.
pub fn prepared(machine: &Machine) -> Vec<(String, String)> {
    let list = machine.write("shelters.tsv", "見本第一小学校\t見本町1\t300\n見本公民館\n");
    let ran = machine.run_with_input(
        &[
            "shelter",
            "prepare",
            "--city",
            "見本市",
            "--code",
            "131041",
            "--shelters",
            list.to_str().unwrap(),
            "--city-key",
            "city.key",
            "--new-city-key",
            "--out",
            "city.kazashi-package",
        ],
        CITY,
    );
    ran.assert_done();
    let pair = |line: &str| {
        let (whose, code) = line.split_once('\t').unwrap();
        (whose.to_owned(), code.to_owned())
    };
    ran.out.lines().map(pair).collect()
}

/// A PC that was activated with a school's code, with one person in its ledger.
fn desk(machine: &Machine, name: &str, code: &str, person: u8) -> PathBuf {
    desk_of(machine, name, code, person, None)
}

/// As [`desk`], of another shelter than the one that the city has planned.
fn desk_of(
    machine: &Machine,
    name: &str,
    code: &str,
    person: u8,
    stream: Option<StreamId>,
) -> PathBuf {
    let package =
        Package::load(&machine.path("city.kazashi-package")).unwrap_or_else(|it| panic!("{it}"));
    let code = ActivationCode::parse(code).unwrap_or_else(|it| panic!("{it}"));
    let opened = package.open(&code).unwrap_or_else(|it| panic!("{it}"));
    let public = opened.public.clone();
    let file = machine.path(name);
    let key = Key::generate(&mut OsRng);
    let passphrase = Passphrase::typed(PASSPHRASE);
    let first = NewSlot::Passphrase {
        label: "keeper",
        passphrase: &passphrase,
        cost: Cost::USUAL,
    };
    let mut keys = KeyFile::create(Purpose::Database, &key, first, &mut OsRng).unwrap();
    let recovery = RecoveryPublic::from_bytes(public.recovery_key);
    let new = NewSlot::Recovery { public: &recovery };
    keys.add_slot(&key, new, &mut OsRng).unwrap();
    keys.save(&KeyFile::beside(&file)).unwrap();
    Kept { package, opened }
        .save(&Kept::beside(&file), &key, &mut OsRng)
        .unwrap();

    let identity = Identity {
        realm: RealmId(public.realm),
        stream: stream.unwrap_or(StreamId(public.about.shelters[0].stream)),
        device_name: name.to_owned(),
    };
    let database = DatabaseKey::new(*key.as_bytes());
    let mut made = Ledger::create(&file, &database, &identity, Unprojected, &mut OsRng).unwrap();
    let draft = Draft {
        kind: "note".to_owned(),
        version: 1,
        subject: Some(SubjectId([person; 16])),
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new("見本 花子".as_bytes().to_vec()),
    };
    made.append(vec![draft], ActorId([1; 8]), NOW, &mut OsRng)
        .unwrap();
    file
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A city's package and the first PC of its school.
fn school() -> (Machine, String, PathBuf) {
    let machine = Machine::new();
    let codes = prepared(&machine);
    let code = codes[1].1.clone();
    let file = desk(&machine, "one.ledger", &code, 1);
    (machine, code, file)
}

#[test]
fn a_package_is_prepared_and_each_printed_code_opens_it() {
    let machine = Machine::new();
    let codes = prepared(&machine);
    let whose: Vec<&str> = codes.iter().map(|(whose, _)| whose.as_str()).collect();
    assert_eq!(whose, ["見本市", "見本第一小学校", "見本公民館"]);
    let package =
        Package::load(&machine.path("city.kazashi-package")).unwrap_or_else(|it| panic!("{it}"));
    for (whose, code) in &codes {
        let code = ActivationCode::parse(code).unwrap_or_else(|it| panic!("{it}"));
        assert_eq!(
            package.open(&code).unwrap_or_else(|it| panic!("{it}")).by,
            *whose
        );
    }
    assert_eq!(package.public().about.shelters[0].capacity, Some(300));
    // The second edition goes on with realm and keys of the first.
    let again = [
        "shelter",
        "prepare",
        "--city",
        "見本市",
        "--code",
        "131041",
        "--edition",
        "2",
        "--city-key",
        "city.key",
        "--before",
        "city.kazashi-package",
        "--out",
        "second",
    ];
    let input = format!("{CITY}{}\n", codes[0].1);
    machine.run_with_input(&again, &input).assert_done();
    let second = Package::load(&machine.path("second")).unwrap_or_else(|it| panic!("{it}"));
    assert_eq!(second.public().realm, package.public().realm);
    assert_eq!(second.public().city_key, package.public().city_key);
}

#[test]
fn what_is_wrong_with_a_package_is_told_and_nothing_is_made() {
    let machine = Machine::new();
    let prepare = |code: &str, more: &[&str], input: &str| {
        let first = ["shelter", "prepare", "--city", "見本市", "--code", code];
        let rest = ["--city-key", "city.key", "--out", "made"];
        machine.run_with_input(&[&first[..], &rest, more].concat(), input)
    };
    prepare("131041", &[], CITY).assert_error(202, "key-file-unreadable");
    prepare("131041", &["--new-city-key"], "").assert_error(202, "passphrase-missing");
    prepare("131041", &["--new-city-key"], "short\n")
        .assert_error(202, "key-file-passphrase-too-short");
    let list = machine.write("list.tsv", "見本小学校\t見本町\tmany\n");
    prepare("131041", &["--shelters", text(&list)], CITY).assert_error(203, "shelter-line");
    prepare("131042", &["--new-city-key"], CITY).assert_error(203, "package-not-a-city-code");
    assert!(!machine.path("city.key").exists());
    machine.write("made", "another package");
    prepare("131041", &["--new-city-key"], CITY).assert_error(5, "out-unwritable");
    assert_eq!(
        fs::read_to_string(machine.path("made")).unwrap(),
        "another package"
    );
    fs::remove_file(machine.path("made")).unwrap();
    prepare("131041", &["--new-city-key"], CITY).assert_done();
    fs::remove_file(machine.path("made")).unwrap();
    prepare("131041", &["--new-city-key"], CITY).assert_error(5, "out-unwritable");
    prepare("131041", &[], "wrong passphrase\n").assert_error(202, "key-file-wrong-passphrase");
    assert!(!machine.path("made").exists());
}

#[test]
fn two_pcs_exchange_what_they_have_by_stick() {
    let (machine, code, one) = school();
    // Of another shelter of the same disaster.
    let two = desk_of(&machine, "two.ledger", &code, 2, Some(StreamId([9; 16])));
    let export = |from: &Path, to: &str, more: &[&str]| {
        let first = [
            "ledger",
            "export",
            text(from),
            "--out",
            to,
            "--passphrase-stdin",
        ];
        machine.run_with_input(&[&first[..], more].concat(), PASSPHRASE)
    };
    let import = |to: &Path, bundle: &str| {
        let asked = ["ledger", "import", text(to), bundle, "--passphrase-stdin"];
        machine.run_with_input(&asked, PASSPHRASE)
    };
    let written = export(&one, "one.bundle", &[]);
    written.assert_done();
    assert!(written.out.starts_with("1\t"), "{}", written.out);
    for expected in ["1\t0\t0\t0\t0\n", "0\t1\t0\t0\t0\n"] {
        let taken = import(&two, "one.bundle");
        taken.assert_done();
        assert_eq!(taken.out, expected);
    }
    let back = export(&two, "two.bundle", &["--answer-to", "one.bundle"]);
    assert!(back.out.starts_with("1\t"), "{}", back.out);
    import(&one, "two.bundle").assert_done();
    for file in [&one, &two] {
        let asked = [
            "ledger",
            "stats",
            text(file),
            "--json",
            "--passphrase-stdin",
        ];
        let ran = machine.run_with_input(&asked, PASSPHRASE);
        ran.assert_done();
        let stats: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            (&stats["events"], &stats["devices"]),
            (&2.into(), &2.into())
        );
        let streams = stats["streams"].as_object().unwrap();
        let next_door = &streams["09".repeat(16).as_str()];
        assert_eq!((streams.len(), &next_door["events"]), (2, &1.into()));
    }
    let bytes = fs::read(machine.path("one.bundle")).unwrap();
    fs::write(machine.path("cut"), &bytes[..bytes.len() - 9]).unwrap();
    import(&two, "cut").assert_error(201, "ledger-bundle-incomplete");
    import(&two, "shelters.tsv").assert_error(201, "ledger-bundle-other");
    import(&two, "none").assert_error(201, "ledger-bundle-unreadable");
}

#[test]
fn a_backup_is_restored_as_another_device_and_who_was_erased_stays_erased() {
    let (machine, _, one) = school();
    let run = |arguments: &[&str]| {
        let all = [&["ledger"], arguments, &["--passphrase-stdin"]].concat();
        machine.run_with_input(&all, PASSPHRASE)
    };
    let backed_up = run(&["backup", text(&one), "--out", "stick"]);
    backed_up.assert_done();
    assert!(backed_up.out.starts_with("1\t"), "{}", backed_up.out);
    let key = KeyFile::load(&KeyFile::beside(&one), Purpose::Database).unwrap();
    let key = key.open_with(&Passphrase::typed(PASSPHRASE)).unwrap();
    let database = DatabaseKey::new(*key.as_bytes());
    let mut later = Ledger::open(&one, &database, Unprojected).unwrap();
    let ground = Zeroizing::new(b"ground".to_vec());
    later
        .erase(SubjectId([1; 16]), ground, ActorId([1; 8]), NOW, &mut OsRng)
        .unwrap();
    drop(later);

    let restore = [
        "restore",
        "stick",
        "--to",
        "again.ledger",
        "--device-name",
        "PC 1",
    ];
    let restored = run(&[&restore[..], &["--erased-in", text(&one)]].concat());
    restored.assert_done();
    assert!(restored.out.starts_with("2\t"), "{}", restored.out);
    let verified = run(&["verify", "again.ledger"]);
    verified.assert_done();
    assert_eq!(verified.out, "events\t2\n");
    let stats = run(&["stats", "again.ledger"]);
    assert!(stats.out.contains("erased\t1\n"), "{}", stats.out);
    run(&["export", "again.ledger", "--out", "bundle"]).assert_done();

    run(&restore).assert_error(200, "ledger-exists");
    run(&["verify", "stick"]).assert_error(200, "ledger-is-backup");
}

#[test]
fn a_ledger_opens_by_passphrase_or_by_the_citys_key_and_each_failure_is_told() {
    let (machine, _, one) = school();
    let verify = |key: &[&str], input: &str| {
        let first = ["ledger", "verify", text(&one)];
        machine.run_with_input(&[&first[..], key].concat(), input)
    };
    verify(&["--passphrase-stdin"], PASSPHRASE).assert_done();
    verify(&["--city-key", "city.key"], CITY).assert_done();
    verify(&["--passphrase-stdin"], CITY).assert_error(202, "key-file-wrong-passphrase");
    verify(&["--passphrase-stdin"], "").assert_error(202, "passphrase-missing");
    verify(&["--city-key", "one.ledger.key"], PASSPHRASE)
        .assert_error(202, "key-file-other-purpose");
    verify(&["--key-store"], "").assert_error(202, "key-file-no-slot");
    assert_eq!(verify(&[], PASSPHRASE).code, 2);
    let typed = verify(&["--passphrase-stdin", "さくら小学校"], PASSPHRASE);
    assert_eq!(typed.code, 2);
    assert!(!typed.err.contains("さくら"), "{}", typed.err);
}

#[test]
fn a_damaged_ledger_is_told_and_a_missing_one_too() {
    let (machine, _, one) = school();
    let verify = || {
        let asked = ["ledger", "verify", text(&one), "--passphrase-stdin"];
        machine.run_with_input(&asked, PASSPHRASE)
    };
    let whole = fs::read(&one).unwrap();
    let mut changed = whole.clone();
    let place = 5 * 4096 + 100;
    changed[place] ^= 1;
    fs::write(&one, &changed).unwrap();
    let told = verify();
    assert_eq!(told.code, 200, "{}", told.err);
    assert!(told.err.starts_with("ledger-not-sound: ") || told.err.starts_with("ledger-damaged: "));
    let asked = [
        "ledger",
        "salvage",
        text(&one),
        "--to",
        "saved.ledger",
        "--device-name",
        "PC 1",
        "--passphrase-stdin",
    ];
    machine.run_with_input(&asked, PASSPHRASE).assert_done();
    let verified = ["ledger", "stats", "saved.ledger", "--passphrase-stdin"];
    machine.run_with_input(&verified, PASSPHRASE).assert_done();
    machine
        .run_with_input(&asked, PASSPHRASE)
        .assert_error(200, "ledger-exists");
    fs::write(&one, &whole).unwrap();
    verify().assert_done();
    fs::remove_file(&one).unwrap();
    verify().assert_error(200, "ledger-missing");
}

/// Two places of the open data: one complete, one that lacks its telephone.
fn places() -> String {
    let header = shelter::exchange::PLACE_COLUMNS.join(",");
    let row = |phone: &str, name: &str| {
        let cells = shelter::exchange::PLACE_COLUMNS.map(|column| match column {
            "名称" => name,
            "所在地_連結表記" => "みほん県かざし市中央一丁目1",
            "電話番号" => phone,
            "市区町村コード" => "131041",
            "災害種別_地震" | "指定避難所との重複" => "1",
            "想定収容人数" => "８１０人（2平方メートルあたり1人）",
            _ => "",
        });
        cells.join(",")
    };
    let complete = row("(00)0000-0000", "見本小学校");
    format!("{header}\r\n{complete}\r\n{}\r\n", row("", "見本公民館"))
}

#[test]
fn a_list_of_places_comes_in_and_goes_out_as_the_standard_asks() {
    let machine = Machine::new();
    let faulty = machine.write("places.csv", &places());
    let ran = machine.run(&["shelter", "places", text(&faulty), "--out", "out.csv"]);
    ran.assert_error(203, "shelter-place-line");
    assert!(ran.err.contains("places.csv") && ran.err.contains("電話番号"));
    assert!(!machine.path("out.csv").exists());

    let whole: Vec<String> = places().lines().take(2).map(str::to_owned).collect();
    let good = machine.write("good.csv", &format!("{}\n", whole.join("\n")));
    machine
        .run(&["shelter", "places", text(&good), "--out", "out.csv"])
        .assert_done();
    let written = fs::read(machine.path("out.csv")).unwrap();
    let again = shelter::exchange::import_places(&written);
    assert!(again.faults.is_empty());
    assert_eq!(again.places[0].name, "見本小学校");
    assert_eq!(again.places[0].capacity(), Some(810));
}
