//! People of all shelters: found, opened, told of, and written into files. Each look is noted before it is answered.

mod conflicts;
mod erasing;
mod files;
mod inquiries;
mod person;
mod search;
mod versions;
pub(super) mod words;

pub use files::File;
