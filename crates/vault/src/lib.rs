//! Where the secrets of a PC at a shelter (避難所) or a polling place live.
//!
//! [`KeyFile`] keeps the key of an encrypted database, wrapped for those who may open it.
//! [`Package`] is prepared in peacetime and gives all PCs of a city the same secrets.
//! [`Badge`], [`Label`] and [`PreRegistration`] are the codes that a scanner reads.
//! Randomness comes from outside; the only I/O are the files named by the caller and the key store
//! of the system ([`SystemKeyStore`]).

mod alphabet;
mod city;
mod codes;
mod durable;
mod error;
mod error_texts;
mod key;
mod key_file;
mod key_store;
mod package;
mod passphrase;
mod pre_registration;
mod recovery;
mod sealing;
mod stretch;
mod tokens;

pub use city::CityKeys;
pub use codes::{ActivationCode, Badge, Label, Scanned, scanned};
pub use error::{
    CodeError, KeyFileError, KeyStoreError, PackageError, PreRegistrationError, every_error,
};
pub use key::Key;
pub use key_file::{KeyFile, NewSlot, Purpose, SlotInfo, SlotKind};
pub use key_store::SystemKeyStore;
pub use package::{
    About, Kept, Opened, Package, PlannedShelter, Prepared, Public, Role, Secrets, prepare,
    prepare_election,
};
pub use passphrase::{LEAST_CHARS, Passphrase};
pub use pre_registration::{MOST_CODE_CHARS, PreRegistered, PreRegistration};
pub use recovery::{RecoveryPublic, RecoverySecret};
pub use stretch::Cost;
pub use tokens::{Token, Tokens};
