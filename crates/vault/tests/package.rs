//! Activation packages: prepared, carried, opened by codes, refused when changed.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use rand_core::OsRng;
use vault::{
    About, ActivationCode, CityKeys, CodeError, Kept, Key, Package, PackageError, PlannedShelter,
    Role, prepare,
};

fn about() -> About {
    About {
        city_name: "見本市".to_owned(),
        city_code: "131041".to_owned(),
        name: "令和8年度 避難所（訓練）".to_owned(),
        edition: 1,
        created: date(2026, 4, 1),
        exercise: true,
        roles: vec![Role {
            role: "keeper".to_owned(),
            title: "避難所運営職員".to_owned(),
        }],
        shelters: vec![PlannedShelter {
            stream: [7; 16],
            name: "見本第一小学校".to_owned(),
            place: "見本市見本町1-1".to_owned(),
            capacity: Some(300),
        }],
    }
}

fn schools(count: usize) -> Vec<String> {
    (1..=count).map(|it| format!("見本第{it}小学校")).collect()
}

#[test]
fn every_printed_code_opens_the_same_secrets_and_tells_whose_it_was() {
    let city = CityKeys::generate(&mut OsRng);
    let made = prepare(about(), &city, &schools(120), None, &mut OsRng).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("見本市.kazashi-package");
    made.package.save(&path).unwrap();
    let package = Package::load(&path).unwrap();
    assert_eq!(package.public().about, about());
    assert_eq!(package.labels().count(), 121);

    let first = package.open(&made.city).unwrap();
    assert_eq!(first.by, "見本市");
    assert_eq!(first.public.city_key, city.public());
    for (label, code) in &made.keepers {
        // As a person types it from paper.
        let typed = ActivationCode::parse(&code.to_print().to_lowercase())
            .unwrap_or_else(|it| panic!("{it}"));
        let opened = package.open(&typed).unwrap_or_else(|it| panic!("{it}"));
        assert_eq!(opened.by, *label);
        assert_eq!(
            opened.secrets.tokens.as_bytes(),
            first.secrets.tokens.as_bytes()
        );
        assert_eq!(
            opened.secrets.bundles.as_bytes(),
            first.secrets.bundles.as_bytes()
        );
        assert_eq!(
            opened.secrets.pre_registration.as_bytes(),
            first.secrets.pre_registration.as_bytes()
        );
    }
}

#[test]
fn a_code_of_another_package_opens_nothing_and_a_mistyped_one_is_told_before() {
    let city = CityKeys::generate(&mut OsRng);
    let one = prepare(about(), &city, &[], None, &mut OsRng).unwrap();
    let two = prepare(about(), &city, &[], None, &mut OsRng).unwrap();
    assert_eq!(
        one.package.open(&two.city).err(),
        Some(PackageError::WrongCode)
    );
    let mut typed = one.city.to_print().to_string();
    let last = if typed.ends_with('0') { "2" } else { "0" };
    typed.replace_range(23..24, last);
    assert_eq!(
        ActivationCode::parse(&typed).err(),
        Some(CodeError::Mistyped)
    );
}

#[test]
fn a_later_edition_goes_on_with_realm_and_keys_under_new_codes() {
    let city = CityKeys::generate(&mut OsRng);
    let first = prepare(about(), &city, &schools(1), None, &mut OsRng).unwrap();
    let before = first.package.open(&first.city).unwrap();
    let next = About {
        edition: 2,
        ..about()
    };
    let second = prepare(next, &city, &schools(2), Some(&before), &mut OsRng).unwrap();
    let opened = second.package.open(&second.city).unwrap();
    assert_eq!(opened.public.realm, before.public.realm);
    assert_eq!(
        opened.secrets.tokens.as_bytes(),
        before.secrets.tokens.as_bytes()
    );
    assert!(second.package.open(&first.city).is_err());

    let fresh = prepare(about(), &city, &[], None, &mut OsRng).unwrap();
    assert_ne!(fresh.package.public().realm, before.public.realm);
}

#[test]
fn no_secret_stands_in_the_file() {
    let city = CityKeys::generate(&mut OsRng);
    let made = prepare(about(), &city, &schools(3), None, &mut OsRng).unwrap();
    let opened = made.package.open(&made.city).unwrap();
    let bytes = made.package.to_bytes();
    let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let body = data_encoding::BASE64
        .decode(file["body"].as_str().unwrap().as_bytes())
        .unwrap();
    for key in [
        &opened.secrets.tokens,
        &opened.secrets.bundles,
        &opened.secrets.pre_registration,
        city.secret(),
    ] {
        let hex = data_encoding::HEXLOWER.encode(key.as_bytes());
        let body = String::from_utf8_lossy(&body);
        assert!(!body.contains(&hex) && !body.contains(&*made.city.to_print()));
    }
}

#[test]
fn every_change_is_refused() {
    let city = CityKeys::generate(&mut OsRng);
    let made = prepare(about(), &city, &schools(1), None, &mut OsRng).unwrap();
    let bytes = made.package.to_bytes();
    assert!(Package::from_bytes(&bytes).is_ok());
    for place in (0..bytes.len()).step_by(3) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        // Blanks between the parts say nothing.
        if let Ok(package) = Package::from_bytes(&changed) {
            assert_eq!(package.to_bytes(), bytes, "byte {place}");
        }
    }
    let half = Package::from_bytes(&bytes[..bytes.len() / 2]).err();
    assert_eq!(half, Some(PackageError::Damaged));
    let text = String::from_utf8(bytes).unwrap();
    let later = text.replace("\"version\": 1", "\"version\": 9");
    assert_eq!(
        Package::from_bytes(later.as_bytes()).err(),
        Some(PackageError::Newer)
    );
    assert_eq!(
        Package::from_bytes(b"{\"format\": \"other\", \"version\": 1}").err(),
        Some(PackageError::NotAPackage)
    );
    assert_eq!(
        Package::from_bytes(b"PK").err(),
        Some(PackageError::NotAPackage)
    );
}

/// Somebody takes a real package's sealed part, puts an own key of the city in, and signs it anew.
#[test]
fn a_package_with_a_foreign_city_key_does_not_open_with_the_real_code() {
    let city = CityKeys::generate(&mut OsRng);
    let foreign = CityKeys::generate(&mut OsRng);
    let made = prepare(about(), &city, &[], None, &mut OsRng).unwrap();
    let mut file: serde_json::Value = serde_json::from_slice(&made.package.to_bytes()).unwrap();
    let base64 = data_encoding::BASE64;
    let body = base64
        .decode(file["body"].as_str().unwrap().as_bytes())
        .unwrap();
    let hex = data_encoding::HEXLOWER;
    let body = String::from_utf8(body)
        .unwrap()
        .replace(&hex.encode(&city.public()), &hex.encode(&foreign.public()));
    let signature = foreign.sign("kazashi.package.1", body.as_bytes());
    file["body"] = base64.encode(body.as_bytes()).into();
    file["signature"] = base64.encode(&signature).into();
    let forged =
        Package::from_bytes(file.to_string().as_bytes()).unwrap_or_else(|it| panic!("{it}"));
    assert_eq!(forged.open(&made.city).err(), Some(PackageError::Damaged));
}

#[test]
fn what_would_be_found_out_in_the_disaster_is_refused_before() {
    let city = CityKeys::generate(&mut OsRng);
    let wrong_code = About {
        city_code: "131042".to_owned(),
        ..about()
    };
    let no_name = About {
        city_name: " ".to_owned(),
        ..about()
    };
    for (about, expected) in [
        (wrong_code, PackageError::NotACityCode),
        (no_name, PackageError::NoCityName),
    ] {
        let error = prepare(about, &city, &[], None, &mut OsRng).err();
        assert_eq!(error, Some(expected));
    }
}

#[test]
fn the_citys_keys_come_back_from_their_secret() {
    let city = CityKeys::generate(&mut OsRng);
    let again = CityKeys::from_secret(city.secret().clone());
    assert_eq!(again.public(), city.public());
    assert_eq!(again.recovery().public(), city.recovery().public());
    let sealed = city.recovery().public().seal(b"mihon", &mut OsRng);
    assert_eq!(&**again.recovery().open(&sealed).unwrap(), b"mihon");
}

#[test]
fn an_activated_pc_needs_no_code_again_and_hands_the_package_on() {
    let city = CityKeys::generate(&mut OsRng);
    let made = prepare(about(), &city, &schools(1), None, &mut OsRng).unwrap();
    let bytes = made.package.to_bytes();
    let opened = made.package.open(&made.keepers[0].1).unwrap();
    let tokens = opened.secrets.tokens.clone();
    let dir = tempfile::tempdir().unwrap();
    let path = Kept::beside(&dir.path().join("shelter.ledger"));
    assert!(path.ends_with("shelter.ledger.package"));
    let database = Key::generate(&mut OsRng);
    let kept = Kept {
        package: made.package,
        opened,
    };
    kept.save(&path, &database, &mut OsRng).unwrap();

    let back = Kept::load(&path, &database).unwrap_or_else(|it| panic!("{it}"));
    assert_eq!(back.opened.secrets.tokens.as_bytes(), tokens.as_bytes());
    assert_eq!(back.opened.by, "見本第1小学校");
    assert_eq!(back.package.to_bytes(), bytes);
    assert!(back.package.open(&made.city).is_ok());
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains(&data_encoding::HEXLOWER.encode(tokens.as_bytes())));

    let other = Key::generate(&mut OsRng);
    assert_eq!(Kept::load(&path, &other).err(), Some(PackageError::Damaged));
    let renamed = text.replace("見本第1小学校", "見本第2小学校");
    std::fs::write(&path, renamed).unwrap();
    assert_eq!(
        Kept::load(&path, &database).err(),
        Some(PackageError::Damaged)
    );
    made_from_a_package_is_told(&path, &bytes, &database);
}

fn made_from_a_package_is_told(path: &std::path::Path, package: &[u8], database: &Key) {
    std::fs::write(path, package).unwrap();
    assert_eq!(
        Kept::load(path, database).err(),
        Some(PackageError::NotAPackage)
    );
}
