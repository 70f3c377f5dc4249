//! Spellings that are one, and spellings that are not.

mod addresses;
mod names;
mod properties;
