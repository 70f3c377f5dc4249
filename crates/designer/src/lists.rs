//! Entries written as `{ … }` in a list: one more, or one less.

use std::ops::Range;

use crate::source::{Found, Source};

/// What has to be written so that `new` follows one of the entries of a list.
pub(crate) fn after(
    source: &Source<'_>,
    entry: &Range<usize>,
    new: &str,
) -> Vec<(Range<usize>, String)> {
    let text = source.text;
    let rest = &text[entry.end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let has_comma = rest[gap..].starts_with(',');
    let past = entry.end + gap + usize::from(has_comma);
    let line_end = source.line_end(past);
    let tail = text[past..line_end].trim();
    let is_last_on_line =
        (tail.is_empty() || tail.starts_with('#')) && text[..line_end].ends_with('\n');
    if !is_last_on_line {
        return vec![(entry.end..entry.end, format!(", {new}"))];
    }
    let start = source.line_start(entry.start);
    let indent: String = text[start..entry.start]
        .chars()
        .take_while(|c| c.is_whitespace())
        .collect();
    let comma = if has_comma { "," } else { "" };
    let line = format!("{indent}{new}{comma}{}", source.newline());
    let mut changes = vec![(line_end..line_end, line)];
    if !has_comma {
        changes.push((entry.end..entry.end, ",".to_owned()));
    }
    changes
}

/// The bytes that go when an entry of a list goes: its whole line where it has one.
pub(crate) fn without(
    source: &Source<'_>,
    all: &[Option<Found<'_>>],
    index: usize,
) -> Option<Range<usize>> {
    let text = source.text;
    let Range { start, end } = all.get(index)?.as_ref()?.span.clone();
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let past = if rest[gap..].starts_with(',') {
        end + gap + 1
    } else {
        end
    };
    let (line_start, line_end) = (source.line_start(start), source.line_end(past));
    let tail = text[past..line_end].trim();
    if text[line_start..start].trim().is_empty() && (tail.is_empty() || tail.starts_with('#')) {
        return Some(line_start..line_end);
    }
    let next = all.get(index + 1).and_then(Option::as_ref);
    let before = index
        .checked_sub(1)
        .and_then(|index| all.get(index)?.as_ref());
    Some(match (next, before) {
        (Some(next), _) => start..next.span.start,
        (None, Some(before)) => before.span.end..end,
        (None, None) => start..past,
    })
}
