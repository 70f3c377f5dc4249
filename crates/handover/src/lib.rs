//! Hand-over of a filled form to the back office without typing (転記の省力化).
//!
//! A form becomes a code that stands on the paper ([`code`]) or a file ([`csv`], [`json`]).
//! The format is written down in `docs/handover.md`. Pure: the day and randomness come in from
//! outside, and what comes out is text or bytes.

mod code;
mod encoding;
mod error;
mod file;
mod filled;
mod key;

pub use code::{MOST_CODE_CHARS, Received, code, read};
pub use encoding::Encoding;
pub use error::{ContentError, KeyError, ReadError, TooLong, every_error};
pub use file::{FileFormat, csv, json};
pub use filled::Filled;
pub use key::{CityKey, CityPrivateKey};
