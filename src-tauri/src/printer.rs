//! The printer side: follows a job to its end and tells the desk.

use std::collections::BTreeMap;

use advice::{Advice, Advise, Bilingual};
use counter::{Input, OnPaper, PrintState, Session};
use paper::{Placement, PrintMode};
use printing::{Document, JobSettings, PrintError, Printer, Profile, Progress, Stock};
use station::{FormMode, PrinterEntry};
use zeroize::Zeroizing;

use crate::engine::Engine;
use crate::view::AdviceView;

pub(crate) fn no_printer() -> Advice {
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
    /// The printer of a form, or the one the clerk chose instead.
    fn entry(&self, form: Option<&str>, elsewhere: Option<&str>) -> Result<PrinterEntry, Advice> {
        self.with_state(|state| {
            let settings = &state.settings;
            match (elsewhere, form) {
                (Some(name), _) => settings.printer_named(name).map_err(|error| error.advice()),
                (None, Some(form)) => settings.printer_for(form).ok_or_else(no_printer),
                (None, None) => settings.default_printer().ok_or_else(no_printer),
            }
        })
    }

    fn open(&self, entry: &PrinterEntry) -> Result<Printer, Advice> {
        entry.open(self.places()).map_err(|error| error.advice())
    }

    pub(crate) fn profile(&self, name: &str) -> Result<Profile, Advice> {
        station::load_profile(&self.places().profiles_dir, name).map_err(|error| error.advice())
    }

    pub(crate) fn print(&self, job: PrintJob) {
        let session = job.session;
        let printer = self
            .entry(Some(&job.form), job.elsewhere.as_deref())
            .and_then(|entry| self.open(&entry));
        let printer = match printer {
            Ok(printer) => printer,
            Err(advice) => return self.input(Input::PrintEnded(session, Err(advice))),
        };
        // Before anything is sent, so that a session that ends at once finds what to take back.
        let cancel = printer.cancel_handle();
        self.with_state(|state| state.cancel = Some((session, cancel)));
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            let result = engine.follow(&printer, job).await;
            engine.note_end_of_job(session, &result);
            engine.input(Input::PrintEnded(session, result));
        });
    }

    /// The page and the paper of a form, as its definition and the city's settings say.
    fn settings_of(&self, form: &str) -> (Option<(f64, f64)>, JobSettings) {
        self.with_state(|state| {
            let definition = state.desk.forms().iter().find(|known| known.id() == form);
            let Some(definition) = definition else {
                return (None, JobSettings::default());
            };
            let rule = definition.print();
            let mode = state.settings.form_mode(form).map_or(rule.mode, mode_of);
            let settings = JobSettings {
                sides: Some(match rule.sides {
                    paper::Sides::One => printing::Sides::One,
                    paper::Sides::Two => printing::Sides::TwoLongEdge,
                }),
                stock: match mode {
                    PrintMode::ValuesOnly => Stock::Preprinted {
                        form_id: form.to_owned(),
                    },
                    PrintMode::Whole | PrintMode::OverPdf => Stock::Plain,
                },
                ..JobSettings::default()
            };
            let paper = definition.paper();
            (Some((paper.width_mm, paper.height_mm)), settings)
        })
    }

    async fn follow(&self, printer: &Printer, job: PrintJob) -> Result<(), Advice> {
        let (page, settings) = self.settings_of(&job.form);
        let document = Document::new(job.pdf.to_vec());
        printer
            .print_document(document, page, &job.title, &settings, |progress| {
                if let Some(state) = print_state(printer, progress) {
                    self.input(Input::PrintProgress(job.session, state));
                }
            })
            .await
            .map_err(|error| failed(&error))
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

    /// How each form goes on paper: as the city chose, moved as its printer's profile says.
    pub(crate) fn use_profile(&self) {
        let ids: Vec<String> = self.with_state(|state| {
            let forms = state.desk.forms().iter();
            forms.map(|form| form.id().to_owned()).collect()
        });
        let mut on_paper = BTreeMap::new();
        let mut problem = None;
        for id in ids {
            let profile = self.entry(Some(&id), None).and_then(|entry| {
                let profile = entry.load_profile(self.places());
                profile.map_err(|error| error.advice())
            });
            let placement = match profile {
                Ok(profile) => station::placement(&profile),
                Err(advice) => {
                    problem = Some(advice).filter(|advice| advice.code != no_printer().code);
                    Placement::default()
                }
            };
            let mode = self.with_state(|state| state.settings.form_mode(&id));
            let mode = mode.map(mode_of);
            on_paper.insert(id, OnPaper { mode, placement });
        }
        self.with_state(|state| {
            state.desk.set_on_paper(on_paper);
            if let Some(advice) = problem {
                state.printer.advice = Some(advice.into());
            }
        });
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
            let printer = engine
                .entry(None, None)
                .and_then(|entry| engine.open(&entry));
            let (name, advice) = match printer {
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

/// What a form's job needs to know.
pub(crate) struct PrintJob {
    pub session: Session,
    pub form: String,
    pub elsewhere: Option<String>,
    pub pdf: Zeroizing<Vec<u8>>,
    pub title: String,
}

fn mode_of(mode: FormMode) -> PrintMode {
    match mode {
        FormMode::Whole => PrintMode::Whole,
        FormMode::OverPdf => PrintMode::OverPdf,
        FormMode::ValuesOnly => PrintMode::ValuesOnly,
    }
}

/// What went wrong; before a second try somebody looks whether paper came out after all.
fn failed(error: &PrintError) -> Advice {
    let mut advice = error.advice();
    if error.may_have_printed() {
        advice
            .next
            .ja
            .push_str("印刷し直す前に、紙が出ていないか確かめてください。");
        advice
            .next
            .en
            .push_str(" Before printing again, look whether the paper came out.");
    }
    advice
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
