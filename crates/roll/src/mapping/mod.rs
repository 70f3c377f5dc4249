//! The mapping file: which column of a CSV file holds what, and what its values mean.

mod columns;
mod marks;
mod values;

use serde::Deserialize;

use polling::plain::BallotId;

use crate::RollError;
pub(crate) use columns::{Columns, Layout};
pub(crate) use marks::{MarkColumns, MarkPlaces};
pub(crate) use values::{Values, parts};

/// Our own layout; others are made by copying and editing it.
const DEFAULT: &str = include_str!("../../mappings/default.toml");

/// Which column of the register's export holds what (対応表), TOML. `mappings/default.toml` explains every line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    format: u16,
    pub(crate) encoding: Stated,
    #[serde(default = "comma")]
    pub(crate) separator: char,
    pub(crate) header: bool,
    pub(crate) dates: DateStyle,
    pub(crate) columns: Columns,
    pub(crate) values: Values,
    /// Stands between several marks in one column.
    #[serde(default = "bar")]
    pub(crate) mark_separator: char,
    #[serde(default, rename = "mark")]
    pub(crate) marks: Vec<MarkColumns>,
    #[serde(default, rename = "ballot")]
    pub(crate) ballots: Vec<BallotColumns>,
}

/// In which characters the file is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Stated {
    Auto,
    #[serde(rename = "utf-8")]
    Utf8,
    ShiftJis,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DateStyle {
    Any,
    Western,
    Wareki,
}

/// A column, by its heading or by its place from 1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Column {
    Place(usize),
    Heading(String),
}

/// The columns of one kind of ballot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BallotColumns {
    pub(crate) id: BallotId,
    pub(crate) eligible: Option<Column>,
    pub(crate) already: Option<Column>,
}

fn comma() -> char {
    ','
}

fn bar() -> char {
    '|'
}

impl Mapping {
    /// Reads a mapping file.
    pub fn parse(text: &str) -> Result<Self, RollError> {
        let invalid = |problem: String| RollError::MappingInvalid { problem };
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .map_or(0, |span| 1 + text[..span.start].matches('\n').count());
            invalid(format!("{line}: {}", error.message().replace('\n', " ")))
        })?;
        if mapping.format != 1 {
            return Err(invalid(format!("format {}", mapping.format)));
        }
        if !matches!(mapping.separator, ',' | '\t' | ';') {
            return Err(invalid("separator".to_owned()));
        }
        mapping
            .columns
            .check(mapping.header, &mapping.marks, &mapping.ballots)?;
        mapping.values.check()?;
        marks::check(&mapping)?;
        Ok(mapping)
    }

    /// The layout that Kazashi itself writes and expects.
    pub fn ours() -> Self {
        Self::parse(DEFAULT).expect("the file that is built in was read by the tests")
    }

    /// Our mapping file as text, to copy and edit.
    pub fn ours_as_text() -> &'static str {
        DEFAULT
    }

    /// The same with columns for these kinds of ballot, named `<id>` and `<id>:状態`.
    #[must_use]
    pub fn with_ballots(mut self, ids: &[BallotId]) -> Self {
        self.ballots = ids
            .iter()
            .map(|id| BallotColumns {
                id: id.clone(),
                eligible: Some(Column::Heading(id.as_str().to_owned())),
                already: Some(Column::Heading(format!("{id}:状態"))),
            })
            .collect();
        self
    }
}
