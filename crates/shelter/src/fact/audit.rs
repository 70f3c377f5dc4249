//! Facts about who looked at what (操作記録).

use serde::{Deserialize, Serialize};

use crate::{plain::Text, role::Role};

/// `audit.activated`: this PC became one of the shelter, or somebody logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activated {
    /// As what.
    pub role: Role,
}

/// `audit.looked_up`: a person's record was opened. The person is the fact's subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedUp {
    /// Seen with the diagnosis and the protection, as a keeper does.
    pub whole: bool,
}

/// `audit.searched`. What was searched for is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// How many were found.
    pub found: u32,
}

/// `audit.exported`: a file or a printed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Code of the list, such as "wall-list".
    pub what: String,
    /// How many people are on it.
    pub people: u32,
}

/// `audit.unlocked`: the ledger was opened with a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlocked {
    /// Wrong tries before.
    pub failed: u32,
}

/// How much an inquirer was told (災害対策基本法施行規則 第8条の3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldLevel {
    /// Nothing; the same words as for one who is not in the list.
    Nothing,
    /// That information is held (知人).
    Held,
    /// Injury or illness (親族・職場).
    Condition,
    /// Whereabouts, condition and contact (同居の親族).
    Whereabouts,
}

/// `inquiry.answered` 安否照会. About a person when there is one; else about nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryAnswered {
    /// Who asked.
    pub inquirer: Text,
    /// How the inquirer was identified.
    pub identified: Text,
    /// What the inquirer is to the person, as said.
    pub relation: Text,
    /// Why the inquirer asks (照会をする理由); empty in records of before it was asked.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub reason: Text,
    /// What was told.
    pub told: ToldLevel,
}
