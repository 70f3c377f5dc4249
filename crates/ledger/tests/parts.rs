//! Many batches, one after the other: states are made once, and nothing is lost when the last one never comes.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod support;

use ledger::{Batch, Entity, Have, Ledger};
use support::{ACTOR, Notes, add, create, in_memory, note, now, open, rng, send, subject};

/// Two PCs that wrote in turns about the same people, the first one's records and then the second one's.
fn apart() -> (Ledger<Notes>, [Batch; 2]) {
    let (mut one, mut two) = (in_memory(1), in_memory(2));
    for round in 0..3_u64 {
        for (number, seed) in (1..=4).zip(10 * round + 10..) {
            add(
                &mut one,
                Some(subject(number)),
                &format!("一 {round}"),
                seed,
            );
            send(&one, &mut two);
            let seed = seed + 500;
            add(
                &mut two,
                Some(subject(number)),
                &format!("二 {round}"),
                seed,
            );
            send(&two, &mut one);
        }
    }
    let of = |device| {
        let mut batch = one.events_after(&Have::new(), 1_000).unwrap();
        batch
            .events
            .retain(|event| event.header().unwrap().device == device);
        batch
    };
    let parts = [of(one.device()), of(two.device())];
    (one, parts)
}

/// Takes in the first part and half of the second.
fn half_way(ledger: &mut Ledger<Notes>, first: Batch, second: &Batch) {
    let mut half = second.clone();
    half.events.truncate(6);
    for part in [first, half] {
        ledger.import_part(part, 0).unwrap();
    }
}

fn lines(ledger: &Ledger<Notes>, number: u8) -> Vec<String> {
    let page = ledger.entity(Entity::Subject(subject(number))).unwrap();
    page.unwrap().lines
}

#[test]
fn states_are_behind_until_they_are_settled_and_then_as_if_all_had_come_at_once() {
    let (all, [first, second]) = apart();
    let mut three = in_memory(3);
    let done = three.import_part(first, 0).unwrap();
    assert_eq!((done.new, done.changed.len()), (12, 4));
    let done = three.import_part(second.clone(), 0).unwrap();
    assert_eq!((done.new, done.changed.len()), (12, 0));
    assert_eq!(lines(&three, 1), ["一 0", "一 1", "一 2"]);
    let settled = three.settle().unwrap();
    assert_eq!((settled.changed.len(), settled.gone.len()), (4, 0));
    assert_eq!(three.entity_bytes().unwrap(), all.entity_bytes().unwrap());
    assert!(three.settle().unwrap().changed.is_empty());
    assert_eq!(three.import_part(second, 0).unwrap().known, 12);
    assert!(three.settle().unwrap().changed.is_empty());
    assert!(three.verify().unwrap().is_sound());
}

#[test]
fn a_program_that_ends_between_two_parts_finds_all_of_the_first_when_it_starts_again() {
    let (all, [first, second]) = apart();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.kzl");
    let mut three = create(&file, 3);
    half_way(&mut three, first, &second);
    drop(three);

    let mut three = open(&file);
    assert!(three.verify().unwrap().is_sound());
    assert_eq!(
        lines(&three, 1).len(),
        5,
        "three of one PC, two of the other"
    );
    three.import_part(second, 0).unwrap();
    three.settle().unwrap();
    assert_eq!(three.entity_bytes().unwrap(), all.entity_bytes().unwrap());
}

#[test]
fn what_is_written_between_two_parts_stands_on_all_that_is_here() {
    let (_, [first, second]) = apart();
    let mut three = in_memory(3);
    three.import_part(first, 0).unwrap();
    three.import_part(second, 0).unwrap();
    let note = vec![note(Some(subject(1)), "三")];
    let appended = three.append(note, ACTOR, now(), &mut rng(900)).unwrap();
    assert_eq!(appended.changed.len(), 1, "the others wait");
    let (of, page) = &appended.changed[0];
    assert_eq!(*of, Entity::Subject(subject(1)));
    let whole = ["一 0", "二 0", "一 1", "二 1", "一 2", "二 2", "三"];
    assert_eq!(page.lines, whole);
    assert_eq!(lines(&three, 1), whole);
    assert_eq!(lines(&three, 2), ["一 0", "一 1", "一 2"]);
    assert_eq!(three.settle_some(2).unwrap().changed.len(), 2);
    assert!(three.is_behind());
    assert_eq!(three.settle_some(2).unwrap().changed.len(), 1);
    assert!(!three.is_behind() && three.verify().unwrap().is_sound());
}

#[test]
fn whoever_is_erased_between_two_parts_is_in_no_answer_and_comes_back_nowhere() {
    let (_, [first, second]) = apart();
    let mut three = in_memory(3);
    three.import_part(first, 0).unwrap();
    three.import_part(second.clone(), 0).unwrap();
    let gone = Entity::Subject(subject(2));
    let ground = note(None, "本人の求め").payload;
    let erasure = three
        .erase(subject(2), ground, ACTOR, now(), &mut rng(901))
        .unwrap();
    assert_eq!(erasure.gone, gone);
    assert!(erasure.changed.iter().all(|(of, _)| *of != gone));
    let settled = three.settle().unwrap();
    assert!(settled.changed.iter().all(|(of, _)| *of != gone));

    // And where a later part tells of it.
    let mut four = in_memory(4);
    four.import_part(second, 0).unwrap();
    let told = three.events_after(&four.have().unwrap(), 100).unwrap();
    let part = four.import_part(told, 0).unwrap();
    assert!(part.gone.contains(&gone));
    let settled = four.settle().unwrap();
    assert!(settled.changed.iter().all(|(of, _)| *of != gone));
    for ledger in [&three, &four] {
        assert!(ledger.entity(gone).unwrap().is_none());
        assert!(ledger.verify().unwrap().is_sound());
    }
    assert_eq!(three.entity_bytes().unwrap(), four.entity_bytes().unwrap());
}

#[test]
fn a_batch_that_stands_alone_brings_up_what_parts_left_behind() {
    let (all, [first, second]) = apart();
    let mut three = in_memory(3);
    half_way(&mut three, first, &second);
    let imported = three.import(second, 0).unwrap();
    assert_eq!(imported.new, 6);
    let mut told: Vec<_> = imported.changed.iter().map(|(of, _)| *of).collect();
    told.sort();
    told.dedup();
    assert_eq!(told.len(), 4);
    assert_eq!(three.entity_bytes().unwrap(), all.entity_bytes().unwrap());
}
