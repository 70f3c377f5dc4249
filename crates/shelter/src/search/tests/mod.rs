//! The search as the desk uses it. All people, addresses and numbers are invented.

mod merging;
mod people;
mod properties;
mod speed;
mod typing;
mod who_may;
