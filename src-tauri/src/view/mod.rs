//! What the two windows are told: plain data, made from the desk's state.
//!
//! The staff window's view holds what the clerk may read and mend; the resident's holds nothing
//! about anybody; neither holds a digit of a secret.

mod case;
pub mod designer;
mod desk;
pub mod hub;
pub mod polling;
mod resident;
mod shared;
pub mod shelter;
mod staff;
mod times;

pub use case::who_of;
pub use designer::{DesignerFormCard, DesignerFormsView, DesignerView, FillingView, RectView};
pub use desk::{DeskView, GuideCard};
pub use resident::{ResidentStep, ResidentView};
pub use shared::{AdviceView, BilingualView, CardProblemView, Language, LastView, SecretKindView};
#[cfg(feature = "training")]
pub use staff::TrainingResident;
pub use staff::{
    BundleView, FormCard, PrinterView, ReaderState, ReaderView, StaffView, TrainingView,
};
pub use times::TimesView;
