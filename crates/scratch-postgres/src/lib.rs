//! A real PostgreSQL of one's own (使い捨てのPostgreSQL): a cluster in a temporary folder, on loopback and a free port,
//! gone when it is dropped or its owner dies. For tests and measurements only.
//!
//! PostgreSQL refuses to run as root: then it runs as the user `postgres`, whom Debian's package makes.

mod cluster;
mod port;
mod programs;
mod standby;
mod tls;

pub use cluster::{Cluster, Settings};
pub use port::free_port;

/// Why there is no cluster.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file, a folder or a process.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// No server of PostgreSQL on this machine.
    #[error("PostgreSQL is not installed (Debian: postgresql)")]
    NotInstalled,
    /// A program did not do it; what it said.
    #[error("{program}: {said}")]
    Program {
        /// Its name.
        program: String,
        /// Its standard error.
        said: String,
    },
    /// It did not answer in time; its log.
    #[error("no answer in time; its log: {log}")]
    NoAnswer {
        /// The log's end.
        log: String,
    },
    /// No certificate was made.
    #[error("no certificate")]
    Certificate(#[from] rcgen::Error),
}
