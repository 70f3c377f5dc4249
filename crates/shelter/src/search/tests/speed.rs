//! How long a key press takes: `cargo test --release -p shelter speed -- --ignored --nocapture`.

use std::time::Duration;

use super::people::{GIVEN, SURNAMES, TOWNS, desk, house, id, number};
use crate::plain::PartialDate;
use crate::search::{Comparing, Index, SearchText};

/// Numbers that look random and are the same each time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)) % bound
    }

    fn of<T: Copy>(&mut self, choice: &[T]) -> T {
        choice[usize::try_from(self.below(choice.len() as u64)).unwrap()]
    }

    fn small(&mut self, bound: u64) -> u8 {
        u8::try_from(1 + self.below(bound)).unwrap()
    }
}

const KANJI: &[char] = &[
    '田', '中', '山', '川', '村', '井', '木', '林', '松', '藤', '原', '島', '石', '橋', '池', '森',
    '上', '下', '小', '大', '西', '東', '北', '南', '本', '高', '吉', '岡', '崎', '浜', '谷', '沢',
    '野', '口', '内', '宮', '和', '子',
];

const KANJI_READINGS: &[&str] = &[
    "アキ", "イサ", "ウメ", "カズ", "キヨ", "ケン", "コウ", "シゲ", "シン", "タケ", "チカ", "トモ",
    "ナオ", "ノブ", "ハル", "ヒデ", "フミ", "マサ", "ミツ", "ムネ", "モト", "ヤス", "ユキ", "ヨシ",
];

fn somebody(numbers: &mut Numbers, running: u32) -> SearchText {
    let (known, given) = (numbers.of(SURNAMES), numbers.of(GIVEN));
    let given = (
        format!("{}{}", numbers.of(KANJI), given.0),
        format!("{}{}", numbers.of(KANJI_READINGS), given.1),
    );
    let surname: String = (0..2).map(|_| numbers.of(KANJI)).collect();
    let kana: String = (0..3)
        .map(|_| char::from_u32(0x30AB + u32::try_from(numbers.below(50)).unwrap()).unwrap())
        .collect();
    let (surname, kana) = if numbers.below(3) == 0 {
        (known.0.to_owned(), known.1.to_owned())
    } else {
        (surname, kana)
    };
    let year = 1930 + i16::from(numbers.small(95));
    let birth = PartialDate::whole(
        year,
        i8::try_from(numbers.small(12)).unwrap(),
        i8::try_from(numbers.small(28)).unwrap(),
    );
    let (a, b, c) = (numbers.small(5), numbers.small(30), numbers.small(20));
    SearchText {
        names: vec![format!("{surname}　{}", given.0).into()],
        kana: vec![format!("{kana}　{}", given.1).into()],
        births: birth.into_iter().collect(),
        addresses: vec![format!("見本県見本市{}{}", numbers.of(TOWNS), house(a, a, b, c)).into()],
        phones: vec![
            format!(
                "090-{:04}-{:04}",
                numbers.below(10_000),
                numbers.below(10_000)
            )
            .into(),
        ],
        numbers: vec![number(running)],
        descriptions: vec![format!("体育館{}区画", numbers.small(40)).into()],
        ..SearchText::default()
    }
}

/// Time that this thread had a processor, since other programs may keep it waiting (Linux).
fn on_processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(told.split(' ').next().unwrap().parse().unwrap())
}

fn since(started: Duration) -> Duration {
    on_processor().checked_sub(started).unwrap()
}

#[test]
#[ignore = "measures; says nothing about right or wrong"]
fn speed() {
    for people in [3_000, 100_000] {
        let mut numbers = Numbers(20_261_121);
        let everybody: Vec<SearchText> = (1..=people).map(|n| somebody(&mut numbers, n)).collect();
        let started = on_processor();
        let mut index = Index::new();
        for (n, person) in (1..).zip(&everybody) {
            index.put(id(n), person);
        }
        let built = since(started);
        println!(
            "{people} people: built in {built:?}, {:?} each",
            built / people
        );
        for typed in [
            "タ",
            "み",
            "たなか",
            "み",
            "見",
            "見本",
            "見本市",
            "高橋 太郎",
            "t",
            "ta",
            "tanaka",
            "1",
            "57",
            "1957",
            "S32.4.1",
            "19570401",
            "5678",
            "KR-0123-4",
            "kr01x34",
            "見本町2-3",
            "体育館",
            "体育館1 見本",
            "太郎 S32",
            "zzz",
            "野 子 1-2",
        ] {
            let runs = if people == 3_000 { 400 } else { 20 };
            let started = on_processor();
            let mut found = 0;
            for _ in 0..runs {
                found = index.find(typed, &desk(20)).len();
            }
            let each = since(started) / runs;
            let mark = if each > Duration::from_millis(if people == 3_000 { 5 } else { 30 }) {
                "  <-- slow"
            } else {
                ""
            };
            println!("  {typed:<14} {each:>10.2?} {found}{mark}");
        }
        let comparing = Comparing {
            today: None,
            privileged: true,
            decided: &(),
        };
        let started = on_processor();
        let pairs = index.all_duplicates(&comparing).len();
        println!("  all duplicates: {pairs} pairs in {:?}", since(started));
    }
}
