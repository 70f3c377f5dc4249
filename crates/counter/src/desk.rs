//! The desk: takes inputs, moves from stage to stage, asks for effects.

mod card;
mod forms;
mod people;
mod printing;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use advice::Advice;
use card_session::CardSession;
use jiff::civil::Date;
use paper::{Fonts, FormDefinition, Guide, Values};
use zeroize::Zeroizing;

use self::card::asked;
use crate::case::Means;
use crate::{Case, Effect, Input, Moment, OnPaper, PrintRun, Session, Stage, Visit, Who};

/// How long "printed" stays on the screen once the card is gone.
const PRINTED_SHOWN: Duration = Duration::from_secs(6);

/// Makes the code for the back office (引き継ぎコード) out of a filled form and the day.
///
/// Randomness and the city's key are its own business: the desk has neither.
pub type CodeMaker =
    Box<dyn Fn(&FormDefinition, &Values, Date) -> Result<Zeroizing<String>, Advice> + Send + Sync>;

/// What one desk is set up with.
pub struct DeskConfig {
    /// Life events that can be picked.
    pub guides: Vec<Arc<Guide>>,
    /// Forms that can be picked.
    pub forms: Vec<Arc<FormDefinition>>,
    /// Fonts for the pages; without them no form can be begun.
    pub fonts: Option<Arc<Fonts>>,
    /// The city's name and its mayor as the form addresses them.
    pub city_name: String,
    /// To whom the form is addressed (あて先).
    pub mayor: String,
    /// A session nobody touches for this long is wiped.
    pub idle_limit: Duration,
    /// Makes the code that stands on the paper for the back office; none when the city has not switched it on.
    pub code: Option<CodeMaker>,
    /// Whether files for the back office are written after the last form.
    pub hands_over: bool,
}

/// The counter desk.
pub struct Desk {
    config: DeskConfig,
    on_paper: BTreeMap<String, OnPaper>,
    stage: Stage,
    case: Option<Box<Case>>,
    printing: Option<PrintRun>,
    card: CardSession,
    /// Whose card is being read.
    reading_for: Who,
    begun_at: Duration,
    card_placed_at: Option<Duration>,
    touched_at: Duration,
}

impl Desk {
    /// A desk at which nobody stands.
    pub fn new(config: DeskConfig) -> Self {
        Self {
            config,
            on_paper: BTreeMap::new(),
            stage: Stage::Choosing,
            case: None,
            printing: None,
            card: CardSession::new(false),
            reading_for: Who::Applicant,
            begun_at: Duration::ZERO,
            card_placed_at: None,
            touched_at: Duration::ZERO,
        }
    }

    /// Where the session stands.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The case of this session.
    pub fn case(&self) -> Option<&Case> {
        self.case.as_deref()
    }

    /// Whose card is being read, while one is.
    pub fn reading_for(&self) -> Who {
        self.reading_for
    }

    /// Life events that can be picked.
    pub fn guides(&self) -> &[Arc<Guide>] {
        &self.config.guides
    }

    /// Forms that can be picked.
    pub fn forms(&self) -> &[Arc<FormDefinition>] {
        &self.config.forms
    }

    /// Where the reading of a card stands.
    pub fn card(&self) -> &CardSession {
        &self.card
    }

    /// Time until the session is wiped for want of a hand.
    pub fn time_left(&self, now: Moment) -> Duration {
        (self.touched_at + self.config.idle_limit).saturating_sub(now.uptime)
    }

    /// Other forms from now on, once nobody is served: `false` while somebody is.
    pub fn replace_forms(
        &mut self,
        forms: Vec<Arc<FormDefinition>>,
        guides: Vec<Arc<Guide>>,
    ) -> bool {
        if self.case.is_some() {
            return false;
        }
        self.config.forms = forms;
        self.config.guides = guides;
        true
    }

    /// How each form, by its id, goes on paper from now on.
    pub fn set_on_paper(&mut self, on_paper: BTreeMap<String, OnPaper>) {
        self.on_paper = on_paper;
        self.refresh_all(true);
    }

    fn refresh(&mut self) {
        self.refresh_all(false);
    }

    fn refresh_all(&mut self, anew: bool) {
        if let (Some(case), Some(fonts)) = (&mut self.case, &self.config.fonts) {
            let on_paper = &self.on_paper;
            let of = |form: &str| on_paper.get(form).copied().unwrap_or_default();
            let means = Means {
                fonts,
                on_paper: &of,
                code: self.config.code.as_ref(),
            };
            case.refresh(&self.config.forms, &means, anew);
        }
    }

    /// Takes one input and says what has to be done.
    pub fn handle(&mut self, input: Input, now: Moment) -> Vec<Effect> {
        if !matches!(input, Input::Tick) {
            self.touched_at = now.uptime;
        }
        match input {
            Input::ChooseGuide(id) => self.choose_guide(&id, now),
            Input::ChooseForm(id) => self.choose_form(&id, now),
            Input::WantForm { form, on } => self.want_form(&form, on),
            Input::ToForms => self.go_to_forms(now),
            Input::ToGuide => self.go_to_guide(),
            Input::AddPerson { agent, by_card } => self.add_person(agent, by_card),
            Input::AddSpouse => self.add_spouse(),
            Input::RemovePerson(who) => self.remove_person(who),
            Input::ReadCardOf(who) => self.read_card_of(who),
            Input::ByHand => self.by_hand(),
            Input::WantMember { form, who, on } => self.want_member(&form, who, on),
            Input::Card(input) => self.card_input(input, now),
            Input::Answer { name, value } => self.answer(&name, &Zeroizing::new(value)),
            Input::LeaveForHand(name) => self.leave_for_hand(&name),
            Input::Print { elsewhere } => self.print(elsewhere),
            Input::PrintSlip => self.print_slip(),
            Input::PrintProgress(session, state) => self.print_progress(session, state),
            Input::PrintEnded(session, result) => self.print_ended(session, result, now),
            Input::HandedOver(session, result) => self.handed_over(session, result, now),
            Input::TryAgain => self.try_again(),
            Input::End => self.end(now),
            Input::Touch => Vec::new(),
            Input::Tick => self.tick(now),
        }
    }

    fn current(&self) -> Session {
        self.card.session()
    }

    fn try_again(&mut self) -> Vec<Effect> {
        asked(self.card.try_again())
    }

    fn end(&mut self, now: Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        // Paper that nobody waits for any more would come out in front of the next resident.
        if self.is_printing() {
            effects.push(Effect::CancelPrint(self.current()));
        }
        effects.extend(self.given_up(now));
        self.forget();
        effects
    }

    fn tick(&mut self, now: Moment) -> Vec<Effect> {
        match &self.stage {
            Stage::Choosing => {}
            Stage::Printed(_) => {
                let shown = now.uptime.saturating_sub(self.touched_at);
                if !self.card.card_present() && shown >= PRINTED_SHOWN {
                    self.forget();
                }
            }
            _ if self.is_printing() => self.touched_at = now.uptime,
            _ if self.time_left(now).is_zero() => {
                let record = self.given_up(now);
                self.forget();
                return record.into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    /// The record of a visit that ends without its paper.
    fn given_up(&self, now: Moment) -> Option<Effect> {
        let mut visit = self.visit(now)?;
        visit.card_to_paper = None;
        Some(Effect::Record(visit))
    }

    /// What is kept of this visit, while there is one.
    fn visit(&self, now: Moment) -> Option<Visit> {
        let case = self.case.as_ref()?;
        let printed = || case.forms().iter().filter(|form| form.is_printed());
        let started = self.card_placed_at.unwrap_or(self.begun_at);
        Some(Visit {
            guide: case.guide().map(|guide| guide.id().to_owned()),
            forms: printed()
                .map(|form| form.definition().id().to_owned())
                .collect(),
            pages: printed().map(crate::CaseForm::pages).sum(),
            people: case.people().count(),
            known: case.person(Who::Applicant)?.known(),
            card_to_paper: Some(now.uptime.saturating_sub(started)),
            in_all: now.uptime.saturating_sub(self.begun_at),
        })
    }

    /// Ends the session: every value, page and digit is dropped, and dropping wipes it.
    fn forget(&mut self) {
        if matches!(self.stage, Stage::Choosing) {
            return;
        }
        self.card.end();
        self.stage = Stage::Choosing;
        self.case = None;
        self.printing = None;
        self.reading_for = Who::Applicant;
        self.card_placed_at = None;
    }
}
