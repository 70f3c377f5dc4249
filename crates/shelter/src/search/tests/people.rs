//! Invented people.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::plain::{
    AgeRange, DeviceLetters, Number, PartialDate, PersonId, Sex, Text, Token, TokenKind,
};
use crate::search::{Hit, Index, SearchText, Seek, Seeker, Standing};

pub(super) const TODAY: Date = date(2026, 11, 21);

pub(super) fn id(number: u32) -> PersonId {
    let mut bytes = [0; 16];
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    PersonId(bytes)
}

pub(super) fn number(running: u32) -> Number {
    Number::new(DeviceLetters::parse("KR").unwrap(), running)
}

pub(super) fn token(byte: u8) -> Token {
    Token {
        kind: TokenKind::AuthCertificate,
        hash: [byte; 16],
    }
}

/// A person of a name, a reading, a birth date and an address; an empty one is left away.
pub(super) fn person(name: &str, kana: &str, birth: &str, address: &str) -> SearchText {
    let texts = |text: &str| {
        let given = Some(text).filter(|text| !text.is_empty());
        given.into_iter().map(Text::from).collect::<Vec<Text>>()
    };
    SearchText {
        names: texts(name),
        kana: texts(kana),
        births: PartialDate::parse(birth).into_iter().collect(),
        addresses: texts(address),
        ..SearchText::default()
    }
}

pub(super) fn index(people: &[SearchText]) -> Index {
    let mut index = Index::new();
    for (number, person) in (1..).zip(people) {
        index.put(id(number), person);
    }
    index
}

pub(super) fn desk(limit: usize) -> Seek {
    Seek {
        seeker: Seeker::Desk,
        today: Some(TODAY),
        limit,
    }
}

/// The numbers of those found, in the order of the answer.
pub(super) fn numbers(hits: &[Hit]) -> Vec<u8> {
    hits.iter().map(|hit| hit.id.0[15]).collect()
}

pub(super) const SURNAMES: &[(&str, &str)] = &[
    ("見本", "ミホン"),
    ("髙見", "タカミ"),
    ("渡邊", "ワタナベ"),
    ("渡辺", "わたなべ"),
    ("齋藤", "サイトウ"),
    ("斉藤", "ｻｲﾄｳ"),
    ("大野", "オオノ"),
    ("小野", "オノ"),
    ("山﨑", "ヤマザキ"),
    ("濵口", "ハマグチ"),
    ("佐々木", "ササキ"),
    ("NGUYEN", ""),
];

pub(super) const GIVEN: &[(&str, &str)] = &[
    ("太郎", "タロウ"),
    ("一郎", "イチロー"),
    ("裕子", "ユウコ"),
    ("さくら", "サクラ"),
    ("翔", "ショウ"),
    ("眞理", "マリ"),
    ("和津", "カヅ"),
    ("VAN AN", ""),
];

pub(super) const TOWNS: &[&str] = &[
    "見本市大字見本町",
    "見本町",
    "霞ヶ見本",
    "見本県見本市北三条西",
    "字上見本",
];

/// How a house number may be written.
pub(super) fn house(style: u8, a: u8, b: u8, c: u8) -> String {
    match style % 4 {
        0 => format!("{a}丁目{b}番{c}号"),
        1 => format!("{a}-{b}-{c}"),
        2 => format!("{a}の{b}の{c}"),
        _ => format!("{a}丁目{b}番地{c}"),
    }
}

/// Any of these people, with some things known and some not.
pub(super) fn anybody() -> impl Strategy<Value = SearchText> {
    let name = (0..SURNAMES.len(), 0..GIVEN.len(), any::<bool>());
    let birth = (any::<bool>(), 1930_i16..2026, 1_i8..=12, 1_i8..=28);
    let address = (0..TOWNS.len(), any::<u8>(), 1_u8..5, 1_u8..30, 1_u8..20);
    let rest = (0_u32..200, 0_u32..1000, 0_u8..4, any::<bool>());
    (name, birth, address, rest).prop_map(|(name, birth, address, rest)| {
        let (surname, given) = (SURNAMES[name.0], GIVEN[name.1]);
        let blank = if name.2 { "　" } else { "" };
        let join = |a: &str, b: &str| format!("{a}{blank}{b}");
        let date = PartialDate::whole(birth.1, birth.2, birth.3).filter(|_| birth.0);
        let place = TOWNS[address.0];
        let house = house(address.1, address.2, address.3, address.4);
        SearchText {
            names: vec![join(surname.0, given.0).into()],
            kana: vec![join(surname.1, given.1).into()],
            aliases: vec![],
            births: date.into_iter().collect(),
            age: date.is_none().then(|| AgeRange::new(60, 69)).flatten(),
            sex: Some(if rest.3 { Sex::Female } else { Sex::Male }),
            addresses: vec![format!("{place}{house}").into()],
            phones: vec![format!("090-0000-{:04}", rest.1).into()],
            numbers: vec![number(rest.0 + 1)],
            descriptions: vec![format!("体育館{}区画 杖", rest.2).into()],
            tokens: vec![],
            standing: if rest.2 == 0 {
                Standing::Gone
            } else {
                Standing::Present
            },
            ..SearchText::default()
        }
    })
}
