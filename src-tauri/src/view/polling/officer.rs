//! What the officer (投票管理者) looks after.

use serde::Serialize;
use specta::Type;

use super::{DutyView, ElectorPersonView, MeansView};
use crate::view::BilingualView;

/// The officer's page.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfficerView {
    /// Whether the booth is open.
    pub booth: BoothStateView,
    /// Who is on duty.
    pub officers: Vec<OfficerOnDutyView>,
    /// Electors held at any desk.
    pub holds: Vec<HoldView>,
    /// Acceptances that contradict each other, those not settled first.
    pub incidents: Vec<IncidentView>,
    /// Looks at electors today that no acceptance followed, newest first.
    pub looks: Vec<LookView>,
    /// Figures against each other.
    pub reconcile: ReconcileView,
}

/// 開所・閉所.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum BoothStateView {
    /// Not opened today.
    NotOpened {
        /// When it should be, `HH:MM`.
        opens: String,
    },
    /// Open.
    Open {
        /// Since, `HH:MM`.
        since: String,
        /// When it should close, `HH:MM`.
        closes: String,
    },
    /// Closed for today.
    Closed {
        /// At, `HH:MM`.
        at: String,
    },
}

/// Somebody on duty; officials, whose names stand in the record of voting (投票録).
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfficerOnDutyView {
    /// Which duty.
    pub duty: DutyView,
    /// Whose name.
    pub name: String,
    /// Since, `HH:MM`.
    pub since: String,
}

/// An elector who is held (留保).
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HoldView {
    /// Name of the elector in the program, hexadecimal.
    pub elector: String,
    /// Who.
    pub person: ElectorPersonView,
    /// At which booth.
    pub booth: String,
    /// What is being asked.
    pub note: String,
    /// Since which hour, without minutes, as `MM-DD HH`.
    pub since: String,
    /// Whether this desk may release it.
    pub can_release: bool,
}

/// One acceptance, without an order inside its hour.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptanceView {
    /// Short hash of the fact, hexadecimal.
    pub mark: String,
    /// At which booth.
    pub booth: String,
    /// Which day, `YYYY-MM-DD`.
    pub day: String,
    /// Which hour, 0–23.
    pub hour: u8,
    /// By what the elector was found.
    pub means: MeansView,
    /// On whose word it stands: the authority, a district allotted, telephone, nobody.
    pub authority: BilingualView,
}

/// Acceptances that contradict each other: both stay, and a named person settles them.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentView {
    /// Name of the incident in the program.
    pub id: String,
    /// Name of the elector in the program, hexadecimal.
    pub elector: String,
    /// Who.
    pub person: ElectorPersonView,
    /// The kind's name in the program.
    pub ballot: String,
    /// The kind's name for people.
    pub ballot_name: String,
    /// The acceptances.
    pub acceptances: Vec<AcceptanceView>,
    /// What was found; none while not settled.
    pub settled: Option<SettledView>,
}

/// What was found about an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettledView {
    /// In words.
    pub finding: String,
    /// Who settled it, by office.
    pub by: String,
}

/// A look at an elector that no acceptance followed.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookView {
    /// As the badge says.
    pub operator: String,
    /// Which hour, 0–23.
    pub hour: u8,
    /// By what.
    pub means: MeansView,
    /// 選挙人番号.
    pub number: String,
    /// 氏名.
    pub name: String,
}

/// An acceptance.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedView {
    /// The claim, hexadecimal.
    pub claim: String,
    /// Who.
    pub person: ElectorPersonView,
    /// Its ballots: name in the program and for people.
    pub ballots: Vec<(String, String)>,
}

/// Our figures beside those of dispensers and slips.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReconcileView {
    /// Which day, `YYYY-MM-DD`.
    pub day: String,
    /// Hours in which the booth was open, first one first.
    pub hours: Vec<HourRowView>,
    /// The hour whose acceptances are shown; none while none is.
    pub open_hour: Option<u8>,
    /// Acceptances of that hour, by roll number: no order inside the hour is kept.
    pub acceptances: Vec<AcceptedView>,
    /// Ballot papers of this booth today.
    pub stock: Vec<BallotStockView>,
}

/// One hour.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HourRowView {
    /// 0–23; 10 stands for 10:00 to 10:59.
    pub hour: u8,
    /// Whether it is over.
    pub over: bool,
    /// Electors accepted: as many slips should be there.
    pub accepted: u32,
    /// Slips counted; none while not counted.
    pub slips: Option<u32>,
    /// Slips counted minus accepted; none while not counted.
    pub slips_difference: Option<i32>,
    /// Kind by kind.
    pub cells: Vec<HourCellView>,
}

/// One kind in one hour.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HourCellView {
    /// The kind's name in the program.
    pub ballot: String,
    /// Handed out by our figures.
    pub ours: u32,
    /// By the dispenser's; none while not entered.
    pub dispenser: Option<u32>,
    /// The dispenser's minus ours; none while not entered.
    pub difference: Option<i32>,
}

/// Ballot papers: the figures of the record of voting (投票録).
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BallotStockView {
    /// The kind's name in the program.
    pub ballot: String,
    /// 交付, by our figures.
    pub ours: u32,
    /// 受領; none while not entered.
    pub received: Option<u32>,
    /// 交付, as counted; none while not entered.
    pub issued: Option<u32>,
    /// 書損・汚損; none while not entered.
    pub spoiled: Option<u32>,
    /// 残; none while not entered.
    pub left: Option<u32>,
    /// Left as counted, minus received less ours less spoiled; none while not entered.
    pub difference: Option<i32>,
}
