//! What reaches the desk, and what it asks of the world.

use std::sync::Arc;
use std::time::Duration;

use advice::{Advice, Bilingual};
use card_session::{CardEffect, CardInput, Session};
use paper::{FormDefinition, Values};
use zeroize::Zeroizing;

use crate::{Known, Who};

/// When something happened, told from outside: the desk has no clock.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Monotonic time since the program started.
    pub uptime: Duration,
    /// Today's date on the PC, printed on the form.
    pub today: jiff::civil::Date,
}

/// Something that happened.
pub enum Input {
    /// The clerk picked the life event with this id.
    ChooseGuide(String),
    /// The clerk picked the form with this id, without a life event.
    ChooseForm(String),
    /// A form goes on the list of this case, or off it.
    WantForm {
        /// The form's id.
        form: String,
        /// On or off.
        on: bool,
    },
    /// The list of procedures is settled: on to the people.
    ToForms,
    /// Back to the questions of the life event.
    ToGuide,
    /// Somebody else belongs to this case: the agent, or one more of the family.
    AddPerson {
        /// The agent, else family.
        agent: bool,
        /// Whether a card is read for them now.
        by_card: bool,
    },
    /// A form wants the spouse: one more of the family with that relation, typed or read later.
    AddSpouse,
    /// Somebody does not belong to this case after all.
    RemovePerson(Who),
    /// A card is read for this person.
    ReadCardOf(Who),
    /// No card after all: the clerk types.
    ByHand,
    /// A person goes on the rows of a form, or off them.
    WantMember {
        /// The form's id.
        form: String,
        /// Who.
        who: Who,
        /// On or off.
        on: bool,
    },
    /// Something happened to the card, or the resident pressed a key.
    Card(CardInput),
    /// The clerk answered a question.
    Answer {
        /// Name of the datum in the case, such as `move.date` or `family.2.kana`.
        name: String,
        /// The answer.
        value: String,
    },
    /// The value of this name is left empty, for the hand: the fonts lack a character, or it does not fit.
    LeaveForHand(String),
    /// The clerk wants the forms printed, those that are not on paper yet.
    Print {
        /// On this printer instead of each form's own.
        elsewhere: Option<String>,
    },
    /// The clerk wants the slip that says where to go (受付票).
    PrintSlip,
    /// The printer reports on the job.
    PrintProgress(Session, crate::PrintState),
    /// The job came to its end.
    PrintEnded(Session, Result<(), Advice>),
    /// The files for the back office are written, or not.
    HandedOver(Session, Result<(), Advice>),
    /// Once more from the card on.
    TryAgain,
    /// The clerk ends the session.
    End,
    /// A hand at one of the windows, on something that is none of the desk's business.
    Touch,
    /// Time went by.
    Tick,
}

impl From<CardInput> for Input {
    fn from(input: CardInput) -> Self {
        Self::Card(input)
    }
}

/// Something the desk wants done.
pub enum Effect {
    /// Something has to be done with the card.
    Card(CardEffect),
    /// Print these pages.
    Print {
        /// Whom to answer.
        session: Session,
        /// Whose pages: the form's id chooses printer and tray.
        form: String,
        /// On this printer instead.
        elsewhere: Option<String>,
        /// The PDF that the preview showed.
        pdf: Zeroizing<Vec<u8>>,
        /// The form's title, for the printer's display; no personal data.
        title: String,
    },
    /// Take this session's pages back from the printer.
    CancelPrint(Session),
    /// Print the slip: titles and windows, nothing about a person.
    PrintSlip(Vec<(Bilingual, Bilingual)>),
    /// Write the files for the back office.
    HandOver(Session, Vec<HandOver>),
    /// Note the times of this visit: no personal data.
    Record(Visit),
}

/// One form of a case for the back office. Wiped on drop.
pub struct HandOver {
    /// The form.
    pub form: Arc<FormDefinition>,
    /// Its values by the names of its definition.
    pub values: Values,
}

/// What is kept of a visit: how long it took, and nothing about anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Id of the life event.
    pub guide: Option<String>,
    /// Ids of the forms that came out on paper.
    pub forms: Vec<String>,
    /// Pages on paper.
    pub pages: usize,
    /// People of the case.
    pub people: usize,
    /// How the applicant became known.
    pub known: Known,
    /// From the card on the reader (by hand: from the first touch) to the last paper; `None` when given up.
    pub card_to_paper: Option<Duration>,
    /// From the first touch to the end.
    pub in_all: Duration,
}
