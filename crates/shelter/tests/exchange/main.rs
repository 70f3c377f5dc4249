//! What leaves the shelter and what comes in: files, the wall, inquiries, reports, papers.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test stops where it goes wrong"
)]

mod alert;
mod csv_files;
mod inquiry;
#[cfg(feature = "papers")]
mod papers;
mod people;
mod pfif;
mod pfif_rules;
mod places;
mod protected;
mod report;
mod wall;
