//! What typing finds, and in which order.

use super::people::{desk, index, number, numbers, person};
use crate::plain::AgeRange;
use crate::search::{Field, Fit, SearchText, Standing};

fn taro() -> SearchText {
    SearchText {
        phones: vec!["090-1234-5678".into()],
        numbers: vec![number(123)],
        descriptions: vec!["赤い帽子、杖".into()],
        aliases: vec!["MIHON TARO".into()],
        ..person(
            "髙見　太郎",
            "タカミ　タロウ",
            "1957-04-01",
            "見本県見本市大字見本町二丁目3番4号 見本荘101",
        )
    }
}

fn others() -> Vec<SearchText> {
    vec![
        person(
            "試験 花子",
            "シケン ハナコ",
            "1990-12-31",
            "試験市試験町1-1",
        ),
        person("例題 咲", "レイダイ サキ", "2001-01-02", "例市例町9-9"),
    ]
}

#[test]
fn everything_known_of_a_person_finds_the_person() {
    let mut people = vec![taro()];
    people.extend(others());
    let index = index(&people);
    for (typed, field) in [
        ("タ", Field::Kana),
        ("たか", Field::Kana),
        ("ﾀｶﾐ", Field::Kana),
        ("たろー", Field::Kana),
        ("たかみたろう", Field::Kana),
        ("たろう　たかみ", Field::Kana),
        ("takami", Field::Kana),
        ("TARŌ", Field::Kana),
        ("たk", Field::Kana),
        ("高見", Field::Name),
        ("髙見太郎", Field::Name),
        ("太郎 高見", Field::Name),
        ("郎", Field::Name),
        ("mihon", Field::Alias),
        ("Taro Mihon", Field::Alias),
        ("S32.4.1", Field::BirthDate),
        ("s32", Field::BirthDate),
        ("昭和32年4月1日", Field::BirthDate),
        ("昭和三十二年四月一日", Field::BirthDate),
        ("昭和３２年", Field::BirthDate),
        ("昭和3", Field::BirthDate),
        ("昭32.4", Field::BirthDate),
        ("S320401", Field::BirthDate),
        ("3320401", Field::BirthDate),
        ("1957-04-01", Field::BirthDate),
        ("1957/4/1", Field::BirthDate),
        ("１９５７年４月", Field::BirthDate),
        ("19570401", Field::BirthDate),
        ("195704", Field::BirthDate),
        ("1957", Field::BirthDate),
        ("570401", Field::BirthDate),
        ("320401", Field::BirthDate),
        ("32.4.1", Field::BirthDate),
        ("4月1日", Field::BirthDate),
        ("4/1", Field::BirthDate),
        ("0401", Field::BirthDate),
        ("昭和32年 4月 1日", Field::BirthDate),
        ("69", Field::Age),
        ("69歳", Field::Age),
        ("六十九才", Field::Age),
        ("60代", Field::Age),
        ("KR-0123", Field::Number),
        ("kr0123", Field::Number),
        ("ＫＲ０１２３", Field::Number),
        ("123", Field::Number),
        ("0123", Field::Number),
        ("5678", Field::Phone),
        ("678", Field::Phone),
        ("09012345678", Field::Phone),
        ("090-1234", Field::Phone),
        ("090 1234 5678", Field::Phone),
        ("+81 90 1234 5678", Field::Phone),
        ("見本町", Field::Address),
        ("見本町2丁目3番4号", Field::Address),
        ("見本町2の3の4", Field::Address),
        ("見本町2-3-4", Field::Address),
        ("見本町二", Field::Address),
        ("見本町二丁目3", Field::Address),
        ("2丁目3番", Field::Address),
        ("見本町 2-3-4", Field::Address),
        ("見本荘101", Field::Address),
        ("赤い", Field::Description),
        ("帽子", Field::Description),
        ("太郎 帽子 S32", Field::Description),
    ] {
        let hits = index.find(typed, &desk(10));
        assert_eq!(numbers(&hits), [1], "{typed}");
        assert!(hits[0].why.contains(field), "{typed}: {:?}", hits[0].why);
    }
}

#[test]
fn what_is_not_of_a_person_does_not_find_the_person() {
    let index = index(&[taro()]);
    for typed in [
        "",
        " ",
        "・",
        "高見花子",
        "太郎 花子",
        "1958",
        "S33",
        "68",
        "1957-04-02",
        "5679",
        "KR-9876",
        "124",
        "見本町3-4",
        "町12-3",
        "青い",
        "たけ",
        "tanaka",
        "1234",
        "見本町2-3-44",
    ] {
        assert!(index.find(typed, &desk(10)).is_empty(), "{typed}");
    }
}

#[test]
fn a_slip_of_the_finger_still_finds_the_number() {
    let index = index(&[
        taro(),
        SearchText {
            numbers: vec![number(987)],
            ..others()[0].clone()
        },
    ]);
    let written = number(123).to_string().to_lowercase().replace('-', "");
    let hits = index.find(&written, &desk(10));
    assert_eq!((hits[0].fit, hits[0].loosely), (Fit::Exact, false));
    for at in 0..written.len() {
        let (head, tail) = written.split_at(at);
        let rest = &tail[1..];
        let wrong = format!("{head}x{rest}");
        let missing = format!("{head}{rest}");
        let doubled = format!("{head}{}{tail}", &tail[..1]);
        let mut swapped = written.clone().into_bytes();
        swapped.swap(at, (at + 1).min(written.len() - 1));
        let swapped = String::from_utf8(swapped).unwrap();
        for typed in [wrong, missing, doubled, swapped] {
            // Without both letters it is taken for a running number.
            if typed.chars().filter(char::is_ascii_alphabetic).count() == 0 || typed.len() < 6 {
                continue;
            }
            let hits = index.find(&typed, &desk(10));
            assert_eq!(numbers(&hits), [1], "{typed}");
        }
    }
    assert!(index.find("kr98x4", &desk(10)).is_empty(), "two slips");
}

#[test]
fn the_better_fit_comes_first_and_who_is_here_before_who_left() {
    let gone = |person: SearchText| SearchText {
        standing: Standing::Gone,
        ..person
    };
    let index = index(&[
        person("大見本 一", "オオミホン ハジメ", "", ""),
        person("見本田 二郎", "ミホンダ ジロウ", "", ""),
        gone(person("見本 三郎", "ミホン サブロウ", "", "")),
        person("見本 四郎", "ミホン シロウ", "", ""),
        gone(person("見本田 五郎", "ミホンダ ゴロウ", "", "")),
        person("", "シケン ロクロウ", "", "見本町1"),
    ]);
    let hits = index.find("見本", &desk(10));
    assert_eq!(numbers(&hits), [4, 3, 6, 2, 5, 1]);
    assert_eq!(hits[0].fit, Fit::Exact);
    assert_eq!(hits[2].fit, Fit::Prefix);
    assert_eq!(hits[5].fit, Fit::Part);
    assert_eq!(numbers(&index.find("見本", &desk(2))), [4, 3]);
    assert!(index.find("見本", &desk(0)).is_empty());
}

#[test]
fn as_written_comes_before_what_only_sounds_alike() {
    let index = index(&[
        person("大野 一", "オオノ ハジメ", "", ""),
        person("小野 一", "オノ ハジメ", "", ""),
        person("斎藤 一", "サイトウ ハジメ", "", ""),
        person("齊藤 一", "サイトウ ハジメ", "", ""),
    ]);
    assert_eq!(numbers(&index.find("おの", &desk(10))), [2, 1]);
    assert_eq!(numbers(&index.find("おおの", &desk(10))), [1, 2]);
    assert_eq!(numbers(&index.find("斉藤", &desk(10))), [4, 3]);
    assert_eq!(numbers(&index.find("齋藤", &desk(10))), [3, 4]);
}

#[test]
fn roman_letters_are_told_as_what_they_were_found_in() {
    let index = index(&[
        person("NGUYEN VAN AN", "", "", ""),
        person("大野 一", "オオノ ハジメ", "", ""),
    ]);
    let why = |typed: &str| -> Vec<Field> { index.find(typed, &desk(10))[0].why.iter().collect() };
    assert_eq!(why("ohno"), [Field::Kana]);
    assert_eq!(why("Nguyễn"), [Field::Name, Field::Alias]);
    let hits = index.find("an van nguyen", &desk(10));
    assert_eq!((numbers(&hits), hits[0].loosely), (vec![1], false));
}

#[test]
fn somebody_without_a_name_is_found_by_what_is_known() {
    let unnamed = SearchText {
        age: AgeRange::new(60, 75),
        numbers: vec![number(77)],
        descriptions: vec!["意識なし 白髪 左手に時計".into()],
        ..SearchText::default()
    };
    let index = index(&[unnamed, taro()]);
    assert_eq!(numbers(&index.find("白髪", &desk(10))), [1]);
    assert_eq!(numbers(&index.find("70歳 時計", &desk(10))), [1]);
    assert_eq!(numbers(&index.find("77", &desk(10))), [1]);
}

#[test]
fn who_was_taken_out_or_changed_is_no_longer_found_as_before() {
    let mut index = index(&[taro(), others()[0].clone()]);
    index.put(super::people::id(1), &others()[1]);
    assert!(index.find("高見", &desk(10)).is_empty());
    assert_eq!(numbers(&index.find("例題", &desk(10))), [1]);
    assert!(index.remove(super::people::id(2)) && !index.remove(super::people::id(2)));
    assert!(index.find("試験", &desk(10)).is_empty());
    assert_eq!(index.len(), 1);
}

#[test]
fn the_end_of_a_telephone_number_finds_it_also_where_it_overlaps_itself() {
    let people = [SearchText {
        phones: vec!["090-0000-0000".into()],
        ..others().remove(0)
    }];
    assert_eq!(index(&people).find("0000", &desk(5)).len(), 1);
}
