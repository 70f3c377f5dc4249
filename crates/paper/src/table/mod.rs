//! Long tables over as many sheets as they need (一覧), such as a roll of many thousand lines.
//!
//! A form has one place for each datum and is checked before it is printed; a table is made by the
//! program, and whatever comes must stand on the paper: a character that no font has is printed as 〓,
//! a text that is too long ends with …, and both are counted.

mod cell;
mod page;

use cell::Set;
use page::Pages;

use crate::definition::model::PaperSize;
use crate::pdf::{self, Layers, Placement};
use crate::{FieldProblem, Fonts};

/// What a table looks like. Lengths in millimetres, sizes of type in points.
#[derive(Debug, Clone)]
pub struct Table {
    /// Title of the file.
    pub title: String,
    /// The sheet.
    pub paper: PaperSize,
    /// Free space at all four edges.
    pub margin: f64,
    /// What stands at the head of every sheet.
    pub head: TableHead,
    /// What stands above the table on the first sheet only.
    pub intro: Vec<Intro>,
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// Height of a row.
    pub row_height: f64,
    /// A word across every sheet, such as 訓練.
    pub stamp: Option<String>,
}

/// Four texts at the head of every sheet; the number of the sheet is added at the upper right.
#[derive(Debug, Clone, Default)]
pub struct TableHead {
    /// Upper left, bold.
    pub title: String,
    /// Upper middle, right of the title, bold.
    pub of: String,
    /// Lower left.
    pub note: String,
    /// Lower right.
    pub as_of: String,
}

/// A line above the table; empty for some space.
#[derive(Debug, Clone)]
pub struct Intro {
    /// What it says.
    pub text: String,
    /// Size of type.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// Its width.
    pub width: f64,
    /// Size of type; smaller down to `floor` where a text is long.
    pub size: f64,
    /// Smallest size of type.
    pub floor: f64,
    /// Where texts stand.
    pub align: CellAlign,
}

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellAlign {
    /// At the left edge.
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// What a row has in a column. Holds personal data: no `Debug`.
#[derive(Clone, Copy)]
pub enum Cell<'a> {
    /// A text; empty for nothing.
    Text(&'a str),
    /// An empty square, to be ticked by hand, with a short word beside it.
    Open(&'a str),
    /// A black square with a short word beside it.
    Full(&'a str),
    /// A crossed square with a short word beside it.
    Crossed(&'a str),
}

/// A finished table.
pub struct TablePdf {
    /// The file; holds whatever personal data the rows held.
    pub bytes: zeroize::Zeroizing<Vec<u8>>,
    /// Sheets.
    pub sheets: usize,
    /// Characters that no font has, printed as 〓.
    pub missing: usize,
    /// Texts that were too long for their column even at its smallest size.
    pub cut: usize,
}

/// A table that takes rows one after the other, so that nobody has to hold them all.
pub struct TableWriter<'t> {
    table: &'t Table,
    fonts: &'t Fonts,
    set: Set<'t>,
    pages: Pages<'t>,
}

impl Table {
    /// How many rows stand on a sheet, but on the first one where an intro takes room. For tables whose rows run down in
    /// several columns, as those of a book.
    pub fn rows_a_sheet(&self) -> usize {
        page::rows_a_sheet(self)
    }

    /// A table without rows yet.
    pub fn start<'t>(&'t self, fonts: &'t Fonts) -> TableWriter<'t> {
        TableWriter {
            table: self,
            fonts,
            set: Set::new(fonts.faces()),
            pages: Pages::new(self),
        }
    }
}

impl TableWriter<'_> {
    /// Adds a row, with one cell for each column.
    pub fn row(&mut self, cells: &[Cell<'_>]) {
        self.pages.row(cells, &mut self.set);
    }

    /// Draws the sheets; the same rows give the same bytes. A table without rows has one sheet.
    pub fn finish(mut self) -> Result<TablePdf, FieldProblem> {
        let sheets = self.pages.finish(&mut self.set);
        let title = &self.table.title;
        let bytes = pdf::write(
            &sheets,
            Layers::WHOLE,
            self.fonts,
            &self.set.faces,
            &Placement::default(),
            title,
        )
        .map_err(|kind| FieldProblem::new(title, None, kind))?;
        Ok(TablePdf {
            bytes: bytes.into(),
            sheets: sheets.len(),
            missing: self.set.missing,
            cut: self.set.cut,
        })
    }
}
