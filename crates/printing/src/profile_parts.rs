//! The parts of a printer profile that are tables or hang together: papers, the way to the printer, the roll.

use crate::{
    PaperSize, ProfileProblem, Stock,
    profile_reader::{Reader, Section},
};

/// A paper and the tray it lies in (用紙とトレイ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperTray {
    /// The paper's size.
    pub size: PaperSize,
    /// `media-source` keyword of IPP, such as `tray-1`; `auto` leaves the choice to the printer.
    pub tray: String,
    /// What is on it already.
    pub stock: Stock,
}

/// The way to a printer (印刷の経路).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// Over the network, straight to the machine; the address stands in the settings.
    #[default]
    Ipp,
    /// Through the print queue of this PC's system (OSのスプーラー).
    Spooler {
        /// Name of the queue; without one it stands in the settings.
        queue: Option<String>,
    },
}

/// What there is to know of a receipt printer, which prints slips on a roll (レシートプリンター).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The roll.
    pub roll: Roll,
    /// Whether it has a knife.
    pub cuts: bool,
}

/// A roll of paper of a receipt printer (ロール紙). Its head has 8 dots a millimetre (203 dpi).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// 58 mm wide, of which 48 mm are printed on.
    Mm58,
    /// 80 mm wide, of which 72 mm are printed on.
    Mm80,
}

impl Roll {
    /// Millimetres that the head reaches.
    pub fn printable_mm(self) -> u16 {
        match self {
            Self::Mm58 => 48,
            Self::Mm80 => 72,
        }
    }

    /// Dots of the head.
    pub fn dots(self) -> u32 {
        u32::from(self.printable_mm()) * 8
    }
}

pub(crate) fn papers<'a>(
    reader: &mut Reader<'a>,
    root: &Section<'a>,
    is_receipt: bool,
) -> Vec<PaperTray> {
    if is_receipt && !root.has("paper") {
        return Vec::new();
    }
    let sizes = PaperSize::ALL.map(|size| (size.name(), size)).into();
    let mut papers: Vec<PaperTray> = Vec::new();
    for section in reader.sections(root, "paper", &["size", "tray", "form"]) {
        reader.required(&section, "size");
        let Some((size, place)) = reader.word(&section, "size", &sizes) else {
            continue;
        };
        let mut tray = "auto";
        if let Some((text, place)) = reader.text(&section, "tray") {
            tray = text;
            if !is_keyword(text) {
                reader.fail_at(&place, ProfileProblem::NotATray);
            }
        }
        let mut stock = Stock::Plain;
        if let Some((form_id, place)) = reader.text(&section, "form") {
            if !is_form_id(form_id) {
                reader.fail_at(&place, ProfileProblem::NotAFormId);
            } else if tray == "auto" {
                // A printer left to choose takes any paper of that size.
                reader.fail_at(&place, ProfileProblem::StockWithoutTray);
            }
            stock = Stock::Preprinted {
                form_id: form_id.to_owned(),
            };
        }
        if papers
            .iter()
            .any(|paper| paper.size == size && paper.stock == stock)
        {
            reader.fail_at(&place, ProfileProblem::Repeated);
        }
        papers.push(PaperTray {
            size,
            tray: tray.to_owned(),
            stock,
        });
    }
    papers
}

pub(crate) fn route<'a>(reader: &mut Reader<'a>, root: &Section<'a>) -> Route {
    let routes = [("ipp", false), ("spooler", true)].into();
    let spooler = reader.word(root, "route", &routes);
    let queue = reader.text(root, "queue");
    if spooler.is_some_and(|(spooler, _)| spooler) {
        let queue = queue.map(|(queue, place)| {
            if !is_queue(queue) {
                reader.fail_at(&place, ProfileProblem::NotAQueue);
            }
            queue.to_owned()
        });
        return Route::Spooler { queue };
    }
    if let Some((_, place)) = queue {
        reader.fail_at(&place, ProfileProblem::QueueWithoutSpooler);
    }
    Route::Ipp
}

pub(crate) fn receipt<'a>(reader: &mut Reader<'a>, root: &Section<'a>) -> Option<Receipt> {
    let section = reader.section(root, "receipt", &["roll", "cuts"])?;
    reader.required(&section, "roll");
    let rolls = [("58mm", Roll::Mm58), ("80mm", Roll::Mm80)].into();
    let roll = reader.word(&section, "roll", &rolls);
    let cuts = reader.truth(&section, "cuts", true);
    Some(Receipt {
        // A wrong word is an error of the file already.
        roll: roll.map_or(Roll::Mm80, |(roll, _)| roll),
        cuts,
    })
}

fn is_keyword(text: &str) -> bool {
    let allowed = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
    };
    !text.is_empty() && text.len() <= 255 && text.bytes().all(allowed)
}

fn is_form_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}

/// Whether this can be the name of a queue of the system: CUPS takes no slash, `#`, `?` and space.
pub(crate) fn is_queue(text: &str) -> bool {
    let forbidden = |letter: char| letter.is_control() || matches!(letter, '/' | '#' | '?');
    !text.trim().is_empty() && text.len() <= 127 && !text.chars().any(forbidden)
}
