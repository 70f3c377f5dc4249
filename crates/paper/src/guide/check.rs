//! Checks of a guide by itself: names, order of the questions, and that all of it can come up.

use super::model::Guide;
use super::problem::GuideProblem;
use super::reach;
use crate::definition::asked::AskedKind;
use crate::definition::condition::Condition;
use crate::definition::error::DefinitionProblem as P;
use crate::definition::names::distance;
use crate::definition::reader::Reader;
use crate::glossary;

pub(super) fn check(guide: &Guide, reader: &mut Reader<'_>) {
    names(guide, reader);
    for (index, question) in guide.questions.iter().enumerate() {
        if let Some(when) = &question.when {
            let place = (question.name.as_str(), guide.questions_at[index].when);
            condition(guide, reader, place, when, index);
        }
    }
    for (index, procedure) in guide.procedures.iter().enumerate() {
        if let Some(when) = &procedure.when {
            let place = (procedure.id.as_str(), guide.procedures_at[index].when);
            condition(guide, reader, place, when, guide.questions.len());
        }
    }
    if reader.errors.is_empty() {
        all_can_come_up(guide, reader);
    }
}

/// Every name once, and of the kind that forms share.
fn names(guide: &Guide, reader: &mut Reader<'_>) {
    let questions = guide.questions.iter().zip(&guide.questions_at);
    let asked = questions.map(|(question, at)| (question.name.as_str(), at.name));
    let known = guide
        .known
        .iter()
        .map(|known| (known.name.as_str(), known.at));
    let names: Vec<_> = asked.chain(known).collect();
    for &(name, at) in &names {
        let is_shared = glossary::may_be_asked(name)
            && !glossary::is_for_one_form(name)
            && !name.starts_with("member.");
        if !is_shared {
            let problem = GuideProblem::NotShared {
                name: name.to_owned(),
            };
            reader.error(at, Some(name), P::Guide(problem));
        }
    }
    duplicates(reader, &names);
    let procedures = guide.procedures.iter().zip(&guide.procedures_at);
    let ids: Vec<_> = procedures
        .map(|(procedure, at)| (procedure.id.as_str(), at.id))
        .collect();
    duplicates(reader, &ids);
}

fn duplicates(reader: &mut Reader<'_>, names: &[(&str, usize)]) {
    for (index, (name, at)) in names.iter().enumerate() {
        if let Some((_, first)) = names[..index].iter().find(|(other, _)| other == name) {
            let problem = P::Duplicate {
                name: (*name).to_owned(),
                first_line: reader.line_and_column(*first).0,
            };
            reader.error(*at, Some(name), problem);
        }
    }
}

/// The names of a condition are asked before it, among the first `before` questions, and its
/// options are theirs.
fn condition(
    guide: &Guide,
    reader: &mut Reader<'_>,
    (field, at): (&str, usize),
    condition: &Condition,
    before: usize,
) {
    for single in condition.single() {
        for name in single.names() {
            let position = guide.questions.iter().position(|other| other.name == name);
            let problem = match position {
                None => Some(unknown(guide, name)),
                Some(position) if position >= before => Some(P::AskedLater {
                    name: name.to_owned(),
                }),
                Some(position) => unfit(&guide.questions[position].kind, single, name),
            };
            if let Some(problem) = problem {
                reader.error(at, Some(field), problem);
            }
        }
    }
}

fn unknown(guide: &Guide, name: &str) -> P {
    let questions = guide.questions.iter();
    let suggestion = questions.min_by_key(|question| distance(&question.name, name));
    P::UnknownName {
        name: name.to_owned(),
        suggestion: suggestion.map_or_else(|| "[[question]]".to_owned(), |q| q.name.clone()),
    }
}

/// What a condition on a single name asks of a question that cannot answer it.
fn unfit(kind: &AskedKind, single: &Condition, name: &str) -> Option<P> {
    let unfit = |needed| {
        Some(P::UnfitName {
            name: name.to_owned(),
            needed,
        })
    };
    match single {
        Condition::Chosen { any: wanted, .. }
        | Condition::NotChosen {
            options: wanted, ..
        } => {
            let (AskedKind::Choice { options } | AskedKind::Choices { options }) = kind else {
                return unfit("options");
            };
            let is_option = |value: &&String| !options.iter().any(|option| option.value == **value);
            wanted
                .iter()
                .find(is_option)
                .map(|value| P::OptionMismatch {
                    value: value.clone(),
                    expected: values_of(options),
                })
        }
        Condition::Age { .. } if !matches!(kind, AskedKind::Date) => unfit("date"),
        _ => None,
    }
}

fn values_of(options: &[crate::AskedOption]) -> String {
    let values: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
    values.join(", ")
}

fn all_can_come_up(guide: &Guide, reader: &mut Reader<'_>) {
    let questions = guide
        .questions
        .iter()
        .zip(&guide.questions_at)
        .map(|(question, at)| (question.name.as_str(), at.when, question.when.as_ref()));
    let procedures = guide
        .procedures
        .iter()
        .zip(&guide.procedures_at)
        .map(|(procedure, at)| (procedure.id.as_str(), at.when, procedure.when.as_ref()));
    for (name, at, when) in questions.chain(procedures) {
        if when.is_some_and(|when| !reach::can_hold(guide, when)) {
            let problem = GuideProblem::NeverHolds {
                name: name.to_owned(),
            };
            reader.error(at, Some(name), P::Guide(problem));
        }
    }
}
