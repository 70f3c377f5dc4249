//! A shelter as all facts about it say.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Versioned;
use crate::{
    fact::{BadgeIssued, Bytes, Counted, Detail, GoodRule, MealPlanned, Receipt, Stocked},
    plain::{Actor, Mark, Moment, ShelterStatus, Text, Token, Utility, UtilityState},
};

/// A head count by eye (目視人数).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadCount {
    /// When it was counted.
    pub at: Moment,
    /// What was counted.
    pub counted: Counted,
}

/// A report that was sent (状況報告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSent {
    /// The fact.
    pub by: Mark,
    /// Running number of the report.
    pub version: u32,
    /// When.
    pub at: Moment,
    /// The report itself.
    pub report: Bytes,
}

/// A shelter: the fold of all facts about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelter {
    pub(super) status: Option<Versioned<ShelterStatus>>,
    pub(super) opened_at: Option<Moment>,
    pub(super) details: BTreeMap<Detail, Versioned<Option<Text>>>,
    pub(super) counts: Vec<HeadCount>,
    pub(super) stock: BTreeMap<String, Versioned<Stocked>>,
    pub(super) utilities: BTreeMap<Utility, Versioned<UtilityState>>,
    pub(super) reports: Vec<ReportSent>,
    pub(super) receipts: Vec<Receipt>,
    pub(super) badges: BTreeMap<Actor, Versioned<Option<BadgeIssued>>>,
    pub(super) revoked: BTreeSet<Token>,
    pub(super) meals: BTreeMap<String, Versioned<MealPlanned>>,
    pub(super) rules: BTreeMap<String, Versioned<GoodRule>>,
}
