//! The shelter desk (避難所): people, households, presence, needs, and the shelter's own facts.
//!
//! Pure and deterministic: clock, randomness, storage and keyed hashes come in from outside.
//! [`plain`] holds the words of the domain, [`fact`] what is appended to the ledger, [`role`] who
//! may do what, [`state`] what follows from the facts, [`list`] everybody in memory,
//! [`desk`] the commands, [`search`] finding people, [`exchange`] and [`report`] what goes out.

pub mod desk;
pub mod exchange;
pub mod fact;
pub mod list;
pub mod plain;
pub mod report;
pub mod role;
pub mod search;
pub mod state;
