//! Search by what is typed.

use crate::support::{Place, csv};

const TOWN: [&str; 7] = [
    "1,001,1,1,山田　太郎,ヤマダ　タロウ,,19570401,1,見本県見本市見本町2丁目3番4号,,,,,,,77001",
    "2,001,1,2,山田　花子,ヤマダ　ハナコ,佐藤,19591103,2,見本県見本市見本町2丁目3番4号,,,,,,,77002",
    "3,001,1,3,髙橋　優,タカハシ　ユウ,,19800229,1,見本県見本市手本1−2−3,,,,,,,77003",
    "4,001,1,4,大野　修,オオノ　オサム,,19320400,1,見本県見本市見本町2丁目30番1号,,,,,,,77004",
    "5,002,1,1,SMITH JOHN,スミス　ジョン,,19750704,1,見本県見本市北見本町10番地,,,,,,,77005",
    "6,002,1,2,三津田　ヴァン,ミツダ　ヴァン,,20010101,2,見本県見本市手本1−20−3,,,,,,,77006",
    "7,002,1,3,山野　太一,ヤマノ　タイチ,,19570401,1,見本県見本市西町1番,,,,,,,77007",
];

/// Numbers of those found, in their order.
fn found(typed: &str) -> String {
    thread_local! {
        static PLACE: Place = {
            let place = Place::new();
            place.import(&csv(&TOWN)).unwrap();
            place
        };
    }
    PLACE.with(|place| {
        let found = place.open().search(typed, 20).unwrap();
        found
            .iter()
            .map(|candidate| candidate.elector.number.as_str())
            .collect()
    })
}

#[test]
fn a_code_finds_its_elector_first() {
    assert!(found("77003").starts_with('3'));
    assert!(found("A77003B").starts_with('3'));
    assert!(found("５").starts_with('5'));
}

#[test]
fn a_name_or_its_reading_is_found_by_its_beginning_in_any_spelling() {
    for typed in ["ヤマダ", "やまだ", "ﾔﾏﾀﾞ", "山田", "やま だ"] {
        assert_eq!(found(typed), "12", "{typed}");
    }
    assert_eq!(found("ヤマ"), "127");
    assert_eq!(found("高橋"), "3");
    assert_eq!(found("たかはしゆ"), "3");
    for typed in ["オオノ", "オーノ", "おの", "おおの おさ", "大野"] {
        assert_eq!(found(typed), "4", "{typed}");
    }
    assert_eq!(found("みつだ ヴ"), "6");
    assert_eq!(found("ミツダ　バン"), "6");
    assert_eq!(found("smith"), "5");
    assert_eq!(found("佐藤"), "2", "the former name");
    assert_eq!(found("架空"), "");
}

#[test]
fn a_birth_date_is_found_however_it_is_typed() {
    for typed in [
        "昭和32.4.1",
        "19570401",
        "1957-04-01",
        "S32/4/1",
        "昭和32年4月1日",
        "3320401",
    ] {
        assert_eq!(found(typed), "17", "{typed}");
    }
    assert_eq!(found("1957"), "17");
    assert_eq!(found("昭和7年4月12日"), "4", "the roll knows no day");
}

#[test]
fn words_narrow_one_another_down() {
    assert_eq!(found("ヤマダ タ 1957"), "1");
    assert_eq!(found("ヤマ 昭和32"), "17");
    assert_eq!(found("山田 1959"), "2");
    assert_eq!(found("ヤマダ 見本町"), "12");
    assert_eq!(found("ヤマダ 手本"), "");
    assert_eq!(found("見本町 2-3 1957"), "1");
}

#[test]
fn a_part_of_an_address_finds_the_house() {
    for typed in [
        "見本町2-3-4",
        "見本町二丁目3番4号",
        "見本市見本町2-3-4",
        "見本町 2-3-4",
    ] {
        assert_eq!(found(typed), "12", "{typed}");
    }
    assert_eq!(found("見本町2丁目30番"), "4");
    assert_eq!(found("北見本町"), "5");
    assert_eq!(found("手本1-2-3"), "3");
}

#[test]
fn what_means_nothing_finds_nobody_and_harms_nothing() {
    for typed in [
        "",
        " ",
        "%",
        "'; DROP TABLE elector; --",
        "\u{FFFF}",
        "ー",
        "-",
        "4/1 5/1 6/1 7/1",
    ] {
        assert_eq!(found(typed), "", "{typed}");
    }
}
