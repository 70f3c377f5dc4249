//! Whatever is changed behind the ledger's back, a check names it.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use ledger::{Batch, DeviceId, Entity, Ledger, Place, Signed, What};
use rusqlite::Connection;
use support::raw::raw;
use support::{ACTOR, Notes, REALM, add, create, in_memory, note, now, open, rng, send, subject};

/// A ledger with something in every table: two devices, a revoked third, an erased person, a waiting and a refused event.
fn full(file: &Path) -> Ledger<Notes> {
    let mut ledger = create(file, 1);
    let mut other = in_memory(2);
    for number in 1..=3 {
        add(
            &mut ledger,
            Some(subject(number)),
            "見本 花子",
            10 + u64::from(number),
        );
    }
    add(&mut ledger, None, "開設", 20);
    send(&ledger, &mut other);
    for number in 1..=4 {
        add(
            &mut other,
            Some(subject(number)),
            "見本 太郎",
            30 + u64::from(number),
        );
    }
    send(&other, &mut ledger);
    let ground = note(None, "本人の申出").payload;
    ledger
        .erase(subject(3), ground, ACTOR, now(), &mut rng(40))
        .unwrap();

    let mut batch = Batch::empty(REALM);
    batch.events = later_events(&mut other);
    batch.events.push(Signed {
        header_bytes: b"no header".to_vec(),
        signature: vec![1; 64],
        payload: Some(b"no payload".to_vec()),
    });
    batch.revoked = vec![(DeviceId([77; 16]), 5)];
    let imported = ledger.import(batch, 5).unwrap();
    assert_eq!((imported.waiting, imported.refused.len()), (1, 1));
    ledger
}

/// The second one of two further events of a ledger, which so has to wait elsewhere.
fn later_events(of: &mut Ledger<Notes>) -> Vec<Signed> {
    let have = of.have().unwrap();
    add(of, None, "one", 50);
    add(of, None, "two", 51);
    let mut events = of.events_after(&have, 10).unwrap().events;
    assert_eq!(events.len(), 2);
    events.split_off(1)
}

#[test]
fn a_ledger_that_nobody_touched_is_sound() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.ledger");
    let ledger = full(&file);
    let report = ledger.verify().unwrap();
    assert_eq!(report.problems, []);
    assert_eq!(report.events, 9);
    drop(ledger);
    // What the raw connection sees is that file, and a look does not change it.
    let events: i64 = raw(&file)
        .query_row("SELECT count(*) FROM event", [], |row| row.get(0))
        .unwrap();
    assert_eq!(events, 9);
    assert!(open(&file).verify().unwrap().is_sound());
}

/// Every column of every table that says something, with the blob or number it holds changed a little.
#[test]
fn every_changed_cell_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let master = dir.path().join("master.ledger");
    drop(full(&master));
    let cells = cells(&raw(&master));
    assert!(cells.len() > 140, "{}", cells.len());
    let mut tables = BTreeSet::new();
    for (number, (table, column, row)) in cells.iter().enumerate() {
        let file = dir.path().join(format!("{number}.ledger"));
        std::fs::copy(&master, &file).unwrap();
        if !change(&raw(&file), table, column, *row) {
            continue;
        }
        tables.insert(table.clone());
        let place = format!("{table}.{column} of row {row}");
        // Opening may notice as well; the one thing it must not do is pass over it.
        if let Ok(ledger) = Ledger::open(&file, &support::key(), Notes::default()) {
            let report = ledger.verify().unwrap();
            assert!(!report.is_sound(), "{place}");
        }
        std::fs::remove_file(&file).unwrap();
    }
    let all = [
        "device",
        "entity",
        "erased",
        "event",
        "refused",
        "revoked",
        "subject_key",
        "waiting",
    ];
    assert_eq!(tables, all.map(str::to_owned).into());
}

#[test]
fn every_removed_row_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let master = dir.path().join("master.ledger");
    drop(full(&master));
    let rows: BTreeSet<(String, i64)> = cells(&raw(&master))
        .into_iter()
        .map(|(table, _, row)| (table, row))
        .collect();
    for (number, (table, row)) in rows.into_iter().enumerate() {
        let file = dir.path().join(format!("{number}.ledger"));
        std::fs::copy(&master, &file).unwrap();
        let sql = format!("DELETE FROM {table} WHERE rowid = ?1");
        assert_eq!(raw(&file).execute(&sql, [row]).unwrap(), 1);
        if let Ok(ledger) = Ledger::open(&file, &support::key(), Notes::default()) {
            assert!(!ledger.verify().unwrap().is_sound(), "row {row} of {table}");
        }
    }
}

#[test]
fn problems_say_where_and_what() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.ledger");
    let ledger = full(&file);
    let own = ledger.device();
    drop(ledger);
    // The PC's own device is the first one of its file.
    let of_own = "number >> 40 = 1";
    let seq = "(number & 0xffffffffff)";
    let cases = [
        (
            format!("DELETE FROM event WHERE {of_own} AND {seq} = 2"),
            Place::Event(own, 2),
            What::Missing { through: 2 },
        ),
        (
            format!("DELETE FROM event WHERE {of_own} AND {seq} >= 4"),
            Place::Event(own, 4),
            What::Missing { through: 5 },
        ),
        (
            "swap 2 and 3".to_owned(),
            Place::Event(own, 2),
            What::RowDiffers,
        ),
        (
            format!("UPDATE event SET payload = zeroblob(80) WHERE {of_own} AND {seq} = 1"),
            Place::Event(own, 1),
            What::PayloadDiffers,
        ),
        (
            format!("UPDATE event SET payload = NULL WHERE {of_own} AND {seq} = 1"),
            Place::Event(own, 1),
            What::PayloadMissing,
        ),
        (
            format!("UPDATE event SET signature = zeroblob(64) WHERE {of_own} AND {seq} = 1"),
            Place::Event(own, 1),
            What::BadSignature,
        ),
        (
            "DELETE FROM subject_key WHERE subject = zeroblob(0) OR subject = x'01010101010101010101010101010101'".to_owned(),
            Place::Subject(subject(1)),
            What::KeyMissing,
        ),
        (
            "UPDATE entity SET state = NULL, lamport = NULL, last = NULL WHERE name = x'0102020202020202020202020202020202'".to_owned(),
            Place::Entity(Entity::Subject(subject(2))),
            What::StateMissing,
        ),
        (
            "CREATE TRIGGER hide AFTER INSERT ON event BEGIN DELETE FROM refused; END".to_owned(),
            Place::File,
            What::SchemaDiffers,
        ),
    ];
    for (number, (sql, place, what)) in cases.iter().enumerate() {
        let copy = dir.path().join(format!("{number}.ledger"));
        std::fs::copy(&file, &copy).unwrap();
        let db = raw(&copy);
        // Swapping two numbers passes through one that is taken.
        if sql.starts_with("swap") {
            let aside =
                format!("UPDATE event SET number = -{seq} WHERE {of_own} AND {seq} IN (2, 3)");
            let back = "UPDATE event SET number = (1 << 40) + 5 + number WHERE number < 0";
            db.execute_batch(&format!("{aside}; {back}")).unwrap();
        } else {
            db.execute_batch(sql).unwrap();
        }
        drop(db);
        let report = open(&copy).verify().unwrap();
        let found = report
            .problems
            .iter()
            .any(|problem| (problem.place, problem.what) == (*place, *what));
        assert!(found, "{sql}: {:?}", report.problems);
    }
}

#[test]
fn a_tail_that_was_cut_off_with_its_note_is_found_by_a_witness() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.ledger");
    let mut ledger = create(&file, 1);
    add(&mut ledger, None, "開設", 2);
    let before = ledger.have().unwrap();
    add(&mut ledger, None, "閉鎖", 3);
    let witness = ledger.have().unwrap();
    let own = ledger.device();
    drop(ledger);

    let db = raw(&file);
    db.execute_batch("DELETE FROM event WHERE number = (1 << 40) + 2")
        .unwrap();
    db.execute(
        "UPDATE device SET seq = 1, lamport = 1, hash = ?1",
        [before[&own].1],
    )
    .unwrap();
    drop(db);
    // An opening that projects anew, as after an update of the program.
    let ledger = Ledger::open(&file, &support::key(), Notes { version: 9 }).unwrap();
    assert!(ledger.verify().unwrap().is_sound());
    let report = ledger.verify_against(&witness).unwrap();
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.problems[0].place, Place::Event(own, 2));
    assert_eq!(report.problems[0].what, What::WitnessDiffers);
}

#[test]
fn a_changed_byte_anywhere_in_the_file_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.ledger");
    drop(full(&file));
    let bytes = std::fs::read(&file).unwrap();
    let copy = dir.path().join("copy.ledger");
    // Each page once, at another place of the page each time, and all of the first bytes.
    let places = (0..16).chain((0..bytes.len()).step_by(4096 + 37));
    for place in places {
        let mut changed = bytes.clone();
        changed[place] ^= 0x40;
        std::fs::write(&copy, changed).unwrap();
        if let Ok(ledger) = Ledger::open(&copy, &support::key(), Notes::default()) {
            let report = ledger.verify().unwrap();
            assert!(!report.is_sound(), "byte {place}");
        }
    }
}

/// (table, column, row number) of all that is kept, but for what opening derives anew.
fn cells(db: &Connection) -> Vec<(String, String, i64)> {
    let sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
               WHERE m.type = 'table' AND m.name <> 'meta' ORDER BY 1, c.cid";
    let columns: Vec<(String, String)> = db
        .prepare(sql)
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut cells = Vec::new();
    for (table, column) in columns {
        let rows: Vec<i64> = db
            .prepare(&format!("SELECT rowid FROM {table}"))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        cells.extend(
            rows.into_iter()
                .map(|row| (table.clone(), column.clone(), row)),
        );
    }
    cells
}

/// Changes one cell a little; `false` when it holds nothing that could be changed.
fn change(db: &Connection, table: &str, column: &str, row: i64) -> bool {
    use rusqlite::types::Value;
    let sql = format!("SELECT {column} FROM {table} WHERE rowid = ?1");
    let value: Value = db.query_row(&sql, [row], |row| row.get(0)).unwrap();
    let changed = match value {
        Value::Null => return false,
        Value::Integer(number) => Value::Integer(number + 1000),
        Value::Text(text) => Value::Text(text + "x"),
        Value::Blob(mut bytes) => {
            let middle = bytes.len() / 2;
            match bytes.get_mut(middle) {
                Some(byte) => *byte ^= 1,
                None => return false,
            }
            Value::Blob(bytes)
        }
        Value::Real(_) => unreachable!("no table has reals"),
    };
    let sql = format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2");
    db.execute(&sql, (changed, row)).unwrap() == 1
}
