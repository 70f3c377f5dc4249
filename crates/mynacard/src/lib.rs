//! Reads the My Number Card (マイナンバーカード) through PC/SC.
//!
//! From the wire upwards: [`Channel`] carries bytes, `exchange` speaks APDUs, one file per application of the card
//! (`text_input_ap`, `jpki_ap`) knows its files, and `reading` is what a desk asks for. [`pcsc`] is the adapter to
//! real readers. Everything the card answers is untrusted input. No function reads the My Number.

mod auth_certificate;
mod basic_info;
mod birth_date;
mod card_key;
mod channel;
mod contactless_id;
mod error;
mod error_texts;
mod exchange;
mod jpki_ap;
mod profile;
mod reading;
mod secret;
mod sex;
mod text_input_ap;
mod tlv;

pub mod pcsc;
#[doc(hidden)]
pub mod untrusted;

pub use auth_certificate::AuthCertificate;
pub use basic_info::BasicInfo;
pub use birth_date::BirthDate;
pub use card_key::{CardKey, TapKey};
pub use channel::{Channel, ChannelError};
pub use contactless_id::ContactlessId;
pub use error::{CardError, CardFile, Problem, Step, every_error};
pub use reading::{LastTry, TriesLeft, read_auth_certificate, read_basic_info, tries_left};
pub use secret::{FaceCode, Pin, Secret, SecretFormat, SecretKind};
pub use sex::Sex;
