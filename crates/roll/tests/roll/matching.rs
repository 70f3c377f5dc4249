//! Cards against the roll.

use std::collections::BTreeMap;

use polling::elector::Elector;
use roll::invented::cards::{Class, card as card_of};
use roll::{AddressFit, BirthFit, CardFour, NameFit, Roll};

use crate::support::{Place, card, csv, invented, recipe};

const ROLL: [&str; 10] = [
    "1,001,1,1,髙橋　一郎,タカハシ　イチロウ,,19570401,1,見本県見本市見本町1丁目2番3号,,,,,,,",
    "2,001,1,2,山田　花子,ヤマダ　ハナコ,佐藤,19600101,2,見本県見本市見本町1丁目2番3号,,,,,,,",
    "3,001,1,3,斎藤　誠,サイトウ　マコト,,19700707,1,見本県見本市見本町9番地,,1,20260901,,手本市,,",
    "4,001,1,4,SMITH JOHN ROBERT,スミス　ジョン　ロバート,,19750704,1,見本県見本市北町1番,,,,,,,",
    "5,001,1,5,大野　ゆうこ,オオノ　ユウコ,,19801212,2,見本県見本市北町2番,,,,,,,",
    "6,001,1,6,中村　双一,ナカムラ　ソウイチ,,19950505,1,見本県見本市北町3番,,,,,,,",
    "7,001,1,7,中村　双二,ナカムラ　ソウジ,,19950505,1,見本県見本市北町3番,,,,,,,",
    "8,001,1,8,小林　清,コバヤシ　キヨシ,,19320400,1,見本県見本市北町4番,,,,,,,",
    "9,001,1,9,葛城　桜,カツラギ　サクラ,,19990909,2,見本県見本市北町5番,,,,,,,",
    "10,001,1,10,\u{E123}城　誠,カツラギ　マコト,,19880808,1,見本県見本市北町6番,,,,,,,",
];

fn with(test: impl FnOnce(&Roll)) {
    let place = Place::new();
    place.import(&csv(&ROLL)).unwrap();
    test(&place.open());
}

/// Number and fit of each candidate.
fn found(roll: &Roll, card: &CardFour) -> Vec<(String, NameFit)> {
    let candidates = roll.by_card(card).unwrap();
    candidates
        .iter()
        .map(|candidate| (candidate.elector.number.clone(), candidate.name))
        .collect()
}

#[test]
fn a_name_fits_in_the_way_it_does() {
    with(|roll| {
        let one = |name: &str, birth, number: &str, fit: NameFit| {
            assert_eq!(
                found(roll, &card(name, birth)),
                [(number.to_owned(), fit)],
                "{name}"
            );
        };
        one("髙橋 一郎", (1957, 4, 1), "1", NameFit::Exact);
        one("髙橋一郎", (1957, 4, 1), "1", NameFit::Exact);
        one("高橋　一郎", (1957, 4, 1), "1", NameFit::Variant);
        one("葛\u{E0101}城　桜", (1999, 9, 9), "9", NameFit::Exact);
        one("葛城　櫻", (1999, 9, 9), "9", NameFit::Variant);
        one("葛城　誠", (1988, 8, 8), "10", NameFit::PrivateUse);
        one("佐藤　花子", (1960, 1, 1), "2", NameFit::FormerName);
        one("架空［山田］　花子", (1960, 1, 1), "2", NameFit::FormerName);
        one("山田［佐藤］　花子", (1960, 1, 1), "2", NameFit::Exact);
        one("ヤマダ　ハナコ", (1960, 1, 1), "2", NameFit::Reading);
        one("たかはしいちろー", (1957, 4, 1), "1", NameFit::Reading);
        one("オーノ　ユーコ", (1980, 12, 12), "5", NameFit::Reading);
        one("大野　ユウコ", (1980, 12, 12), "5", NameFit::Reading);
        one("齋藤　誠", (1970, 7, 7), "3", NameFit::Variant);
        one("斉藤　誠", (1970, 7, 7), "3", NameFit::Similar);
        one("John Robert Smith", (1975, 7, 4), "4", NameFit::Reading);
        one("John Smith", (1975, 7, 4), "4", NameFit::Reading);
        one("Smith, John R.", (1975, 7, 4), "4", NameFit::Reading);
        one("ジョン・スミス", (1975, 7, 4), "4", NameFit::Reading);
        one("Takahashi Ichiro", (1957, 4, 1), "1", NameFit::Reading);
        one("ICHIROU TAKAHASHI", (1957, 4, 1), "1", NameFit::Reading);
    });
}

#[test]
fn somebody_else_is_never_a_candidate() {
    with(|roll| {
        for (name, birth) in [
            ("髙橋　一郎", (1957, 4, 2)),
            ("髙橋　一郎", (1957, 5, 1)),
            ("髙橋　一郎", (1958, 4, 1)),
            ("髙橋　二郎", (1957, 4, 1)),
            ("佐藤", (1960, 1, 1)),
            ("佐藤　桃子", (1960, 1, 1)),
            ("鈴木　花子", (1960, 1, 1)),
            ("鈴木［田中］　花子", (1960, 1, 1)),
            ("斎藤", (1970, 7, 7)),
            ("John", (1975, 7, 4)),
            ("John Miller", (1975, 7, 4)),
            ("Mary Smith", (1975, 7, 4)),
            ("", (1957, 4, 1)),
            ("・", (1957, 4, 1)),
            ("城　誠", (1988, 8, 8)),
            ("葛城　護", (1988, 8, 8)),
            ("小林　清", (1932, 5, 1)),
            ("小林　清", (1933, 4, 1)),
        ] {
            assert_eq!(found(roll, &card(name, birth)), [], "{name} {birth:?}");
        }
    });
}

#[test]
fn a_twin_finds_only_himself() {
    with(|roll| {
        let twin = card("中村　双一", (1995, 5, 5));
        assert_eq!(found(roll, &twin), [("6".to_owned(), NameFit::Exact)]);
    });
}

#[test]
fn an_unknown_day_of_the_roll_fits_and_is_told() {
    with(|roll| {
        let candidates = roll.by_card(&card("小林　清", (1932, 4, 17))).unwrap();
        assert_eq!(candidates[0].birth, BirthFit::UnknownInRoll);
        assert!(!candidates[0].is_plain());
    });
}

#[test]
fn an_address_never_decides_and_a_mark_explains_it() {
    with(|roll| {
        let fit = |name: &str, birth, address: &str| {
            let mut card = card(name, birth);
            address.clone_into(&mut card.address);
            let candidates = roll.by_card(&card).unwrap();
            assert_eq!(candidates.len(), 1);
            assert!(candidates[0].is_plain() && !candidates[0].words().is_empty());
            candidates[0].address
        };
        let (one, moved) = (("髙橋　一郎", (1957, 4, 1)), ("斎藤　誠", (1970, 7, 7)));
        assert_eq!(fit(one.0, one.1, "見本市見本町一丁目2-3"), AddressFit::Same);
        assert_eq!(fit(one.0, one.1, "手本県手本市1番"), AddressFit::Differs);
        assert_eq!(fit(one.0, one.1, ""), AddressFit::NotCompared);
        assert_eq!(fit(moved.0, moved.1, "手本県手本市1番"), AddressFit::Moved);
    });
}

#[test]
fn namesakes_of_one_day_stand_side_by_side() {
    let other = ROLL[0]
        .replace("1,001,1,1", "10,002,3,4")
        .replace("見本町", "手本町");
    let place = Place::new();
    place.import(&csv(&[ROLL[0], &other])).unwrap();
    let mut card = card("髙橋　一郎", (1957, 4, 1));
    "見本市手本町1-2-3".clone_into(&mut card.address);
    let both = found(&place.open(), &card);
    assert_eq!(
        both,
        [
            ("10".to_owned(), NameFit::Exact),
            ("1".to_owned(), NameFit::Exact)
        ]
    );
}

/// The measured matching: see `docs/benchmarks.md` for the shares at 60,000 electors.
#[test]
fn among_ten_thousand_electors_no_card_finds_somebody_else_alone() {
    let place = Place::new();
    place.import(&invented(10_000)).unwrap();
    let roll = place.open();
    let electors: Vec<Elector> = recipe(10_000).electors().collect();
    let mut asked: BTreeMap<Class, (u32, u32)> = BTreeMap::new();
    for elector in electors.iter().step_by(7) {
        for class in Class::ALL {
            let Some(card) = card_of(elector, class) else {
                continue;
            };
            let candidates = roll.by_card(&card).unwrap();
            let right = candidates
                .iter()
                .any(|candidate| candidate.elector.id == elector.id);
            let (all, found) = asked.entry(class).or_default();
            *all += 1;
            *found += u32::from(right);
            if class.is_on_roll() {
                let plainly_another = !right && candidates.iter().any(roll::Candidate::is_plain);
                assert!(!plainly_another, "{class:?}");
            } else {
                assert!(candidates.is_empty(), "{class:?}");
            }
        }
    }
    for (class, (all, found)) in asked {
        assert!(all > 0, "{class:?}");
        if class.is_on_roll() {
            assert_eq!(found, all, "{class:?}");
        }
    }
}
