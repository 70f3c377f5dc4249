//! Moves boxes: only the numbers that differ are written anew.

use std::ops::Range;

use paper::Rect;

use crate::source::{Found, Source, list, numbers, splice};
use crate::{BoxAt, BoxKey, EditError, Entry, List, Marks, boxes, notation};

/// Less than this is no move.
const HAIR: f64 = 0.001;
/// A box has some width and height.
const LEAST: f64 = 0.1;

type Changes = Vec<(Range<usize>, String)>;

/// The text with the box at this place.
pub(crate) fn place(text: &str, at: BoxAt, rect: Rect) -> Result<String, EditError> {
    let source = Source::read(text)?;
    let found = source.find(at.entry)?;
    let mut changes = Changes::new();
    put(&mut changes, &found, at.key, rect)?;
    Ok(splice(text, changes))
}

/// The text with all boxes of an entry moved.
pub(crate) fn shift(text: &str, entry: Entry, by: [f64; 2]) -> Result<String, EditError> {
    let source = Source::read(text)?;
    let found = source.find(entry)?;
    let mut changes = Changes::new();
    let mut move_all = |entry, found: &Found<'_>| -> Result<(), EditError> {
        for (key, mut rect) in boxes::rects(entry, found) {
            rect.x += by[0];
            rect.y += by[1];
            put(&mut changes, found, key, rect)?;
        }
        Ok(())
    };
    move_all(entry, &found)?;
    if entry.list == List::Field && entry.mark.is_none() {
        for marks in [Marks::Options, Marks::Eras] {
            for mark in list(found.table, marks.key()).into_iter().flatten() {
                move_all(
                    Entry {
                        mark: Some((marks, 0)),
                        ..entry
                    },
                    &mark,
                )?;
            }
        }
    }
    Ok(splice(text, changes))
}

fn put(changes: &mut Changes, found: &Found<'_>, key: BoxKey, rect: Rect) -> Result<(), EditError> {
    if ![rect.x, rect.y, rect.w, rect.h]
        .iter()
        .all(|side| side.is_finite())
    {
        return Err(EditError::NotThere);
    }
    let mut write = |(old, bytes): (f64, Range<usize>), new: f64| {
        if (old - new).abs() > HAIR {
            changes.push((bytes, notation::mm(new)));
        }
    };
    if key != BoxKey::Ends {
        let [x, y, w, h] = numbers::<4>(found.table.get(key.key())).ok_or(EditError::NotThere)?;
        write(x, rect.x);
        write(y, rect.y);
        write(w, rect.w.max(LEAST));
        write(h, rect.h.max(LEAST));
        return Ok(());
    }
    let point = |key| numbers::<2>(found.table.get(key)).ok_or(EditError::NotThere);
    let ([x1, y1], [x2, y2]) = (point("from")?, point("to")?);
    // The line keeps its direction.
    let order = |a: f64, b: f64, low: f64, size: f64| {
        let (low, high) = (low, low + size.max(0.0));
        if a <= b { (low, high) } else { (high, low) }
    };
    let (from_x, to_x) = order(x1.0, x2.0, rect.x, rect.w);
    let (from_y, to_y) = order(y1.0, y2.0, rect.y, rect.h);
    write(x1, from_x);
    write(y1, from_y);
    write(x2, to_x);
    write(y2, to_y);
    Ok(())
}
