//! The roll on the disk: SQLite, encrypted page by page.

mod digest;
mod keys;
mod place;
mod row;
mod schema;
mod sealed;

pub(crate) use digest::{Digest, Sum};
pub(crate) use keys::{Keys, PRIVATE, Town, Towns, is_private_use, name_key, name_text};
pub(crate) use place::{beside, remove, sync_file, take_name, told, unsynced_name};
pub(crate) use row::{COLUMNS, Row, birth_number, elector_of};
pub(crate) use schema::{INDEXES, count_and_hash, read_towns, write_meta, write_towns};
pub(crate) use sealed::{Fault, create, open, open_to_write};
