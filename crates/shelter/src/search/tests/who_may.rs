//! Who finds whom: 支援措置.

use super::people::{desk, index, number, numbers, person};
use crate::search::{Comparing, SearchText, Seek, Seeker, Visibility};

fn people() -> Vec<SearchText> {
    let named = |visibility, running| SearchText {
        visibility,
        phones: vec!["090-0000-1234".into()],
        numbers: vec![number(running)],
        ..person("見本 花子", "ミホン ハナコ", "1990-05-06", "見本町2-3-4")
    };
    vec![
        named(Visibility::Open, 11),
        named(Visibility::ProtectedHere, 12),
        named(Visibility::ProtectedElsewhere, 13),
    ]
}

#[test]
fn the_desk_finds_who_lives_here_as_anybody_but_not_by_where_they_live() {
    let index = index(&people());
    let found = |typed: &str| index.find(typed, &desk(10));
    for typed in ["みほん", "見本花子", "1990-05-06", "36", "花子 H2.5.6"] {
        assert_eq!(numbers(&found(typed)), [1, 2], "{typed}");
    }
    let by_number = found(&number(12).to_string());
    assert_eq!(numbers(&by_number[..1]), [2]);
    for typed in ["見本町2-3-4", "1234", "090-0000-1234", "花子 見本町"] {
        assert_eq!(numbers(&found(typed)), [1], "{typed}");
    }
    let hits = found("見本花子");
    assert_eq!(
        (hits[0].fit, hits[0].loosely, hits[0].why),
        (hits[1].fit, hits[1].loosely, hits[1].why),
        "nothing in the answer tells who is protected"
    );
}

#[test]
fn an_inquiry_finds_nobody_who_is_protected_and_a_keeper_everybody() {
    let index = index(&people());
    for typed in ["みほん", "1990-05-06", "見本町", "1234"] {
        let found = |seeker| numbers(&index.find(typed, &Seek { seeker, ..desk(10) }));
        assert_eq!(found(Seeker::Inquiry), [1], "{typed}");
        assert_eq!(found(Seeker::Keeper), [1, 2, 3], "{typed}");
    }
}

#[test]
fn who_is_protected_is_a_candidate_for_the_privileged_alone() {
    let index = index(&people());
    let with = |privileged| Comparing {
        today: None,
        privileged,
        decided: &(),
    };
    assert!(index.all_duplicates(&with(false)).is_empty());
    assert_eq!(index.all_duplicates(&with(true)).len(), 3);
    let newcomer = &people()[0];
    assert_eq!(index.duplicates_of_new(newcomer, &with(false)).len(), 1);
    let protected = &people()[2];
    assert!(index.duplicates_of_new(protected, &with(false)).is_empty());
}
