//! Conditions (条件): while what a question is asked, needed, or a field filled.

use super::asked::chosen;
use super::error::DefinitionProblem as P;
use super::reader::{Reader, Table};
use crate::wareki::LooseDate;

/// Oldest age a condition may name.
const OLDEST: u32 = 150;

/// Holds or not, by the values; see [`Condition::holds`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Either(Vec<Condition>),
    /// One of these options is chosen.
    Chosen {
        /// Name of a value with options.
        name: String,
        /// The options.
        any: Vec<String>,
    },
    /// None of these options is chosen.
    NotChosen {
        /// Name of a value with options.
        name: String,
        /// The options.
        options: Vec<String>,
    },
    /// There is a value, or there is none.
    Filled {
        /// Name of a value.
        name: String,
        /// Whether there must be one.
        filled: bool,
    },
    /// The age on `date.today` lies in a range.
    Age {
        /// Name of a birth date.
        name: String,
        /// Youngest age in years, when there is one.
        from: Option<u32>,
        /// Oldest age in years, when there is one.
        to: Option<u32>,
    },
}

impl Condition {
    /// Whether it holds; `lookup` gives the value of a name, in which several choices may stand.
    ///
    /// An age that is not known holds no condition, and neither does one that an unknown month or
    /// day of birth leaves open.
    pub fn holds<'v>(&self, lookup: &dyn Fn(&str) -> Option<&'v str>) -> bool {
        let is_chosen = |name: &str, options: &[String]| {
            lookup(name).is_some_and(|value| {
                chosen(value).any(|chosen| options.iter().any(|option| option == chosen))
            })
        };
        match self {
            Self::All(all) => all.iter().all(|condition| condition.holds(lookup)),
            Self::Either(either) => either.iter().any(|condition| condition.holds(lookup)),
            Self::Chosen { name, any } => is_chosen(name, any),
            Self::NotChosen { name, options } => !is_chosen(name, options),
            Self::Filled { name, filled } => lookup(name).is_some() == *filled,
            Self::Age { name, from, to } => {
                let day = |name: &str| LooseDate::parse(lookup(name)?).ok();
                let (Some(born), Some(today)) = (day(name), day("date.today")) else {
                    return false;
                };
                born.ages(today).is_some_and(|(least, most)| {
                    from.is_none_or(|from| least >= from) && to.is_none_or(|to| most <= to)
                })
            }
        }
    }

    /// The names it looks at, `date.today` apart.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::All(inner) | Self::Either(inner) => inner.iter().flat_map(Self::names).collect(),
            Self::Chosen { name, .. }
            | Self::NotChosen { name, .. }
            | Self::Filled { name, .. }
            | Self::Age { name, .. } => vec![name],
        }
    }

    /// The conditions on single names.
    pub(crate) fn single(&self) -> Vec<&Self> {
        match self {
            Self::All(inner) | Self::Either(inner) => inner.iter().flat_map(Self::single).collect(),
            one => vec![one],
        }
    }
}

/// The condition under `when` or `required_when`: one, or a list of which all must hold.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
) -> Option<Condition> {
    if !table.is_list(key) {
        let mut inner = reader.table(table, key)?;
        return one(reader, &mut inner);
    }
    let all = list(reader, table, key);
    (!all.is_empty()).then_some(Condition::All(all))
}

fn list(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Vec<Condition> {
    let at = table.at_of(key);
    let tables = reader.tables(table, key);
    if tables.is_empty() {
        let problem = P::WrongType {
            key: key.to_owned(),
            expected: "list of conditions",
        };
        reader.error(at, table.field.as_deref(), problem);
    }
    let mut conditions = Vec::with_capacity(tables.len());
    for mut inner in tables {
        conditions.extend(one(reader, &mut inner));
    }
    conditions
}

fn one(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Condition> {
    let condition = if table.has("either") {
        let either = list(reader, table, "either");
        (!either.is_empty()).then_some(Condition::Either(either))
    } else {
        single(reader, table)
    };
    table.knows(&[
        "either", "name", "value", "any", "not", "filled", "age_from", "age_to",
    ]);
    reader.finish(table);
    condition
}

fn single(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Condition> {
    let name = reader.required(table, "name", Reader::string);
    if table.has("any") {
        let any = reader.strings(table, "any");
        return Some(Condition::Chosen {
            name: name?,
            any: any?,
        });
    }
    if table.has("not") {
        let options = reader.strings(table, "not");
        return Some(Condition::NotChosen {
            name: name?,
            options: options?,
        });
    }
    if table.has("filled") {
        let filled = reader.boolean(table, "filled");
        return Some(Condition::Filled {
            name: name?,
            filled: filled?,
        });
    }
    if table.has("age_from") || table.has("age_to") {
        let from = reader.whole(table, "age_from", 0..OLDEST);
        let to = reader.whole(table, "age_to", from.unwrap_or(0)..OLDEST);
        return Some(Condition::Age {
            name: name?,
            from,
            to,
        });
    }
    let value = reader.required(table, "value", Reader::string);
    Some(Condition::Chosen {
        name: name?,
        any: vec![value?],
    })
}
