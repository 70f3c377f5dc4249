//! The printer side: follows a job to its end and tells the desk.

use advice::{Advice, Advise, Bilingual};
use counter::{Input, PrintState, Session};
use printing::{PrintError, Printer, Profile, Progress};
use zeroize::Zeroizing;

use crate::engine::Engine;
use crate::view::AdviceView;

fn no_printer() -> Advice {
    Advice::new(
        "no-printer",
        Bilingual::new("プリンターが設定されていません。", "No printer is set."),
        Bilingual::new(
            "右上の「プリンターの設定」でアドレスを入れてください。",
            "Enter its address under 'Printer settings' at the top right.",
        ),
    )
}

impl Engine {
    /// The chosen printer with its profile.
    fn printer(&self) -> Result<Printer, Advice> {
        let (uri, profile) =
            self.with_state(|state| (state.printer.uri.clone(), state.printer.profile.clone()));
        let uri = uri.ok_or_else(no_printer)?;
        let profile = self.profile(&profile)?;
        Printer::new(&uri, profile).map_err(|error| error.advice())
    }

    pub(crate) fn profile(&self, name: &str) -> Result<Profile, Advice> {
        station::load_profile(&self.places().profiles_dir, name).map_err(|error| error.advice())
    }

    pub(crate) fn print(&self, session: Session, pdf: Zeroizing<Vec<u8>>, title: String) {
        let printer = match self.printer() {
            Ok(printer) => printer,
            Err(advice) => return self.input(Input::PrintEnded(session, Err(advice))),
        };
        // Before anything is sent, so that a session that ends at once finds what to take back.
        let cancel = printer.cancel_handle();
        self.with_state(|state| state.cancel = Some((session, cancel)));
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            let result = engine.follow(&printer, session, &pdf, &title).await;
            engine.note_end_of_job(session, &result);
            engine.input(Input::PrintEnded(session, result));
        });
    }

    fn note_end_of_job(&self, session: Session, result: &Result<(), Advice>) {
        self.with_state(|state| {
            let session_is_over = state.cancel.take_if(|(of, _)| *of == session).is_none();
            if session_is_over {
                state.left_at_printer = left_behind(result);
            }
            if result.is_ok() {
                state.printer.advice = None;
            }
        });
    }

    pub(crate) fn cancel_print(&self, session: Session) {
        let cancel = self.with_state(|state| state.cancel.take_if(|(of, _)| *of == session));
        if let Some((_, cancel)) = cancel {
            cancel.cancel();
        }
    }

    async fn follow(
        &self,
        printer: &Printer,
        session: Session,
        pdf: &[u8],
        title: &str,
    ) -> Result<(), Advice> {
        printer
            .print(pdf.to_vec(), title, 1, |progress| {
                if let Some(state) = print_state(printer, progress) {
                    self.input(Input::PrintProgress(session, state));
                }
            })
            .await
            .map_err(|error| error.advice())
    }

    /// Takes another printer, once it could be remembered.
    pub fn set_printer(&self, uri: &str, profile: &str) {
        let result = self.save_printer(uri.trim(), profile);
        let saved = result.is_ok();
        self.with_state(|state| state.printer.unsaved = result.err().map(Into::into));
        self.input(Input::Touch);
        if saved {
            self.use_profile();
            self.check_printer();
        }
    }

    fn save_printer(&self, uri: &str, profile: &str) -> Result<(), Advice> {
        if !uri.is_empty() {
            let loaded = self.profile(profile)?;
            Printer::new(uri, loaded).map_err(|error| error.advice())?;
        }
        let (mut settings, unreadable) =
            self.with_state(|state| (state.settings.clone(), state.settings_unreadable.clone()));
        if let Some(advice) = unreadable {
            return Err(advice);
        }
        settings.printer_uri = (!uri.is_empty()).then(|| uri.to_owned());
        settings.printer_profile = Some(profile.to_owned());
        settings
            .save(self.places())
            .map_err(|error| error.advice())?;
        self.with_state(|state| {
            state.printer.uri.clone_from(&settings.printer_uri);
            profile.clone_into(&mut state.printer.profile);
            state.settings = settings;
        });
        Ok(())
    }

    /// Moves the pages as the printer's profile says.
    pub(crate) fn use_profile(&self) {
        let name = self.with_state(|state| state.printer.profile.clone());
        match self.profile(&name) {
            Ok(profile) => self.with_state(|state| {
                state.desk.set_placement(station::placement(&profile));
            }),
            Err(advice) => {
                self.with_state(|state| state.printer.advice = Some(advice.into()));
            }
        }
    }

    pub fn check_printer(&self) {
        self.with_state(|state| state.printer.checking = true);
        self.publish();
        self.ask_printer();
    }

    /// Without a word, at the start of each session: what it said in the morning may be over.
    pub(crate) fn ask_printer(&self) {
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            let (name, advice) = match engine.printer() {
                Ok(printer) => match printer.status().await {
                    Ok(status) => {
                        let refusal = status.refusal().map(|error| error.advice());
                        let blocked = status.blocked_by;
                        let blocked = blocked.map(|fault| printer.profile().advice_on(fault));
                        (Some(status.name), refusal.or(blocked))
                    }
                    Err(error) => (None, Some(error.advice())),
                },
                Err(advice) => (None, Some(advice)),
            };
            engine.with_state(|state| {
                state.printer.checking = false;
                state.printer.name = name;
                state.printer.advice = advice.map(Into::into);
            });
            engine.publish();
        });
    }
}

/// What to say of a job whose session is over: nothing when it was taken back.
fn left_behind(result: &Result<(), Advice>) -> Option<AdviceView> {
    let taken_back = PrintError::JobCanceled.advice().code;
    match result {
        Err(advice) if advice.code == taken_back => None,
        Err(advice) => Some(advice.clone().into()),
        Ok(()) => Some(printed_after_all().into()),
    }
}

fn printed_after_all() -> Advice {
    Advice::new(
        "printed-after-end",
        Bilingual::new(
            "終わった手続きの書類が、プリンターから出ました。",
            "The form of a session that had ended came out of the printer.",
        ),
        Bilingual::new(
            "次の方の前に、プリンターの紙を回収してください。",
            "Take the paper away before the next resident.",
        ),
    )
}

/// The end of the job comes as the result of printing, not as progress.
fn print_state(printer: &Printer, progress: Progress) -> Option<PrintState> {
    match progress {
        Progress::Sending => Some(PrintState::Sending),
        Progress::Printing => Some(PrintState::Printing),
        Progress::Done => None,
        waiting => printer
            .profile()
            .advice_during(waiting)
            .map(PrintState::Waiting),
    }
}
