//! A printer and the whole way of a document through it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::{
    sync::{Mutex, MutexGuard},
    time::timeout,
};
use zeroize::Zeroizing;

use crate::{
    PaperTray, PrintError, PrinterStatus, Profile, Progress, WaitReason,
    job::{Job, Reporter},
    link::Link,
};

/// An IPP printer (プリンター).
///
/// Share one `Printer` among all who print on the machine: it keeps their jobs in
/// order when the machine has no queue of its own.
pub struct Printer {
    pub(crate) link: Link,
    profile: Profile,
    /// Held by whoever's job is at the printer.
    turn: Mutex<()>,
    wanted: Arc<AtomicBool>,
}

/// Takes back what a [`Printer`] has been given to print.
#[derive(Clone)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// The job is taken back at the next look at it, or not sent at all; printing ends with
    /// [`PrintError::JobCanceled`], or with [`PrintError::JobTimedOut`] where the printer does not agree.
    pub fn cancel(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl Printer {
    /// A printer at an address such as `ipp://192.0.2.10/ipp/print`; nothing is asked of it yet.
    pub fn new(uri: &str, profile: Profile) -> Result<Self, PrintError> {
        Ok(Self {
            link: Link::new(uri, &profile)?,
            profile,
            turn: Mutex::new(()),
            wanted: Arc::new(AtomicBool::new(true)),
        })
    }

    /// What takes back this printer's jobs, those that come later too.
    pub fn cancel_handle(&self) -> Cancel {
        Cancel(Arc::clone(&self.wanted))
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }

    /// The profile it was made with.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Prints a PDF on the usual paper of the profile and follows the job to its end.
    ///
    /// `title` is the form's and stands in the printer's own job list: never personal data.
    /// `on_progress` is told each change. Dropping the future leaves a job that was
    /// sent with the printer.
    pub async fn print(
        &self,
        pdf: Vec<u8>,
        title: &str,
        copies: u32,
        on_progress: impl FnMut(Progress),
    ) -> Result<(), PrintError> {
        let paper = self.profile.usual_paper();
        self.print_on_paper(pdf, title, copies, paper, on_progress)
            .await
    }

    /// As [`print`](Self::print), on the profile's paper for pages of this width and height in millimetres.
    pub async fn print_pages(
        &self,
        pdf: Vec<u8>,
        page_mm: (f64, f64),
        title: &str,
        copies: u32,
        on_progress: impl FnMut(Progress),
    ) -> Result<(), PrintError> {
        let (width, height) = page_mm;
        let paper =
            self.profile
                .paper_for(width, height)
                .ok_or_else(|| PrintError::PaperNotInProfile {
                    width_mm: whole(width),
                    height_mm: whole(height),
                })?;
        self.print_on_paper(pdf, title, copies, paper, on_progress)
            .await
    }

    async fn print_on_paper(
        &self,
        pdf: Vec<u8>,
        title: &str,
        copies: u32,
        paper: &PaperTray,
        on_progress: impl FnMut(Progress),
    ) -> Result<(), PrintError> {
        let pdf = Zeroizing::new(pdf);
        let mut reporter = Reporter::new(on_progress);
        let _turn = self.take_turn(&mut reporter).await?;
        refuse_early(&self.status().await?, paper, copies)?;
        let job = Job {
            printer: self,
            paper,
            copies,
        };
        let id = job.send(&pdf, title, &mut reporter).await?;
        // The printer has it all; the session may be wiped while paper moves.
        drop(pdf);
        let ended = job.follow(id, &mut reporter).await;
        tracing::info!(job = id, done = ended.is_ok(), "print job ended");
        ended
    }

    async fn take_turn(
        &self,
        reporter: &mut Reporter<impl FnMut(Progress)>,
    ) -> Result<Option<MutexGuard<'_, ()>>, PrintError> {
        if self.profile.keeps_queue {
            return Ok(None);
        }
        if let Ok(turn) = self.turn.try_lock() {
            return Ok(Some(turn));
        }
        reporter.tell(Progress::Waiting {
            reason: WaitReason::EarlierJob,
        });
        timeout(self.profile.timeouts.busy, self.turn.lock())
            .await
            .map(Some)
            .map_err(|_| PrintError::StayedBusy { fault: None })
    }
}

/// Finds what the printer cannot do before anything personal travels.
///
/// Printers are free to put another paper in place of one they lack, so that
/// waiting for a refusal would waste a form.
fn refuse_early(status: &PrinterStatus, paper: &PaperTray, copies: u32) -> Result<(), PrintError> {
    if let Some(refusal) = status.refusal() {
        return Err(refusal);
    }
    let lacks = |known: &[String], wanted: &str| {
        !known.is_empty() && !known.iter().any(|name| name == wanted)
    };
    let no_tray = paper.tray != "auto" && lacks(&status.trays, &paper.tray);
    if no_tray || lacks(&status.media, paper.size.media_name()) {
        return Err(paper_not_supported(paper));
    }
    if copies < 1 || copies > status.most_copies {
        return Err(PrintError::CopiesOutOfRange {
            asked: copies,
            most: status.most_copies,
        });
    }
    Ok(())
}

pub(crate) fn paper_not_supported(paper: &PaperTray) -> PrintError {
    PrintError::PaperNotSupported {
        paper: paper.size.name(),
        tray: paper.tray.clone(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and the number is for people to read"
)]
fn whole(millimetres: f64) -> u32 {
    millimetres.round() as u32
}
