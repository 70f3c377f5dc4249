//! The polling desk behind the window: elector, card and papers, under one lock of their own.

mod acts;
mod after;
mod at_desk;
mod board_acts;
mod call;
mod card;
mod exports;
mod look;
mod marked;
mod names;
mod roll_file;
mod slip;
mod snapshot;
mod words;

use std::path::Path;

use advice::{Advice, Bilingual};
use card_session::CardSession;
use polling::plain::Moment;
use polling_desk::{DeskError, Farewell, Phase, PollingDesk, Working};
use roll::CardFour;
use tauri::Emitter;
use zeroize::Zeroizing;

use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::shown::Numbered;
use crate::view::hub::HubView;
use crate::view::polling::{PollingAct, PollingPageView, PollingView, SlipStateView};
use crate::view::{Language, LastView, ResidentStep, ResidentView};
use crate::windows;

use after::After;
use roll_file::RollFile;
use snapshot::Snapshot;

/// Event that carries a [`PollingView`] to the staff window.
const POLLING_EVENT: &str = "polling-view";

/// The polling desk and what belongs to its screen.
pub(crate) struct Polling {
    pub desk: PollingDesk,
    pub card: CardSession,
    pub page: PollingPageView,
    /// The package was taken for training.
    training: bool,
    /// What the card says of the elector who is at the desk; wiped with the page.
    four: Option<CardFour>,
    /// What was typed to find the elector; wiped with the page.
    typed: Zeroizing<String>,
    /// How the slip comes about this time, where it is not the election's way.
    slip_mode: Option<polling::election::SlipMode>,
    slip: SlipStateView,
    /// When the acceptances that are typed from paper were made.
    paper_entry: Option<Moment>,
    roll_file: RollFile,
    /// Hour whose acceptances the officer looks at.
    hour: Option<u8>,
    /// Electors who wait, as somebody counted them.
    queue: Option<u32>,
    /// Why the code of the centre was not taken.
    voice_wrong: Option<Advice>,
    call: call::CallForm,
    paper_roll: marked::PaperRolls,
    snapshot: Snapshot,
    farewell: Option<Farewell>,
    /// How the link to the hub stands.
    pub hub: Option<HubView>,
    last: Option<LastView>,
    sound: bool,
    acts: u32,
}

impl Polling {
    pub fn start(data_dir: &Path) -> Self {
        Self {
            desk: PollingDesk::start(data_dir, station::today()),
            card: CardSession::new(false),
            page: PollingPageView::default(),
            training: false,
            four: None,
            typed: Zeroizing::default(),
            slip_mode: None,
            slip: SlipStateView::Open,
            paper_entry: None,
            roll_file: RollFile::default(),
            hour: None,
            queue: None,
            voice_wrong: None,
            call: call::CallForm::default(),
            paper_roll: marked::PaperRolls::default(),
            snapshot: Snapshot::default(),
            farewell: None,
            hub: None,
            last: None,
            sound: true,
            acts: 0,
        }
    }

    /// Whether the polling desk has the screen.
    pub fn is_on(&self) -> bool {
        !matches!(self.desk.phase(), Phase::Off) || self.farewell.is_some()
    }

    pub fn working(&self) -> Option<&Working> {
        self.desk.working()
    }

    /// What an act came to, said once.
    fn note(&mut self, done: Result<Option<Bilingual>, DeskError>) {
        if let Some(last) = LastView::of(done, self.acts + 1) {
            self.acts += 1;
            self.last = Some(last);
        }
    }

    /// Nothing of an elector outlives the page.
    fn forget_elector(&mut self) {
        self.last = None;
        self.four = None;
        self.typed = Zeroizing::default();
        self.slip_mode = None;
        self.slip = SlipStateView::Open;
        self.voice_wrong = None;
        self.call = call::CallForm::default();
    }

    pub fn resident_view(&self, language: Language) -> ResidentView {
        let at_desk = self.working().is_some_and(Working::has_elector);
        ResidentView::of_card(&self.card, language, || {
            if at_desk {
                ResidentStep::StaffAtWork
            } else {
                ResidentStep::Welcome
            }
        })
    }
}

impl Engine {
    /// One act of the window.
    pub fn polling_act(&self, act: PollingAct) {
        let act = match act {
            PollingAct::Hub { hub } => return self.hub_act(DeskKind::Polling, hub),
            PollingAct::Scan { text } => match sync::Invitation::parse(&text) {
                Some(invitation) => return self.hub_invited(DeskKind::Polling, &invitation),
                None => PollingAct::Scan { text },
            },
            act => act,
        };
        let uptime = self.uptime();
        let (effects, after, on) = self.with_polling(|polling| {
            if let Ok(working) = polling.desk.working_mut() {
                working.touch(uptime);
            }
            let after = polling.act(act);
            (polling.settle(), after, polling.is_on())
        });
        self.show_polling(on);
        for effect in effects {
            self.carry_out_card(DeskKind::Polling, effect);
        }
        for job in after {
            self.after_polling(job);
        }
        self.hub_wake(DeskKind::Polling);
        self.publish();
    }

    fn show_polling(&self, on: bool) {
        self.with_state(|state| match (on, state.front) {
            (true, _) => state.front = DeskKind::Polling,
            (false, DeskKind::Polling) => state.front = DeskKind::Counter,
            (false, _) => {}
        });
    }

    /// After the start: an election that was in use is in use again.
    pub(crate) fn take_up_polling(&self) {
        if self.with_polling(|polling| polling.is_on()) {
            self.with_state(|state| state.front = DeskKind::Polling);
        }
    }

    pub(crate) fn polling_tick(&self) {
        let uptime = self.uptime();
        let (changed, effects, after) = self.with_polling(|polling| {
            let was_open = polling
                .working()
                .is_some_and(|desk| desk.operator().is_some());
            let changed = polling.desk.tick(uptime, station::today());
            let is_open = polling
                .working()
                .is_some_and(|desk| desk.operator().is_some());
            if was_open && !is_open {
                polling.card.end();
                polling.forget_elector();
            }
            (changed, polling.settle(), polling.each_minute(uptime))
        });
        for effect in effects {
            self.carry_out_card(DeskKind::Polling, effect);
        }
        for job in after {
            self.after_polling(job);
        }
        if changed {
            self.publish();
        }
    }

    fn after_polling(&self, job: After) {
        match job {
            After::Print(paper) => self.print_polling_paper(*paper),
            After::ReadRoll(job) => self.read_roll(*job),
            After::MarkedRoll(job) => self.write_marked_roll(job),
        }
    }

    /// For the staff window that asks.
    pub fn polling_view(&self) -> Numbered<PollingView> {
        let uptime = self.uptime();
        self.with_polling_shown(|polling, shown| {
            polling.refresh(uptime);
            shown.asked(look::view(polling))
        })
    }

    /// Tells the staff window what changed, and nothing when nothing did.
    pub(crate) fn publish_polling(&self) {
        let uptime = self.uptime();
        let news = self.with_polling_shown(|polling, shown| {
            polling.refresh(uptime);
            shown.news(look::view(polling))
        });
        if let Some(view) = news {
            let _ = self.app().emit_to(windows::STAFF, POLLING_EVENT, &view);
        }
    }
}
