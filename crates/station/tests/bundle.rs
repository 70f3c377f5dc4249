//! Bundles: what is exported is loaded, and everything that is not as it was signed is refused.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use advice::Advise;
use jiff::civil::datetime;
use rand_core::OsRng;
use station::bundle::{
    self, Bundle, BundleKey, Export, Trust, active, export, next_number, rollback, verify_active,
};
use station::{BundleError, Places, Settings, active_bundle, list_forms};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const FORM: &str = "juminhyo-request";

/// A PC with folders of its own.
struct Pc {
    dir: TempDir,
    places: Places,
}

impl Pc {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let at = |name: &str| dir.path().join(name);
        let places = Places {
            settings_file: at("config/kazashi.toml"),
            settings_save_file: at("config/kazashi.toml"),
            data_dir: at("data"),
            bundles_dir: at("data/bundles"),
            forms_dir: at("forms"),
            profiles_dir: at("printer-profiles"),
        };
        Self { dir, places }
    }

    /// The PC of the administrator, with the forms and profiles of this repository.
    fn of_administrator() -> Self {
        let pc = Self::new();
        copy(&repository().join("forms"), &pc.places.forms_dir);
        copy(
            &repository().join("printer-profiles"),
            &pc.places.profiles_dir,
        );
        pc.settings(
            "city_name = \"架空市\"\nmayor = \"架空市長\"\nprinter_uri = \"ipp://192.0.2.1/\"\n\
             log_level = \"debug\"\n[handover]\nqr = true\nfolder = \"/srv/handover\"\n",
        );
        pc
    }

    fn settings(&self, text: &str) {
        fs::create_dir_all(self.dir.path().join("config")).unwrap();
        fs::write(&self.places.settings_file, text).unwrap();
    }

    fn export(&self, key: &BundleKey, number: u64) -> Vec<u8> {
        let about = Export {
            name: "架空市",
            number,
            created: datetime(2026, 11, 21, 9, 30, 0, 0),
        };
        export(&self.places, key, &about).unwrap()
    }

    fn load(&self, bytes: &[u8], key: &BundleKey) -> Result<u64, BundleError> {
        let fingerprint = key.fingerprint().to_string();
        let trust = Trust {
            fingerprint: Some(&fingerprint),
            allow_older: false,
        };
        let bundle = Bundle::from_bytes(bytes)?;
        bundle::load(&self.places, &bundle, trust).map(|info| info.version)
    }

    fn version(&self) -> Option<u64> {
        active(&self.places).unwrap().map(|info| info.version)
    }

    /// Everything that lies below the folder of bundles, with what is in it.
    fn state(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        walk(&self.places.bundles_dir, &mut found);
        found.sort();
        found
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn walk(dir: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
}

fn key() -> BundleKey {
    BundleKey::generate(&mut OsRng)
}

fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default();
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A good bundle after this change, zipped again.
fn changed(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let good = Pc::of_administrator().export(&key(), 1);
    let mut inside = entries(&good);
    change(&mut inside);
    zipped(&inside)
}

fn code_of(bytes: &[u8]) -> &'static str {
    match Bundle::from_bytes(bytes) {
        Ok(_) => panic!("accepted"),
        Err(error) => error.advice().code,
    }
}

#[test]
fn what_one_pc_exports_the_others_run() {
    let key = key();
    let bytes = Pc::of_administrator().export(&key, 7);
    let desk = Pc::new();
    desk.settings("printer_uri = \"ipp://192.0.2.9/\"\n");
    assert!(active_bundle(&desk.places).is_none());
    assert_eq!(desk.load(&bytes, &key).unwrap(), 7);
    let info = active_bundle(&desk.places).unwrap();
    assert_eq!((info.name.as_str(), info.version), ("架空市", 7));
    assert_eq!(info.created, datetime(2026, 11, 21, 9, 30, 0, 0));
    assert_eq!(info.fingerprint, key.fingerprint());
    let [folder] = &folders(&desk)[..] else {
        panic!("one folder")
    };
    let forms = list_forms(&folder.join("forms")).unwrap();
    assert!(
        forms
            .iter()
            .any(|form| form.id == FORM && form.form.is_ok())
    );
    assert!(folder.join("printer-profiles/generic-a4.toml").is_file());
}

#[test]
fn the_pictures_that_tests_compare_with_stay_at_home() {
    let bytes = Pc::of_administrator().export(&key(), 1);
    let entries = entries(&bytes);
    assert!(entries.iter().any(|(name, _)| name.ends_with("form.toml")));
    assert!(entries.iter().all(|(name, _)| !name.contains("/approved/")));
}

fn folders(pc: &Pc) -> Vec<PathBuf> {
    let entries = fs::read_dir(&pc.places.bundles_dir).unwrap();
    let mut dirs: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    dirs.retain(|path| path.is_dir());
    dirs.sort();
    dirs
}

#[test]
fn the_citys_settings_come_with_it_and_those_of_the_machine_stay() {
    let key = key();
    let administrator = Pc::of_administrator();
    let bytes = administrator.export(&key, 1);
    let city = entries(&bytes)
        .into_iter()
        .find(|(name, _)| name == "city.toml")
        .unwrap();
    let city = String::from_utf8(city.1).unwrap();
    for of_a_machine in ["printer_uri", "log_level", "folder", "idle_seconds"] {
        assert!(!city.contains(of_a_machine), "{of_a_machine} is exported");
    }
    let desk = Pc::new();
    desk.settings("printer_uri = \"ipp://192.0.2.9/\"\n[handover]\nfolder = \"/desk\"\n");
    desk.load(&bytes, &key).unwrap();
    let settings = Settings::load(&desk.places).unwrap();
    assert_eq!(settings.city_name, "架空市");
    assert_eq!(settings.mayor, "架空市長");
    assert_eq!(settings.printer_uri.as_deref(), Some("ipp://192.0.2.9/"));
    assert!(settings.handover.qr);
    assert_eq!(
        settings.handover.folder.as_deref(),
        Some(Path::new("/desk"))
    );

    // The window saves all settings: the next bundle must still be able to change the city's.
    settings.save(&desk.places).unwrap();
    administrator.settings("city_name = \"新架空市\"\nmayor = \"新架空市長\"\n");
    desk.load(&administrator.export(&key, 2), &key).unwrap();
    let settings = Settings::load(&desk.places).unwrap();
    assert_eq!(settings.city_name, "新架空市");
    assert!(!settings.handover.qr);

    // What this machine says itself holds.
    desk.settings("city_name = \"窓口の市\"\n");
    assert_eq!(Settings::load(&desk.places).unwrap().city_name, "窓口の市");
    assert_eq!(Settings::load(&desk.places).unwrap().mayor, "新架空市長");
}

#[test]
fn settings_of_a_machine_are_not_taken_from_a_bundle() {
    let text = "city_name = \"架空市\"\nprinter_uri = \"ipp://192.0.2.66/\"\n";
    let bytes = signed_with(&key(), |files| {
        files.push(("city.toml".to_owned(), text.as_bytes().to_vec()));
    });
    let error = Bundle::from_bytes(&bytes)
        .unwrap()
        .check_definitions()
        .unwrap_err();
    assert_eq!(error.advice().code, "bundle-settings-broken");
    assert!(error.to_string().contains("printer_uri"), "{error}");
}

#[test]
fn the_first_bundle_needs_the_fingerprint_and_then_its_key_is_pinned() {
    let (ours, theirs) = (key(), key());
    let administrator = Pc::of_administrator();
    let desk = Pc::new();
    let bundle = Bundle::from_bytes(&administrator.export(&ours, 1))
        .ok()
        .unwrap();
    let refused = bundle::load(&desk.places, &bundle, Trust::default()).unwrap_err();
    assert_eq!(refused.advice().code, "bundle-key-unconfirmed");
    assert!(
        refused
            .advice()
            .what
            .en
            .contains(&ours.fingerprint().to_string())
    );
    let wrong = desk
        .load(&administrator.export(&ours, 1), &theirs)
        .unwrap_err();
    assert_eq!(wrong.advice().code, "bundle-fingerprint-differs");
    assert_eq!(desk.version(), None);

    desk.load(&administrator.export(&ours, 1), &ours).unwrap();
    let before = desk.state();
    let refused = desk
        .load(&administrator.export(&theirs, 2), &theirs)
        .unwrap_err();
    assert_eq!(refused.advice().code, "bundle-key-not-pinned");
    assert_eq!(desk.state(), before);
    let next = Bundle::from_bytes(&administrator.export(&ours, 2))
        .ok()
        .unwrap();
    bundle::load(&desk.places, &next, Trust::default()).unwrap();
    assert_eq!(desk.version(), Some(2));
}

#[test]
fn an_older_version_needs_a_word_and_the_one_before_comes_back() {
    let key = key();
    let administrator = Pc::of_administrator();
    let (one, two, three) = (
        administrator.export(&key, 1),
        administrator.export(&key, 2),
        administrator.export(&key, 3),
    );
    let desk = Pc::new();
    assert!(matches!(
        rollback(&desk.places),
        Err(BundleError::NothingBefore)
    ));
    for bytes in [&one, &two, &three] {
        desk.load(bytes, &key).unwrap();
    }
    assert_eq!(folders(&desk).len(), 2, "only the one before is kept");
    let refused = desk.load(&two, &key).unwrap_err();
    assert_eq!(refused.advice().code, "bundle-older");
    assert_eq!(
        desk.load(&three, &key).unwrap(),
        3,
        "the same once more is no error"
    );
    assert_eq!(rollback(&desk.places).unwrap().version, 2);
    assert_eq!(desk.version(), Some(2));
    assert!(matches!(
        rollback(&desk.places),
        Err(BundleError::NothingBefore)
    ));
    desk.load(&three, &key).unwrap();
    let trust = Trust {
        allow_older: true,
        ..Trust::default()
    };
    bundle::load(&desk.places, &Bundle::from_bytes(&one).ok().unwrap(), trust).unwrap();
    assert_eq!(desk.version(), Some(1));
}

#[test]
fn two_bundles_of_one_number_do_not_replace_each_other() {
    let key = key();
    let administrator = Pc::of_administrator();
    let desk = Pc::new();
    desk.load(&administrator.export(&key, 4), &key).unwrap();
    administrator.settings("city_name = \"別の市\"\n");
    let refused = desk.load(&administrator.export(&key, 4), &key).unwrap_err();
    assert_eq!(refused.advice().code, "bundle-older");
}

#[test]
fn each_change_of_the_file_has_its_own_words() {
    type Change = fn(&mut Vec<(String, Vec<u8>)>);
    fn at<'e>(entries: &'e mut [(String, Vec<u8>)], name: &str) -> &'e mut Vec<u8> {
        &mut entries.iter_mut().find(|(it, _)| it == name).unwrap().1
    }
    let cases: [(&str, Change); 12] = [
        ("bundle-signature-wrong", |inside| {
            let manifest = at(inside, "manifest.json");
            let text = String::from_utf8(manifest.clone()).unwrap();
            *manifest = text.replace("\"number\": 1", "\"number\": 9").into_bytes();
        }),
        ("bundle-signature-wrong", |inside| {
            at(inside, "manifest.sig")[10] ^= 1;
        }),
        ("bundle-signature-wrong", |inside| {
            at(inside, "manifest.sig").clear();
        }),
        ("bundle-signature-missing", |inside| {
            inside.retain(|(name, _)| name != "manifest.sig");
        }),
        ("bundle-manifest-missing", |inside| {
            inside.retain(|(name, _)| name != "manifest.json");
        }),
        ("bundle-manifest-invalid", |inside| {
            *at(inside, "manifest.json") = b"{\"format\": 1}".to_vec();
        }),
        ("bundle-format-unknown", |inside| {
            *at(inside, "manifest.json") = b"{\"format\": 2, \"new\": []}".to_vec();
        }),
        ("bundle-file-changed", |inside| {
            at(inside, "city.toml").push(b'\n');
        }),
        ("bundle-file-missing", |inside| {
            inside.retain(|(name, _)| name != "city.toml");
        }),
        ("bundle-file-extra", |inside| {
            inside.push(("forms/extra/form.toml".to_owned(), vec![]));
        }),
        ("bundle-unsafe-path", |inside| {
            inside.push(("../../evil.toml".to_owned(), vec![]));
        }),
        ("bundle-unsafe-path", |inside| {
            inside.push(("/etc/kazashi/kazashi.toml".to_owned(), vec![]));
        }),
    ];
    for (code, change) in cases {
        assert_eq!(code_of(&changed(change)), code);
    }
}

#[test]
fn what_is_no_bundle_or_cut_off_is_refused() {
    assert_eq!(code_of(b""), "bundle-not-a-bundle");
    assert_eq!(code_of(b"%PDF-1.7"), "bundle-not-a-bundle");
    let good = Pc::of_administrator().export(&key(), 1);
    for length in (4..good.len()).step_by(997).chain([good.len() - 1]) {
        assert_eq!(
            code_of(&good[..length]),
            "bundle-damaged",
            "cut off at {length}"
        );
    }
}

#[test]
fn any_changed_byte_is_refused_or_means_nothing() {
    let key = key();
    let good = Pc::of_administrator().export(&key, 1);
    let expected = entries(&good);
    for at in (0..good.len()).step_by(61) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x20;
        if Bundle::from_bytes(&bytes).is_ok() {
            // A time or an attribute of the zip itself, which is not used.
            assert_eq!(entries(&bytes), expected, "byte {at}");
        }
    }
}

#[test]
fn a_link_is_refused() {
    let good = Pc::of_administrator().export(&key(), 1);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries(&good) {
        writer
            .start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&bytes).unwrap();
    }
    let options = SimpleFileOptions::default();
    writer
        .add_symlink("forms/link", "/etc/passwd", options)
        .unwrap();
    assert_eq!(
        code_of(&writer.finish().unwrap().into_inner()),
        "bundle-not-a-file"
    );
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    // A manifest of zeros that would unpack to 128 MB is the first thing that is unpacked.
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("manifest.sig", options).unwrap();
    writer
        .start_file("manifest.json", options.large_file(true))
        .unwrap();
    let block = vec![0; 1 << 20];
    for _ in 0..128 {
        writer.write_all(&block).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let started = std::time::Instant::now();
    assert_eq!(code_of(&bomb), "bundle-too-large");
    assert!(started.elapsed() < std::time::Duration::from_secs(5));

    let many = (0..2001)
        .map(|n| (format!("forms/a/{n}"), vec![]))
        .collect::<Vec<_>>();
    assert_eq!(code_of(&zipped(&many)), "bundle-too-large");

    // Larger inside than the signed list says.
    let larger = changed(|inside| {
        let city = inside
            .iter_mut()
            .find(|(name, _)| name == "city.toml")
            .unwrap();
        city.1 = vec![b'#'; 61 << 20];
    });
    assert_eq!(code_of(&larger), "bundle-file-changed");
}

#[test]
fn a_broken_definition_is_neither_exported_nor_loaded() {
    let administrator = Pc::of_administrator();
    let form = administrator.places.forms_dir.join(FORM).join("form.toml");
    let good = fs::read_to_string(&form).unwrap();
    fs::write(
        &form,
        good.replace("format = 1", "format = 1\nnonsense = 1"),
    )
    .unwrap();
    let about = Export {
        name: "架空市",
        number: 1,
        created: datetime(2026, 11, 21, 9, 30, 0, 0),
    };
    let refused = export(&administrator.places, &key(), &about).unwrap_err();
    assert_eq!(refused.advice().code, "bundle-form-broken");
    assert!(
        refused.advice().what.en.contains("nonsense"),
        "{}",
        refused.advice().what.en
    );

    // Signed with a program that does not check.
    let key = key();
    let desk = Pc::new();
    desk.load(&Pc::of_administrator().export(&key, 1), &key)
        .unwrap();
    let before = desk.state();
    let broken = signed_with(&key, |files| {
        files.push((format!("forms/{FORM}/form.toml"), b"format = 1\n".to_vec()));
        files.push(("city.toml".to_owned(), vec![]));
    });
    let refused = desk.load(&broken, &key).unwrap_err();
    assert_eq!(refused.advice().code, "bundle-form-broken");
    assert_eq!(desk.state(), before);
    let empty = signed_with(&key, |files| files.push(("city.toml".to_owned(), vec![])));
    assert_eq!(
        desk.load(&empty, &key).unwrap_err().advice().code,
        "bundle-no-forms"
    );
    let profile = signed_with(&key, |files| {
        let name = "printer-profiles/desk.toml".to_owned();
        files.push((name, b"nonsense = 1\n".to_vec()));
        files.push((format!("forms/{FORM}/form.toml"), good.clone().into_bytes()));
        files.push(("city.toml".to_owned(), vec![]));
    });
    let refused = desk.load(&profile, &key).unwrap_err();
    assert_eq!(refused.advice().code, "bundle-profile-broken");
    assert_eq!(desk.state(), before);
}

/// Any files under a right signature, as a program with the key but without our checks would make.
fn signed_with(key: &BundleKey, fill: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    use ed25519_dalek::Signer;
    use sha2::{Digest, Sha256};
    let hex = data_encoding::HEXLOWER;
    let text = key.to_text();
    let digits = text.split_whitespace().nth(1).unwrap();
    let seed: [u8; 32] = hex.decode(digits.as_bytes()).unwrap().try_into().unwrap();
    let signer = ed25519_dalek::SigningKey::from_bytes(&seed);
    let mut files = Vec::new();
    fill(&mut files);
    let listed: Vec<serde_json::Value> = files
        .iter()
        .map(|(path, bytes)| {
            let sha256 = hex.encode(&Sha256::digest(bytes));
            serde_json::json!({"path": path, "size": bytes.len(), "sha256": sha256})
        })
        .collect();
    let manifest = serde_json::json!({
        "format": 1, "name": "架空市", "number": 1000, "created": "2026-11-21T09:30:00",
        "key": hex.encode(signer.verifying_key().as_bytes()), "files": listed,
    });
    let manifest = serde_json::to_vec(&manifest).unwrap();
    let signature = signer.sign(&manifest).to_bytes().to_vec();
    files.push(("manifest.json".to_owned(), manifest));
    files.push(("manifest.sig".to_owned(), signature));
    zipped(&files)
}

#[test]
fn a_signed_way_out_of_the_folder_is_refused_too() {
    for path in [
        "forms/../../../evil",
        "forms\\evil",
        "kazashi.toml",
        "forms/a/CON",
    ] {
        let bytes = signed_with(&key(), |files| files.push((path.to_owned(), vec![])));
        assert_eq!(code_of(&bytes), "bundle-unsafe-path", "{path}");
    }
}

#[test]
fn a_file_changed_on_the_pc_is_found() {
    let key = key();
    let desk = Pc::new();
    desk.load(&Pc::of_administrator().export(&key, 1), &key)
        .unwrap();
    assert!(verify_active(&desk.places).unwrap().is_some());
    let form = folders(&desk)[0].join("forms").join(FORM).join("form.toml");
    fs::write(&form, "format = 1").unwrap();
    let error = verify_active(&desk.places).unwrap_err();
    assert_eq!(error.advice().code, "bundle-active-changed");
    let active_file = desk.places.bundles_dir.join("active.toml");
    fs::write(active_file, "folder = 3").unwrap();
    assert_eq!(
        verify_active(&desk.places).unwrap_err().advice().code,
        "bundle-active-unreadable"
    );
    assert!(active_bundle(&desk.places).is_none());
}

#[test]
fn the_number_grows_with_each_export_and_goes_where_the_key_goes() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("city.key");
    assert_eq!(next_number(&file, None).unwrap(), 1);
    assert_eq!(next_number(&file, None).unwrap(), 2);
    assert_eq!(next_number(&file, Some(40)).unwrap(), 41);
    assert_eq!(next_number(&file, Some(3)).unwrap(), 42);
    fs::write(dir.path().join("city.key.number"), "many").unwrap();
    assert!(next_number(&file, None).is_err());
}

#[test]
fn a_key_comes_back_from_its_file() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("city.key");
    let key = key();
    fs::write(&file, key.to_text().as_bytes()).unwrap();
    assert_eq!(
        BundleKey::load(&file).ok().unwrap().fingerprint(),
        key.fingerprint()
    );
    fs::write(&file, "kazashi-bundle-key-1 12").unwrap();
    assert!(matches!(
        BundleKey::load(&file),
        Err(BundleError::KeyInvalid { .. })
    ));
    let typed = key
        .fingerprint()
        .to_string()
        .to_uppercase()
        .replace('-', " ");
    assert!(key.fingerprint().is(&typed));
    assert!(!key.fingerprint().is(&typed[..typed.len() - 2]));
}
