//! Files broken in many ways: a clear word each, nothing of a person in it, and the roll in use as it was.

use advice::Advise;
use roll::{Mapping, Roll, RollError, Scope};

use crate::support::{HEADINGS, Place, THREE, bytes, csv, key};

/// What is broken, and the code of the error.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let whole = csv(&THREE);
    let text = String::from_utf8(whole.clone()).unwrap();
    let with = |from: &str, to: &str| text.replace(from, to).into_bytes();
    let mut bad_utf8 = whole.clone();
    let at = whole.len() - 90;
    bad_utf8[at] = 0xFF;
    let in_quotes = text.replace("架空　花子", "\"架空　花子").into_bytes();
    let cut = in_quotes[..in_quotes.len() - 40].to_vec();
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    vec![
        ("empty", vec![], "roll-no-lines"),
        (
            "only headings",
            HEADINGS.as_bytes().to_vec(),
            "roll-no-lines",
        ),
        (
            "no headings",
            THREE.join("\n").into_bytes(),
            "roll-columns-missing",
        ),
        (
            "a column missing",
            with("フリガナ", "ふりがな"),
            "roll-columns-missing",
        ),
        (
            "another file",
            b"a,b,c\n1,2,3\n".to_vec(),
            "roll-columns-missing",
        ),
        ("cut in a field", cut, "roll-cut-off"),
        (
            "cut in a line",
            whole[..whole.len() - 60].to_vec(),
            "roll-bad-rows",
        ),
        ("UTF-16", utf16, "roll-not-text"),
        (
            "a spreadsheet",
            b"PK\x03\x04\x14\x00\x06\x00".to_vec(),
            "roll-not-text",
        ),
        ("bytes that are no characters", bad_utf8, "roll-bad-rows"),
        ("no number", with("1002,", ","), "roll-bad-rows"),
        ("a number twice", with("1002,", "1001,"), "roll-bad-rows"),
        ("a ticket twice", with("900002", "900001"), "roll-bad-rows"),
        ("no name", with("架空　花子", ""), "roll-bad-rows"),
        ("no such day", with("19570401", "19570431"), "roll-bad-rows"),
        ("no date", with("19570401", "4月1日"), "roll-bad-rows"),
        (
            "not within the era",
            with("S07.04.00", "S65.04.01"),
            "roll-bad-rows",
        ),
        (
            "an unknown mark",
            with(",1,20260901", ",88,20260901"),
            "roll-bad-rows",
        ),
        (
            "a district by name",
            with(",002,", ",第二投票区,"),
            "roll-bad-rows",
        ),
        (
            "a column too many",
            with("900003", "900003,x"),
            "roll-bad-rows",
        ),
        (
            "a page that is no number",
            with("1002,001,1,", "1002,001,一,"),
            "roll-bad-rows",
        ),
        (
            "a control character",
            with("架空　花子", "架空\u{7}花子"),
            "roll-bad-rows",
        ),
        (
            "a name without end",
            with("花子", &"花".repeat(500)),
            "roll-bad-rows",
        ),
        (
            "a mark's day without a mark",
            with("20200301,,,,,,900001", "20200301,,20260101,,,,900001"),
            "roll-bad-rows",
        ),
    ]
}

#[test]
fn a_broken_file_is_told_clearly_and_leaves_nothing() {
    for (what, file, code) in broken() {
        let place = Place::new();
        let error = place.import(&file).expect_err(what);
        assert_eq!(error.advice().code, code, "{what}");
        assert!(place.files().is_empty(), "{what}: {:?}", place.files());
    }
}

#[test]
fn a_broken_supplement_leaves_the_roll_in_use_as_it_was() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let before = bytes(&place.roll());
    for (what, file, code) in broken() {
        for scope in [Scope::Whole, Scope::Part] {
            let roll = place.open();
            let compared = roll.compare(
                &mut file.as_slice(),
                &Mapping::ours(),
                scope,
                &roll::invented::id_of,
                &mut |_| (),
            );
            let Err(error) = compared else {
                // In a supplement the first one's ticket may be free, and whole files of the same are no change.
                panic!("{what} {scope:?}");
            };
            assert_eq!(error.advice().code, code, "{what} {scope:?}");
            assert_eq!(place.files(), ["roll.db"], "{what}");
        }
    }
    assert!(bytes(&place.roll()) == before);
}

#[test]
fn no_error_says_who_stands_in_the_file() {
    for (what, file, _) in broken() {
        let error = Place::new().import(&file).expect_err(what);
        let advice = error.advice();
        let said = format!(
            "{error} {error:?} {} {} {} {}",
            advice.what.ja, advice.what.en, advice.next.ja, advice.next.en
        );
        for secret in [
            "架空",
            "花子",
            "カクウ",
            "1957",
            "見本町",
            "90000",
            "1002",
            "次郎",
        ] {
            assert!(!said.contains(secret), "{what}: {secret}");
        }
    }
}

#[test]
fn the_headings_that_were_found_are_told_only_where_one_is_known() {
    let text = String::from_utf8(csv(&THREE)).unwrap();
    let error = Place::new()
        .import(text.replace("フリガナ", "よみ").as_bytes())
        .unwrap_err();
    let RollError::ColumnsMissing {
        missing,
        found,
        width,
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!((missing, width), (vec!["フリガナ".to_owned()], 17));
    assert!(found.contains(&"よみ".to_owned()));
    let error = Place::new()
        .import(THREE.join("\n").as_bytes())
        .unwrap_err();
    assert!(matches!(error, RollError::ColumnsMissing { found, .. } if found.is_empty()));
}

#[test]
fn a_roll_is_never_overwritten_by_an_import() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let before = bytes(&place.roll());
    let again = place.import(&csv(&THREE[..1])).unwrap_err();
    assert!(matches!(again, RollError::Exists { .. }));
    assert!(bytes(&place.roll()) == before);
}

#[test]
fn a_mapping_says_in_which_line_it_is_wrong() {
    let ours = Mapping::ours_as_text();
    for (from, to) in [
        ("format = 1", "format = 2"),
        ("number = \"選挙人番号\"", ""),
        ("name = \"氏名\"", "nome = \"氏名\""),
        ("encoding = \"auto\"", "encoding = \"euc\""),
        ("header = true", "header = false"),
        ("page = \"頁\"", "page = 0"),
        ("separator = \",\"", "separator = \"a\""),
        ("female = [\"2\"", "female = [\"1\""),
        ("voted-early =", "voted-soon ="),
    ] {
        assert!(ours.contains(from), "{from}");
        let wrong = Mapping::parse(&ours.replacen(from, to, 1));
        assert!(
            matches!(wrong, Err(RollError::MappingInvalid { .. })),
            "{to}"
        );
    }
    let problem = Mapping::parse(&ours.replace("header = true", "header = yes")).unwrap_err();
    let line = 1 + ours[..ours.find("header = true").unwrap()]
        .matches('\n')
        .count();
    assert!(
        problem
            .to_string()
            .starts_with(&format!("mapping: {line}: ")),
        "{problem}"
    );
}

#[test]
fn a_foreign_or_damaged_file_says_what_it_is() {
    let place = Place::new();
    let code = |file: &std::path::Path, with: u8| match Roll::open(file, &key(with)) {
        Ok(_) => "opened",
        Err(error) => error.advice().code,
    };
    assert_eq!(code(&place.roll(), 1), "roll-missing");
    place.import(&csv(&THREE)).unwrap();
    assert_eq!(code(&place.roll(), 1), "opened");
    assert_eq!(code(&place.roll(), 2), "roll-wrong-key");
    let whole = bytes(&place.roll());
    let other = place.folder.path().join("other");
    std::fs::write(&other, &whole[..100]).unwrap();
    assert_eq!(code(&other, 2), "roll-not-a-roll");
    let mut damaged = whole.clone();
    damaged[200] ^= 1;
    std::fs::write(&other, &damaged).unwrap();
    assert_eq!(code(&other, 1), "roll-damaged");
}
