//! Names made of bytes; none says who or where.

use serde::{Deserialize, Serialize};

/// An elector (選挙人): a keyed hash of the roll's own number (選挙人番号), the same at all booths of an election.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ElectorId(pub [u8; 16]);

/// One claim (受付の申請), drawn by lot by the desk; asking again with the same one is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimId(pub [u8; 16]);

/// The PC that wrote a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceId(pub [u8; 16]);

/// Who was logged in, pseudonymous.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Actor(pub [u8; 8]);

/// The short hash of a fact, by which another fact refers to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark(pub [u8; 8]);

/// Milliseconds since 1970 UTC, by the clock of one PC: for counts by hour, never for order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment(pub i64);
