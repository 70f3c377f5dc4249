//! What a form wants to know: every value it places or asks for, for the desk.

use advice::Bilingual;

use crate::FormDefinition;
use crate::definition::asked::{AskedField, AskedKind, AskedOption};
use crate::definition::condition::Condition;
use crate::definition::field::Field;
use crate::glossary::{self, Source, ValueKind};

/// A value that a form places, asks for, or decides by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Name of the value; `member.…` without a person's number.
    pub name: String,
    /// Label on the screen; a person's datum without whose it is, see [`glossary::Role::label`].
    pub label: Bilingual,
    /// Where the value comes from.
    pub source: Source,
    /// What may be entered.
    pub kind: AskedKind,
    /// Whether the form cannot be printed without it.
    pub required: bool,
    /// Required only while this holds.
    pub required_when: Option<Condition>,
    /// Of use only while this holds.
    pub when: Option<Condition>,
    /// Whether it may be changed by hand at the counter.
    pub editable: bool,
    /// The value taken when nothing was answered.
    pub default: Option<String>,
    /// Name whose value is taken until something is answered.
    pub default_from: Option<String>,
    /// A longest value, for the proof sheet (見本刷り), when a field names one.
    pub example: Option<String>,
    /// Whether each person of the rows has one.
    pub per_member: bool,
}

impl FormDefinition {
    /// Every value the form places, asks for or decides by: the questions in the order of the
    /// file, then the glossary's names in its order.
    pub fn wanted(&self) -> Vec<Wanted> {
        let asked = self.asked().iter().map(|asked| self.question(asked));
        let known = glossary::known_names_at(self.desk())
            .map(|(name, _)| name)
            .filter(|name| self.looks_at(name))
            .filter_map(|name| self.datum(name));
        asked.chain(known).collect()
    }

    /// Whether a field places the value of this name.
    pub fn places(&self, name: &str) -> bool {
        self.placing(name).next().is_some()
    }

    fn looks_at(&self, name: &str) -> bool {
        self.places(name)
            || self
                .conditions()
                .any(|condition| condition.names().contains(&name))
            || self
                .asked()
                .iter()
                .any(|asked| asked.default_from.as_deref() == Some(name))
    }

    fn placing(&self, name: &str) -> impl Iterator<Item = &Field> {
        self.all_fields()
            .filter(move |field| field.value_name().is_some_and(|value| value == name))
    }

    fn question(&self, asked: &AskedField) -> Wanted {
        let own = match (&asked.required, &asked.required_when) {
            (true, _) => Some(Needed::Always),
            (false, Some(when)) => Some(Needed::While(when.clone())),
            (false, None) => None,
        };
        let (required, required_when) = self.need(&asked.name, own);
        Wanted {
            name: asked.name.clone(),
            label: asked.label.clone(),
            source: Source::Asked,
            kind: asked.kind.clone(),
            required,
            required_when,
            when: asked.when.clone(),
            editable: self.placing(&asked.name).all(|field| field.editable),
            default: asked.default.clone(),
            default_from: asked.default_from.clone(),
            example: self.example(&asked.name),
            per_member: asked.is_of_member(),
        }
    }

    fn datum(&self, name: String) -> Option<Wanted> {
        let entry = glossary::entry(&name)?;
        let (required, required_when) = self.need(&name, None);
        let whens: Option<Vec<Condition>> = self
            .placing(&name)
            .map(|field| field.when.clone())
            .collect();
        let is_given = matches!(entry.source, Source::City | Source::Derived);
        Some(Wanted {
            label: entry.label,
            source: entry.source,
            kind: input(&name, entry.kind),
            required,
            required_when,
            when: whens.and_then(either),
            editable: !is_given && self.placing(&name).all(|field| field.editable),
            default: None,
            default_from: None,
            example: self.example(&name),
            per_member: glossary::is_of_member(&name),
            name,
        })
    }

    /// The longest of the examples of the fields that place it.
    fn example(&self, name: &str) -> Option<String> {
        self.placing(name)
            .filter_map(|field| field.example.clone())
            .max_by_key(|example| example.chars().count())
    }

    /// Whether a value is required, or while what: by its question, or by the fields it goes to.
    fn need(&self, name: &str, own: Option<Needed>) -> (bool, Option<Condition>) {
        let mut conditions = Vec::new();
        for needed in own.into_iter().chain(self.placing(name).filter_map(needed)) {
            match needed {
                Needed::Always => return (true, None),
                Needed::While(condition) => conditions.push(condition),
            }
        }
        (false, either(conditions))
    }
}

enum Needed {
    Always,
    While(Condition),
}

/// When a field needs its value: always, or while its conditions hold.
fn needed(field: &Field) -> Option<Needed> {
    let shown = field.when.iter().cloned();
    let mut all: Vec<Condition> = match (field.required, &field.required_when) {
        (true, _) => shown.collect(),
        (false, Some(when)) => shown.chain([when.clone()]).collect(),
        (false, None) => return None,
    };
    Some(match all.len() {
        0 => Needed::Always,
        1 => Needed::While(all.remove(0)),
        _ => Needed::While(Condition::All(all)),
    })
}

fn either(mut conditions: Vec<Condition>) -> Option<Condition> {
    conditions.dedup();
    match conditions.len() {
        0 => None,
        1 => conditions.pop(),
        _ => Some(Condition::Either(conditions)),
    }
}

/// What may be entered for a name of the glossary.
fn input(name: &str, kind: ValueKind) -> AskedKind {
    match kind {
        ValueKind::Text => AskedKind::Text {
            max_chars: glossary::max_chars(name),
        },
        ValueKind::Date => AskedKind::Date,
        ValueKind::Digits(count) => AskedKind::Digits {
            min: count,
            max: count,
        },
        ValueKind::Code(words) => AskedKind::Choice {
            options: words
                .iter()
                .map(|word| AskedOption {
                    value: word.value.to_owned(),
                    label: Bilingual::new(word.ja, word.en),
                })
                .collect(),
        },
    }
}
