//! Marks (表示) in columns of their own, beside those of `[columns]`.

use serde::Deserialize;

use polling::elector::MarkKind;

use super::values::{self, MarkValues};
use super::{Column, Mapping};
use crate::RollError;

/// One block `[[mark]]`: a register that has a column for moves and another one for suspended rights.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkColumns {
    /// What the mark says, by `values` or `[values.mark]`.
    pub(super) column: Option<Column>,
    /// Instead of `column`: the mark is of this kind where any of the others is filled.
    pub(super) kind: Option<MarkKind>,
    pub(super) since: Option<Column>,
    pub(super) until: Option<Column>,
    pub(super) detail: Option<Column>,
    /// Where the column has other texts than `[values.mark]`, such as 1 for "yes".
    pub(super) values: Option<MarkValues>,
}

/// Where one mark, or several with a separator between, stand in a line.
#[derive(Default)]
pub(crate) struct MarkPlaces {
    pub(crate) kind: Option<usize>,
    /// The kind where no column says it.
    pub(crate) always: Option<MarkKind>,
    pub(crate) since: Option<usize>,
    pub(crate) until: Option<usize>,
    pub(crate) detail: Option<usize>,
    /// Its own values.
    pub(crate) values: Option<MarkValues>,
}

impl MarkColumns {
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        [&self.column, &self.since, &self.until, &self.detail]
            .into_iter()
            .flatten()
    }

    pub(super) fn found_by(&self, mut find: impl FnMut(&Column) -> Option<usize>) -> MarkPlaces {
        let mut at = |column: &Option<Column>| column.as_ref().and_then(&mut find);
        MarkPlaces {
            kind: at(&self.column),
            always: self.kind,
            since: at(&self.since),
            until: at(&self.until),
            detail: at(&self.detail),
            values: self.values.clone(),
        }
    }
}

pub(super) fn check(mapping: &Mapping) -> Result<(), RollError> {
    let invalid = |problem: &str| {
        Err(RollError::MappingInvalid {
            problem: problem.to_owned(),
        })
    };
    let between = mapping.mark_separator;
    // Letters, and what stands within a date, would cut a value in two.
    if between == mapping.separator
        || between.is_alphanumeric()
        || between.is_control()
        || matches!(between, '-' | '/' | '.' | '"' | ' ' | '　')
    {
        return invalid("mark_separator");
    }
    let own = mapping.marks.iter().filter_map(|mark| mark.values.as_ref());
    for values in own.chain([mapping.values.marks()]) {
        if values::texts(values).any(|text| values::parts(text, between).count() > 1) {
            return invalid("values.mark: a text with mark_separator in it");
        }
        values::check_marks(values)?;
    }
    for mark in &mapping.marks {
        if mark.column.is_some() == mark.kind.is_some() {
            return invalid("mark: either column or kind");
        }
        if mark.kind.is_some() && mark.columns().next().is_none() {
            return invalid("mark: kind without a column");
        }
        if mark.column.is_none() && mark.values.is_some() {
            return invalid("mark: values without column");
        }
    }
    Ok(())
}
