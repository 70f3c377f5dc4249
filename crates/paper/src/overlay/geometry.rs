//! Boxes and matrices of a PDF: points, counted from below.

use std::fmt;

use lopdf::Object;

/// Points of a millimetre.
pub(super) const PT: f64 = 72.0 / 25.4;

/// A box of a page: left, bottom, right, top.
#[derive(Clone, Copy)]
pub(super) struct Corners {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl Corners {
    /// Any two opposite corners may stand in a file.
    pub fn new([a, b, c, d]: [f64; 4]) -> Self {
        Self {
            left: a.min(c),
            bottom: b.min(d),
            right: a.max(c),
            top: b.max(d),
        }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.top - self.bottom
    }

    /// What both have in common.
    pub fn within(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub fn corners(&self) -> [f64; 4] {
        [self.left, self.bottom, self.right, self.top]
    }

    /// A point wider on each side, so that ink on the very edge is not shaved when it is cut out.
    pub fn with_slack(&self) -> [f64; 4] {
        [
            self.left - 1.0,
            self.bottom - 1.0,
            self.right + 1.0,
            self.top + 1.0,
        ]
    }
}

/// Numbers as the array of a PDF.
pub(super) fn reals(numbers: [f64; 4]) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "lengths of a page")]
    Object::Array(numbers.map(|number| Object::Real(number as f32)).to_vec())
}

/// x' = a x + c y + e, y' = b x + d y + f.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Matrix(pub [f64; 6]);

#[expect(
    clippy::many_single_char_names,
    reason = "the names the standard gives them"
)]
impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        let Self([a, b, c, d, e, f]) = *self;
        let [x, y] = next.apply([e, f]);
        let Self([na, nb, nc, nd, ..]) = *next;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            x,
            y,
        ])
    }

    pub fn apply(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let Self([a, b, c, d, e, f]) = *self;
        [a * x + c * y + e, b * x + d * y + f]
    }

    /// The way back; nothing when it flattens the plane.
    pub fn inverse(&self) -> Option<Self> {
        let Self([a, b, c, d, e, f]) = *self;
        let det = a * d - b * c;
        (det.abs() > 1e-9).then(|| {
            Self([
                d / det,
                -b / det,
                -c / det,
                a / det,
                (c * f - d * e) / det,
                (b * e - a * f) / det,
            ])
        })
    }

    /// The upright box round a box that went through.
    pub fn bounds(&self, of: &Corners) -> Corners {
        let points = [
            [of.left, of.bottom],
            [of.right, of.bottom],
            [of.left, of.top],
            [of.right, of.top],
        ]
        .map(|point| self.apply(point));
        let least = |axis: usize| points.iter().map(|p| p[axis]).fold(f64::INFINITY, f64::min);
        let most = |axis: usize| {
            points
                .iter()
                .map(|p| p[axis])
                .fold(f64::NEG_INFINITY, f64::max)
        };
        Corners {
            left: least(0),
            bottom: least(1),
            right: most(0),
            top: most(1),
        }
    }
}

/// As operands of `cm`; a PDF knows no exponents.
impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, number) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            let text = format!("{number:.6}");
            let text = text.trim_end_matches('0').trim_end_matches('.');
            f.write_str(if text == "-0" { "0" } else { text })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_nowhere() {
        let there = Matrix([0.0, 2.0, -3.0, 0.5, 7.0, -11.0]);
        let back = there.inverse().unwrap();
        for (number, wanted) in there.then(&back).0.iter().zip(Matrix::IDENTITY.0) {
            assert!((number - wanted).abs() < 1e-12);
        }
        assert_eq!(Matrix([1.0, 2.0, 2.0, 4.0, 0.0, 0.0]).inverse(), None);
    }

    #[test]
    fn numbers_are_written_plainly() {
        let matrix = Matrix([1.0, -0.000_000_01, 1e-9, 0.95, 1234.5, -20.0]);
        assert_eq!(matrix.to_string(), "1 0 0 0.95 1234.5 -20");
    }
}
