//! What an act leaves to be done outside of the lock.

use polling_desk::RollJob;

use super::marked::MarkedRollJob;
use super::slip::PollingPaper;

/// Something slow.
pub(crate) enum After {
    /// To the printer.
    Print(Box<PollingPaper>),
    /// A register's file is read.
    ReadRoll(Box<ReadRoll>),
    /// The marked roll is written for the case that this PC dies.
    MarkedRoll(Box<MarkedRollJob>),
}

/// A register's file to be read.
pub(crate) struct ReadRoll {
    pub job: RollJob,
    pub file: std::path::PathBuf,
    pub mapping: roll::Mapping,
}
