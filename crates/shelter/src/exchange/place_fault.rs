//! What is wrong in a list of places, with line and field.

use advice::{Advice, Advise, Bilingual};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceProblem {
    /// Neither UTF-8 nor Shift_JIS.
    Encoding,
    /// No header with a column 名称.
    NoHeader,
    /// A column that must be there is not.
    NoColumn,
    /// The row cannot be read as CSV.
    Row,
    /// A value that must be there is not; without 名称 the row is left out.
    Missing,
    /// A value is not of the form that the column has; it was left out.
    Form,
}

/// A fault of a list of places. On import the place is taken without the value; on export nothing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {column}: {problem:?}")]
pub struct PlaceFault {
    /// Line of the file, from 1; the header is line 1.
    pub line: u64,
    /// The column; empty where it is the whole row.
    pub column: &'static str,
    /// What is wrong.
    pub problem: PlaceProblem,
}

impl Advise for PlaceFault {
    fn advice(&self) -> Advice {
        let Self { line, column, .. } = self;
        let (code, ja, en, next_ja, next_en) = match self.problem {
            PlaceProblem::Encoding => (
                "shelter-places-encoding",
                "避難所一覧の文字コードが読み取れません。".to_owned(),
                "The list of places is in no known character code.".to_owned(),
                "表計算ソフトで「CSV UTF-8」として保存し直してください。",
                "Save it as CSV UTF-8 in a spreadsheet.",
            ),
            PlaceProblem::NoHeader => (
                "shelter-places-header",
                "避難所一覧に見出しの行（名称など）がありません。".to_owned(),
                "The list of places has no header with a column 名称.".to_owned(),
                "自治体標準オープンデータセット「指定緊急避難場所一覧」の見出しを1行目に付けてください。",
                "Put the header of the standard open dataset into the first line.",
            ),
            PlaceProblem::NoColumn => (
                "shelter-places-column",
                format!("避難所一覧に「{column}」の列がありません。"),
                format!("The list of places has no column {column}."),
                "列がなくても取り込めます。公開するときは列を加えてください。",
                "It can be imported without; add the column before publishing.",
            ),
            PlaceProblem::Row => (
                "shelter-places-row",
                format!("避難所一覧の {line} 行目が読み取れません。"),
                format!("Line {line} of the list of places cannot be read."),
                "その行の引用符（\"）とカンマを確かめてください。",
                "Check the quotes and commas of that line.",
            ),
            PlaceProblem::Missing => (
                "shelter-places-missing",
                format!("避難所一覧の {line} 行目に「{column}」がありません。"),
                format!("Line {line} of the list of places lacks {column}."),
                "その行に値を入れてください。",
                "Fill in the value.",
            ),
            PlaceProblem::Form => (
                "shelter-places-invalid",
                format!("避難所一覧の {line} 行目の「{column}」の書き方が違います。"),
                format!(
                    "In line {line} of the list of places, {column} is not written as it should be."
                ),
                "標準データセットの書き方に直してください（コード6桁、町字ID・郵便番号7桁、電話 (00)0000-0000、該当は 1）。",
                "Write it as the dataset asks: codes of 6 digits, town id and postal code of 7, phone as (00)0000-0000, flags 1.",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(ja, en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
