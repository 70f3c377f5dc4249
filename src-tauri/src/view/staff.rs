//! The staff window's view.

use paper::FormDefinition;
use serde::Serialize;
use specta::Type;

use super::{AdviceView, BilingualView, DeskView, GuideCard, Language};

/// All that the staff window shows.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffView {
    /// The card reader.
    pub reader: ReaderView,
    /// The printer.
    pub printer: PrinterView,
    /// Names of all printers, for a job that the form's own did not do.
    pub printers: Vec<String>,
    /// Which version of the city's forms and settings this desk runs; none without a bundle.
    pub bundle: Option<BundleView>,
    /// The training tray; none in a production build and none beside a real reader.
    pub training: Option<TrainingView>,
    /// Life events to pick from.
    pub guides: Vec<GuideCard>,
    /// Forms to pick from.
    pub forms: Vec<FormCard>,
    /// Language of the resident's window.
    pub language: Language,
    /// The session.
    pub desk: DeskView,
    /// Names of the printer profiles.
    pub profiles: Vec<String>,
    /// What was found wrong at the start, such as a font that is missing.
    pub notices: Vec<AdviceView>,
}

/// The card reader.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReaderView {
    /// Whether it can be used.
    pub state: ReaderState,
    /// Whether a card lies on it.
    pub card_present: bool,
    /// Whether that card lies there since the session before.
    pub card_left: bool,
    /// What is wrong.
    pub advice: Option<AdviceView>,
}

/// Whether a reader can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReaderState {
    /// A reader is there.
    Ready,
    /// No reader is there.
    NoReader,
    /// The service does not answer, or another problem.
    Problem,
}

/// The printer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrinterView {
    /// Its address.
    pub uri: Option<String>,
    /// Name of its profile.
    pub profile: String,
    /// The name it gives itself.
    pub name: Option<String>,
    /// Whether it is being asked.
    pub checking: bool,
    /// What is wrong.
    pub advice: Option<AdviceView>,
    /// Why what was set last is not remembered, and not used.
    pub unsaved: Option<AdviceView>,
}

/// The training tray.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrainingView {
    /// Invented residents, and a few transit cards.
    pub residents: Vec<TrainingResident>,
    /// Whose card lies on the virtual reader.
    pub inserted: Option<String>,
}

/// An invented resident's card, or a transit card.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct TrainingResident {
    /// Name of the data file, or of the card.
    pub id: String,
    /// Who it is.
    pub title: BilingualView,
    /// What is special, and what to type.
    pub hint: BilingualView,
}

/// A form to pick.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FormCard {
    /// The form's id.
    pub id: String,
    /// Its title.
    pub title: BilingualView,
    /// Why it cannot be used.
    pub problem: Option<AdviceView>,
}

impl From<&FormDefinition> for FormCard {
    fn from(form: &FormDefinition) -> Self {
        Self {
            id: form.id().to_owned(),
            title: BilingualView::from(form.title().clone()),
            problem: None,
        }
    }
}

impl FormCard {
    /// A form that cannot be used until somebody mends its definition.
    pub fn broken(id: &str, problem: advice::Advice) -> Self {
        let title = BilingualView {
            ja: id.to_owned(),
            en: id.to_owned(),
        };
        Self {
            id: id.to_owned(),
            title,
            problem: Some(problem.into()),
        }
    }
}

/// The signed bundle whose forms are used.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct BundleView {
    /// Its name.
    pub name: String,
    /// Its version, counted by one.
    pub version: u32,
    /// Day on which it was made, `YYYY-MM-DD`.
    pub created: String,
}
