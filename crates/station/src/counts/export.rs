//! The sessions as a table for a spreadsheet: one line each, no order within an hour.

use std::path::Path;

use encoding_rs::SHIFT_JIS;

use super::stored::Stored;
use super::{Counts, CountsError, DayRange};
use crate::durable::write_whole;

const HEADINGS: [&str; 12] = [
    "日付",
    "曜日",
    "時",
    "読み取り",
    "終わり方",
    "手続き案内",
    "カードから紙まで（秒）",
    "窓口にいた時間（秒）",
    "様式の数",
    "枚数",
    "人数",
    "様式",
];

/// In which bytes the table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvEncoding {
    /// UTF-8 with the mark (BOM) by which spreadsheets know it.
    #[default]
    Utf8,
    /// Shift_JIS, for programs that know nothing else.
    ShiftJis,
}

impl Counts {
    /// Writes the sessions of these days, whole or not at all, and says how many.
    pub fn export_csv(
        &self,
        file: &Path,
        range: DayRange,
        encoding: CsvEncoding,
    ) -> Result<usize, CountsError> {
        let failed = |problem: String| CountsError::NotExported {
            file: file.to_path_buf(),
            problem,
        };
        let stored = self.stored(range)?;
        let table = table(&stored).map_err(|error| failed(error.to_string()))?;
        let bytes = match encoding {
            CsvEncoding::Utf8 => [b"\xEF\xBB\xBF", table.as_bytes()].concat(),
            CsvEncoding::ShiftJis => SHIFT_JIS.encode(&table).0.into_owned(),
        };
        write_whole(file, &bytes).map_err(|error| failed(error.kind().to_string()))?;
        Ok(stored.len())
    }
}

fn table(stored: &[Stored]) -> Result<String, Box<dyn std::error::Error>> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![]);
    table.write_record(HEADINGS)?;
    let number = |number: Option<u32>| number.map_or_else(String::new, |n| n.to_string());
    for session in stored {
        let read_by = match session.read_by.as_deref() {
            Some("pin") => "暗証番号",
            Some("face_code") => "照合番号B",
            Some("by_hand") => "手入力",
            _ => "",
        };
        let weekday = ["月", "火", "水", "木", "金", "土", "日"]
            .get(usize::from(session.weekday()) - 1)
            .copied()
            .unwrap_or_default();
        let forms: Vec<String> = session
            .forms
            .iter()
            .map(|(id, count)| format!("{id}:{count}"))
            .collect();
        table.write_record([
            session.day.to_string().as_str(),
            weekday,
            &session.hour.to_string(),
            read_by,
            if session.printed { "印刷" } else { "中止" },
            session.guide.as_deref().unwrap_or_default(),
            &number(session.card_to_paper),
            &number(session.at_counter),
            &session.forms.values().sum::<u32>().to_string(),
            &number(session.pages),
            &number(session.people),
            &forms.join(" "),
        ])?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}
