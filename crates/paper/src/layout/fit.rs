//! Fits text into a box: closer spacing, narrower letters, smaller type, a second line, in this order.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::definition::model::mm;
use crate::fonts::Glyph;

/// Most that letters move together, in ems.
const CLOSEST: f64 = -0.05;
/// Narrowest letters (長体), as a share of their width.
const NARROWEST: f64 = 0.8;
/// Space between two lines, in ems.
const LEADING: f64 = 0.15;
/// Step by which type gets smaller, in points.
const STEP: f64 = 0.5;

/// How a text is set.
pub(crate) struct Fitted {
    /// Size of type in points.
    pub size: f64,
    /// Added to each advance, in ems; never positive.
    pub spacing: f64,
    /// Width of the letters, 1 for natural.
    pub stretch: f64,
    /// Glyphs of each line.
    pub lines: Vec<Range<usize>>,
}

/// The room a text has.
pub(crate) struct Room {
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
    /// Size asked for, in points.
    pub size: f64,
    /// Smallest size, in points.
    pub floor: f64,
    /// Lines the field was made for.
    pub lines: usize,
}

/// Height of so many lines in ems.
pub(crate) fn height_ems(lines: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    let lines = lines as f64;
    lines + (lines - 1.0) * LEADING
}

/// Distance from line to line in ems.
pub(crate) fn pitch_ems() -> f64 {
    1.0 + LEADING
}

/// Width of a stretch of glyphs in ems, spacing included between them.
pub(crate) fn width_ems(glyphs: &[Glyph], spacing: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a line of text")]
    let gaps = glyphs.len().saturating_sub(1) as f64;
    glyphs.iter().map(|glyph| glyph.advance).sum::<f64>() + gaps * spacing
}

/// Sets the glyphs of `text` in the room; `None` when even the smallest setting is too large.
pub(crate) fn fit(text: &str, glyphs: &[Glyph], room: &Room) -> Option<Fitted> {
    let breaks = breaks(text, glyphs);
    let own = room.lines;
    let at_own_size = set(glyphs, &breaks, room, room.size, own, true).or_else(|| set(glyphs, &breaks, room, room.size, own, false));
    at_own_size
        .or_else(|| smaller(room).find_map(|size| set(glyphs, &breaks, room, size, own, false)))
        .or_else(|| {
            let second = own + 1;
            let sizes = std::iter::once(room.size).chain(smaller(room));
            sizes.filter(|size| own == 1 && height_ems(second) * mm(*size) <= room.height).find_map(|size| set(glyphs, &breaks, room, size, second, false))
        })
}

/// Sizes below the asked one, down to the floor.
fn smaller(room: &Room) -> impl Iterator<Item = f64> {
    let (size, floor) = (room.size, room.floor);
    (1..).map(move |step| size - STEP * f64::from(step)).take_while(move |size| *size > floor).chain((floor < size).then_some(floor))
}

fn set(glyphs: &[Glyph], breaks: &[Break], room: &Room, size: f64, lines: usize, natural: bool) -> Option<Fitted> {
    let width = room.width / mm(size);
    (1..=lines).find_map(|count| {
        let lines = split(glyphs, 0, breaks, width, count, natural)?;
        let squeezes = lines.iter().map(|line| squeeze(&glyphs[line.clone()], width, natural));
        // One setting for all lines: lines set differently under each other look like a mistake.
        let (spacing, stretch) = squeezes.collect::<Option<Vec<_>>>()?.into_iter().fold((0.0, 1.0), |(a, b): (f64, f64), (c, d)| (a.min(c), b.min(d)));
        Some(Fitted { size, spacing, stretch, lines })
    })
}

/// Spacing and stretch with which a line has room, touching as little as possible.
fn squeeze(line: &[Glyph], width: f64, natural: bool) -> Option<(f64, f64)> {
    let excess = width_ems(line, 0.0) - width;
    if excess <= 1e-9 {
        return Some((0.0, 1.0));
    }
    if natural {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a line of text")]
    let gaps = line.len().saturating_sub(1) as f64;
    if excess <= -CLOSEST * gaps {
        return Some((-excess / gaps, 1.0));
    }
    let stretch = width / width_ems(line, CLOSEST);
    (stretch >= NARROWEST).then_some((CLOSEST, stretch))
}

/// A place where a line may end.
struct Break {
    /// Glyphs before it.
    glyph: usize,
    rank: Rank,
}

/// How good a place for a line's end is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// After a space: between the parts of an address.
    Space,
    /// Between kanji.
    Fair,
    /// Inside a katakana word: legal, and the last resort.
    InWord,
}

/// Splits the glyphs from `start` into at most `count` lines: after a space when that works, else as late as possible.
fn split(glyphs: &[Glyph], start: usize, breaks: &[Break], width: f64, count: usize, natural: bool) -> Option<Vec<Range<usize>>> {
    let fits = |range: &Range<usize>| squeeze(&glyphs[range.clone()], width, natural).is_some();
    let whole = trimmed(glyphs, start..glyphs.len());
    if fits(&whole) {
        return Some(vec![whole]);
    }
    if count == 1 {
        return None;
    }
    let ranked = |rank| breaks.iter().rev().filter(move |end| end.rank == rank && end.glyph > start && end.glyph < glyphs.len());
    let last_resort = ranked(Rank::InWord).filter(|_| !natural);
    ranked(Rank::Space).chain(ranked(Rank::Fair)).chain(last_resort).find_map(|end| {
        let line = trimmed(glyphs, start..end.glyph);
        if !fits(&line) {
            return None;
        }
        let rest = split(glyphs, end.glyph, breaks, width, count - 1, natural)?;
        Some(std::iter::once(line).chain(rest).collect())
    })
}

/// Without the spaces at its ends.
fn trimmed(glyphs: &[Glyph], mut range: Range<usize>) -> Range<usize> {
    let blank = |glyph: &Glyph| glyph.text.chars().all(char::is_whitespace);
    while range.start < range.end && blank(&glyphs[range.end - 1]) {
        range.end -= 1;
    }
    while range.start < range.end && blank(&glyphs[range.start]) {
        range.start += 1;
    }
    range
}

/// Legal ends of lines by Unicode's rules (strict for Japanese), and never inside a number.
fn breaks(text: &str, glyphs: &[Glyph]) -> Vec<Break> {
    let mut byte = 0;
    let mut ends = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        byte += glyph.text.len();
        ends.push(byte);
    }
    linebreaks(text)
        .filter(|(_, opportunity)| *opportunity == BreakOpportunity::Allowed)
        .filter_map(|(at, _)| {
            let glyph = ends.binary_search(&at).ok()? + 1;
            let before = text[..at].chars().next_back()?;
            let after = text[at..].chars().next()?;
            let rank = match (before, after) {
                (before, _) if before.is_whitespace() => Rank::Space,
                ('ァ'..='ー', 'ァ'..='ー') => Rank::InWord,
                _ => Rank::Fair,
            };
            (!joins_number(before, after)).then_some(Break { glyph, rank })
        })
        .collect()
}

fn joins_number(before: char, after: char) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let hyphen = |c: char| matches!(c, '-' | '－' | '‐' | '−' | '–' | 'ー');
    (digit(before) && (digit(after) || hyphen(after))) || (hyphen(before) && digit(after))
}
