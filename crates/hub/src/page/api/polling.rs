//! An election: booths, counts by hour, doubles, incidents. No elector's name is at the hub.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{DeskLine, Millis};

/// One booth (期日前投票所).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoothLine {
    /// Its id.
    pub id: String,
    /// What its first PC is called.
    pub name: String,
    /// Open today.
    pub open: bool,
    /// Electors let through by day (`2026-11-22`) and hour of Japan.
    pub hours: BTreeMap<String, BTreeMap<u8, u32>>,
    /// Electors let through in all.
    pub accepted: u32,
    /// Acceptances that stand side by side for one elector and ballot.
    pub doubles: u32,
    /// PCs that are cut off from the authority.
    pub outages: u32,
    /// The list of early voters is frozen.
    pub frozen: bool,
    /// When anything came from it last.
    pub heard: Option<Millis>,
    /// Its PCs.
    pub desks: Vec<DeskLine>,
}

/// An elector who was let through twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoubleLine {
    /// The elector's id; names are in the roll, which is not here.
    pub elector: String,
    /// Which ballot.
    pub ballot: String,
    /// What stands side by side, the earliest first.
    pub acceptances: Vec<AcceptedLine>,
    /// An absentee vote, or one on election day, stands against them.
    pub against_another_vote: bool,
    /// What was found; `None` while somebody has to look into it.
    pub settled: Option<Finding>,
}

/// One of the acceptances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedLine {
    /// The booth's stream.
    pub booth: String,
    /// The hour in which it was; the law's secrecy knows no minute.
    pub at: Millis,
    /// The ballot went to the box; otherwise it can still be taken back.
    pub left: bool,
}

/// What somebody found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// In words.
    pub finding: String,
    /// By name of office.
    pub office: String,
}

/// Records what was found about a double. Both acceptances stay; the booths get it too.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettleDouble {
    /// The elector's id.
    pub elector: String,
    /// Which ballot.
    pub ballot: String,
    /// What was found, in words and without a name. At least 4 characters.
    pub finding: String,
    /// Who found it, by name of office, as 選挙管理委員会事務局長.
    pub office: String,
}

/// Something that the record of voting holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentLine {
    /// The booth's stream.
    pub booth: String,
    /// When.
    pub at: Millis,
    /// Kind of the event, a code.
    pub kind: String,
}

/// All booths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollingOverview {
    /// State of the realm that this is of.
    #[specta(type = u32)]
    pub change: i64,
    /// The hub's clock.
    pub now: Millis,
    /// Each booth.
    pub booths: Vec<BoothLine>,
    /// Doubles, the open ones first.
    pub doubles: Vec<DoubleLine>,
    /// The last incidents first.
    pub incidents: Vec<IncidentLine>,
}
