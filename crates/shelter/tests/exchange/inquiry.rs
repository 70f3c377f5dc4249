use shelter::exchange::{Asker, Condition, Evacuee, Told, inquire};
use shelter::plain::{Answer, Consent, HouseholdId, PersonId};

use crate::people::{everybody, hanako, id, named};

const ASKERS: [Asker; 4] = [
    Asker::Cohabitant,
    Asker::Relative,
    Asker::Colleague,
    Asker::Acquaintance,
];

fn told(people: &[Evacuee], person: PersonId, asker: Asker) -> Told {
    inquire(people, person, asker, "見本小学校")
}

#[test]
fn each_circle_hears_its_level() {
    let people = everybody();
    let words = |person, asker| told(&people, id(person), asker).words_ja();
    assert_eq!(
        words(1, Asker::Cohabitant),
        "お尋ねの方の安否の情報があります。居所は 見本小学校（在所） です。けがや病気の情報はありません。連絡先は 090-0000-0001 です。"
    );
    assert_eq!(
        words(3, Asker::Cohabitant),
        "お尋ねの方の安否の情報があります。居所は 校庭（車中泊） です。けが又は病気があるとの情報があります。"
    );
    let injured = Told::WithCondition(Condition::HurtOrIll);
    for asker in [Asker::Relative, Asker::Colleague] {
        assert!(told(&people, id(3), asker) == injured);
    }
    assert!(told(&people, id(3), Asker::Acquaintance) == Told::Held);
    // 右足 is what is wrong with him; nobody outside hears of it.
    for asker in ASKERS {
        assert!(!words(3, asker).contains("右足"));
    }
}

#[test]
fn a_question_that_was_not_asked_is_a_no_and_a_no_sounds_like_nobody() {
    let nobody = told(&everybody(), id(99), Asker::Cohabitant);
    assert!(nobody == Told::NothingHeld);
    let silent = [named(1, "見本　花子", "ミホン　ハナコ")];
    let refused = [Evacuee {
        consent: Consent {
            relatives: Answer::No,
            acquaintances: Answer::No,
            public: Answer::No,
        },
        ..hanako()
    }];
    for asker in ASKERS {
        for people in [&silent, &refused] {
            assert_eq!(told(people, id(1), asker).words_ja(), nobody.words_ja());
        }
    }
}

#[test]
fn who_agreed_to_be_published_is_known_to_be_held() {
    let people = [Evacuee {
        consent: Consent {
            public: Answer::Yes,
            ..Consent::default()
        },
        ..hanako()
    }];
    for asker in ASKERS {
        assert!(told(&people, id(1), asker) == Told::Held);
    }
}

#[test]
fn the_protected_and_their_households_sound_like_nobody_to_everybody() {
    let mut people = everybody();
    let nobody = told(&people, id(99), Asker::Acquaintance).words_ja();
    people[1].protected = true;
    assert_eq!(people[0].household, Some(HouseholdId([7; 16])));
    for asker in ASKERS {
        for person in [1, 2] {
            assert_eq!(told(&people, id(person), asker).words_ja(), nobody);
        }
        assert_ne!(told(&people, id(3), asker).words_ja(), nobody);
    }
}
