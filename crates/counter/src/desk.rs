//! The desk: takes inputs, moves from stage to stage, asks for effects.

mod card;
mod printing;

use std::sync::Arc;
use std::time::Duration;

use mynacard::TriesLeft;
use paper::{Fonts, FormDefinition, Placement, Values};
use zeroize::Zeroizing;

use crate::{Effect, Input, Moment, Pad, Session, Stage};

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
    /// The card lies there since the session before: it may be another person's.
    card_left: bool,
    /// Until then taps on the pad are second taps on the button that stood in its place.
    deaf_until: Duration,
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
            card_left: false,
            deaf_until: Duration::ZERO,
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

    /// Whether the card of the session before still lies there; it has to be given back first.
    pub fn card_left(&self) -> bool {
        self.card_left
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
            Input::UseSecret(kind) => self.use_secret(kind, now),
            Input::AllowLastTry(allow) => self.allow_last_try(allow, now),
            Input::Press(digit) => self.with_pad(now, |pad| pad.press(digit)),
            Input::Erase => self.with_pad(now, Pad::erase),
            Input::Done => self.done(),
            Input::Read(session, answer) => self.read(session, answer, now),
            Input::Answer { name, value } => self.answer(&name, &Zeroizing::new(value)),
            Input::LeaveForHand(name) => self.leave_for_hand(&name),
            Input::Print => self.print(),
            Input::PrintProgress(session, state) => self.print_progress(session, state),
            Input::PrintEnded(session, result) => self.print_ended(session, result, now),
            Input::TryAgain => self.try_again(),
            Input::End => self.end(),
            Input::Touch => Vec::new(),
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
        if self.card_present && !self.card_left {
            self.card_placed_at = Some(now.uptime);
        }
        self.begin(form)
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

    fn leave_for_hand(&mut self, name: &str) -> Vec<Effect> {
        if let Stage::Filling(filling) = &mut self.stage
            && !filling.is_printing()
            && filling.leave_for_hand(name)
        {
            self.refresh();
        }
        Vec::new()
    }

    fn try_again(&mut self) -> Vec<Effect> {
        let form = match &self.stage {
            Stage::Problem(problem) => Arc::clone(&problem.form),
            Stage::Locked { form, .. } => Arc::clone(form),
            _ => return Vec::new(),
        };
        self.begin(form)
    }

    fn end(&mut self) -> Vec<Effect> {
        // Paper that nobody waits for any more would come out in front of the next resident.
        let taken_back = match &self.stage {
            Stage::Filling(filling) if filling.is_printing() => {
                vec![Effect::CancelPrint(self.current())]
            }
            _ => Vec::new(),
        };
        self.forget();
        taken_back
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
        if !matches!(self.stage, Stage::Choosing) {
            self.card_left = self.card_present;
        }
        self.stage = Stage::Choosing;
        self.session += 1;
        self.tries = None;
        self.last_try_allowed = false;
        self.card_placed_at = None;
    }
}
