//! The printer side: follows a job to its end and tells the desk.

use advice::{Advice, Advise, Bilingual};
use counter::{Input, PrintState, Session};
use printing::{PrintError, Printer, Profile, Progress};
use zeroize::Zeroizing;

use crate::engine::Engine;

fn no_printer() -> Advice {
    Advice::new(
        "no-printer",
        Bilingual::new("プリンターが設定されていません。", "No printer is set."),
        Bilingual::new(
            "右上の「プリンター」でアドレスを入れてください。",
            "Enter its address under 'Printer' at the top right.",
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
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            let result = match engine.printer() {
                Ok(printer) => engine
                    .follow(&printer, session, &pdf, &title)
                    .await
                    .map_err(|error| error.advice()),
                Err(advice) => Err(advice),
            };
            engine.input(Input::PrintEnded(session, result));
        });
    }

    async fn follow(
        &self,
        printer: &Printer,
        session: Session,
        pdf: &[u8],
        title: &str,
    ) -> Result<(), PrintError> {
        printer
            .print(pdf.to_vec(), title, 1, |progress| {
                if let Some(state) = print_state(printer, progress) {
                    self.input(Input::PrintProgress(session, state));
                }
            })
            .await
    }

    pub fn set_printer(&self, uri: &str, profile: &str) {
        let saved = self.with_state(|state| {
            let uri = uri.trim();
            state.settings.printer_uri = (!uri.is_empty()).then(|| uri.to_owned());
            state.settings.printer_profile = Some(profile.to_owned());
            state.printer.uri.clone_from(&state.settings.printer_uri);
            profile.clone_into(&mut state.printer.profile);
            state.settings.save(self.places())
        });
        if let Err(error) = saved {
            self.with_state(|state| state.printer.advice = Some(error.advice().into()));
            self.publish();
            return;
        }
        self.use_profile();
        self.check_printer();
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
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            let (name, advice) = match engine.printer() {
                Ok(printer) => match printer.status().await {
                    Ok(status) => (Some(status.name), None),
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
