//! A My Number Card in software, for tests and training; beside it a transit card.
//!
//! Written from the specification in the facts, apart from the `mynacard` crate: two programs
//! that agree because they share code prove nothing. Every person in it is invented, every
//! certificate comes from a training CA made on this machine.

mod apdu;
mod application;
mod birth_date;
mod card;
mod certificate;
mod chip;
mod common_ap;
mod cv_certificate;
mod exchange;
mod face_ap;
mod faults;
mod frame;
mod inserted;
mod jpki_ap;
mod key_folder;
mod resident;
mod residents;
mod service;
mod signing;
mod slot;
mod text_input_ap;
mod tlv;
mod training_ca;
mod transit_card;

pub use card::{Quirks, TriesLeft, VirtualCard};
pub use chip::Chip;
pub use exchange::Exchange;
pub use faults::Faults;
pub use inserted::{InsertError, Inserted, insert};
pub use resident::{Resident, ResidentError};
pub use residents::builtin;
pub use slot::Slot;
pub use training_ca::{CaError, TrainingCa};
pub use transit_card::TransitCard;
