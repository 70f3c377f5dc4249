//! What the two windows are told: plain data, made from the desk's state.
//!
//! The staff window's view holds the answers the clerk gave; neither view holds
//! a digit of a secret or one of the four items.

mod resident;
mod shared;
mod staff;

pub use resident::ResidentView;
pub use shared::{AdviceView, BilingualView, Language, SecretKindView};
#[cfg(feature = "training")]
pub use staff::TrainingResident;
pub use staff::{
    DeskView, FormCard, PrinterView, ReaderState, ReaderView, StaffView, TrainingView,
};
