//! Forms and settings of a city as one signed file (配布ファイル), `*.kazashi`: exported on one PC,
//! loaded on the others.
//!
//! A file is checked as a whole before anything of it is used, and becomes active in one step:
//! the change of the name of one small file, `active.toml`. See `docs/bundle.md`.

mod active;
mod archive;
pub(crate) mod city;
mod definitions;
mod error;
mod error_texts;
mod export;
mod key;
mod load;
mod manifest;
mod paths;
#[cfg(test)]
mod power_cut_tests;

pub(crate) use active::active_dir;
pub use active::{BundleInfo, active, active_bundle, verify_active};
pub use archive::Bundle;
pub use error::BundleError;
pub use export::{Export, export};
pub use key::{BundleKey, Fingerprint, next_number};
pub use load::{Trust, load, rollback};
