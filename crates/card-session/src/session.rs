//! One card after the other, from "put it on" to what was read.

mod secret;

use std::time::Duration;

use mynacard::{CardError, TriesLeft};

use crate::{CardEffect, CardInput, CardStage, Problem, Session, Step, Tap};

/// The card side of a desk.
pub struct CardSession {
    taps: bool,
    stage: CardStage,
    session: u64,
    card: Lying,
    tap: Option<Tap>,
    /// More than a tap is wanted: the next card that is recognised goes on by itself.
    with_secret: bool,
    tries: Option<TriesLeft>,
    last_try_allowed: bool,
    /// Until then taps on the pad are second taps on the button that stood in its place.
    deaf_until: Duration,
}

/// What is known of the card on the reader.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what is known of the card is no state of the session"
)]
struct Lying {
    present: bool,
    /// It lies there since the session before: it may be another person's.
    left: bool,
    /// It was read for somebody already.
    used: bool,
    /// It was not lifted since it was last asked for anything.
    same: bool,
}

impl CardSession {
    /// A session that waits for nothing. With `taps`, each card is recognised before anything else is asked of it.
    pub fn new(taps: bool) -> Self {
        Self {
            taps,
            stage: CardStage::Idle,
            session: 0,
            card: Lying::default(),
            tap: None,
            with_secret: false,
            tries: None,
            last_try_allowed: false,
            deaf_until: Duration::ZERO,
        }
    }

    /// Where the session stands.
    pub fn stage(&self) -> &CardStage {
        &self.stage
    }

    /// The session that answers name.
    pub fn session(&self) -> Session {
        Session(self.session)
    }

    /// Whether a card lies on a reader.
    pub fn card_present(&self) -> bool {
        self.card.present
    }

    /// Whether a card that was read before still lies there; it has to be given back first.
    pub fn card_left(&self) -> bool {
        self.card.left
    }

    /// The last tap of this session, while it stands for the card that is asked now.
    pub fn tap(&self) -> Option<Tap> {
        self.tap
    }

    /// A card is wanted: the one that lies there, unless it was read for somebody already, else the next one.
    ///
    /// What is still under way for the card before is dropped when it comes.
    pub fn begin(&mut self) -> Option<CardEffect> {
        // What lies there was read for somebody else: the next card takes its place.
        self.card.left |= self.card.present && self.card.used;
        self.forget();
        self.start()
    }

    /// Once more from the card on, after a problem or a locked secret.
    pub fn try_again(&mut self) -> Option<CardEffect> {
        if !matches!(self.stage, CardStage::Problem(_) | CardStage::Locked { .. }) {
            return None;
        }
        self.card.left |= self.card.present && self.card.used;
        self.start()
    }

    /// The card that was tapped is nobody's yet: on to its PIN, where it has one.
    ///
    /// A card that was lifted meanwhile is asked for again and recognised anew, so that tap and reading are of one card.
    pub fn go_on_with_secret(&mut self) -> Option<CardEffect> {
        if !matches!(&self.stage, CardStage::Tapped(tap) if tap.takes_secret()) {
            return None;
        }
        self.with_secret = true;
        if self.card.same {
            return Some(self.ask_tries());
        }
        self.start()
    }

    /// The desk has what it wanted of this card, and the next one may be another person's.
    pub fn finish(&mut self) {
        self.card.used |= self.card.same;
        self.forget();
    }

    /// No card after all. Gives whether that was possible: not while the card is at work.
    pub fn cancel(&mut self) -> bool {
        let at_work = matches!(
            self.stage,
            CardStage::Idle | CardStage::Tapping | CardStage::Checking | CardStage::Reading(_)
        );
        if !at_work {
            self.stage = CardStage::Idle;
            self.tries = None;
            self.last_try_allowed = false;
        }
        !at_work
    }

    /// What was read cannot be used: the desk says why, and another card can be put on.
    pub fn refuse(&mut self, problem: Problem) {
        self.stage = CardStage::Problem(problem);
    }

    /// Ends the session; a card that still lies there has to be taken before another is read.
    pub fn end(&mut self) {
        self.forget();
        self.card.left = self.card.present;
        self.card.used = false;
    }

    /// Takes one input, at this time since the program started, and says what follows.
    pub fn handle(&mut self, input: CardInput, uptime: Duration) -> Step {
        match input {
            CardInput::Placed => self.placed().into(),
            CardInput::Taken => {
                self.taken();
                Step::Nothing
            }
            CardInput::Tapped(session, answer) => self.tapped(session, answer).into(),
            CardInput::TriesKnown(session, answer) => self.tries_known(session, answer).into(),
            CardInput::Done => self.done().into(),
            CardInput::Read(session, answer) => self.read(session, answer),
            key => {
                self.key(&key, uptime);
                Step::Nothing
            }
        }
    }

    fn placed(&mut self) -> Option<CardEffect> {
        self.card.present = true;
        match &self.stage {
            CardStage::Awaiting => {}
            CardStage::Problem(problem) if problem.can_try_again => {}
            _ => return None,
        }
        Some(self.ask_card())
    }

    fn taken(&mut self) {
        self.card = Lying::default();
        self.tries = None;
        self.last_try_allowed = false;
        if self.stage.is_the_residents() {
            self.stage = CardStage::Awaiting;
        }
    }

    /// Asks the card that lies there, or waits for one.
    fn start(&mut self) -> Option<CardEffect> {
        if self.card.present && !self.card.left {
            return Some(self.ask_card());
        }
        self.stage = CardStage::Awaiting;
        None
    }

    fn ask_card(&mut self) -> CardEffect {
        self.tap = None;
        self.card.same = true;
        if !self.taps {
            return self.ask_tries();
        }
        self.stage = CardStage::Tapping;
        CardEffect::ReadTap(self.session())
    }

    fn ask_tries(&mut self) -> CardEffect {
        self.tries = None;
        self.last_try_allowed = false;
        self.stage = CardStage::Checking;
        CardEffect::QueryTries(self.session())
    }

    fn tapped(&mut self, session: Session, answer: Result<Tap, CardError>) -> Option<CardEffect> {
        if !matches!(self.stage, CardStage::Tapping) || session != self.session() {
            return None;
        }
        let tap = match answer {
            Ok(tap) => tap,
            Err(error) => {
                self.stage = error.into();
                return None;
            }
        };
        match (self.with_secret, tap.takes_secret()) {
            (true, false) => self.stage = CardError::NotMyNumberCard.into(),
            (true, true) if !self.card.same => return self.start(),
            (true, true) => {
                self.tap = Some(tap);
                return Some(self.ask_tries());
            }
            (false, _) => {
                self.tap = Some(tap);
                self.stage = CardStage::Tapped(tap);
            }
        }
        None
    }

    fn forget(&mut self) {
        self.stage = CardStage::Idle;
        self.session += 1;
        self.tap = None;
        self.with_secret = false;
        self.tries = None;
        self.last_try_allowed = false;
    }
}
