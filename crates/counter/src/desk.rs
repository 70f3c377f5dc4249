//! The desk: takes inputs, moves from stage to stage, asks for effects.

use std::sync::Arc;
use std::time::Duration;

use advice::{Advice, Advise};
use mynacard::{BasicInfo, CardError, LastTry, SecretKind, TriesLeft};
use paper::{Fonts, FormDefinition, Placement, Values};
use zeroize::Zeroizing;

use crate::stage::Form;
use crate::{Effect, Filling, Input, Moment, Pad, PrintState, Problem, Session, Stage};

/// How long "printed" stays on the screen once the card is gone.
const PRINTED_SHOWN: Duration = Duration::from_secs(6);

/// What one desk is set up with.
pub struct DeskConfig {
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
}

/// The counter desk.
pub struct Desk {
    config: DeskConfig,
    placement: Placement,
    stage: Stage,
    session: u64,
    card_present: bool,
    tries: Option<TriesLeft>,
    last_try_allowed: bool,
    card_placed_at: Option<Duration>,
    touched_at: Duration,
}

impl Desk {
    /// A desk at which nobody stands.
    pub fn new(config: DeskConfig) -> Self {
        Self {
            config,
            placement: Placement::default(),
            stage: Stage::Choosing,
            session: 0,
            card_present: false,
            tries: None,
            last_try_allowed: false,
            card_placed_at: None,
            touched_at: Duration::ZERO,
        }
    }

    /// Where the session stands.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Forms that can be picked.
    pub fn forms(&self) -> &[Arc<FormDefinition>] {
        &self.config.forms
    }

    /// Whether a card lies on a reader.
    pub fn card_present(&self) -> bool {
        self.card_present
    }

    /// Time until the session is wiped for want of a hand.
    pub fn time_left(&self, now: Moment) -> Duration {
        (self.touched_at + self.config.idle_limit).saturating_sub(now.uptime)
    }

    /// Moves the pages as the chosen printer needs it.
    pub fn set_placement(&mut self, placement: Placement) {
        self.placement = placement;
        self.refresh();
    }

    /// Makes the pages anew.
    fn refresh(&mut self) {
        if let (Stage::Filling(filling), Some(fonts)) = (&mut self.stage, &self.config.fonts) {
            filling.refresh(fonts, &self.placement);
        }
    }

    /// Takes one input and says what has to be done.
    pub fn handle(&mut self, input: Input, now: Moment) -> Vec<Effect> {
        if !matches!(input, Input::Tick) {
            self.touched_at = now.uptime;
        }
        match input {
            Input::ChooseForm(id) => self.choose(&id, now),
            Input::CardPlaced => self.card_placed(now),
            Input::CardTaken => self.card_taken(),
            Input::TriesKnown(session, answer) => self.tries_known(session, answer),
            Input::UseSecret(kind) => self.use_secret(kind),
            Input::AllowLastTry(allow) => self.allow_last_try(allow),
            Input::Press(digit) => self.with_pad(|pad| pad.press(digit)),
            Input::Erase => self.with_pad(Pad::erase),
            Input::Done => self.done(),
            Input::Read(session, answer) => self.read(session, answer, now),
            Input::Answer { name, value } => self.answer(&name, &Zeroizing::new(value)),
            Input::Print => self.print(),
            Input::PrintProgress(session, state) => self.print_progress(session, state),
            Input::PrintEnded(session, result) => self.print_ended(session, result, now),
            Input::TryAgain => self.try_again(),
            Input::End => self.end(),
            Input::Tick => self.tick(now),
        }
    }

    fn current(&self) -> Session {
        Session(self.session)
    }

    fn choose(&mut self, id: &str, now: Moment) -> Vec<Effect> {
        if !matches!(self.stage, Stage::Choosing | Stage::Printed(_)) {
            return Vec::new();
        }
        let Some(form) = self.config.forms.iter().find(|form| form.id() == id) else {
            return Vec::new();
        };
        if self.config.fonts.is_none() {
            return Vec::new();
        }
        let form = Arc::clone(form);
        self.forget();
        if self.card_present {
            self.card_placed_at = Some(now.uptime);
            return self.check_card(form);
        }
        self.stage = Stage::AwaitingCard(form);
        Vec::new()
    }

    fn card_placed(&mut self, now: Moment) -> Vec<Effect> {
        self.card_present = true;
        let form = match &self.stage {
            Stage::AwaitingCard(form) => Arc::clone(form),
            Stage::Problem(problem) if problem.can_try_again => Arc::clone(&problem.form),
            _ => return Vec::new(),
        };
        self.card_placed_at.get_or_insert(now.uptime);
        self.check_card(form)
    }

    fn card_taken(&mut self) -> Vec<Effect> {
        self.card_present = false;
        self.tries = None;
        self.last_try_allowed = false;
        match &self.stage {
            Stage::Entering { form, .. }
            | Stage::ConfirmingLastTry(form, _)
            | Stage::Locked { form, .. } => self.stage = Stage::AwaitingCard(Arc::clone(form)),
            _ => {}
        }
        Vec::new()
    }

    fn check_card(&mut self, form: Form) -> Vec<Effect> {
        self.tries = None;
        self.last_try_allowed = false;
        self.stage = Stage::CheckingCard(form);
        vec![Effect::QueryTries(self.current())]
    }

    fn tries_known(
        &mut self,
        session: Session,
        answer: Result<TriesLeft, CardError>,
    ) -> Vec<Effect> {
        let Stage::CheckingCard(form) = &self.stage else {
            return Vec::new();
        };
        if session != self.current() {
            return Vec::new();
        }
        let form = Arc::clone(form);
        match answer {
            Ok(tries) => {
                self.tries = Some(tries);
                self.ask(form, SecretKind::Pin, false);
            }
            Err(error) => self.stage = problem(form, error),
        }
        Vec::new()
    }

    /// Opens the pad, or says first that one try or none is left.
    fn ask(&mut self, form: Form, kind: SecretKind, wrong_before: bool) {
        let tries = self.tries.as_ref();
        let left = tries.map_or(0, |tries| match kind {
            SecretKind::Pin => tries.pin,
            SecretKind::FaceCode => tries.face_code,
        });
        self.stage = match left {
            0 => Stage::Locked {
                form,
                secret: kind,
                face_code_left: kind == SecretKind::Pin
                    && tries.is_some_and(|tries| tries.face_code > 0),
            },
            1 if !self.last_try_allowed => Stage::ConfirmingLastTry(form, kind),
            tries_left => Stage::Entering {
                form,
                pad: Pad::new(kind),
                tries_left,
                wrong_before,
            },
        };
    }

    fn use_secret(&mut self, kind: SecretKind) -> Vec<Effect> {
        let form = match &self.stage {
            Stage::Entering { form, .. }
            | Stage::ConfirmingLastTry(form, _)
            | Stage::Locked { form, .. } => Arc::clone(form),
            _ => return Vec::new(),
        };
        self.last_try_allowed = false;
        self.ask(form, kind, false);
        Vec::new()
    }

    fn allow_last_try(&mut self, allow: bool) -> Vec<Effect> {
        let Stage::ConfirmingLastTry(form, kind) = &self.stage else {
            return Vec::new();
        };
        let (form, kind) = (Arc::clone(form), *kind);
        if allow {
            self.last_try_allowed = true;
            self.ask(form, kind, false);
        } else if kind == SecretKind::Pin {
            self.ask(form, SecretKind::FaceCode, false);
        } else {
            return self.end();
        }
        Vec::new()
    }

    fn with_pad(&mut self, act: impl FnOnce(&mut Pad)) -> Vec<Effect> {
        if let Stage::Entering { pad, .. } = &mut self.stage {
            act(pad);
        }
        Vec::new()
    }

    fn done(&mut self) -> Vec<Effect> {
        let Stage::Entering { form, pad, .. } = &self.stage else {
            return Vec::new();
        };
        let Some(secret) = pad.secret() else {
            return Vec::new();
        };
        let last_try = if self.last_try_allowed {
            LastTry::Allow
        } else {
            LastTry::Refuse
        };
        self.last_try_allowed = false;
        self.stage = Stage::Reading(Arc::clone(form));
        vec![Effect::ReadBasicInfo {
            session: self.current(),
            secret,
            last_try,
        }]
    }

    fn read(
        &mut self,
        session: Session,
        answer: Result<BasicInfo, CardError>,
        now: Moment,
    ) -> Vec<Effect> {
        let Stage::Reading(form) = &self.stage else {
            return Vec::new();
        };
        if session != self.current() {
            return Vec::new();
        }
        let form = Arc::clone(form);
        match answer {
            Ok(person) => {
                let filling = Filling::new(form, self.given(now), &person);
                self.stage = Stage::Filling(Box::new(filling));
                self.refresh();
            }
            Err(CardError::WrongSecret { secret, tries_left }) => {
                self.note_tries(secret, tries_left);
                self.ask(form, secret, true);
            }
            Err(CardError::Locked { secret }) => {
                self.note_tries(secret, 0);
                self.ask(form, secret, false);
            }
            Err(CardError::LastTry { secret }) => {
                self.note_tries(secret, 1);
                self.ask(form, secret, false);
            }
            Err(error) => self.stage = problem(form, error),
        }
        Vec::new()
    }

    fn note_tries(&mut self, kind: SecretKind, left: u8) {
        if let Some(tries) = &mut self.tries {
            match kind {
                SecretKind::Pin => tries.pin = left,
                SecretKind::FaceCode => tries.face_code = left,
            }
        }
    }

    /// What the form knows before any card: the city and the date.
    fn given(&self, now: Moment) -> Values {
        let mut values = Values::default();
        values.insert("city.name", &self.config.city_name);
        values.insert("city.mayor", &self.config.mayor);
        values.insert("date.today", now.today.to_string());
        values
    }

    fn answer(&mut self, name: &str, value: &str) -> Vec<Effect> {
        if let Stage::Filling(filling) = &mut self.stage
            && !filling.is_printing()
            && filling.set_answer(name, value)
        {
            self.refresh();
        }
        Vec::new()
    }

    fn print(&mut self) -> Vec<Effect> {
        let session = self.current();
        let Stage::Filling(filling) = &mut self.stage else {
            return Vec::new();
        };
        if filling.is_printing() {
            return Vec::new();
        }
        let Some(pdf) = filling.pdf().map(|pdf| Zeroizing::new(pdf.to_vec())) else {
            return Vec::new();
        };
        filling.printing = Some(PrintState::Sending);
        vec![Effect::Print {
            session,
            pdf,
            title: filling.form().title().ja.clone(),
        }]
    }

    fn print_progress(&mut self, session: Session, state: PrintState) -> Vec<Effect> {
        let current = self.current();
        if let Stage::Filling(filling) = &mut self.stage
            && session == current
            && filling.is_printing()
        {
            filling.printing = Some(state);
        }
        Vec::new()
    }

    fn print_ended(
        &mut self,
        session: Session,
        result: Result<(), Advice>,
        now: Moment,
    ) -> Vec<Effect> {
        let current = self.current();
        let Stage::Filling(filling) = &mut self.stage else {
            return Vec::new();
        };
        if session != current || !filling.is_printing() {
            return Vec::new();
        }
        if let Err(advice) = result {
            filling.printing = Some(PrintState::Failed(advice));
            return Vec::new();
        }
        let form = Arc::clone(filling.form());
        let started = self.card_placed_at.unwrap_or(now.uptime);
        let count = Effect::Count {
            form: form.id().to_owned(),
            took: now.uptime.saturating_sub(started),
        };
        self.forget();
        self.stage = Stage::Printed(form);
        vec![count]
    }

    fn try_again(&mut self) -> Vec<Effect> {
        let form = match &self.stage {
            Stage::Problem(problem) => Arc::clone(&problem.form),
            Stage::Locked { form, .. } => Arc::clone(form),
            _ => return Vec::new(),
        };
        if self.card_present {
            return self.check_card(form);
        }
        self.stage = Stage::AwaitingCard(form);
        Vec::new()
    }

    fn end(&mut self) -> Vec<Effect> {
        self.forget();
        Vec::new()
    }

    fn tick(&mut self, now: Moment) -> Vec<Effect> {
        match &self.stage {
            Stage::Choosing => {}
            Stage::Printed(_) => {
                let shown = now.uptime.saturating_sub(self.touched_at);
                if !self.card_present && shown >= PRINTED_SHOWN {
                    self.forget();
                }
            }
            Stage::Filling(filling) if filling.is_printing() => self.touched_at = now.uptime,
            _ if self.time_left(now).is_zero() => self.forget(),
            _ => {}
        }
        Vec::new()
    }

    /// Ends the session: every value, page and digit is dropped, and dropping wipes it.
    fn forget(&mut self) {
        self.stage = Stage::Choosing;
        self.session += 1;
        self.tries = None;
        self.last_try_allowed = false;
        self.card_placed_at = None;
    }
}

fn problem(form: Form, error: CardError) -> Stage {
    Stage::Problem(Problem {
        form,
        advice: error.advice(),
        can_try_again: true,
    })
}
