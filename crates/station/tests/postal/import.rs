//! Importing: every layout, and nothing changed when it fails.

use std::fs;

use jiff::civil::date;
use station::BadLineReason::{
    Abolished, Bracket, City, Code, Columns, Encoding, Municipality, Prefecture, Town,
};
use station::{BadLine, ImportOptions, Layout, Postal, PostalError};

use crate::files::{OFFICES, Pc, UTF, bytes_of, ken_all, shift_jis, zipped};

fn import(pc: &Pc, name: &str, bytes: &[u8]) -> Result<station::Imported, PostalError> {
    let file = pc.write(name, bytes);
    pc.postal.import(&file, ImportOptions::default(), |_| {})
}

#[test]
fn both_layouts_plain_and_zipped_give_the_same_addresses() {
    let old = shift_jis(&ken_all());
    let all = |pc: &Pc| -> Vec<_> {
        let codes = UTF.lines().map(|line| &line[15..22]);
        codes.map(|code| pc.postal.by_code(code).unwrap()).collect()
    };
    let expected = all(&Pc::with_towns());
    assert!(expected.iter().all(|found| !found.is_empty()));
    assert!(
        ken_all().lines().count() > UTF.lines().count(),
        "no town is split"
    );
    for (name, bytes) in [
        ("KEN_ALL.CSV", old.clone()),
        ("ken_all.zip", zipped("KEN_ALL.CSV", &old)),
        ("utf_ken_all.zip", zipped("utf_ken_all.csv", UTF.as_bytes())),
        ("bom.csv", [b"\xEF\xBB\xBF", UTF.as_bytes()].concat()),
    ] {
        let pc = Pc::empty();
        let imported = import(&pc, name, &bytes).unwrap();
        assert_eq!(imported.layout, Layout::Towns, "{name}");
        assert_eq!(imported.addresses, UTF.lines().count() as u64, "{name}");
        let even = |found: Vec<Vec<station::PostalAddress>>| -> Vec<_> {
            let mut found: Vec<_> = found.into_iter().flatten().collect();
            for address in &mut found {
                // The two wave dashes.
                address.detail = address.detail.take().map(|d| d.replace('～', "〜"));
            }
            found
        };
        assert_eq!(even(all(&pc)), even(expected.clone()), "{name}");
        if bytes.starts_with(b"PK") {
            assert_eq!(imported.made, Some(date(2026, 11, 30)), "{name}");
            assert_eq!(
                pc.postal.about().unwrap()[0].made.as_deref(),
                Some("2026-11-30")
            );
        }
    }
}

#[test]
fn towns_and_offices_stay_beside_each_other_in_either_order() {
    let offices = shift_jis(OFFICES);
    for offices_first in [true, false] {
        let pc = Pc::empty();
        if offices_first {
            import(&pc, "JIGYOSYO.CSV", &offices).unwrap();
        }
        import(&pc, "utf_ken_all.csv", UTF.as_bytes()).unwrap();
        if !offices_first {
            import(&pc, "jigyosyo.zip", &zipped("JIGYOSYO.CSV", &offices)).unwrap();
        }
        let office = &pc.postal.by_code("1998601").unwrap()[0];
        assert_eq!(
            office.address(),
            "東京都見本区中央１丁目１−１".replace('−', "－")
        );
        assert_eq!(office.office.as_ref().unwrap().name, "見本区役所");
        assert_eq!(office.city_kana, "ミホンク");
        assert_eq!(pc.postal.by_code("1990001").unwrap()[0].town, "中央");
        assert_eq!(pc.postal.about().unwrap().len(), 2);
        // Importing again replaces, and does not add.
        import(&pc, "utf_ken_all.csv", UTF.as_bytes()).unwrap();
        assert_eq!(pc.postal.by_code("1990001").unwrap().len(), 1);
        assert_eq!(pc.postal.by_code("1998601").unwrap().len(), 1);
        let name = pc.postal.suggest("見本区役", 5).unwrap();
        assert_eq!(name[0].code, "1998601");
    }
}

#[test]
fn every_bad_line_is_named_and_the_old_data_stays() {
    let pc = Pc::with_towns();
    let before = bytes_of(&pc.database());
    let lines: Vec<&str> = UTF.lines().collect();
    let good = lines[1];
    let mut bad = good.replace("1990001", "199000X").into_bytes();
    bad.extend_from_slice(b"\r\n");
    for line in [
        good.replace("東京都", "西京都"),
        good.replace("見本区", ""),
        good.replace("13991", "1399"),
        good.replace(",0,0,0,0,0,0", ",0,0,0,0,2,0"),
        "a,b".to_owned(),
        good.to_owned(),
        good.replace("中央", "中央（東、"),
        good.replace("1990001", "1990009"),
        good.replace("中央", ""),
    ] {
        bad.extend_from_slice(line.as_bytes());
        bad.extend_from_slice(b"\r\n");
    }
    bad.extend_from_slice(&good.as_bytes()[..30]);
    bad.extend_from_slice(&[0xFF, b'"']);
    bad.extend_from_slice(b",\"a\",\"b\",\"c\",\"d\",\"e\",0,0,0,0,0,0\r\n");
    let refused = import(&pc, "bad.csv", &bad).unwrap_err();
    let PostalError::BadLines { lines, .. } = refused else {
        panic!("{refused}")
    };
    let expected = [
        (1, Code),
        (2, Prefecture),
        (3, City),
        (4, Municipality),
        (5, Abolished),
        (
            6,
            Columns {
                found: 2,
                expected: 15,
            },
        ),
        (8, Bracket),
        (10, Town),
    ];
    let named: Vec<_> = lines[..8]
        .iter()
        .map(|b| (b.line, b.reason.clone()))
        .collect();
    assert_eq!(named, expected);
    assert_eq!(lines[8].line, 11);
    assert!(matches!(lines[8].reason, Encoding | Columns { .. }));
    assert_eq!(lines.len(), 9);
    assert_eq!(bytes_of(&pc.database()), before);

    let file = pc.write("bad.csv", &bad);
    let skip = ImportOptions {
        skip_bad_lines: true,
        made: Some(date(2026, 1, 31)),
    };
    let imported = pc.postal.import(&file, skip, |_| {}).unwrap();
    assert_eq!((imported.lines, imported.addresses), (11, 2));
    assert_eq!(imported.skipped.len(), 9);
    assert_eq!(imported.made, Some(date(2026, 1, 31)));
    assert_eq!(pc.postal.by_code("1990009").unwrap().len(), 1);
}

#[test]
fn a_byte_of_another_encoding_is_a_bad_line() {
    let pc = Pc::empty();
    let mut bytes = shift_jis(&ken_all());
    let at = bytes.windows(2).rposition(|w| w == b",0").unwrap() - 14;
    bytes[at] = 0xFF;
    let refused = import(&pc, "KEN_ALL.CSV", &bytes).unwrap_err();
    let PostalError::BadLines { lines, .. } = refused else {
        panic!("{refused}")
    };
    let last = ken_all().lines().count() as u64;
    assert_eq!(
        lines,
        [BadLine {
            line: last,
            reason: Encoding
        }]
    );
    assert!(!pc.database().exists());
}

#[test]
fn what_is_not_the_data_is_said_to_be_so() {
    let pc = Pc::empty();
    for (name, bytes) in [
        ("empty.csv", b"".to_vec()),
        ("other.csv", b"a,b,c\r\n".to_vec()),
        ("other.zip", zipped("readme.txt", b"a")),
        ("cut.zip", zipped("KEN_ALL.CSV", b"a")[..30].to_vec()),
    ] {
        let refused = import(&pc, name, &bytes).unwrap_err();
        assert!(
            matches!(refused, PostalError::NotTheData { .. }),
            "{name}: {refused}"
        );
    }
    let missing = pc.dir.path().join("none.csv");
    let refused = pc.postal.import(&missing, ImportOptions::default(), |_| {});
    assert!(matches!(refused, Err(PostalError::Unreadable { .. })));
    assert!(matches!(
        pc.postal.by_code("1990001"),
        Err(PostalError::Missing { .. })
    ));
}

#[test]
fn a_database_that_is_none_is_named_and_can_be_imported_over() {
    let pc = Pc::empty();
    fs::create_dir(pc.dir.path().join("data")).unwrap();
    fs::write(pc.database(), "this is no database".repeat(100)).unwrap();
    assert!(matches!(
        pc.postal.by_code("1990001"),
        Err(PostalError::Damaged { .. })
    ));
    import(&pc, "utf_ken_all.csv", UTF.as_bytes()).unwrap();
    assert_eq!(pc.postal.by_code("1990001").unwrap().len(), 1);
    let left: Vec<_> = fs::read_dir(pc.dir.path().join("data")).unwrap().collect();
    assert_eq!(left.len(), 1, "a draft was left");
}

#[test]
fn progress_rises_to_the_end() {
    let pc = Pc::empty();
    let file = pc.write("utf_ken_all.csv", UTF.as_bytes());
    let mut told = vec![];
    pc.postal
        .import(&file, ImportOptions::default(), |percent| {
            told.push(percent);
        })
        .unwrap();
    assert!(told.is_sorted() && told.last() == Some(&100), "{told:?}");
}

#[test]
fn a_handle_goes_to_another_thread_and_sees_a_later_import() {
    let pc = Pc::empty();
    let handle: Postal = pc.postal.clone();
    assert!(matches!(
        handle.code_of("東京都見本区中央1"),
        Err(PostalError::Missing { .. })
    ));
    import(&pc, "utf_ken_all.csv", UTF.as_bytes()).unwrap();
    let found = std::thread::spawn(move || handle.code_of("東京都見本区中央1").unwrap());
    assert_eq!(found.join().unwrap()[0].code, "1990001");
}
