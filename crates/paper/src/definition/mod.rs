//! A form's definition file: its model, its reader, its checks.

mod check;
pub(crate) mod error;
mod fields;
pub(crate) mod model;
mod names;
mod parse;
mod reader;
pub(crate) mod sample;
mod words;

pub(crate) use parse::chosen as parse_chosen;
