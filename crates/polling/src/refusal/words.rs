//! What each refusal says to staff.

use super::Refusal;

impl Refusal {
    /// Stable name of the error.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "polling-not-allowed",
            Self::SamePerson => "polling-same-person",
            Self::NoOfficer => "polling-no-officer",
            Self::NotHeld => "polling-not-held",
            Self::LeftDesk => "polling-left-desk",
            Self::NoSuchAcceptance => "polling-no-such-acceptance",
            Self::BallotUsed => "polling-ballot-used",
            Self::NoAbsenteePapers => "polling-no-absentee-papers",
            Self::NotAnAbsenteeStep => "polling-not-an-absentee-step",
            Self::NoWords => "polling-no-words",
            Self::NotAllNamed => "polling-not-all-named",
        }
    }

    /// What happened, in Japanese and English.
    pub(super) fn what(self) -> (&'static str, &'static str) {
        match self {
            Self::NotAllowed => (
                "この名札ではできない操作です。",
                "This badge does not allow it.",
            ),
            Self::SamePerson => (
                "取消しは2人で行います。同じ人の名札です。",
                "Withdrawing takes two people; this is the same badge.",
            ),
            Self::NoOfficer => (
                "取消しには投票管理者が要ります。",
                "Withdrawing takes an officer.",
            ),
            Self::NotHeld => ("留保されていません。", "This elector is not held."),
            Self::LeftDesk => (
                "投票用紙はもう窓口を離れました。取消しはできません。",
                "The ballots have left the desk; nothing can be withdrawn.",
            ),
            Self::NoSuchAcceptance => ("その受付はありません。", "There is no such acceptance."),
            Self::BallotUsed => (
                "この用紙は、投票済みか受付中です。不在者投票の用紙は渡せません。",
                "This ballot was used or is being accepted; no absentee papers for it.",
            ),
            Self::NoAbsenteePapers => (
                "この用紙の不在者投票は、請求も交付もされていません。",
                "No absentee papers are asked for or out for this ballot.",
            ),
            Self::NotAnAbsenteeStep => (
                "不在者投票の手続ではありません。",
                "This is not a step of absentee voting.",
            ),
            Self::NoWords => ("理由が書かれていません。", "Nothing says why."),
            Self::NotAllNamed => (
                "この間に、食い違う受付がもう1件届きました。",
                "One more contradicting acceptance has arrived meanwhile.",
            ),
        }
    }

    /// What to do next, in Japanese and English.
    pub(super) fn next(self) -> (&'static str, &'static str) {
        match self {
            Self::NotAllowed => (
                "できる人（投票管理者か選挙管理委員会）を呼んでください。",
                "Call somebody who may: the officer, or the board.",
            ),
            Self::SamePerson => (
                "もう1人の名札をかざしてください。",
                "Hold the badge of a second person to the reader.",
            ),
            Self::NoOfficer => (
                "投票管理者か職務代理者の名札をかざしてください。",
                "Hold the badge of the officer or a deputy to the reader.",
            ),
            Self::NotHeld => (
                "そのまま受付を続けてください。",
                "Go on with the acceptance.",
            ),
            Self::LeftDesk => (
                "投票管理者へ伝え、投票録に書いてください。",
                "Tell the officer, who writes it into the record of voting.",
            ),
            Self::NoSuchAcceptance => (
                "選挙人をもう一度探し、表示を確かめてください。",
                "Find the elector again and look at the page.",
            ),
            Self::BallotUsed | Self::NoAbsenteePapers => (
                "選挙人の画面で用紙ごとの表示を確かめてください。",
                "Look at the elector's page, ballot by ballot.",
            ),
            Self::NotAnAbsenteeStep => (
                "期日前投票は受付の画面で行ってください。",
                "Accept an early vote on the page of the elector.",
            ),
            Self::NoWords => (
                "理由を短く書いてください。氏名は書きません。",
                "Write why in a few words, without names.",
            ),
            Self::NotAllNamed => (
                "表示を読み直し、全部を見てから決着を付けてください。",
                "Look at all of them again, then settle.",
            ),
        }
    }
}
