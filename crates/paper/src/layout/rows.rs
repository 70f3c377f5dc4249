//! Rows, one a person (行).

use super::Layout;
use crate::definition::rows::Rows;

impl Layout<'_> {
    /// The rows of a page, on its first copy (0) or a later one with the next people.
    pub(super) fn rows(&mut self, page: u32, copy: usize) {
        let form = self.form;
        for rows in form.rows.iter().filter(|rows| rows.page == page) {
            let people = self.lookup.people(rows);
            let mut next = people.into_iter().skip(copy * rows.per_page());
            for index in 0..rows.count {
                self.shift = rows.pitch * f64::from(index);
                self.row(rows, next.next());
            }
            self.shift = 0.0;
            self.lookup.member = None;
        }
    }

    /// One row; its printed words and boxes are there without a person too.
    fn row(&mut self, rows: &Rows, person: Option<u32>) {
        self.lookup.member = person;
        self.printed(&rows.printed, rows.page);
        for field in &rows.fields {
            self.field(field, person.is_some());
        }
    }
}
