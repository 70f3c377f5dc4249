//! What becomes of an offer, decided without a database: which events are stored, known, kept apart, or come too early.
//!
//! [`Offered`] is what came, read; [`Checked`] the same with the signatures looked at, which is the costly part and runs
//! before a transaction; [`decide`] tells from that and from what the database knows ([`Known`]) what to write
//! ([`Plan`]). Both databases do just that, so that their logs are the same.

mod admit;
mod check;
mod decide;
mod known;
mod offered;
mod plan;
mod sealing;

pub use admit::waiting;
pub(crate) use check::cores;
pub use check::{Checked, CheckedEvent};
pub use decide::decide;
pub use known::{Asked, Before, Here, Known};
pub use offered::{Offered, OfferedEvent, OfferedKey};
pub use plan::{ApartRow, Plan, Row, RowKind, number};
pub use sealing::{KeyTag, key_tag, payload_of, payload_tag, sealed_for};
