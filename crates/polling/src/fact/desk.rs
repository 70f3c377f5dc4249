//! Facts of the desk itself: who may work at it, and what the board holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plain::{Actor, DeviceId};
use crate::role::Role;

/// `badge.issued`: a badge (名札) opens the booth's desks from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadgeIssued {
    /// Pseudonym of whoever holds it.
    pub badge: Actor,
    /// What it allows.
    pub role: Role,
    /// As it stands on the badge: an office or a number, not a name.
    pub label: String,
}

/// `badge.revoked`: a badge opens nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadgeRevoked {
    /// Which.
    pub badge: Actor,
}

/// `board.received`: the election board read the check words back: it holds every record up to here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardReceived {
    /// The last number of each PC.
    pub have: BTreeMap<DeviceId, u64>,
}
