//! What is printed whatever the values are: words, rules and frames.

use super::fields;
use super::model::{Align, Rect};
use super::reader::{Reader, Table};

/// All that is printed on the pages of a form, or in one row of it.
#[derive(Default)]
pub(crate) struct Printed {
    pub texts: Vec<StaticText>,
    pub rules: Vec<Rule>,
    pub frames: Vec<Frame>,
}

/// Words that are always printed.
pub(crate) struct StaticText {
    /// From 1.
    pub page: u32,
    pub text: String,
    pub rect: Rect,
    pub size: f64,
    pub align: Align,
    pub bold: bool,
    pub at: usize,
}

/// A straight line (罫線).
pub(crate) struct Rule {
    /// From 1.
    pub page: u32,
    pub from: [f64; 2],
    pub to: [f64; 2],
    pub width: f64,
    pub dashed: bool,
    pub at: usize,
}

impl Rule {
    /// The rectangle from one end to the other, without width for an upright or level line.
    pub(crate) fn extent(&self) -> Rect {
        let ([x1, y1], [x2, y2]) = (self.from, self.to);
        Rect {
            x: x1.min(x2),
            y: y1.min(y2),
            w: (x1 - x2).abs(),
            h: (y1 - y2).abs(),
        }
    }

    /// Whether the line is upright or level; only those can be checked by their extent.
    pub(crate) fn is_straight(&self) -> bool {
        let extent = self.extent();
        extent.w == 0.0 || extent.h == 0.0
    }
}

/// A rectangle with an outline, a grey ground, or both.
pub(crate) struct Frame {
    /// From 1.
    pub page: u32,
    pub rect: Rect,
    /// Width of the outline in points; 0 for none.
    pub width: f64,
    /// Ground from 0 (black) to 1 (white).
    pub fill: Option<f64>,
    pub at: usize,
}

/// What is printed, under `text`, `line` and `frame`.
pub(super) fn read(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, on: Page) -> Printed {
    Printed {
        texts: read_texts(reader, table, on),
        rules: read_rules(reader, table, on),
        frames: read_frames(reader, table, on),
    }
}

/// How an entry comes to its page.
#[derive(Clone, Copy)]
pub(super) enum Page {
    /// It names one of so many; the first when it names none.
    OneOf(u32),
    /// It stands in rows, which are on this page.
    OfRows(u32),
}

impl Page {
    /// The page of an entry, from 1.
    pub(super) fn of(self, reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> u32 {
        match self {
            Self::OneOf(pages) => reader.whole(table, "page", 1..pages).unwrap_or(1),
            Self::OfRows(page) => page,
        }
    }
}

fn read_texts(reader: &mut Reader<'_>, parent: &mut Table<'_, '_>, on: Page) -> Vec<StaticText> {
    let mut texts = Vec::new();
    for mut table in reader.tables(parent, "text") {
        let text = reader.required(&mut table, "text", Reader::string);
        table.field.clone_from(&text);
        let page = on.of(reader, &mut table);
        let rect = reader.required(&mut table, "box", Reader::rect);
        let size = reader.required(&mut table, "size", fields::size);
        let align = fields::align(reader, &mut table);
        let bold = reader.boolean(&mut table, "bold").unwrap_or(false);
        reader.finish(&table);
        if let (Some(text), Some(rect), Some(size)) = (text, rect, size) {
            texts.push(StaticText {
                page,
                text,
                rect,
                size,
                align,
                bold,
                at: table.at_of("box"),
            });
        }
    }
    texts
}

fn read_rules(reader: &mut Reader<'_>, parent: &mut Table<'_, '_>, on: Page) -> Vec<Rule> {
    let mut rules = Vec::new();
    for mut table in reader.tables(parent, "line") {
        let page = on.of(reader, &mut table);
        let from = reader.required(&mut table, "from", Reader::point);
        let to = reader.required(&mut table, "to", Reader::point);
        // Thinner than 0.25 pt a printer's toner saving breaks the line.
        let width = reader.number(&mut table, "width", 0.25..5.0).unwrap_or(0.4);
        let dashed = reader.boolean(&mut table, "dashed").unwrap_or(false);
        reader.finish(&table);
        if let (Some(from), Some(to)) = (from, to) {
            rules.push(Rule {
                page,
                from,
                to,
                width,
                dashed,
                at: table.at_of("from"),
            });
        }
    }
    rules
}

fn read_frames(reader: &mut Reader<'_>, parent: &mut Table<'_, '_>, on: Page) -> Vec<Frame> {
    let mut frames = Vec::new();
    for mut table in reader.tables(parent, "frame") {
        let page = on.of(reader, &mut table);
        let rect = reader.required(&mut table, "box", Reader::rect);
        let width = reader.number(&mut table, "width", 0.0..5.0).unwrap_or(0.0);
        let fill = reader.number(&mut table, "fill", 0.0..1.0);
        reader.finish(&table);
        if let Some(rect) = rect {
            frames.push(Frame {
                page,
                rect,
                width,
                fill,
                at: table.at_of("box"),
            });
        }
    }
    frames
}
