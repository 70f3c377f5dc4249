//! The shelter desk of one PC (避難所): everything behind the window but the card reader and the printer.
//!
//! [`ShelterDesk`] leads from "not in use" to "closed"; [`Working`] is an open list and whoever works with
//! it; [`Registry`] keeps ledger, list and search together: what it has confirmed is on the disk.

mod arrival;
mod clock;
mod desk;
mod error;
mod folder;
mod keys;
mod registry;
mod rows;
mod working;

pub use arrival::{Arrival, Group, KnownBy, Needed, NewcomerDraft};
pub use clock::moment;
pub use desk::{Opening, Phase, ShelterDesk};
pub use error::{DeskError, every_error};
pub use folder::Folder;
pub use registry::Registry;
pub use shelter_ledger::{Facts, Kept};
pub use working::{
    Audited, Export, Handed, Held, Inquirer, Offer, Operator, Paper, ReadCode, RuleFields, TakenIn,
    Working,
};
