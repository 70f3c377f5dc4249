//! The electoral roll (選挙人名簿) on this PC's disk.
//!
//! [`Roll::import`] reads what the register of electors writes (CSV with a [`Mapping`]), whole or not at all,
//! into a database encrypted with SQLCipher. Supplements and corrections are first a [`Proposal`] that people
//! look at, then applied by an act of theirs. [`Roll::by_card`] and [`Roll::search`] answer [`Candidate`]s: who
//! it is, a person decides.

mod candidate;
mod error;
mod error_texts;
mod generation;
mod import;
#[cfg(feature = "invented")]
pub mod invented;
mod key;
mod mapping;
mod matching;
mod roll;
mod search;
mod store;

pub use candidate::{AddressFit, BirthFit, Candidate, NameFit};
pub use error::RollError;
pub use error_texts::every_error;
pub use generation::{Change, Changes, Difference, Proposal, Scope};
pub use import::{
    BadRow, Encoding, Field, Imported, MOST_CHARACTERS, Progress, Reason, Step, report,
};
pub use key::RollKey;
pub use mapping::Mapping;
pub use matching::CardFour;
pub use roll::Roll;
