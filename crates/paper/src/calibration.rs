//! Where a printer's print comes to lie: measured on a sheet, and corrected (印字位置の補正).

mod error;
mod sheet;

pub use error::CalibrationError;
pub use sheet::calibration_sheet;

use crate::{PaperSize, Placement};

/// Distance of each cross from the two edges of its corner, in millimetres.
pub const CROSS_FROM_EDGE_MM: f64 = 10.0;
/// Farthest that a placement moves a page, in millimetres.
pub const FARTHEST_MM: f64 = 20.0;
/// Least and greatest scale of a placement.
pub const SCALES: std::ops::RangeInclusive<f64> = 0.95..=1.05;

/// What was measured on a calibration sheet that was printed without correction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// The paper of the sheet.
    pub paper: PaperSize,
    /// Cross A, upper left: distance from the left and from the upper edge of the paper, in millimetres.
    pub first: [f64; 2],
    /// Cross B, lower right, from the same two edges; without it only the offset is corrected.
    pub second: Option<[f64; 2]>,
}

impl Calibration {
    /// The placement with which the print lies where it should.
    ///
    /// A printer that puts a point at `m = a·p + b` of each axis is corrected by the scale `1/a` and the offset `-b/a`.
    /// Refuses what no office printer does wrong by itself: offsets beyond 20 mm, scales outside 0.95 to 1.05.
    pub fn from_measured(&self) -> Result<Placement, CalibrationError> {
        let across = self.axis(0, self.paper.width_mm)?;
        let down = self.axis(1, self.paper.height_mm)?;
        Ok(Placement {
            offset_x_mm: across.0,
            offset_y_mm: down.0,
            scale_x: across.1,
            scale_y: down.1,
            ..Placement::default()
        })
    }

    /// Offset and scale along one axis: 0 across, 1 down.
    fn axis(&self, axis: usize, length: f64) -> Result<(f64, f64), CalibrationError> {
        let down = axis == 1;
        let first = self.first[axis];
        let stretch = self.second.map_or(1.0, |second| {
            (second[axis] - first) / (length - 2.0 * CROSS_FROM_EDGE_MM)
        });
        let scale = rounded(1.0 / stretch, 1e5);
        if !SCALES.contains(&scale) {
            return Err(CalibrationError::Scale { down });
        }
        let offset = rounded(CROSS_FROM_EDGE_MM - first * scale, 100.0);
        if (-FARTHEST_MM..=FARTHEST_MM).contains(&offset) {
            // A negative nothing looks odd in a profile.
            Ok((offset + 0.0, scale))
        } else {
            Err(CalibrationError::Offset { down })
        }
    }
}

/// No ruler tells more than this, and a profile is read by people.
fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: PaperSize = PaperSize {
        width_mm: 210.0,
        height_mm: 297.0,
    };

    fn measured(first: [f64; 2], second: Option<[f64; 2]>) -> Result<Placement, CalibrationError> {
        Calibration {
            paper: A4,
            first,
            second,
        }
        .from_measured()
    }

    #[test]
    fn two_numbers_give_the_offset_alone() {
        let placement = measured([11.5, 8.0], None).unwrap();
        assert_eq!(
            placement,
            Placement {
                offset_x_mm: -1.5,
                offset_y_mm: 2.0,
                ..Placement::default()
            }
        );
        assert_eq!(measured([10.0, 10.0], None), Ok(Placement::default()));
    }

    #[test]
    fn a_second_cross_gives_the_scale_and_both_fit_afterwards() {
        // A printer that shrinks by 1 %, widens by 2 % and moves.
        let printer = |[x, y]: [f64; 2]| [1.02 * x - 1.2, 0.99 * y + 3.4];
        let (first, second) = (printer([10.0, 10.0]), printer([200.0, 287.0]));
        let placement = measured(first, Some(second)).unwrap();
        for point in [[0.0, 0.0], [10.0, 10.0], [105.0, 148.5], [210.0, 297.0]] {
            let [x, y] = printer([
                placement.scale_x * point[0] + placement.offset_x_mm,
                placement.scale_y * point[1] + placement.offset_y_mm,
            ]);
            assert!((x - point[0]).abs() < 0.02 && (y - point[1]).abs() < 0.02);
        }
    }

    #[test]
    fn what_no_printer_does_by_itself_is_refused() {
        use CalibrationError::{Offset, Scale};
        assert_eq!(measured([30.1, 10.0], None), Err(Offset { down: false }));
        assert_eq!(measured([10.0, 31.0], None), Err(Offset { down: true }));
        assert_eq!(
            measured([f64::NAN, 10.0], None),
            Err(Offset { down: false })
        );
        let second = |x, y| measured([10.0, 10.0], Some([x, y]));
        // Printed to fit the margins, at 94 %.
        assert_eq!(second(188.6, 270.4), Err(Scale { down: false }));
        assert_eq!(second(200.0, 287.0 * 1.06), Err(Scale { down: true }));
        // The same cross twice, and the crosses in the wrong order.
        assert_eq!(second(10.0, 10.0), Err(Scale { down: false }));
        assert_eq!(
            measured([200.0, 287.0], Some([10.0, 10.0])),
            Err(Scale { down: false })
        );
    }
}
