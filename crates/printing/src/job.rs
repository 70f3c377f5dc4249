//! One job: sending it, waiting while the printer is busy, following it to its end.

use std::time::Duration;

use advice::Advise;
use ipp::{
    attribute::IppAttribute,
    model::{DelimiterTag, Operation},
    value::IppValue,
};
use tokio::time::{Instant, sleep};

use crate::{
    Fault, PaperTray, PrintError, Printer, Progress, WaitReason,
    attributes::{attribute, keywords, mime_type, name},
    fault::blocking,
    link::{Answer, Attributes, Link, requesting_user},
    plan::paper_not_supported,
};

/// How soon a job is looked at for the first time; then twice as long each time, up to the profile's `poll_ms`.
const FIRST_LOOK: Duration = Duration::from_millis(40);

/// Tells each change of progress once.
pub(crate) struct Reporter<F> {
    on_progress: F,
    last: Option<Progress>,
}

impl<F: FnMut(Progress)> Reporter<F> {
    pub fn new(on_progress: F) -> Self {
        Self {
            on_progress,
            last: None,
        }
    }

    pub fn tell(&mut self, progress: Progress) {
        if self.last != Some(progress) {
            self.last = Some(progress);
            (self.on_progress)(progress);
        }
    }

    fn last_fault(&self) -> Option<Fault> {
        self.last.and_then(Progress::fault)
    }
}

/// A job for one printer.
pub(crate) struct Job<'a> {
    pub printer: &'a Printer,
    pub link: &'a Link,
    pub paper: &'a PaperTray,
    pub copies: u32,
}

/// What one look at job and printer showed.
enum Seen {
    Still(Progress),
    Ended(Result<(), PrintError>),
}

impl Job<'_> {
    /// Sends the job until the printer takes it; gives back the number it got there.
    pub async fn send(
        &self,
        pdf: &[u8],
        title: &str,
        settings: Vec<IppAttribute>,
        reporter: &mut Reporter<impl FnMut(Progress)>,
    ) -> Result<i32, PrintError> {
        let timeouts = self.printer.profile().timeouts;
        let request = self.link.print_job(about_document(title, settings), pdf)?;
        let deadline = Instant::now() + timeouts.busy;
        reporter.tell(Progress::Sending);
        loop {
            if !self.printer.is_wanted() {
                return Err(PrintError::JobCanceled);
            }
            let answer = self.link.send(request.clone(), timeouts.job).await?;
            if answer.is_success() {
                return self.accepted(&answer).await;
            }
            if !is_busy(answer.status) {
                return Err(refusal(&answer, Some(self.paper), self.copies));
            }
            reporter.tell(self.why_busy().await);
            if Instant::now() + timeouts.poll > deadline {
                return Err(PrintError::StayedBusy {
                    fault: reporter.last_fault(),
                });
            }
            sleep(timeouts.poll).await;
        }
    }

    /// Asks again and again how the job is, until it has ended one way or the other.
    pub async fn follow(
        &self,
        id: i32,
        reporter: &mut Reporter<impl FnMut(Progress)>,
    ) -> Result<(), PrintError> {
        let timeouts = self.printer.profile().timeouts;
        let deadline = Instant::now() + timeouts.job;
        let mut heard = Instant::now();
        // A short job is over long before the first regular look.
        let mut pause = FIRST_LOOK.min(timeouts.poll);
        loop {
            if !self.printer.is_wanted() {
                return Err(if self.cancel(id).await {
                    PrintError::JobCanceled
                } else {
                    PrintError::JobTimedOut {
                        fault: reporter.last_fault(),
                        canceled: false,
                    }
                });
            }
            match self.look(id).await {
                Ok(Seen::Ended(result)) => {
                    if result.is_ok() {
                        reporter.tell(Progress::Done);
                    }
                    return result;
                }
                Ok(Seen::Still(progress)) => {
                    heard = Instant::now();
                    reporter.tell(progress);
                }
                // The printer has the job: whatever goes wrong with asking, paper may be moving.
                Err(error) => {
                    tracing::debug!(code = error.advice().code, "the job could not be looked at");
                    if heard.elapsed() >= timeouts.silence {
                        return Err(PrintError::PrinterGone);
                    }
                    reporter.tell(Progress::Waiting {
                        reason: WaitReason::NoAnswer,
                    });
                }
            }
            if Instant::now() >= deadline {
                // A form left at the printer would come out later, with nobody standing there.
                let canceled = self.cancel(id).await;
                return Err(PrintError::JobTimedOut {
                    fault: reporter.last_fault(),
                    canceled,
                });
            }
            sleep(pause).await;
            pause = (pause * 2).min(timeouts.poll);
        }
    }

    /// The number of a job that was taken, unless the printer put other paper or copies in place of ours.
    async fn accepted(&self, answer: &Answer) -> Result<i32, PrintError> {
        let id = answer
            .job()
            .integer("job-id")
            .ok_or(PrintError::AnswerMalformed)?;
        let ignored = answer.unsupported();
        let matters = ["media", "media-col", "copies"];
        if matters.into_iter().any(|name| ignored.has(name)) {
            self.cancel(id).await;
            return Err(refusal(answer, Some(self.paper), self.copies));
        }
        if ignored.has("print-scaling") {
            tracing::warn!("the printer ignores print-scaling=none; check a print with a ruler");
        }
        Ok(id)
    }

    /// Why the printer takes no job: what it says is wrong with it, else somebody else's job.
    async fn why_busy(&self) -> Progress {
        let fault = match self.printer.status().await {
            Ok(status) => status.blocked_by,
            Err(_) => None,
        };
        fault.map_or(
            Progress::Waiting {
                reason: WaitReason::Busy,
            },
            Progress::stopped_by,
        )
    }

    async fn look(&self, id: i32) -> Result<Seen, PrintError> {
        const ASKED: [&str; 2] = ["job-state", "job-state-reasons"];
        let mut attributes = about(id);
        let asked = attribute("requested-attributes", keywords(&ASKED));
        attributes.push((DelimiterTag::OperationAttributes, asked));
        let answer = self
            .link
            .ask(Operation::GetJobAttributes, attributes)
            .await?;
        if matches!(answer.status, status::NOT_FOUND | status::GONE) {
            return Ok(Seen::Ended(Err(PrintError::JobForgotten)));
        }
        if is_busy(answer.status) {
            return Ok(Seen::Still(Progress::Printing));
        }
        if !answer.is_success() {
            return Err(refusal(&answer, Some(self.paper), self.copies));
        }
        let job = answer.job();
        let reasons: Vec<&str> = job.texts("job-state-reasons").collect();
        let state = job
            .integer("job-state")
            .ok_or(PrintError::AnswerMalformed)?;
        let moving = match state {
            state::COMPLETED if reasons.contains(&"job-completed-with-errors") => {
                return Ok(Seen::Ended(Err(PrintError::JobAborted)));
            }
            state::COMPLETED => return Ok(Seen::Ended(Ok(()))),
            state::ABORTED => return Ok(Seen::Ended(Err(PrintError::JobAborted))),
            state::CANCELED => return Ok(Seen::Ended(Err(PrintError::JobCanceled))),
            state::PENDING | state::HELD => Progress::Waiting {
                reason: WaitReason::Queued,
            },
            state::PROCESSING | state::STOPPED => Progress::Printing,
            _ => return Err(PrintError::AnswerMalformed),
        };
        // The job says `processing` while paper is out; the reason stands with the printer only.
        let printer = self.printer.status().await?;
        let stopped = state == state::STOPPED;
        let fault = printer
            .blocked_by
            .or_else(|| blocking(reasons.into_iter(), stopped));
        Ok(Seen::Still(fault.map_or(moving, Progress::stopped_by)))
    }

    /// Takes the job back; whether the printer agreed.
    async fn cancel(&self, id: i32) -> bool {
        matches!(self.link.ask(Operation::CancelJob, about(id)).await, Ok(answer) if answer.is_success())
    }
}

/// The attributes of a Print-Job request.
fn about_document(title: &str, settings: Vec<IppAttribute>) -> Attributes {
    let operation = |attribute: IppAttribute| (DelimiterTag::OperationAttributes, attribute);
    let mut attributes = vec![
        requesting_user(),
        operation(attribute("job-name", name(title))),
        operation(attribute("document-format", mime_type("application/pdf"))),
    ];
    let job = |attribute| (DelimiterTag::JobAttributes, attribute);
    attributes.extend(settings.into_iter().map(job));
    attributes
}

/// The attributes by which a question names its job.
fn about(id: i32) -> Attributes {
    let (group, user) = requesting_user();
    let id = attribute("job-id", IppValue::Integer(id));
    vec![(group, id), (group, user)]
}

/// The error behind an answer that is no success.
pub(crate) fn refusal(answer: &Answer, paper: Option<&PaperTray>, copies: u32) -> PrintError {
    let unsupported = answer.unsupported();
    let refuses_paper = unsupported.has("media") || unsupported.has("media-col");
    if let Some(paper) = paper.filter(|_| refuses_paper) {
        return paper_not_supported(paper);
    }
    match answer.status {
        _ if unsupported.has("copies") => PrintError::CopiesOutOfRange {
            asked: copies,
            most: copies.saturating_sub(1),
        },
        status::FORBIDDEN | status::NOT_AUTHENTICATED | status::NOT_AUTHORIZED => {
            PrintError::AccessDenied
        }
        status::NOT_FOUND => PrintError::NoPrinterThere,
        status::FORMAT_NOT_SUPPORTED => PrintError::PdfNotAccepted,
        status::ATTRIBUTES_NOT_SUPPORTED | status::CONFLICTING_ATTRIBUTES => {
            PrintError::SettingsRefused
        }
        status::NOT_ACCEPTING_JOBS => PrintError::NotAcceptingJobs,
        status => PrintError::Refused { status },
    }
}

fn is_busy(status: u16) -> bool {
    matches!(
        status,
        status::BUSY | status::SERVICE_UNAVAILABLE | status::TEMPORARY_ERROR
    )
}

/// Status codes of RFC 8011, appendix B.
mod status {
    pub const FORBIDDEN: u16 = 0x0401;
    pub const NOT_AUTHENTICATED: u16 = 0x0402;
    pub const NOT_AUTHORIZED: u16 = 0x0403;
    pub const NOT_FOUND: u16 = 0x0406;
    pub const GONE: u16 = 0x0407;
    pub const FORMAT_NOT_SUPPORTED: u16 = 0x040a;
    pub const ATTRIBUTES_NOT_SUPPORTED: u16 = 0x040b;
    pub const CONFLICTING_ATTRIBUTES: u16 = 0x040e;
    pub const SERVICE_UNAVAILABLE: u16 = 0x0502;
    pub const TEMPORARY_ERROR: u16 = 0x0505;
    pub const NOT_ACCEPTING_JOBS: u16 = 0x0506;
    pub const BUSY: u16 = 0x0507;
}

/// Values of `job-state` (RFC 8011, 5.3.7).
mod state {
    pub const PENDING: i32 = 3;
    pub const HELD: i32 = 4;
    pub const PROCESSING: i32 = 5;
    pub const STOPPED: i32 = 6;
    pub const CANCELED: i32 = 7;
    pub const ABORTED: i32 = 8;
    pub const COMPLETED: i32 = 9;
}
