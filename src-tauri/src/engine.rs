//! The engine: one desk, its readers, its printer and its tray behind one lock.
//!
//! Every input goes through [`Engine::input`]; afterwards both windows are told
//! what changed. Nothing that waits is done under the lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use advice::Advise;
use counter::{Desk, Effect, Input, Moment, Stage};
use station::{Places, Settings};
use tauri::{AppHandle, Emitter};

use crate::card::Readers;
use crate::training::Tray;
use crate::view::{
    AdviceView, DeskView, FormCard, Language, PrinterView, ReaderState, ReaderView, ResidentView,
    StaffView,
};
use crate::windows;

/// Event that carries a [`StaffView`] to the staff window.
const STAFF_EVENT: &str = "staff-view";
/// Event that carries a [`ResidentView`] to the resident's window.
const RESIDENT_EVENT: &str = "resident-view";

/// How long the resident still sees the window after the last key, when there is only one screen.
const LAST_LOOK: Duration = Duration::from_millis(1500);

/// A handle on the engine; clones share it.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    app: AppHandle,
    started: Instant,
    pub places: Places,
    state: Mutex<State>,
    tray: Mutex<Tray>,
    shown: Mutex<Option<(StaffView, ResidentView)>>,
}

/// What changes while the program runs.
pub(crate) struct State {
    pub desk: Desk,
    pub settings: Settings,
    pub printer: PrinterView,
    /// Found wrong at the start; the program opens all the same and says so.
    pub notices: Vec<AdviceView>,
    /// Why the last training card is not on the reader.
    pub tray_problem: Option<AdviceView>,
    /// Forms that cannot be used, listed so that somebody mends them.
    pub broken_forms: Vec<FormCard>,
    pub profiles: Vec<String>,
    pub readers: Readers,
    pub real_reader: bool,
    /// One screen for clerk and resident.
    pub shares_screen: bool,
    pub language: Language,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere must not take the counter down: the desk's state is whole after each input.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Engine {
    pub(crate) fn new(app: AppHandle, places: Places, state: State) -> Self {
        let tray = Tray::new(&places.data_dir);
        Self {
            shared: Arc::new(Shared {
                app,
                started: Instant::now(),
                places,
                state: Mutex::new(state),
                tray: Mutex::new(tray),
                shown: Mutex::new(None),
            }),
        }
    }

    fn now(&self) -> Moment {
        Moment {
            uptime: self.shared.started.elapsed(),
            today: station::today(),
        }
    }

    pub(crate) fn places(&self) -> &Places {
        &self.shared.places
    }

    pub(crate) fn with_state<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut lock(&self.shared.state))
    }

    /// Hands one input to the desk and does what it asks for.
    pub fn input(&self, input: Input) {
        let now = self.now();
        let effects = self.with_state(|state| {
            let effects = state.desk.handle(input, now);
            if matches!(state.desk.stage(), Stage::Choosing) {
                state.language = Language::default();
            }
            effects
        });
        for effect in effects {
            self.carry_out(effect);
        }
        self.publish();
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::QueryTries(session) => self.query_tries(session),
            Effect::ReadBasicInfo {
                session,
                secret,
                last_try,
            } => self.read_basic_info(session, secret, last_try),
            Effect::Print {
                session,
                pdf,
                title,
            } => self.print(session, pdf, title),
            Effect::Count { form, took } => self.count(&form, took),
        }
    }

    fn count(&self, form: &str, took: Duration) {
        let counted = station::Counts::open(&self.places().counts_file())
            .and_then(|counts| counts.record(form, station::now(), took));
        if let Err(error) = counted {
            tracing::warn!(code = error.advice().code, "a printed form was not counted");
        }
    }

    pub(crate) fn readers_changed(&self, readers: Readers, real_reader: bool) {
        let (before, now) = self.with_state(|state| {
            let before = card_present(&state.readers);
            let now = card_present(&readers);
            state.readers = readers;
            state.real_reader = real_reader;
            (before, now)
        });
        match (before, now) {
            (false, true) => self.input(Input::CardPlaced),
            (true, false) => self.input(Input::CardTaken),
            _ => self.publish(),
        }
    }

    pub fn set_language(&self, language: Language) {
        self.with_state(|state| state.language = language);
        self.publish();
    }

    pub fn preview_page(&self, page: u32, width_px: u32) -> Vec<u8> {
        // Drawing takes longer than the desk should wait, so it works on a copy, wiped afterwards.
        let pdf = self.with_state(|state| match state.desk.stage() {
            Stage::Filling(filling) => filling
                .pdf()
                .map(|pdf| zeroize::Zeroizing::new(pdf.to_vec())),
            _ => None,
        });
        let page = usize::try_from(page).unwrap_or(usize::MAX);
        pdf.and_then(|pdf| paper::preview_png(&pdf, page, width_px).ok())
            .unwrap_or_default()
    }

    pub fn insert_training_card(&self, resident: &str) {
        let result = lock(&self.shared.tray).insert(resident, self.now().today);
        self.with_state(|state| state.tray_problem = result.err().map(Into::into));
        self.publish();
    }

    pub fn remove_training_card(&self) {
        lock(&self.shared.tray).remove();
        self.publish();
    }

    pub fn staff_view(&self) -> StaffView {
        let now = self.now();
        let tray = lock(&self.shared.tray).view();
        self.with_state(|state| StaffView {
            reader: reader_view(&state.readers),
            printer: state.printer.clone(),
            training: tray.filter(|_| !state.real_reader),
            forms: state
                .desk
                .forms()
                .iter()
                .map(|form| FormCard::from(form.as_ref()))
                .chain(state.broken_forms.iter().cloned())
                .collect(),
            language: state.language,
            desk: DeskView::of(&state.desk, now),
            profiles: state.profiles.clone(),
            notices: state
                .notices
                .iter()
                .chain(&state.tray_problem)
                .cloned()
                .collect(),
        })
    }

    pub fn resident_view(&self) -> ResidentView {
        self.with_state(|state| ResidentView::of(&state.desk, state.language))
    }

    /// Tells each window what changed, and nothing when nothing did.
    pub fn publish(&self) {
        let staff = self.staff_view();
        let resident = self.resident_view();
        let mut shown = lock(&self.shared.shown);
        let (staff_news, resident_news) = match shown.as_ref() {
            Some((old_staff, old_resident)) => (*old_staff != staff, *old_resident != resident),
            None => (true, true),
        };
        let app = &self.shared.app;
        if staff_news {
            let _ = app.emit_to(windows::STAFF, STAFF_EVENT, &staff);
        }
        if resident_news {
            let _ = app.emit_to(windows::RESIDENT, RESIDENT_EVENT, &resident);
            if resident.needs_the_screen() {
                windows::give_to_resident(app);
            } else if self.with_state(|state| state.shares_screen) {
                self.give_the_screen_back();
            }
        }
        *shown = Some((staff, resident));
    }
}

impl Engine {
    /// Not at once: the resident has to see that the reading is over, and what comes next.
    fn give_the_screen_back(&self) {
        let engine = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(LAST_LOOK);
            if !engine.resident_view().needs_the_screen() {
                windows::give_to_staff(&engine.shared.app);
            }
        });
    }
}

fn card_present(readers: &Readers) -> bool {
    matches!(readers, Readers::Ready { card_present: true })
}

fn reader_view(readers: &Readers) -> ReaderView {
    match readers {
        Readers::Ready { card_present } => ReaderView {
            state: ReaderState::Ready,
            card_present: *card_present,
            advice: None,
        },
        Readers::None => ReaderView {
            state: ReaderState::NoReader,
            card_present: false,
            advice: Some(mynacard::ChannelError::NoReader.advice().into()),
        },
        Readers::Unavailable(error) => ReaderView {
            state: ReaderState::Problem,
            card_present: false,
            advice: Some(error.advice().into()),
        },
    }
}
