//! Pre-registration codes: sealed by the city, opened at a shelter without a network.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use proptest::prelude::*;
use rand_core::OsRng;
use vault::{
    Key, MOST_CODE_CHARS, PreRegistered, PreRegistration, PreRegistrationError, Scanned, scanned,
};
use zeroize::Zeroizing;

fn household(people: usize) -> PreRegistration {
    let person = |number: usize| PreRegistered {
        name: format!("見本\u{E0100} 髙志{number}"),
        kana: format!("ミホン タカシ{number}"),
        birth_date: format!("19{:02}-04-{:02}", 50 + number, 1 + number),
        sex: if number.is_multiple_of(2) { "m" } else { "f" }.to_owned(),
    };
    PreRegistration {
        id: [9; 16],
        issued: date(2026, 4, 1),
        address: Zeroizing::new(
            "東京都見本市見本町一丁目23番45号 見本マンション678号室".to_owned(),
        ),
        phone: Zeroizing::new("090-0000-0000".to_owned()),
        people: (0..people).map(person).collect(),
    }
}

fn error(result: Result<PreRegistration, PreRegistrationError>) -> PreRegistrationError {
    result.err().unwrap()
}

#[test]
fn a_household_comes_back_whole_and_its_code_fits_a_printed_qr_code() {
    let key = Key::generate(&mut OsRng);
    for people in [1, 4, 12] {
        let household = household(people);
        let code = household.seal(&key, &mut OsRng).unwrap();
        assert!(code.len() <= MOST_CODE_CHARS);
        let qr = qrcodegen::QrCode::encode_text(&code, qrcodegen::QrCodeEcc::Medium).unwrap();
        assert!(qr.version().value() <= 24);
        let Ok(Scanned::PreRegistration(text)) = scanned(&code) else {
            panic!("not recognised");
        };
        let back = PreRegistration::open(&text, &key).unwrap_or_else(|it| panic!("{it}"));
        assert!(back == household);
        // Scanners of the keyboard kind end with Enter.
        assert!(PreRegistration::open(&format!("{}\r\n", *code), &key).is_ok());
    }
}

#[test]
fn a_household_that_does_not_fit_is_told() {
    let key = Key::generate(&mut OsRng);
    let mut large = household(40);
    for (number, person) in large.people.iter_mut().enumerate() {
        person.name = (0..20u32)
            .filter_map(|it| char::from_u32(0x4E00 + it * 97 + u32::try_from(number).unwrap() * 31))
            .collect();
    }
    let error = large.seal(&key, &mut OsRng).err().unwrap();
    assert!(matches!(error, PreRegistrationError::TooLong { chars } if chars > MOST_CODE_CHARS));
}

#[test]
fn another_city_other_codes_and_later_versions_are_told_apart() {
    let key = Key::generate(&mut OsRng);
    let other = Key::generate(&mut OsRng);
    let code = household(2).seal(&key, &mut OsRng).unwrap();
    let open = |code: &str, key: &Key| error(PreRegistration::open(code, key));
    assert_eq!(open(&code, &other), PreRegistrationError::NotOpened);
    assert_eq!(open("KZ1:AB", &key), PreRegistrationError::NotACode);
    assert_eq!(open("KZP2:AB", &key), PreRegistrationError::Newer);
    assert_eq!(open("KZP1:a", &key), PreRegistrationError::Damaged);
    let half = &code[..code.len() / 2];
    assert!(matches!(
        open(half, &key),
        PreRegistrationError::NotOpened | PreRegistrationError::Damaged
    ));
}

#[test]
fn every_changed_letter_is_refused() {
    let key = Key::generate(&mut OsRng);
    let code = household(1).seal(&key, &mut OsRng).unwrap();
    for place in 5..code.len() {
        let mut changed = code.to_string();
        let letter = if &code[place..=place] == "A" {
            "B"
        } else {
            "A"
        };
        changed.replace_range(place..=place, letter);
        assert!(PreRegistration::open(&changed, &key).is_err(), "{place}");
    }
}

proptest! {
    #[test]
    fn any_text_is_no_panic(text in ".*", letters in "KZP1:[0-9A-Z $%*+./:-]{0,80}") {
        let key = Key::from_bytes(&[1; 32]);
        prop_assert!(PreRegistration::open(&text, &key).is_err());
        prop_assert!(PreRegistration::open(&letters, &key).is_err());
        drop(scanned(&text));
    }
}
