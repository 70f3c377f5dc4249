//! The city's own PDF that a form is printed over (台紙): read with the definition and held against it.

use std::path::Path;

use advice::{Advice, Advise, Bilingual};

use super::error::{DefinitionError, DefinitionProblem};
use super::model::{FormDefinition, PaperSize};
use super::reader::Reader;
use crate::overlay::{OverlayError, background_pages};

/// How far a side of a page may differ from the paper of the definition, in millimetres.
const TOLERANCE_MM: f64 = 0.5;

/// Why a form's background cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BackgroundFault {
    /// The file could not be read.
    Unreadable {
        /// The file's name.
        file: String,
        /// The system's reason.
        reason: String,
    },
    /// The file cannot be printed over.
    Unusable(OverlayError),
    /// The file has more or fewer pages than the form.
    Pages {
        /// Pages of the file.
        found: usize,
        /// Pages of the form.
        wanted: usize,
    },
    /// A page has another size than the form's paper.
    Size {
        /// The page, from 1.
        page: usize,
        /// Its size, with unit.
        found: String,
        /// The paper's size, with unit.
        wanted: String,
    },
}

impl BackgroundFault {
    /// One of each, so that codes and texts can be listed and tested.
    pub(super) fn samples() -> Vec<Self> {
        let mut samples = vec![
            Self::Unreadable {
                file: "city.pdf".into(),
                reason: "entity not found".into(),
            },
            Self::Pages {
                found: 1,
                wanted: 2,
            },
            Self::Size {
                page: 1,
                found: "297.0 × 210.0 mm".into(),
                wanted: "210.0 × 297.0 mm".into(),
            },
        ];
        samples.extend(OverlayError::every_error().into_iter().map(Self::Unusable));
        samples
    }
}

impl FormDefinition {
    /// The definition with the background that `[print]` names, read from the form's folder.
    pub(super) fn with_background_in(self, dir: &Path) -> Result<Self, Vec<DefinitionError>> {
        let Some(file) = self.print.background.clone() else {
            return Ok(self);
        };
        match std::fs::read(dir.join(&file)) {
            Ok(bytes) => self.with_background(bytes),
            Err(error) => Err(self.background_error(BackgroundFault::Unreadable {
                file,
                reason: error.kind().to_string(),
            })),
        }
    }

    /// The definition with these bytes as its background, for a definition that lies in no folder yet.
    ///
    /// Fails when pages or sizes differ from the definition's, and when the file cannot be printed over.
    pub fn with_background(mut self, bytes: Vec<u8>) -> Result<Self, Vec<DefinitionError>> {
        if let Some(fault) = self.fault_of(&bytes) {
            return Err(self.background_error(fault));
        }
        self.background = Some(bytes);
        Ok(self)
    }

    fn fault_of(&self, bytes: &[u8]) -> Option<BackgroundFault> {
        let pages = match background_pages(bytes) {
            Ok(pages) => pages,
            Err(error) => return Some(BackgroundFault::Unusable(error)),
        };
        let wanted = usize::try_from(self.pages).unwrap_or(usize::MAX);
        if pages.len() != wanted {
            return Some(BackgroundFault::Pages {
                found: pages.len(),
                wanted,
            });
        }
        let differs = |a: f64, b: f64| (a - b).abs() > TOLERANCE_MM;
        let (page, found) = pages.iter().enumerate().find(|(_, page)| {
            differs(page.width_mm, self.paper.width_mm)
                || differs(page.height_mm, self.paper.height_mm)
        })?;
        Some(BackgroundFault::Size {
            page: page + 1,
            found: text(*found),
            wanted: text(self.paper),
        })
    }

    fn background_error(&self, fault: BackgroundFault) -> Vec<DefinitionError> {
        let mut reader = Reader::new(&self.file, &self.source);
        let problem = DefinitionProblem::Background(fault);
        reader.error(self.print.background_at, None, problem);
        reader.errors
    }
}

fn text(size: PaperSize) -> String {
    format!("{:.1} × {:.1} mm", size.width_mm, size.height_mm)
}

impl Advise for BackgroundFault {
    fn advice(&self) -> Advice {
        match self {
            Self::Unusable(error) => error.advice(),
            Self::Unreadable { file, reason } => Advice::new(
                "form-background-unreadable",
                Bilingual::new(
                    format!("台紙のファイル「{file}」を読めません（{reason}）。"),
                    format!("The background file \"{file}\" cannot be read ({reason})."),
                ),
                Bilingual::new(
                    "form.tomlと同じフォルダーに置いてください。",
                    "Put it into the folder of form.toml.",
                ),
            ),
            Self::Pages { found, wanted } => Advice::new(
                "form-background-pages",
                Bilingual::new(
                    format!("台紙のPDFは{found}ページ、様式は{wanted}ページです。"),
                    format!("The background PDF has {found} pages, the form {wanted}."),
                ),
                Bilingual::new(
                    "pagesを直すか、様式のページだけのPDFを置いてください。",
                    "Correct pages, or put a PDF there that has the form's pages only.",
                ),
            ),
            Self::Size {
                page,
                found,
                wanted,
            } => Advice::new(
                "form-background-size",
                Bilingual::new(
                    format!("台紙の{page}ページ目は{found}で、paperの{wanted}と違います。"),
                    format!("Page {page} of the background is {found}, and paper is {wanted}."),
                ),
                Bilingual::new(
                    "paperを直すか、この大きさのPDFを作り直してください。",
                    "Correct paper, or make the PDF again in this size.",
                ),
            ),
        }
    }
}
