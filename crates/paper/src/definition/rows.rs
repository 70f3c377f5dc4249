//! Rows, one a person (行): the same fields again and again down the page.

use super::condition::{self, Condition};
use super::field::Field;
use super::fields;
use super::printed::{self, Page, Printed};
use super::reader::{Reader, Table};

/// Most rows on one page.
const MOST_ROWS: u32 = 50;

/// Rows of a form, one a person.
pub struct Rows {
    /// What the rows are for, such as 異動する方.
    pub name: String,
    /// Who may stand in them.
    pub who: Who,
    /// Who of them stands there at first; the clerk can change it.
    pub when: Option<Condition>,
    /// Rows on the paper; more people make the page come again.
    pub count: u32,
    /// From 1.
    pub(crate) page: u32,
    /// From one row to the next.
    pub(crate) pitch: f64,
    /// What is printed in every row, with the boxes of the first.
    pub(crate) printed: Printed,
    /// Fields with the boxes of the first row.
    pub(crate) fields: Vec<Field>,
    pub(crate) at: usize,
}

impl Rows {
    /// Rows on one page, to count people with.
    pub(crate) fn per_page(&self) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }
}

/// Who may stand in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The applicant and the family.
    Everyone,
    /// The family without the applicant.
    Family,
}

const WHO: &[(&str, Who)] = &[("everyone", Who::Everyone), ("family", Who::Family)];

/// All entries under `[[rows]]`.
pub(super) fn read_all(reader: &mut Reader<'_>, root: &mut Table<'_, '_>, pages: u32) -> Vec<Rows> {
    let mut all = Vec::new();
    for mut table in reader.tables(root, "rows") {
        all.extend(read(reader, &mut table, pages));
        reader.finish(&table);
    }
    all
}

fn read(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, pages: u32) -> Option<Rows> {
    let name = reader.required(table, "name", Reader::string);
    table.field.clone_from(&name);
    let who = reader.required(table, "who", |r, t, k| r.word(t, k, WHO));
    let when = condition::read(reader, table, "when");
    let count = reader.required(table, "count", |r, t, k| r.whole(t, k, 1..MOST_ROWS));
    let pitch = reader.required(table, "pitch", |r, t, k| r.number(t, k, 2.0..400.0));
    let page = Page::OneOf(pages).of(reader, table);
    let on = Page::OfRows(page);
    let printed = printed::read(reader, table, on);
    let fields = fields::read_all(reader, table, on);
    Some(Rows {
        name: name?,
        who: who?,
        when,
        count: count?,
        page,
        pitch: pitch?,
        printed,
        fields,
        at: table.at_of("name"),
    })
}
