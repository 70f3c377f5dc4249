//! What one PC has: settings, fonts, forms, printer profiles, postal codes, counts, and its health.
//!
//! Everything here is about the machine and the city, never about a person:
//! no type of this crate can hold what a card gave. What is handed over to the back office passes
//! through one function, into a file.

pub mod bundle;
mod clock;
mod counts;
mod durable;
mod errors;
mod examine;
mod fonts;
mod forms;
mod guides;
mod handover_files;
mod handover_settings;
mod places;
mod postal;
mod printers;
mod profile_saving;
mod profiles;
mod settings;
mod slip_number;

pub use bundle::{BundleError, BundleInfo, active_bundle};
pub use clock::{now, today};
pub use counts::{
    ByWay, Counts, CountsError, CsvEncoding, DayHour, DayRange, Ended, Figures, OfDay, OfForm,
    OfGuide, OfHour, OfWeekday, PrintedForm, ReadBy, SessionRecord, Summary, Times,
};
pub use errors::every_error;
pub use examine::{Finding, Part, State, examine};
pub use fonts::{FontError, find_fonts};
pub use forms::{FormsError, ListedForm, list_forms, load_form};
pub use guides::list_guides;
pub use handover_files::{HandoverFileError, write_handover_file};
pub use handover_settings::HandoverSettings;
pub use places::{Places, PlacesError};
pub use postal::{
    BadLine, BadLineReason, Covers, ImportOptions, Imported, Layout, Postal, PostalAddress,
    PostalData, PostalError, PostalOffice,
};
pub use printers::PrinterChoiceError;
pub use profile_saving::save_placement;
pub use profiles::{ListedProfile, ProfilesError, list_profiles, load_profile, placement};
pub use settings::{
    FormMode, FormSettings, LogLevel, PrinterEntry, ResidentWindow, Settings, SettingsError,
};
pub use slip_number::{SlipNumberError, SlipNumbers};
