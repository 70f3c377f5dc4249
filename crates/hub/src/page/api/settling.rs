//! Contradictions that somebody settles, reports, and erasures.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Millis, PersonLine};

/// What is contradicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConflictKind {
    /// Two shelters say that somebody stays there.
    TwoPlaces,
    /// Two records of one human, as it seems: same birth date and name.
    Double,
    /// Values of one record that stand side by side.
    Values,
}

/// One contradiction.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// What is contradicted.
    pub kind: ConflictKind,
    /// The records, as they stand.
    pub people: Vec<PersonLine>,
    /// Codes of what is contradicted: items, `presence`, `needs` …
    pub about: Vec<String>,
    /// What can be chosen from here; what only the person can say is settled at the shelter.
    pub versions: Vec<VersionView>,
}

/// One of the values that stand side by side.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionView {
    /// Code of what it is of: an item, or `presence`.
    pub about: String,
    /// The fact that says it.
    pub mark: String,
    /// The value; of `presence` its code.
    pub value: String,
    /// Where it was said.
    pub shelter_name: String,
    /// When.
    pub at: Millis,
}

/// Chooses one of them: it stands from now on, for the shelters too.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Choose {
    /// Code of what is chosen.
    pub about: String,
    /// The fact that says what is right.
    pub mark: String,
    /// Why: what was asked of whom.
    pub reason: String,
}

/// All of them.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Conflicts {
    /// At most 200 at a time.
    pub conflicts: Vec<Conflict>,
    /// There are more.
    pub more: bool,
}

/// Settles whether two records are of one human. What was settled is an event of the hub's, which goes to all.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settle {
    /// One record.
    pub one: String,
    /// The other.
    pub other: String,
    /// One human, or two.
    pub same: bool,
    /// Why: what was compared.
    pub reason: String,
}

/// One situation report (避難所状況報告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportLine {
    /// The shelter's id.
    pub shelter: String,
    /// Its name.
    pub shelter_name: String,
    /// Running number.
    pub number: u32,
    /// As of when.
    pub at: Millis,
    /// Who stays.
    pub staying: u32,
}

/// A report as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportView {
    /// Which.
    pub line: ReportLine,
    /// Its lines.
    pub entries: Vec<ReportEntry>,
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportEntry {
    /// Heading above it.
    pub section: String,
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
    /// Whether it differs from the report before.
    pub changed: bool,
}

/// Asks for an erasure (消去). Another officer carries it out.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AskErasure {
    /// The record.
    pub person: String,
    /// On what ground.
    pub reason: String,
}

/// An erasure that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ErasureLine {
    /// Its id.
    pub id: String,
    /// The record.
    pub person: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub at: Millis,
    /// On what ground.
    pub reason: String,
    /// Who carried it out; `None` while it waits.
    pub done_by: Option<String>,
}
