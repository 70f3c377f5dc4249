//! The case as the staff window shows it: people, questions, forms, what is missing.

use std::sync::Arc;

use advice::Advise;
use counter::{Case, CaseForm, Desk, Known, Moment, PrintRun, PrintState, Question, Who};
use paper::{AskedKind, DateParts};
use serde::Serialize;
use specta::Type;

use super::{AdviceView, BilingualView};

/// The case of this session. Holds answers, so it has no `Debug`.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that the window shows or not"
)]
pub struct CaseView {
    /// Whether a life event led here, whose questions can be opened again.
    pub has_guide: bool,
    /// The people.
    pub people: Vec<PersonView>,
    /// Whether there is room for one more of the family.
    pub family_has_room: bool,
    /// Everything asked, each datum once, in the order of the conversation.
    pub questions: Vec<QuestionView>,
    /// The forms in the order they are printed.
    pub forms: Vec<CaseFormView>,
    /// Name of the first question that the forms wait for.
    pub first_missing: Option<String>,
    /// How many questions the forms wait for.
    pub missing: u32,
    /// What is wrong, over all forms.
    pub problems: Vec<ProblemView>,
    /// Whether all forms can be printed.
    pub ready: bool,
    /// How the printing goes.
    pub printing: Option<PrintingView>,
    /// Whether a card lies on the reader.
    pub card_present: bool,
    /// Seconds until the session is wiped, at most 60.
    pub seconds_left: u32,
}

/// One of the people.
#[derive(Clone, PartialEq, Serialize, Type)]
pub struct PersonView {
    /// `person`, `agent` or `family.N`.
    pub who: String,
    /// How they became known.
    pub known: KnownView,
    /// Their name, empty when unknown.
    pub name: String,
}

/// How a person became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KnownView {
    /// Card and PIN.
    Pin,
    /// Card and the 14 digits.
    FaceCode,
    /// Typed by the clerk.
    Hand,
}

/// Something asked.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that the window shows or not"
)]
pub struct QuestionView {
    /// Name of the datum in the case.
    pub name: String,
    /// The person it is about.
    pub who: Option<String>,
    /// The only form that wants it.
    pub form: Option<String>,
    /// The question.
    pub label: BilingualView,
    /// How it is answered.
    pub kind: AskedKindView,
    /// Whether a form needs it.
    pub required: bool,
    /// Whether it may be changed.
    pub editable: bool,
    /// The answer so far; several choices are separated by commas.
    pub value: String,
    /// The parts of a date.
    pub date: Option<EraDateView>,
    /// Whether it came with the card and was changed.
    pub changed: bool,
    /// Whether it came with the card.
    pub on_card: bool,
    /// Whether the forms wait for it.
    pub missing: bool,
    /// Whether it is left empty for the hand.
    pub for_hand: bool,
}

/// A date as the clerk types it, by digits; a part that is not known is empty.
#[derive(Clone, PartialEq, Serialize, Type)]
pub struct EraDateView {
    /// `R`, `H`, `S`, `T`, `M`, or `W` for a western year.
    pub era: String,
    /// The year.
    pub year: String,
    /// The month.
    pub month: String,
    /// The day.
    pub day: String,
}

impl From<DateParts> for EraDateView {
    fn from(parts: DateParts) -> Self {
        let text = |part: Option<i8>| part.map(|part| part.to_string()).unwrap_or_default();
        Self {
            era: parts.era.to_string(),
            year: parts.year.to_string(),
            month: text(parts.month),
            day: text(parts.day),
        }
    }
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
    Digits { min: u32, max: u32 },
    Date,
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

/// A form of the case.
#[derive(Clone, PartialEq, Serialize, Type)]
pub struct CaseFormView {
    /// The form's id.
    pub id: String,
    /// Its title.
    pub title: BilingualView,
    /// Pages as they will be printed; none while a problem forbids it.
    pub pages: u32,
    /// Grows each time the pages change.
    pub revision: u32,
    /// Whether it is on paper.
    pub printed: bool,
    /// Who can stand in its rows.
    pub members: Vec<MemberView>,
}

/// Somebody who can stand in a form's rows.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MemberView {
    /// `person` or `family.N`.
    pub who: String,
    /// Whether they stand there.
    pub on: bool,
}

/// A field that cannot be printed as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemView {
    /// The form's id.
    pub form: String,
    /// Name of the datum in the case; empty when it is nobody's.
    pub name: String,
    /// What the form calls the field.
    pub field: String,
    /// Whether printing is refused.
    pub fatal: bool,
    /// Whether the field can be left empty, for the hand.
    pub can_leave: bool,
    /// Somebody who is not in the case and has to be: `spouse` or `agent`.
    pub wants: Option<String>,
    /// What to do.
    pub advice: AdviceView,
}

/// How the printing goes.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PrintingView {
    /// Which form, counted from 0.
    pub at: u32,
    /// How it goes.
    pub state: PrintStateView,
}

/// How the printing goes.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case", rename = "PrintState")]
#[allow(missing_docs, reason = "documented on counter::PrintState")]
pub enum PrintStateView {
    Sending,
    Waiting { advice: AdviceView },
    Printing,
    HandingOver,
    Failed { advice: AdviceView },
}

impl From<&PrintRun> for PrintingView {
    fn from(run: &PrintRun) -> Self {
        let advised = |advice: &advice::Advice| AdviceView::from(advice.clone());
        Self {
            at: count(run.at),
            state: match &run.state {
                PrintState::Sending => PrintStateView::Sending,
                PrintState::Waiting(advice) => PrintStateView::Waiting {
                    advice: advised(advice),
                },
                PrintState::Printing => PrintStateView::Printing,
                PrintState::HandingOver => PrintStateView::HandingOver,
                PrintState::Failed(advice) => PrintStateView::Failed {
                    advice: advised(advice),
                },
            },
        }
    }
}

impl From<Known> for KnownView {
    fn from(known: Known) -> Self {
        match known {
            Known::ByPin => Self::Pin,
            Known::ByFaceCode => Self::FaceCode,
            Known::ByHand => Self::Hand,
        }
    }
}

/// What a window calls a person.
pub(super) fn who_view(who: Who) -> String {
    match who {
        Who::Applicant => "person".to_owned(),
        Who::Agent => "agent".to_owned(),
        Who::Family(number) => format!("family.{number}"),
    }
}

/// The person that a window means.
pub fn who_of(name: &str) -> Option<Who> {
    Who::parse(&format!("{name}.name")).map(|(who, _)| who)
}

impl CaseView {
    pub(super) fn of(desk: &Desk, case: &Case, now: Moment) -> Self {
        let questions = case.questions();
        let missing = || questions.iter().filter(|question| question.is_missing());
        Self {
            has_guide: case.guide().is_some(),
            people: case
                .people()
                .map(|(who, person)| PersonView {
                    who: who_view(who),
                    known: person.known().into(),
                    name: person.get("name").to_owned(),
                })
                .collect(),
            family_has_room: case.family_has_room(),
            first_missing: missing().next().map(|question| question.name.clone()),
            missing: count(missing().count()),
            problems: case
                .forms()
                .iter()
                .flat_map(|form| problems(case, form))
                .collect(),
            forms: case
                .forms()
                .iter()
                .map(|form| form_view(case, form))
                .collect(),
            ready: case.is_ready(),
            printing: desk.printing().map(PrintingView::from),
            card_present: desk.card().card_present(),
            seconds_left: seconds_left(desk, now),
            questions: questions.into_iter().map(question_view).collect(),
        }
    }
}

/// Counts down only in the last minute, so that the view stays the same before.
fn seconds_left(desk: &Desk, now: Moment) -> u32 {
    u32::try_from(desk.time_left(now).as_secs().min(60)).unwrap_or(60)
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn question_view(question: Question) -> QuestionView {
    QuestionView {
        missing: question.is_missing(),
        date: date_of(&question),
        who: question.who.map(who_view),
        label: question.label.into(),
        kind: AskedKindView::from(&question.kind),
        required: question.required,
        editable: question.editable,
        value: question.value.as_str().to_owned(),
        changed: question.changed,
        on_card: question.on_card,
        for_hand: question.for_hand,
        name: question.name,
        form: question.form,
    }
}

fn date_of(question: &Question) -> Option<EraDateView> {
    let parts = matches!(question.kind, AskedKind::Date).then(|| DateParts::of(&question.value));
    parts.flatten().map(Into::into)
}

fn form_view(case: &Case, form: &CaseForm) -> CaseFormView {
    let definition = form.definition();
    CaseFormView {
        id: definition.id().to_owned(),
        title: definition.title().clone().into(),
        pages: count(form.pages()),
        revision: form.revision(),
        printed: form.is_printed(),
        members: case
            .could_be_members(definition)
            .into_iter()
            .map(|who| MemberView {
                who: who_view(who),
                on: form.members().contains(&who),
            })
            .collect(),
    }
}

fn problems(case: &Case, form: &CaseForm) -> Vec<ProblemView> {
    let notice = form.notice().map(|advice| ProblemView {
        form: form.definition().id().to_owned(),
        name: String::new(),
        field: String::new(),
        fatal: false,
        can_leave: false,
        wants: None,
        advice: advice.clone().into(),
    });
    form.problems()
        .iter()
        .map(|problem| {
            let value = problem.value.as_deref();
            let name = value.and_then(|name| case.name_in_case(form, name));
            ProblemView {
                form: form.definition().id().to_owned(),
                can_leave: name.is_some() && problem.is_fatal(),
                wants: value
                    .filter(|_| name.is_none())
                    .and_then(|value| value.split_once('.'))
                    .map(|(who, _)| who.to_owned()),
                name: name.unwrap_or_default(),
                field: problem.field.clone(),
                fatal: problem.is_fatal(),
                advice: problem.advice().into(),
            }
        })
        .chain(notice)
        .collect()
}

impl From<&AskedKind> for AskedKindView {
    fn from(kind: &AskedKind) -> Self {
        let options = |options: &[paper::AskedOption]| {
            options
                .iter()
                .map(|option| OptionView {
                    value: option.value.clone(),
                    label: option.label.clone().into(),
                })
                .collect()
        };
        match kind {
            AskedKind::Text { max_chars } => Self::Text {
                max_chars: *max_chars,
            },
            AskedKind::Number { min, max } => Self::Number {
                min: *min,
                max: *max,
            },
            AskedKind::Digits { min, max } => Self::Digits {
                min: *min,
                max: *max,
            },
            AskedKind::Date => Self::Date,
            AskedKind::Choice { options: all } => Self::Choice {
                options: options(all),
            },
            AskedKind::Choices { options: all } => Self::Choices {
                options: options(all),
            },
        }
    }
}

/// The forms that came out, by their titles.
pub(super) fn titles(forms: &[Arc<paper::FormDefinition>]) -> Vec<BilingualView> {
    forms
        .iter()
        .map(|form| form.title().clone().into())
        .collect()
}
