//! Whether an elector may have a ballot today, and if not, why.
//!
//! A pure function of elector, kind of ballot, day and place ([`Case`]), decided by a versioned table ([`Rules`]):
//! the right is needed on the day on which the ballot is put into the box (公職選挙法 第43条, 第48条の2), so the same
//! elector may vote today and not tomorrow, or the other way round.

mod absentee;
mod age;
mod case;
mod decide;
mod decision;
mod four_months;
mod marks;
mod rules;

pub use age::{Age, reaches_on};
pub use case::{Case, Place, Visit};
pub use decision::{AbsenteeBecause, Confirmation, Decision, Reason, UsedHow};
pub use four_months::last_day_after_move;
pub use rules::{MoveEffect, Rules};
