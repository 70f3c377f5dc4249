//! Where the lines of a text end.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::fonts::Glyph;

/// A text with its sums and its legal breaks, so that trying one line costs the same however long it is.
pub(super) struct Splitter {
    /// Width in ems of the glyphs before each.
    widths: Vec<f64>,
    /// Where the spaces that begin at each glyph end.
    after_spaces: Vec<usize>,
    /// Where the spaces that end before each glyph begin.
    before_spaces: Vec<usize>,
    /// Width of all that is no space, in ems.
    ink: f64,
    breaks: Vec<Break>,
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

impl Splitter {
    pub(super) fn new(text: &str, glyphs: &[Glyph]) -> Self {
        let count = glyphs.len();
        let (mut widths, mut before_spaces) = (vec![0.0; count + 1], vec![0; count + 1]);
        let mut after_spaces = vec![count; count + 1];
        let mut ink = 0.0;
        let blank = |glyph: &Glyph| glyph.text.chars().all(char::is_whitespace);
        for (index, glyph) in glyphs.iter().enumerate() {
            widths[index + 1] = widths[index] + glyph.advance;
            before_spaces[index + 1] = if blank(glyph) {
                before_spaces[index]
            } else {
                ink += glyph.advance;
                index + 1
            };
        }
        for (index, glyph) in glyphs.iter().enumerate().rev() {
            after_spaces[index] = if blank(glyph) {
                after_spaces[index + 1]
            } else {
                index
            };
        }
        Self {
            widths,
            after_spaces,
            before_spaces,
            ink,
            breaks: breaks(text, glyphs),
        }
    }

    pub(super) fn glyphs(&self) -> usize {
        self.widths.len() - 1
    }

    pub(super) fn ink(&self) -> f64 {
        self.ink
    }

    /// Natural width of a line in ems.
    pub(super) fn width(&self, line: &Range<usize>) -> f64 {
        self.widths[line.end] - self.widths[line.start]
    }

    /// Splits into the fewest lines that fit, at most `most`: after a space when that works, else as late as possible.
    pub(super) fn split(
        &self,
        most: usize,
        in_words: bool,
        fits: impl Fn(&Range<usize>) -> bool,
    ) -> Option<Vec<Range<usize>>> {
        let breaks: Vec<&Break> = self
            .breaks
            .iter()
            .filter(|end| in_words || end.rank != Rank::InWord)
            .collect();
        let needed = self.needed(&breaks, &fits);
        let mut left = needed.first().copied().filter(|count| *count <= most)?;
        let (mut lines, mut from) = (Vec::with_capacity(left), 0);
        while needed[from] > 1 {
            left -= 1;
            let start = start_of(&breaks, from);
            let works = |index: &usize| {
                needed[index + 1] <= left && fits(&self.trimmed(start..breaks[*index].glyph))
            };
            let best = [Rank::Space, Rank::Fair, Rank::InWord]
                .into_iter()
                .find_map(|rank| {
                    (from..breaks.len())
                        .rev()
                        .filter(|index| breaks[*index].rank == rank)
                        .find(works)
                })?;
            lines.push(self.trimmed(start..breaks[best].glyph));
            from = best + 1;
        }
        lines.push(self.trimmed(start_of(&breaks, from)..self.glyphs()));
        Some(lines)
    }

    /// Lines needed from the beginning and from each break, `usize::MAX` where no split fits.
    ///
    /// A shorter rest never needs more lines, so each line may go as far as it fits: one look at
    /// each break, where trying all of them for each line takes time without end.
    fn needed(&self, breaks: &[&Break], fits: impl Fn(&Range<usize>) -> bool) -> Vec<usize> {
        let mut needed = vec![usize::MAX; breaks.len() + 1];
        for from in (0..=breaks.len()).rev() {
            let start = start_of(breaks, from);
            needed[from] = if fits(&self.trimmed(start..self.glyphs())) {
                1
            } else {
                let fitting =
                    breaks[from..].partition_point(|end| fits(&self.trimmed(start..end.glyph)));
                match fitting {
                    0 => usize::MAX,
                    _ => needed[from + fitting].saturating_add(1),
                }
            };
        }
        needed
    }

    /// Without the spaces at its ends.
    fn trimmed(&self, line: Range<usize>) -> Range<usize> {
        let end = self.before_spaces[line.end].max(line.start);
        self.after_spaces[line.start].min(end)..end
    }
}

/// The glyph after so many breaks.
fn start_of(breaks: &[&Break], count: usize) -> usize {
    count.checked_sub(1).map_or(0, |last| breaks[last].glyph)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each way to split in the order of preference, however long it takes: what [`Splitter::split`] must find.
    fn tried(
        splitter: &Splitter,
        start: usize,
        count: usize,
        in_words: bool,
        fits: &dyn Fn(&Range<usize>) -> bool,
    ) -> Option<Vec<Range<usize>>> {
        let whole = splitter.trimmed(start..splitter.glyphs());
        if fits(&whole) {
            return Some(vec![whole]);
        }
        if count == 1 {
            return None;
        }
        [Rank::Space, Rank::Fair, Rank::InWord]
            .into_iter()
            .filter(|rank| in_words || *rank != Rank::InWord)
            .find_map(|rank| {
                let ends = splitter.breaks.iter().rev();
                ends.filter(|end| end.rank == rank && end.glyph > start)
                    .find_map(|end| {
                        let line = splitter.trimmed(start..end.glyph);
                        let rest = fits(&line)
                            .then(|| tried(splitter, end.glyph, count - 1, in_words, fits))??;
                        Some(std::iter::once(line).chain(rest).collect())
                    })
            })
    }

    proptest! {
        #[test]
        fn the_split_is_the_best_of_all(text in "[字々ー、a1１ 　カ]{1,30}", ems in 1.0_f64..12.0, most in 1_usize..5, in_words: bool) {
            let glyphs: Vec<Glyph> = text
                .chars()
                .map(|c| Glyph {
                    face: 0,
                    id: 1,
                    advance: if c.is_ascii() { 0.5 } else { 1.0 },
                    text: c.to_string().into(),
                })
                .collect();
            let splitter = Splitter::new(&text, &glyphs);
            let fits = |line: &Range<usize>| splitter.width(line) <= ems;
            let expected = (1..=most).find_map(|count| tried(&splitter, 0, count, in_words, &fits));
            prop_assert_eq!(splitter.split(most, in_words, fits), expected);
        }
    }
}
