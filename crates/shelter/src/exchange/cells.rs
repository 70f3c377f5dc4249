//! CSV files (RFC 4180) that a spreadsheet opens without doing anything.

use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use zeroize::Zeroizing;

/// A cell; wiped on drop, since most hold something of a person.
pub(crate) type Cell = Zeroizing<String>;

/// Excel takes a file without it for Shift_JIS.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Beginnings that a spreadsheet takes for a formula, in both widths, and `'` itself, so that taking
/// one leading `'` away always gives the value back. The same rule as in the hand-over files.
const FORMULA_STARTS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\'',
];

/// The value with a `'` before it where a spreadsheet would run it.
pub(crate) fn guarded(value: &str) -> Cow<'_, str> {
    if value.starts_with(FORMULA_STARTS) {
        Cow::Owned(format!("'{value}"))
    } else {
        Cow::Borrowed(value)
    }
}

/// The value as it was before [`guarded`].
pub(crate) fn unguarded(value: &str) -> &str {
    match value.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA_STARTS) => rest,
        _ => value,
    }
}

/// Header and rows in UTF-8 with a byte order mark, every cell quoted, lines ended by CRLF.
/// Cells are written as they are: the caller guards them.
pub(crate) fn csv_file(header: &[&str], rows: &[Vec<Cell>]) -> Zeroizing<Vec<u8>> {
    let cells = rows.iter().flatten().map(|cell| cell.len() * 2 + 3);
    let room = cells.sum::<usize>() + header.iter().map(|name| name.len() + 3).sum::<usize>();
    // Room for all of it at once, so that no half-written copy is left behind by growing.
    let mut bytes = Zeroizing::new(Vec::with_capacity(room + 4 * rows.len() + 16));
    bytes.extend_from_slice(BYTE_ORDER_MARK.as_bytes());
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut *bytes);
    writer.write_record(header).expect("memory takes it");
    for row in rows {
        let cells = row.iter().map(|cell| cell.as_bytes());
        writer.write_record(cells).expect("memory takes it");
    }
    writer.flush().expect("memory takes it");
    drop(writer);
    bytes
}

/// A guarded cell.
pub(crate) fn cell(value: &str) -> Cell {
    Zeroizing::new(guarded(value).into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_cell_starts_a_formula_and_each_comes_back(value in "[=+@＝＠\\-－'\t\r\n]?.{0,8}") {
            let written = guarded(&value);
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']));
            prop_assert_eq!(unguarded(&written), value.as_str());
        }
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_in_their_cells() {
        let rows = vec![vec![cell("a\"b"), cell("c,d\r\ne"), cell("")]];
        let file = csv_file(&["一", "二", "三"], &rows);
        let text = std::str::from_utf8(&file).unwrap();
        let expected = "\u{FEFF}\"一\",\"二\",\"三\"\r\n\"a\"\"b\",\"c,d\r\ne\",\"\"\r\n";
        assert_eq!(text, expected);
    }
}
