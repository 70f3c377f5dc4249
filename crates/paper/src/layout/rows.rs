//! Rows, one a person (行), and how often their page comes.

use super::Layout;
use crate::definition::model::FormDefinition;
use crate::definition::rows::Rows;

impl Layout<'_> {
    /// How often a page is printed, so that every person of its rows has one.
    pub(super) fn copies(&self, page: u32) -> usize {
        let form: &FormDefinition = self.form;
        form.rows
            .iter()
            .filter(|rows| rows.page == page)
            .map(|rows| {
                let people = self.lookup.people(rows).len();
                people.div_ceil(per_page(rows))
            })
            .max()
            .unwrap_or_default()
            .max(1)
    }

    /// The rows of a page, on its first copy (0) or a later one with the next people.
    pub(super) fn rows(&mut self, page: u32, copy: usize) {
        let form = self.form;
        for rows in form.rows.iter().filter(|rows| rows.page == page) {
            let people = self.lookup.people(rows);
            let mut next = people.into_iter().skip(copy * per_page(rows));
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

fn per_page(rows: &Rows) -> usize {
    usize::try_from(rows.count).unwrap_or(usize::MAX)
}
