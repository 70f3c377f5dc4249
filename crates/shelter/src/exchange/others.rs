//! The one place where protected people are taken out.

use std::collections::BTreeSet;

use super::Evacuee;
use crate::plain::HouseholdId;

/// Rows that may leave the shelter; only [`for_others`] makes them.
#[derive(Clone)]
pub struct ForOthers<'a> {
    rows: Vec<&'a Evacuee>,
    left_out: usize,
}

/// Takes out who is protected (支援措置), and with them their whole households: a child's name on a
/// list tells where the mother is as well as hers does.
pub fn for_others(rows: &[Evacuee]) -> ForOthers<'_> {
    let hidden: BTreeSet<HouseholdId> = rows
        .iter()
        .filter(|row| row.protected)
        .filter_map(|row| row.household)
        .collect();
    let may_leave = |row: &&Evacuee| {
        !row.protected
            && row
                .household
                .is_none_or(|household| !hidden.contains(&household))
    };
    let kept: Vec<&Evacuee> = rows.iter().filter(may_leave).collect();
    let left_out = rows.len() - kept.len();
    ForOthers {
        rows: kept,
        left_out,
    }
}

impl<'a> ForOthers<'a> {
    /// The rows, in the order of the list.
    pub fn rows(&self) -> &[&'a Evacuee] {
        &self.rows
    }

    /// How many were taken out. For keepers only: beside a list it tells that somebody is protected.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Those who agreed to be published (公表); a question that was not asked is a no.
    pub fn published(&self) -> impl Iterator<Item = &'a Evacuee> {
        let rows = self.rows.iter().copied();
        rows.filter(|row| row.consent.public.is_yes())
    }
}
