//! The index of a district by reading (かな索引): from a spoken name to page and line of the marked roll.
//!
//! Nothing on it changes when somebody votes, so that it is made anew only with the roll.

use paper::{Cell, CellAlign, Column, FieldProblem, Fonts, PaperSize, Table, TableHead, TablePdf};
use zeroize::Zeroizing;

use super::kana_order;
use crate::elector::Elector;
use crate::papers::{Heading, words};

const TITLE: &str = "かな索引（選挙人名簿抄本）";
/// A4, lying, as the roll that it leads into.
const SHEET: PaperSize = PaperSize {
    width_mm: 297.0,
    height_mm: 210.0,
};
const MARGIN: f64 = 10.0;
/// Height of a row in millimetres: 37 names below one another.
const ROW: f64 = 4.6;
/// Names side by side; they run down a column, then down the next one.
const SIDE_BY_SIDE: usize = 3;

/// The names of one district. No `Debug`: it is people.
#[derive(Default)]
pub(super) struct Index {
    names: Vec<Entry>,
}

/// One elector as the index says it.
struct Entry {
    key: Zeroizing<String>,
    kana: Zeroizing<String>,
    name: Zeroizing<String>,
    birth: Zeroizing<String>,
    page_line: (u32, u32),
    number: String,
}

/// What stands at one place of the sheet.
enum Slot<'n> {
    /// A letter of the order, above the names that begin with it.
    Letter(Zeroizing<String>),
    Name(&'n Entry),
}

impl Index {
    pub(super) fn add(&mut self, elector: &Elector) {
        let person = &elector.person;
        let name = match person.former_name.as_str() {
            "" => person.name.clone(),
            former => format!("{}［{former}］", person.name),
        };
        self.names.push(Entry {
            key: kana_order::key(&person.kana),
            kana: person.kana.clone().into(),
            name: name.into(),
            birth: words::birth(person.birth).into(),
            page_line: elector.page_line,
            number: elector.number.clone(),
        });
    }

    /// Draws it; the same electors give the same bytes, in whichever order they came.
    pub(super) fn draw(
        mut self,
        heading: Heading<'_>,
        of: String,
        note: String,
        roll: u64,
        fonts: &Fonts,
    ) -> Result<TablePdf, FieldProblem> {
        self.names.sort_by(|a, b| a.order().cmp(&b.order()));
        let slots = self.slots();
        let table = Table {
            title: TITLE.to_owned(),
            paper: SHEET,
            margin: MARGIN,
            head: TableHead {
                title: TITLE.to_owned(),
                of,
                note,
                as_of: format!("名簿の照合値 {roll:016x}"),
            },
            intro: Vec::new(),
            columns: columns(),
            row_height: ROW,
            stamp: heading.stamp(),
        };
        let mut writer = table.start(fonts);
        let rows = table.rows_a_sheet().max(1);
        for sheet in slots.chunks(rows * SIDE_BY_SIDE) {
            for row in 0..rows.min(sheet.len()) {
                let at = |column: usize| sheet.get(column * rows + row);
                let said: Vec<[Zeroizing<String>; 5]> =
                    (0..SIDE_BY_SIDE).map(|column| cells(at(column))).collect();
                let texts = said
                    .iter()
                    .map(|one| one.iter().map(|text| Cell::Text(text)));
                let texts: Vec<Cell<'_>> = texts
                    .flat_map(|one| one.chain([Cell::Text("")]))
                    .take(6 * SIDE_BY_SIDE - 1)
                    .collect();
                writer.row(&texts);
            }
        }
        writer.finish()
    }

    fn slots(&self) -> Vec<Slot<'_>> {
        let mut slots = Vec::with_capacity(self.names.len() + 64);
        let mut above = None;
        for name in &self.names {
            let letter = kana_order::letter(&name.key);
            if above != Some(letter) {
                let said = match letter {
                    Some(letter) => format!("【{letter}】"),
                    None => "【フリガナなし】".to_owned(),
                };
                slots.push(Slot::Letter(said.into()));
                above = Some(letter);
            }
            slots.push(Slot::Name(name));
        }
        slots
    }
}

impl Entry {
    /// Namesakes by their place in the roll.
    fn order(&self) -> (&str, &str, &str, (u32, u32), &str) {
        (
            &self.key,
            &self.kana,
            &self.name,
            self.page_line,
            &self.number,
        )
    }
}

fn cells(slot: Option<&Slot<'_>>) -> [Zeroizing<String>; 5] {
    let nothing = || Zeroizing::new(String::new());
    match slot {
        None => std::array::from_fn(|_| nothing()),
        Some(Slot::Letter(letter)) => {
            let mut cells = std::array::from_fn(|_| nothing());
            cells[0].clone_from(letter);
            cells
        }
        Some(Slot::Name(name)) => {
            let (page, line) = name.page_line;
            [
                name.kana.clone(),
                name.name.clone(),
                name.birth.clone(),
                format!("{page}-{line}").into(),
                name.number.clone().into(),
            ]
        }
    }
}

fn columns() -> Vec<Column> {
    let column = |title: &str, width, size, align| Column {
        title: title.to_owned(),
        width,
        size,
        floor: 4.0,
        align,
    };
    let (left, center) = (CellAlign::Left, CellAlign::Center);
    let one = [
        column("フリガナ", 27.0, 7.5, left),
        column("氏名", 25.5, 8.5, left),
        column("生年月日", 15.5, 7.5, left),
        column("頁-行", 11.0, 8.5, center),
        column("番号", 12.2, 6.0, center),
        // Between one name and the one beside it; behind the last there is none.
        column("", 1.5, 6.0, center),
    ];
    let side_by_side = std::iter::repeat_n(one, SIDE_BY_SIDE).flatten();
    side_by_side.take(6 * SIDE_BY_SIDE - 1).collect()
}
