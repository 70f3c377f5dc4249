//! `when` as docs/forms.md says it, read from the file apart from `paper`: two readers that agree prove something.

use jiff::civil::Date;
use toml::{Table, Value};

use crate::cast::today;

/// Whether a field's `when` holds; a field without one always stands.
pub fn holds<'v>(field: &Table, value_of: &dyn Fn(&str) -> Option<&'v str>) -> bool {
    field.get("when").is_none_or(|when| each(when, value_of))
}

fn each<'v>(when: &Value, value_of: &dyn Fn(&str) -> Option<&'v str>) -> bool {
    match when {
        Value::Array(all) => all.iter().all(|one| each(one, value_of)),
        Value::Table(one) => single(one, value_of),
        _ => panic!("no condition: {when}"),
    }
}

fn single<'v>(one: &Table, value_of: &dyn Fn(&str) -> Option<&'v str>) -> bool {
    if let Some(either) = one.get("either") {
        let either = either.as_array().unwrap();
        return either.iter().any(|one| each(one, value_of));
    }
    let value = value_of(one["name"].as_str().unwrap());
    let chosen: Vec<&str> = value
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .collect();
    let is_among = |key: &str| {
        let words = one[key].as_array().unwrap();
        words
            .iter()
            .any(|word| chosen.contains(&word.as_str().unwrap()))
    };
    if let Some(wanted) = one.get("value") {
        chosen.contains(&wanted.as_str().unwrap())
    } else if one.contains_key("any") {
        is_among("any")
    } else if one.contains_key("not") {
        !is_among("not")
    } else if let Some(filled) = one.get("filled") {
        value.is_some() == filled.as_bool().unwrap()
    } else {
        let from = one.get("age_from").and_then(Value::as_integer);
        let to = one.get("age_to").and_then(Value::as_integer);
        value.and_then(ages).is_some_and(|(least, most)| {
            from.is_none_or(|from| least >= from) && to.is_none_or(|to| most <= to)
        })
    }
}

/// The least and the greatest age that a birth date, of which parts may be open, allows today.
pub fn ages(born: &str) -> Option<(i64, i64)> {
    let mut parts = born.split('-').map(|part| part.parse::<i8>().unwrap_or(0));
    let year: i16 = born.get(..4)?.parse().ok()?;
    let (month, day) = (parts.nth(1).unwrap_or(0), parts.next().unwrap_or(0));
    let age_if = |month: i8, day: i8| {
        let birthday_passed = (today().month(), today().day()) >= (month, day);
        i64::from(today().year() - year) - i64::from(!birthday_passed)
    };
    Some(match (month, day) {
        (0, _) => (age_if(12, 31), age_if(1, 1)),
        (month, 0) => (
            age_if(month, Date::new(year, month, 1).ok()?.days_in_month()),
            age_if(month, 1),
        ),
        (month, day) => (age_if(month, day), age_if(month, day)),
    })
}
