//! Reading a list of places, whatever program wrote it.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::SHIFT_JIS;
use unicode_normalization::UnicodeNormalization;

use super::place_read::place;
use super::{PLACE_COLUMNS, Place, PlaceFault, PlaceProblem};

/// Names of columns in older lists (推奨データセット before 2022) and what they are called now.
const OLDER_NAMES: [(&str, &str); 6] = [
    ("NO", "ID"),
    ("住所", "所在地_連結表記"),
    ("方書", "建物名等(方書)"),
    ("都道府県名", "所在地_都道府県"),
    ("市区町村名", "所在地_市区町村"),
    ("都道府県コード又は市区町村コード", "市区町村コード"),
];

/// Columns whose absence is told; 名称 alone is needed to import.
const EXPECTED: [&str; 4] = ["名称", "所在地_連結表記", "電話番号", "市区町村コード"];

/// What a list of places gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedPlaces {
    /// Places that have a name, in the order of the file.
    pub places: Vec<Place>,
    /// Everything that was not as it should be, in the order of the file.
    pub faults: Vec<PlaceFault>,
}

/// Reads a list of places (指定緊急避難場所一覧) leniently: UTF-8 with or without a byte order mark, or
/// Shift_JIS; any line ends; columns in any order, older names and unknown columns too; wide digits
/// and signs. A row with a fault is taken without the value that is wrong; one without a name is not.
pub fn import_places(file: &[u8]) -> ImportedPlaces {
    let mut imported = ImportedPlaces::default();
    let whole = |problem| PlaceFault {
        line: 1,
        column: "",
        problem,
    };
    let Some(text) = text(file) else {
        imported.faults.push(whole(PlaceProblem::Encoding));
        return imported;
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<&'static str>>> = None;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                imported.faults.push(PlaceFault {
                    line,
                    ..whole(PlaceProblem::Row)
                });
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &columns {
            Some(columns) => {
                let (place, faults) = place(columns, &record, line);
                imported.places.extend(place);
                imported.faults.extend(faults);
            }
            // A title above the header is passed over.
            None => columns = header(&record),
        }
        if let (Some(columns), true) = (&columns, imported.places.is_empty()) {
            let lacks = |name: &&&str| !columns.contains(&Some(**name));
            for column in EXPECTED.iter().filter(lacks) {
                let fault = PlaceFault {
                    line: 1,
                    column,
                    problem: PlaceProblem::NoColumn,
                };
                if !imported.faults.contains(&fault) {
                    imported.faults.push(fault);
                }
            }
        }
    }
    if columns.is_none() {
        imported.faults.push(whole(PlaceProblem::NoHeader));
    }
    imported
}

/// UTF-8, with or without a byte order mark, or Shift_JIS.
pub(super) fn text(file: &[u8]) -> Option<Cow<'_, str>> {
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    if let Ok(text) = std::str::from_utf8(file) {
        return Some(Cow::Borrowed(text));
    }
    SHIFT_JIS.decode_without_bom_handling_and_without_replacement(file)
}

/// Which column each cell is; `None` if the row names no column 名称.
fn header(record: &StringRecord) -> Option<Vec<Option<&'static str>>> {
    let columns: Vec<Option<&'static str>> = record.iter().map(column).collect();
    columns.contains(&Some("名称")).then_some(columns)
}

fn column(cell: &str) -> Option<&'static str> {
    let name = plain(cell);
    let older = OLDER_NAMES.iter().find(|(older, _)| plain(older) == name);
    let name = older.map_or(name, |(_, now)| plain(now));
    PLACE_COLUMNS.into_iter().find(|known| plain(known) == name)
}

/// In one width and without blanks.
pub(super) fn plain(name: &str) -> String {
    name.nfkc()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}
