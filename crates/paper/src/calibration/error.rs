//! Why measured numbers are not taken.

use advice::{Advice, Advise, Bilingual};

/// Why a measurement gives no placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalibrationError {
    /// The print would have to be moved by more than 20 mm.
    #[error("the offset is more than 20 mm")]
    Offset {
        /// Down the paper, not across it.
        down: bool,
    },
    /// The print would have to be stretched to less than 95 % or more than 105 %.
    #[error("the scale is not between 0.95 and 1.05")]
    Scale {
        /// Down the paper, not across it.
        down: bool,
    },
}

impl CalibrationError {
    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        vec![Self::Offset { down: false }, Self::Scale { down: false }]
    }
}

impl Advise for CalibrationError {
    fn advice(&self) -> Advice {
        let (Self::Offset { down } | Self::Scale { down }) = self;
        let (ja, en) = if *down {
            ("縦", "down the paper")
        } else {
            ("横", "across the paper")
        };
        match self {
            Self::Offset { .. } => Advice::new(
                "calibration-offset",
                Bilingual::new(
                    format!("測った数では、{ja}の補正が20 mmを超えます。"),
                    format!("By these numbers the print would move more than 20 mm {en}."),
                ),
                Bilingual::new(
                    "左上の十字Aの、紙の左端と上端からの距離を測り直してください。用紙とトレイも確かめてください。",
                    "Measure cross A, upper left, again from the left and the upper edge of the paper; check paper and tray.",
                ),
            ),
            Self::Scale { .. } => Advice::new(
                "calibration-scale",
                Bilingual::new(
                    format!("測った数では、{ja}の伸び縮みが5％を超えます。"),
                    format!("By these numbers the print would be stretched by more than 5 % {en}."),
                ),
                Bilingual::new(
                    "「実際のサイズ」で印刷し直し、十字Bも紙の左端と上端から測ってください。",
                    "Print again at \"actual size\", and measure cross B too from the left and the upper edge of the paper.",
                ),
            ),
        }
    }
}
