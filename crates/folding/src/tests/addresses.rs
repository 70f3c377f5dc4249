//! Addresses; the towns are invented.

use crate::{address, place};

#[test]
fn one_address_in_many_spellings_is_one() {
    for same in [
        &[
            "見本町2丁目3番4号",
            "見本町2の3の4",
            "見本町2-3-4",
            "見本町二丁目三番四号",
            "見本町二の三の四",
            "見本町２－３－４",
            "見本町２丁目３－４",
            "見本町2丁目3番地4",
            "見本町2丁目3番地の4",
            "見本町 2 丁目 3 番 4 号",
            "見本町2ー3ー4",
            "見本町二丁目3の4",
            "見本町02-03-04",
            "字見本町２丁目３番４号",
            "大字見本町2丁目3番4",
        ][..],
        &["見本町2丁目", "見本町二丁目", "見本町2"],
        &[
            "見本町二十三番地",
            "見本町23番",
            "見本町23",
            "見本町２３番地",
        ],
        &[
            "見本町1-2-301号室",
            "見本町1丁目2番301号",
            "見本町一丁目二の301",
        ],
        &[
            "霞ヶ見本1-2",
            "霞が見本1の2",
            "霞ケ見本1丁目2",
            "霞ガ見本1-2番地",
        ],
        &["大字見本字上12番地", "見本上12", "大字見本小字上12"],
        &["澤見本町3", "沢見本町三番"],
        &["北1条西2丁目3-4", "北一条西二丁目3番4号"],
        &["一番町2丁目3", "1番町二丁目3番"],
        &["見本之町5", "見本の町5番", "見本ノ町5番地"],
        &["四ッ見本1", "四つ見本1番"],
        &["見本百字ー", "見本百ー"],
    ] {
        for other in same {
            assert_eq!(*address(other), *address(same[0]), "{other}");
        }
    }
    assert_eq!(
        *address("見本県見本市見本町2丁目3番4号 見本荘101"),
        "見本県見本市見本町2-3-4見本荘101"
    );
}

#[test]
fn other_addresses_stay_other_addresses() {
    for (one, other) in [
        ("見本町2-34", "見本町23-4"),
        ("見本町1-2", "見本町12"),
        ("四見本", "三見本"),
        ("六本木", "6本木"),
        ("見本町2-3", "見木町2-3"),
    ] {
        assert_ne!(*address(one), *address(other), "{one} {other}");
    }
    assert_eq!(
        *address("三田見本一宮"),
        "三田見本一宮",
        "a name keeps its numerals"
    );
}

#[test]
fn town_and_numbers_are_told_apart() {
    for (text, town, numbers) in [
        ("見本市見本町2丁目3番4号", "見本市見本町", "2-3-4"),
        ("北1条西2丁目3", "北1条西", "2-3"),
        ("一番町3番", "1番町", "3"),
        ("見本町", "見本町", ""),
        ("", "", ""),
        ("見本町5番地 見本荘2", "見本町", "5見本荘2"),
    ] {
        let folded = address(text);
        let parts = place(&folded);
        assert_eq!(parts.town, town, "{text}");
        assert_eq!(parts.numbers, numbers, "{text}");
    }
}
