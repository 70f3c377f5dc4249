//! The hub (集約サーバ): takes events in, gives them out, grants claims; on SQLite or PostgreSQL.
//!
//! `store` is the database, `service` answers questions without knowing HTTP, `http` puts it on the network. All state is
//! in the database: any number of processes may serve one.

pub mod announce;
pub mod bundle;
pub mod claims;
pub mod config;
pub mod embedded;
pub mod forward;
pub mod http;
pub mod intake;
pub mod page;
mod secrets;
pub mod service;
pub mod store;

pub use secrets::{Secrets, SecretsError};
