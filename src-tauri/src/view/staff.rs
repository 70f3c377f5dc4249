//! The staff window's view.

use advice::Advise;
use counter::{Desk, Filling, Moment, PrintState, Stage};
use paper::{AskedField, AskedKind, FormDefinition};
use serde::Serialize;
use specta::Type;

use super::{AdviceView, BilingualView, Language, SecretKindView};

/// All that the staff window shows.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffView {
    /// The card reader.
    pub reader: ReaderView,
    /// The printer.
    pub printer: PrinterView,
    /// The training tray; none in a production build and none beside a real reader.
    pub training: Option<TrainingView>,
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
    /// Invented residents.
    pub residents: Vec<TrainingResident>,
    /// Whose card lies on the virtual reader.
    pub inserted: Option<String>,
}

/// An invented resident.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct TrainingResident {
    /// Name of the data file.
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

/// Where the session stands. Holds answers, so it has no `Debug`.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "stage",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[allow(
    missing_docs,
    reason = "the stages and their fields are documented on counter::Stage"
)]
pub enum DeskView {
    Choosing,
    AwaitingCard {
        form: FormCard,
    },
    CheckingCard {
        form: FormCard,
    },
    Entering {
        form: FormCard,
        secret: SecretKindView,
        digits: u8,
        length: u8,
        tries_left: u8,
        wrong_before: bool,
    },
    ConfirmingLastTry {
        form: FormCard,
        secret: SecretKindView,
        wrong_before: bool,
    },
    Locked {
        form: FormCard,
        secret: SecretKindView,
        face_code_left: bool,
    },
    Reading {
        form: FormCard,
    },
    Filling {
        form: FormCard,
        asked: Vec<AskedView>,
        problems: Vec<ProblemView>,
        pages: u32,
        revision: u32,
        card_present: bool,
        printing: Option<PrintingView>,
        seconds_left: u32,
    },
    Printed {
        form: FormCard,
        card_present: bool,
    },
    Problem {
        form: FormCard,
        advice: AdviceView,
        can_try_again: bool,
    },
}

/// A question of the form, with its answer.
#[derive(Clone, PartialEq, Serialize, Type)]
pub struct AskedView {
    /// Name of the field, such as `request.copies`.
    pub name: String,
    /// The question.
    pub label: BilingualView,
    /// How it is answered.
    pub kind: AskedKindView,
    /// Whether the form needs it.
    pub required: bool,
    /// The answer so far; several choices are separated by commas.
    pub value: String,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[serde(rename = "AskedKind")]
#[allow(missing_docs, reason = "documented on paper::AskedKind")]
pub enum AskedKindView {
    Text { max_chars: u32 },
    Number { min: u32, max: u32 },
    Choice { options: Vec<OptionView> },
    Choices { options: Vec<OptionView> },
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct OptionView {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: BilingualView,
}

/// A field that cannot be printed as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemView {
    /// Name of the value.
    pub field: String,
    /// Whether printing is refused.
    pub fatal: bool,
    /// Whether the field can be left empty, for the hand.
    pub can_leave: bool,
    /// What to do.
    pub advice: AdviceView,
}

/// How the printing goes.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
#[allow(missing_docs, reason = "documented on counter::PrintState")]
pub enum PrintingView {
    Sending,
    Waiting { advice: AdviceView },
    Printing,
    Failed { advice: AdviceView },
}

impl From<&PrintState> for PrintingView {
    fn from(state: &PrintState) -> Self {
        match state {
            PrintState::Sending => Self::Sending,
            PrintState::Waiting(advice) => Self::Waiting {
                advice: advice.clone().into(),
            },
            PrintState::Printing => Self::Printing,
            PrintState::Failed(advice) => Self::Failed {
                advice: advice.clone().into(),
            },
        }
    }
}

fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// Counts down only in the last minute, so that the view stays the same before.
fn seconds_left(desk: &Desk, now: Moment) -> u32 {
    u32::try_from(desk.time_left(now).as_secs().min(60)).unwrap_or(60)
}

fn asked(field: &AskedField, filling: &Filling) -> AskedView {
    let options = |options: &[paper::AskedOption]| {
        options
            .iter()
            .map(|option| OptionView {
                value: option.value.clone(),
                label: option.label.clone().into(),
            })
            .collect()
    };
    AskedView {
        name: field.name.clone(),
        label: field.label.clone().into(),
        kind: match &field.kind {
            AskedKind::Text { max_chars } => AskedKindView::Text {
                max_chars: *max_chars,
            },
            AskedKind::Number { min, max } => AskedKindView::Number {
                min: *min,
                max: *max,
            },
            AskedKind::Choice { options: all } => AskedKindView::Choice {
                options: options(all),
            },
            AskedKind::Choices { options: all } => AskedKindView::Choices {
                options: options(all),
            },
        },
        required: field.required,
        value: filling.answer(&field.name).to_owned(),
    }
}

impl DeskView {
    /// The view of this desk.
    pub fn of(desk: &Desk, now: Moment) -> Self {
        let card = |form: &std::sync::Arc<FormDefinition>| FormCard::from(form.as_ref());
        match desk.stage() {
            Stage::Choosing => Self::Choosing,
            Stage::AwaitingCard(form) => Self::AwaitingCard { form: card(form) },
            Stage::CheckingCard(form) => Self::CheckingCard { form: card(form) },
            Stage::Entering {
                form,
                pad,
                tries_left,
                wrong_before,
                ..
            } => Self::Entering {
                form: card(form),
                secret: pad.kind().into(),
                digits: small(pad.count()),
                length: small(pad.length()),
                tries_left: *tries_left,
                wrong_before: *wrong_before,
            },
            Stage::ConfirmingLastTry {
                form,
                secret,
                wrong_before,
                ..
            } => Self::ConfirmingLastTry {
                form: card(form),
                secret: (*secret).into(),
                wrong_before: *wrong_before,
            },
            Stage::Locked {
                form,
                secret,
                face_code_left,
                ..
            } => Self::Locked {
                form: card(form),
                secret: (*secret).into(),
                face_code_left: *face_code_left,
            },
            Stage::Reading(form) => Self::Reading { form: card(form) },
            Stage::Filling(filling) => Self::filling(desk, filling, now),
            Stage::Printed(form) => Self::Printed {
                form: card(form),
                card_present: desk.card_present(),
            },
            Stage::Problem(problem) => Self::Problem {
                form: card(&problem.form),
                advice: problem.advice.clone().into(),
                can_try_again: problem.can_try_again,
            },
        }
    }

    fn filling(desk: &Desk, filling: &Filling, now: Moment) -> Self {
        Self::Filling {
            form: FormCard::from(filling.form().as_ref()),
            asked: filling
                .form()
                .asked()
                .iter()
                .filter(|field| filling.is_asked(field))
                .map(|field| asked(field, filling))
                .collect(),
            problems: filling
                .problems()
                .iter()
                .map(|problem| ProblemView {
                    field: problem.value.clone().unwrap_or_default(),
                    fatal: problem.is_fatal(),
                    can_leave: counter::can_be_left(problem),
                    advice: problem.advice().into(),
                })
                .collect(),
            pages: u32::try_from(filling.pages()).unwrap_or(0),
            revision: filling.revision(),
            card_present: desk.card_present(),
            printing: filling.printing().map(PrintingView::from),
            seconds_left: seconds_left(desk, now),
        }
    }
}
