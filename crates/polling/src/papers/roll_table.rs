//! Lines of the roll as rows of a table, one square for each ballot.

use paper::{Cell, CellAlign, Column, PaperSize, Table, TableHead, TableWriter};
use zeroize::Zeroizing;

use super::{BallotBox, Heading, words};
use crate::elector::Elector;

/// A4, lying.
const SHEET: PaperSize = PaperSize {
    width_mm: 297.0,
    height_mm: 210.0,
};
const MARGIN: f64 = 10.0;
/// Widths of what every list has, in millimetres; the address takes what is left.
const LINE: f64 = 15.0;
const NUMBER: f64 = 17.0;
const NAME: f64 = 40.0;
const KANA: f64 = 36.0;
const BIRTH: f64 = 19.0;
const SEX: f64 = 7.0;
const MARK: f64 = 22.0;
/// Widest and narrowest column of a ballot.
const BALLOT: (f64, f64) = (17.0, 11.5);
/// All ballots together, as long as none gets narrower than that.
const BALLOTS: f64 = 68.0;
/// What is left to the address however many ballots there are.
const ADDRESS: f64 = 40.0;

/// A line of the roll with what stands in the squares of its ballots, in the order of the election's file.
/// Holds personal data: no `Debug`.
pub struct MarkedLine {
    /// The line.
    pub elector: Elector,
    /// One for each ballot of the election.
    pub boxes: Vec<BallotBox>,
}

/// An empty table for lines of the roll.
pub(super) fn table(heading: Heading<'_>, row_height: f64, head: TableHead) -> Table {
    let ballots = &heading.election.ballots;
    #[expect(clippy::cast_precision_loss, reason = "a handful of ballots")]
    let count = ballots.len().max(1) as f64;
    let fixed = LINE + NUMBER + NAME + KANA + BIRTH + SEX + MARK;
    let free = SHEET.width_mm - 2.0 * MARGIN - fixed;
    let each = (BALLOTS / count)
        .clamp(BALLOT.1, BALLOT.0)
        .min((free - ADDRESS) / count);
    let address = free - each * count;
    let column = |title: &str, width, size, floor, align| Column {
        title: title.to_owned(),
        width,
        size,
        floor,
        align,
    };
    let (left, center) = (CellAlign::Left, CellAlign::Center);
    let mut columns = vec![
        column("頁-行", LINE, 9.0, 5.0, center),
        column("番号", NUMBER, 7.5, 4.0, center),
        column("氏名", NAME, 10.5, 4.0, left),
        column("フリガナ", KANA, 8.0, 4.0, left),
        column("生年月日", BIRTH, 8.5, 5.0, left),
        column("性別", SEX, 8.0, 5.0, center),
        column("住所", address, 8.5, 4.0, left),
        column("表示", MARK, 8.0, 4.0, left),
    ];
    let squares = ballots
        .iter()
        .map(|ballot| column(&ballot.name, each, 8.0, 4.0, left));
    columns.extend(squares);
    Table {
        title: head.title.clone(),
        paper: SHEET,
        margin: MARGIN,
        head,
        intro: Vec::new(),
        columns,
        row_height,
        stamp: heading.stamp(),
    }
}

/// Adds a line.
pub(super) fn row(table: &mut TableWriter<'_>, line: &MarkedLine) {
    let elector = &line.elector;
    let person = &elector.person;
    let (page, on_page) = elector.page_line;
    let at = format!("{page}-{on_page}");
    let name: Zeroizing<String> = match person.former_name.as_str() {
        "" => person.name.clone(),
        former => format!("{}［{former}］", person.name),
    }
    .into();
    let birth = Zeroizing::new(words::birth(person.birth));
    let mark = words::mark(elector);
    let said: Vec<String> = line.boxes.iter().map(|square| square.word()).collect();
    let mut cells = vec![
        Cell::Text(&at),
        Cell::Text(&elector.number),
        Cell::Text(&name),
        Cell::Text(&person.kana),
        Cell::Text(&birth),
        Cell::Text(words::sex(person.sex)),
        Cell::Text(&person.address),
        Cell::Text(&mark),
    ];
    let squares = line.boxes.iter().zip(&said);
    cells.extend(squares.map(|(square, word)| square.cell(word)));
    table.row(&cells);
}
