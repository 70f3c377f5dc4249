//! Writing a list of places as the dataset asks, or not at all.

use zeroize::Zeroizing;

use super::cells::{Cell, cell, csv_file};
use super::place::Hazard;
use super::place_read::has_form;
use super::{ExchangeError, PLACE_COLUMNS, Place, PlaceFault, PlaceProblem};

/// Columns of text that the dataset requires.
const REQUIRED: [&str; 4] = ["名称", "所在地_連結表記", "電話番号", "市区町村コード"];

/// The dataset's file: its columns in its order, flags `1` or empty, UTF-8 with a byte order mark.
/// Fails with every fault, lines as they would stand in the file.
pub fn export_places(places: &[Place]) -> Result<Zeroizing<Vec<u8>>, ExchangeError> {
    let mut faults = Vec::new();
    let mut rows = Vec::with_capacity(places.len());
    for (line, place) in (2..).zip(places) {
        let mut place = place.clone();
        let mut row = Vec::with_capacity(PLACE_COLUMNS.len());
        for column in PLACE_COLUMNS {
            match written(&mut place, column) {
                Ok(cell) => row.push(cell),
                Err(problem) => faults.push(PlaceFault {
                    line,
                    column,
                    problem,
                }),
            }
        }
        rows.push(row);
    }
    if faults.is_empty() {
        Ok(csv_file(&PLACE_COLUMNS, &rows))
    } else {
        Err(ExchangeError::Places(faults))
    }
}

fn written(place: &mut Place, column: &'static str) -> Result<Cell, PlaceProblem> {
    let flag = |on: bool| Zeroizing::new(if on { "1" } else { "" }.to_owned());
    if let Some((number, least, most)) = place.number_of(column) {
        return match *number {
            Some(number) if !(least..=most).contains(&number) => Err(PlaceProblem::Form),
            // No guard: what a minus begins here is a number.
            Some(number) => Ok(Zeroizing::new(number.to_string())),
            None => Ok(Zeroizing::default()),
        };
    }
    if let Some(hazard) = Hazard::of_column(column) {
        return Ok(flag(place.hazards.contains(&hazard)));
    }
    match column {
        "指定避難所との重複" => Ok(flag(place.is_shelter)),
        "対象となる町会・自治会" => {
            let is_one = |part: &String| !part.contains([';', '；']) && !part.trim().is_empty();
            if place.districts.iter().all(is_one) {
                Ok(cell(&place.districts.join(";")))
            } else {
                Err(PlaceProblem::Form)
            }
        }
        _ => {
            let value = place.text_of(column).map_or("", |text| text.trim());
            match value {
                "" if REQUIRED.contains(&column) => Err(PlaceProblem::Missing),
                "" => Ok(Zeroizing::default()),
                value if has_form(column, value) => Ok(cell(value)),
                _ => Err(PlaceProblem::Form),
            }
        }
    }
}
