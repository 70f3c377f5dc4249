//! Finding a person (検索) while a clerk types, and people who may be one (重複候補).
//!
//! [`Index`] holds folded copies of what is looked for, in memory only. A search answers ids; what is
//! shown of a person, and whether the search is written down, is decided above.

mod best;
mod bitmap;
mod columns;
mod duplicates;
mod entry;
mod field;
mod hit;
mod index;
mod matching;
mod number_typed;
mod of_list;
mod probe;
mod profile;
mod query;
mod reasons;
mod search_text;

/// The folds of names and addresses, which the desk's keys use too.
pub use folding as fold;

pub use duplicates::{Comparing, Decided};
pub use field::{Field, Fields};
pub use hit::{Fit, Hit};
pub use index::{Index, Seek, Seeker};
pub use reasons::{Candidate, Pair, Reason, Strength};
pub use search_text::{SearchText, Standing, Visibility};

#[cfg(test)]
mod tests;
