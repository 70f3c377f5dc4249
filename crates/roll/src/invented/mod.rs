//! Invented electors (架空の選挙人), for training, tests and measurements: nobody here is a person.
//!
//! The same seed gives the same electors. They live in households and have what makes a roll hard: twins, namesakes,
//! other shapes of characters, movers, foreign names, long vowels, former names, marks, and some who are not 18 yet.

pub mod cards;
mod draw;
mod names;
mod people;
mod places;
mod write;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use polling::elector::Elector;
use polling::plain::{BallotId, ElectorId};

pub use people::Electors;
pub use write::write;

/// Which electors to invent.
#[derive(Debug, Clone)]
pub struct Recipe {
    /// Gives the same electors again.
    pub seed: u64,
    /// How many.
    pub count: u64,
    /// Election day, by which ages and marks are chosen.
    pub day: Date,
    /// Kinds of ballot that have columns of their own; none for a roll that leaves that to district and mark.
    pub ballots: Vec<BallotId>,
}

impl Recipe {
    /// The electors in the order of the paper roll.
    pub fn electors(&self) -> impl Iterator<Item = Elector> {
        Electors::new(self)
    }
}

/// A name in events for an invented elector. Not for a live roll: whoever knows the number can make it.
pub fn id_of(number: &str) -> ElectorId {
    let hash = Sha256::digest(number.as_bytes());
    ElectorId(std::array::from_fn(|at| hash[at]))
}
