//! Reads values out of a TOML text and remembers where each stands.

use std::{collections::BTreeMap, ops::Range};

use toml::de::{DeTable, DeValue};

use crate::{ProfileError, ProfileProblem, profile_error::Kind};

/// One table of the file together with its dotted name.
pub(crate) struct Section<'a> {
    name: String,
    table: &'a DeTable<'a>,
    span: Range<usize>,
}

impl Section<'_> {
    /// Whether the key stands there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }
}

/// A value with the place it stands at.
pub(crate) struct Placed<'a> {
    value: &'a DeValue<'a>,
    field: String,
    span: Range<usize>,
}

/// Collects every fault of a file, so that its author sees all of them at once.
pub(crate) struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    pub errors: Vec<ProfileError>,
}

impl<'a> Reader<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            errors: Vec::new(),
        }
    }

    /// The error of a text that is no TOML.
    pub fn not_toml(&mut self, error: &toml::de::Error) {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        let span = error.span().unwrap_or(0..0);
        self.fail(String::new(), &span, ProfileProblem::NotToml { message });
    }

    /// The whole file as a section.
    pub fn root(&mut self, table: &'a DeTable<'a>, known: &[&'static str]) -> Section<'a> {
        let section = Section {
            name: String::new(),
            table,
            span: 0..0,
        };
        self.refuse_unknown_keys(&section, known);
        section
    }

    /// The table under a key, if it stands there.
    pub fn section(
        &mut self,
        parent: &Section<'a>,
        key: &str,
        known: &[&'static str],
    ) -> Option<Section<'a>> {
        let value = Self::get(parent, key)?;
        let Some(table) = value.value.as_table() else {
            self.wrong_kind(&value, Kind::Table);
            return None;
        };
        let section = Section {
            name: value.field,
            table,
            span: value.span,
        };
        self.refuse_unknown_keys(&section, known);
        Some(section)
    }

    /// The tables under a key that repeats (`[[key]]`); at least one has to be there.
    pub fn sections(
        &mut self,
        parent: &Section<'a>,
        key: &str,
        known: &[&'static str],
    ) -> Vec<Section<'a>> {
        let Some(list) = self.required(parent, key) else {
            return Vec::new();
        };
        let entries = list.value.as_array().map(|array| array.iter());
        let mut sections = Vec::new();
        for (number, entry) in entries.into_iter().flatten().enumerate() {
            if let Some(table) = entry.get_ref().as_table() {
                let section = Section {
                    name: format!("{key}[{}]", number + 1),
                    table,
                    span: entry.span(),
                };
                self.refuse_unknown_keys(&section, known);
                sections.push(section);
            } else {
                sections.clear();
                break;
            }
        }
        if sections.is_empty() {
            self.wrong_kind(&list, Kind::ListOfTables);
        }
        sections
    }

    /// A value that has to be there.
    pub fn required(&mut self, section: &Section<'a>, key: &str) -> Option<Placed<'a>> {
        let value = Self::get(section, key);
        if value.is_none() {
            self.fail(
                dotted(&section.name, key),
                &section.span,
                ProfileProblem::Missing,
            );
        }
        value
    }

    /// A number within bounds, or the default when the key is absent.
    pub fn number(
        &mut self,
        section: &Section<'a>,
        key: &str,
        default: f64,
        bounds: (f64, f64),
    ) -> f64 {
        let Some(value) = Self::get(section, key) else {
            return default;
        };
        let digits = match value.value {
            DeValue::Float(float) => Some(float.as_str()),
            DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str()),
            _ => None,
        };
        let Some(number) = digits.and_then(|digits| digits.parse::<f64>().ok()) else {
            self.wrong_kind(&value, Kind::Number);
            return default;
        };
        // Written so that NaN, which TOML allows, fails too.
        if !(bounds.0..=bounds.1).contains(&number) {
            self.fail_at(&value, out_of_range(&bounds.0, &bounds.1));
            return default;
        }
        number
    }

    /// A whole number within bounds, or the default when the key is absent.
    pub fn whole_number(
        &mut self,
        section: &Section<'a>,
        key: &str,
        default: u64,
        bounds: (u64, u64),
    ) -> u64 {
        let Some(value) = Self::get(section, key) else {
            return default;
        };
        let Some(integer) = value
            .value
            .as_integer()
            .filter(|number| number.radix() == 10)
        else {
            self.wrong_kind(&value, Kind::WholeNumber);
            return default;
        };
        match integer.as_str().parse() {
            Ok(number) if (bounds.0..=bounds.1).contains(&number) => number,
            _ => {
                self.fail_at(&value, out_of_range(&bounds.0, &bounds.1));
                default
            }
        }
    }

    /// Whether a rotation of 180 degrees stands there, and not one of 0.
    pub fn rotation(&mut self, section: &Section<'a>, key: &str) -> bool {
        let Some(value) = Self::get(section, key) else {
            return false;
        };
        let degrees = value.value.as_integer().map(toml::de::DeInteger::as_str);
        if !matches!(degrees, Some("0" | "180")) {
            self.fail_at(&value, ProfileProblem::NotARotation);
        }
        degrees == Some("180")
    }

    /// `true` or `false`, or the default when the key is absent.
    pub fn truth(&mut self, section: &Section<'a>, key: &str, default: bool) -> bool {
        let Some(value) = Self::get(section, key) else {
            return default;
        };
        value.value.as_bool().unwrap_or_else(|| {
            self.wrong_kind(&value, Kind::TrueOrFalse);
            default
        })
    }

    /// A text, if the key is there.
    pub fn text(&mut self, section: &Section<'a>, key: &str) -> Option<(&'a str, Placed<'a>)> {
        let value = Self::get(section, key)?;
        self.as_text(value)
    }

    /// A text that has to be there.
    pub fn required_text(
        &mut self,
        section: &Section<'a>,
        key: &str,
    ) -> Option<(&'a str, Placed<'a>)> {
        let value = self.required(section, key)?;
        self.as_text(value)
    }

    /// A sentence in both languages under a key (`key.ja`, `key.en`).
    pub fn bilingual(&mut self, parent: &Section<'a>, key: &str) -> Option<advice::Bilingual> {
        self.required(parent, key)?;
        let section = self.section(parent, key, &["ja", "en"])?;
        let ja = self.required_text(&section, "ja");
        let en = self.required_text(&section, "en");
        Some(advice::Bilingual::new(ja?.0, en?.0))
    }

    /// One of several words, if the key is there.
    pub fn word<T>(
        &mut self,
        section: &Section<'a>,
        key: &str,
        words: &BTreeMap<&'static str, T>,
    ) -> Option<(T, Placed<'a>)>
    where
        T: Copy,
    {
        let (text, place) = self.text(section, key)?;
        if let Some(meaning) = words.get(text) {
            return Some((*meaning, place));
        }
        let allowed = words.keys().copied().collect();
        self.fail_at(&place, ProfileProblem::UnknownWord { allowed });
        None
    }

    /// Notes a fault of a value.
    pub fn fail_at(&mut self, value: &Placed<'_>, problem: ProfileProblem) {
        self.fail(value.field.clone(), &value.span, problem);
    }

    fn as_text(&mut self, value: Placed<'a>) -> Option<(&'a str, Placed<'a>)> {
        let text = value.value.as_str();
        if text.is_none() {
            self.wrong_kind(&value, Kind::Text);
        }
        text.map(|text| (text, value))
    }

    fn get(section: &Section<'a>, key: &str) -> Option<Placed<'a>> {
        let value = section.table.get(key)?;
        Some(Placed {
            value: value.get_ref(),
            field: dotted(&section.name, key),
            span: value.span(),
        })
    }

    fn refuse_unknown_keys(&mut self, section: &Section<'a>, known: &[&'static str]) {
        for (key, _) in section.table {
            let name = key.get_ref();
            if !known.contains(&name.as_ref()) {
                self.fail(
                    dotted(&section.name, name),
                    &key.span(),
                    ProfileProblem::UnknownKey {
                        known: known.to_vec(),
                    },
                );
            }
        }
    }

    fn wrong_kind(&mut self, value: &Placed<'_>, expected: Kind) {
        self.fail_at(value, ProfileProblem::WrongKind { expected });
    }

    fn fail(&mut self, field: String, span: &Range<usize>, problem: ProfileProblem) {
        let (line, column) = self.line_and_column(span.start);
        self.errors.push(ProfileError {
            file: self.file.to_owned(),
            line,
            column,
            field,
            problem,
        });
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (line, before[line_start..].chars().count() + 1)
    }
}

fn out_of_range(least: &impl ToString, most: &impl ToString) -> ProfileProblem {
    ProfileProblem::OutOfRange {
        least: least.to_string(),
        most: most.to_string(),
    }
}

fn dotted(section: &str, key: &str) -> String {
    if section.is_empty() {
        key.to_owned()
    } else {
        format!("{section}.{key}")
    }
}
