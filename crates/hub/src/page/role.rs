//! What each role may do, as one table.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::api::PageRole;

/// Something that one may do or not.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Right {
    /// Counts of all shelters, and one shelter without its people.
    Counts,
    /// Situation reports.
    Reports,
    /// Search for people and open records, each with a reason.
    People,
    /// Find and see those who are protected (支援措置).
    Protected,
    /// Answer inquiries (安否照会).
    Inquiries,
    /// See contradictions and settle doubles.
    Settle,
    /// Write files.
    Export,
    /// Counts of an election.
    Polling,
    /// Devices and codes.
    Devices,
    /// Users.
    Users,
    /// The record of looks (閲覧記録).
    Audit,
    /// Erasures, two officers each.
    Erase,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Counts,
        Self::Reports,
        Self::People,
        Self::Protected,
        Self::Inquiries,
        Self::Settle,
        Self::Export,
        Self::Polling,
        Self::Devices,
        Self::Users,
        Self::Audit,
        Self::Erase,
    ];
}

impl PageRole {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Headquarters,
        Self::Viewer,
        Self::Keeper,
        Self::ElectionOffice,
        Self::Administrator,
        Self::Auditor,
        Self::ErasureOfficer,
    ];

    /// What the role may do.
    pub fn rights(self) -> &'static [Right] {
        match self {
            Self::Headquarters => &[
                Right::Counts,
                Right::Reports,
                Right::People,
                Right::Inquiries,
                Right::Export,
            ],
            Self::Viewer => &[Right::Counts, Right::Reports],
            Self::Keeper => &[
                Right::Counts,
                Right::Reports,
                Right::People,
                Right::Protected,
                Right::Settle,
            ],
            Self::ElectionOffice => &[Right::Polling],
            Self::Administrator => &[Right::Devices, Right::Users],
            Self::Auditor => &[Right::Audit],
            Self::ErasureOfficer => &[Right::Erase],
        }
    }

    /// As it is kept and as the command line takes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Headquarters => "headquarters",
            Self::Viewer => "viewer",
            Self::Keeper => "keeper",
            Self::ElectionOffice => "election-office",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
            Self::ErasureOfficer => "erasure-officer",
        }
    }

    /// The role of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// What several roles may do together, in the order of [`Right::ALL`].
pub fn rights_of(roles: &[PageRole]) -> Vec<Right> {
    Right::ALL
        .into_iter()
        .filter(|right| roles.iter().any(|role| role.rights().contains(right)))
        .collect()
}
