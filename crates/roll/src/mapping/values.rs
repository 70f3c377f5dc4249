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
    mark: BTreeMap<OrNone<MarkKind>, Vec<String>>,
    already: BTreeMap<OrNone<Already>, Vec<String>>,
    eligible: BTreeMap<YesNo, Vec<String>>,
    #[serde(default)]
    district: BTreeMap<String, DistrictId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum YesNo {
    Yes,
    No,
}

/// A value of the domain, or `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(untagged)]
enum OrNone<T> {
    None(NoneWord),
    Some(T),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum NoneWord {
    None,
}

impl Values {
    /// No text means two things.
    pub(super) fn check(&self) -> Result<(), RollError> {
        let twice = |texts: Vec<&String>| {
            let mut even: Vec<String> = texts.iter().map(|text| evened(text)).collect();
            let before = even.len();
            even.sort();
            even.dedup();
            even.len() < before
        };
        for (table, texts) in [
            ("sex", self.sex.values().flatten().collect()),
            ("mark", self.mark.values().flatten().collect()),
            ("already", self.already.values().flatten().collect()),
            ("eligible", self.eligible.values().flatten().collect()),
        ] {
            if twice(texts) {
                return Err(RollError::MappingInvalid {
                    problem: format!("values.{table}: one text twice"),
                });
            }
        }
        Ok(())
    }

    pub(crate) fn sex(&self, text: &str) -> Option<Sex> {
        meaning(&self.sex, text)
    }

    /// `None` if the text means that there is no mark.
    pub(crate) fn mark(&self, text: &str) -> Result<Option<MarkKind>, Reason> {
        let mark = meaning(&self.mark, text).map(OrNone::value);
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
