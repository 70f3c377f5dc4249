//! Checks of the names in a definition: values, questions and their options.

use super::asked::{AskedField, AskedKind};
use super::condition::Condition;
use super::error::DefinitionProblem as P;
use super::field::{Field, FieldKind, Show};
use super::model::FormDefinition;
use super::reader::Reader;
use crate::glossary::{self, FormDesk, ValueKind};

/// Names are known, unique, of the right kind, and every question has its place.
pub(super) fn names(form: &FormDefinition, reader: &mut Reader<'_>) {
    for (index, field) in form.all_fields().enumerate() {
        let earlier = form.all_fields().take(index);
        if let Some(first) = earlier.into_iter().find(|other| other.name == field.name) {
            let (first_line, _) = reader.line_and_column(first.at);
            reader.error(
                field.at,
                Some(&field.name),
                P::Duplicate {
                    name: field.name.clone(),
                    first_line,
                },
            );
        }
        for when in field.when.iter().chain(&field.required_when) {
            condition(form, reader, (&field.name, field.at), when);
        }
        match &field.kind {
            FieldKind::Text(text) => {
                let needed = needed_for(text.show, "text");
                value_name(form, reader, field, &text.value, needed);
            }
            FieldKind::Digits(digits) => {
                let needed = needed_for(digits.show, "whole number");
                value_name(form, reader, field, &digits.value, needed);
            }
            FieldKind::Western(western) => value_name(form, reader, field, &western.value, "date"),
            FieldKind::Qr(qr) => value_name(form, reader, field, &qr.value, "text"),
            FieldKind::Wareki(wareki) => value_name(form, reader, field, &wareki.value, "date"),
            FieldKind::Choice(choice) => {
                let values: Vec<String> = choice
                    .options
                    .iter()
                    .map(|option| option.value.clone())
                    .collect();
                option_of(
                    form,
                    reader,
                    (&field.name, field.at),
                    &choice.value,
                    &values,
                );
            }
            FieldKind::Signature(_) => {}
        }
    }
    people(form, reader);
    for (index, asked) in form.asked.iter().enumerate() {
        let at = form.asked_at[index];
        if form.desk != FormDesk::Counter {
            // Nobody asks there: the program fills the form from its list.
            let problem = P::NotAllowed {
                key: "ask".into(),
                found: asked.name.clone(),
                allowed: "desk = \"counter\"".into(),
            };
            reader.error(at, Some(&asked.name), problem);
        }
        if let Some(first) = form.asked[..index]
            .iter()
            .position(|other| other.name == asked.name)
        {
            let (first_line, _) = reader.line_and_column(form.asked_at[first]);
            reader.error(
                at,
                Some(&asked.name),
                P::Duplicate {
                    name: asked.name.clone(),
                    first_line,
                },
            );
        }
        let place = (asked.name.as_str(), at);
        for when in asked.when.iter().chain(&asked.required_when) {
            condition(form, reader, place, when);
        }
        let waits_for = asked.when.iter().flat_map(Condition::names);
        for name in waits_for.chain(asked.default_from.as_deref()) {
            let is_earlier = form.asked[..index].iter().any(|other| other.name == name);
            if !is_earlier && form.asked_for(name).is_some() {
                let name = name.to_owned();
                reader.error(at, Some(&asked.name), P::AskedLater { name });
            }
        }
        if let Some(other) = &asked.default_from {
            default_from(form, reader, asked, at, other);
        }
        placed(form, reader, asked, at);
    }
}

/// Rows have names of their own and conditions on known names; what means the person of a row
/// stands in rows only.
fn people(form: &FormDefinition, reader: &mut Reader<'_>) {
    for (index, rows) in form.rows.iter().enumerate() {
        let earlier = form.rows[..index].iter();
        if let Some(first) = earlier.into_iter().find(|other| other.name == rows.name) {
            let (first_line, _) = reader.line_and_column(first.at);
            let name = rows.name.clone();
            reader.error(rows.at, Some(&rows.name), P::Duplicate { name, first_line });
        }
        if let Some(when) = &rows.when {
            condition(form, reader, (&rows.name, rows.at), when);
        }
    }
    for field in &form.fields {
        let conditions = field.when.iter().chain(&field.required_when);
        let names = conditions.flat_map(Condition::names);
        let value = field.value_name().map(String::as_str);
        outside_rows(reader, (&field.name, field.at), names.chain(value));
    }
    for (asked, at) in form.asked.iter().zip(&form.asked_at) {
        if !asked.is_of_member() {
            let conditions = asked.when.iter().chain(&asked.required_when);
            let names = conditions.flat_map(Condition::names);
            let names = names.chain(asked.default_from.as_deref());
            outside_rows(reader, (&asked.name, *at), names);
        }
    }
}

fn outside_rows<'n>(
    reader: &mut Reader<'_>,
    (field, at): (&str, usize),
    mut names: impl Iterator<Item = &'n str>,
) {
    if let Some(name) = names.find(|name| glossary::is_of_member(name)) {
        let name = name.to_owned();
        reader.error(at, Some(field), P::OutsideRows { name });
    }
}

/// What a value must be to be written in this shape.
fn needed_for(show: Option<Show>, without: &'static str) -> &'static str {
    match show {
        None => without,
        Some(Show::Age) => "date",
        Some(Show::Label) => "options",
        // Any text has digits or kana, or has none.
        Some(_) => "text",
    }
}

/// Every question goes somewhere on the paper, with each of its options.
fn placed(form: &FormDefinition, reader: &mut Reader<'_>, asked: &AskedField, at: usize) {
    let is_steering = form
        .conditions()
        .any(|condition| condition.names().contains(&asked.name.as_str()));
    let is_written = form
        .all_fields()
        .any(|field| field.value_name() == Some(&asked.name));
    if !is_written && !is_steering {
        reader.error(
            at,
            Some(&asked.name),
            P::NotPlaced {
                name: asked.name.clone(),
            },
        );
    }
    let (AskedKind::Choice { options } | AskedKind::Choices { options }) = &asked.kind else {
        return;
    };
    if !is_written {
        return;
    }
    let on_paper: Vec<&str> = form
        .all_fields()
        .filter_map(|field| match &field.kind {
            FieldKind::Choice(choice) if choice.value == asked.name => Some(choice),
            _ => None,
        })
        .flat_map(|choice| choice.options.iter().map(|option| option.value.as_str()))
        .collect();
    if let Some(option) = options
        .iter()
        .find(|option| !on_paper.is_empty() && !on_paper.contains(&option.value.as_str()))
    {
        let problem = P::OptionMismatch {
            value: option.value.clone(),
            expected: on_paper.join(", "),
        };
        reader.error(at, Some(&asked.name), problem);
    }
}

fn value_name(
    form: &FormDefinition,
    reader: &mut Reader<'_>,
    field: &Field,
    name: &str,
    needed: &'static str,
) {
    let fits = match (
        form.glossary_kind(name),
        form.asked_for(name).map(|asked| &asked.kind),
    ) {
        (Some(ValueKind::Text), _) => needed == "text",
        (Some(ValueKind::Date), _) | (None, Some(AskedKind::Date)) => needed == "date",
        (Some(ValueKind::Digits(_)), _)
        | (None, Some(AskedKind::Number { .. } | AskedKind::Digits { .. })) => {
            matches!(needed, "text" | "whole number")
        }
        (Some(ValueKind::Code(_)), _)
        | (None, Some(AskedKind::Choice { .. } | AskedKind::Choices { .. })) => needed == "options",
        (None, Some(AskedKind::Text { .. })) => matches!(needed, "text" | "date"),
        (None, None) => return unknown_name(form, reader, (&field.name, field.at), name),
    };
    if !fits {
        reader.error(
            field.at,
            Some(&field.name),
            P::UnfitName {
                name: name.to_owned(),
                needed,
            },
        );
    }
}

fn unknown_name(
    form: &FormDefinition,
    reader: &mut Reader<'_>,
    (field, at): (&str, usize),
    name: &str,
) {
    let suggestion = glossary::known_names_at(form.desk)
        .map(|(known, _)| known)
        .chain(form.asked.iter().map(|asked| asked.name.clone()))
        .min_by_key(|known| distance(known, name))
        .unwrap_or_default();
    reader.error(
        at,
        Some(field),
        P::UnknownName {
            name: name.to_owned(),
            suggestion,
        },
    );
}

/// The options a field places or waits for are options of the value.
fn option_of(
    form: &FormDefinition,
    reader: &mut Reader<'_>,
    (field, at): (&str, usize),
    name: &str,
    values: &[String],
) {
    let known: Vec<&str> = match (
        form.glossary_kind(name),
        form.asked_for(name).map(|asked| &asked.kind),
    ) {
        (Some(ValueKind::Code(codes)), _) => codes.iter().map(|code| code.value).collect(),
        (_, Some(AskedKind::Choice { options } | AskedKind::Choices { options })) => {
            options.iter().map(|option| option.value.as_str()).collect()
        }
        (None, None) => return unknown_name(form, reader, (field, at), name),
        _ => {
            return reader.error(
                at,
                Some(field),
                P::UnfitName {
                    name: name.to_owned(),
                    needed: "options",
                },
            );
        }
    };
    if let Some(value) = values.iter().find(|value| !known.contains(&value.as_str())) {
        reader.error(
            at,
            Some(field),
            P::OptionMismatch {
                value: value.clone(),
                expected: known.join(", "),
            },
        );
    }
}

/// The names of a condition are known, and of the kind that its test can look at.
fn condition(
    form: &FormDefinition,
    reader: &mut Reader<'_>,
    (field, at): (&str, usize),
    condition: &Condition,
) {
    for single in condition.single() {
        match single {
            Condition::Chosen { name, any: options } | Condition::NotChosen { name, options } => {
                option_of(form, reader, (field, at), name, options);
            }
            Condition::Filled { name, .. } => {
                if !form.knows(name) {
                    unknown_name(form, reader, (field, at), name);
                }
            }
            Condition::Age { name, .. } => {
                if !form.knows(name) {
                    unknown_name(form, reader, (field, at), name);
                } else if !holds_date(form, name) {
                    let problem = P::UnfitName {
                        name: name.clone(),
                        needed: "date",
                    };
                    reader.error(at, Some(field), problem);
                }
            }
            Condition::All(_) | Condition::Either(_) => {}
        }
    }
}

fn holds_date(form: &FormDefinition, name: &str) -> bool {
    match form.glossary_kind(name) {
        Some(kind) => kind == ValueKind::Date,
        None => form
            .asked_for(name)
            .is_some_and(|asked| matches!(asked.kind, AskedKind::Date | AskedKind::Text { .. })),
    }
}

/// The other value is one that answers the question.
fn default_from(
    form: &FormDefinition,
    reader: &mut Reader<'_>,
    asked: &AskedField,
    at: usize,
    name: &str,
) {
    let place = (asked.name.as_str(), at);
    let other = form.asked_for(name).map(|other| &other.kind);
    let known = form.glossary_kind(name);
    if other.is_none() && known.is_none() {
        return unknown_name(form, reader, place, name);
    }
    let values: Vec<String> = match (known, other) {
        (Some(ValueKind::Code(words)), _) => {
            words.iter().map(|word| word.value.to_owned()).collect()
        }
        (_, Some(AskedKind::Choice { options } | AskedKind::Choices { options })) => {
            options.iter().map(|option| option.value.clone()).collect()
        }
        _ => Vec::new(),
    };
    let needed = match &asked.kind {
        AskedKind::Text { .. } => return,
        AskedKind::Choice { .. } | AskedKind::Choices { .. } => {
            if !values.is_empty() {
                return option_of(form, reader, place, &asked.name, &values);
            }
            "options"
        }
        AskedKind::Date if holds_date(form, name) => return,
        AskedKind::Date => "date",
        AskedKind::Number { .. } | AskedKind::Digits { .. } => {
            if matches!(known, Some(ValueKind::Digits(_)))
                || matches!(
                    other,
                    Some(AskedKind::Number { .. } | AskedKind::Digits { .. })
                )
            {
                return;
            }
            "whole number"
        }
    };
    let name = name.to_owned();
    reader.error(at, Some(&asked.name), P::UnfitName { name, needed });
}

/// Edits between two names, to suggest the one that was meant.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
