//! What the values of a file mean.

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use polling::elector::{Already, MarkKind, Sex};
use polling::plain::DistrictId;

use crate::RollError;
use crate::import::Reason;

/// The tables of `[values]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Values {
    sex: BTreeMap<Sex, Vec<String>>,
    mark: MarkValues,
    already: BTreeMap<OrNone<Already>, Vec<String>>,
    eligible: BTreeMap<YesNo, Vec<String>>,
    #[serde(default)]
    district: BTreeMap<String, DistrictId>,
}

/// What the texts of a column of marks mean.
pub(crate) type MarkValues = BTreeMap<OrNone<MarkKind>, Vec<String>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum YesNo {
    Yes,
    No,
}

/// A value of the domain, or `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(untagged)]
pub(crate) enum OrNone<T> {
    None(NoneWord),
    Some(T),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NoneWord {
    None,
}

impl Values {
    /// No text means two things.
    pub(super) fn check(&self) -> Result<(), RollError> {
        once("sex", self.sex.values().flatten())?;
        once("already", self.already.values().flatten())?;
        once("eligible", self.eligible.values().flatten())
    }

    pub(super) fn marks(&self) -> &MarkValues {
        &self.mark
    }

    pub(crate) fn sex(&self, text: &str) -> Option<Sex> {
        meaning(&self.sex, text)
    }

    /// What a text says by the column's own table, or by the one for all. `None` if it means that there is no mark.
    pub(crate) fn mark(
        &self,
        own: Option<&MarkValues>,
        text: &str,
    ) -> Result<Option<MarkKind>, Reason> {
        let mark = meaning(own.unwrap_or(&self.mark), text).map(OrNone::value);
        mark.ok_or(Reason::UnknownValue)
    }

    /// As [`Self::mark`].
    pub(crate) fn already(&self, text: &str) -> Result<Option<Already>, Reason> {
        let state = meaning(&self.already, text).map(OrNone::value);
        state.ok_or(Reason::UnknownValue)
    }

    pub(crate) fn eligible(&self, text: &str) -> Option<bool> {
        meaning(&self.eligible, text).map(|word| word == YesNo::Yes)
    }

    pub(crate) fn district(&self, text: &str) -> Option<DistrictId> {
        let listed = self.district.get(text);
        listed
            .cloned()
            .or_else(|| DistrictId::new(evened(text).to_lowercase()).ok())
    }
}

impl<T> OrNone<T> {
    fn value(self) -> Option<T> {
        match self {
            Self::None(_) => None,
            Self::Some(value) => Some(value),
        }
    }
}

/// No text means two marks.
pub(super) fn check_marks(values: &MarkValues) -> Result<(), RollError> {
    once("mark", texts(values))
}

pub(super) fn texts(values: &MarkValues) -> impl Iterator<Item = &String> {
    values.values().flatten()
}

fn once<'t>(table: &str, texts: impl Iterator<Item = &'t String>) -> Result<(), RollError> {
    let mut even: Vec<String> = texts.map(|text| evened(text)).collect();
    let before = even.len();
    even.sort();
    even.dedup();
    if even.len() == before {
        return Ok(());
    }
    Err(RollError::MappingInvalid {
        problem: format!("values.{table}: one text twice"),
    })
}

/// The parts of a text, also where the separator stands in full width.
pub(crate) fn parts(text: &str, between: char) -> impl Iterator<Item = &str> {
    let is_between = move |c: char| c == between || c.nfkc().eq([between]);
    text.split(is_between).map(str::trim)
}

fn meaning<T: Copy>(table: &BTreeMap<T, Vec<String>>, text: &str) -> Option<T> {
    let listed = |text: &str| {
        let mut rows = table.iter();
        rows.find_map(|(value, texts)| texts.iter().any(|one| one == text).then_some(*value))
    };
    listed(text).or_else(|| {
        let even = evened(text);
        let mut rows = table.iter();
        rows.find_map(|(value, texts)| {
            texts
                .iter()
                .any(|one| evened(one) == even)
                .then_some(*value)
        })
    })
}

fn evened(text: &str) -> String {
    text.trim().nfkc().collect()
}
