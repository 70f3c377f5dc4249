//! A hub as the client of another one (中継): what it has goes up, or down, by the same exchange as a desk's.
//!
//! The other hub knows this one as a device with the role of a forwarder, whose key is the hub's own. A [`Link`] stands
//! in the database, made by `kazashi-hub forward join`; of the processes that serve the database one at a time drives
//! it ([`Links`]). It is not in the configuration: several machines would have to agree, and the other hub's key is
//! known only after the enrolment.

mod links;
mod replica;
mod running;

pub use links::{Direction, Link, every, find, join, leave};
pub use replica::Forwarder;
pub use running::Links;
