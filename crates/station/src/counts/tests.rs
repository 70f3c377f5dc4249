//! Counting, migration, export, and what must never be kept.

use jiff::civil::date;

use super::*;

fn at(day: i8, hour: i8) -> DateTime {
    date(2026, 11, day).at(hour, 5, 0, 0)
}

fn november() -> DayRange {
    DayRange {
        first: date(2026, 11, 1),
        last: date(2026, 11, 30),
    }
}

fn session(when: DateTime, seconds: u64, forms: &[(&str, u32)]) -> SessionRecord {
    SessionRecord {
        when: when.into(),
        read_by: Some(ReadBy::Pin),
        ended: Ended::Printed,
        guide: None,
        card_to_paper: Some(Duration::from_secs(seconds)),
        at_counter: Duration::from_secs(seconds + 100),
        pages: 2,
        people: 1,
        forms: forms
            .iter()
            .map(|(id, count)| PrintedForm {
                id: (*id).to_owned(),
                count: *count,
            })
            .collect(),
    }
}

/// A database as version 1 of Kazashi made it.
fn version_1(file: &Path) {
    Connection::open(file)
        .unwrap()
        .execute_batch(
            "CREATE TABLE session (
                 form_id TEXT NOT NULL CHECK (form_id <> '' AND form_id NOT GLOB '*[^a-z0-9-]*'),
                 day     TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
                 hour    INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
                 seconds INTEGER NOT NULL CHECK (seconds >= 0)
             ) STRICT;
             CREATE INDEX session_by_day ON session (day, form_id);
             PRAGMA user_version = 1;
             INSERT INTO session VALUES ('juminhyo-request', '2026-11-02', 9, 40);
             INSERT INTO session VALUES ('juminhyo-request', '2026-11-02', 9, 90);
             INSERT INTO session VALUES ('inkan', '2026-11-03', 16, 7);",
        )
        .unwrap();
}

#[test]
fn the_figures_are_those_of_the_sessions() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("new/counts.sqlite");
    let counts = Counts::open(&file).unwrap();
    for (day, hour, seconds, forms) in [
        (2, 9, 40, &[("juminhyo-request", 1)][..]),
        (2, 9, 10, &[("juminhyo-request", 2), ("inkan", 1)]),
        (2, 16, 90, &[("juminhyo-request", 1)]),
        (9, 9, 60, &[("inkan", 1)]),
    ] {
        counts
            .record(&session(at(day, hour), seconds, forms))
            .unwrap();
    }
    let mut given_up = session(at(3, 9), 5, &[]);
    given_up.ended = Ended::GivenUp;
    given_up.read_by = Some(ReadBy::FaceCode);
    given_up.guide = Some("moving-in".to_owned());
    counts.record(&given_up).unwrap();
    let mut by_hand = session(at(3, 10), 0, &[("inkan", 1)]);
    (by_hand.card_to_paper, by_hand.read_by) = (None, Some(ReadBy::ByHand));
    counts.record(&by_hand).unwrap();
    counts.record(&session(at(30, 9), 1, &[])).unwrap();
    drop(counts);

    let counts = Counts::open(&file).unwrap();
    let range = DayRange {
        first: date(2026, 11, 1),
        last: date(2026, 11, 29),
    };
    let summary = counts.summary(range).unwrap();
    assert_eq!((summary.all.sessions, summary.all.given_up), (6, 1));
    let times = |sessions, median, percentile_90, mean| {
        Some(Times {
            sessions,
            median,
            percentile_90,
            mean,
        })
    };
    assert_eq!(summary.all.card_to_paper, times(4, 40, 90, 50));
    assert_eq!(summary.all.at_counter, times(5, 140, 190, 140));
    assert_eq!((summary.forms, summary.pages, summary.people), (7, 12, 6));
    let way = summary.read_by;
    assert_eq!(
        (way.pin, way.face_code, way.by_hand, way.unknown),
        (4, 1, 1, 0)
    );
    let days: Vec<_> = summary
        .by_day
        .iter()
        .map(|d| (d.day.as_str(), d.figures.sessions))
        .collect();
    assert_eq!(
        days,
        [("2026-11-02", 3), ("2026-11-03", 2), ("2026-11-09", 1)]
    );
    let hours: Vec<_> = summary
        .by_hour
        .iter()
        .map(|h| (h.hour, h.figures.sessions))
        .collect();
    assert_eq!(hours, [(9, 4), (10, 1), (16, 1)]);
    // 2 November 2026 is a Monday.
    let weekdays: Vec<_> = summary
        .by_weekday
        .iter()
        .map(|w| (w.weekday, w.figures.sessions))
        .collect();
    assert_eq!(weekdays, [(1, 4), (2, 2)]);
    let forms: Vec<_> = summary
        .by_form
        .iter()
        .map(|f| {
            (
                f.form_id.as_str(),
                f.printed,
                f.figures.card_to_paper.map(|t| t.median),
            )
        })
        .collect();
    assert_eq!(
        forms,
        [("juminhyo-request", 4, Some(40)), ("inkan", 3, Some(10))]
    );
    assert_eq!(summary.by_guide[0].guide_id, "moving-in");
    assert_eq!(
        summary.by_guide[0].figures.card_to_paper, None,
        "nothing was printed"
    );
    assert_eq!(Counts::check(&file).unwrap(), Some(7));
}

#[test]
fn only_ids_of_forms_and_guides_can_be_kept() {
    let dir = tempfile::tempdir().unwrap();
    let counts = Counts::open(&dir.path().join("c")).unwrap();
    for id in ["見本花子", "", "a b", "A"] {
        let refused = counts.record(&session(at(1, 1), 1, &[("inkan", 1), (id, 1)]));
        assert!(matches!(refused, Err(CountsError::NotAFormId)));
        let mut guided = session(at(1, 1), 1, &[]);
        guided.guide = Some(id.to_owned());
        assert!(matches!(
            counts.record(&guided),
            Err(CountsError::NotAGuideId)
        ));
        let refused = counts.record_form(id, at(1, 1), Duration::ZERO);
        assert!(matches!(refused, Err(CountsError::NotAFormId)));
    }
    assert_eq!(counts.summary(november()).unwrap().all.sessions, 0);
    counts
        .record(&session(at(1, 1), 1, &[("inkan", 1)]))
        .unwrap();
    for refused in [
        "UPDATE session_form SET form_id = '見本'",
        "UPDATE session SET guide_id = '見本'",
        "UPDATE session SET read_by = '見本'",
        "UPDATE session SET ended = '見本'",
        "UPDATE session SET day = '見本'",
        "UPDATE session SET hour = 9.5",
    ] {
        assert!(counts.database.execute(refused, []).is_err(), "{refused}");
    }
}

#[test]
fn nothing_finer_than_the_hour_and_no_order_within_it_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let counts = Counts::open(&dir.path().join("c")).unwrap();
    let minute = |minute| date(2026, 11, 2).at(9, minute, 30, 0);
    for number in 0..30_i8 {
        counts
            .record(&session(
                minute(number),
                u64::from(number.unsigned_abs()),
                &[],
            ))
            .unwrap();
    }
    let mut order = counts
        .database
        .prepare("SELECT card_to_paper FROM session ORDER BY id")
        .unwrap();
    let kept: Vec<i64> = order
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    // One of 30! orders: as good as never by chance.
    assert!(!kept.is_sorted(), "the order of sessions is kept");
    let (one, other) = (dir.path().join("1.csv"), dir.path().join("2.csv"));
    counts
        .export_csv(&one, november(), CsvEncoding::Utf8)
        .unwrap();
    let reversed = Counts::open(&dir.path().join("r")).unwrap();
    for number in (0..30_i8).rev() {
        reversed
            .record(&session(
                minute(number),
                u64::from(number.unsigned_abs()),
                &[],
            ))
            .unwrap();
    }
    reversed
        .export_csv(&other, november(), CsvEncoding::Utf8)
        .unwrap();
    assert_eq!(fs::read(one).unwrap(), fs::read(other).unwrap());
}

#[test]
fn a_file_of_version_1_becomes_one_of_version_2() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("c");
    version_1(&file);
    assert_eq!(Counts::check(&file).unwrap(), Some(3));
    let counts = Counts::open(&file).unwrap();
    counts
        .record(&session(at(3, 9), 20, &[("inkan", 1)]))
        .unwrap();
    let summary = counts.summary(november()).unwrap();
    assert_eq!((summary.all.sessions, summary.read_by.unknown), (4, 3));
    let all = summary.all.card_to_paper.unwrap();
    assert_eq!((all.sessions, all.median, all.mean), (4, 20, 39));
    assert_eq!(
        summary.all.at_counter.unwrap().sessions,
        1,
        "version 1 did not keep it"
    );
    let forms: Vec<_> = summary
        .by_form
        .iter()
        .map(|f| (f.form_id.as_str(), f.printed))
        .collect();
    assert_eq!(forms, [("inkan", 2), ("juminhyo-request", 2)]);
    let left: i64 = counts
        .database
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 2, "tables of version 1 are left");
    drop(counts);
    assert_eq!(
        Counts::open(&file).unwrap().summary(november()).unwrap(),
        summary
    );
}

#[test]
fn a_migration_without_room_leaves_the_old_file_whole() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("c");
    version_1(&file);
    let before = fs::read(&file).unwrap();
    let mut full = Connection::open(&file).unwrap();
    let pages: i64 = full
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    // SQLite's own way to be out of room.
    full.pragma_update(None, "max_page_count", pages + 1)
        .unwrap();
    let failed = schema::prepare(&mut full).unwrap_err();
    assert_eq!(
        failed.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DiskFull)
    );
    drop(full);
    assert_eq!(fs::read(&file).unwrap(), before);
    let all = Counts::open(&file)
        .unwrap()
        .summary(november())
        .unwrap()
        .all;
    assert_eq!(all.sessions, 3);
}

#[test]
fn a_session_is_kept_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let counts = Counts::open(&dir.path().join("c")).unwrap();
    counts
        .database
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON session_form BEGIN SELECT raise(ABORT, 'full'); END;")
        .unwrap();
    let failed = counts.record(&session(at(2, 9), 1, &[("inkan", 1)]));
    assert!(matches!(failed, Err(CountsError::Unusable { .. })));
    assert_eq!(counts.summary(november()).unwrap().all.sessions, 0);
}

#[test]
fn the_table_is_for_spreadsheets_in_both_encodings() {
    let dir = tempfile::tempdir().unwrap();
    let counts = Counts::open(&dir.path().join("c")).unwrap();
    let mut whole = session(at(2, 9), 40, &[("juminhyo-request", 2), ("inkan", 1)]);
    whole.guide = Some("moving-in".to_owned());
    counts.record(&whole).unwrap();
    counts
        .record_form("inkan", at(2, 10), Duration::from_secs(7))
        .unwrap();
    let (utf, sjis) = (dir.path().join("u.csv"), dir.path().join("s.csv"));
    assert_eq!(
        counts
            .export_csv(&utf, november(), CsvEncoding::Utf8)
            .unwrap(),
        2
    );
    counts
        .export_csv(&sjis, november(), CsvEncoding::ShiftJis)
        .unwrap();
    let text = String::from_utf8(fs::read(utf).unwrap()).unwrap();
    let lines: Vec<&str> = text
        .strip_prefix('\u{FEFF}')
        .unwrap()
        .split("\r\n")
        .collect();
    assert!(lines[0].starts_with("日付,曜日,時,"), "{text}");
    assert_eq!(
        lines[1],
        "2026-11-02,月,9,暗証番号,印刷,moving-in,40,140,3,2,1,inkan:1 juminhyo-request:2"
    );
    assert_eq!(lines[2], "2026-11-02,月,10,,印刷,,7,,1,,,inkan:1");
    let bytes = fs::read(sjis).unwrap();
    let (decoded, _, broken) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!broken && text.ends_with(&*decoded));
}

#[test]
fn an_export_that_fails_leaves_what_was_there() {
    let dir = tempfile::tempdir().unwrap();
    let counts = Counts::open(&dir.path().join("c")).unwrap();
    counts.record(&session(at(2, 9), 1, &[])).unwrap();
    let taken = dir.path().join("taken.csv");
    fs::create_dir(&taken).unwrap();
    fs::write(taken.join("old"), "old").unwrap();
    let failed = counts.export_csv(&taken, november(), CsvEncoding::Utf8);
    assert!(matches!(failed, Err(CountsError::NotExported { .. })));
    assert_eq!(fs::read_to_string(taken.join("old")).unwrap(), "old");
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        2,
        "a draft was left"
    );
}

#[test]
fn a_newer_file_is_refused_and_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("c");
    Counts::open(&file)
        .unwrap()
        .database
        .pragma_update(None, "user_version", 3)
        .unwrap();
    let before = fs::read(&file).unwrap();
    assert!(matches!(
        Counts::open(&file),
        Err(CountsError::Newer { found: 3, .. })
    ));
    assert!(matches!(
        Counts::check(&file),
        Err(CountsError::Newer { found: 3, .. })
    ));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_file_is_its_own_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("c");
    fs::write(
        &file,
        "this is no database, and long enough to be looked at".repeat(20),
    )
    .unwrap();
    assert!(matches!(
        Counts::open(&file),
        Err(CountsError::Damaged { .. })
    ));
    assert!(matches!(
        Counts::check(&file),
        Err(CountsError::Damaged { .. })
    ));
}

#[test]
fn looking_makes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("c");
    assert_eq!(Counts::check(&file).unwrap(), None);
    assert!(!file.exists());
}
