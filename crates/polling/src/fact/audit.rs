//! Facts about who looked at what (操作記録); nothing of a status follows from them.

use serde::{Deserialize, Serialize};

use super::Means;
use crate::role::Role;

/// `audit.entered`: somebody logged in at this PC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// As what.
    pub role: Role,
}

/// What a look at an elector led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LedTo {
    /// Nothing: shown to the officer.
    Nothing,
    /// An acceptance.
    Acceptance,
    /// The elector was refused.
    Refusal,
    /// The elector was held.
    Hold,
    /// A step of absentee voting.
    Absentee,
    /// An officer withdrew an acceptance or settled a contradiction.
    Officer,
}

/// `audit.looked`: an elector's page was open. The elector is the fact's subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// How the elector was found.
    pub means: Means,
    /// What it led to; written when the page closes.
    pub led_to: LedTo,
}

/// `audit.searched`: the roll was searched. What was searched for is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// How the search was made.
    pub means: Means,
    /// How many were found.
    pub found: u32,
}

/// `audit.exported`: a file or a printed list left the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Code of the list, such as `marked-roll`.
    pub what: String,
    /// For what, in words; no list that amounts to a copy of the roll leaves without it.
    pub purpose: String,
    /// How many electors are on it.
    pub electors: u64,
}
