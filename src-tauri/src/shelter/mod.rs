//! The shelter desk behind the window: the list, the card and the papers, under one lock of their own.

mod acts;
mod card;
mod input;
mod look;
mod papers;
pub(crate) mod sticks;
mod words;

use std::path::Path;
use std::sync::Arc;

use advice::Bilingual;
use card_session::CardSession;
use mynacard::TapKey;
use shelter_desk::{DeskError, Phase, ShelterDesk, Working};
use tauri::Emitter;

pub use input::ShelterInput;

use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::shown::Numbered;
use crate::view::hub::HubView;
use crate::view::shelter::{HitView, LastView, ListView, PageView, ShelterView};
use crate::view::{Language, ResidentStep, ResidentView};
use crate::windows;

/// Event that carries a [`ShelterView`] to the staff window.
const SHELTER_EVENT: &str = "shelter-view";

/// The shelter desk and what belongs to its screen.
pub(crate) struct Shelter {
    pub desk: ShelterDesk,
    pub card: CardSession,
    pub page: PageView,
    /// The next card is read with its PIN, though it may be known.
    pub with_secret: bool,
    pub last: Option<LastView>,
    pub sound: bool,
    /// Records on this PC when the list was handed on last.
    pub handed_on: Option<(shelter_desk::Handed, bool)>,
    /// How the link to the hub stands.
    pub hub: Option<HubView>,
    tap_key: Option<Arc<TapKey>>,
    acts: u32,
}

impl Shelter {
    pub fn start(data_dir: &Path) -> Self {
        Self {
            desk: ShelterDesk::start(data_dir, station::today()),
            card: CardSession::new(true),
            page: PageView::default(),
            with_secret: false,
            last: None,
            sound: true,
            handed_on: None,
            hub: None,
            tap_key: None,
            acts: 0,
        }
    }

    /// Whether the shelter desk has the screen.
    pub fn is_on(&self) -> bool {
        !matches!(self.desk.phase(), Phase::Off)
    }

    pub fn working(&self) -> Option<&Working> {
        self.desk.working()
    }

    /// The city's key for cards, where the desk takes taps.
    pub fn tap_key(&self) -> Option<Arc<TapKey>> {
        self.tap_key.clone()
    }

    /// After the list was opened or closed, or taps were switched: keys and card follow.
    fn follow_list(&mut self) {
        let working = self.desk.working();
        let taps = working.is_some_and(Working::taps);
        let key = working.filter(|_| taps).map(|working| {
            let key = zeroize::Zeroizing::new(*working.tap_key().as_bytes());
            Arc::new(TapKey::new(key))
        });
        if key.is_some() != self.tap_key.is_some() {
            self.card = CardSession::new(taps);
        }
        self.tap_key = key;
    }

    /// What an act came to, said once.
    fn note(&mut self, done: Result<Option<Bilingual>, DeskError>) {
        if let Some(last) = LastView::of(done, self.acts + 1) {
            self.acts += 1;
            self.last = Some(last);
        }
    }

    pub fn resident_view(&self, language: Language) -> ResidentView {
        ResidentView::of_card(&self.card, language, || ResidentStep::Welcome)
    }
}

impl Engine {
    /// One act of the window.
    pub fn shelter_act(&self, input: ShelterInput) {
        let input = match input {
            ShelterInput::Hub { hub } => return self.hub_act(DeskKind::Shelter, hub),
            ShelterInput::Scan { text } => match sync::Invitation::parse(&text) {
                Some(invitation) => return self.hub_invited(DeskKind::Shelter, &invitation),
                None => ShelterInput::Scan { text },
            },
            input => input,
        };
        let uptime = self.uptime();
        let (effects, jobs, on) = self.with_shelter(|shelter| {
            if let Ok(working) = shelter.desk.working_mut() {
                working.touch(uptime);
            }
            let jobs = shelter.act(input);
            shelter.follow_list();
            (shelter.settle(uptime), jobs, shelter.is_on())
        });
        self.with_state(|state| {
            state.front = if on {
                DeskKind::Shelter
            } else {
                DeskKind::Counter
            };
        });
        for effect in effects {
            self.carry_out_card(DeskKind::Shelter, effect);
        }
        for job in jobs {
            self.print_paper(job);
        }
        self.hub_wake(DeskKind::Shelter);
        self.publish();
    }

    /// After the start: a list that was open is open again.
    pub(crate) fn take_up_shelter(&self) {
        let on = self.with_shelter(|shelter| {
            shelter.follow_list();
            shelter.is_on()
        });
        if on {
            self.with_state(|state| state.front = DeskKind::Shelter);
        }
    }

    pub(crate) fn shelter_tick(&self) {
        let uptime = self.uptime();
        let changed = self.with_shelter(|shelter| {
            let locked = shelter.desk.tick(uptime);
            if locked {
                shelter.card.end();
                shelter.last = None;
            }
            locked
        });
        if changed {
            self.publish();
        }
    }

    /// For the staff window that asks.
    pub fn shelter_view(&self) -> Numbered<ShelterView> {
        self.with_shelter_shown(|shelter, shown| shown.asked(look::view(shelter)))
    }

    pub fn shelter_find(&self, text: &str) -> Vec<HitView> {
        let uptime = self.uptime();
        self.with_shelter(|shelter| look::find(shelter, text, uptime))
    }

    pub fn shelter_list(&self, which: ListView) -> Vec<HitView> {
        self.with_shelter(|shelter| look::list(shelter, which))
    }

    /// Tells the staff window what changed, and nothing when nothing did.
    pub(crate) fn publish_shelter(&self) {
        let news = self.with_shelter_shown(|shelter, shown| shown.news(look::view(shelter)));
        if let Some(view) = news {
            let _ = self.app().emit_to(windows::STAFF, SHELTER_EVENT, &view);
        }
    }
}
