//! Reports as a CSV file, one report a row, for the spreadsheet of headquarters.

use zeroize::Zeroizing;

use super::SituationReport;
use crate::exchange::{Cell, csv_file};

/// Reports in rows under a header that is the same for all; UTF-8 with a byte order mark.
pub fn reports_csv(reports: &[SituationReport]) -> Zeroizing<Vec<u8>> {
    let tables: Vec<_> = reports.iter().map(SituationReport::entries).collect();
    let Some(first) = tables.first() else {
        return csv_file(&[], &[]);
    };
    let header: Vec<String> = first
        .iter()
        .map(|entry| format!("{} {}", entry.section, entry.label))
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows: Vec<Vec<Cell>> = tables
        .iter()
        .map(|table| {
            table
                .iter()
                .map(|entry| crate::exchange::cell(&entry.value))
                .collect()
        })
        .collect();
    csv_file(&header, &rows)
}
