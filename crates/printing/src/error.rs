//! Why a form did not come out of the printer.

use advice::Advise;

use crate::{Fault, Notice, ProfileError, ProfileProblem, WaitReason};

/// Why printing failed. Holds nothing of the document and nothing of the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// The printer's address is no `ipp`, `ipps`, `http` or `https` URI with a host, or it carries a password.
    #[error("the printer's address is not usable")]
    AddressUnusable,
    /// The name in the address belongs to no machine.
    #[error("the printer's name is unknown on the network")]
    UnknownHost,
    /// The machine answered that nothing listens there: switched off behind a print server, or IPP switched off.
    #[error("the printer refused the connection")]
    ConnectionRefused,
    /// Nothing answered in time: switched off, or not on the network.
    #[error("the printer does not answer")]
    NoAnswer,
    /// The connection broke off in the middle of a question; nothing was printed by it.
    #[error("the connection to the printer broke off")]
    ConnectionLost,
    /// The certificate of the printer is neither known to the system nor named in the profile.
    #[error("the printer's certificate is not trusted (SHA-256 {sha256})")]
    CertificateUntrusted {
        /// SHA-256 of the certificate in lower-case hexadecimal, as the profile takes it.
        sha256: String,
    },
    /// No encrypted connection came about.
    #[error("no encrypted connection with the printer could be made")]
    EncryptionFailed,
    /// The printer wants `ipps` in place of `ipp`.
    #[error("the printer demands an encrypted connection")]
    EncryptionRequired,
    /// Something answered that is no IPP printer, or the path of the address is wrong.
    #[error("no IPP printer at this address")]
    NoPrinterThere,
    /// The printer asks for a user or refuses this PC.
    #[error("the printer denied access")]
    AccessDenied,
    /// The answer is no IPP, or lacks what the standard demands.
    #[error("the printer's answer could not be understood")]
    AnswerMalformed,
    /// The printer takes no jobs at the moment.
    #[error("the printer accepts no jobs")]
    NotAcceptingJobs,
    /// The printer cannot print PDF.
    #[error("the printer does not accept PDF")]
    PdfNotAccepted,
    /// The printer does not know the paper, or not in the tray that the profile names.
    #[error("the printer does not take paper {paper} from tray {tray}")]
    PaperNotSupported {
        /// Name of the paper size.
        paper: &'static str,
        /// Tray of the profile.
        tray: String,
    },
    /// The profile has no tray for a page of this size.
    #[error("the printer profile has no paper for a page of {width_mm} × {height_mm} mm")]
    PaperNotInProfile {
        /// Page width, rounded to whole millimetres.
        width_mm: u32,
        /// Page height, rounded to whole millimetres.
        height_mm: u32,
    },
    /// The profile has no tray with this pre-printed paper.
    #[error("the printer profile has no tray with the paper of the form {form_id}")]
    StockNotInProfile {
        /// Id of the form that is printed on the paper.
        form_id: String,
    },
    /// A page for a receipt printer, or a slip for a printer of pages.
    #[error("the printer is of another kind")]
    OtherKindOfPrinter,
    /// The system has no print queue of this name.
    #[error("the system has no print queue {queue}")]
    QueueUnknown {
        /// Name of the queue.
        queue: String,
    },
    /// The system's spooler does not answer or refuses the document.
    #[error("the system's spooler does not take the document")]
    SpoolerNotRunning,
    /// More copies than the printer makes at once, or none.
    #[error("{asked} copies asked for, 1 to {most} possible")]
    CopiesOutOfRange {
        /// Copies asked for.
        asked: u32,
        /// Most that the printer makes in one job.
        most: u32,
    },
    /// The printer refused the job's settings other than paper.
    #[error("the printer refused the settings of the job")]
    SettingsRefused,
    /// The printer refused the job for a reason without an entry of its own.
    #[error("the printer refused the job (IPP status 0x{status:04x})")]
    Refused {
        /// The IPP status code.
        status: u16,
    },
    /// The printer was busy for longer than the profile allows.
    #[error("the printer stayed busy")]
    StayedBusy {
        /// What holds the printer up, as far as it says.
        fault: Option<Fault>,
    },
    /// The connection broke off while the PDF was on its way: it may or may not print.
    #[error("the connection broke off while the document was being sent")]
    SendingInterrupted,
    /// The printer stopped answering while it had the job: pages may be missing.
    #[error("the printer disappeared while it was printing")]
    PrinterGone,
    /// The printer gave the job up.
    #[error("the printer aborted the job")]
    JobAborted,
    /// Someone canceled the job at the printer.
    #[error("the job was canceled at the printer")]
    JobCanceled,
    /// The printer no longer knows the job and did not say how it ended.
    #[error("the printer no longer knows the job")]
    JobForgotten,
    /// The job did not end in the time of the profile; it was taken back.
    #[error("the job did not end in time")]
    JobTimedOut {
        /// What held the job up last.
        fault: Option<Fault>,
        /// Whether the printer confirmed that it drops the job.
        canceled: bool,
    },
}

impl PrintError {
    /// Whether pages may have come out, or may yet: look before the same is printed elsewhere.
    pub fn may_have_printed(&self) -> bool {
        matches!(
            self,
            Self::SendingInterrupted
                | Self::PrinterGone
                | Self::JobAborted
                | Self::JobForgotten
                | Self::JobTimedOut { .. }
        )
    }

    /// Whether the way to the printer failed, so that a later try may find it again.
    pub(crate) fn is_silence(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost | Self::ConnectionRefused | Self::NoAnswer | Self::ConnectionLost
        )
    }
}

/// One sample of each error and each message of this crate, for the list of codes in the documentation.
pub fn every_error() -> Vec<Box<dyn Advise>> {
    let errors = [
        PrintError::AddressUnusable,
        PrintError::UnknownHost,
        PrintError::ConnectionRefused,
        PrintError::NoAnswer,
        PrintError::ConnectionLost,
        PrintError::CertificateUntrusted {
            sha256: "0123456789abcdef".repeat(4),
        },
        PrintError::EncryptionFailed,
        PrintError::EncryptionRequired,
        PrintError::NoPrinterThere,
        PrintError::AccessDenied,
        PrintError::AnswerMalformed,
        PrintError::NotAcceptingJobs,
        PrintError::PdfNotAccepted,
        PrintError::PaperNotSupported {
            paper: "A4",
            tray: "auto".to_owned(),
        },
        PrintError::PaperNotInProfile {
            width_mm: 257,
            height_mm: 364,
        },
        PrintError::StockNotInProfile {
            form_id: "juminhyo-request".to_owned(),
        },
        PrintError::OtherKindOfPrinter,
        PrintError::QueueUnknown {
            queue: "Counter".to_owned(),
        },
        PrintError::SpoolerNotRunning,
        PrintError::CopiesOutOfRange { asked: 0, most: 99 },
        PrintError::SettingsRefused,
        PrintError::Refused { status: 0x0500 },
        PrintError::StayedBusy { fault: None },
        PrintError::SendingInterrupted,
        PrintError::PrinterGone,
        PrintError::JobAborted,
        PrintError::JobCanceled,
        PrintError::JobForgotten,
        PrintError::JobTimedOut {
            fault: None,
            canceled: true,
        },
    ];
    let waits = [
        WaitReason::EarlierJob,
        WaitReason::Busy,
        WaitReason::Queued,
        WaitReason::NoAnswer,
    ];
    let mut every: Vec<Box<dyn Advise>> = Vec::new();
    for error in errors {
        every.push(Box::new(error));
    }
    for notice in Notice::ALL {
        every.push(Box::new(notice));
    }
    for wait in waits {
        every.push(Box::new(wait));
    }
    for fault in Fault::ALL {
        every.push(Box::new(fault));
    }
    for problem in ProfileProblem::samples() {
        every.push(Box::new(ProfileError {
            file: "printer-profiles/office.toml".to_owned(),
            line: 12,
            column: 1,
            field: "placement.scale_x".to_owned(),
            problem,
        }));
    }
    every
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let mut codes = BTreeSet::new();
        for error in every_error() {
            let advice = error.advice();
            assert!(codes.insert(advice.code), "{} is used twice", advice.code);
            assert!(
                advice
                    .code
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
                "{} is not kebab-case",
                advice.code
            );
            for text in [&advice.what, &advice.next] {
                assert!(
                    text.ja.chars().any(|letter| letter > '\u{3000}'),
                    "{} has no Japanese",
                    advice.code
                );
                assert!(!text.en.is_empty(), "{} has no English", advice.code);
                assert!(
                    text.en.chars().all(|letter| letter < '\u{3000}'),
                    "{} has Japanese in its English",
                    advice.code
                );
            }
        }
        assert_eq!(codes.len(), every_error().len());
    }
}
