//! From a published file to ours: whole or not at all.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use advice::Bilingual;
use jiff::civil::Date;
use rusqlite::{Connection, Transaction, params};

use super::published::{Line, Lines, Published};
use super::{
    BadLine, Covers, Layout, Postal, PostalError, SCHEMA_VERSION, coverage, fold, from_sqlite,
    text_of,
};

const TABLES: &str = "
    CREATE TABLE source (
        layout TEXT PRIMARY KEY CHECK (layout IN ('towns', 'offices')),
        made   TEXT,
        lines  INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE city (
        id INTEGER PRIMARY KEY, municipality TEXT NOT NULL,
        prefecture TEXT NOT NULL, prefecture_kana TEXT NOT NULL, city TEXT NOT NULL, city_kana TEXT NOT NULL,
        UNIQUE (prefecture, city)
    ) STRICT;
    CREATE TABLE town (
        id INTEGER PRIMARY KEY, code TEXT NOT NULL, city_id INTEGER NOT NULL REFERENCES city (id),
        covers TEXT NOT NULL, name TEXT NOT NULL, kana TEXT NOT NULL, detail TEXT,
        key TEXT NOT NULL,
        office TEXT, office_kana TEXT, street TEXT
    ) STRICT;
    CREATE TABLE word (
        key TEXT NOT NULL, city_id INTEGER NOT NULL, town_id INTEGER NOT NULL,
        PRIMARY KEY (key, town_id)
    ) STRICT, WITHOUT ROWID;";

/// Made after the rows, which is faster than with them.
const INDEXES: &str = "
    CREATE INDEX town_by_code ON town (code);
    CREATE INDEX town_by_city ON town (city_id, key);
    CREATE INDEX word_by_city ON word (city_id, key);";

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// The day of the data, when it is known better than from the file.
    pub made: Option<Date>,
    /// Leaves bad lines out instead of refusing the file.
    pub skip_bad_lines: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Which file it was.
    pub layout: Layout,
    /// Lines of the published file.
    pub lines: u64,
    /// Addresses that can be looked up now; fewer than lines, since long towns stand on several.
    pub addresses: u64,
    /// The day of the data.
    pub made: Option<Date>,
    /// Lines that were left out because they were asked to be.
    pub skipped: Vec<BadLine>,
}

impl Postal {
    /// Imports a published file in place of the one of the same layout; codes of towns and of offices
    /// stay beside each other. `told` hears the progress in percent, each number once.
    ///
    /// Until the end, and for ever when it fails, the old data stays as it is.
    pub fn import(
        &self,
        published: &Path,
        options: ImportOptions,
        mut told: impl FnMut(u8),
    ) -> Result<Imported, PostalError> {
        let mut last = None;
        // Understanding the lines is about the first half of the time.
        let mut tell = |from: u64, done: u64, of: u64| {
            let percent = u8::try_from(from + 50 * done / of.max(1)).unwrap_or(100);
            if last != Some(percent) {
                last = Some(percent);
                told(percent);
            }
        };
        let source = Published::read(published)?;
        let Lines { good, bad, read } = source.lines(|done, of| tell(0, done, of));
        if !bad.is_empty() && (!options.skip_bad_lines || good.is_empty()) {
            return Err(PostalError::BadLines {
                file: published.to_path_buf(),
                lines: bad,
            });
        }
        if good.is_empty() {
            return Err(PostalError::NotTheData {
                file: published.to_path_buf(),
                why: Bilingual::new("中身がありません", "it is empty"),
            });
        }
        let made = options.made.or(source.made);
        self.replace(source.layout, made, read, &good, |done, of| {
            tell(50, done, of);
        })?;
        Ok(Imported {
            layout: source.layout,
            lines: read,
            addresses: good.len() as u64,
            made,
            skipped: bad,
        })
    }

    fn replace(
        &self,
        layout: Layout,
        made: Option<Date>,
        lines: u64,
        good: &[Line],
        told: impl FnMut(u64, u64),
    ) -> Result<(), PostalError> {
        let io = |error: std::io::Error| PostalError::Unusable {
            file: self.file.clone(),
            problem: error.to_string(),
        };
        let dir = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(dir).map_err(io)?;
        let mut draft = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Public data: whoever shares the folder may read it.
            draft.permissions(fs::Permissions::from_mode(0o644));
        }
        let draft = draft.tempfile_in(dir).map_err(io)?.into_temp_path();
        // What cannot be read again, such as a damaged file, is replaced without its other half.
        let old = self.open().is_ok().then_some(self.file.as_path());
        build(&draft, old, layout, made, lines, good, told)
            .map_err(|error| from_sqlite(&self.file, &error))?;
        fs::OpenOptions::new()
            .write(true)
            .open(&draft)
            .and_then(|file| file.sync_all())
            .map_err(io)?;
        draft.persist(&self.file).map_err(|error| io(error.error))
    }
}

fn build(
    draft: &Path,
    old: Option<&Path>,
    layout: Layout,
    made: Option<Date>,
    lines: u64,
    good: &[Line],
    told: impl FnMut(u64, u64),
) -> rusqlite::Result<()> {
    let mut database = Connection::open(draft)?;
    // A draft that fails is thrown away, so nothing has to be undone in it.
    database.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    database.execute_batch(TABLES)?;
    if let Some(old) = old {
        database.execute("ATTACH ?1 AS old", [old.to_string_lossy()])?;
        take_over(&database, layout)?;
        database.execute_batch("DETACH old")?;
    }
    let change = database.transaction()?;
    change.execute(
        "INSERT INTO source (layout, made, lines) VALUES (?1, ?2, ?3)",
        params![
            word(layout),
            made.map(text_of),
            i64::try_from(lines).unwrap_or(i64::MAX)
        ],
    )?;
    insert(&change, good, told)?;
    change.execute_batch(
        "DELETE FROM city WHERE NOT EXISTS (SELECT 1 FROM town WHERE town.city_id = city.id);",
    )?;
    change.execute_batch(INDEXES)?;
    change.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    change.commit()?;
    database.execute_batch("ANALYZE;")?;
    database.close().map_err(|(_, error)| error)
}

const fn word(layout: Layout) -> &'static str {
    match layout {
        Layout::Towns => "towns",
        Layout::Offices => "offices",
    }
}

/// Copies what the other published file gave.
fn take_over(database: &Connection, replaced: Layout) -> rusqlite::Result<()> {
    let kept = match replaced {
        Layout::Towns => "= 'office'",
        Layout::Offices => "<> 'office'",
    };
    database.execute_batch(&format!(
        "INSERT INTO city SELECT * FROM old.city;
         INSERT INTO town SELECT * FROM old.town WHERE covers {kept};
         INSERT INTO word SELECT * FROM old.word WHERE town_id IN (SELECT id FROM main.town);"
    ))?;
    database
        .execute(
            "INSERT INTO source SELECT * FROM old.source WHERE layout <> ?1",
            [word(replaced)],
        )
        .map(drop)
}

fn insert(
    change: &Transaction,
    good: &[Line],
    mut told: impl FnMut(u64, u64),
) -> rusqlite::Result<()> {
    let mut to_city = change.prepare(
        "INSERT INTO city (municipality, prefecture, prefecture_kana, city, city_kana) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (prefecture, city) DO UPDATE SET
             municipality = excluded.municipality,
             city_kana = iif(excluded.city_kana = '', city_kana, excluded.city_kana)
         RETURNING id",
    )?;
    let mut to_town = change.prepare(
        "INSERT INTO town (code, city_id, covers, name, kana, detail, key, office, office_kana, street)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let mut to_word =
        change.prepare("INSERT OR IGNORE INTO word (key, city_id, town_id) VALUES (?1, ?2, ?3)")?;
    let mut cities: HashMap<(&str, &str), i64> = HashMap::new();
    let total = good.len() as u64;
    for (done, line) in (0..).zip(good) {
        if done % 1000 == 0 {
            told(done, total);
        }
        let named = (line.prefecture.as_str(), line.city.as_str());
        let city = if let Some(id) = cities.get(&named) {
            *id
        } else {
            let id = to_city.query_row(
                params![
                    line.municipality,
                    line.prefecture,
                    line.prefecture_kana,
                    line.city,
                    line.city_kana
                ],
                |row| row.get(0),
            )?;
            cities.insert(named, id);
            id
        };
        let town = &line.town;
        let office = line.office.as_ref();
        to_town.execute(params![
            line.code,
            city,
            town.covers.word(),
            town.name,
            town.kana,
            town.detail,
            *fold::address(&town.name),
            office.map(|office| &office.name),
            office.map(|office| &office.kana),
            office.map(|office| &office.street),
        ])?;
        let id = change.last_insert_rowid();
        for key in words(line) {
            to_word.execute(params![*key, city, id])?;
        }
    }
    told(total, total);
    Ok(())
}

/// What a line can be found by while somebody types: the town, the places in its brackets, an office; each also by its reading.
fn words(line: &Line) -> Vec<fold::Folded> {
    let town = &line.town;
    let mut words = vec![fold::address(&town.name), fold::kana(&town.kana)];
    if let Some(office) = &line.office {
        words = vec![fold::address(&office.name), fold::kana(&office.kana)];
    }
    if town.covers == Covers::Town {
        let places = town.detail.as_deref().map(coverage::places);
        let readings = town.detail_kana.as_deref().map(coverage::places);
        for place in places.iter().flatten() {
            words.push(fold::address(&format!("{}{place}", town.name)));
            words.push(fold::address(place));
        }
        for reading in readings.iter().flatten() {
            words.push(fold::kana(&format!("{}{reading}", town.kana)));
            words.push(fold::kana(reading));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
