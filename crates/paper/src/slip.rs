//! The slip (受付票・番号札): a number, the time, and where to go. Nothing about the person.

use jiff::civil::DateTime;
use unicode_linebreak::linebreaks;

use crate::definition::model::PaperSize;
use crate::fonts::{Faces, FontRole, Fonts, Glyph, GlyphFault};
use crate::layout::{Drawn, LineOfText, Sheet};
use crate::pdf::{Layers, Placement, write};
use crate::wareki::{Wareki, year_text};
use crate::{FieldProblem, ProblemKind};

/// Millimetres of a point.
const POINT: f64 = 25.4 / 72.0;
/// Share of the em above the baseline.
const ASCENT: f64 = 0.88;
/// Distance of two baselines in ems.
const PITCH: f64 = 1.35;
/// Smallest share of their usual size to which the lines of a full sheet shrink.
const SMALLEST: f64 = 0.55;

/// What a slip says (受付票).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Name of the city.
    pub city: String,
    /// Number of the day, from 1.
    pub number: u32,
    /// When it was given out.
    pub issued: DateTime,
    /// The procedures, in the order in which they are done.
    pub procedures: Vec<SlipProcedure>,
}

/// One procedure of a slip and where it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipProcedure {
    /// Name of the procedure (手続き).
    pub title: String,
    /// Name of the window (窓口).
    pub window: String,
}

/// What a slip is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipPaper {
    /// A sheet of A6, upright.
    A6,
    /// A roll, as long as the slip needs.
    Roll {
        /// Millimetres that the printer's head reaches: 72 of a roll of 80 mm, 48 of one of 58 mm.
        printable_mm: u16,
    },
}

/// One line of text, before it is set.
struct Words<'s> {
    text: std::borrow::Cow<'s, str>,
    role: FontRole,
    /// Points.
    size: f64,
    centred: bool,
    /// Millimetres from the left margin.
    indent: f64,
    /// Millimetres above it.
    gap: f64,
    /// Whether a rule runs through the gap.
    ruled: bool,
}

impl Slip {
    /// The slip as a one-page PDF; on a roll the page is as wide as the head and as long as the text.
    ///
    /// Fails on a character that no font has, and when a sheet cannot hold so many procedures.
    pub fn to_pdf(&self, paper: SlipPaper, fonts: &Fonts) -> Result<Vec<u8>, Vec<FieldProblem>> {
        let faces = fonts.faces();
        let words = self.words();
        let (width, margin) = match paper {
            SlipPaper::A6 => (105.0, 9.0),
            SlipPaper::Roll { printable_mm } => (f64::from(printable_mm), 1.0),
        };
        let (drawn, height) = match paper {
            SlipPaper::Roll { .. } => {
                let set = set(&words, &faces, width, margin, 1.0)?;
                let height = (set.1 + margin).max(40.0);
                (set.0, height)
            }
            SlipPaper::A6 => (shrunk(&words, &faces, width, margin, 148.0)?, 148.0),
        };
        let sheet = Sheet {
            paper: PaperSize {
                width_mm: width,
                height_mm: height,
            },
            page: 1,
            fixed: drawn,
            filled: Vec::new(),
            stamp: None,
        };
        let placement = Placement::default();
        write(&[sheet], Layers::WHOLE, fonts, &faces, &placement, TITLE)
            .map_err(|kind| vec![FieldProblem::new(TITLE, None, kind)])
    }

    fn words(&self) -> Vec<Words<'_>> {
        let plain = |text: &str, size: f64| Words {
            text: text.to_owned().into(),
            role: FontRole::Label,
            size,
            centred: true,
            indent: 0.0,
            gap: 0.0,
            ruled: false,
        };
        let bold = |text: &str, size: f64| Words {
            role: FontRole::LabelBold,
            ..plain(text, size)
        };
        let mut words = vec![
            plain(&self.city, 10.0),
            Words {
                gap: 1.0,
                ..bold(TITLE, 14.0)
            },
            Words {
                gap: 2.0,
                ..bold(&self.number.to_string(), 52.0)
            },
            plain(&when(self.issued), 9.5),
        ];
        for (index, procedure) in self.procedures.iter().enumerate() {
            words.push(Words {
                centred: false,
                gap: if index == 0 { 4.0 } else { 2.0 },
                ruled: index == 0,
                ..bold(&procedure.title, 11.0)
            });
            words.push(Words {
                centred: false,
                indent: 4.0,
                ..plain(&format!("→ {}", procedure.window), 10.5)
            });
        }
        words.push(Words {
            gap: 4.0,
            ruled: true,
            ..plain("番号でお呼びします。", 9.5)
        });
        words
    }
}

const TITLE: &str = "受付票";

/// The date in the era and the time to the minute.
fn when(issued: DateTime) -> String {
    let time = format!("{:02}:{:02}", issued.hour(), issued.minute());
    match Wareki::from_date(issued.date()) {
        Some(day) => format!(
            "{}{}年{}月{}日 {time}",
            day.era.name,
            year_text(day.year),
            day.month,
            day.day
        ),
        // Before 1873 stands a clock that was never set.
        None => time,
    }
}

/// Sets the lines on a sheet of this height, smaller and smaller until they fit.
fn shrunk(
    words: &[Words<'_>],
    faces: &Faces<'_>,
    width: f64,
    margin: f64,
    height: f64,
) -> Result<Vec<Drawn>, Vec<FieldProblem>> {
    let mut scale = 1.0;
    while scale >= SMALLEST {
        let (drawn, bottom) = set(words, faces, width, margin, scale)?;
        if bottom <= height - margin {
            return Ok(drawn);
        }
        scale -= 0.05;
    }
    let full = FieldProblem::new(TITLE, None, ProblemKind::DoesNotFit);
    Err(vec![full])
}

/// Sets the lines one below the other; gives where they end.
fn set(
    words: &[Words<'_>],
    faces: &Faces<'_>,
    width: f64,
    margin: f64,
    scale: f64,
) -> Result<(Vec<Drawn>, f64), Vec<FieldProblem>> {
    let (mut drawn, mut problems, mut y) = (Vec::new(), Vec::new(), margin);
    for words in words {
        let (glyphs, faults) = faces.shape(words.role, &words.text);
        problems.extend(faults.into_iter().filter_map(problem));
        let size = words.size * scale;
        let em = size * POINT;
        let left = margin + words.indent * scale;
        let room = width - margin - left;
        y += words.gap * scale;
        if words.ruled {
            let middle = y - words.gap * scale / 2.0;
            drawn.push(Drawn::Rule {
                from: [margin, middle],
                to: [width - margin, middle],
                width: 0.75,
                dashed: true,
            });
        }
        for line in lines(&words.text, glyphs, room / em) {
            let length = line.iter().map(|glyph| glyph.advance).sum::<f64>() * em;
            let x = if words.centred {
                left + (room - length) / 2.0
            } else {
                left
            };
            drawn.push(Drawn::Line(LineOfText {
                x,
                baseline: y + ASCENT * em,
                size,
                spacing: 0.0,
                stretch: 1.0,
                glyphs: line,
            }));
            y += PITCH * em;
        }
    }
    if problems.is_empty() {
        Ok((drawn, y))
    } else {
        Err(problems)
    }
}

fn problem(fault: GlyphFault) -> Option<FieldProblem> {
    let kind = match fault {
        GlyphFault::Missing(character) => ProblemKind::MissingGlyph { character },
        GlyphFault::Control => ProblemKind::ControlCharacter,
        // Another typeface does no harm on a slip.
        GlyphFault::MissingVariant(_) | GlyphFault::OtherTypeface(_) => return None,
    };
    Some(FieldProblem::new(TITLE, None, kind))
}

/// Breaks glyphs into lines of at most `room` ems, where the language allows it, else anywhere.
fn lines(text: &str, glyphs: Vec<Glyph>, room: f64) -> Vec<Vec<Glyph>> {
    let breaks: Vec<usize> = linebreaks(text).map(|(offset, _)| offset).collect();
    let mut lines = Vec::new();
    let (mut line, mut width, mut offset) = (Vec::new(), 0.0, 0);
    // Glyphs of the line up to its last good break.
    let mut good = 0;
    for glyph in glyphs {
        if width + glyph.advance > room && !line.is_empty() {
            let end = if good == 0 { line.len() } else { good };
            let rest = line.split_off(end);
            lines.push(std::mem::replace(&mut line, rest));
            width = line.iter().map(|glyph: &Glyph| glyph.advance).sum();
            good = 0;
        }
        width += glyph.advance;
        offset += glyph.text.len();
        line.push(glyph);
        if breaks.contains(&offset) {
            good = line.len();
        }
    }
    lines.push(line);
    lines
}
