//! One row of a list of places.

use csv::StringRecord;
use unicode_normalization::UnicodeNormalization;

use super::area_code::has_check_digit;
use super::cells::unguarded;
use super::place::{Hazard, Place};
use super::{PlaceFault, PlaceProblem};

/// Columns that hold digits and signs alone, read in one width.
const NARROW: [&str; 10] = [
    "全国地方公共団体コード",
    "所在地_全国地方公共団体コード",
    "町字ID",
    "電話番号",
    "内線番号",
    "連絡先メールアドレス",
    "連絡先FormURL",
    "郵便番号",
    "市区町村コード",
    "URL",
];

pub(super) fn place(
    columns: &[Option<&'static str>],
    record: &StringRecord,
    line: u64,
) -> (Option<Place>, Vec<PlaceFault>) {
    let mut place = Place::default();
    let mut faults = Vec::new();
    let mut fault = |column, problem| {
        faults.push(PlaceFault {
            line,
            column,
            problem,
        });
    };
    for (column, cell) in columns.iter().zip(record) {
        let Some(column) = *column else { continue };
        if take(&mut place, column, unguarded(cell).trim()).is_none() {
            fault(column, PlaceProblem::Form);
        }
    }
    if place.name.is_empty() {
        fault("名称", PlaceProblem::Missing);
        return (None, faults);
    }
    (Some(place), faults)
}

/// Puts a value into its column; `None` if it is not one.
fn take(place: &mut Place, column: &str, value: &str) -> Option<()> {
    if let Some((number, least, most)) = place.number_of(column) {
        if value.is_empty() {
            return Some(());
        }
        let narrow: String = value.nfkc().collect();
        let read: f64 = narrow.trim_end_matches('m').trim().parse().ok()?;
        *number = Some(read).filter(|read| (least..=most).contains(read));
        return number.map(|_| ());
    }
    if let Some(hazard) = Hazard::of_column(column) {
        if flag(value)? {
            place.hazards.insert(hazard);
        }
        return Some(());
    }
    match column {
        "指定避難所との重複" => place.is_shelter = flag(value)?,
        "対象となる町会・自治会" => {
            let parts = value.split([';', '；']).map(str::trim);
            place.districts = parts
                .filter(|part| !part.is_empty())
                .map(ToOwned::to_owned)
                .collect();
        }
        _ => {
            let read = if NARROW.contains(&column) {
                narrowed(column, value)
            } else {
                value.to_owned()
            };
            if !read.is_empty() && !has_form(column, &read) {
                return None;
            }
            *place.text_of(column)? = read;
        }
    }
    Some(())
}

fn narrowed(column: &str, value: &str) -> String {
    let narrow: String = value.nfkc().collect();
    let narrow = narrow.trim();
    match column {
        // 〒100-0001 and 100-0001 mean the seven digits.
        "郵便番号" => narrow
            .chars()
            .filter(|c| !matches!(c, '〒' | '-' | ' '))
            .collect(),
        "電話番号" => parenthesised(narrow),
        // A spreadsheet drops the leading zero of Hokkaido's codes.
        _ if column.ends_with("コード") && narrow.len() == 5 && is_digits(narrow) => {
            format!("0{narrow}")
        }
        _ => narrow.to_owned(),
    }
}

/// `0895-24-1111` as the dataset writes it, `(0895)24-1111`; what it cannot read stays.
fn parenthesised(phone: &str) -> String {
    let dashes = phone.replace(['ー', '‐', '−', '–', '―'], "-");
    match dashes.split('-').collect::<Vec<_>>()[..] {
        [area, exchange, number] if [area, exchange, number].iter().all(|part| is_digits(part)) => {
            format!("({area}){exchange}-{number}")
        }
        _ => dashes,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a value that is not empty is of the form that the dataset asks of the column.
pub(super) fn has_form(column: &str, value: &str) -> bool {
    match column {
        "町字ID" | "郵便番号" => value.len() == 7 && is_digits(value),
        "電話番号" => {
            let rest = value
                .strip_prefix('(')
                .and_then(|rest| rest.split_once(')'));
            let parts = rest.and_then(|(area, rest)| Some((area, rest.split_once('-')?)));
            parts.is_some_and(|(area, (exchange, number))| {
                is_digits(area) && is_digits(exchange) && is_digits(number)
            })
        }
        "全国地方公共団体コード" | "所在地_全国地方公共団体コード" | "市区町村コード" => {
            has_check_digit(value)
        }
        _ => true,
    }
}

fn flag(value: &str) -> Option<bool> {
    let narrow: String = value.nfkc().collect();
    match narrow.trim() {
        "1" | "○" | "〇" | "◯" | "有" | "TRUE" | "true" => Some(true),
        "" | "0" | "×" | "-" | "無" | "FALSE" | "false" => Some(false),
        _ => None,
    }
}
