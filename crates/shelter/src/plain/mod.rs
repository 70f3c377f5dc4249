//! The words of the shelter desk: ids, items of a person, presence, needs, consent.
//!
//! Every type has one written form, the same in the ledger (CBOR) and towards the window (JSON).

mod age;
mod allergen;
mod consent;
mod date;
mod id;
mod item;
mod item_check;
mod item_error;
mod moment;
mod need;
mod need_kind;
mod number;
mod number_error;
mod origin;
mod pets;
mod place;
mod portion;
mod presence;
mod relation;
mod sex;
mod text;
mod todo;
mod todo_table;
mod token;

pub use age::AgeRange;
pub use allergen::Allergen;
pub use consent::{Answer, Consent};
pub use date::PartialDate;
pub use id::{Actor, DeviceId, HouseholdId, Mark, PersonId, ShelterId};
pub use item::Item;
pub use item_error::{ItemError, Wrong};
pub use moment::Moment;
pub use need::{Need, NeedKey, Urgency};
pub use need_kind::NeedKind;
pub use number::{DeviceLetters, Number};
pub use number_error::NumberError;
pub use origin::{Origin, WayIn};
pub use pets::{Pets, Species};
pub use place::{ShelterStatus, Utility, UtilityState};
pub use portion::{Diet, Dish, Portion, Portions};
pub use presence::{Presence, PresenceKind};
pub use relation::Relation;
pub use sex::Sex;
pub use text::Text;
pub use todo::ToDo;
pub use token::{Token, TokenKind};
