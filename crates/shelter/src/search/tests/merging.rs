//! Which records are proposed as one person, and which never.

use super::people::{TODAY, id, index, person, token};
use crate::plain::{AgeRange, PersonId, Sex};
use crate::search::{Comparing, Decided, Reason, SearchText, Strength};

fn comparing(decided: &dyn Decided) -> Comparing<'_> {
    Comparing {
        today: Some(TODAY),
        privileged: true,
        decided,
    }
}

/// What the first of these has in common with the others.
fn of_first(people: &[SearchText]) -> Vec<(u8, Strength, Reason)> {
    let found = index(people).duplicates_of(id(1), &comparing(&()));
    found
        .iter()
        .map(|one| (one.id.0[15], one.strength, one.reason))
        .collect()
}

fn taro() -> SearchText {
    person(
        "髙見 太郎",
        "タカミ タロウ",
        "1957-04-01",
        "見本市見本町2丁目3番4号",
    )
}

#[test]
fn the_same_card_is_one_person_whatever_was_typed() {
    let with = |person: SearchText| SearchText {
        tokens: vec![token(7)],
        ..person
    };
    let other = person("試験 花", "シケン ハナ", "2000-01-01", "");
    let none = SearchText {
        tokens: vec![token(8)],
        ..other.clone()
    };
    assert_eq!(
        of_first(&[with(taro()), with(other), none]),
        [(2, Strength::Certain, Reason::SameToken)]
    );
}

#[test]
fn reading_and_birth_date_are_a_proposal() {
    let typed = person("", "たかみ　たろー", "1957-04-01", "");
    assert_eq!(
        of_first(&[taro(), typed]),
        [(2, Strength::Proposal, Reason::KanaAndBirth)]
    );
    let in_the_name_box = person("たかみたろう", "", "1957-04-01", "");
    assert_eq!(
        of_first(&[taro(), in_the_name_box]),
        [(2, Strength::Proposal, Reason::KanaAndBirth)]
    );
}

#[test]
fn name_and_birth_date_need_the_town_to_be_a_proposal() {
    let card = |address| person("高見太郎", "", "1957-04-01", address);
    let proposal = [(2, Strength::Proposal, Reason::NameBirthAndTown)];
    assert_eq!(of_first(&[taro(), card("見本町二の三の四")]), proposal);
    assert_eq!(
        of_first(&[taro(), card("見本県見本市大字見本町9")]),
        proposal
    );
    let listed = [(2, Strength::Listed, Reason::NameAndBirth)];
    assert_eq!(of_first(&[taro(), card("別見町2-3-4")]), listed);
    assert_eq!(of_first(&[taro(), card("")]), listed);
}

#[test]
fn two_that_fit_are_no_proposal() {
    let typed = person("", "タカミ タロウ", "1957-04-01", "");
    let found = of_first(&[taro(), typed.clone(), typed]);
    let listed = |other| (other, Strength::Listed, Reason::KanaAndBirth);
    assert_eq!(found, [listed(2), listed(3)]);
}

#[test]
fn twins_are_never_candidates() {
    let twin = |name, kana| SearchText {
        phones: vec!["090-0000-1234".into()],
        ..person(name, kana, "2015-07-08", "見本町2-3-4")
    };
    let [ichiro, jiro] = [
        twin("見本 一郎", "ミホン イチロウ"),
        twin("見本 二郎", "ミホン ジロウ"),
    ];
    assert_eq!(of_first(&[ichiro.clone(), jiro.clone()]), []);
    let without_kana = |person: SearchText| SearchText {
        kana: vec![],
        ..person
    };
    assert_eq!(
        of_first(&[without_kana(ichiro.clone()), without_kana(jiro.clone())]),
        []
    );
    let without_name = |person: SearchText| SearchText {
        names: vec![],
        ..person
    };
    assert_eq!(of_first(&[without_name(ichiro), without_name(jiro)]), []);
    // One character for two readings, one reading for two characters, one name for boy and girl.
    let [sho, kakeru] = [
        twin("見本 翔", "ミホン ショウ"),
        twin("見本 翔", "ミホン カケル"),
    ];
    assert_eq!(
        of_first(&[sho.clone(), kakeru]),
        [(2, Strength::Listed, Reason::NameAndBirth)]
    );
    let other = twin("見本 匠", "ミホン ショウ");
    assert_eq!(
        of_first(&[sho, other]),
        [(2, Strength::Listed, Reason::KanaAndBirth)]
    );
    let [mut boy, mut girl] = [
        twin("見本 薫", "ミホン カオル"),
        twin("見本 薫", "ミホン カオル"),
    ];
    (boy.sex, girl.sex) = (Some(Sex::Male), Some(Sex::Female));
    assert_eq!(
        of_first(&[boy, girl]),
        [(2, Strength::Listed, Reason::KanaAndBirth)]
    );
}

#[test]
fn what_is_weaker_goes_to_the_city() {
    let listed = |reason| vec![(2, Strength::Listed, reason)];
    let alike = [
        person("斎藤 一", "", "1960-01-01", ""),
        person("齊藤 一", "", "1960-01-01", ""),
    ];
    assert_eq!(of_first(&alike), listed(Reason::AlikeNameAndBirth));
    let roman = [
        person("NGUYEN VAN AN", "", "1995-02-03", ""),
        person("An Nguyễn Văn", "", "1995-02-03", ""),
    ];
    assert_eq!(of_first(&roman), listed(Reason::RomanAndBirth));
    let phone = |phone: &str, person: SearchText| SearchText {
        phones: vec![phone.into()],
        ..person
    };
    let no_birth = || person("", "タカミ タロウ", "", "");
    assert_eq!(
        of_first(&[
            phone("090-1234-5678", taro()),
            phone("+81 90 1234 5678", no_birth())
        ]),
        listed(Reason::NameAndPhone)
    );
    let mistyped = person("", "タカミ タロウ", "1975-04-01", "見本町2-3-4");
    assert_eq!(
        of_first(&[taro(), mistyped]),
        listed(Reason::NameAndAddress)
    );
    let aged = SearchText {
        age: AgeRange::new(60, 70),
        ..no_birth()
    };
    assert_eq!(of_first(&[taro(), aged]), listed(Reason::NameAndAge));
    let partial = person("", "タカミ タロウ", "1957", "");
    assert_eq!(of_first(&[taro(), partial]), listed(Reason::NameAndAge));
    let too_young = SearchText {
        age: AgeRange::new(20, 30),
        ..no_birth()
    };
    assert_eq!(of_first(&[taro(), too_young]), []);
    assert_eq!(
        of_first(&[taro(), person("", "", "1957-04-01", "見本町2-3-4")]),
        []
    );
}

struct Joined;

impl Decided for Joined {
    fn human(&self, one: PersonId) -> PersonId {
        if one == id(3) { id(2) } else { one }
    }

    fn are_apart(&self, one: PersonId, other: PersonId) -> bool {
        [one, other].contains(&id(1)) && [one, other].contains(&id(4))
    }
}

#[test]
fn joined_records_count_once_and_different_people_do_not_come_again() {
    let index = index(&[taro(), taro(), taro(), taro()]);
    let found = index.duplicates_of(id(1), &comparing(&Joined));
    let ids: Vec<_> = found.iter().map(|one| (one.id, one.strength)).collect();
    assert_eq!(
        ids,
        [(id(2), Strength::Proposal), (id(3), Strength::Proposal)]
    );
    let pairs = index.all_duplicates(&comparing(&Joined));
    assert!(
        !pairs
            .iter()
            .any(|pair| (pair.one, pair.other) == (id(2), id(3)))
    );
    assert!(
        !pairs
            .iter()
            .any(|pair| (pair.one, pair.other) == (id(1), id(4)))
    );
    // The fourth sees the second and the third, who are one, and is proposed to them as they see the first too.
    let fourth = pairs
        .iter()
        .find(|pair| (pair.one, pair.other) == (id(2), id(4)));
    assert_eq!(fourth.map(|pair| pair.strength), Some(Strength::Listed));
}

#[test]
fn every_reason_has_words_in_both_languages() {
    for reason in Reason::ALL {
        let words = reason.words();
        assert!(
            words.ja.ends_with('。') && words.en.ends_with('.'),
            "{reason:?}"
        );
    }
}
