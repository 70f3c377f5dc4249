//! A print queue of Windows, through `winprint`. Type-checked here, run nowhere yet.

use std::{fs, io::Write, path::Path};

use winprint::{
    printer::{FilePrinter, PrintOutcome, PrinterDevice, WinPdfPrinter},
    ticket::{
        Copies, FeatureOptionPack, FeatureOptionPackWithPredefined, InputBin, PredefinedDuplexType,
        PredefinedPageOutputColor, PrintCapabilities, PrintTicket, PrintTicketBuilder,
    },
};

use crate::{
    Document, JobSettings, PaperSize, PaperTray, PrintError, PrinterState, PrinterStatus, Profile,
    Progress, Sides, job::Reporter,
};

/// A queue by the name it has in the list of printers.
pub(crate) struct Queue(String);

/// What a job's ticket says (印刷チケット).
pub(crate) struct Ticket {
    paper: PaperTray,
    copies: u16,
    sides: Sides,
    monochrome: bool,
}

impl Ticket {
    /// The ticket of one job.
    pub fn new(profile: &Profile, paper: &PaperTray, settings: &JobSettings) -> Self {
        Self {
            paper: paper.clone(),
            copies: u16::try_from(settings.copies).unwrap_or(u16::MAX),
            sides: settings.sides.unwrap_or(profile.sides),
            monochrome: profile.monochrome,
        }
    }

    /// Merged into what the driver has as its default; what the driver does not list stays as it is.
    fn build(
        &self,
        device: &PrinterDevice,
        can: &PrintCapabilities,
    ) -> Result<PrintTicket, PrintError> {
        let failed = |_| PrintError::SettingsRefused;
        let mut ticket = PrintTicketBuilder::new(device).map_err(failed)?;
        if let Some(size) = can.page_media_sizes().find(|size| {
            let size = size.size();
            is_size(
                self.paper.size,
                size.width_in_micron(),
                size.height_in_micron(),
            )
        }) {
            ticket.merge(size).map_err(failed)?;
        }
        if let Some(bin) = can
            .input_bins()
            .find(|bin| tray_name(bin).as_deref() == Some(self.paper.tray.as_str()))
        {
            ticket.merge(bin).map_err(failed)?;
        }
        let wanted = duplex(self.sides);
        if let Some(duplex) = can
            .duplexes()
            .find(|duplex| duplex.as_predefined_name() == Some(wanted))
        {
            ticket.merge(duplex).map_err(failed)?;
        }
        let black = PredefinedPageOutputColor::Monochrome;
        if self.monochrome
            && let Some(color) = can
                .page_output_colors()
                .find(|color| color.as_predefined_name() == Some(black))
        {
            ticket.merge(color).map_err(failed)?;
        }
        ticket.merge(Copies(self.copies)).map_err(failed)?;
        ticket.build().map_err(failed)
    }
}

impl Queue {
    /// The queue of this name; nothing is asked of it yet.
    pub fn new(queue: &str) -> Self {
        Self(queue.to_owned())
    }

    /// What the driver lists. The spooler does not ask the machine, so that no fault is known.
    pub fn status(&self) -> Result<PrinterStatus, PrintError> {
        let device = self.device()?;
        let can = capabilities(&device)?;
        let media = PaperSize::ALL.into_iter().filter(|size| {
            can.page_media_sizes().any(|known| {
                let known = known.size();
                is_size(*size, known.width_in_micron(), known.height_in_micron())
            })
        });
        let sides = Sides::ALL.into_iter().filter(|sides| {
            can.duplexes()
                .any(|known| known.as_predefined_name() == Some(duplex(*sides)))
        });
        let black = PredefinedPageOutputColor::Monochrome;
        let monochrome = can
            .page_output_colors()
            .any(|color| color.as_predefined_name() == Some(black));
        Ok(PrinterStatus {
            name: self.0.clone(),
            model: String::new(),
            state: PrinterState::Idle,
            faults: Vec::new(),
            blocked_by: None,
            accepts_jobs: true,
            accepts_pdf: true,
            media: media.map(|size| size.media_name().to_owned()).collect(),
            trays: can.input_bins().filter_map(|bin| tray_name(&bin)).collect(),
            sides: sides.map(|sides| sides.keyword().to_owned()).collect(),
            color_modes: monochrome
                .then(|| "monochrome".to_owned())
                .into_iter()
                .collect(),
            qualities: Vec::new(),
            finishings: Vec::new(),
            most_copies: can.max_copies().map_or(1, |copies| copies.0.into()),
            queued_jobs: 0,
        })
    }

    /// Hands a document to the spooler. It tells no more than that it took it.
    pub async fn print(
        &self,
        document: Document,
        ticket: Ticket,
        reporter: &mut Reporter<impl FnMut(Progress)>,
    ) -> Result<(), PrintError> {
        reporter.tell(Progress::Sending);
        let queue = Self(self.0.clone());
        let handed_over = tokio::task::spawn_blocking(move || queue.hand_over(&document, &ticket));
        handed_over
            .await
            .map_err(|_| PrintError::SpoolerNotRunning)??;
        reporter.tell(Progress::Done);
        Ok(())
    }

    fn hand_over(&self, document: &Document, ticket: &Ticket) -> Result<(), PrintError> {
        let failed = |_| PrintError::SpoolerNotRunning;
        let device = self.device()?;
        let ticket = ticket.build(&device, &capabilities(&device)?)?;
        // Windows reads documents from files only; this one lies in the user's own folder for so long.
        let folder = tempfile::tempdir().map_err(failed)?;
        let file = folder.path().join("kazashi.pdf");
        let printed = fs::write(&file, document.bytes())
            .map_err(failed)
            .and_then(|()| {
                WinPdfPrinter::new(device)
                    .print(&file, ticket)
                    .map_err(|_| PrintError::SpoolerNotRunning)
            });
        wipe(&file, document.bytes().len()).map_err(failed)?;
        match printed? {
            PrintOutcome::Completed => Ok(()),
            PrintOutcome::Canceled => Err(PrintError::JobCanceled),
        }
    }

    fn device(&self) -> Result<PrinterDevice, PrintError> {
        let all = PrinterDevice::all().map_err(|_| PrintError::SpoolerNotRunning)?;
        all.into_iter()
            .find(|device| device.name() == self.0)
            .ok_or_else(|| PrintError::QueueUnknown {
                queue: self.0.clone(),
            })
    }
}

fn capabilities(device: &PrinterDevice) -> Result<PrintCapabilities, PrintError> {
    PrintCapabilities::fetch(device).map_err(|_| PrintError::SpoolerNotRunning)
}

/// Overwrites the file before it is deleted together with its folder.
fn wipe(file: &Path, length: usize) -> std::io::Result<()> {
    let mut open = fs::OpenOptions::new().write(true).open(file)?;
    open.write_all(&vec![0; length])?;
    open.sync_all()
}

/// The driver's name of a tray, written like one of IPP: `Tray 1` is `tray-1`.
fn tray_name(bin: &InputBin) -> Option<String> {
    let name = bin.display_name()?.trim();
    Some(name.to_lowercase().replace(char::is_whitespace, "-"))
}

fn duplex(sides: Sides) -> PredefinedDuplexType {
    match sides {
        Sides::One => PredefinedDuplexType::OneSided,
        Sides::TwoLongEdge => PredefinedDuplexType::TwoSidedLongEdge,
        Sides::TwoShortEdge => PredefinedDuplexType::TwoSidedShortEdge,
    }
}

/// Within half a millimetre, upright.
fn is_size(size: PaperSize, width: u32, height: u32) -> bool {
    let (w, h) = size.millimetres();
    width.abs_diff(u32::from(w) * 1000) <= 500 && height.abs_diff(u32::from(h) * 1000) <= 500
}
