//! Which values a form puts on the paper, for whoever hands them over without the paper.

use std::collections::BTreeMap;

use crate::definition::field::Field;
use crate::glossary::of_member;
use crate::lookup::Lookup;
use crate::{FormDefinition, Values};

/// Values by the names by which they are stored.
type Placed<'a> = BTreeMap<String, Option<&'a str>>;

impl FormDefinition {
    /// Every name that a field of this form places, with the value that counts; `None` where
    /// nothing is printed, since there is no value or the field's condition does not hold.
    ///
    /// Data of rows have the person's number (`member.2.name`) and are there for at least as many people
    /// as one page has rows.
    pub fn placed_values<'a>(&'a self, values: &'a Values) -> BTreeMap<String, Option<&'a str>> {
        let mut placed = Placed::new();
        let lookup = self.lookup(values, None);
        put(&mut placed, &self.fields, lookup, true);
        for rows in &self.rows {
            let people = self.people(values, rows);
            let last = people.iter().copied().max().unwrap_or_default();
            for number in 1..=rows.count.max(last) {
                let of_person = Lookup {
                    member: Some(number),
                    ..lookup
                };
                put(
                    &mut placed,
                    &rows.fields,
                    of_person,
                    people.contains(&number),
                );
            }
        }
        placed
    }
}

fn put<'a>(placed: &mut Placed<'a>, fields: &[Field], lookup: Lookup<'a>, is_there: bool) {
    for field in fields {
        let Some(name) = field.value_name() else {
            continue;
        };
        let stored = match lookup.member {
            Some(number) => of_member(name, number),
            None => name.clone(),
        };
        let shown = is_there && field.when.as_ref().is_none_or(|when| lookup.holds(when));
        let value = lookup.get(name).filter(|_| shown);
        let entry = placed.entry(stored).or_default();
        *entry = entry.or(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_placed_is_told_with_its_default_and_nothing_else() {
        let text = include_str!("../../../forms/juminhyo-request/form.toml");
        let form = FormDefinition::parse("form.toml", text).ok().unwrap();
        let mut values = Values::new();
        values.insert("person.name", "見本　花子");
        values.insert("person.phone", "000");
        let placed = form.placed_values(&values);
        assert_eq!(placed["visitor.name"], Some("見本　花子"));
        assert_eq!(placed["visitor.address"], None);
        assert_eq!(placed["visitor.phone"], Some("000"));
        assert!(!placed.contains_key("person.name"));
        assert_eq!(placed["request.relation"], Some("self"), "by default_from");
        let defaults = form
            .asked()
            .iter()
            .filter(|asked| asked.when.is_none() && asked.default.is_some())
            .filter(|asked| form.places(&asked.name));
        let mut seen = 0;
        for asked in defaults {
            assert_eq!(placed[asked.name.as_str()], asked.default.as_deref());
            seen += 1;
        }
        assert!(seen >= 2, "{seen}");
    }

    #[test]
    fn people_of_rows_have_their_number_and_those_not_in_the_rows_are_left_out() {
        let text = r#"
format = 1
id = "rows"
version = "2026-11"
title = { ja = "行", en = "Rows" }
basis = "架空"
paper = "A4"

[[rows]]
name = "異動する方"
who = "family"
count = 3
pitch = 12.0

[[rows.field]]
name = "氏名"
type = "text"
value = "member.name"
box = [20, 100, 60, 8]
size = 11
"#;
        let form = FormDefinition::parse("form.toml", text).unwrap_or_else(|errors| {
            panic!("{}", errors[0]);
        });
        let mut values = Values::new();
        for number in 1..=5 {
            values.insert(of_member("member.name", number), format!("架空　{number}"));
        }
        values.put_in_rows("異動する方", vec![2, 5]);
        let placed = form.placed_values(&values);
        assert_eq!(placed["member.2.name"], Some("架空　2"));
        assert_eq!(placed["member.5.name"], Some("架空　5"));
        assert_eq!(placed["member.1.name"], None);
        assert_eq!(placed.len(), 5);
        assert_eq!(form.placed_values(&Values::new()).len(), 3);
    }
}
