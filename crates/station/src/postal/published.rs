//! Japan Post's files as they are published: KEN_ALL.CSV, utf_ken_all.csv and JIGYOSYO.CSV, plain or zipped.
//!
//! Layouts: 「郵便番号データの説明」 (15 columns) and 「大口事業所個別番号データの説明」 (13 columns).

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use advice::Bilingual;
use csv::ByteRecord;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::errors::{BadLine, BadLineReason, PostalError};
use super::prefectures;
use super::town::{Covers, Town, open_brackets};

/// More than four times the largest published file: nothing larger is read into memory.
const LARGEST: u64 = 128 * 1024 * 1024;

/// Which of the published files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Codes of towns (住所の郵便番号).
    Towns,
    /// Codes of offices (事業所の個別郵便番号).
    Offices,
}

impl Layout {
    const fn columns(self) -> usize {
        match self {
            Self::Towns => 15,
            Self::Offices => 13,
        }
    }
}

/// One line of the published data, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub municipality: String,
    pub code: String,
    pub prefecture: String,
    pub prefecture_kana: String,
    pub city: String,
    pub city_kana: String,
    pub town: Town,
    pub office: Option<Office>,
}

/// What a line of JIGYOSYO.CSV says of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    pub name: String,
    pub kana: String,
    /// 小字名、丁目、番地等.
    pub street: String,
}

/// A published file, read and not yet understood.
pub struct Published {
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    pub layout: Layout,
    /// The day on which the file was made: no column tells it.
    pub made: Option<Date>,
}

/// What the lines gave.
pub struct Lines {
    pub good: Vec<Line>,
    pub bad: Vec<BadLine>,
    /// Lines of the file, the bad ones included.
    pub read: u64,
}

impl Published {
    /// Reads the file; from a zip the one CSV in it.
    pub fn read(file: &Path) -> Result<Self, PostalError> {
        let unreadable = |problem: String| PostalError::Unreadable {
            file: file.to_path_buf(),
            problem,
        };
        let mut opened = File::open(file).map_err(|e| unreadable(e.to_string()))?;
        let about = opened.metadata().map_err(|e| unreadable(e.to_string()))?;
        let modified = about.modified().ok();
        let bytes = read_limited(&mut opened, file)?;
        let (bytes, made) = if bytes.starts_with(b"PK\x03\x04") {
            unzip(bytes, file)?
        } else {
            (bytes, modified.and_then(day_of))
        };
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        let encoding = encoding_of(&bytes);
        let not = |ja: &str, en: &str| PostalError::NotTheData {
            file: file.to_path_buf(),
            why: Bilingual::new(ja, en),
        };
        let mut first = ByteRecord::new();
        let found = reader(&bytes).read_byte_record(&mut first);
        if !matches!(found, Ok(true)) {
            return Err(not("中身がありません", "it is empty"));
        }
        let layout = match first.len() {
            15 => Layout::Towns,
            13 => Layout::Offices,
            _ => {
                return Err(not(
                    "列の数が 15 でも 13 でもありません",
                    "it has neither 15 nor 13 columns",
                ));
            }
        };
        Ok(Self {
            bytes,
            encoding,
            layout,
            made,
        })
    }

    /// Understands every line; `told` hears how many bytes of how many are done, now and then.
    pub fn lines(&self, mut told: impl FnMut(u64, u64)) -> Lines {
        let mut lines = Lines {
            good: vec![],
            bad: vec![],
            read: 0,
        };
        let mut open: Option<Columns> = None;
        let total = self.bytes.len() as u64;
        let mut place = Place {
            bytes: &self.bytes,
            byte: 0,
            line: 1,
        };
        let mut reader = reader(&self.bytes);
        let mut record = ByteRecord::new();
        // A reader over memory that takes any number of columns has no other error to give.
        while let Ok(true) = reader.read_byte_record(&mut record) {
            lines.read += 1;
            let byte = record.position().map_or(0, csv::Position::byte);
            let at = place.line_at(byte);
            if lines.read.is_multiple_of(1000) {
                told(byte, total);
            }
            let columns = match self.columns(&record, at) {
                Ok(columns) => columns,
                Err(reason) => {
                    lines.bad.push(BadLine { line: at, reason });
                    continue;
                }
            };
            let columns = match open.take() {
                Some(mut before) if before.goes_on_with(&columns) => {
                    before.join(&columns);
                    before
                }
                Some(before) => {
                    lines.bad.push(before.never_closed());
                    columns
                }
                None => columns,
            };
            if open_brackets(&columns.town) > 0 {
                open = Some(columns);
            } else {
                lines.good.push(columns.understood());
            }
        }
        lines.bad.extend(open.as_ref().map(Columns::never_closed));
        lines.bad.sort_by_key(|bad| bad.line);
        told(total, total);
        lines
    }

    fn columns(&self, record: &ByteRecord, at: u64) -> Result<Columns, BadLineReason> {
        let expected = self.layout.columns();
        if record.len() != expected {
            return Err(BadLineReason::Columns {
                found: record.len(),
                expected,
            });
        }
        let texts: Vec<String> = record
            .iter()
            .map(|field| {
                self.encoding
                    .decode_without_bom_handling_and_without_replacement(field)
                    .map(|text| text.trim().to_owned())
                    .ok_or(BadLineReason::Encoding)
            })
            .collect::<Result<_, _>>()?;
        let text = |column: usize| texts.get(column).cloned().unwrap_or_default();
        let columns = match self.layout {
            Layout::Towns => Columns {
                at,
                municipality: text(0),
                code: text(2),
                city_kana: text(4),
                town_kana: text(5),
                prefecture: text(6),
                city: text(7),
                town: text(8),
                abolished: text(13) == "2",
                office: None,
            },
            Layout::Offices => Columns {
                at,
                municipality: text(0),
                code: text(7),
                city_kana: String::new(),
                town_kana: String::new(),
                prefecture: text(3),
                city: text(4),
                town: text(5),
                abolished: text(12) == "5",
                office: Some(Office {
                    kana: text(1).nfkc().collect(),
                    name: text(2),
                    street: text(6),
                }),
            },
        };
        columns.checked()
    }
}

/// The columns of one line that we use.
struct Columns {
    at: u64,
    municipality: String,
    code: String,
    city_kana: String,
    town_kana: String,
    prefecture: String,
    city: String,
    town: String,
    abolished: bool,
    office: Option<Office>,
}

impl Columns {
    fn checked(self) -> Result<Self, BadLineReason> {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let wrong = if self.code.len() != 7 || !digits(&self.code) {
            BadLineReason::Code
        } else if !(5..=6).contains(&self.municipality.len()) || !digits(&self.municipality) {
            BadLineReason::Municipality
        } else if prefectures::kana(&self.prefecture).is_none() {
            BadLineReason::Prefecture
        } else if self.city.is_empty() {
            BadLineReason::City
        } else if self.office.is_none() && self.town.is_empty() {
            BadLineReason::Town
        } else if self.abolished {
            BadLineReason::Abolished
        } else {
            return Ok(self);
        };
        Err(wrong)
    }

    /// Whether this line, whose bracket is open, is continued by that one.
    fn goes_on_with(&self, next: &Self) -> bool {
        self.code == next.code && self.municipality == next.municipality
    }

    fn join(&mut self, next: &Self) {
        self.town.push_str(&next.town);
        // A short reading is published whole on each of the lines.
        if open_brackets(&self.town_kana) > 0 {
            self.town_kana.push_str(&next.town_kana);
        }
    }

    fn never_closed(&self) -> BadLine {
        BadLine {
            line: self.at,
            reason: BadLineReason::Bracket,
        }
    }

    fn understood(self) -> Line {
        let town = if self.office.is_some() {
            Town {
                covers: Covers::Office,
                name: self.town,
                kana: String::new(),
                detail: None,
                detail_kana: None,
            }
        } else {
            Town::of(&self.town, &self.town_kana, &self.city)
        };
        Line {
            municipality: self.municipality,
            code: self.code,
            prefecture_kana: prefectures::kana(&self.prefecture)
                .unwrap_or_default()
                .to_owned(),
            prefecture: self.prefecture,
            city: self.city,
            city_kana: self.city_kana.nfkc().collect(),
            town,
            office: self.office,
        }
    }
}

/// Where a record stands: the `csv` crate counts the lines up to the end of the record before, whose
/// line end may not be read yet.
struct Place<'a> {
    bytes: &'a [u8],
    byte: usize,
    line: u64,
}

impl Place<'_> {
    fn line_at(&mut self, byte: u64) -> u64 {
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX);
        while matches!(self.bytes.get(to), Some(b'\r' | b'\n')) {
            to += 1;
        }
        let passed = self.bytes.get(self.byte..to).unwrap_or_default();
        self.line += passed.split(|b| *b == b'\n').skip(1).count() as u64;
        self.byte = to.max(self.byte);
        self.line
    }
}

/// Bytes of Shift_JIS can be split at commas and quotes: neither is ever the second byte of a character.
fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
}

/// By the first line that is not plain ASCII, so that one bad byte further down does not decide.
fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.split(|b| *b == b'\n').find(|line| !line.is_ascii());
    match first.map(std::str::from_utf8) {
        Some(Err(_)) => SHIFT_JIS,
        _ => UTF_8,
    }
}

fn read_limited(from: &mut impl Read, file: &Path) -> Result<Vec<u8>, PostalError> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| PostalError::Unreadable {
            file: file.to_path_buf(),
            problem: error.to_string(),
        })?;
    if bytes.len() as u64 > LARGEST {
        return Err(PostalError::NotTheData {
            file: file.to_path_buf(),
            why: Bilingual::new("大きすぎます", "it is too large"),
        });
    }
    Ok(bytes)
}

fn unzip(bytes: Vec<u8>, file: &Path) -> Result<(Vec<u8>, Option<Date>), PostalError> {
    let broken = |error: zip::result::ZipError| PostalError::NotTheData {
        file: file.to_path_buf(),
        why: Bilingual::new(
            format!("zip として読めません: {error}"),
            format!("the zip cannot be read: {error}"),
        ),
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let is_csv = |name: &str| {
        Path::new(name)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    };
    let name = archive.file_names().flatten().find(|name| is_csv(name));
    let Some(name) = name.map(std::borrow::Cow::into_owned) else {
        return Err(PostalError::NotTheData {
            file: file.to_path_buf(),
            why: Bilingual::new("zip に CSV がありません", "the zip holds no CSV"),
        });
    };
    let mut entry = archive.by_name(&name).map_err(broken)?;
    let made = entry.last_modified().and_then(|made| {
        Date::new(
            i16::try_from(made.year()).ok()?,
            i8::try_from(made.month()).ok()?,
            i8::try_from(made.day()).ok()?,
        )
        .ok()
    });
    Ok((read_limited(&mut entry, file)?, made))
}

/// The day in Japan.
fn day_of(time: std::time::SystemTime) -> Option<Date> {
    let timestamp = jiff::Timestamp::try_from(time).ok()?;
    Some(crate::clock::in_japan(timestamp).date())
}
