//! What the two windows are told, and which of them has the screen and the keyboard.

use std::mem;
use std::time::Duration;

use advice::{Advice, Advise};
use station::Settings;
use tauri::Emitter;

use crate::card::Readers;
use crate::desks::DeskKind;
use crate::engine::{Engine, State};
use crate::shown::{Numbered, Shown};
use crate::view::{
    DeskView, FormCard, GuideCard, ReaderState, ReaderView, ResidentView, StaffView,
};
use crate::windows;

/// Event that carries a [`StaffView`] to the staff window.
const STAFF_EVENT: &str = "staff-view";
/// Event that carries a [`ResidentView`] to the resident's window.
const RESIDENT_EVENT: &str = "resident-view";

/// How long the resident still sees the window after the last key, when there is only one screen.
const LAST_LOOK: Duration = Duration::from_millis(1500);

/// What the two windows were told last.
#[derive(Default)]
pub(crate) struct BothShown {
    staff: Shown<StaffView>,
    resident: Shown<ResidentView>,
    resident_needed_the_screen: bool,
}

impl Engine {
    /// For the staff window that asks.
    pub fn staff_view(&self) -> Numbered<StaffView> {
        self.with_shown(|shown| shown.staff.asked(self.make_staff_view()))
    }

    /// For the resident's window that asks.
    pub fn resident_view(&self) -> Numbered<ResidentView> {
        self.with_shown(|shown| shown.resident.asked(self.make_resident_view()))
    }

    fn make_staff_view(&self) -> StaffView {
        let now = self.now();
        self.with_state(|state| StaffView {
            reader: reader_view(state),
            printer: state.printer.clone(),
            printers: printer_names(&state.settings),
            bundle: state.bundle.clone(),
            training: state.training.clone().filter(|_| !state.real_reader),
            guides: state
                .desk
                .guides()
                .iter()
                .map(|guide| GuideCard::from(guide.as_ref()))
                .collect(),
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
                .chain(&state.left_at_printer)
                .chain(&state.slip_problem)
                .cloned()
                .collect(),
        })
    }

    /// Tells each window what changed, and nothing when nothing did.
    pub fn publish(&self) {
        self.publish_shelter();
        self.publish_polling();
        let app = self.app();
        // Held while the views are made, so that a view's number says how new it is.
        let (before, now) = self.with_shown(|shown| {
            let (staff, resident) = (self.make_staff_view(), self.make_resident_view());
            let needed = resident.needs_the_screen();
            let before = mem::replace(&mut shown.resident_needed_the_screen, needed);
            if let Some(staff) = shown.staff.news(staff) {
                let _ = app.emit_to(windows::STAFF, STAFF_EVENT, &staff);
            }
            let resident = shown.resident.news(resident);
            if let Some(resident) = &resident {
                let _ = app.emit_to(windows::RESIDENT, RESIDENT_EVENT, resident);
            }
            let changed = resident.is_some() || needed != before;
            (before, changed.then_some(needed))
        });
        // Not under the lock: windows answer from the main thread, which may itself be waiting for it.
        match now {
            Some(true) => windows::give_to_resident(app, self.still(true)),
            Some(false) if self.with_state(|state| state.shares_screen) => {
                self.give_the_screen_back();
            }
            Some(false) if before => {
                windows::give_the_keyboard_to_staff(app, self.still(false));
            }
            _ => {}
        }
    }
}

impl Engine {
    /// Not at once: the resident has to see that the reading is over, and what comes next.
    fn give_the_screen_back(&self) {
        let engine = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(LAST_LOOK);
            windows::give_to_staff(engine.app(), engine.still(false));
        });
    }

    /// Asked when it comes to it: the main thread may have gone on before what another thread wants of it.
    fn still(&self, needs_the_screen: bool) -> impl FnOnce() -> bool + Send + 'static {
        let engine = self.clone();
        move || engine.make_resident_view().needs_the_screen() == needs_the_screen
    }
}

/// Printers of pages, for a job that the form's own did not do.
fn printer_names(settings: &Settings) -> Vec<String> {
    let printers = settings.printers().into_iter();
    printers
        .filter(|printer| !printer.is_receipt())
        .map(|printer| printer.name)
        .collect()
}

fn reader_view(state: &State) -> ReaderView {
    let view = |reader_state, advice: Option<Advice>| ReaderView {
        state: reader_state,
        card_present: !state.presence.counted().is_empty(),
        card_left: match state.front {
            DeskKind::Counter => state.desk.card().card_left(),
            // Their own screens say so.
            DeskKind::Shelter | DeskKind::Polling => false,
        },
        advice: advice.map(Into::into),
    };
    match &state.readers {
        Readers::Ready => view(ReaderState::Ready, None),
        Readers::None => view(
            ReaderState::NoReader,
            Some(mynacard::ChannelError::NoReader.advice()),
        ),
        Readers::Unavailable(error) => view(ReaderState::Problem, Some(error.advice())),
    }
}
