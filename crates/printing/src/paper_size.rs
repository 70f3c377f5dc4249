//! Paper sizes that Japanese offices use, under their names and under those of IPP.

/// A paper size (用紙サイズ), upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperSize {
    /// A3, 297 × 420 mm.
    A3,
    /// A4, 210 × 297 mm.
    A4,
    /// A5, 148 × 210 mm.
    A5,
    /// A6, 105 × 148 mm.
    A6,
    /// B4 of JIS (not ISO), 257 × 364 mm.
    B4,
    /// B5 of JIS (not ISO), 182 × 257 mm.
    B5,
    /// Postcard (はがき), 100 × 148 mm.
    Postcard,
}

impl PaperSize {
    /// Every size, largest family first.
    pub const ALL: [Self; 7] = [
        Self::A3,
        Self::A4,
        Self::A5,
        Self::A6,
        Self::B4,
        Self::B5,
        Self::Postcard,
    ];

    /// The name used in profiles and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::A3 => "A3",
            Self::A4 => "A4",
            Self::A5 => "A5",
            Self::A6 => "A6",
            Self::B4 => "B4",
            Self::B5 => "B5",
            Self::Postcard => "postcard",
        }
    }

    /// The size of that name, or nothing.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }

    /// Width and height in millimetres.
    pub fn millimetres(self) -> (u16, u16) {
        match self {
            Self::A3 => (297, 420),
            Self::A4 => (210, 297),
            Self::A5 => (148, 210),
            Self::A6 => (105, 148),
            Self::B4 => (257, 364),
            Self::B5 => (182, 257),
            Self::Postcard => (100, 148),
        }
    }

    /// The size that a page of these millimetres fills, within 1 mm, lying or upright.
    pub fn from_millimetres(width: f64, height: f64) -> Option<Self> {
        let (short, long) = if width <= height {
            (width, height)
        } else {
            (height, width)
        };
        Self::ALL.into_iter().find(|size| {
            let (w, h) = size.millimetres();
            (short - f64::from(w)).abs() <= 1.0 && (long - f64::from(h)).abs() <= 1.0
        })
    }

    /// The self-describing media name of PWG 5101.1, the `media` keyword of IPP.
    pub fn media_name(self) -> &'static str {
        match self {
            Self::A3 => "iso_a3_297x420mm",
            Self::A4 => "iso_a4_210x297mm",
            Self::A5 => "iso_a5_148x210mm",
            Self::A6 => "iso_a6_105x148mm",
            Self::B4 => "jis_b4_257x364mm",
            Self::B5 => "jis_b5_182x257mm",
            Self::Postcard => "jpn_hagaki_100x148mm",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_size_is_found_by_its_name_and_by_its_millimetres_in_both_directions() {
        for size in PaperSize::ALL {
            assert_eq!(PaperSize::from_name(size.name()), Some(size));
            let (w, h) = size.millimetres();
            assert_eq!(
                PaperSize::from_millimetres(f64::from(w) + 0.4, f64::from(h)),
                Some(size)
            );
            assert_eq!(
                PaperSize::from_millimetres(f64::from(h), f64::from(w)),
                Some(size)
            );
            assert!(size.media_name().ends_with(&format!("_{w}x{h}mm")));
        }
    }

    #[test]
    fn letter_is_no_a4() {
        assert_eq!(PaperSize::from_millimetres(215.9, 279.4), None);
    }
}
