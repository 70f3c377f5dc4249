//! Signed append-only events over SQLCipher (台帳): append, merge, project, erase, verify.
//!
//! Facts are events; lists, counts and reports are states derived from them, which can be dropped and
//! rebuilt. Each device signs a chain of its own; order comes from a Lamport counter, never from a
//! clock. Merging two ledgers is a set union. A person's payloads are sealed under a key of that
//! person, so that erasing destroys the key while headers and chain stay whole.

mod append;
mod backup;
mod batch;
mod bundle;
mod canonical;
mod durable;
mod erase;
mod error;
mod error_texts;
mod event;
mod export;
mod header;
mod ids;
mod import;
mod intake;
mod keys;
mod ledger;
mod offering;
mod open;
mod place;
mod project;
mod projection;
mod quarantine;
mod raw;
mod read;
mod reason;
mod rebuild;
mod reserve;
mod revoked;
mod rows;
mod salvage;
mod schema;
mod seal;
mod settle;
mod signed;
mod stats;
mod sums;
mod unprojected;
mod upgrade;
mod verify;
mod waiting;
pub mod wire;

pub use append::Appended;
pub use backup::{
    BackedUp, BackupError, RESTORED_KIND, Restoring, every_error as every_backup_error,
};
pub use batch::{Batch, Have};
pub use bundle::{
    Bundle, BundleError, BundleInfo, BundleKey, BundleWriter, Gathered, Opener, Written,
    every_error as every_bundle_error,
};
pub use erase::Erasure;
pub use error::LedgerError;
pub use error_texts::every_error;
pub use event::{Draft, Event, Now};
pub use header::{Header, HeaderError, MOST_BASIS, MOST_HEADER_BYTES, MOST_KIND_BYTES, is_kind};
pub use ids::{ActorId, DeviceId, EventId, Hash8, RealmId, StreamId, SubjectId};
pub use import::Imported;
pub use keys::{DatabaseKey, DeviceCard, MOST_NAME_CHARS, SubjectKey};
pub use ledger::{Identity, Ledger};
pub use projection::{Entity, Projection};
pub use quarantine::Refused;
pub use reason::Reason;
pub use reserve::{RESERVE_BYTES, Reserve};
pub use salvage::{Salvaged, salvage};
pub use seal::{ERASED_KIND, MOST_PAYLOAD_BYTES};
pub use settle::Settled;
pub use signed::Signed;
pub use stats::{Stats, StreamStats};
pub use unprojected::Unprojected;
pub use upgrade::{Upgrade, Upgrades};
pub use verify::{Place, Problem, Report, What};
