//! Everybody in memory (名簿), with the indices and questions of the desk.

mod counts;
mod groups;
mod households;
mod human;
mod index;
mod missing;
mod problems;
mod shown;

pub use counts::{Counts, Flow};
pub use groups::Human;
pub use index::{List, Tapped};
pub use missing::Missing;
pub use problems::{Contradiction, Subject};
pub use shown::{Shown, shown};
