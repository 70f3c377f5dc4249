//! Why the marked roll could not be written.

use std::io;

use advice::{Advice, Advise, Bilingual};
use paper::FieldProblem;

use crate::plain::DistrictId;

/// A line of the roll could not be read by whoever holds it; the district is not written rather than shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// Why the marked roll could not be written. What was there before is still there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MarkedRollError {
    /// Lines of this district could not be read.
    #[error("the roll of district {0} cannot be read")]
    Unreadable(DistrictId),
    /// The folder takes no file.
    #[error("a file cannot be written: {0:?}")]
    NotWritten(io::ErrorKind),
    /// The disk or the stick is full.
    #[error("no room left")]
    NoRoom,
    /// A file could not be drawn.
    #[error("cannot be drawn: {0}")]
    NotDrawn(#[from] FieldProblem),
}

impl MarkedRollError {
    pub(super) fn not_written(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull => Self::NoRoom,
            kind => Self::NotWritten(kind),
        }
    }

    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        let district = DistrictId::new("001").into_iter();
        let unreadable = district.map(Self::Unreadable);
        unreadable
            .chain([
                Self::NotWritten(io::ErrorKind::PermissionDenied),
                Self::NoRoom,
                Self::NotDrawn(FieldProblem {
                    field: String::new(),
                    value: None,
                    kind: paper::ProblemKind::NotWritten,
                }),
            ])
            .collect()
    }
}

impl Advise for MarkedRollError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable(district) => Advice::new(
                "marked-roll-unreadable",
                Bilingual::new(
                    format!("第{district}投票区の名簿が読めず、紙の名簿を新しくできませんでした。"),
                    format!(
                        "The roll of district {district} cannot be read; its paper roll is the old one."
                    ),
                ),
                Bilingual::new(
                    "名簿を入れ直すか、控えから戻してください。",
                    "Load the roll again, or restore it from a backup.",
                ),
            ),
            Self::NotWritten(_) => Advice::new(
                "marked-roll-not-written",
                Bilingual::new(
                    "紙の名簿のファイルを書けませんでした。前のものはそのままです。",
                    "The files of the paper roll cannot be written. The old ones are still there.",
                ),
                Bilingual::new(
                    "USBメモリーが差さっているか、書き込みが止められていないか確かめてください。",
                    "Check that the stick is in and not locked against writing.",
                ),
            ),
            Self::NoRoom => Advice::new(
                "marked-roll-no-room",
                Bilingual::new(
                    "空きがなく、紙の名簿を書けませんでした。前のものはそのままです。",
                    "There is no room for the paper roll. The old one is still there.",
                ),
                Bilingual::new(
                    "空きを作るか、別のUSBメモリーに替えてください。",
                    "Make room, or take another stick.",
                ),
            ),
            Self::NotDrawn(problem) => Advice::new(
                "marked-roll-not-drawn",
                Bilingual::new(
                    "紙の名簿を作れませんでした。前のものはそのままです。",
                    "The paper roll cannot be drawn. The old one is still there.",
                ),
                problem.advice().next,
            ),
        }
    }
}
