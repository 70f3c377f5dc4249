//! What the shelter gives to others and takes from them (外部との受渡し): files of standard formats,
//! the list on the wall, answers to inquiries.
//!
//! All of it is made from plain rows ([`Evacuee`], which [`evacuees`] makes from the list), and what leaves for others goes through
//! [`for_others`], the one place where protected people (支援措置) are taken out.

mod address;
mod alert;
mod alert_parts;
mod alert_xml;
mod area_code;
mod cells;
mod draft_csv;
mod error;
mod evacuee;
mod from_list;
mod household_fault;
mod households;
mod inquiry;
mod ledger_csv;
mod others;
#[cfg(feature = "papers")]
pub mod papers;
mod pfif;
mod pfif_person;
mod place;
mod place_export;
mod place_fault;
mod place_import;
mod place_read;
mod time;
mod wall;
mod xml;

pub use alert::{AlertHead, AlertShelter, Office, PlaceType, Room, Sort, alert_xml};
pub use area_code::has_check_digit;
pub use draft_csv::{DRAFT_COLUMNS, draft_csv};
pub use error::ExchangeError;
pub use evacuee::{Evacuee, relation_ja};
pub use from_list::evacuees;
pub use household_fault::{HouseholdFault, HouseholdProblem};
pub use households::{HOUSEHOLD_COLUMNS, ImportedHousehold, ImportedMember, import_households};
pub use inquiry::{Asker, Condition, Told, inquire};
pub use ledger_csv::{LEDGER_COLUMNS, ledger_csv};
pub use others::{ForOthers, for_others};
pub use pfif::{PfifSource, pfif};
pub use place::{Hazard, PLACE_COLUMNS, Place, place_file_name};
pub use place_export::export_places;
pub use place_fault::{PlaceFault, PlaceProblem};
pub use place_import::{ImportedPlaces, import_places};
pub use time::written;
pub use wall::wall_list;

pub(crate) use cells::{Cell, cell, csv_file};
#[cfg(feature = "papers")]
pub(crate) use wall::state;
