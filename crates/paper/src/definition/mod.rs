//! A form's definition file: its model, its reader, its checks.

pub(crate) mod asked;
pub(crate) mod background;
mod check;
pub(crate) mod condition;
pub(crate) mod error;
pub(crate) mod field;
mod fields;
pub(crate) mod model;
pub(crate) mod names;
pub(crate) mod parse;
pub(crate) mod print_rule;
pub(crate) mod printed;
pub(crate) mod reader;
mod room;
pub(crate) mod rows;
pub(crate) mod sample;
pub(crate) mod together;
mod words;
