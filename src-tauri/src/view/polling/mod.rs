//! The polling desk's view (期日前投票): small, and sent whole when something changes.
//!
//! The window draws what it is given and decides nothing: whether a ballot may be handed out is in
//! [`BallotDecisionView`], whether "accept" may be pressed is in [`ElectorPageView::can_accept`].
//! It is carried by the event `polling-view`; the window asks with the commands `polling_view` and
//! `polling_act`, whose argument `input` is a [`PollingAct`].

mod act;
mod board;
mod call;
mod election;
mod elector;
mod manage;
mod officer;
mod standing;
mod step;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use act::{
    AbsenteeStepView, DutyView, PollingAct, PollingPaperView, StockEntryView, TallyView,
    WithdrawnBecauseView,
};
pub use board::{BallotCountView, BoothCountView, HourCountView, PollingBoardView};
pub use call::{CallBallotView, CallStateView, CallView, CallingBoothView};
pub use election::{
    BallotKindView, BoothChoiceView, DistrictView, ElectionView, OutageRuleView, SlipModeView,
};
pub use elector::{
    AbsenteeOfferView, BallotCardView, BallotDecisionView, BallotProgressView, ConfirmationView,
    DifferenceView, ElectorCandidateView, ElectorPageView, ElectorPersonView, MeansView,
    ReasonChoiceView, SlipStateView, SlipView, VerdictMoodView,
};
pub use manage::{
    BadRowView, ChangedRowView, ClaimsView, FrozenView, PollingBadgeView, PollingManageView,
    RollChangesView, RollImportView, RollView,
};
pub use officer::{
    AcceptanceView, AcceptedView, BallotStockView, BoothStateView, HoldView, HourCellView,
    HourRowView, IncidentView, LookView, OfficerOnDutyView, OfficerView, ReconcileView,
    SettledView,
};
pub use standing::{PollingLinkView, StandingView};
pub use step::{PollingStepView, StopKindView, StopView};

use super::{AdviceView, LastView};

/// All that the polling desk shows.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollingView {
    /// Where the desk stands between "not in use" and "the roll is gone".
    pub phase: PollingPhaseView,
    /// The page that is open.
    pub page: PollingPageView,
    /// Whether this is training: its own roll, its own folder, its own paper.
    pub training: bool,
    /// City of the election's package; empty without one.
    pub city: String,
    /// Whose codes open this election, as the package names them.
    pub keepers: Vec<String>,
    /// What the board has decided; none before the package is opened.
    pub election: Option<ElectionView>,
    /// Whether today is election day (選挙期日): the desk of a polling station, without reasons and slips.
    pub election_day: bool,
    /// Who works here now; none while the desk is locked.
    pub operator: Option<PollingOperatorView>,
    /// Local date and time as the PC has it, `YYYY-MM-DD HH:MM`.
    pub clock: String,
    /// Why that clock should be looked at.
    pub clock_warning: Option<AdviceView>,
    /// What is always on the screen: booth, rule, link, age of the copy, roll. None before a booth is chosen.
    pub standing: Option<StandingView>,
    /// The elector at the desk.
    pub step: PollingStepView,
    /// Electors whose claim or ballots an interruption left open; each is taken up by `Resume`.
    pub unfinished: Vec<UnfinishedView>,
    /// When the acceptances that are typed from paper were made, `YYYY-MM-DDTHH:00`; none while none are typed.
    pub paper_entry: Option<String>,
    /// What the officer looks after; none for a clerk, and on other pages.
    pub officer: Option<OfficerView>,
    /// The figures; none on other pages.
    pub board: Option<PollingBoardView>,
    /// What the administrator looks after; none for others, and on other pages, but there while setting up.
    pub manage: Option<PollingManageView>,
    /// Electors held at any desk, acceptances that contradict each other and are not settled: seen on every page.
    pub alerts: AlertsView,
    /// What the last act did.
    pub last: Option<LastView>,
    /// What is wrong at the moment.
    pub notices: Vec<AdviceView>,
    /// Sounds on or off.
    pub sound: bool,
}

/// Where the desk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PollingPhaseView {
    /// Another desk is in use.
    Off,
    /// The package of the election, or its code, is asked for.
    Activating,
    /// The administrator loads the roll and chooses the booth.
    SettingUp,
    /// A badge or a code is asked for.
    Locked,
    /// Electors come.
    Open,
    /// The period is over and the early voters are frozen; the roll is still here.
    Frozen,
    /// Keys and roll are destroyed; what stays is the receipt of that.
    Destroyed,
}

/// The page that is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PollingPageView {
    /// 受付.
    #[default]
    Booth,
    /// 管理者席: the officer's page.
    Officer,
    /// 状況.
    Board,
    /// 設定: the administrator's page.
    Manage,
}

/// Who works at the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollingOperatorView {
    /// What he may do.
    pub role: PollingRoleView,
    /// As the badge says, such as `受付1番`; no name of a person.
    pub label: String,
}

/// 役割.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PollingRoleView {
    /// 受付係.
    Clerk,
    /// 投票管理者, or his deputy.
    Officer,
    /// 選挙管理委員会事務局.
    Administrator,
}

/// An elector whose claim or ballots an interruption left open.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnfinishedView {
    /// Name of the elector in the program, hexadecimal.
    pub elector: String,
    /// Who.
    pub person: ElectorPersonView,
    /// Whether the acceptance stands: then ballots may have been handed out. Else its outcome is asked.
    pub accepted: bool,
}

/// What waits for the officer; counts only, for every page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlertsView {
    /// Electors held (留保) at any desk.
    pub holds: u32,
    /// Contradicting acceptances that nobody has settled.
    pub incidents: u32,
    /// Hours of today whose figures differ.
    pub differences: u32,
    /// Looks at electors of this booth today that no acceptance followed.
    pub looks: u32,
}
