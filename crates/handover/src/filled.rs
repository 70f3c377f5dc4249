//! One filled form, as the back office wants it: names and values.

use std::collections::BTreeMap;

use jiff::civil::Date;
use paper::{FormDefinition, Values};
use zeroize::Zeroizing;

/// The code itself, which cannot stand inside itself.
const CODE: &str = "handover.code";

/// A filled form (記入済みの様式): its id, its version, the day, and the values that it places.
///
/// Holds personal data: wiped when dropped, and never shown by `Debug` or `Display`.
pub struct Filled {
    pub(crate) form: String,
    pub(crate) version: String,
    pub(crate) date: Date,
    /// Every name that the form places; a name without a value holds an empty text, so that
    /// the columns of a form's file never change.
    pub(crate) values: BTreeMap<String, Zeroizing<String>>,
}

impl Filled {
    /// Takes what the form places and nothing else.
    ///
    /// Left out are the city's own names, the day (which stands apart), the code itself, and
    /// whatever is called my number.
    pub fn of(form: &FormDefinition, values: &Values, date: Date) -> Self {
        let values = form
            .placed_values(values)
            .into_iter()
            .filter(|(name, _)| is_handed_over(name))
            .map(|(name, value)| {
                let value = Zeroizing::new(value.unwrap_or_default().to_owned());
                (name, value)
            })
            .collect();
        Self {
            form: form.id().to_owned(),
            version: form.version().to_owned(),
            date,
            values,
        }
    }

    /// Id of the form.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// The names that have a value, with it.
    pub(crate) fn given(&self) -> BTreeMap<&str, &str> {
        self.values
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }
}

fn is_handed_over(name: &str) -> bool {
    name != CODE && name != "date.today" && !name.starts_with("city.") && !is_my_number(name)
}

/// Whether a value is called my number (個人番号). No form has such a name; a form that one day
/// has it must not hand the number over (番号法第19条).
fn is_my_number(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    ["mynumber", "individualnumber", "kojinbango"]
        .iter()
        .any(|word| plain.contains(word))
        || ["個人番号", "マイナンバー"]
            .iter()
            .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_called_my_number_is_handed_over() {
        for name in [
            "person.my_number",
            "member.1.mynumber",
            "request.kojin_bango",
            "person.individual_number",
            "person.個人番号",
        ] {
            assert!(!is_handed_over(name), "{name}");
        }
        for name in [
            "person.name",
            "request.copies",
            "member.2.phone",
            "move.date",
        ] {
            assert!(is_handed_over(name), "{name}");
        }
    }

    #[test]
    fn the_city_the_day_and_the_code_are_not_values() {
        for name in ["city.name", "city.mayor", "date.today", "handover.code"] {
            assert!(!is_handed_over(name), "{name}");
        }
    }
}
