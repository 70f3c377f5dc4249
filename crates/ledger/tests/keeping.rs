//! Appending, closing, opening, reading: what is told stays.

mod support;

use ledger::{Entity, Event, Header, Ledger, LedgerError, Projection};
use support::{
    ACTOR, Notes, STREAM, add, create, in_memory, key, note, now, open, rng, send, subject,
};

#[test]
fn what_was_appended_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut ledger = create(&file, 1);
    let person = Some(subject(1));
    let done = ledger
        .append(
            vec![
                note(person, "見本 花子"),
                note(None, "開設"),
                note(person, "外出"),
            ],
            ACTOR,
            now(),
            &mut rng(2),
        )
        .unwrap();
    assert_eq!(done.events.len(), 3);
    assert_eq!(done.changed.len(), 2);
    let device = ledger.device();
    drop(ledger);

    let ledger = open(&file);
    assert_eq!(ledger.device(), device);
    let page = ledger.entity(Entity::Subject(subject(1))).unwrap().unwrap();
    assert_eq!(page.lines, ["見本 花子", "外出"]);
    assert_eq!(ledger.entities().unwrap(), done.changed);
    let events = ledger.events_of(Entity::Subject(subject(1))).unwrap();
    assert_eq!(events[1].header.seq, 3);
    assert_eq!(events[1].header.lamport, 3);
    assert_eq!(events[1].header.prev, done.events[1].hash);
    let mut every = Vec::new();
    ledger.each_event(|event| every.push(event.hash)).unwrap();
    let appended: Vec<_> = done.events.iter().map(|event| event.hash).collect();
    assert_eq!(every, appended);
}

#[test]
fn nothing_of_a_person_is_readable_in_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut ledger = create(&file, 1);
    add(&mut ledger, Some(subject(1)), "mihon-hanako", 2);
    for found in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(found.unwrap().path()).unwrap();
        for plain in [&b"mihon-hanako"[..], b"CREATE TABLE"] {
            assert!(!bytes.windows(plain.len()).any(|part| part == plain));
        }
    }
}

#[test]
fn an_append_is_whole_or_not_at_all() {
    let mut ledger = in_memory(1);
    add(&mut ledger, None, "開設", 2);
    let mut bad = note(None, "x");
    bad.kind = "Not A Kind".to_owned();
    let drafts = vec![note(None, "one"), bad];
    let refused = ledger.append(drafts, ACTOR, now(), &mut rng(3)).err();
    assert!(matches!(refused, Some(LedgerError::DraftInvalid { .. })));

    ledger
        .erase(
            subject(1),
            note(None, "request").payload,
            ACTOR,
            now(),
            &mut rng(4),
        )
        .unwrap();
    let before = (ledger.stats().unwrap(), ledger.entity_bytes().unwrap());
    let drafts = vec![note(None, "one"), note(Some(subject(1)), "late")];
    let refused = ledger.append(drafts, ACTOR, now(), &mut rng(5)).err();
    assert_eq!(refused, Some(LedgerError::SubjectErased));
    assert_eq!(
        (ledger.stats().unwrap(), ledger.entity_bytes().unwrap()),
        before
    );
}

#[test]
fn a_second_ledger_gets_the_events_the_keys_and_the_same_states() {
    let mut one = in_memory(1);
    let mut two = in_memory(2);
    add(&mut one, Some(subject(1)), "見本 花子", 3);
    add(&mut one, None, "開設", 4);
    send(&one, &mut two);
    add(&mut two, Some(subject(1)), "外出", 5);
    send(&two, &mut one);
    assert_eq!(one.entity_bytes().unwrap(), two.entity_bytes().unwrap());
    let page = one.entity(Entity::Subject(subject(1))).unwrap().unwrap();
    assert_eq!(page.lines, ["見本 花子", "外出"]);
    assert_eq!(page.unreadable, 0);
    assert_eq!(one.have().unwrap(), two.have().unwrap());
}

#[test]
fn a_projection_of_another_version_is_made_anew_on_opening() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut ledger = create(&file, 1);
    add(&mut ledger, Some(subject(1)), "見本 花子", 2);
    let before = ledger.entity_bytes().unwrap();
    drop(ledger);
    let newer = Notes { version: 1 };
    let ledger = Ledger::open(&file, &key(), newer).unwrap();
    assert_eq!(ledger.entity_bytes().unwrap(), before);
}

/// The power goes while all is projected anew: what was there is there, and the next opening starts over.
#[test]
fn an_interrupted_rebuild_starts_over() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut ledger = create(&file, 1);
    for number in 1..=4 {
        add(
            &mut ledger,
            Some(subject(number)),
            "見本 花子",
            u64::from(number),
        );
    }
    let before = ledger.entity_bytes().unwrap();
    drop(ledger);
    let breaking = Breaking(std::cell::Cell::new(3));
    let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        Ledger::open(&file, &key(), breaking).map(|_| ())
    }));
    assert!(broken.is_err());
    let ledger = open(&file);
    assert_eq!(ledger.entity_bytes().unwrap(), before);
    drop(ledger);
    let whole = Breaking(std::cell::Cell::new(100));
    let ledger = Ledger::open(&file, &key(), whole).unwrap();
    assert!(ledger.verify().unwrap().is_sound());
    assert_ne!(ledger.entity_bytes().unwrap(), before);
}

/// Counts events, and breaks after some.
struct Breaking(std::cell::Cell<u32>);

impl Projection for Breaking {
    type State = u32;

    fn version(&self) -> u32 {
        77
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        header.subject.map(Entity::Subject)
    }

    fn empty(&self, _: Entity) -> u32 {
        0
    }

    fn apply(&self, count: &mut u32, _: &Event) {
        self.0
            .set(self.0.get().checked_sub(1).expect("broken on purpose"));
        *count += 1;
    }
}

/// What lies on the disk when an append returns is enough, whatever becomes of the program after it.
#[test]
fn each_append_is_on_the_disk_when_it_returns() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut ledger = create(&file, 1);
    for number in 1..=5_u64 {
        add(&mut ledger, None, "開設", number);
        let image = dir.path().join(format!("{number}.ledger"));
        std::fs::copy(&file, &image).unwrap();
        let log = dir.path().join(format!("{number}.ledger-wal"));
        std::fs::copy(dir.path().join("shelter.ledger-wal"), log).unwrap();
        let after = open(&image);
        assert_eq!(after.have().unwrap(), ledger.have().unwrap());
        assert_eq!(
            after.entity_bytes().unwrap(),
            ledger.entity_bytes().unwrap()
        );
        assert!(after.verify().unwrap().is_sound());
    }
}

#[test]
fn states_can_be_read_while_events_are_handed_over() {
    let mut ledger = in_memory(1);
    add(&mut ledger, None, "開設", 2);
    let mut lines = 0;
    ledger
        .each_event(|_| {
            lines += ledger
                .entity(Entity::Stream(STREAM))
                .unwrap()
                .unwrap()
                .lines
                .len();
        })
        .unwrap();
    assert_eq!(lines, 1);
}

#[test]
fn only_one_at_a_time_has_the_file_open() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut ledger = create(&file, 1);
    add(&mut ledger, None, "開設", 2);
    let second = Ledger::open(&file, &key(), Notes::default()).err();
    assert_eq!(second, Some(LedgerError::InUse { file: file.clone() }));
    drop(ledger);
    open(&file);
}

/// A window keeps its ledger behind a lock and reaches it from any thread.
#[test]
fn a_ledger_can_be_moved_to_another_thread() {
    let mut ledger = in_memory(1);
    let moved = std::thread::spawn(move || {
        add(&mut ledger, None, "開設", 2);
        ledger
    });
    assert_eq!(moved.join().unwrap().stats().unwrap().events, 1);
}
