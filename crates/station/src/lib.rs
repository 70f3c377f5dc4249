//! What one PC has: settings, fonts, forms, printer profiles, counts, and its health.
//!
//! Everything here is about the machine and the city, never about a person:
//! no type of this crate can hold what a card gave.

mod clock;
mod counts;
mod errors;
mod examine;
mod fonts;
mod forms;
mod places;
mod profiles;
mod settings;

pub use clock::{now, today};
pub use counts::{Counts, CountsError, FormCount};
pub use errors::every_error;
pub use examine::{Finding, Part, State, examine};
pub use fonts::{FontError, find_fonts};
pub use forms::{FormsError, ListedForm, list_forms, load_form};
pub use places::{Places, PlacesError};
pub use profiles::{ListedProfile, ProfilesError, list_profiles, load_profile, placement};
pub use settings::{LogLevel, ResidentWindow, Settings, SettingsError};
