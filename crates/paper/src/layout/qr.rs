//! A value as a QR code (ISO/IEC 18004), drawn as black squares.

use qrcodegen::{QrCode, QrCodeEcc};

use super::{Drawn, Layer, Layout};
use crate::ProblemKind;
use crate::definition::field::{Field, QrField};
use crate::definition::model::Rect;

/// Least width of a module, in millimetres: what a hand scanner reads from office paper.
const LEAST_MODULE_MM: f64 = 0.33;
/// Modules left white on each side (ISO/IEC 18004, 6.3.8).
const QUIET_MODULES: u16 = 4;
/// Least side of a box, in millimetres: the smallest code has 21 modules.
pub(crate) const LEAST_QR_MM: f64 = 29.0 * LEAST_MODULE_MM;

impl Layout<'_> {
    pub(super) fn qr(&mut self, field: &Field, qr: &QrField) {
        let Some(value) = self.wanted(field, &qr.value) else {
            return;
        };
        match modules(&value, qr.rect) {
            Some(squares) => self.put(Layer::Filled, Drawn::Squares(squares)),
            None => self.problem(field, &qr.value, ProblemKind::CodeTooDense),
        }
    }
}

/// The dark stretches of each row, in the middle of the box; `None` when a module would be too small.
fn modules(text: &str, rect: Rect) -> Option<Vec<Rect>> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let count = u16::try_from(code.size()).ok()?;
    let across = f64::from(count + 2 * QUIET_MODULES);
    let module = rect.w.min(rect.h) / across;
    if module < LEAST_MODULE_MM {
        return None;
    }
    let side = module * f64::from(count);
    let (left, top) = (
        rect.x + (rect.w - side) / 2.0,
        rect.y + (rect.h - side) / 2.0,
    );
    let mut squares = Vec::new();
    for row in 0..count {
        let dark: Vec<u16> = (0..count)
            .filter(|column| code.get_module(i32::from(*column), i32::from(row)))
            .collect();
        for stretch in dark.chunk_by(|a, b| a + 1 == *b) {
            #[expect(clippy::cast_precision_loss, reason = "at most 177 modules")]
            squares.push(Rect {
                x: left + f64::from(stretch[0]) * module,
                y: top + f64::from(row) * module,
                w: stretch.len() as f64 * module,
                h: module,
            });
        }
    }
    Some(squares)
}
