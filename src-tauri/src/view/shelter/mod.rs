//! The shelter desk's view (避難所): small, and sent whole when something changes.

mod arrival;
mod board;
mod manage;
mod person;

use serde::Serialize;
use specta::Type;

pub use arrival::{ArrivalView, CandidateView, KnownHereView, NewcomerView, OriginView};
pub use board::{BandView, BoardView, CountView, PortionsView};
pub use manage::{
    BadgeView, ManageView, OfferView, PlaceView, ReportLineView, ReportView, RuleView, ServingView,
    StockView, UtilityView,
};
pub use person::{
    ConflictView, ConsentView, EvacueeView, HitView, ItemView, MissingView, NeedView, PresenceView,
    StayView,
};

use super::hub::HubLinkView;
use super::{AdviceView, BilingualView};
pub use super::{CardProblemView, LastView};

/// All that the shelter desk shows.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShelterView {
    /// Where the desk stands between "not in use" and "closed".
    pub phase: ShelterPhase,
    /// The page that is open.
    pub page: PageView,
    /// Whether this is training: its own list, and no way to the city.
    pub training: bool,
    /// City of the activation package; empty without one.
    pub city: String,
    /// Who may open this shelter besides the city, as the package names them.
    pub keepers: Vec<String>,
    /// A code to be written down now, shown once.
    pub code_to_keep: Option<String>,
    /// The shelters that the city has planned.
    pub places: Vec<PlaceView>,
    /// The shelter; none before it is opened.
    pub shelter: Option<PlaceView>,
    /// Who works here now; none while the desk is locked.
    pub operator: Option<OperatorView>,
    /// Local date and time as the PC has it, `YYYY-MM-DD HH:MM`.
    pub clock: String,
    /// Why that clock should be looked at.
    pub clock_warning: Option<AdviceView>,
    /// The figures.
    pub board: Option<BoardView>,
    /// The person at the desk.
    pub arrival: ArrivalView,
    /// The person whose page is open.
    pub person: Option<EvacueeView>,
    /// Meals and goods being handed out.
    pub serving: Option<ServingView>,
    /// The answer to whoever asks after somebody; none while nothing was answered.
    pub told: Option<BilingualView>,
    /// The report as it would be sent now.
    pub report: Option<ReportView>,
    /// What the keeper looks after.
    pub manage: Option<ManageView>,
    /// What the last act did.
    pub last: Option<LastView>,
    /// What is wrong at the moment.
    pub notices: Vec<AdviceView>,
    /// Whether this PC may recognise cards without a PIN; the city can switch that off.
    pub taps: bool,
    /// Sounds on or off.
    pub sound: bool,
    /// How much of the list is on this PC alone; none before there is a list.
    pub sync: Option<SyncView>,
}

/// How much of the list is on this PC alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// Last handed on, `HH:MM` or `MM-DD HH:MM`; empty if never since the start.
    pub last_sent: String,
    /// Records since then.
    pub unsent: u32,
    /// Whether handing on failed.
    pub trouble: bool,
    /// How the link to the hub stands; `off` without one.
    pub hub: HubLinkView,
}

/// A list behind one of the board's counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ListView {
    /// Not seen for 24 hours.
    #[serde(rename = "unseen_24")]
    Unseen24,
    /// Not seen for 48 hours.
    #[serde(rename = "unseen_48")]
    Unseen48,
    /// Two reports that contradict each other.
    Contradictions,
    /// Something is still to be asked.
    Incomplete,
}

/// Where the desk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ShelterPhase {
    /// The counter desk is in use.
    Off,
    /// A code is asked for.
    Activating,
    /// Name, place and capacity are asked for.
    Opening,
    /// A badge or a keeper's code is asked for.
    Locked,
    /// People come in.
    Open,
    /// Closed; the list is still there.
    Closed,
}

/// The page that is open: a card means something else on each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, serde::Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PageView {
    /// 受付.
    #[default]
    Reception,
    /// さがす.
    Search,
    /// 配る.
    Serve,
    /// 状況.
    Board,
    /// 報告.
    Report,
    /// 安否照会.
    Inquiry,
    /// 管理.
    Manage,
}

/// Who works at the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperatorView {
    /// What he may do.
    pub role: RoleView,
    /// As the badge says; no name of a person.
    pub label: String,
}

/// 役割.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RoleView {
    /// 管理者.
    Keeper,
    /// ボランティア.
    Volunteer,
    /// 閲覧のみ.
    Viewer,
}
