//! The hub (集約サーバ) as a desk's window shows it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::AdviceView;

/// Where a desk's records go, and how that stands.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HubView {
    /// Which hub.
    pub place: HubPlaceView,
    /// What the hub is called; empty without one.
    pub name: String,
    /// Under which addresses it is reached: those of this PC where it is the hub.
    pub addresses: Vec<String>,
    /// How the link stands.
    pub link: HubLinkView,
    /// Last exchange, `MM-DD HH:MM`; empty if never.
    pub last: String,
    /// Records that the hub has not confirmed.
    pub waiting: u32,
    /// Where this PC is the hub: the others.
    pub others: Vec<HubDeviceView>,
    /// Hubs of this disaster or election in the same network, as far as they were heard.
    pub found: Vec<FoundHubView>,
    /// Why the last try did not work.
    pub problem: Option<AdviceView>,
}

/// Where the hub is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HubPlaceView {
    /// There is none: this PC works alone.
    None,
    /// This PC.
    Here,
    /// Another PC, or the city's server.
    Elsewhere,
}

/// How the link to the hub stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HubLinkView {
    /// No hub.
    Off,
    /// The first answer is waited for.
    Connecting,
    /// Records are on their way.
    Sending,
    /// Both have the same.
    UpToDate,
    /// It does not answer; tried again by itself.
    Unreachable,
    /// An administrator has to let this PC in; what was sent is safe.
    Asking,
    /// This PC is shut out.
    Revoked,
    /// Two PCs have the same key; a person has to decide.
    Suspended,
    /// Another hub answers under the address.
    OtherHub,
    /// The hub does not know this PC any more: it has to join anew.
    NotJoined,
    /// The disaster or election is closed at the hub.
    Closed,
    /// The hub answers, and cannot do what it is asked.
    Trouble,
    /// This PC's own disk is full, or its ledger fails.
    OwnTrouble,
}

/// A PC that has joined.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HubDeviceView {
    /// What staff call it.
    pub name: String,
    /// The first digits of its id, where several have one name.
    pub id: String,
    /// Its records here.
    pub records: u32,
    /// Last heard, `MM-DD HH:MM`; empty if never.
    pub heard: String,
    /// Whether it is let in.
    pub let_in: bool,
}

/// A hub that was heard in the network.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundHubView {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub address: String,
}

/// What can be done about the hub.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "do", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum HubAct {
    /// This PC becomes the hub of the network.
    Host,
    /// It is no longer.
    StopHosting,
    /// Joins a hub of the same package that was heard.
    Join {
        /// Its address.
        address: String,
    },
    /// Joins the city's hub by a printed code.
    Enrol {
        /// Address, or what the code's QR says.
        address: String,
        /// The code as typed; empty where the QR has it.
        code: String,
    },
    /// Works alone from now on; nothing is lost.
    Leave,
}
