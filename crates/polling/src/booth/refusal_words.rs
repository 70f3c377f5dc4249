//! What each refusal says to staff.

use advice::{Advice, Advise, Bilingual};

use super::DeskRefusal;

impl Advise for DeskRefusal {
    fn advice(&self) -> Advice {
        if let Self::Code(error) = self {
            return error.advice();
        }
        let (what_ja, what_en) = self.what();
        let (next_ja, next_en) = self.next();
        Advice::new(
            self.code(),
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}

impl DeskRefusal {
    fn code(self) -> &'static str {
        match self {
            Self::Storing => "polling-desk-storing",
            Self::NotAllowed => "polling-desk-not-allowed",
            Self::OneAtATime => "polling-desk-one-at-a-time",
            Self::NotFound => "polling-desk-not-found",
            Self::NoPage => "polling-desk-no-page",
            Self::NothingWanted => "polling-desk-nothing-wanted",
            Self::Shut => "polling-desk-shut",
            Self::Unconfirmed => "polling-desk-unconfirmed",
            Self::NeedsOfficer => "polling-desk-needs-officer",
            Self::ReasonMissing => "polling-desk-reason-missing",
            Self::SlipMissing => "polling-desk-slip-missing",
            Self::NoVoiceClaim => "polling-desk-no-voice-claim",
            Self::NotAccepted => "polling-desk-not-accepted",
            Self::OtherBallot => "polling-desk-other-ballot",
            Self::AlreadyIssued => "polling-desk-already-issued",
            Self::Contested => "polling-desk-contested",
            Self::NotIssued => "polling-desk-not-issued",
            Self::NotDecided => "polling-desk-not-decided",
            Self::BallotsAtDesk => "polling-desk-ballots-at-desk",
            Self::SecondPerson => "polling-desk-second-person",
            Self::NoteMissing => "polling-desk-note-missing",
            Self::NothingUnfinished => "polling-desk-nothing-unfinished",
            Self::Code(_) => "polling-desk-code",
        }
    }

    fn what(self) -> (&'static str, &'static str) {
        match self {
            Self::Storing => ("保存中です。", "What was done last is being stored."),
            Self::NotAllowed => (
                "この職員証ではできない操作です。",
                "This badge does not allow it.",
            ),
            Self::OneAtATime => (
                "前の選挙人の受付が終わっていません。",
                "The elector before is not finished.",
            ),
            Self::NotFound => ("選挙人が選ばれていません。", "No elector is chosen."),
            Self::NoPage => (
                "選挙人の画面が開いていません。",
                "No elector's page is open.",
            ),
            Self::NothingWanted => (
                "投票の種類が選ばれていません。",
                "No kind of ballot is chosen.",
            ),
            Self::Shut => (
                "交付できない投票用紙が含まれています。",
                "One of the ballots may not be issued.",
            ),
            Self::Unconfirmed => (
                "確認が済んでいない項目があります。",
                "Something is not confirmed yet.",
            ),
            Self::NeedsOfficer => ("投票管理者の操作が必要です。", "This needs an officer."),
            Self::ReasonMissing => (
                "期日前投票の事由が選ばれていません。",
                "The reason for voting early is missing.",
            ),
            Self::SlipMissing => ("宣誓書がまだありません。", "The slip is not in hand yet."),
            Self::NoVoiceClaim => (
                "電話での確認を待っている受付はありません。",
                "No claim waits for a code by telephone.",
            ),
            Self::NotAccepted => (
                "受付が済んでいません。投票用紙は交付できません。",
                "Nobody is accepted: no ballot may be issued.",
            ),
            Self::OtherBallot => (
                "この選挙人に交付する投票用紙ではありません。",
                "This ballot is not for this elector now.",
            ),
            Self::AlreadyIssued => (
                "この種類の投票用紙は交付済みです。",
                "This kind of ballot was issued already.",
            ),
            Self::Contested => (
                "この投票用紙は別の受付で交付されています。",
                "This ballot was issued at another desk.",
            ),
            Self::NotIssued => (
                "この種類はまだ交付していません。",
                "This kind was not issued yet.",
            ),
            Self::NotDecided => (
                "交付も辞退も記録されていない投票用紙があります。",
                "A ballot is neither issued nor declined.",
            ),
            Self::BallotsAtDesk => ("投票用紙が窓口にあります。", "Ballots are at the desk."),
            Self::SecondPerson => (
                "取消しには２人が必要です。",
                "Taking back needs two people.",
            ),
            Self::NoteMissing => (
                "理由が書かれていません。",
                "The reason in words is missing.",
            ),
            Self::NothingUnfinished => (
                "中断された受付はありません。",
                "No acceptance was interrupted.",
            ),
            Self::Code(_) => ("", ""),
        }
    }

    fn next(self) -> (&'static str, &'static str) {
        match self {
            Self::Storing => (
                "数秒待っても変わらないときは、投票用紙を交付せず管理者を呼んでください。",
                "If it stays so for some seconds, issue no ballot and call the administrator.",
            ),
            Self::NotAllowed => (
                "権限のある職員が職員証をかざしてください。",
                "Somebody with the right badge must do it.",
            ),
            Self::OneAtATime => (
                "前の選挙人の画面を終えてから次の方を受け付けてください。ご家族も１人ずつです。",
                "Finish the elector before first; families too are accepted one by one.",
            ),
            Self::NotFound => (
                "もう一度検索し、候補から本人を選んでください。見つからないときは選挙管理委員会へ。",
                "Search again and choose the person; if nobody is found, ask the election board.",
            ),
            Self::NoPage => (
                "カード・入場券・氏名で選挙人を呼び出してください。",
                "Bring up the elector by card, ticket or name.",
            ),
            Self::NothingWanted => (
                "本日交付する投票用紙を選んでください。",
                "Choose the ballots to be issued today.",
            ),
            Self::Shut => (
                "画面の理由を本人に説明し、交付できる種類だけを選んでください。",
                "Explain the reason on the screen, and choose only what may be issued.",
            ),
            Self::Unconfirmed => (
                "画面の確認事項を済ませてから受け付けてください。",
                "Confirm what the screen asks for, then accept.",
            ),
            Self::NeedsOfficer => (
                "投票管理者の職員証をかざしてください。",
                "Have an officer present the badge.",
            ),
            Self::ReasonMissing => (
                "宣誓書の事由（１～６号）を選んでください。",
                "Tick one of the reasons 1 to 6 of the slip.",
            ),
            Self::SlipMissing => (
                "宣誓書を受け取ってから受け付けてください。",
                "Take the slip first, then accept.",
            ),
            Self::NoVoiceClaim => (
                "番号を控え、選挙人の画面からやり直してください。",
                "Note the code and start again from the elector's page.",
            ),
            Self::NotAccepted => (
                "選挙人の受付を先に済ませてください。",
                "Accept the elector first.",
            ),
            Self::OtherBallot => (
                "画面に出ている種類と用紙の色を確かめてください。",
                "Compare kind and colour with the screen.",
            ),
            Self::AlreadyIssued => (
                "２枚目を渡さないでください。書損のときは「交換」を押してください。",
                "Do not hand over a second one; for a spoiled paper use “exchange”.",
            ),
            Self::Contested => (
                "交付せず、窓口にある用紙は２人で取り消してから、投票管理者を呼んでください。",
                "Issue nothing; take back what is at the desk by two people and call the officer.",
            ),
            Self::NotIssued => (
                "交付してから、書損のときだけ交換してください。",
                "Issue it first; exchange only a spoiled paper.",
            ),
            Self::NotDecided => (
                "残りの種類を交付するか、受け取らない意思を確かめて記録してください。",
                "Issue what is left, or record that the elector does not want it.",
            ),
            Self::BallotsAtDesk => (
                "本人が投票所へ進むか、取消しをしてから閉じてください。",
                "Let the elector go on with them, or take them back, then close.",
            ),
            Self::SecondPerson => (
                "別の職員の職員証をかざしてください。",
                "Have another member of staff present the badge.",
            ),
            Self::NoteMissing => (
                "理由を短く入力してください（氏名は書かない）。",
                "Write the reason in a few words, without names.",
            ),
            Self::NothingUnfinished => ("通常の受付をしてください。", "Accept as usual."),
            Self::Code(_) => ("", ""),
        }
    }
}
