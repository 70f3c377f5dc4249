//! Files for programs of the back office: CSV and JSON; see `docs/handover.md`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::encoding::{missing_in_shift_jis, shift_jis};
use crate::{ContentError, Encoding, Filled};

/// Kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    /// One row a form under a row of names (RFC 4180).
    #[default]
    Csv,
    /// One object with a list of forms.
    Json,
}

impl FileFormat {
    /// The file name's end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The file's bytes.
    pub fn bytes(
        self,
        case: &[Filled],
        encoding: Encoding,
    ) -> Result<Zeroizing<Vec<u8>>, ContentError> {
        match self {
            Self::Csv => csv(case, encoding),
            Self::Json => json(case, encoding),
        }
    }
}

/// What stands before the values in every row.
const FIXED_COLUMNS: [&str; 3] = ["form", "version", "date"];

/// Beginnings that a spreadsheet takes for a formula, in both widths, and `'` itself, so that
/// taking one leading `'` away always gives the value back.
const FORMULA_STARTS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\'',
];

/// A case (one visit) as CSV: a row of names, then one row a form; every cell is quoted.
///
/// Columns are `form`, `version`, `date`, then every name that the forms place, by the alphabet:
/// the same forms always give the same columns.
pub fn csv(case: &[Filled], encoding: Encoding) -> Result<Zeroizing<Vec<u8>>, ContentError> {
    check(case, encoding)?;
    let names: BTreeSet<&str> = case
        .iter()
        .flat_map(|filled| filled.values.keys().map(String::as_str))
        .collect();
    // Written by hand, since the writer of the crate `csv` keeps a buffer that nobody wipes.
    let cells: usize = case
        .iter()
        .flat_map(|filled| filled.values.values())
        .map(|value| 2 * value.len())
        .sum();
    let row = names.iter().map(|name| name.len() + 8).sum::<usize>() + 200;
    let mut text = Zeroizing::new(String::with_capacity(cells + row * (case.len() + 1)));
    for name in FIXED_COLUMNS.iter().chain(&names) {
        cell(&mut text, name);
    }
    end_row(&mut text);
    for filled in case {
        cell(&mut text, &filled.form);
        cell(&mut text, &filled.version);
        cell(&mut text, &filled.date.to_string());
        for name in &names {
            cell(
                &mut text,
                filled.values.get(*name).map_or("", |value| value),
            );
        }
        end_row(&mut text);
    }
    in_encoding(&text, encoding, "\u{FEFF}")
}

/// A case (one visit) as JSON: `{"v":1,"forms":[{"form","version","date","values"}]}`.
pub fn json(case: &[Filled], encoding: Encoding) -> Result<Zeroizing<Vec<u8>>, ContentError> {
    #[derive(Serialize)]
    struct Row<'a> {
        form: &'a str,
        version: &'a str,
        date: Date,
        values: BTreeMap<&'a str, &'a str>,
    }
    #[derive(Serialize)]
    struct Case<'a> {
        v: u32,
        forms: Vec<Row<'a>>,
    }
    check(case, encoding)?;
    let forms = case.iter().map(|filled| Row {
        form: &filled.form,
        version: &filled.version,
        date: filled.date,
        values: filled.given(),
    });
    let written = Case {
        v: 1,
        forms: forms.collect(),
    };
    let room: usize = case
        .iter()
        .flat_map(|filled| &filled.values)
        .map(|(name, value)| name.len() + 6 * value.len() + 8)
        .sum();
    let mut bytes = Vec::with_capacity(room + 200 * (case.len() + 1));
    serde_json::to_writer(&mut bytes, &written).expect("texts are always JSON");
    let text = Zeroizing::new(String::from_utf8(bytes).expect("JSON is UTF-8"));
    in_encoding(&text, encoding, "")
}

/// Finds a character that the encoding lacks, while form and field are still known.
fn check(case: &[Filled], encoding: Encoding) -> Result<(), ContentError> {
    if encoding == Encoding::Utf8 {
        return Ok(());
    }
    for filled in case {
        for (name, value) in &filled.values {
            if let Some(character) = missing_in_shift_jis(value) {
                return Err(ContentError::NotInShiftJis {
                    form: filled.form.clone(),
                    field: name.clone(),
                    character,
                });
            }
        }
        if let Some(character) = missing_in_shift_jis(&filled.version) {
            return Err(ContentError::NotInShiftJis {
                form: filled.form.clone(),
                field: "version".to_owned(),
                character,
            });
        }
    }
    Ok(())
}

fn in_encoding(
    text: &str,
    encoding: Encoding,
    mark: &str,
) -> Result<Zeroizing<Vec<u8>>, ContentError> {
    match encoding {
        Encoding::Utf8 => Ok(Zeroizing::new([mark.as_bytes(), text.as_bytes()].concat())),
        Encoding::ShiftJis => shift_jis(text).map_err(|character| ContentError::NotInShiftJis {
            form: "–".to_owned(),
            field: "–".to_owned(),
            character,
        }),
    }
}

fn cell(text: &mut String, value: &str) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push(',');
    }
    text.push('"');
    if value.starts_with(FORMULA_STARTS) {
        text.push('\'');
    }
    for letter in value.chars() {
        if letter == '"' {
            text.push('"');
        }
        text.push(letter);
    }
    text.push('"');
}

fn end_row(text: &mut String) {
    text.push_str("\r\n");
}
