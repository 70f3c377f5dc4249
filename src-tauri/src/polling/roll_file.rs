//! A register's file on its way into the roll: read in a thread of its own, looked at, and only then in use.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use advice::Advise;
use polling_desk::{DeskError, RollReady};
use roll::{Progress, RollError, Scope};

use super::after::ReadRoll;
use crate::engine::Engine;
use crate::view::AdviceView;

/// Where the file is.
#[derive(Default)]
pub(super) enum RollFile {
    /// None is being read.
    #[default]
    None,
    /// On its way.
    Running {
        rows: u64,
        per_mille: u16,
        stop: Arc<AtomicBool>,
    },
    /// Refused whole.
    Bad {
        error: RollError,
        /// File in which all faults stand, if it could be written.
        report: Option<PathBuf>,
    },
    /// The file could not be read at all.
    Failed(AdviceView),
    /// Read and compared; not in use.
    Ready { source: PathBuf, ready: RollReady },
}

impl RollFile {
    pub fn begin(&mut self) -> Result<(), DeskError> {
        if matches!(self, Self::Running { .. }) {
            return Err(DeskError::NotNow);
        }
        *self = Self::Running {
            rows: 0,
            per_mille: 0,
            stop: Arc::default(),
        };
        Ok(())
    }

    pub fn stop(&mut self) {
        if let Self::Running { stop, .. } = self {
            stop.store(true, Ordering::Relaxed);
        }
    }

    pub fn forget(&mut self) {
        if !matches!(self, Self::Running { .. }) {
            *self = Self::None;
        }
    }

    /// What was read, if it is what somebody looked at.
    pub fn take_ready(&mut self, shown: [u8; 8]) -> Result<RollReady, DeskError> {
        match std::mem::take(self) {
            Self::Ready { ready, .. } if ready.imported().hash == shown => Ok(ready),
            other => {
                *self = other;
                Err(DeskError::OtherRoll)
            }
        }
    }
}

/// A file that ends when somebody says stop: the import finds it broken off and leaves nothing behind.
struct Stoppable {
    file: File,
    stop: Arc<AtomicBool>,
}

impl Read for Stoppable {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(std::io::ErrorKind::ConnectionAborted.into());
        }
        self.file.read(into)
    }
}

impl Engine {
    /// Reads the file in a thread of its own; the desk goes on with the roll that is in use.
    pub(super) fn read_roll(&self, job: ReadRoll) {
        let engine = self.clone();
        std::thread::spawn(move || {
            let done = engine.read_roll_file(&job);
            engine.with_polling(|polling| {
                let stopped = matches!(&polling.roll_file, RollFile::Running { stop, .. }
                    if stop.load(Ordering::Relaxed));
                polling.roll_file = match done {
                    _ if stopped => RollFile::None,
                    Ok(ready) => RollFile::Ready {
                        source: job.file.clone(),
                        ready,
                    },
                    Err(error) if !error.faults().is_empty() => RollFile::Bad {
                        report: polling.report_of(&job.file, &error),
                        error,
                    },
                    Err(error) => RollFile::Failed(error.advice().into()),
                };
            });
            engine.publish();
        });
    }

    fn read_roll_file(&self, job: &ReadRoll) -> Result<RollReady, RollError> {
        let unreadable = |error: std::io::Error| RollError::SourceUnreadable {
            problem: error.kind().to_string(),
        };
        let file = File::open(&job.file).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len().max(1);
        let stop = self.with_polling(|polling| match &polling.roll_file {
            RollFile::Running { stop, .. } => stop.clone(),
            _ => Arc::default(),
        });
        let mut source = Stoppable { file, stop };
        job.job
            .run(&mut source, &job.mapping, Scope::Whole, &mut |progress| {
                self.roll_progress(progress, length);
            })
    }

    fn roll_progress(&self, progress: Progress, length: u64) {
        self.with_polling(|polling| {
            if let RollFile::Running {
                rows, per_mille, ..
            } = &mut polling.roll_file
            {
                *rows = progress.lines;
                let done = progress.bytes.min(length).saturating_mul(1000) / length;
                *per_mille = u16::try_from(done).unwrap_or(1000);
            }
        });
        self.publish();
    }
}

impl super::Polling {
    /// Every fault by line, field and reason, beside the desk's exports.
    fn report_of(&self, source: &Path, error: &RollError) -> Option<PathBuf> {
        let folder = self.working()?.folder().exports();
        std::fs::create_dir_all(&folder).ok()?;
        let stem = source.file_stem()?.to_string_lossy();
        let file = folder.join(format!("{stem}-errors.csv"));
        let mut to = std::io::BufWriter::new(File::create(&file).ok()?);
        roll::report::write(error.faults(), &mut to).ok()?;
        Some(file)
    }
}
