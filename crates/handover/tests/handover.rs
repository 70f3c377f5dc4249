//! Codes and files as a back office gets them.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use handover::{
    CityPrivateKey, ContentError, Encoding, FileFormat, Filled, MOST_CODE_CHARS, ReadError, code,
    read,
};
use jiff::civil::{Date, date};
use paper::{FormDefinition, Values};
use proptest::prelude::*;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use rand_core::OsRng;

const DAY: Date = date(2026, 11, 21);

fn form() -> FormDefinition {
    let text = include_str!("../../../forms/seal-certificate/form.toml");
    FormDefinition::parse("form.toml", text).ok().unwrap()
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    let mut values = Values::new();
    for (name, value) in pairs {
        values.insert(*name, *value);
    }
    Filled::of(&form(), &values, DAY)
}

/// Invented.
fn hanako() -> Filled {
    filled(&[
        ("person.name", "見本　花子"),
        ("person.address", "みほん県かざし市中央一丁目２番３号"),
        ("person.birth_date", "1980-03-02"),
        ("person.phone", "not placed by this form"),
        ("city.name", "かざし市"),
        ("request.kind", "household"),
        ("request.copies", "2"),
    ])
}

fn values_of(code: &str, key: Option<&CityPrivateKey>) -> BTreeMap<String, String> {
    let received = read(code, key).ok().unwrap();
    assert_eq!(received.form, "seal-certificate");
    assert_eq!(received.version, form().version());
    assert_eq!(received.date, DAY);
    received
        .values()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn error_of(code: &str, key: Option<&CityPrivateKey>) -> ReadError {
    match read(code, key) {
        Ok(_) => panic!("the code was read"),
        Err(error) => error,
    }
}

/// As ISO/IEC 18004 draws it, in alphanumeric mode and level M.
fn drawn(code: &str) -> Option<QrCode> {
    let segment = QrSegment::make_alphanumeric(code);
    QrCode::encode_segments_advanced(
        &[segment],
        QrCodeEcc::Medium,
        Version::MIN,
        Version::new(24),
        Some(Mask::new(3)),
        false,
    )
    .ok()
}

#[test]
fn what_the_form_places_comes_back_and_nothing_else() {
    let plain = code(&hanako(), None, &mut OsRng).unwrap();
    assert!(plain.starts_with("KZ1:"));
    let values = values_of(&plain, None);
    assert_eq!(values["person.name"], "見本　花子");
    assert_eq!(values["request.copies"], "2");
    assert!(!values.contains_key("person.phone"));
    assert!(!values.contains_key("city.name"));
    let key = CityPrivateKey::generate(&mut OsRng);
    let sealed = code(&hanako(), Some(&key.public()), &mut OsRng).unwrap();
    assert!(sealed.starts_with("KZ1E:"));
    assert_eq!(values_of(&sealed, Some(&key)), values);
}

#[test]
fn a_sealed_code_opens_with_its_own_key_only() {
    let key = CityPrivateKey::generate(&mut OsRng);
    let other = CityPrivateKey::generate(&mut OsRng);
    let sealed = code(&hanako(), Some(&key.public()), &mut OsRng).unwrap();
    assert_eq!(error_of(&sealed, Some(&other)), ReadError::NotOpened);
    assert_eq!(error_of(&sealed, None), ReadError::KeyNeeded);
    let again = code(&hanako(), Some(&key.public()), &mut OsRng).unwrap();
    assert_ne!(*sealed, *again, "the same data gives the same sealed code");
}

#[test]
fn every_changed_letter_is_refused() {
    let key = CityPrivateKey::generate(&mut OsRng);
    for key in [None, Some(&key)] {
        let public = key.map(CityPrivateKey::public);
        let good = code(&hanako(), public.as_ref(), &mut OsRng).unwrap();
        for at in 0..good.len() {
            let mut letters = good.as_bytes().to_vec();
            letters[at] = if letters[at] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(letters).unwrap();
            assert!(
                read(&changed, key).is_err(),
                "letter {at} was changed unseen"
            );
            assert!(read(&good[..at], key).is_err(), "cut off at {at} unseen");
        }
        assert!(read(&format!("{}000", *good), key).is_err());
    }
}

#[test]
fn other_versions_and_other_codes_are_told_apart() {
    for later in ["KZ2:ABC", "KZ1X:ABC", "KZ10E:ABC"] {
        assert_eq!(error_of(later, None), ReadError::UnknownVersion, "{later}");
    }
    for other in ["", "KZ", "KZ:", "HC1:6BF", "https://example.jp/", "kz1:ABC"] {
        assert_eq!(error_of(other, None), ReadError::NotACode, "{other}");
    }
    assert_eq!(
        error_of(&inside(r#"{"v":2,"more":[]}"#), None),
        ReadError::UnknownVersion
    );
    for broken in [
        "{}",
        "[]",
        r#"{"v":1}"#,
        r#"{"v":1,"form":"f","version":"1","date":"x","values":{}}"#,
    ] {
        assert_eq!(
            error_of(&inside(broken), None),
            ReadError::Damaged,
            "{broken}"
        );
    }
}

/// A code with this inside, made as the document says.
fn inside(json: &str) -> String {
    use std::io::Write;
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    zlib.write_all(json.as_bytes()).unwrap();
    format!("KZ1:{}", base45::encode(zlib.finish().unwrap()))
}

#[test]
fn a_small_code_cannot_fill_the_memory() {
    let bomb = inside(&" ".repeat(300_000));
    assert!(bomb.len() < MOST_CODE_CHARS, "{}", bomb.len());
    assert_eq!(error_of(&bomb, None), ReadError::Damaged);
}

#[test]
fn the_example_of_the_document_is_read() {
    let document = include_str!("../../../docs/handover.md");
    let line = |start: &str| {
        let found = document.lines().find(|line| line.trim().starts_with(start));
        found.unwrap_or_else(|| panic!("no line {start}")).trim()
    };
    let received = read(line("KZ1:"), None).ok().unwrap();
    assert_eq!(
        received.to_json().as_slice(),
        line("{\"v\":1,\"form\":").as_bytes()
    );
    let key = CityPrivateKey::parse(line("kazashi-handover-key-1 "))
        .ok()
        .unwrap();
    let sealed = read(line("KZ1E:"), Some(&key)).ok().unwrap();
    assert_eq!(sealed.to_json(), received.to_json());
}

#[test]
fn the_limit_is_a_code_of_40_millimetres() {
    assert!(drawn(&"A".repeat(MOST_CODE_CHARS)).is_some());
    assert!(drawn(&"A".repeat(MOST_CODE_CHARS + 1)).is_none());
    let side = drawn(&"A".repeat(MOST_CODE_CHARS)).unwrap().size() + 8;
    assert!(f64::from(side) * 0.33 <= 40.0);
}

#[test]
fn too_much_for_the_code_is_said_with_the_forms_name_alone() {
    // Different letters, since equal ones would be packed small.
    let long: String = (0..1500_u32)
        .filter_map(|n| char::from_u32(0x4E00 + (n * 7919) % 20000))
        .collect();
    let error = code(&filled(&[("person.name", &long)]), None, &mut OsRng).unwrap_err();
    assert_eq!(error.form, "seal-certificate");
    assert!(error.chars > MOST_CODE_CHARS);
}

/// Invented residents of the repository, the longest among them.
#[test]
fn every_sample_of_the_repository_fits_and_is_read_from_a_picture_by_another_program() {
    let text = include_str!("../../../forms/seal-certificate/sample.toml");
    let samples = paper::Sample::parse_all("sample.toml", text).ok().unwrap();
    assert!(samples.len() > 3);
    let key = CityPrivateKey::generate(&mut OsRng);
    for sample in samples {
        let filled = Filled::of(&form(), &sample.values, DAY);
        let sealed = code(&filled, Some(&key.public()), &mut OsRng).unwrap();
        let seen = seen_in_picture(&drawn(&sealed).unwrap());
        assert_eq!(seen, *sealed, "{}", sample.id);
        assert!(!values_of(&seen, Some(&key)).is_empty());
    }
}

/// What a QR reader of other people sees, at 300 dots an inch: 4 dots a module of 0.33 mm.
fn seen_in_picture(qr: &QrCode) -> String {
    const DOTS: i32 = 4;
    const QUIET: i32 = 4;
    let side = usize::try_from((qr.size() + 2 * QUIET) * DOTS).unwrap();
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        let module = |at: usize| i32::try_from(at).unwrap() / DOTS - QUIET;
        if qr.get_module(module(x), module(y)) {
            0
        } else {
            255
        }
    });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "codes found");
    grids[0].decode().unwrap().1
}

#[test]
fn a_csv_reader_of_other_people_reads_the_row() {
    let bytes = FileFormat::Csv.bytes(&[hanako()], Encoding::Utf8).unwrap();
    assert!(bytes.starts_with("\u{FEFF}".as_bytes()));
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let names = reader.headers().unwrap().clone();
    assert_eq!(
        names.iter().take(3).collect::<Vec<_>>(),
        ["form", "version", "date"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    let at = |name: &str| &rows[0][names.iter().position(|it| it == name).unwrap()];
    assert_eq!(at("form"), "seal-certificate");
    assert_eq!(at("date"), "2026-11-21");
    assert_eq!(at("person.name"), "見本　花子");
    assert_eq!(
        at("request.submit_to"),
        "",
        "a column stays when it has no value"
    );
}

#[test]
fn columns_are_the_same_whatever_was_answered() {
    let header = |filled: Filled| {
        let bytes = handover::csv(&[filled], Encoding::Utf8).unwrap();
        String::from_utf8(bytes.to_vec())
            .unwrap()
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(header(hanako()), header(filled(&[])));
}

#[test]
fn shift_jis_is_that_of_windows() {
    let filled = filled(&[
        ("person.name", "髙﨑　ｶｻﾞｼ"),
        ("person.address", "表町１－２～３"),
    ]);
    let bytes = handover::csv(&[filled], Encoding::ShiftJis).unwrap();
    assert!(
        bytes
            .windows(4)
            .any(|four| four == [0xFB, 0xFC, 0xFA, 0xB1])
    );
    let (text, had_errors) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes);
    assert!(!had_errors && text.contains("\"髙﨑　ｶｻﾞｼ\"") && text.contains("表町１－２～３"));
}

#[test]
fn a_letter_that_shift_jis_lacks_is_named_with_form_and_field() {
    let case = [hanako(), filled(&[("person.address", "見本町𠮷田")])];
    for format in [FileFormat::Csv, FileFormat::Json] {
        let error = format.bytes(&case, Encoding::ShiftJis).unwrap_err();
        let ContentError::NotInShiftJis {
            form,
            field,
            character,
        } = &error;
        assert_eq!(
            (form.as_str(), field.as_str()),
            ("seal-certificate", "person.address")
        );
        assert_eq!(*character, '𠮷');
        assert!(!error.to_string().contains('町'));
        assert!(format.bytes(&case, Encoding::Utf8).is_ok());
    }
}

#[test]
fn no_cell_is_a_formula_and_one_leading_quote_always_gives_the_value_back() {
    for value in [
        "=1+1", "+81 90", "-5", "@SUM(A1)", "＝１", "＋", "－", "＠", "'quoted", "''",
    ] {
        let bytes = handover::csv(&[filled(&[("person.name", value)])], Encoding::Utf8).unwrap();
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let at = reader
            .headers()
            .unwrap()
            .iter()
            .position(|it| it == "person.name")
            .unwrap();
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row[at].strip_prefix('\''), Some(value));
    }
}

proptest! {
    #[test]
    fn any_values_come_back(name in "\\PC{0,40}", address in any::<String>(), sealed: bool) {
        prop_assume!(address.chars().count() < 120);
        let key = CityPrivateKey::generate(&mut OsRng);
        let filled = filled(&[("person.name", &name), ("person.address", &address)]);
        let public = sealed.then(|| key.public());
        let code = code(&filled, public.as_ref(), &mut OsRng).unwrap();
        let values = values_of(&code, Some(&key));
        for (field, given) in [("person.name", &name), ("person.address", &address)] {
            let expected = Some(given.as_str()).filter(|text| !text.trim().is_empty());
            prop_assert_eq!(values.get(field).map(String::as_str), expected);
        }
    }

    #[test]
    fn any_text_is_no_panic(text in "(KZ1E?:)?[0-9A-Z $%*+./:-]{0,200}") {
        let key = CityPrivateKey::generate(&mut OsRng);
        prop_assert!(read(&text, Some(&key)).is_err());
    }

    #[test]
    fn any_value_is_one_cell(value in any::<String>()) {
        let bytes = handover::csv(&[filled(&[("person.name", &value)])], Encoding::Utf8).unwrap();
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let at = reader.headers().unwrap().iter().position(|it| it == "person.name").unwrap();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), 1);
        let cell = rows[0].get(at).unwrap();
        let given = if value.trim().is_empty() { "" } else { value.as_str() };
        prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), given);
    }
}
