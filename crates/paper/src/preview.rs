//! The PDF as a picture: what the preview shows is what the printer gets.

use advice::{Advice, Advise, Bilingual};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Widest picture, so that a wrong number cannot take all memory.
const WIDEST_PX: u32 = 8_000;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PreviewError {
    /// Not a PDF, or a broken one.
    #[error("not a readable PDF")]
    NotPdf,
    /// The PDF has no such page.
    #[error("no such page")]
    NoSuchPage,
    /// A width of 0 or beyond what is sensible.
    #[error("the picture's width must be between 1 and {WIDEST_PX} pixels")]
    BadWidth,
    /// The picture could not be packed.
    #[error("the picture could not be encoded")]
    NotEncoded,
}

impl PreviewError {
    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        vec![
            Self::NotPdf,
            Self::NoSuchPage,
            Self::BadWidth,
            Self::NotEncoded,
        ]
    }
}

impl Advise for PreviewError {
    fn advice(&self) -> Advice {
        let (code, ja) = match self {
            Self::NotPdf => ("preview-not-pdf", "帳票のPDFを読めません。"),
            Self::NoSuchPage => ("preview-no-such-page", "そのページはありません。"),
            Self::BadWidth => ("preview-bad-width", "画像の幅が正しくありません。"),
            Self::NotEncoded => ("preview-not-encoded", "帳票の画像を作れませんでした。"),
        };
        Advice::new(
            code,
            Bilingual::new(ja, format!("The preview failed: {self}.")),
            Bilingual::new("帳票を開き直してください。", "Open the form again."),
        )
    }
}

/// Number of pages of a PDF.
pub fn page_count(pdf: &[u8]) -> Result<usize, PreviewError> {
    Ok(open(pdf)?.pages().len())
}

/// Page `page` (from 0) as a PNG, `width_px` wide.
pub fn preview_png(pdf: &[u8], page: usize, width_px: u32) -> Result<Vec<u8>, PreviewError> {
    pixmap(pdf, page, width_px)?
        .into_png()
        .map_err(|_| PreviewError::NotEncoded)
}

/// Page `page` (from 0) on white ground, `width_px` wide.
pub(crate) fn pixmap(pdf: &[u8], page: usize, width_px: u32) -> Result<Pixmap, PreviewError> {
    if !(1..=WIDEST_PX).contains(&width_px) {
        return Err(PreviewError::BadWidth);
    }
    let pdf = open(pdf)?;
    let page = pdf.pages().get(page).ok_or(PreviewError::NoSuchPage)?;
    let (width, _) = page.render_dimensions();
    #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
    let scale = (width_px as f32 + 0.5) / width;
    let size = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    Ok(render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &size,
    ))
}

fn open(pdf: &[u8]) -> Result<Pdf, PreviewError> {
    Pdf::new(pdf.to_vec()).map_err(|_| PreviewError::NotPdf)
}
