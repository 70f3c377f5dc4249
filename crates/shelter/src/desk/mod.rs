//! Commands of the desk: what somebody wants becomes facts, or a refusal that says what to do.
//!
//! A command changes nothing. Its facts are appended to the ledger in one go, and what the ledger
//! then says of each person and shelter is put into the list.

mod audit;
mod badges;
mod care;
mod close;
mod context;
mod family;
mod link;
mod moving;
mod newcomer;
mod open;
mod refusal;
mod refusal_words;
mod register;
mod serve;
mod supplies;
mod tell;
mod tokens;

pub use context::{Desk, NewFact};
pub use moving::Step;
pub use newcomer::{HouseholdChoice, Newcomer};
pub use refusal::{Refusal, every_refusal};
pub use serve::{Helping, Serving, Warning};
