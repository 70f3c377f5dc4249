//! Takes entries away, and makes a second one of one.

use crate::set::{set, whole_line};
use crate::shift::shift;
use crate::source::{Found, Source, list, splice};
use crate::{Draft, EditError, Entry, List, boxes, lists, names};

/// Space between an entry and its copy, in millimetres.
const APART: f64 = 1.0;

/// The text without an entry.
pub(crate) fn delete(text: &str, entry: Entry) -> Result<String, EditError> {
    let source = Source::read(text)?;
    let found = source.find(entry)?;
    let range = if found.inline {
        let all = siblings(&source, entry)?;
        let index = entry.mark.map_or(entry.index, |(_, index)| index);
        lists::without(&source, &all, index).ok_or(EditError::NotThere)?
    } else {
        block(&source, &found)
    };
    let changed = splice(text, vec![(range, String::new())]);
    if others(&changed, entry, false) == others(text, entry, true) {
        Ok(changed)
    } else {
        Err(EditError::ByHand)
    }
}

/// The text with the same entry once more, beneath it or beside it, and where that is.
pub(crate) fn duplicate(text: &str, entry: Entry) -> Result<(String, Entry), EditError> {
    let source = Source::read(text)?;
    let found = source.find(entry)?;
    let copy = &text[found.span.start..found.end()];
    let copied = if found.inline {
        lists::after(&source, &found.span, copy)
    } else {
        let newline = source.newline();
        vec![whole_line(
            &source,
            found.end(),
            &format!("{newline}{copy}"),
        )]
    };
    let mut next = entry;
    match &mut next.mark {
        Some((_, index)) => *index += 1,
        None => next.index += 1,
    }
    let mut changed = splice(text, copied);
    let count = |text: &str| Draft::of(text).entries().len();
    if count(&changed) != count(text) + of(text, entry) {
        return Err(EditError::ByHand);
    }
    if entry.list == List::Field && entry.mark.is_none() {
        let name = names::free(&source, found.text("name").unwrap_or_default());
        changed = set(&changed, next, "name", &name)?;
    }
    let changed = shift(&changed, next, beside(entry, &found))?;
    Ok((changed, next))
}

/// Below it, or to the right of an option.
fn beside(entry: Entry, found: &Found<'_>) -> [f64; 2] {
    let mut rects = boxes::rects(entry, found);
    for marks in [crate::Marks::Options, crate::Marks::Eras] {
        let all = list(found.table, marks.key()).into_iter().flatten();
        rects.extend(all.flat_map(|mark| boxes::rects(entry, &mark)));
    }
    let top = rects
        .iter()
        .map(|(_, rect)| rect.y)
        .fold(f64::MAX, f64::min);
    let bottom = rects
        .iter()
        .map(|(_, rect)| rect.y + rect.h)
        .fold(0.0, f64::max);
    match (entry.mark, rects.first()) {
        (_, None) => [0.0, 0.0],
        (Some(_), Some((_, rect))) => [rect.w + APART, 0.0],
        (None, Some(_)) => [0.0, bottom - top + APART],
    }
}

fn siblings<'s>(source: &'s Source<'_>, entry: Entry) -> Result<Vec<Option<Found<'s>>>, EditError> {
    match entry.mark {
        Some((marks, _)) => Ok(list(source.find(entry.owner())?.table, marks.key())),
        None => Ok(list(source.part(entry.rows)?.table, entry.list.key())),
    }
}

/// The lines of a `[[…]]`, with the comment right above it and one blank line before.
fn block(source: &Source<'_>, found: &Found<'_>) -> std::ops::Range<usize> {
    let mut start = source.line_start(found.span.start);
    let line_before = |start: usize| {
        let before = source.line_start(start.checked_sub(1)?);
        Some((before, source.text[before..start].trim()))
    };
    while let Some((before, line)) = line_before(start)
        && line.starts_with('#')
    {
        start = before;
    }
    if let Some((before, "")) = line_before(start) {
        start = before;
    }
    start..source.line_end(found.end())
}

type Settings = Vec<(String, String)>;

/// What is set in all entries, without the one that goes where it is still there.
fn others(text: &str, gone: Entry, is_there: bool) -> Vec<Settings> {
    let is_gone = |at: Entry| at == gone || gone.mark.is_none() && at.owner() == gone;
    let entries = Draft::of(text).entries().into_iter();
    entries
        .filter(|entry| !is_there || !is_gone(entry.at))
        .map(|mut entry| {
            // The list of options is a setting of their field, and changes with them.
            if gone.mark.is_some() && entry.at == gone.owner() {
                let lists = ["options", "eras"];
                entry
                    .settings
                    .retain(|(key, _)| !lists.contains(&key.as_str()));
            }
            entry.settings
        })
        .collect()
}

/// How many entries the entry is, its options counted.
fn of(text: &str, entry: Entry) -> usize {
    let all = Draft::of(text).entries();
    all.iter()
        .filter(|each| each.at == entry || entry.mark.is_none() && each.at.owner() == entry)
        .count()
}
