//! A printer and the whole way of a document through it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::{
    sync::{Mutex, MutexGuard},
    time::timeout,
};

use crate::{
    Document, JobSettings, Notice, PaperTray, PrintError, Profile, Progress, Route, Stock,
    WaitReason,
    job::{Job, Reporter},
    link::Link,
    plan::Plan,
    spooler,
};

/// A printer of pages (プリンター).
///
/// Share one `Printer` among all who print on the machine: it keeps their jobs in
/// order when the machine has no queue of its own.
pub struct Printer {
    pub(crate) way: Way,
    profile: Profile,
    /// Held by whoever's job is at the printer.
    turn: Mutex<()>,
    wanted: Arc<AtomicBool>,
}

/// How a document gets to the printer.
pub(crate) enum Way {
    /// IPP, to the machine itself or to a queue of CUPS.
    Ipp {
        link: Link,
        /// The queue behind the address, when it is one of this PC's system.
        queue: Option<String>,
    },
    /// A queue of Windows.
    #[cfg(windows)]
    Windows(spooler::Queue),
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
    ///
    /// Where the profile names a queue of the system (`route = "spooler"`), that is the printer.
    pub fn new(uri: &str, profile: Profile) -> Result<Self, PrintError> {
        if let Route::Spooler { queue: Some(queue) } = &profile.route {
            let queue = queue.clone();
            return Self::for_queue(&queue, profile);
        }
        let link = Link::new(uri, &profile)?;
        Self::by(Way::Ipp { link, queue: None }, profile)
    }

    /// A print queue of this PC's system: of Windows, elsewhere of CUPS.
    pub fn for_queue(queue: &str, profile: Profile) -> Result<Self, PrintError> {
        Self::by(spooler::way(queue, &profile)?, profile)
    }

    /// A queue of the CUPS at a host and port, such as `localhost:631`.
    pub fn for_cups_queue(server: &str, queue: &str, profile: Profile) -> Result<Self, PrintError> {
        Self::by(spooler::cups(server, queue, &profile)?, profile)
    }

    fn by(way: Way, profile: Profile) -> Result<Self, PrintError> {
        if profile.receipt.is_some() {
            return Err(PrintError::OtherKindOfPrinter);
        }
        Ok(Self {
            way,
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
        let settings = JobSettings {
            copies,
            ..JobSettings::default()
        };
        self.print_document(Document::new(pdf), None, title, &settings, on_progress)
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
        let settings = JobSettings {
            copies,
            ..JobSettings::default()
        };
        let document = Document::new(pdf);
        self.print_document(document, Some(page_mm), title, &settings, on_progress)
            .await
    }

    /// As [`print_pages`](Self::print_pages), with settings of this job; on the usual paper when no page is named.
    ///
    /// Hand over a clone and keep the [`Document`]: when printing fails, another printer prints the same bytes.
    /// See [`PrintError::may_have_printed`] first. What the printer does not know is left out;
    /// [`notices`](Self::notices) says so beforehand.
    pub async fn print_document(
        &self,
        document: Document,
        page_mm: Option<(f64, f64)>,
        title: &str,
        settings: &JobSettings,
        on_progress: impl FnMut(Progress),
    ) -> Result<(), PrintError> {
        let paper = self.paper(page_mm, settings)?;
        let mut reporter = Reporter::new(on_progress);
        let _turn = self.take_turn(&mut reporter).await?;
        let plan = self.plan(&paper, settings).await?;
        let (link, queue) = match &self.way {
            Way::Ipp { link, queue } => (link, queue.as_deref()),
            #[cfg(windows)]
            Way::Windows(queue) => {
                let ticket = spooler::Ticket::new(&self.profile, &paper, settings);
                return queue.print(document, ticket, &mut reporter).await;
            }
        };
        let job = Job {
            printer: self,
            link,
            paper: &paper,
            copies: settings.copies,
        };
        let id = job
            .send(document.bytes(), title, plan.attributes, &mut reporter)
            .await
            .map_err(|error| spooler::in_words_of_the_queue(error, queue))?;
        // The printer has it all; the session may be wiped while paper moves.
        drop(document);
        let ended = job.follow(id, &mut reporter).await;
        tracing::info!(job = id, done = ended.is_ok(), "print job ended");
        ended
    }

    /// What this printer will not do of what the profile and these settings ask for; to be told before printing.
    ///
    /// An error is what printing would end with at once: no paper of that size, no such tray, printer off.
    pub async fn notices(
        &self,
        page_mm: Option<(f64, f64)>,
        settings: &JobSettings,
    ) -> Result<Vec<Notice>, PrintError> {
        let paper = self.paper(page_mm, settings)?;
        Ok(self.plan(&paper, settings).await?.notices)
    }

    async fn plan(&self, paper: &PaperTray, settings: &JobSettings) -> Result<Plan, PrintError> {
        let by_queue = match &self.way {
            Way::Ipp { queue, .. } => queue.is_some(),
            #[cfg(windows)]
            Way::Windows(_) => true,
        };
        let status = self.status().await?;
        Plan::make(&status, &self.profile, paper, settings, by_queue)
    }

    /// The paper of the profile for a page, in the tray that the job asks for.
    fn paper(
        &self,
        page_mm: Option<(f64, f64)>,
        settings: &JobSettings,
    ) -> Result<PaperTray, PrintError> {
        let found = match page_mm {
            Some((width, height)) => self.profile.stock_for(width, height, &settings.stock),
            None if settings.stock == Stock::Plain => self.profile.usual_paper(),
            None => {
                let mut papers = self.profile.papers.iter();
                papers.find(|paper| paper.stock == settings.stock)
            }
        };
        let mut paper = found.cloned().ok_or_else(|| match &settings.stock {
            Stock::Preprinted { form_id } => PrintError::StockNotInProfile {
                form_id: form_id.clone(),
            },
            Stock::Plain => {
                let (width, height) = page_mm.unwrap_or_default();
                PrintError::PaperNotInProfile {
                    width_mm: whole(width),
                    height_mm: whole(height),
                }
            }
        })?;
        if let Some(tray) = &settings.tray {
            paper.tray.clone_from(tray);
        }
        Ok(paper)
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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and the number is for people to read"
)]
fn whole(millimetres: f64) -> u32 {
    millimetres.round() as u32
}
