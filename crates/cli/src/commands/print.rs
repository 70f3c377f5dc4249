//! `kazashi print`: fills a form, prints it, and follows the job to its end.

use advice::Bilingual;
use printing::{Printer, Profile, Progress};
use station::{Places, Settings, load_profile, placement};
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
    let uri = asked
        .printer
        .as_ref()
        .or(settings.printer_uri.as_ref())
        .ok_or(CliError::NoPrinter)
        .or_fail()?;
    let profile = match asked.profile.as_ref().or(settings.printer_profile.as_ref()) {
        Some(name) => load_profile(&places.profiles_dir, name).or_fail()?,
        None => Profile::generic_a4(),
    };
    let form = fill::form(&places, &asked.form)?;
    let placement = placement(&profile);
    let pdf = fill::pdf(&settings, &form, &asked.values, &placement, language)?;
    let printer = Printer::new(uri, profile).or_fail()?;
    let page = (form.paper().width_mm, form.paper().height_mm);
    // The form's title, never the person's name: it stands in the printer's job list.
    let title = form.title().ja.clone();

    let mut told = Ok(());
    let ended =
        runtime()?.block_on(
            printer.print_pages(pdf, page, &title, asked.copies, |progress| {
                if told.is_ok() {
                    told = output::line(sentence(printer.profile(), progress, language));
                }
            }),
        );
    ended.or_fail()?;
    told
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
