//! Adds fields, printed words and options.

use paper::Rect;

use crate::set::whole_line;
use crate::source::{Found, Source, list, splice};
use crate::{EditError, Entry, List, Marks, NewField, lists, names, notation};

/// Size of a field's type unless its box is low, and of the words of options, in points.
const SIZE: f64 = 11.0;
const SIZE_OF_OPTIONS: f64 = 9.5;
/// Room round an option's word and between options, in millimetres.
const ROUND_WORD: f64 = 5.0;
const BETWEEN: f64 = 2.0;
/// Height of a ring's box and side of a square, in millimetres.
const RING: f64 = 6.0;
const SQUARE: f64 = 3.4;

/// The text with one field more, and where it is.
pub(crate) fn field(text: &str, new: &NewField) -> Result<(String, Entry), EditError> {
    let source = Source::read(text)?;
    let part = source.part(new.rows)?;
    let keys = keys_of(&source, new);
    let at = |index| Entry::new(new.rows, List::Field, index);
    let all = list(part.table, List::Field.key());
    let last = last_of_page(&all, new.rows.is_none().then_some(new.page));
    let newline = source.newline();
    let header = if new.rows.is_some() {
        "rows.field"
    } else {
        "field"
    };
    let pairs: Vec<String> = keys
        .iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    let block = format!("[[{header}]]{newline}{}", pairs.join(newline));
    let (after, index) = match last {
        Some((index, last)) if last.inline => {
            let inline = format!("{{ {} }}", pairs.join(", "));
            let changes = lists::after(&source, &last.span, &inline);
            return Ok((splice(text, changes), at(index + 1)));
        }
        Some((index, last)) => (last.end(), index + 1),
        None if part.inline || part.table.contains_key(List::Field.key()) => {
            return Err(EditError::ByHand);
        }
        None if new.rows.is_some() => (part.end(), 0),
        None => (text.trim_end().len(), 0),
    };
    let change = whole_line(&source, after, &format!("{newline}{block}"));
    Ok((splice(text, vec![change]), at(index)))
}

/// The text with printed words more, and where they are.
pub(crate) fn printed(
    text: &str,
    rows: Option<usize>,
    page: u32,
    words: &str,
    rect: Rect,
) -> Result<(String, Entry), EditError> {
    let source = Source::read(text)?;
    let part = source.part(rows)?;
    if words.trim().is_empty() || words.contains(['\n', '\r']) {
        return Err(EditError::BadValue {
            key: "text".to_owned(),
            takes: crate::error::Takes::Text,
        });
    }
    let mut keys = vec![
        ("text", notation::text(words)),
        ("box", notation::rect(rect)),
        ("size", notation::number(size_for(rect))),
    ];
    if rows.is_none() && page > 1 {
        keys.push(("page", page.to_string()));
    }
    let pairs: Vec<String> = keys
        .iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    let inline = format!("{{ {} }}", pairs.join(", "));
    let all = list(part.table, List::Text.key());
    let at = |index| Entry::new(rows, List::Text, index);
    let newline = source.newline();
    let (changes, index) = match last_of_page(&all, rows.is_none().then_some(page)) {
        Some((index, last)) if last.inline => {
            (lists::after(&source, &last.span, &inline), index + 1)
        }
        Some((index, last)) => {
            let header = if rows.is_some() { "rows.text" } else { "text" };
            let block = format!("{newline}[[{header}]]{newline}{}", pairs.join(newline));
            (vec![whole_line(&source, last.end(), &block)], index + 1)
        }
        None => (vec![first_of_list(&source, &part, "text", &inline)?], 0),
    };
    Ok((splice(text, changes), at(index)))
}

/// The text with one option or era more, and where it is.
pub(crate) fn mark(
    text: &str,
    field: Entry,
    marks: Marks,
    value: &str,
    words: &str,
    rect: Rect,
) -> Result<(String, Entry), EditError> {
    let source = Source::read(text)?;
    let found = source.find(field.owner())?;
    let new = option(value, words, rect);
    let all = list(found.table, marks.key());
    let (changes, index) = match all.iter().flatten().next_back() {
        Some(last) if last.inline => (lists::after(&source, &last.span, &new), all.len()),
        None if !found.inline => (vec![first_of_list(&source, &found, marks.key(), &new)?], 0),
        _ => return Err(EditError::ByHand),
    };
    let entry = Entry {
        mark: Some((marks, index)),
        ..field
    };
    Ok((splice(text, changes), entry))
}

fn option(value: &str, words: &str, rect: Rect) -> String {
    format!(
        "{{ value = {}, text = {}, box = {} }}",
        notation::text(value),
        notation::text(words),
        notation::rect(rect)
    )
}

/// The first entry of a list, which is empty or not there yet.
fn first_of_list(
    source: &Source<'_>,
    part: &Found<'_>,
    key: &str,
    entry: &str,
) -> Result<(std::ops::Range<usize>, String), EditError> {
    if let Some(item) = part.table.get(key) {
        let span = item
            .span()
            .filter(|_| item.as_array().is_some_and(toml_edit::Array::is_empty));
        let at = span.ok_or(EditError::ByHand)?.start + 1;
        return Ok((at..at, entry.to_owned()));
    }
    // Keys of a table stand before the headers of what is in it.
    let values = part.table.iter().filter(|(_, item)| item.is_value());
    let last = values.filter_map(|(_, item)| Some(item.span()?.end)).max();
    let after = last.unwrap_or(part.span.end);
    let newline = source.newline();
    let lines = format!("{key} = [{newline}  {entry},{newline}]");
    Ok(whole_line(source, after, &lines))
}

/// The last entry of the page, else the last of all.
fn last_of_page<'a, 'd>(
    all: &'a [Option<Found<'d>>],
    page: Option<u32>,
) -> Option<(usize, &'a Found<'d>)> {
    let mut there = all.iter().enumerate().rev();
    let mut entries = there
        .by_ref()
        .filter_map(|(index, found)| Some((index, found.as_ref()?)));
    let any = entries.next()?;
    if page.is_none_or(|page| any.1.page() == page) {
        return Some(any);
    }
    let of_page = entries.find(|(_, found)| Some(found.page()) == page);
    Some(of_page.unwrap_or(any))
}

/// The keys of a new field as they are written.
fn keys_of(source: &Source<'_>, new: &NewField) -> Vec<(&'static str, String)> {
    let kind = new.kind.as_str();
    let name = names::free(source, &new.name);
    let mut keys = vec![
        ("name", notation::text(&name)),
        ("type", notation::text(kind)),
    ];
    if kind != "signature" {
        keys.push(("value", notation::text(&new.value)));
    }
    match kind {
        "circle" | "tick" => {
            keys.push(("size", notation::number(SIZE_OF_OPTIONS)));
            keys.push(("options", options(source, new)));
        }
        _ => keys.push(("box", notation::rect(new.rect))),
    }
    if matches!(kind, "text" | "digits" | "wareki" | "western") {
        keys.push(("size", notation::number(size_for(new.rect))));
    }
    if kind == "digits" {
        let known = names::digits(source, &new.value);
        let by_shape = (new.rect.w / new.rect.h.max(1.0)).round().clamp(1.0, 20.0);
        keys.push((
            "count",
            known.map_or_else(|| by_shape.to_string(), |count| count.to_string()),
        ));
    }
    if new.rows.is_none() && new.page > 1 {
        keys.push(("page", new.page.to_string()));
    }
    keys
}

/// As large as a line in the box can be, and no larger than type on forms is.
fn size_for(rect: Rect) -> f64 {
    let points = rect.h / 25.4 * 72.0 * 0.7;
    (points.min(SIZE) * 2.0).floor().max(8.0) / 2.0
}

/// The options of a question side by side, beneath where the box ends.
fn options(source: &Source<'_>, new: &NewField) -> String {
    let mut choices = names::choices(source, &new.value);
    if choices.is_empty() {
        choices.push(("value".to_owned(), String::new()));
    }
    let em = SIZE_OF_OPTIONS / 72.0 * 25.4;
    let is_tick = new.kind == "tick";
    let (mut x, mut y) = (new.rect.x, new.rect.y);
    let newline = source.newline();
    let lines: Vec<String> = choices
        .iter()
        .map(|(value, words)| {
            #[expect(clippy::cast_precision_loss, reason = "a few characters")]
            let word = words.chars().count() as f64 * em;
            let taken = if is_tick { SQUARE + word } else { word } + ROUND_WORD;
            if x > new.rect.x && x + taken > new.rect.x + new.rect.w {
                (x, y) = (new.rect.x, y + RING + BETWEEN);
            }
            let (w, h) = if is_tick {
                (SQUARE, SQUARE)
            } else {
                (taken, RING)
            };
            let rect = Rect { x, y, w, h };
            x += taken + BETWEEN;
            format!("  {},{newline}", option(value, words, rect))
        })
        .collect();
    format!("[{newline}{}]", lines.concat())
}
