//! How one PC keeps a desk's ledger (保管): the keys and where they come from, the package beside it, its copies, the
//! words by which a copy is confirmed, and the PC's clock.
//!
//! The same for every desk; whose ledger it is, and what is said when something fails, is the desk's.

mod check;
mod clock;
mod copies;
mod error;
mod hash;
mod key_of_ledger;
mod keys;
mod package;

pub use check::{check_words, reads_the_same};
pub use clock::{Clock, wall_ms};
pub use copies::{BACKUP, BUNDLE, TakenIn, back_up, write_bundle};
pub use error::CustodyError;
pub use hash::{hash, hex};
pub use key_of_ledger::{destroy, from_key_store, from_package, make, of_ledger};
pub use keys::Keys;
pub use package::lay_down;
