//! The list on the wall, on paper.

use paper::Values;

use super::put;
use crate::exchange::{ForOthers, wall_list, written};
use crate::plain::Moment;

/// Values for the form `wall-list`: those of [`wall_list`] in its order.
pub fn wall_values(others: &ForOthers<'_>, shelter: &str, as_of: Moment) -> Values {
    let rows = wall_list(others);
    let mut values = Values::new();
    put(&mut values, "shelter.name", shelter);
    put(&mut values, "shelter.as_of", &written(as_of));
    put(&mut values, "shelter.people", &rows.len().to_string());
    for (number, row) in (1..).zip(rows) {
        let mut of = |datum: &str, text: &str| {
            put(&mut values, &format!("member.{number}.{datum}"), text);
        };
        of("name", row.name.as_str());
        of("kana", row.kana.as_str());
        of("district", row.district.as_str());
    }
    values
}
