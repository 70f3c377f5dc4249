//! The hub on the network: HTTPS with CBOR for desks and JSON for people.
//!
//! `routes` is the list of what is there, from which both the router and the OpenAPI description are made. A request
//! goes through `reading` (bounded in bytes and time), `format` (CBOR or JSON, zstd), the service, and back; `rest` takes
//! in what was refused unread.

mod certificates;
mod door;
mod format;
mod headers;
mod metrics;
mod monitor;
mod openapi;
mod reading;
mod rest;
mod router;
mod routes;
mod server;

pub use certificates::{Certificates, CertificatesError};
pub(crate) use format::{Came, Wanted};
pub use metrics::Metrics;
pub use monitor::Disk;
pub use openapi::description;
pub(crate) use router::{now_ms, speaks_our_protocol, token};
pub use routes::{CLAIM_ROUTES, ROUTES, Route, What};
pub use server::{Running, Settings, serve};
