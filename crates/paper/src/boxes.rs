//! Where the fields of a form stand on its sheets, for whoever marks them on a picture of it.

use crate::definition::field::Field;
use crate::lookup::Lookup;
use crate::{FormDefinition, Rect, Values};

/// A box of a field on one of the sheets that are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldBox {
    /// The sheet, from 0: the page of the PDF.
    pub sheet: usize,
    /// Where it stands, in millimetres from the sheet's top left corner.
    pub rect: Rect,
    /// Name of the field (欄).
    pub field: String,
    /// The name by which its value is stored, such as `member.2.name`; none for a signature.
    pub value: Option<String>,
}

impl FormDefinition {
    /// Every box of every field that is wanted with these values, sheet by sheet: options and parts of
    /// dates each have their own. Rows that nobody stands in have none, nor have fields whose condition does not hold.
    pub fn boxes(&self, values: &Values) -> Vec<FieldBox> {
        let lookup = self.lookup(values, None);
        let mut boxes = Vec::new();
        let mut sheet = 0;
        for page in 1..=self.pages {
            for copy in 0..lookup.copies(page) {
                let of_page = self.fields.iter().filter(|field| field.page == page);
                of_page.for_each(|field| put(&mut boxes, field, lookup, sheet, 0.0));
                for rows in self.rows.iter().filter(|rows| rows.page == page) {
                    let people = lookup.people(rows).into_iter();
                    let per_page = rows.per_page();
                    let mut shift = 0.0;
                    for person in people.skip(copy * per_page).take(per_page) {
                        let lookup = Lookup {
                            member: Some(person),
                            ..lookup
                        };
                        let fields = rows.fields.iter();
                        fields.for_each(|field| put(&mut boxes, field, lookup, sheet, shift));
                        shift += rows.pitch;
                    }
                }
                sheet += 1;
            }
        }
        boxes
    }

    /// The sheet (from 0) on which a page of the form (from 1) comes first, with these values.
    pub fn first_sheet(&self, values: &Values, page: u32) -> usize {
        let lookup = self.lookup(values, None);
        (1..page).map(|before| lookup.copies(before)).sum()
    }
}

fn put(boxes: &mut Vec<FieldBox>, field: &Field, lookup: Lookup<'_>, sheet: usize, shift: f64) {
    if !field.when.as_ref().is_none_or(|when| lookup.holds(when)) {
        return;
    }
    let value = field.value_name().map(|name| lookup.stored(name));
    boxes.extend(field.rects().into_iter().map(|mut rect| {
        rect.y += shift;
        FieldBox {
            sheet,
            rect,
            field: field.name.clone(),
            value: value.as_deref().map(str::to_owned),
        }
    }));
}
