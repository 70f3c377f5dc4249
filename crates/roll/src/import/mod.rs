//! From the register's CSV to the roll: whole or not at all.

mod bad;
mod dates;
mod field;
mod line;
mod marks;
mod progress;
mod reading;
pub mod report;
mod shown;
mod source;
mod whole;

pub use bad::{BadRow, MOST_CHARACTERS, Reason};
pub use field::Field;
pub use progress::{Progress, Step};
pub(crate) use reading::{ReadLine, Reading};
pub(crate) use whole::{Target, finish, make, row_of};

use std::fmt;

/// What an import brought; numbers only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Electors.
    pub electors: u64,
    /// Hash of the content: the same for the same electors, whatever the order of the lines.
    pub hash: [u8; 8],
    /// In which characters the file was.
    pub encoding: Encoding,
    /// Lines with characters of private use (外字), which print only with the city's own font.
    pub private_use: Vec<u64>,
    /// Electors whose birth date lacks the month or the day.
    pub birth_unknown: u64,
    /// Electors without a reading (フリガナ), whom a search by kana does not find.
    pub without_kana: u64,
    /// The last line has no end: the file may have been cut exactly there, so compare the count.
    pub ends_without_newline: bool,
}

/// In which characters a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Shift_JIS with the extensions of Windows (windows-31j).
    ShiftJis,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::ShiftJis => "Shift_JIS",
        })
    }
}
