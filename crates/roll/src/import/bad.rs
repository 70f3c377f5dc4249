//! What is wrong with a line, by number and field; never what stands there.

use advice::Bilingual;

use super::Field;

/// One fault of one line. A line with three faults is told three times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BadRow {
    /// Line of the file, from 1, as an editor counts; where it begins, if it goes over several.
    pub line: u64,
    /// Which field.
    pub field: Field,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nothing stands there, and something has to.
    Empty,
    /// Bytes that are no characters.
    Undecodable,
    /// More or fewer columns than the first line.
    Columns {
        /// How many it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// Longer than [`MOST_CHARACTERS`].
    TooLong,
    /// A control character or the sign for lost characters (U+FFFD).
    BadCharacter,
    /// Not written as a date.
    NotADate,
    /// There is no such day.
    NoSuchDay,
    /// The era (元号) had not begun or was over.
    NotInEra,
    /// Not a whole number.
    NotANumber,
    /// A value that the mapping does not list.
    UnknownValue,
    /// No code of a district: a–z, 0–9 and `-`, and the mapping has none for it.
    NotADistrict,
    /// Something stands there although there is no mark.
    WithoutMark,
    /// Several marks stand in one column, and not as many texts here.
    NotOneEach,
    /// The same as in this earlier line.
    SameAs(u64),
    /// Another elector of the roll at hand has it.
    OfAnother,
}

/// Most characters of a field.
pub const MOST_CHARACTERS: usize = 400;

impl BadRow {
    /// For the screen and the report.
    pub fn words(&self) -> Bilingual {
        let (field, reason) = (self.field.name(), self.reason.words());
        Bilingual::new(
            format!("{}行目 {}: {}", self.line, field.ja, reason.ja),
            format!("line {}, {}: {}", self.line, field.en, reason.en),
        )
    }
}

impl Reason {
    /// For the screen and the report.
    pub fn words(self) -> Bilingual {
        let (ja, en) = match self {
            Self::Empty => ("空です", "empty"),
            Self::Undecodable => ("文字として読めません", "bytes that are no characters"),
            Self::Columns { found, expected } => {
                return Bilingual::new(
                    format!("列が {found} 個あります（見出しは {expected} 個）"),
                    format!("{found} columns instead of {expected}"),
                );
            }
            Self::TooLong => ("長すぎます", "too long"),
            Self::BadCharacter => (
                "制御文字か、失われた文字（\u{FFFD}）があります",
                "a control character or a lost one",
            ),
            Self::NotADate => ("日付の書き方ではありません", "not written as a date"),
            Self::NoSuchDay => ("その日は暦にありません", "there is no such day"),
            Self::NotInEra => ("その元号にその年月日はありません", "not within that era"),
            Self::NotANumber => ("数字ではありません", "not a number"),
            Self::UnknownValue => (
                "対応表にない値です",
                "a value that the mapping does not list",
            ),
            Self::NotADistrict => (
                "投票区の符号ではありません。対応表の [values.district] に書いてください",
                "not the code of a district: list it in the mapping under [values.district]",
            ),
            Self::WithoutMark => (
                "表示がないのに書かれています",
                "stands there without a mark",
            ),
            Self::NotOneEach => (
                "表示が複数あるのに、同じ数だけ書かれていません",
                "not one for each of the marks",
            ),
            Self::SameAs(line) => {
                return Bilingual::new(
                    format!("{line}行目と同じです"),
                    format!("the same as in line {line}"),
                );
            }
            Self::OfAnother => (
                "名簿の別の選挙人のものです",
                "another elector of the roll has it",
            ),
        };
        Bilingual::new(ja, en)
    }
}
