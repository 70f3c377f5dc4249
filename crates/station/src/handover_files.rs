//! Writes hand-over files into the folder that the city names, each whole or not at all.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use advice::{Advice, Advise, Bilingual};
use data_encoding::HEXLOWER;
use handover::{ContentError, Filled};
use jiff::civil::DateTime;
use rand_core::RngCore;

use crate::HandoverSettings;
use crate::durable::sync_dir;

/// How often another name is tried when a file of the same name is there.
const MOST_NAMES: usize = 8;

/// Why no hand-over file was written. Nothing of it is left, and no error holds a value.
#[derive(Debug, thiserror::Error)]
pub enum HandoverFileError {
    /// What is handed over cannot be written in the chosen encoding.
    #[error(transparent)]
    Content(ContentError),
    /// The folder is not there: a share that is not connected, or a wrong path.
    #[error("{}: there is no such folder", folder.display())]
    FolderMissing {
        /// The folder of the settings.
        folder: PathBuf,
    },
    /// The disk, or the quota, is full.
    #[error("{}: the disk is full", folder.display())]
    DiskFull {
        /// The folder of the settings.
        folder: PathBuf,
    },
    /// This user, or anybody, may not write there.
    #[error("{}: may not be written to", folder.display())]
    NotWritable {
        /// The folder of the settings.
        folder: PathBuf,
    },
    /// Something else broke.
    #[error("{}: {problem}", folder.display())]
    Failed {
        /// The folder of the settings.
        folder: PathBuf,
        /// What the system said.
        problem: String,
    },
}

impl HandoverFileError {
    fn of(folder: &Path, error: &std::io::Error) -> Self {
        let folder = folder.to_path_buf();
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderMissing { folder },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { folder },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::NotWritable { folder }
            }
            kind => Self::Failed {
                folder,
                problem: kind.to_string(),
            },
        }
    }
}

impl Advise for HandoverFileError {
    fn advice(&self) -> Advice {
        let (code, what_ja, what_en, next_ja, next_en) = match self {
            Self::Content(error) => return error.advice(),
            Self::FolderMissing { folder } => (
                "handover-folder-missing",
                format!("引き継ぎフォルダー {} がありません。", folder.display()),
                format!("The hand-over folder {} is not there.", folder.display()),
                "共有フォルダーの接続と、設定 [handover] folder を確かめてください。",
                "Check that the share is connected, and the setting [handover] folder.",
            ),
            Self::DiskFull { folder } => (
                "handover-disk-full",
                format!(
                    "引き継ぎフォルダー {} に空きがありません。",
                    folder.display()
                ),
                format!(
                    "The disk of the hand-over folder {} is full.",
                    folder.display()
                ),
                "取り込みの済んだファイルを消してから、もう一度渡してください。",
                "Delete the files that were collected, then hand over again.",
            ),
            Self::NotWritable { folder } => (
                "handover-folder-not-writable",
                format!("引き継ぎフォルダー {} に書き込めません。", folder.display()),
                format!(
                    "The hand-over folder {} may not be written to.",
                    folder.display()
                ),
                "情報担当に、この PC の利用者の書き込み権限を確かめてもらってください。",
                "Ask IT to let the users of this PC write there.",
            ),
            Self::Failed { folder, problem } => (
                "handover-not-written",
                format!(
                    "引き継ぎファイルを {} に書けません（{problem}）。",
                    folder.display()
                ),
                format!(
                    "The hand-over file cannot be written to {} ({problem}).",
                    folder.display()
                ),
                "もう一度試し、直らなければ情報担当へ知らせてください。紙はそのまま使えます。",
                "Try again; if it stays, tell IT. The paper can be used all the same.",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}

/// Writes a case (one visit) as one file; `None` when the settings name no folder.
///
/// The name holds `now`, a random number and the form's id, nothing of the person.
pub fn write_handover_file(
    settings: &HandoverSettings,
    case: &[Filled],
    now: DateTime,
    random: &mut impl RngCore,
) -> Result<Option<PathBuf>, HandoverFileError> {
    let Some(folder) = &settings.folder else {
        return Ok(None);
    };
    let bytes = settings
        .format
        .bytes(case, settings.encoding)
        .map_err(HandoverFileError::Content)?;
    let mut write = || -> std::io::Result<PathBuf> {
        let mut draft = draft_in(folder)?;
        draft.write_all(&bytes)?;
        draft.as_file().sync_all()?;
        let extension = settings.format.extension();
        for _ in 0..MOST_NAMES {
            let file = folder.join(format!("{}.{extension}", name(case, now, random)));
            match draft.persist_noclobber(&file) {
                Ok(_) => {
                    sync_dir(folder)?;
                    return Ok(file);
                }
                Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => draft = taken.file,
                Err(other) => return Err(other.error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    };
    write()
        .map(Some)
        .map_err(|error| HandoverFileError::of(folder, &error))
}

/// A file in the same folder, so that its name can be changed in one step.
fn draft_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kazashi-").suffix(".part");
    // The program that collects the files is another user, of the folder's group.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o660));
    builder.tempfile_in(folder)
}

fn name(case: &[Filled], now: DateTime, random: &mut impl RngCore) -> String {
    let mut id = [0; 8];
    random.fill_bytes(&mut id);
    let form = match case {
        [only] => only.form(),
        _ => "forms",
    };
    let time = now.strftime("%Y%m%d-%H%M%S");
    format!("kazashi-{time}-{}-{form}", HEXLOWER.encode(&id))
}
