//! What a printer says is wrong with it, read from the keywords of `printer-state-reasons`.

use advice::{Advice, Advise, Bilingual};

/// Something the clerk can put right at the printer (プリンターの異常).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// No paper where the job needs it (用紙切れ).
    OutOfPaper,
    /// Paper stuck inside (紙づまり).
    PaperJam,
    /// A cover or door stands open (カバーが開いている).
    CoverOpen,
    /// Toner or ink used up (トナー切れ).
    OutOfToner,
    /// The output tray is full (排紙トレイがいっぱい).
    OutputFull,
    /// A tray is missing or pulled out (トレイが外れている).
    TrayMissing,
    /// Someone paused the printer at its panel (一時停止中).
    Paused,
    /// Paper is running low; printing goes on (用紙残りわずか).
    LowPaper,
    /// Toner is running low; printing goes on (トナー残りわずか).
    LowToner,
    /// The spooler cannot reach the machine (オフライン).
    Offline,
    /// Stopped for a reason that has no entry of its own (その他の停止).
    Stopped,
}

/// How bad a reason is, by the suffix of its keyword (RFC 8011, 5.4.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information only.
    Report,
    /// Printing goes on, something should be done soon.
    Warning,
    /// Printing stands still until something is done.
    Error,
}

impl Fault {
    /// Every fault, the one to be mended first at the front.
    pub const ALL: [Self; 11] = [
        Self::PaperJam,
        Self::CoverOpen,
        Self::OutOfPaper,
        Self::TrayMissing,
        Self::OutOfToner,
        Self::OutputFull,
        Self::Paused,
        Self::Offline,
        Self::Stopped,
        Self::LowPaper,
        Self::LowToner,
    ];

    /// The fault behind a keyword such as `media-empty-warning`; nothing when it names none.
    pub fn from_keyword(keyword: &str) -> Option<(Self, Severity)> {
        let (stem, severity) = [
            ("-report", Severity::Report),
            ("-warning", Severity::Warning),
            ("-error", Severity::Error),
        ]
        .into_iter()
        .find_map(|(suffix, severity)| Some((keyword.strip_suffix(suffix)?, severity)))
        .unwrap_or((keyword, Severity::Error));
        let fault = match stem {
            // The job itself is waiting for paper, so this stops it whatever the suffix says.
            "media-needed" => return Some((Self::OutOfPaper, Severity::Error)),
            // CUPS says so for as long as it cannot reach the machine, with suffixes that sound harmless.
            "offline" | "connecting-to-device" => return Some((Self::Offline, Severity::Error)),
            "media-empty" => Self::OutOfPaper,
            "media-jam" => Self::PaperJam,
            "cover-open" | "door-open" | "interlock-open" => Self::CoverOpen,
            "toner-empty"
            | "marker-supply-empty"
            | "marker-waste-full"
            | "developer-empty"
            | "opc-life-over" => Self::OutOfToner,
            "output-area-full" | "output-tray-missing" => Self::OutputFull,
            "input-tray-missing" => Self::TrayMissing,
            "paused" | "moving-to-paused" => Self::Paused,
            "media-low" => Self::LowPaper,
            "toner-low" | "marker-supply-low" | "marker-waste-almost-full" | "developer-low" => {
                Self::LowToner
            }
            "shutdown"
            | "stopping"
            | "stopped-partly"
            | "timed-out"
            | "spool-area-full"
            | "fuser-over-temp"
            | "fuser-under-temp"
            | "interpreter-resource-unavailable"
            | "other" => Self::Stopped,
            _ => return None,
        };
        Some((fault, severity))
    }

    /// Whether printing can go on with it.
    pub fn is_notice(self) -> bool {
        matches!(self, Self::LowPaper | Self::LowToner)
    }

    /// The name used in a profile's `[faults]`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OutOfPaper => "out-of-paper",
            Self::PaperJam => "paper-jam",
            Self::CoverOpen => "cover-open",
            Self::OutOfToner => "out-of-toner",
            Self::OutputFull => "output-full",
            Self::TrayMissing => "tray-missing",
            Self::Paused => "paused",
            Self::LowPaper => "low-paper",
            Self::LowToner => "low-toner",
            Self::Offline => "offline",
            Self::Stopped => "stopped",
        }
    }

    /// The fault of that name, or nothing.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}

impl Advise for Fault {
    fn advice(&self) -> Advice {
        let (code, what_ja, what_en, next_ja, next_en) = match self {
            Self::OutOfPaper => (
                "printer-out-of-paper",
                "プリンターの用紙がなくなりました。",
                "The printer is out of paper.",
                "用紙を補給してください。続きは自動で印刷されます。",
                "Put paper in. Printing goes on by itself.",
            ),
            Self::PaperJam => (
                "printer-paper-jam",
                "プリンターで紙がつまりました。",
                "Paper is jammed in the printer.",
                "プリンターの表示に従って、つまった紙を取り除いてください。",
                "Remove the jammed paper as the printer's panel shows.",
            ),
            Self::CoverOpen => (
                "printer-cover-open",
                "プリンターのカバーが開いています。",
                "A cover of the printer is open.",
                "カバーを最後まで閉めてください。",
                "Close the cover fully.",
            ),
            Self::OutOfToner => (
                "printer-out-of-toner",
                "トナーまたはインクがなくなりました。",
                "The printer is out of toner or ink.",
                "トナーまたはインクを交換してください。",
                "Replace the toner or ink.",
            ),
            Self::OutputFull => (
                "printer-output-full",
                "排紙トレイがいっぱいか、外れています。",
                "The output tray is full or not in place.",
                "排紙トレイの紙を取り出し、トレイを確かめてください。",
                "Take the paper out of the output tray and check the tray.",
            ),
            Self::TrayMissing => (
                "printer-tray-missing",
                "給紙トレイが外れています。",
                "A paper tray is not in place.",
                "給紙トレイを奥まで差し込んでください。",
                "Push the paper tray all the way in.",
            ),
            Self::Paused => (
                "printer-paused",
                "プリンターが一時停止しています。",
                "The printer is paused.",
                "プリンターの操作パネルで再開してください。",
                "Resume printing at the printer's panel.",
            ),
            Self::LowPaper => (
                "printer-low-paper",
                "プリンターの用紙が残りわずかです。",
                "The printer is running low on paper.",
                "手の空いたときに用紙を補給してください。",
                "Add paper when there is a moment.",
            ),
            Self::LowToner => (
                "printer-low-toner",
                "トナーまたはインクが残りわずかです。",
                "The printer is running low on toner or ink.",
                "交換用のトナーまたはインクを用意してください。",
                "Have new toner or ink ready.",
            ),
            Self::Offline => (
                "printer-offline",
                "プリンターにつながりません。",
                "The printer cannot be reached.",
                "プリンターの電源とネットワークのケーブルを確かめてください。",
                "Check that the printer is on and its network cable is plugged in.",
            ),
            Self::Stopped => (
                "printer-stopped",
                "プリンターが止まっています。",
                "The printer has stopped.",
                "プリンターの表示を確かめ、その指示に従ってください。",
                "Look at the printer's panel and do what it says.",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}

/// The fault that keeps a job from going on, the one to be mended first when there are several.
///
/// A warning stops nothing by itself: machines keep naming an empty tray that no job asked for.
pub(crate) fn blocking<'a>(reasons: impl Iterator<Item = &'a str>, stopped: bool) -> Option<Fault> {
    let found: Vec<Fault> = reasons
        .filter_map(Fault::from_keyword)
        .filter(|(fault, severity)| !fault.is_notice() && (stopped || *severity == Severity::Error))
        .map(|(fault, _)| fault)
        .collect();
    Fault::ALL
        .into_iter()
        .find(|fault| found.contains(fault))
        .or(stopped.then_some(Fault::Stopped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_tray_stops_a_job_only_when_the_job_needs_it() {
        let idle = ["media-empty-report", "toner-low-warning"];
        assert_eq!(blocking(idle.into_iter(), false), None);
        let waiting = ["media-empty-warning", "media-needed-warning"];
        assert_eq!(
            blocking(waiting.into_iter(), false),
            Some(Fault::OutOfPaper)
        );
    }

    #[test]
    fn a_stopped_printer_names_its_worst_reason_or_says_stopped() {
        let reasons = ["media-empty-warning", "media-jam-warning"];
        assert_eq!(blocking(reasons.into_iter(), true), Some(Fault::PaperJam));
        assert_eq!(
            blocking(["vendor-thing"].into_iter(), true),
            Some(Fault::Stopped)
        );
        assert_eq!(blocking(["none"].into_iter(), false), None);
    }

    #[test]
    fn a_machine_that_cups_cannot_reach_is_offline_whatever_the_suffix() {
        let reason = ["offline-report"];
        assert_eq!(blocking(reason.into_iter(), false), Some(Fault::Offline));
    }

    #[test]
    fn a_reason_without_suffix_counts_as_an_error() {
        assert_eq!(
            Fault::from_keyword("cover-open"),
            Some((Fault::CoverOpen, Severity::Error))
        );
    }
}
