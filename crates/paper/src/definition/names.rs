//! Checks of the names in a definition: values, questions and their options.

use super::error::DefinitionProblem as P;
use super::model::{AskedField, AskedKind, Field, FieldKind, FormDefinition};
use super::reader::Reader;
use crate::glossary::{self, ValueKind};

/// Names are known, unique, of the right kind, and every question has its place.
pub(super) fn names(form: &FormDefinition, reader: &mut Reader<'_>) {
    for (index, field) in form.fields.iter().enumerate() {
        if let Some(first) = form.fields[..index]
            .iter()
            .find(|other| other.name == field.name)
        {
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
        if let Some(when) = &field.when {
            option_of(
                form,
                reader,
                (&field.name, field.at),
                &when.name,
                std::slice::from_ref(&when.value),
            );
        }
        match &field.kind {
            FieldKind::Text(text) => value_name(form, reader, field, &text.value, "text"),
            FieldKind::Digits(digits) => {
                value_name(form, reader, field, &digits.value, "whole number");
            }
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
    for (index, asked) in form.asked.iter().enumerate() {
        let at = form.asked_at[index];
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
        if let Some(when) = &asked.when {
            let is_earlier = form.asked[..index]
                .iter()
                .any(|other| other.name == when.name);
            if !is_earlier && form.asked_for(&when.name).is_some() {
                let problem = P::AskedLater {
                    name: when.name.clone(),
                };
                reader.error(at, Some(&asked.name), problem);
            }
            option_of(
                form,
                reader,
                (&asked.name, at),
                &when.name,
                std::slice::from_ref(&when.value),
            );
        }
        placed(form, reader, asked, at);
    }
}

/// Every question goes somewhere on the paper, with each of its options.
fn placed(form: &FormDefinition, reader: &mut Reader<'_>, asked: &AskedField, at: usize) {
    let steers = form.fields.iter().filter_map(|field| field.when.as_ref());
    let steers_questions = form.asked.iter().filter_map(|other| other.when.as_ref());
    let is_steering = steers
        .chain(steers_questions)
        .any(|when| when.name == asked.name);
    let is_written = form
        .fields
        .iter()
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
        .fields
        .iter()
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
        glossary::kind_of(name),
        form.asked_for(name).map(|asked| &asked.kind),
    ) {
        (Some(ValueKind::Text), _) => needed == "text",
        (Some(ValueKind::Date), _) => needed == "date",
        (Some(ValueKind::Code(_)), _)
        | (None, Some(AskedKind::Choice { .. } | AskedKind::Choices { .. })) => false,
        (None, Some(AskedKind::Text { .. })) => needed != "whole number",
        (None, Some(AskedKind::Number { .. })) => needed != "date",
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
    let candidates = glossary::known_names()
        .map(|(known, _)| known)
        .chain(form.asked.iter().map(|asked| asked.name.as_str()));
    let suggestion = candidates
        .min_by_key(|known| distance(known, name))
        .unwrap_or_default()
        .to_owned();
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
        glossary::kind_of(name),
        form.asked_for(name).map(|asked| &asked.kind),
    ) {
        (Some(ValueKind::Code(codes)), _) => codes.to_vec(),
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

/// Edits between two names, to suggest the one that was meant.
fn distance(a: &str, b: &str) -> usize {
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
