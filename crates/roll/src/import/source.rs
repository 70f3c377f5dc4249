//! The bytes of a file: in which characters, how many so far, and whether they end where a file ends.

use std::io::{self, Chain, Cursor, Read};

use encoding_rs::{SHIFT_JIS, UTF_8};

use super::{Encoding, Reason};
use crate::RollError;
use crate::mapping::Stated;

/// Enough to tell Shift_JIS from UTF-8 where there are names.
const LOOKED_AT: u64 = 1 << 20;

/// What the csv reader reads from.
pub(super) struct Counted<'s> {
    from: Chain<Cursor<Vec<u8>>, &'s mut dyn Read>,
    pub(super) bytes: u64,
    quotes: u64,
    last: u8,
}

/// Looks at the beginning, tells the characters and leaves a byte order mark behind.
pub(super) fn open(
    source: &mut dyn Read,
    stated: Stated,
) -> Result<(Counted<'_>, Encoding), RollError> {
    let mut start = Vec::new();
    let mut first = (&mut *source).take(LOOKED_AT);
    first
        .read_to_end(&mut start)
        .map_err(|error| unreadable(&error))?;
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) || start.contains(&0) {
        return Err(RollError::NotText);
    }
    if start.is_empty() {
        return Err(RollError::NoLines);
    }
    let mark = start.starts_with(&[0xEF, 0xBB, 0xBF]);
    let encoding = match stated {
        Stated::Utf8 => Encoding::Utf8,
        Stated::Auto if mark || lost(&start, UTF_8) <= lost(&start, SHIFT_JIS) => Encoding::Utf8,
        Stated::ShiftJis | Stated::Auto => Encoding::ShiftJis,
    };
    if mark {
        start.drain(..3);
    }
    let counted = Counted {
        from: Cursor::new(start).chain(source),
        bytes: 0,
        quotes: 0,
        last: b'\n',
    };
    Ok((counted, encoding))
}

/// How many characters would be lost. A single broken byte makes no other encoding of a file, and is told by its line.
fn lost(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    text.chars().filter(|c| *c == '\u{FFFD}').count()
}

pub(super) fn unreadable(error: &io::Error) -> RollError {
    RollError::SourceUnreadable {
        problem: error.kind().to_string(),
    }
}

/// The characters of one field.
pub(super) fn text(bytes: &[u8], encoding: Encoding) -> Result<String, Reason> {
    let of = match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::ShiftJis => SHIFT_JIS,
    };
    of.decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or(Reason::Undecodable)
}

impl Counted<'_> {
    /// A quotation mark was opened and never closed: the file was cut, or a mark stands alone.
    pub(super) fn is_cut(&self) -> bool {
        self.quotes % 2 == 1
    }

    pub(super) fn ends_without_newline(&self) -> bool {
        !matches!(self.last, b'\n' | b'\r')
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        let new = &into[..read];
        self.bytes += read as u64;
        // No second byte of a Shift_JIS character is a quotation mark.
        self.quotes += new.iter().map(|byte| u64::from(*byte == b'"')).sum::<u64>();
        self.last = new.last().copied().unwrap_or(self.last);
        Ok(read)
    }
}
