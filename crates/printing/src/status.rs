//! What a printer says about itself.

use ipp::model::Operation;

use crate::{
    Fault, PrintError, Printer,
    attributes::{Group, attribute, keywords},
    fault::blocking,
    job::refusal,
    link::requesting_user,
    printer::Way,
    spooler::in_words_of_the_queue,
};

/// What a printer can do and how it is (プリンターの状態).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterStatus {
    /// Its name, given by whoever set it up.
    pub name: String,
    /// Maker and model.
    pub model: String,
    /// What it is doing.
    pub state: PrinterState,
    /// What it says is wrong or running low, the worst first.
    pub faults: Vec<Fault>,
    /// What keeps it from printing, if anything.
    pub blocked_by: Option<Fault>,
    /// Whether it takes jobs.
    pub accepts_jobs: bool,
    /// Whether it prints PDF.
    pub accepts_pdf: bool,
    /// Media names (PWG 5101.1) that it knows; empty when it does not say.
    pub media: Vec<String>,
    /// Trays (`media-source` keywords) that it knows; empty when it does not say.
    pub trays: Vec<String>,
    /// `sides` keywords that it knows; empty when it does not say.
    pub sides: Vec<String>,
    /// `print-color-mode` keywords that it knows; empty when it does not say.
    pub color_modes: Vec<String>,
    /// `print-quality` values that it knows; empty when it does not say.
    pub qualities: Vec<i32>,
    /// `finishings` values that it knows; empty when it does not say.
    pub finishings: Vec<i32>,
    /// Most copies that it makes in one job.
    pub most_copies: u32,
    /// Jobs waiting or printing.
    pub queued_jobs: u32,
}

impl PrinterStatus {
    /// Why it would take no form of ours, whatever the paper.
    pub fn refusal(&self) -> Option<PrintError> {
        if !self.accepts_pdf {
            return Some(PrintError::PdfNotAccepted);
        }
        (!self.accepts_jobs).then_some(PrintError::NotAcceptingJobs)
    }
}

/// What a printer is doing (`printer-state`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterState {
    /// Ready.
    Idle,
    /// At work.
    Printing,
    /// Standing still until someone sees to it.
    Stopped,
}

const ASKED: [&str; 14] = [
    "printer-name",
    "printer-make-and-model",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "media-source-supported",
    "sides-supported",
    "print-color-mode-supported",
    "print-quality-supported",
    "finishings-supported",
    "copies-supported",
    "queued-job-count",
];

impl Printer {
    /// Asks the printer how it is and what it can do.
    pub async fn status(&self) -> Result<PrinterStatus, PrintError> {
        let (group, user) = requesting_user();
        let asked = attribute("requested-attributes", keywords(&ASKED));
        let attributes = vec![(group, user), (group, asked)];
        let (link, queue) = match &self.way {
            Way::Ipp { link, queue } => (link, queue.as_deref()),
            #[cfg(windows)]
            Way::Windows(queue) => return queue.status(),
        };
        let answer = link
            .ask(Operation::GetPrinterAttributes, attributes)
            .await
            .map_err(|error| in_words_of_the_queue(error, queue))?;
        if !answer.is_success() {
            let refused = refusal(&answer, None, 1);
            return Err(in_words_of_the_queue(refused, queue));
        }
        PrinterStatus::from_answer(answer.printer()).ok_or(PrintError::AnswerMalformed)
    }
}

impl PrinterStatus {
    /// Reads an answer; nothing when it lacks the state, which no IPP printer leaves out.
    pub(crate) fn from_answer(answer: Group<'_>) -> Option<Self> {
        let state = match answer.integer("printer-state")? {
            3 => PrinterState::Idle,
            4 => PrinterState::Printing,
            5 => PrinterState::Stopped,
            _ => return None,
        };
        let reasons = || answer.texts("printer-state-reasons");
        let said: Vec<Fault> = reasons()
            .filter_map(|reason| Some(Fault::from_keyword(reason)?.0))
            .collect();
        let text = |name| answer.texts(name).next().unwrap_or_default().to_owned();
        let texts = |name| answer.texts(name).map(str::to_owned).collect();
        let number = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
        Some(Self {
            name: text("printer-name"),
            model: text("printer-make-and-model"),
            state,
            faults: Fault::ALL
                .into_iter()
                .filter(|fault| said.contains(fault))
                .collect(),
            blocked_by: blocking(reasons(), state == PrinterState::Stopped),
            accepts_jobs: answer.truth("printer-is-accepting-jobs").unwrap_or(true),
            accepts_pdf: answer
                .texts("document-format-supported")
                .any(|format| format.eq_ignore_ascii_case("application/pdf")),
            media: texts("media-supported"),
            trays: texts("media-source-supported"),
            sides: texts("sides-supported"),
            color_modes: texts("print-color-mode-supported"),
            qualities: answer.integers("print-quality-supported").collect(),
            finishings: answer.integers("finishings-supported").collect(),
            // A printer that names no limit still makes one copy.
            most_copies: number(answer.most("copies-supported")).unwrap_or(1).max(1),
            queued_jobs: number(answer.integer("queued-job-count")).unwrap_or(0),
        })
    }
}
