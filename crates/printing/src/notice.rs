//! What a printer will not do as it is told, said before anything is printed.

use advice::{Advice, Advise, Bilingual};

/// A setting that is left out of a job because the printer does not know it (印刷前のお知らせ).
///
/// The job prints all the same. What would waste a form, such as other paper, is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notice {
    /// The printer prints on one side only (両面不可).
    OneSideOnly,
    /// The printer does not let colour be switched off (白黒指定不可).
    ColorStaysOn,
    /// The printer does not know this quality (品質指定不可).
    QualityUnknown,
    /// The printer does not staple, or not there (ステープル不可).
    NotStapled,
    /// The system's print queue does not let a tray be chosen (トレイ指定不可).
    TrayLeftToQueue,
}

impl Notice {
    /// Every notice.
    pub const ALL: [Self; 5] = [
        Self::OneSideOnly,
        Self::ColorStaysOn,
        Self::QualityUnknown,
        Self::NotStapled,
        Self::TrayLeftToQueue,
    ];
}

impl Advise for Notice {
    fn advice(&self) -> Advice {
        let (code, what_ja, what_en, next_ja, next_en) = match self {
            Self::OneSideOnly => (
                "printer-one-side-only",
                "このプリンターは両面に印刷できません。片面に印刷します。",
                "This printer cannot print on both sides. It will print on one.",
                "両面が必要なら、別のプリンターを選んでください。",
                "Choose another printer if both sides are needed.",
            ),
            Self::ColorStaysOn => (
                "printer-color-stays-on",
                "このプリンターは白黒の指定を受け付けません。",
                "This printer does not let colour be switched off.",
                "白黒にするときは、プリンターの本体で設定してください。",
                "Switch colour off at the printer itself.",
            ),
            Self::QualityUnknown => (
                "printer-quality-unknown",
                "このプリンターは印刷品質の指定を受け付けません。ふだんの品質で印刷します。",
                "This printer does not know the quality asked for. It will print as usual.",
                "プリンター設定の quality を消すか、機械に合わせてください。",
                "Delete quality from the printer profile, or match it to the machine.",
            ),
            Self::NotStapled => (
                "printer-not-stapled",
                "このプリンターはその位置にステープルできません。とじずに印刷します。",
                "This printer does not staple there. The sheets will be loose.",
                "印刷の後に手でとじるか、プリンター設定の staple を機械に合わせてください。",
                "Staple by hand, or match staple of the printer profile to the machine.",
            ),
            Self::TrayLeftToQueue => (
                "printer-tray-left-to-queue",
                "このプリントキューではトレイを選べません。",
                "This print queue does not let a tray be chosen.",
                "プリンターの本体で、用紙サイズごとのトレイを設定してください。",
                "Set the tray of each paper size at the printer itself.",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
