//! Names, readings and Roman letters; all invented.

use crate::{latin, loose, of_kana, text};

#[test]
fn one_name_in_many_spellings_is_one() {
    for (one, other) in [
        ("見本　太郎", "見本太郎"),
        ("見本 太郎", "見本\u{3000}太\u{200B}郎"),
        ("髙橋 一郎", "高橋一郎"),
        ("山﨑", "山崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("邊\u{E0101}見", "辺見"),
        ("葛\u{E0100}城", "葛城"),
        ("辻\u{FE00}", "辻"),
        ("澤田", "沢田"),
        ("濵田", "浜田"),
        ("濱田", "浜田"),
        ("廣瀨", "広瀬"),
        ("國井", "国井"),
        ("櫻井", "桜井"),
        ("齋藤", "斎藤"),
        ("齊藤", "斉藤"),
        ("𠮷野", "吉野"),
        ("栁澤", "柳沢"),
        ("德永惠", "徳永恵"),
        ("神\u{FA19}", "神神"),
        ("ﾐﾎﾝ ﾀﾛｳ", "みほん たろう"),
        ("ｶﾞｰﾃﾞﾝ", "ガーデン"),
        ("カ゛ハ゜", "ガパ"),
        ("う゛ぃ", "ヴィ"),
        ("ジョン・スミス", "ジョン スミス"),
        ("Ｎｇｕｙễｎ", "nguyen"),
        ("NGUYỄN VĂN ĐỨC", "Nguyen Van Duc"),
        ("O’Neil-Müller", "oneil muller"),
        ("Ǽsa Ǿrsted", "aesa orsted"),
    ] {
        assert_eq!(*text(one), *text(other), "{one} {other}");
    }
}

#[test]
fn other_names_stay_other_names() {
    for (one, other) in [
        ("斎藤", "斉藤"),
        ("大坂", "大阪"),
        ("高橋", "高端"),
        ("オオノ", "オノ"),
        ("ハハ", "ババ"),
        ("シヨウ", "ショウ"),
    ] {
        assert_ne!(*text(one), *text(other), "{one} {other}");
    }
}

#[test]
fn what_may_be_one_is_one_loosely() {
    for (one, other) in [
        ("齋藤", "斉藤"),
        ("斎藤", "齊藤"),
        ("大坂", "大阪"),
        ("佐々木", "佐佐木"),
        ("オオノ", "オーノ"),
        ("オウノ", "オノ"),
        ("サトー", "サトウ"),
        ("ユウコ", "ユーコ"),
        ("ケイコ", "ケーコ"),
        ("ニイガタ", "ニーガタ"),
        ("ヴァイオレット", "バイオレット"),
        ("イヴ", "イブ"),
        ("ミカヅキ", "ミカズキ"),
        ("チヂワ", "チジワ"),
        ("シヨウタ", "ショウタ"),
        ("ヤツタ", "ヤッタ"),
        ("カヲル", "カオル"),
    ] {
        let fold = |name: &str| loose(&text(name));
        assert_eq!(*fold(one), *fold(other), "{one} {other}");
    }
    for (one, other) in [
        ("タナカ", "ナカタ"),
        ("コノ", "コン"),
        ("見本", "見木"),
        ("カイ", "カエ"),
    ] {
        assert_ne!(*loose(&text(one)), *loose(&text(other)), "{one} {other}");
    }
}

#[test]
fn readings_and_roman_letters_meet() {
    for (kana, spelled) in [
        ("タナカ", vec!["tanaka", "Tanaka", "TANAKA"]),
        ("オオノ", vec!["ohno", "oono", "ono", "Ōno"]),
        ("サトウ", vec!["sato", "satou", "satoh", "Satō"]),
        ("ショウジ", vec!["shoji", "shouji", "syouzi", "Shōji"]),
        ("ホンマ", vec!["homma", "honma"]),
        ("ナンバ", vec!["namba", "nanba"]),
        ("ハットリ", vec!["hattori"]),
        ("ハッチョウ", vec!["hatchou", "hacchou", "hattyou"]),
        ("ツジ", vec!["tsuji", "tuzi"]),
        ("フジイ", vec!["fujii", "huzii", "fuji"]),
        ("ジュンイチ", vec!["junichi", "jun'ichi", "zyuniti"]),
        ("チャノ", vec!["chano", "tyano"]),
        ("ヴェラ", vec!["vera", "bera"]),
        ("ティナ", vec!["tina"]),
        ("フィリップ", vec!["firippu", "filippu"]),
    ] {
        let expected = of_kana(&text(kana));
        for spelled in spelled {
            assert_eq!(*latin(&text(spelled)), *expected, "{kana} {spelled}");
        }
    }
    assert_ne!(*latin(&text("tanaka")), *of_kana(&text("ナカタ")));
    assert_eq!(*of_kana(&text("見本")), "", "characters have no reading");
}
