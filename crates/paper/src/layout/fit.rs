//! Fits text into a box: closer spacing, narrower letters, smaller type, more lines, in this order.

use std::ops::Range;

use super::split::Splitter;
use crate::definition::model::mm;
use crate::fonts::Glyph;

/// Most that letters move together, in ems.
const CLOSEST: f64 = -0.05;
/// Narrowest letters (長体), as a share of their width.
const NARROWEST: f64 = 0.8;
/// Space between two lines, in ems.
const LEADING: f64 = 0.15;
/// Lines more than the field was made for, where smaller type leaves the room.
const MORE_LINES: usize = 2;
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
    let splitter = Splitter::new(text, glyphs);
    let own = room.lines;
    let at_own_size = set(&splitter, room, room.size, own, true)
        .or_else(|| set(&splitter, room, room.size, own, false));
    at_own_size
        .or_else(|| smaller(room).find_map(|size| set(&splitter, room, size, own, false)))
        .or_else(|| {
            (own + 1..=own + MORE_LINES).find_map(|lines| {
                let mut sizes = std::iter::once(room.size).chain(smaller(room));
                let high = |size: &f64| height_ems(lines) * mm(*size) <= room.height;
                sizes.find_map(|size| {
                    high(&size)
                        .then(|| set(&splitter, room, size, lines, false))
                        .flatten()
                })
            })
        })
}

/// Sizes below the asked one, down to the floor.
fn smaller(room: &Room) -> impl Iterator<Item = f64> {
    let (size, floor) = (room.size, room.floor);
    (1..)
        .map(move |step| size - STEP * f64::from(step))
        .take_while(move |size| *size > floor)
        .chain((floor < size).then_some(floor))
}

fn set(splitter: &Splitter, room: &Room, size: f64, lines: usize, natural: bool) -> Option<Fitted> {
    let width = room.width / mm(size);
    if least_width(splitter, natural) > ems(lines) * widest(width, natural) + 1e-6 {
        return None;
    }
    let squeezed = |line: &Range<usize>| {
        squeeze(
            splitter.width(line),
            line.len().saturating_sub(1),
            width,
            natural,
        )
    };
    // Inside a katakana word only where the text would not be set otherwise.
    let lines = splitter.split(lines, !natural, |line| squeezed(line).is_some())?;
    // One setting for all lines: lines set differently under each other look like a mistake.
    let (spacing, stretch) = lines
        .iter()
        .map(squeezed)
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .fold((0.0, 1.0), |(a, b): (f64, f64), (c, d)| {
            (a.min(c), b.min(d))
        });
    Some(Fitted {
        size,
        spacing,
        stretch,
        lines,
    })
}

/// No setting makes the whole text narrower than this, in ems.
fn least_width(splitter: &Splitter, natural: bool) -> f64 {
    let closer = if natural { 0.0 } else { CLOSEST };
    splitter.ink() + ems(splitter.glyphs()) * closer
}

/// Natural width of the widest line that can be squeezed into `width`.
fn widest(width: f64, natural: bool) -> f64 {
    if natural { width } else { width / NARROWEST }
}

/// A count as a factor of ems.
fn ems(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "glyphs of one text")]
    let ems = count as f64;
    ems
}

/// Spacing and stretch with which a line of this natural width has room, touching as little as possible.
fn squeeze(natural_width: f64, gaps: usize, width: f64, natural: bool) -> Option<(f64, f64)> {
    let excess = natural_width - width;
    if excess <= 1e-9 {
        return Some((0.0, 1.0));
    }
    if natural {
        return None;
    }
    let gaps = ems(gaps);
    if excess <= -CLOSEST * gaps {
        return Some((-excess / gaps, 1.0));
    }
    let stretch = width / (natural_width + gaps * CLOSEST);
    (stretch >= NARROWEST).then_some((CLOSEST, stretch))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Glyphs one em wide for kanji and kana, half an em for ASCII.
    fn glyphs(text: &str) -> Vec<Glyph> {
        text.chars()
            .map(|c| Glyph {
                face: 0,
                id: 1,
                advance: if c.is_ascii() { 0.5 } else { 1.0 },
                text: c.to_string().into(),
            })
            .collect()
    }

    /// A room so many ems of 10 pt wide and high.
    fn room(ems: f64, high: f64, floor: f64, lines: usize) -> Room {
        Room {
            width: ems * mm(10.0),
            height: high * mm(10.0),
            size: 10.0,
            floor,
            lines,
        }
    }

    fn fitted(count: usize, room: &Room) -> Option<Fitted> {
        let text = "字".repeat(count);
        fit(&text, &glyphs(&text), room)
    }

    fn setting(count: usize, room: &Room) -> Option<(f64, f64, f64, usize)> {
        fitted(count, room).map(|f| {
            (
                f.size,
                (f.spacing * 1000.0).round(),
                (f.stretch * 100.0).round(),
                f.lines.len(),
            )
        })
    }

    #[test]
    fn one_means_after_the_other() {
        let ten = room(10.0, 1.2, 6.0, 1);
        assert_eq!(setting(10, &ten), Some((10.0, 0.0, 100.0, 1)), "natural");
        let closer = fitted(10, &room(9.8, 1.5, 6.0, 1)).unwrap();
        assert!(
            closer.spacing < 0.0
                && closer.spacing >= CLOSEST
                && (closer.stretch - 1.0).abs() < 1e-9,
            "closer first"
        );
        assert_eq!(
            setting(11, &ten),
            Some((10.0, -50.0, 95.0, 1)),
            "then narrower"
        );
        assert_eq!(
            setting(14, &ten),
            Some((9.0, -50.0, 83.0, 1)),
            "then smaller, by no more than needed"
        );
        assert_eq!(
            setting(21, &ten),
            Some((6.0, -50.0, 83.0, 1)),
            "down to the floor"
        );
        assert_eq!(setting(25, &ten), None, "a box too low for a second line");
        assert_eq!(
            setting(25, &room(10.0, 2.2, 6.0, 1)).map(|s| (s.0, s.3)),
            Some((10.0, 2)),
            "a second line where it has room"
        );
        assert_eq!(setting(80, &room(10.0, 2.2, 6.0, 1)), None);
        assert_eq!(
            setting(14, &room(10.0, 2.2, 6.0, 2)),
            Some((10.0, 0.0, 100.0, 2)),
            "a field made for two lines takes them first"
        );
    }

    #[test]
    fn lines_end_after_a_space_and_never_inside_a_number_or_before_a_small_kana() {
        let split = |text: &str, ems: f64| -> Vec<String> {
            let glyphs = glyphs(text);
            let fitted = fit(text, &glyphs, &room(ems, 2.2, 10.0, 2)).unwrap();
            fitted
                .lines
                .iter()
                .map(|line| {
                    glyphs[line.clone()]
                        .iter()
                        .map(|g| g.text.as_str())
                        .collect()
                })
                .collect()
        };
        assert_eq!(
            split("見本市一丁目　団地三号", 8.0),
            ["見本市一丁目", "団地三号"]
        );
        assert_eq!(
            split("見本市見本町一１２３４号室", 9.0),
            ["見本市見本町一", "１２３４号室"]
        );
        assert_eq!(
            split("見本市見本町ゃ字見本", 6.0),
            ["見本市見本", "町ゃ字見本"]
        );
    }

    #[test]
    fn a_very_long_text_comes_to_an_end() {
        let wide = room(40.0, 100.0, 4.0, 1);
        assert_eq!(setting(20_000, &wide), None);
        let four = room(40.0, 10.0, 4.0, 4);
        assert_eq!(setting(800, &four), None);
        // About as wide as the room, so that the cheap refusal does not see it.
        for word in ["字", "カ", "i ", "字　", "１２３４５６７"] {
            let text = word.repeat(8_000);
            for lines in [1, 4, 20] {
                let room = Room {
                    width: super::ems(glyphs(&text).len()) / super::ems(lines) * 0.7,
                    ..room(1.0, 100.0, 4.0, lines)
                };
                let fitted = fit(&text, &glyphs(&text), &room);
                assert!(fitted.is_none_or(|fitted| fitted.lines.len() <= lines + 1));
            }
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_or_higher_than_its_box(text in "[字々ー、a1１ 　カ]{1,80}", ems in 1.0_f64..40.0, high in 1.0_f64..4.0, lines in 1_usize..3) {
            let room = room(ems, high.max(height_ems(lines)), 6.0, lines);
            let glyphs = glyphs(&text);
            if let Some(fitted) = fit(&text, &glyphs, &room) {
                prop_assert!(fitted.size >= room.floor && fitted.spacing >= CLOSEST && fitted.stretch >= NARROWEST);
                prop_assert!(height_ems(fitted.lines.len()) * mm(fitted.size) <= room.height + 1e-6);
                let mut next = 0;
                for line in &fitted.lines {
                    prop_assert!(line.start >= next, "lines follow each other");
                    let skipped = &glyphs[next..line.start];
                    prop_assert!(skipped.iter().all(|glyph| glyph.text.trim().is_empty()), "only spaces are left out");
                    next = line.end;
                    let width = width_ems(&glyphs[line.clone()], fitted.spacing) * fitted.stretch * mm(fitted.size);
                    prop_assert!(width <= room.width + 1e-6, "{width} in {}", room.width);
                }
                prop_assert!(glyphs[next..].iter().all(|glyph| glyph.text.trim().is_empty()));
            }
        }
    }
}
