//! From an entry of the settings to a printer that prints.

use advice::{Advice, Advise, Bilingual};
use printing::{PrintError, Printer, Profile, ReceiptPrinter, Route};

use crate::{Places, PrinterEntry, ProfilesError, Settings, load_profile};

/// Why a printer of the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PrinterChoiceError {
    /// The settings have no printer of this name.
    #[error("there is no printer {name}")]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The names that are there.
        known: Vec<String>,
    },
    /// Neither the settings nor its profile say where it is.
    #[error("the printer {name} has no address")]
    NoAddress {
        /// Name of the printer.
        name: String,
    },
    /// Its profile cannot be used.
    #[error(transparent)]
    Profile(#[from] ProfilesError),
    /// Its address cannot be used.
    #[error(transparent)]
    Printer(#[from] PrintError),
}

impl Advise for PrinterChoiceError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unknown { name, known } => Advice::new(
                "printer-name-unknown",
                Bilingual::new(
                    format!("設定に「{name}」という名前のプリンターがありません。"),
                    format!("The settings have no printer named '{name}'."),
                ),
                Bilingual::new(
                    format!("あるのは: {}。", known.join(", ")),
                    format!("There is: {}.", known.join(", ")),
                ),
            ),
            Self::NoAddress { name } => Advice::new(
                "printer-without-address",
                Bilingual::new(
                    format!("プリンター「{name}」の場所がわかりません。"),
                    format!("It is not known where the printer '{name}' is."),
                ),
                Bilingual::new(
                    "設定の [[printer]] に uri か queue を書いてください。",
                    "Write uri or queue to its [[printer]] in the settings.",
                ),
            ),
            Self::Profile(error) => error.advice(),
            Self::Printer(error) => error.advice(),
        }
    }
}

impl Settings {
    /// The printer of this name.
    pub fn printer_named(&self, name: &str) -> Result<PrinterEntry, PrinterChoiceError> {
        let printers = self.printers();
        let found = printers.iter().find(|printer| printer.name == name);
        found.cloned().ok_or_else(|| PrinterChoiceError::Unknown {
            name: name.to_owned(),
            known: printers.into_iter().map(|printer| printer.name).collect(),
        })
    }
}

impl PrinterEntry {
    /// Its profile; that of any A4 printer when it names none.
    pub fn load_profile(&self, places: &Places) -> Result<Profile, ProfilesError> {
        match &self.profile {
            Some(name) => load_profile(&places.profiles_dir, name),
            None => Ok(Profile::generic_a4()),
        }
    }

    /// A printer of pages. Nothing is asked of it yet.
    pub fn open(&self, places: &Places) -> Result<Printer, PrinterChoiceError> {
        let profile = self.load_profile(places)?;
        let queue = match &profile.route {
            Route::Spooler { queue } => queue.clone(),
            Route::Ipp => None,
        };
        match (&self.uri, self.queue.as_ref().or(queue.as_ref())) {
            (Some(uri), _) => Ok(Printer::new(uri, profile)?),
            (None, Some(queue)) => Ok(Printer::for_queue(queue, profile)?),
            (None, None) => Err(PrinterChoiceError::NoAddress {
                name: self.name.clone(),
            }),
        }
    }

    /// A receipt printer. Nothing is asked of it yet.
    pub fn open_receipt(&self, places: &Places) -> Result<ReceiptPrinter, PrinterChoiceError> {
        let profile = self.load_profile(places)?;
        match &self.uri {
            Some(uri) => Ok(ReceiptPrinter::new(uri, profile)?),
            None => Err(PrinterChoiceError::NoAddress {
                name: self.name.clone(),
            }),
        }
    }
}
