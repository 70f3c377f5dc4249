//! Supplements and corrections: looked at, applied, taken back.

use roll::{Change, Field, Mapping, Proposal, Roll, RollError, Scope};

use crate::support::{Place, THREE, csv, invented, key};

fn compare(roll: &Roll, lines: &[&str], scope: Scope) -> Result<Proposal, RollError> {
    roll.compare(
        &mut csv(lines).as_slice(),
        &Mapping::ours(),
        scope,
        &roll::invented::id_of,
        &mut |_| (),
    )
}

fn numbers(changes: &[Change]) -> Vec<&str> {
    let mut numbers: Vec<&str> = changes
        .iter()
        .map(|change| change.number.as_str())
        .collect();
    numbers.sort_unstable();
    numbers
}

fn moved() -> String {
    THREE[1].replace(",,,,,,900002", ",2,20261101,,手本県,20270301,900002")
}

const NEW: &str =
    "1004,001,1,3,架空　三郎,カクウ　サブロウ,,20081122,1,見本市見本町1-2-3,20261101,,,,,,900004";

#[test]
fn a_whole_roll_shows_who_came_who_changed_and_who_is_gone() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let roll = place.open();
    let hash = roll.hash();
    let proposal = compare(&roll, &[THREE[0], &moved(), NEW], Scope::Whole).unwrap();
    let difference = &proposal.difference;
    assert_eq!(numbers(&difference.added.listed), ["1004"]);
    assert_eq!(numbers(&difference.gone.listed), ["1003"]);
    assert_eq!(numbers(&difference.changed.listed), ["1002"]);
    assert_eq!(
        difference.changed.listed[0].fields,
        [
            Field::Mark,
            Field::MarkSince,
            Field::MarkDetail,
            Field::StrikeOffOn
        ]
    );
    let id = difference.changed.listed[0].id;
    assert!(proposal.by_id(id).unwrap().unwrap().marks.len() == 1);
    assert!(roll.by_id(id).unwrap().unwrap().marks.is_empty());
    assert_eq!(roll.hash(), hash);
    drop(proposal);
    assert_eq!(place.files(), ["roll.db"]);
}

#[test]
fn a_supplement_leaves_all_others_and_gives_the_hash_of_the_whole() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let mut roll = place.open();
    let before = roll.hash();
    let proposal = compare(&roll, &[&moved(), NEW], Scope::Part).unwrap();
    let counts = |proposal: &Proposal| {
        let difference = &proposal.difference;
        (
            difference.added.count,
            difference.changed.count,
            difference.gone.count,
        )
    };
    assert_eq!(counts(&proposal), (1, 1, 0));
    roll.apply(proposal).unwrap();
    assert_eq!(roll.count(), 4);
    let whole = Place::new()
        .import(&csv(&[THREE[0], &moved(), THREE[2], NEW]))
        .unwrap();
    assert_eq!(roll.hash(), whole.hash);
    assert!(roll.by_ticket("900004").unwrap().is_some());
    let found = roll.search("カクウ サブ", 9).unwrap();
    assert_eq!(found.len(), 1);

    assert!(roll.is_unconfirmed());
    let again = compare(&roll, &[NEW], Scope::Part).unwrap();
    assert!(again.difference.is_none());
    assert!(matches!(roll.apply(again), Err(RollError::Unconfirmed)));
    roll.go_back().unwrap();
    assert_eq!((roll.hash(), roll.count()), (before, 3));
    assert!(matches!(roll.go_back(), Err(RollError::Unconfirmed)));
    let proposal = compare(&roll, &[NEW], Scope::Part).unwrap();
    roll.apply(proposal).unwrap();
    roll.confirm().unwrap();
    assert_eq!(place.files(), ["roll.db"]);
    assert_eq!(place.open().count(), 4);
}

#[test]
fn a_ticket_issued_anew_may_change_hands_but_not_be_two_peoples() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let mut roll = place.open();
    let [one, two, _] = THREE;
    let taken = two.replace("900002", "900001");
    let error = compare(&roll, &[&taken], Scope::Part).err().unwrap();
    assert_eq!(error.faults()[0].reason, roll::Reason::OfAnother);
    let given = one.replace("900001", "900009");
    let proposal = compare(&roll, &[&taken, &given], Scope::Part).unwrap();
    roll.apply(proposal).unwrap();
    assert!(roll.by_ticket("900001").unwrap().unwrap().number == "1002");
    assert!(roll.by_ticket("900002").unwrap().is_none());
}

#[test]
fn what_was_compared_with_another_roll_is_not_applied() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let mut roll = place.open();
    let late = place.open();
    let first = compare(&late, &[NEW], Scope::Part).unwrap();
    roll.apply(first).unwrap();
    roll.confirm().unwrap();
    let stale = compare(&late, &[&moved()], Scope::Part).unwrap();
    assert!(matches!(
        roll.apply(stale),
        Err(RollError::ChangedMeanwhile)
    ));
    assert_eq!(roll.count(), 4);
}

#[test]
fn a_cut_between_the_two_names_brings_back_the_roll_before() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    let hash = place.open().hash();
    let before = place.folder.path().join("roll.db.before");
    std::fs::rename(place.roll(), &before).unwrap();
    std::fs::write(place.folder.path().join("roll.db.next"), b"the new one").unwrap();
    let roll = Roll::open(&place.roll(), &key(1)).unwrap();
    assert_eq!(roll.hash(), hash);
    assert!(!roll.is_unconfirmed());
}

#[test]
fn the_same_file_again_changes_nothing() {
    let place = Place::new();
    let file = invented(3_000);
    place.import(&file).unwrap();
    let roll = place.open();
    for scope in [Scope::Whole, Scope::Part] {
        let same = roll.compare(
            &mut file.as_slice(),
            &Mapping::ours(),
            scope,
            &roll::invented::id_of,
            &mut |_| (),
        );
        let same = same.unwrap();
        assert!(same.difference.is_none());
        assert_eq!(same.imported.hash, roll.hash());
    }
}
