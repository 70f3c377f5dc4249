//! Words of the domain.

mod ids;
mod names;

pub use ids::{Actor, ClaimId, DeviceId, ElectorId, Mark, Moment};
pub use names::{BallotId, BoothId, DistrictId, NotAName};
