//! Where the session stands, for the staff window.

use card_session::{CardSession, CardStage};
use counter::{Case, Desk, Moment, Stage};
use paper::{Guide, Procedure};
use serde::Serialize;
use specta::Type;

use super::case::{self, CaseView, QuestionView};
use super::{AdviceView, BilingualView, SecretKindView};

/// A life event to pick.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct GuideCard {
    /// The guide's id.
    pub id: String,
    /// Its title.
    pub title: BilingualView,
}

impl From<&Guide> for GuideCard {
    fn from(guide: &Guide) -> Self {
        Self {
            id: guide.id().to_owned(),
            title: guide.title().clone().into(),
        }
    }
}

/// Whose card is read, and for what.
#[derive(Clone, PartialEq, Serialize, Type)]
pub struct ReadingView {
    /// The life event or the form.
    pub title: BilingualView,
    /// `person`, `agent` or `family.N`.
    pub who: String,
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
    reason = "the stages and their fields are documented on counter::Stage and CardStage"
)]
pub enum DeskView {
    Choosing,
    Guiding {
        guide: GuideCard,
        questions: Vec<QuestionView>,
        procedures: Vec<ProcedureView>,
        /// Every form there is, and whether it is on the list of this case.
        forms: Vec<ListedFormView>,
    },
    AwaitingCard {
        reading: ReadingView,
    },
    CheckingCard {
        reading: ReadingView,
    },
    Entering {
        reading: ReadingView,
        secret: SecretKindView,
        digits: u8,
        length: u8,
        tries_left: u8,
        wrong_before: bool,
    },
    ConfirmingLastTry {
        reading: ReadingView,
        secret: SecretKindView,
        wrong_before: bool,
    },
    Locked {
        reading: ReadingView,
        secret: SecretKindView,
        face_code_left: bool,
    },
    Reading {
        reading: ReadingView,
    },
    Filling {
        title: BilingualView,
        case: CaseView,
        /// Every form there is, and whether it is on the list of this case.
        forms: Vec<ListedFormView>,
    },
    Printed {
        titles: Vec<BilingualView>,
        card_present: bool,
    },
    Problem {
        reading: ReadingView,
        advice: AdviceView,
        can_try_again: bool,
    },
}

/// What has to be handed in, or done.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProcedureView {
    /// Its id in the guide.
    pub id: String,
    /// What it is.
    pub title: BilingualView,
    /// Which window.
    pub window: BilingualView,
    /// What to bring.
    pub bring: Vec<BilingualView>,
    /// Days the law gives.
    pub within_days: Option<u32>,
    /// What else the clerk should say.
    pub note: Option<BilingualView>,
    /// Ids of its forms.
    pub forms: Vec<String>,
}

/// A form, and whether it is on the list of this case.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ListedFormView {
    /// The form's id.
    pub id: String,
    /// Its title.
    pub title: BilingualView,
    /// Whether it will be filled.
    pub on: bool,
}

impl From<&Procedure> for ProcedureView {
    fn from(procedure: &Procedure) -> Self {
        Self {
            id: procedure.id.clone(),
            title: procedure.title.clone().into(),
            window: procedure.window.clone().into(),
            bring: procedure.bring.iter().cloned().map(Into::into).collect(),
            within_days: procedure.within_days,
            note: procedure.note.clone().map(Into::into),
            forms: procedure.forms.clone(),
        }
    }
}

fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// What the case is about: the life event, else the form.
fn title(case: &Case) -> BilingualView {
    let of_form = || case.forms().first().map(|form| form.definition().title());
    let title = case.guide().map(|guide| guide.title()).or_else(of_form);
    title.map_or_else(
        || BilingualView {
            ja: String::new(),
            en: String::new(),
        },
        |title| title.clone().into(),
    )
}

fn listed(desk: &Desk, case: &Case) -> Vec<ListedFormView> {
    desk.forms()
        .iter()
        .map(|form| ListedFormView {
            id: form.id().to_owned(),
            title: form.title().clone().into(),
            on: case.is_chosen(form.id()),
        })
        .collect()
}

impl DeskView {
    /// The view of this desk.
    pub fn of(desk: &Desk, now: Moment) -> Self {
        let Some(case) = desk.case() else {
            return match desk.stage() {
                Stage::Printed(forms) => Self::Printed {
                    titles: case::titles(forms),
                    card_present: desk.card().card_present(),
                },
                _ => Self::Choosing,
            };
        };
        match desk.stage() {
            Stage::Choosing | Stage::Printed(_) => Self::Choosing,
            Stage::Guiding => Self::guiding(desk, case),
            Stage::Card => {
                let reading = ReadingView {
                    title: title(case),
                    who: case::who_view(desk.reading_for()),
                };
                Self::of_card(desk.card(), reading)
            }
            Stage::Filling => Self::Filling {
                title: title(case),
                case: CaseView::of(desk, case, now),
                forms: listed(desk, case),
            },
        }
    }

    fn of_card(card: &CardSession, reading: ReadingView) -> Self {
        match card.stage() {
            CardStage::Awaiting => Self::AwaitingCard { reading },
            CardStage::Checking => Self::CheckingCard { reading },
            CardStage::Entering {
                pad,
                tries_left,
                wrong_before,
                ..
            } => Self::Entering {
                reading,
                secret: pad.kind().into(),
                digits: small(pad.count()),
                length: small(pad.length()),
                tries_left: *tries_left,
                wrong_before: *wrong_before,
            },
            CardStage::ConfirmingLastTry {
                secret,
                wrong_before,
                ..
            } => Self::ConfirmingLastTry {
                reading,
                secret: (*secret).into(),
                wrong_before: *wrong_before,
            },
            CardStage::Locked {
                secret,
                face_code_left,
                ..
            } => Self::Locked {
                reading,
                secret: (*secret).into(),
                face_code_left: *face_code_left,
            },
            CardStage::Reading(_) => Self::Reading { reading },
            CardStage::Problem(problem) => Self::Problem {
                reading,
                advice: problem.advice.clone().into(),
                can_try_again: problem.can_try_again,
            },
            // The counter desk takes no taps.
            CardStage::Idle | CardStage::Tapping | CardStage::Tapped(_) => Self::Choosing,
        }
    }

    fn guiding(desk: &Desk, case: &Case) -> Self {
        let Some(guide) = case.guide() else {
            return Self::Choosing;
        };
        Self::Guiding {
            guide: GuideCard::from(guide.as_ref()),
            questions: case
                .guide_questions()
                .into_iter()
                .map(case::question_view)
                .collect(),
            procedures: case.procedures().into_iter().map(Into::into).collect(),
            forms: listed(desk, case),
        }
    }
}
