//! Sheets of a table: head, column titles, rows, rules.

use super::cell::{PAD, Set};
use super::{Cell, CellAlign, Table, TableHead};
use crate::definition::model::{Rect, mm};
use crate::fonts::FontRole;
use crate::layout::{Drawn, Sheet, stamp_across};

/// Height of the two lines at the head of a sheet.
const HEAD: [f64; 2] = [7.0, 5.0];
/// From the margin to the table.
const ABOVE: f64 = HEAD[0] + HEAD[1] + 0.8;
/// Height of the column titles.
const TITLES: f64 = 5.4;
/// Room for "page n of m" at the upper right.
const NUMBER: f64 = 26.0;
/// Height of a line above the table, in its own size of type.
const INTRO_PITCH: f64 = 1.55;
/// Widths of rules in points: frame, rows.
const RULES: (f64, f64) = (0.75, 0.3);
/// Grey of the column titles.
const GROUND: f64 = 0.92;

/// How many rows a sheet takes, where nothing stands above the table.
pub(super) fn rows_a_sheet(table: &Table) -> usize {
    let room = table.paper.height_mm - 2.0 * table.margin - ABOVE - TITLES;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a handful of rows, and none where there is no room"
    )]
    let rows = ((room + 1e-6) / table.row_height).max(0.0) as usize;
    rows
}

/// The sheets made so far.
pub(super) struct Pages<'t> {
    table: &'t Table,
    done: Vec<Sheet>,
    open: Option<Open>,
}

/// A sheet that takes more rows.
struct Open {
    sheet: Sheet,
    /// Where column titles begin.
    top: f64,
    /// Where the next row begins.
    next: f64,
}

impl<'t> Pages<'t> {
    pub(super) fn new(table: &'t Table) -> Self {
        Self {
            table,
            done: Vec::new(),
            open: None,
        }
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>], set: &mut Set<'_>) {
        let table = self.table;
        let bottom = table.paper.height_mm - table.margin;
        if let Some(open) = self
            .open
            .take_if(|open| open.next + table.row_height > bottom + 1e-6)
        {
            self.close(open);
        }
        let first = self.done.is_empty();
        let open = self
            .open
            .get_or_insert_with(|| Open::new(table, first, set));
        let mut x = table.margin;
        for (column, cell) in table.columns.iter().zip(cells) {
            let rect = Rect {
                x: x + PAD,
                y: open.next + 0.2,
                w: column.width - 2.0 * PAD,
                h: table.row_height - 0.4,
            };
            open.sheet.filled.extend(match *cell {
                Cell::Text(text) => set.text(text, rect, column),
                Cell::Open(word) => set.square(rect, false, word),
                Cell::Full(word) => set.square(rect, true, word),
                Cell::Crossed(word) => set.crossed(rect, word),
            });
            x += column.width;
        }
        open.next += table.row_height;
        open.sheet.fixed.push(Drawn::Rule {
            from: [table.margin, open.next],
            to: [x, open.next],
            width: RULES.1,
            dashed: false,
        });
    }

    /// All sheets with their heads; a table without rows has one sheet.
    pub(super) fn finish(mut self, set: &mut Set<'_>) -> Vec<Sheet> {
        let open = match self.open.take() {
            Some(open) => Some(open),
            None if self.done.is_empty() => Some(Open::new(self.table, true, set)),
            None => None,
        };
        if let Some(open) = open {
            self.close(open);
        }
        let count = self.done.len();
        for (index, sheet) in self.done.iter_mut().enumerate() {
            head(self.table, sheet, index + 1, count, set);
        }
        self.done
    }

    fn close(&mut self, open: Open) {
        let table = self.table;
        let Open {
            mut sheet,
            top,
            next,
        } = open;
        let mut x = table.margin;
        let width: f64 = table.columns.iter().map(|column| column.width).sum();
        for column in table.columns.iter().skip(1).zip(&table.columns) {
            x += column.1.width;
            sheet.fixed.push(Drawn::Rule {
                from: [x, top],
                to: [x, next],
                width: RULES.1,
                dashed: false,
            });
        }
        sheet.fixed.push(Drawn::Frame {
            rect: Rect {
                x: table.margin,
                y: top,
                w: width,
                h: next - top,
            },
            width: RULES.0,
            fill: None,
        });
        self.done.push(sheet);
    }
}

impl Open {
    fn new(table: &Table, first: bool, set: &mut Set<'_>) -> Self {
        let mut sheet = Sheet {
            paper: table.paper,
            page: 1,
            fixed: Vec::new(),
            filled: Vec::new(),
            stamp: table
                .stamp
                .as_ref()
                .and_then(|word| stamp_across(word, table.paper, &set.faces).0),
        };
        let wide = table.paper.width_mm - 2.0 * table.margin;
        let mut top = table.margin + ABOVE;
        for intro in table.intro.iter().filter(|_| first) {
            let rect = Rect {
                x: table.margin,
                y: top,
                w: wide,
                h: mm(intro.size) * INTRO_PITCH,
            };
            top += rect.h;
            sheet.fixed.extend(set.fitted(
                &intro.text,
                rect,
                role(intro.bold),
                (intro.size, intro.size * 0.6),
                CellAlign::Left,
            ));
        }
        titles(table, &mut sheet, top, set);
        Self {
            sheet,
            top,
            next: top + TITLES,
        }
    }
}

fn titles(table: &Table, sheet: &mut Sheet, top: f64, set: &mut Set<'_>) {
    let mut x = table.margin;
    let ground = |x, w| Rect {
        x,
        y: top,
        w,
        h: TITLES,
    };
    let width: f64 = table.columns.iter().map(|column| column.width).sum();
    sheet.fixed.push(Drawn::Frame {
        rect: ground(x, width),
        width: RULES.1,
        fill: Some(GROUND),
    });
    for column in &table.columns {
        let rect = ground(x + PAD / 2.0, column.width - PAD);
        sheet.fixed.extend(set.fitted(
            &column.title,
            rect,
            FontRole::Label,
            (8.0, 4.5),
            CellAlign::Center,
        ));
        x += column.width;
    }
}

fn head(table: &Table, sheet: &mut Sheet, number: usize, count: usize, set: &mut Set<'_>) {
    let wide = table.paper.width_mm - 2.0 * table.margin;
    let at = |line: usize, from: f64, to: f64| Rect {
        x: table.margin + from,
        y: table.margin + if line == 0 { 0.0 } else { HEAD[0] },
        w: to - from,
        h: HEAD[line],
    };
    let third = wide / 3.0;
    let number = format!("{number}／{count}枚");
    let (left, right) = (CellAlign::Left, CellAlign::Right);
    let TableHead {
        title,
        of,
        note,
        as_of,
    } = &table.head;
    for (text, rect, bold, size, align) in [
        (title, at(0, 0.0, third), true, 13.0, left),
        (of, at(0, third + 2.0, wide - NUMBER), true, 12.0, left),
        (&number, at(0, wide - NUMBER, wide), false, 10.0, right),
        (note, at(1, 0.0, wide - third), false, 8.5, left),
        (as_of, at(1, wide - third + 2.0, wide), false, 9.5, right),
    ] {
        let sizes = (size, size * 0.5);
        sheet
            .fixed
            .extend(set.fitted(text, rect, role(bold), sizes, align));
    }
}

fn role(bold: bool) -> FontRole {
    if bold {
        FontRole::LabelBold
    } else {
        FontRole::Label
    }
}
