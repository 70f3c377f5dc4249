//! Records of 基本4情報 that are odd in one way each.

mod common;

use common::{HANAKO, object, record};
use mynacard::{BirthDate, Problem, Sex, untrusted::basic_info};

#[test]
fn every_code_of_sex() {
    for (code, sex) in [
        ("1", Sex::Male),
        ("2", Sex::Female),
        ("9", Sex::NotApplicable),
        ("0", Sex::Unknown),
        ("3", Sex::Unknown),
        ("7", Sex::Unknown),
        ("", Sex::Unknown),
        ("12", Sex::Unknown),
    ] {
        let info = basic_info(&record("見本", "架空市", "19900401", code)).ok();
        assert!(info.is_some_and(|info| info.sex() == sex), "{code}");
    }
}

#[test]
fn dates_that_do_not_exist_are_no_error() {
    for date in ["19900230", "", "????????", "19900401 "] {
        let info = basic_info(&record("見本", "架空市", date, "1")).ok();
        assert!(info.is_some_and(|info| info.birth_date() == BirthDate::Unreadable));
    }
}

#[test]
fn empty_texts_and_any_script_are_kept() {
    for text in [
        "",
        "ＫＡＺＡＳＨＩ",
        "KAZASHI TARO（見本　太郎）",
        "渡邉󠄁",
        "\u{E000}",
        "𠮷",
    ] {
        let info = basic_info(&record(text, text, "19900401", "1")).ok();
        assert!(info.is_some_and(|info| info.name() == text && info.address() == text));
    }
}

#[test]
fn texts_that_are_no_texts_are_refused() {
    let mut file = HANAKO.to_vec();
    file[17] = 0xFF;
    assert_eq!(basic_info(&file).err(), Some(Problem::NotUtf8));
    for text in ["見本\u{0}", "\u{1B}[2J", "見本\n", "\u{9B}"] {
        let file = record(text, "架空市", "19900401", "1");
        assert_eq!(basic_info(&file).err(), Some(Problem::ControlCharacter));
    }
}

#[test]
fn an_item_too_few_or_too_many_is_refused() {
    let items: Vec<Vec<u8>> = [0x22, 0x23, 0x24, 0x25]
        .map(|tag| object([0xDF, tag], b"1"))
        .to_vec();
    assert!(basic_info(&object([0xFF, 0x20], &items.concat())).is_ok());
    for index in 0..items.len() {
        let mut fewer = items.clone();
        let taken = fewer.remove(index);
        let file = object([0xFF, 0x20], &fewer.concat());
        assert_eq!(basic_info(&file).err(), Some(Problem::MissingItem));
        let mut more = items.clone();
        more.push(taken);
        let file = object([0xFF, 0x20], &more.concat());
        assert_eq!(basic_info(&file).err(), Some(Problem::DuplicateItem));
    }
}

#[test]
fn lengths_in_more_bytes_than_needed_are_read() {
    let long = [&[0xFF, 0x20, 0x82, 0x00, 0x5F], &HANAKO[3..]].concat();
    assert!(basic_info(&long).is_ok());
    let middle = [&[0xFF, 0x20, 0x81, 0x5F], &HANAKO[3..]].concat();
    assert!(basic_info(&middle).is_ok());
}
