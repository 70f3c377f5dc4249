//! The engine: one desk, its readers, its printer and its tray behind one lock.
//!
//! Every input goes through [`Engine::input`]; afterwards both windows are told
//! what changed. Nothing that waits is done under the lock.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use advice::Advice;
use counter::{Desk, Effect, Input, Moment, Session, Stage};
use printing::Cancel;
use station::{Places, Settings};
use tauri::AppHandle;

use crate::card::Readers;
use crate::desks::DeskKind;
use crate::hub::HubLink;
use crate::polling::Polling;
use crate::presence::Presence;
use crate::printer::PrintJob;
use crate::shelter::Shelter;
use crate::shown::Shown;
use crate::telling::BothShown;
use crate::training::Tray;
use crate::uptime::Uptime;
use crate::view::polling::PollingView;
use crate::view::shelter::ShelterView;
use crate::view::{AdviceView, BundleView, FormCard, Language, PrinterView, TrainingView};

/// A handle on the engine; clones share it.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    app: AppHandle,
    uptime: Mutex<Uptime>,
    pub places: Places,
    state: Mutex<State>,
    tray: Mutex<Tray>,
    shown: Mutex<BothShown>,
    shelter: Mutex<Shelter>,
    shelter_shown: Mutex<Shown<ShelterView>>,
    polling: Mutex<Polling>,
    polling_shown: Mutex<Shown<PollingView>>,
    shelter_hub: Mutex<HubLink>,
    polling_hub: Mutex<HubLink>,
}

/// What changes while the program runs.
pub(crate) struct State {
    pub desk: Desk,
    /// The desk on the screen.
    pub front: DeskKind,
    pub settings: Settings,
    /// Why the settings were not read: they must not be overwritten with what stands in for them.
    pub settings_unreadable: Option<Advice>,
    pub printer: PrinterView,
    /// Found wrong at the start; the program opens all the same and says so.
    pub notices: Vec<AdviceView>,
    /// Why the last training card is not on the reader.
    pub tray_problem: Option<AdviceView>,
    /// Forms that cannot be used, listed so that somebody mends them.
    pub broken_forms: Vec<FormCard>,
    pub profiles: Vec<String>,
    pub readers: Readers,
    pub presence: Presence,
    pub real_reader: bool,
    pub training: Option<TrainingView>,
    /// Takes back what the printer has now.
    pub cancel: Option<(Session, Cancel)>,
    /// Said until the next session: what of the one before may still come out of the printer.
    pub left_at_printer: Option<AdviceView>,
    /// Why the last slip did not come.
    pub slip_problem: Option<AdviceView>,
    /// The signed bundle whose forms are used.
    pub bundle: Option<BundleView>,
    /// Fonts for slips.
    pub fonts: Option<Arc<paper::Fonts>>,
    /// One screen for clerk and resident.
    pub shares_screen: bool,
    pub language: Language,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere must not take the counter down: the desk's state is whole after each input.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Engine {
    pub(crate) fn new(app: AppHandle, places: Places, mut state: State) -> Self {
        let tray = Tray::new(&places.data_dir);
        let shelter = Shelter::start(&places.data_dir);
        let polling = Polling::start(&places.data_dir);
        state.training = tray.view();
        Self {
            shared: Arc::new(Shared {
                app,
                uptime: Mutex::new(Uptime::start()),
                places,
                state: Mutex::new(state),
                tray: Mutex::new(tray),
                shown: Mutex::default(),
                shelter: Mutex::new(shelter),
                shelter_shown: Mutex::default(),
                polling: Mutex::new(polling),
                polling_shown: Mutex::default(),
                shelter_hub: Mutex::default(),
                polling_hub: Mutex::default(),
            }),
        }
    }

    pub(crate) fn now(&self) -> Moment {
        Moment {
            uptime: lock(&self.shared.uptime).now(),
            today: station::today(),
        }
    }

    pub(crate) fn places(&self) -> &Places {
        &self.shared.places
    }

    pub(crate) fn app(&self) -> &AppHandle {
        &self.shared.app
    }

    pub(crate) fn uptime(&self) -> Duration {
        lock(&self.shared.uptime).now()
    }

    /// What both windows were told last; never asked for while the state is held.
    pub(crate) fn with_shown<T>(&self, act: impl FnOnce(&mut BothShown) -> T) -> T {
        act(&mut lock(&self.shared.shown))
    }

    /// The shelter desk; never asked for while the state is held.
    pub(crate) fn with_shelter<T>(&self, act: impl FnOnce(&mut Shelter) -> T) -> T {
        act(&mut lock(&self.shared.shelter))
    }

    /// With what its window was told last; held in this order, so that a view's number says how new it is.
    pub(crate) fn with_shelter_shown<T>(
        &self,
        act: impl FnOnce(&mut Shelter, &mut Shown<ShelterView>) -> T,
    ) -> T {
        let mut shown = lock(&self.shared.shelter_shown);
        act(&mut lock(&self.shared.shelter), &mut shown)
    }

    /// The polling desk; never asked for while the state is held.
    pub(crate) fn with_polling<T>(&self, act: impl FnOnce(&mut Polling) -> T) -> T {
        act(&mut lock(&self.shared.polling))
    }

    /// With what its window was told last, in this order as for the shelter.
    pub(crate) fn with_polling_shown<T>(
        &self,
        act: impl FnOnce(&mut Polling, &mut Shown<PollingView>) -> T,
    ) -> T {
        let mut shown = lock(&self.shared.polling_shown);
        act(&mut lock(&self.shared.polling), &mut shown)
    }

    /// The desk's link to its hub; held alone, never with the desk itself.
    pub(crate) fn with_hub<T>(&self, desk: DeskKind, act: impl FnOnce(&mut HubLink) -> T) -> T {
        let link = match desk {
            DeskKind::Polling => &self.shared.polling_hub,
            DeskKind::Counter | DeskKind::Shelter => &self.shared.shelter_hub,
        };
        act(&mut lock(link))
    }

    pub(crate) fn with_state<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut lock(&self.shared.state))
    }

    /// Hands one input to the desk and does what it asks for.
    pub fn input(&self, input: Input) {
        let begins = matches!(input, Input::ChooseForm(_) | Input::ChooseGuide(_));
        if begins {
            self.ask_printer();
        }
        let now = self.now();
        let effects = self.with_state(|state| {
            if begins {
                state.left_at_printer = None;
                state.slip_problem = None;
            }
            let served = !matches!(state.desk.stage(), Stage::Choosing);
            let effects = state.desk.handle(input, now);
            if served && matches!(state.desk.stage(), Stage::Choosing) {
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
            Effect::Card(effect) => self.carry_out_card(DeskKind::Counter, effect),
            Effect::Print {
                session,
                form,
                elsewhere,
                pdf,
                title,
            } => self.print(PrintJob {
                session,
                form,
                elsewhere,
                pdf,
                title,
            }),
            Effect::CancelPrint(session) => self.cancel_print(session),
            Effect::PrintSlip(lines) => self.print_slip(lines),
            Effect::HandOver(session, forms) => self.hand_over(session, forms),
            Effect::Record(visit) => self.record(&visit),
        }
    }

    pub(crate) fn readers_changed(
        &self,
        readers: Readers,
        with_card: BTreeSet<String>,
        real_reader: bool,
    ) {
        let changes = self.with_state(|state| {
            state.readers = readers;
            state.real_reader = real_reader;
            state.presence.seen(with_card)
        });
        for change in changes {
            self.card_changed(change);
        }
        self.publish();
    }

    pub fn set_language(&self, language: Language) {
        self.with_state(|state| state.language = language);
        self.input(Input::Touch);
    }

    pub fn preview_page(&self, form: &str, page: u32, width_px: u32) -> Vec<u8> {
        self.input(Input::Touch);
        // Drawing takes longer than the desk should wait, so it works on a copy, wiped afterwards.
        let pdf = self.with_state(|state| {
            let mut forms = state.desk.case()?.forms().iter();
            let pdf = forms
                .find(|each| each.definition().id() == form)?
                .preview()?;
            Some(zeroize::Zeroizing::new(pdf.to_vec()))
        });
        let page = usize::try_from(page).unwrap_or(usize::MAX);
        pdf.and_then(|pdf| paper::preview_png(&pdf, page, width_px).ok())
            .unwrap_or_default()
    }

    pub fn insert_training_card(&self, resident: &str) {
        let (result, view) = {
            let mut tray = lock(&self.shared.tray);
            (tray.insert(resident, self.now().today), tray.view())
        };
        self.with_state(|state| {
            state.tray_problem = result.err().map(Into::into);
            state.training = view;
        });
        self.publish();
    }

    pub fn remove_training_card(&self) {
        let view = {
            let mut tray = lock(&self.shared.tray);
            tray.remove();
            tray.view()
        };
        self.with_state(|state| state.training = view);
        self.publish();
    }
}
