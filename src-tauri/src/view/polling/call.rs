//! Outage rule 3 at the commission: a booth that is cut off calls, and is answered.

use serde::Serialize;
use specta::Type;

use super::{ElectorPersonView, StopKindView};
use crate::view::{AdviceView, BilingualView};

/// The call about the elector whose page is open.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallView {
    /// Name of the elector in the program, hexadecimal.
    pub elector: String,
    /// Who.
    pub person: ElectorPersonView,
    /// The booths that may call, each with what may be issued there today.
    pub booths: Vec<CallingBoothView>,
    /// Whether the number that was typed last has as many digits as it must, and the right check digit.
    pub fits: bool,
    /// Why it was not taken; none while none was typed.
    pub wrong: Option<AdviceView>,
    /// How far the call is.
    pub state: CallStateView,
}

/// A booth that may call.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallingBoothView {
    /// Its name in the program.
    pub booth: String,
    /// Its name for people.
    pub name: String,
    /// What may be issued to the elector there, in the order in which ballots are handed out.
    pub ballots: Vec<CallBallotView>,
}

/// A kind of ballot that the caller may name.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallBallotView {
    /// Its name in the program.
    pub ballot: String,
    /// Such as `小選挙区`.
    pub name: String,
    /// Colour of the paper on the screen, `#rrggbb`.
    pub colour: String,
}

/// How far a call is.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum CallStateView {
    /// Booth, ballots and number are typed.
    Form,
    /// The authority is asked; nothing is told to the caller.
    Asking,
    /// Claimed for the booth and written down: the code is read back, and stays until the page is closed.
    Granted {
        /// Name of the booth.
        booth: String,
        /// Names of the ballots.
        ballots: Vec<String>,
        /// What is read back, `1234-5678`.
        code: String,
    },
    /// No code is read back.
    Refused {
        /// Why, for sign and colour.
        kind: StopKindView,
        /// What happened, with booth and hour.
        what: BilingualView,
        /// The likely cause, where the calling booth itself is behind it.
        likely: Option<BilingualView>,
        /// What is said to the caller.
        say: BilingualView,
    },
}
