//! The polling desk of one PC (期日前投票所の受付): everything behind the window but the card reader and the printer.
//!
//! [`PollingDesk`] leads from "not in use" to the end of an election; [`Working`] is an election in use and whoever
//! works with it; [`Book`] keeps ledger and states together; [`ClaimStore`] is the authority that lets nobody vote
//! twice, where this PC is it. What any of them has confirmed is on the disk.

mod asking;
mod book;
mod claims;
mod clock;
mod desk;
mod error;
mod error_texts;
mod folder;
mod keys;
mod working;

pub use asking::{Direct, Link};
pub use book::Book;
pub use claims::{ClaimStore, ClaimsError};
pub use clock::moment;
pub use desk::{ADMINISTRATOR_CODE, ClaimsAt, OFFICER_CODE, Phase, PollingDesk, SettingUp};
pub use error::{DeskError, every_error};
pub use folder::Folder;
pub use keys::Keys;
pub use polling_ledger::{BadgeState, BoothState, Day, Officer, Outage, RollInUse};
pub use polling_ledger::{Facts, Kept};
#[cfg(feature = "papers")]
pub use working::PaperRoll;
pub use working::{
    BallotToday, CallingBooth, EARLY_VOTERS, Farewell, FirstRoll, Handover, HeldElector, Incident,
    Left, Look, Operator, PaperEntry, RollJob, RollReady, SlipToPrint, TakenIn, Working,
};
