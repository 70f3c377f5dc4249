//! A page as black and white dots, for printers that take nothing else.

use hayro::vello_cpu::Pixmap;

use crate::PreviewError;
use crate::preview::pixmap;

/// Darker than this prints a dot: of 255, so that the thin strokes of small kanji stay whole.
const DARK: u32 = 160;

/// A picture of black and white dots (1ビット画像), row by row, each row in whole bytes.
///
/// The leftmost dot is the highest bit; 1 is black.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// Dots of a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The dots.
    pub bits: Vec<u8>,
}

/// Page `page` (from 0), so many dots wide. Of a page as wide as a printer's head, 8 dots a millimetre are 203 dpi.
pub fn bitmap(pdf: &[u8], page: usize, width_dots: u32) -> Result<Bitmap, PreviewError> {
    Ok(in_black_and_white(&pixmap(pdf, page, width_dots)?))
}

fn in_black_and_white(picture: &Pixmap) -> Bitmap {
    let width = usize::from(picture.width());
    let row_of_bits = |pixels: &[u8]| -> Vec<u8> {
        pixels
            .chunks(4 * 8)
            .map(|eight| {
                let dots = eight.chunks_exact(4).enumerate();
                dots.fold(0, |byte, (index, pixel)| {
                    byte | u8::from(is_dark(pixel)) << (7 - index)
                })
            })
            .collect()
    };
    let pixels = picture.data_as_u8_slice();
    Bitmap {
        width: u32::from(picture.width()),
        height: u32::from(picture.height()),
        bits: pixels
            .chunks_exact(width * 4)
            .flat_map(row_of_bits)
            .collect(),
    }
}

/// By the luminance of Rec. 601; the page's ground is opaque.
fn is_dark(pixel: &[u8]) -> bool {
    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
    (red * 299 + green * 587 + blue * 114) / 1000 < DARK
}

impl Bitmap {
    /// Whether a dot is black; `false` outside.
    pub fn is_black(&self, x: u32, y: u32) -> bool {
        let row = u64::from(self.width.div_ceil(8));
        let at = usize::try_from(u64::from(y) * row + u64::from(x / 8));
        let byte = at.ok().and_then(|at| self.bits.get(at));
        x < self.width && byte.is_some_and(|byte| byte >> (7 - x % 8) & 1 == 1)
    }
}
