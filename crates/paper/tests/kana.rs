//! Kana in another script, and roman letters as kana.

use paper::kana::{from_romaji, to_half_kana, to_hiragana, to_katakana};

#[test]
fn kana_of_every_script_becomes_katakana_and_all_else_stays() {
    for (text, wanted) in [
        ("みほん　はなこ", "ミホン　ハナコ"),
        ("ﾐﾎﾝ ﾊﾅｺ", "ミホン ハナコ"),
        ("ｶﾞｷﾞﾊﾟﾎﾟｳﾞ", "ガギパポヴ"),
        ("か\u{3099}は\u{309A}", "ガパ"),
        ("こーひー・ゔぁゐゑ", "コーヒー・ヴァヰヱ"),
        ("ｺｰﾋｰ", "コーヒー"),
        ("ﾞ", "゛"),
        ("ンﾞ", "ン゛"),
        ("渡邉󠄏 O'Neill 1-2", "渡邉󠄏 O'Neill 1-2"),
    ] {
        assert_eq!(to_katakana(text), wanted, "{text}");
    }
}

#[test]
fn katakana_becomes_hiragana_and_the_long_vowel_mark_stays() {
    assert_eq!(to_hiragana("コーヒー　ヴァヶ"), "こーひー　ゔぁゖ");
    assert_eq!(to_hiragana("ﾐﾎﾝｼﾞﾛｳ"), "みほんじろう");
    assert_eq!(to_hiragana("ヷ"), "ヷ", "no hiragana has it");
}

#[test]
fn half_width_kana_parts_the_marks() {
    assert_eq!(to_half_kana("がぎパポヴ"), "ｶﾞｷﾞﾊﾟﾎﾟｳﾞ");
    assert_eq!(to_half_kana("ミホン　ジュンコー"), "ﾐﾎﾝ ｼﾞｭﾝｺｰ");
    assert_eq!(to_half_kana("ヰヱヮヵヶ"), "ｲｴﾜｶｹ");
}

#[test]
fn every_kana_of_half_width_comes_back_from_it() {
    for code in 0x30A1..=0x30F4 {
        let kana = char::from_u32(code).unwrap().to_string();
        if "ヮヰヱ".contains(&kana) {
            continue;
        }
        assert_eq!(to_katakana(&to_half_kana(&kana)), kana);
        assert_eq!(to_katakana(&to_hiragana(&kana)), kana);
    }
}

#[test]
fn both_spellings_and_those_of_the_passport_become_kana() {
    for (text, wanted) in [
        ("SATO HANAKO", "サト ハナコ"),
        ("satou", "サトウ"),
        ("shinzi", "シンジ"),
        ("sinji", "シンジ"),
        ("tyuuka chuka", "チュウカ チュカ"),
        ("syouhei shohei", "ショウヘイ ショヘイ"),
        ("tutumu tsutsumu", "ツツム ツツム"),
        ("hukuda fukuda", "フクダ フクダ"),
        ("hattori", "ハットリ"),
        ("hatchi hacchi", "ハッチ ハッチ"),
        ("namba jumpei homma", "ナンバ ジュンペイ ホンマ"),
        ("shin'ichi jun’ya", "シンイチ ジュンヤ"),
        ("onna", "オンナ"),
        ("ohno ohta", "オオノ オオタ"),
        ("oharu", "オハル"),
        ("kyōto", "キョウト"),
        ("maria-", "マリアー"),
        ("ジュン junko", "ジュン ジュンコ"),
        ("見本 taro", "見本 タロ"),
    ] {
        assert_eq!(from_romaji(text), wanted, "{text}");
    }
}
