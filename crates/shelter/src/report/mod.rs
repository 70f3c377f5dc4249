//! What the shelter reports to headquarters (避難所状況報告), made from the list at any moment.
//!
//! Only numbers and what staff wrote: no person is in it, so protected people are counted like all.

mod ages;
mod care;
mod changes;
mod entries;
mod from_list;
mod lines;
mod make;
mod meals;
mod now;
#[cfg(feature = "papers")]
mod paper_values;
mod people;
mod sheet;
mod situation;
mod spoken;

pub use ages::{Ages, Band, Column};
pub use care::{Care, UrgentNeed};
pub use changes::Change;
pub use entries::Entry;
pub use from_list::shelter_now;
pub use make::make;
pub use meals::Meals;
pub use now::{Checked, HeadCount, ShelterNow, Stock};
#[cfg(feature = "papers")]
pub use paper_values::report_values;
pub use people::People;
pub use sheet::reports_csv;
pub use situation::SituationReport;
