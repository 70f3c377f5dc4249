//! Sheets of labels and badges, two columns each.

use paper::Values;

use super::put;
use crate::exchange::written;
use crate::plain::{Moment, Text};

/// One label or wristband (名札・リストバンド). It tells nothing of the person but the name that the
/// person wants to be called by.
#[derive(Debug, Clone)]
pub struct Label {
    /// 受付番号.
    pub number: Text,
    /// The name as asked; may be empty.
    pub name: Text,
    /// 区画; may be empty.
    pub area: Text,
    /// What the code says: a random token.
    pub token: Text,
}

/// One helper's badge (支援者証).
#[derive(Debug, Clone)]
pub struct Badge {
    /// Number of the badge.
    pub number: Text,
    /// Name of the helper.
    pub name: Text,
    /// Role, as 受付.
    pub role: Text,
    /// Until when it opens a desk.
    pub until: Option<Moment>,
    /// What the code says: a random token.
    pub token: Text,
}

/// Values for the form `name-label`. `used` labels of the first sheet are gone already and stay empty.
pub fn label_values(labels: &[Label], shelter: &str, used: u32) -> Values {
    sheet(labels, shelter, used, |label, of| {
        of("number", label.number.as_str());
        of("name", label.name.as_str());
        of("area", label.area.as_str());
        of("token", label.token.as_str());
    })
}

/// Values for the form `badge`; `used` as for [`label_values`].
pub fn badge_values(badges: &[Badge], shelter: &str, used: u32) -> Values {
    sheet(badges, shelter, used, |badge, of| {
        of("number", badge.number.as_str());
        of("name", badge.name.as_str());
        of("role", badge.role.as_str());
        of("until", &badge.until.map(written).unwrap_or_default());
        of("token", badge.token.as_str());
    })
}

/// One after the other, left and right in turn. A place that is used up stands in its column
/// without any value, so that the next one comes after it.
fn sheet<T>(
    items: &[T],
    shelter: &str,
    used: u32,
    put_one: impl Fn(&T, &mut dyn FnMut(&str, &str)),
) -> Values {
    let mut values = Values::new();
    put(&mut values, "shelter.name", shelter);
    let empty = (0..used).map(|_| None);
    for (number, item) in (1_u32..).zip(empty.chain(items.iter().map(Some))) {
        let mut of = |datum: &str, text: &str| {
            put(&mut values, &format!("member.{number}.{datum}"), text);
        };
        of("column", if number % 2 == 1 { "left" } else { "right" });
        if let Some(item) = item {
            put_one(item, &mut of);
        }
    }
    values
}
