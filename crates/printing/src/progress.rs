//! What the clerk sees while a job is on its way.

use advice::{Advice, Advise, Bilingual};

use crate::Fault;

/// How far a job has come (印刷の進み具合).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The PDF is on its way to the printer.
    Sending,
    /// Nothing moves at the moment.
    Waiting {
        /// Why not.
        reason: WaitReason,
    },
    /// Paper is moving.
    Printing,
    /// The job stands still until someone adds paper; it goes on by itself then.
    OutOfPaper,
    /// Every page lies in the output tray.
    Done,
}

/// Why a job waits (待っている理由).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// An earlier job of this program has to end first.
    EarlierJob,
    /// The printer is at work for someone else and takes no second job.
    Busy,
    /// The job lies in the printer's own queue.
    Queued,
    /// The printer has stopped answering; it may come back.
    NoAnswer,
    /// Someone has to see to the printer. Never [`Fault::OutOfPaper`], which is [`Progress::OutOfPaper`].
    Fault(Fault),
}

impl Progress {
    /// The progress that a fault means.
    pub(crate) fn stopped_by(fault: Fault) -> Self {
        match fault {
            Fault::OutOfPaper => Self::OutOfPaper,
            fault => Self::Waiting {
                reason: WaitReason::Fault(fault),
            },
        }
    }

    /// The fault that holds the job up, if one does.
    pub fn fault(self) -> Option<Fault> {
        match self {
            Self::OutOfPaper => Some(Fault::OutOfPaper),
            Self::Waiting {
                reason: WaitReason::Fault(fault),
            } => Some(fault),
            _ => None,
        }
    }
}

impl Advise for WaitReason {
    fn advice(&self) -> Advice {
        let (code, what_ja, what_en, next_ja, next_en) = match self {
            Self::EarlierJob => (
                "printer-earlier-job",
                "前の印刷が終わるのを待っています。",
                "Waiting for the print before this one.",
                "そのままお待ちください。順に印刷されます。",
                "Please wait. It is printed in turn.",
            ),
            Self::Busy => (
                "printer-busy",
                "プリンターはほかの印刷をしています。",
                "The printer is busy with another job.",
                "そのままお待ちください。空きしだい印刷されます。",
                "Please wait. It is printed as soon as the printer is free.",
            ),
            Self::Queued => (
                "printer-queued",
                "プリンターの順番待ちです。",
                "The job waits in the printer's queue.",
                "そのままお待ちください。",
                "Please wait.",
            ),
            Self::NoAnswer => (
                "printer-no-answer-now",
                "プリンターの応答が途絶えています。",
                "The printer has stopped answering.",
                "プリンターの電源とネットワークのケーブルを確かめてください。",
                "Check that the printer is on and its network cable is plugged in.",
            ),
            Self::Fault(fault) => return fault.advice(),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
