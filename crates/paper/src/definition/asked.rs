//! What is asked at the counter: the model and its reader.

use advice::Bilingual;

use super::condition::{self, Condition};
use super::error::DefinitionProblem as P;
use super::parse::{bilingual, both_languages};
use super::reader::{Reader, Table};
use crate::glossary;
use crate::wareki::LooseDate;
use crate::width::half_width;

/// A value that is asked at the counter (窓口で聞く項目).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedField {
    /// Name of the value, such as `request.copies`; `member.…` is asked for each person of the rows.
    pub name: String,
    /// Label on the screen.
    pub label: Bilingual,
    /// What may be answered.
    pub kind: AskedKind,
    /// Whether the form cannot be printed without it.
    pub required: bool,
    /// Required only while this holds.
    pub required_when: Option<Condition>,
    /// The value taken when nothing was answered.
    pub default: Option<String>,
    /// Name whose value is taken until something is answered.
    pub default_from: Option<String>,
    /// Asked only while this holds.
    pub when: Option<Condition>,
}

impl AskedField {
    /// Whether it is asked for each person of the rows.
    pub fn is_of_member(&self) -> bool {
        glossary::is_of_member(&self.name)
    }
}

/// What may be answered to an [`AskedField`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskedKind {
    /// Free text.
    Text {
        /// Most characters.
        max_chars: u32,
    },
    /// A whole number.
    Number {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// Digits and nothing else, such as a postal code.
    Digits {
        /// Fewest digits.
        min: u32,
        /// Most digits.
        max: u32,
    },
    /// A date, as [`crate::Values`] holds dates.
    Date,
    /// Exactly one of the options.
    Choice {
        /// The options in their order.
        options: Vec<AskedOption>,
    },
    /// Any of the options; the value holds them separated by commas.
    Choices {
        /// The options in their order.
        options: Vec<AskedOption>,
    },
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOption {
    /// The value as stored, in lower-case words.
    pub value: String,
    /// Label in both languages.
    pub label: Bilingual,
}

impl AskedKind {
    /// Whether this text is a possible answer.
    pub(crate) fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Text { max_chars } => {
                text.chars().count() <= usize::try_from(*max_chars).unwrap_or(usize::MAX)
            }
            Self::Number { min, max } => {
                let text = half_width(text.trim());
                text.bytes().all(|b| b.is_ascii_digit())
                    && text
                        .parse()
                        .is_ok_and(|number: u32| (*min..=*max).contains(&number))
            }
            Self::Digits { min, max } => {
                let text = half_width(text.trim());
                text.bytes().all(|b| b.is_ascii_digit())
                    && u32::try_from(text.len()).is_ok_and(|count| (*min..=*max).contains(&count))
            }
            Self::Date => LooseDate::parse(text).is_ok(),
            Self::Choice { options } => options.iter().any(|option| option.value == text),
            Self::Choices { options } => {
                chosen(text).all(|value| options.iter().any(|option| option.value == value))
            }
        }
    }
}

/// The single answers in a value of several choices.
pub(crate) fn chosen(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// One entry under `[[ask]]`.
pub(crate) fn read(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<AskedField> {
    #[derive(Clone, Copy)]
    enum Kind {
        Text,
        Number,
        Digits,
        Date,
        Choice,
        Choices,
    }
    let at = table.at_of("name");
    let name = reader.required(table, "name", Reader::string)?;
    table.field = Some(name.clone());
    if !glossary::may_be_asked(&name) {
        let problem = P::UnknownName {
            name: name.clone(),
            suggestion: "request.…".into(),
        };
        reader.error(at, Some(&name), problem);
    }
    let label = bilingual(reader, table, "label");
    let required = reader.boolean(table, "required").unwrap_or(false);
    let default = reader.string(table, "default");
    let default_from = reader.string(table, "default_from");
    let required_when = condition::read(reader, table, "required_when");
    let when = condition::read(reader, table, "when");
    let kinds = [
        ("text", Kind::Text),
        ("number", Kind::Number),
        ("digits", Kind::Digits),
        ("date", Kind::Date),
        ("choice", Kind::Choice),
        ("choices", Kind::Choices),
    ];
    let kind = match reader.required(table, "kind", |r, t, k| r.word(t, k, &kinds))? {
        Kind::Text => AskedKind::Text {
            max_chars: reader.required(table, "max_chars", |r, t, k| r.whole(t, k, 1..1000))?,
        },
        Kind::Number => {
            let min = reader.required(table, "min", |r, t, k| r.whole(t, k, 0..1_000_000));
            let max = reader.required(table, "max", |r, t, k| r.whole(t, k, 0..1_000_000));
            AskedKind::Number {
                min: min?,
                max: max?,
            }
        }
        Kind::Digits => {
            let min = reader.required(table, "min_digits", |r, t, k| r.whole(t, k, 1..20));
            let max = reader.required(table, "max_digits", |r, t, k| {
                r.whole(t, k, min.unwrap_or(1)..20)
            });
            AskedKind::Digits {
                min: min?,
                max: max?,
            }
        }
        Kind::Date => AskedKind::Date,
        Kind::Choice => AskedKind::Choice {
            options: read_options(reader, table),
        },
        Kind::Choices => AskedKind::Choices {
            options: read_options(reader, table),
        },
    };
    if let Some(default) = default.as_deref().filter(|default| !kind.accepts(default)) {
        let problem = P::BadDefault {
            found: default.to_owned(),
        };
        reader.error(table.at_of("default"), Some(&name), problem);
    }
    Some(AskedField {
        name,
        label: label?,
        kind,
        required,
        required_when,
        default,
        default_from,
        when,
    })
}

fn read_options(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Vec<AskedOption> {
    if !table.has("options") {
        reader.required(table, "options", |_, _, _| None::<()>);
        return Vec::new();
    }
    let mut options: Vec<AskedOption> = Vec::new();
    for mut entry in reader.tables(table, "options") {
        let value = reader.required(&mut entry, "value", Reader::string);
        let label = both_languages(reader, &mut entry);
        reader.finish(&entry);
        if let (Some(value), Some(label)) = (value, label) {
            if options.iter().any(|option| option.value == value) {
                let (first_line, _) = reader.line_and_column(table.at);
                reader.error(
                    entry.at,
                    entry.field.as_deref(),
                    P::Duplicate {
                        name: value.clone(),
                        first_line,
                    },
                );
            }
            options.push(AskedOption { value, label });
        }
    }
    options
}
