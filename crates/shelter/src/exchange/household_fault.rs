//! What is wrong in a table of households, with line and column and never with the value.

use advice::{Advice, Advise, Bilingual};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseholdProblem {
    /// Neither UTF-8 nor Shift_JIS.
    Encoding,
    /// No header with a column 氏名.
    NoHeader,
    /// A header and nobody below it.
    Nobody,
    /// The row cannot be read as CSV.
    Row,
    /// A value that must be there is not.
    Missing,
    /// A value is not of the form that the column has.
    Form,
}

/// A fault of a table of households (事前登録).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {column}: {problem:?}")]
pub struct HouseholdFault {
    /// Line of the file, from 1; the header is line 1.
    pub line: u64,
    /// The column; empty where it is the whole row or file.
    pub column: &'static str,
    /// What is wrong.
    pub problem: HouseholdProblem,
}

impl HouseholdFault {
    pub(super) fn of_file(problem: HouseholdProblem) -> Self {
        Self::of_row(1, "", problem)
    }

    pub(super) fn of_row(line: u64, column: &'static str, problem: HouseholdProblem) -> Self {
        Self {
            line,
            column,
            problem,
        }
    }
}

impl Advise for HouseholdFault {
    fn advice(&self) -> Advice {
        let column = self.column;
        let (code, ja, en, next_ja, next_en) = match self.problem {
            HouseholdProblem::Encoding => (
                "shelter-households-encoding",
                "文字コードが読み取れません。".to_owned(),
                "the file is in no known character code.".to_owned(),
                "表計算ソフトで「CSV UTF-8」として保存し直してください。",
                "Save it as CSV UTF-8 in a spreadsheet.",
            ),
            HouseholdProblem::NoHeader => (
                "shelter-households-header",
                "見出しの行（氏名など）がありません。".to_owned(),
                "there is no header with a column 氏名.".to_owned(),
                "1行目に 世帯番号・呼び名・氏名・フリガナ・生年月日・性別・住所・電話番号 を付けてください。",
                "Put the names of the columns into the first line; 氏名 (name) is needed.",
            ),
            HouseholdProblem::Nobody => (
                "shelter-households-nobody",
                "見出しの下にだれもいません。".to_owned(),
                "nobody stands below the header.".to_owned(),
                "1行に1人ずつ入れてください。",
                "Write one person a line.",
            ),
            HouseholdProblem::Row => (
                "shelter-households-row",
                "この行が読み取れません。".to_owned(),
                "the line cannot be read.".to_owned(),
                "その行の引用符（\"）とカンマを確かめてください。",
                "Check the quotes and commas of that line.",
            ),
            HouseholdProblem::Missing => (
                "shelter-households-missing",
                format!("「{column}」がありません。"),
                format!("{column} is missing."),
                "その行に値を入れてください。",
                "Fill in the value.",
            ),
            HouseholdProblem::Form => (
                "shelter-households-invalid",
                format!("「{column}」の書き方が違います。"),
                format!("{column} is not written as it should be."),
                "生年月日は 1957-04-01（わかるところまで）、性別は男・女・その他、電話は数字で入れてください。",
                "Write a birth date as 1957-04-01 (as far as known), the sex as 男, 女 or その他, a phone number in digits.",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(ja, en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
