//! Postal codes (郵便番号) without a network: Japan Post's published data in one file on this PC.

mod address;
mod coverage;
mod errors;
mod fold;
mod import;
mod prefectures;
mod published;
mod suggest;
mod town;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use jiff::civil::Date;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

pub use errors::{BadLine, BadLineReason, PostalError};
pub use import::{ImportOptions, Imported};
pub use published::Layout;
pub use town::Covers;

/// Version of the tables, kept in SQLite's `user_version`.
const SCHEMA_VERSION: i64 = 1;

/// What [`PostalAddress::from_row`] reads, in its order.
const COLUMNS: &str = "town.code, city.municipality, city.prefecture, city.prefecture_kana, city.city, city.city_kana,
     town.name, town.kana, town.detail, town.covers, town.office, town.office_kana, town.street, town.id";

/// The postal codes of this PC, to look things up; never changes them.
///
/// `Send` and `Sync`, and cheap to clone. The file is open only while something is looked up, so that an
/// import can replace it at any time, and the next look-up sees the new data.
#[derive(Debug, Clone)]
pub struct Postal {
    file: PathBuf,
    cities: Arc<Mutex<Option<KeptCities>>>,
}

/// All cities, and of which file.
type KeptCities = (Stamp, Arc<[City]>);

/// Tells whether the file was replaced.
type Stamp = (Option<SystemTime>, u64);

/// One line of the published data. Public knowledge, about nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostalAddress {
    /// Seven digits (郵便番号).
    pub code: String,
    /// 全国地方公共団体コード, without its check digit.
    pub municipality: String,
    /// 都道府県.
    pub prefecture: String,
    /// Its reading; all readings are katakana of full width.
    pub prefecture_kana: String,
    /// 市区町村, with its 郡.
    pub city: String,
    /// Its reading; empty when only offices were imported.
    pub city_kana: String,
    /// 町域; empty unless a town is covered.
    pub town: String,
    /// Its reading; empty for offices.
    pub town_kana: String,
    /// Which part of the town, as published in brackets, such as １～１９丁目.
    pub detail: Option<String>,
    /// What the code covers.
    pub covers: Covers,
    /// The office whose own code this is.
    pub office: Option<PostalOffice>,
}

/// An office with a code of its own (大口事業所).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostalOffice {
    /// Its name.
    pub name: String,
    /// Its reading.
    pub kana: String,
    /// Its address behind the town (小字名、丁目、番地等).
    pub street: String,
}

/// One published file that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostalData {
    /// Which file.
    pub layout: Layout,
    /// The day on which Japan Post made it, `YYYY-MM-DD`, when known.
    pub made: Option<String>,
    /// Lines of the published file.
    pub lines: u64,
}

/// A city as addresses are compared with it.
#[derive(Debug)]
struct City {
    id: i64,
    prefecture: String,
    /// Folded names: with and without its 郡.
    names: Vec<String>,
    /// Folded reading.
    kana: String,
}

impl Postal {
    /// The data in this file, which may not be there yet. Opens nothing.
    pub fn at(file: &Path) -> Self {
        Self {
            file: file.to_path_buf(),
            cities: Arc::default(),
        }
    }

    /// What was imported; [`PostalError::Missing`] before the first import.
    pub fn about(&self) -> Result<Vec<PostalData>, PostalError> {
        let database = self.open()?;
        let read = || -> rusqlite::Result<Vec<PostalData>> {
            let mut rows =
                database.prepare("SELECT layout, made, lines FROM source ORDER BY layout DESC")?;
            rows.query_map([], |row| {
                Ok(PostalData {
                    layout: if row.get::<_, String>(0)? == "towns" {
                        Layout::Towns
                    } else {
                        Layout::Offices
                    },
                    made: row.get(1)?,
                    lines: row.get::<_, i64>(2)?.unsigned_abs(),
                })
            })?
            .collect()
        };
        read().map_err(|error| self.named(&error))
    }

    /// Every address with this code, in published order; digits of any width, with or without hyphen and 〒.
    pub fn by_code(&self, code: &str) -> Result<Vec<PostalAddress>, PostalError> {
        let database = self.open()?;
        let Some(code) = digits_of(code).filter(|digits| digits.len() == 7) else {
            return Ok(vec![]);
        };
        let read = || -> rusqlite::Result<Vec<PostalAddress>> {
            let mut rows = database.prepare(&format!(
                "SELECT {COLUMNS} FROM town JOIN city ON city.id = town.city_id
                 WHERE town.code = ?1 ORDER BY town.id"
            ))?;
            rows.query_map([code], PostalAddress::from_row)?.collect()
        };
        let mut found = read().map_err(|error| self.named(&error))?;
        found.dedup();
        Ok(found)
    }

    fn open(&self) -> Result<Connection, PostalError> {
        if !self.file.exists() {
            return Err(PostalError::Missing {
                file: self.file.clone(),
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> rusqlite::Result<(Connection, i64)> {
            let database = Connection::open_with_flags(&self.file, flags)?;
            let found = database.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            Ok((database, found))
        };
        let (database, found) = open().map_err(|error| self.named(&error))?;
        if found != SCHEMA_VERSION {
            return Err(PostalError::OtherVersion {
                file: self.file.clone(),
                found,
            });
        }
        Ok(database)
    }

    /// All cities, kept until the file is replaced.
    fn cities(&self, database: &Connection) -> Result<Arc<[City]>, PostalError> {
        let stamp = std::fs::metadata(&self.file)
            .map(|about| (about.modified().ok(), about.len()))
            .unwrap_or_default();
        // A thread that panicked while it held the list left it whole.
        let mut kept = self
            .cities
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((of, cities)) = kept.as_ref()
            && *of == stamp
        {
            return Ok(cities.clone());
        }
        let read = || -> rusqlite::Result<Arc<[City]>> {
            let mut rows =
                database.prepare("SELECT id, prefecture, city, city_kana FROM city ORDER BY id")?;
            rows.query_map([], |row| {
                let name: String = row.get(2)?;
                Ok(City {
                    id: row.get(0)?,
                    prefecture: row.get(1)?,
                    names: names_of(&name),
                    kana: fold::kana(&row.get::<_, String>(3)?).to_string(),
                })
            })?
            .collect()
        };
        let cities = read().map_err(|error| self.named(&error))?;
        *kept = Some((stamp, cities.clone()));
        Ok(cities)
    }

    fn named(&self, error: &rusqlite::Error) -> PostalError {
        from_sqlite(&self.file, error)
    }
}

impl PostalAddress {
    /// Prefecture, city, town, and the street of an office, as one writes them.
    pub fn address(&self) -> String {
        let street = self.office.as_ref().map_or("", |office| &office.street);
        [&self.prefecture, &self.city, &self.town, street].concat()
    }

    fn from_row(row: &Row) -> rusqlite::Result<Self> {
        let office: Option<String> = row.get(10)?;
        let covers: String = row.get(9)?;
        Ok(Self {
            code: row.get(0)?,
            municipality: row.get(1)?,
            prefecture: row.get(2)?,
            prefecture_kana: row.get(3)?,
            city: row.get(4)?,
            city_kana: row.get(5)?,
            town: row.get(6)?,
            town_kana: row.get(7)?,
            detail: row.get(8)?,
            covers: Covers::of_word(&covers),
            office: office
                .map(|name| -> rusqlite::Result<PostalOffice> {
                    Ok(PostalOffice {
                        name,
                        kana: row.get(11)?,
                        street: row.get(12)?,
                    })
                })
                .transpose()?,
        })
    }
}

impl Covers {
    /// The word that stands in the database.
    const fn word(self) -> &'static str {
        match self {
            Self::Town => "town",
            Self::NotListed => "not_listed",
            Self::NumberOnly => "number_only",
            Self::WholeCity => "whole_city",
            Self::Office => "office",
        }
    }

    fn of_word(word: &str) -> Self {
        [
            Self::NotListed,
            Self::NumberOnly,
            Self::WholeCity,
            Self::Office,
        ]
        .into_iter()
        .find(|covers| covers.word() == word)
        .unwrap_or(Self::Town)
    }
}

/// The digits of a postal code as people type it; `None` when there is anything else.
fn digits_of(text: &str) -> Option<String> {
    let typed: String = text
        .nfkc()
        .filter(|c| !matches!(c, '〒' | '-' | '−' | '‐' | 'ー') && !c.is_whitespace())
        .collect();
    (!typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit())).then_some(typed)
}

/// How a city may stand in an address: 足柄上郡中井町, or 中井町.
fn names_of(city: &str) -> Vec<String> {
    let mut names = vec![fold::address(city).to_string()];
    if city.ends_with(['町', '村'])
        && let Some((county, place)) = city.split_once('郡')
        && !county.is_empty()
        && place.chars().count() > 1
    {
        names.push(fold::address(place).to_string());
    }
    names
}

fn from_sqlite(file: &Path, error: &rusqlite::Error) -> PostalError {
    let file = file.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => PostalError::Damaged { file },
        _ => PostalError::Unusable {
            file,
            problem: error.to_string(),
        },
    }
}

fn text_of(date: Date) -> String {
    date.to_string()
}
