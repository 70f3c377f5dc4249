//! A tool that knows no projection leaves a ledger as its desk needs it.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod support;

use ledger::{Batch, Entity, Have, Ledger, Unprojected};
use support::{REALM, add, create, in_memory, key, open, subject};

#[test]
fn looking_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut desk = create(&file, 1);
    add(&mut desk, Some(subject(1)), "見本", 3);
    let states = desk.entity_bytes().unwrap();
    drop(desk);
    let before = std::fs::read(&file).unwrap();

    let tool = Ledger::open(&file, &key(), Unprojected).unwrap();
    assert!(tool.verify().unwrap().is_sound());
    assert_eq!(tool.stats().unwrap().events, 1);
    drop(tool);
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert_eq!(open(&file).entity_bytes().unwrap(), states);
}

#[test]
fn what_a_tool_took_in_has_its_states_when_the_desk_opens() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut desk = create(&file, 1);
    add(&mut desk, Some(subject(1)), "見本", 3);
    let mut other = in_memory(2);
    other
        .import(desk.events_after(&Have::new(), 500).unwrap(), 0)
        .unwrap();
    drop(desk);
    add(&mut other, Some(subject(1)), "外出", 4);
    add(&mut other, Some(subject(5)), "見本 二", 5);

    let mut tool = Ledger::open(&file, &key(), Unprojected).unwrap();
    let batch = other.events_after(&tool.have().unwrap(), 500).unwrap();
    assert_eq!(tool.import(batch, 0).unwrap().new, 2);
    assert!(tool.verify().unwrap().is_sound());
    drop(tool);

    let mut desk = open(&file);
    assert_eq!(desk.entity_bytes().unwrap(), other.entity_bytes().unwrap());
    let page = desk.entity(Entity::Subject(subject(1))).unwrap().unwrap();
    assert_eq!(page.lines, ["見本", "外出"]);
    assert!(desk.verify().unwrap().is_sound());
    desk.import(Batch::empty(REALM), 0).unwrap();
}
