//! `kazashi print`: fills a form, prints it, and follows the job to its end.

use advice::{Advise, Bilingual};
use printing::{Document, JobSettings, Printer, Profile, Progress};
use station::{Places, PrinterEntry, Settings, placement};
use tokio::runtime::Runtime;

use super::fill;
use crate::args::Print;
use crate::failure::{CliError, Failure, OrFail};
use crate::language::Language;
use crate::output;

/// Prints; each change of the job is one line on standard output.
pub fn run(asked: &Print, language: Language) -> Result<(), Failure> {
    let places = Places::find().or_fail()?;
    let settings = Settings::load(&places).or_fail()?;
    let printer = printer(asked, &settings, &places)?;
    let form = fill::form(&places, &asked.form)?;
    let placement = placement(printer.profile());
    let pdf = fill::pdf(&settings, &form, &asked.values, &placement, language)?;
    let page = (form.paper().width_mm, form.paper().height_mm);
    // The form's title, never the person's name: it stands in the printer's job list.
    let title = form.title().ja.clone();

    let chosen = JobSettings {
        copies: asked.copies,
        ..JobSettings::default()
    };
    follow(&printer, pdf, page, &title, &chosen, language)
}

/// Prints a PDF and follows it to its end; each change of the job is one line on standard output.
pub fn follow(
    printer: &Printer,
    pdf: Vec<u8>,
    page: (f64, f64),
    title: &str,
    chosen: &JobSettings,
    language: Language,
) -> Result<(), Failure> {
    let runtime = runtime()?;
    let notices = runtime.block_on(printer.notices(Some(page), chosen));
    for notice in notices.or_fail()? {
        let advice = notice.advice();
        let (what, next) = (language.of(&advice.what), language.of(&advice.next));
        output::line(format!("{}: {what} {next}", advice.code))?;
    }
    let mut told = Ok(());
    let document = Document::new(pdf);
    let ended =
        runtime.block_on(
            printer.print_document(document, Some(page), title, chosen, |progress| {
                if told.is_ok() {
                    told = output::line(sentence(printer.profile(), progress, language));
                }
            }),
        );
    ended.or_fail()?;
    told
}

/// The printer that was named, by its address or by its name, else the form's own.
fn printer(asked: &Print, settings: &Settings, places: &Places) -> Result<Printer, Failure> {
    let mut entry = match asked.printer.as_deref() {
        Some(uri) if uri.contains("://") => PrinterEntry {
            name: uri.to_owned(),
            uri: Some(uri.to_owned()),
            profile: settings.printer_profile.clone(),
            ..PrinterEntry::default()
        },
        Some(name) => settings.printer_named(name).or_fail()?,
        None => {
            let own = settings.printer_for(&asked.form);
            own.ok_or(CliError::NoPrinter).or_fail()?
        }
    };
    if let Some(profile) = &asked.profile {
        entry.profile = Some(profile.clone());
    }
    entry.open(places).or_fail()
}

/// Where the job is, in words.
fn sentence(profile: &Profile, progress: Progress, language: Language) -> String {
    if let Some(advice) = profile.advice_during(progress) {
        let (what, next) = (language.of(&advice.what), language.of(&advice.next));
        return format!("{}: {what} {next}", advice.code);
    }
    let words = match progress {
        Progress::Sending => Bilingual::new("送信中", "sending"),
        Progress::Waiting { .. } => Bilingual::new("待機中", "waiting"),
        Progress::Printing => Bilingual::new("印刷中", "printing"),
        Progress::OutOfPaper => Bilingual::new("用紙切れ", "out of paper"),
        Progress::Done => Bilingual::new("印刷しました", "printed"),
    };
    language.of(&words).to_owned()
}

/// The runtime that talks to printers.
pub fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|_| CliError::NoRuntime).or_fail()
}
