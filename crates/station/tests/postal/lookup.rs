//! Looking up by code, by address, and while somebody types.

use station::Covers;

use crate::files::Pc;

#[track_caller]
fn codes(pc: &Pc, address: &str, expected: &[&str]) {
    let found = pc.postal.code_of(address).unwrap();
    let found: Vec<&str> = found.iter().map(|address| address.code.as_str()).collect();
    assert_eq!(found, expected, "{address}");
}

#[test]
fn a_code_gives_all_its_towns_however_it_is_typed() {
    let pc = Pc::with_towns();
    for typed in ["0991003", "099-1003", "〒０９９−１００３"] {
        let found = pc.postal.by_code(typed).unwrap();
        let towns: Vec<&str> = found.iter().map(|address| address.town.as_str()).collect();
        assert_eq!(towns, ["旭見", "夕日見"], "{typed}");
    }
    let found = &pc.postal.by_code("1990002").unwrap()[0];
    assert_eq!(found.address(), "東京都見本区霞見ケ丘");
    assert_eq!(found.town_kana, "カスミミガオカ");
    assert_eq!(
        (found.city_kana.as_str(), found.prefecture_kana.as_str()),
        ("ミホンク", "トウキョウト")
    );
    let rest = &pc.postal.by_code("1990000").unwrap()[0];
    assert_eq!((rest.town.as_str(), rest.covers), ("", Covers::NotListed));
    for nothing in ["", "199000", "19900022", "abc", "9999999"] {
        assert!(pc.postal.by_code(nothing).unwrap().is_empty(), "{nothing}");
    }
}

#[test]
fn spellings_of_an_address_find_the_same_code() {
    let pc = Pc::with_towns();
    for address in [
        "東京都見本区霞見ケ丘１丁目２番３号",
        "見本区霞見ヶ丘一丁目2-3",
        "東京都見本区大字霞見が丘字上１２",
        "東京都　見本区　霞見ガ丘",
    ] {
        codes(&pc, address, &["1990002"]);
    }
    codes(&pc, "東京都見本区どこにもない町1", &["1990000"]);
    codes(&pc, "東京都どこにもない市1", &[]);
    codes(&pc, "", &[]);
}

#[test]
fn the_same_city_in_two_prefectures_gives_both() {
    let pc = Pc::with_towns();
    codes(&pc, "架空市宮町1", &["1991001", "7991001"]);
    codes(&pc, "広島県架空市宮町1", &["7991001"]);
}

#[test]
fn ranges_and_places_in_brackets_decide_and_without_them_all_are_named() {
    let pc = Pc::with_towns();
    codes(&pc, "北海道見本市中央区大見通西十九丁目1", &["0991001"]);
    codes(&pc, "北海道見本市中央区大見通西２０丁目", &["0991002"]);
    codes(&pc, "北海道見本市中央区大見通西", &["0991001", "0991002"]);
    codes(&pc, "岩手県架空郡架空町折見字大見12", &["0299002"]);
    codes(&pc, "岩手県架空町折見第1地割", &["0299003"]);
    codes(&pc, "岩手県架空郡架空町長見字沼見7", &["0299004"]);
    codes(&pc, "岩手県架空郡架空町長見字浜見7", &["0299004"]);
    codes(&pc, "岩手県架空郡架空町長見字森7", &["0299005"]);
    codes(&pc, "岩手県架空郡架空町種見第40地割5", &["0299006"]);
    codes(&pc, "岩手県架空郡架空町種見第46地割5", &["0299000"]);
}

#[test]
fn a_city_without_towns_is_found_by_its_number_or_as_a_whole() {
    let pc = Pc::with_towns();
    codes(&pc, "岩手県架空郡架空町１２３番地", &["0299001"]);
    codes(&pc, "東京都見本郡見本村どこか1", &["1992000"]);
}

#[test]
fn a_building_behind_the_house_number_has_its_own_codes() {
    let pc = Pc::with_towns();
    codes(&pc, "東京都見本区西見本１丁目２−３", &["1990003"]);
    codes(
        &pc,
        "東京都見本区西見本１丁目２−３　見本三角ビル２階",
        &["1996002"],
    );
    codes(
        &pc,
        "東京都見本区西見本１丁目２−３　見本三角ビル",
        &["1996090"],
    );
    codes(
        &pc,
        "東京都見本区西見本１丁目２−３　別のビル２階",
        &["1990003"],
    );
}

#[test]
fn in_kyoto_the_street_before_the_town_decides() {
    let pc = Pc::with_towns();
    codes(
        &pc,
        "京都府京都市見本区高見通仏見上る竹見町12",
        &["6991001"],
    );
    codes(&pc, "京都市見本区松見通東入ル竹見町12", &["6991002"]);
    codes(
        &pc,
        "京都市見本区梅見通東入る竹見町12",
        &["6991001", "6991002"],
    );
    codes(&pc, "京都市見本区竹見町12", &["6991001", "6991002"]);
}

#[test]
fn while_typing_addresses_are_suggested_by_characters_kana_and_digits() {
    let pc = Pc::with_towns();
    let suggest = |typed: &str| -> Vec<String> {
        let found = pc.postal.suggest(typed, 8).unwrap();
        found.into_iter().map(|address| address.code).collect()
    };
    for typed in [
        "霞見",
        "見本区霞",
        "東京都見本区霞見ヶ",
        "かすみみ",
        "ｶｽﾐﾐ",
        "ミホンクカス",
        "とうきょうとみほんくか",
    ] {
        assert_eq!(suggest(typed), ["1990002"], "{typed}");
    }
    assert_eq!(suggest("浜見"), ["0299004"], "a place in brackets");
    assert_eq!(suggest("長見浜"), ["0299004"]);
    assert_eq!(suggest("はまみ"), ["0299004"]);
    assert_eq!(suggest("架空町長見"), ["0299004", "0299005"]);
    assert_eq!(suggest("199-600"), ["1996001", "1996002"]);
    assert_eq!(suggest("架空"), ["1991000", "0299000", "0299001"], "cities");
    for nothing in ["", " ", "19", "zzz", "%", "'"] {
        assert_eq!(suggest(nothing), [""; 0], "{nothing}");
    }
    assert_eq!(pc.postal.suggest("東京都見本区", 3).unwrap().len(), 3);
    assert!(pc.postal.suggest("東京都", 0).unwrap().is_empty());
}
