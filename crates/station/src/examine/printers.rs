//! How the printers are: each by its name.

use advice::{Advice, Bilingual};
use printing::{Fault, PrinterStatus, Profile};

use super::{Finding, Part, State};
use crate::printers::PrinterChoiceError;
use crate::{Places, PrinterEntry, Settings};

/// One finding a printer, all asked at the same time: one that is off makes nobody wait for the others.
pub(super) async fn of_printers(places: &Places, settings: &Settings) -> Vec<Finding> {
    let printers = settings.printers();
    if printers.is_empty() {
        return vec![none()];
    }
    let single = settings.printer_uri.is_some();
    let mut asked = Vec::new();
    for printer in printers {
        let places = places.clone();
        asked.push(tokio::spawn(async move {
            let finding = of_printer(&places, &printer).await;
            if single {
                finding
            } else {
                named(&printer.name, finding)
            }
        }));
    }
    let mut findings = Vec::new();
    for asked in asked {
        // Only a panic ends such a task, and its message is on standard error already.
        findings.extend(asked.await.ok());
    }
    findings
}

fn none() -> Finding {
    Finding {
        part: Part::Printer,
        state: State::Warning,
        what: Bilingual::new("プリンターが設定されていません。", "No printer is set."),
        next: Some(Bilingual::new(
            "設定に [[printer]] を書き、name と uri（ipp://…）を入れてください。",
            "Write a [[printer]] with name and uri (ipp://…) to the settings.",
        )),
    }
}

async fn of_printer(places: &Places, printer: &PrinterEntry) -> Finding {
    let asked = if printer.is_receipt() {
        of_receipt(places, printer).await
    } else {
        of_pages(places, printer).await
    };
    asked.unwrap_or_else(|error| Finding::of(Part::Printer, State::Broken, &error))
}

async fn of_pages(places: &Places, entry: &PrinterEntry) -> Result<Finding, PrinterChoiceError> {
    let printer = entry.open(places)?;
    let status = printer.status().await?;
    Ok(of_status(&status, printer.profile()))
}

async fn of_receipt(places: &Places, entry: &PrinterEntry) -> Result<Finding, PrinterChoiceError> {
    let printer = entry.open_receipt(places)?;
    Ok(match printer.status().await? {
        Some(fault) => of_fault(fault, State::Broken, printer.profile()),
        None => Finding::ok(Part::Printer, "つながります。", "It answers."),
    })
}

fn of_status(status: &PrinterStatus, profile: &Profile) -> Finding {
    if let Some(refusal) = status.refusal() {
        let finding = Finding::of(Part::Printer, State::Broken, &refusal);
        return named(&status.name, finding);
    }
    let (fault, state) = match (status.blocked_by, status.faults.first()) {
        (Some(fault), _) => (fault, State::Broken),
        (None, Some(fault)) => (*fault, State::Warning),
        (None, None) => return Finding::ok(Part::Printer, &status.name, &status.name),
    };
    named(&status.name, of_fault(fault, state, profile))
}

fn of_fault(fault: Fault, state: State, profile: &Profile) -> Finding {
    let Advice { what, next, .. } = profile.advice_on(fault);
    Finding {
        part: Part::Printer,
        state,
        what,
        next: Some(next),
    }
}

fn named(name: &str, mut finding: Finding) -> Finding {
    for text in [&mut finding.what.ja, &mut finding.what.en] {
        text.insert_str(0, &format!("{name}: "));
    }
    finding
}
