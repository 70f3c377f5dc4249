//! What the desk says when something does not work.

use advice::{Advice, Advise, Bilingual};

use crate::DeskError;

/// Code, what happened and what to do next, each in Japanese and English.
type Texts = (
    &'static str,
    (&'static str, &'static str),
    (&'static str, &'static str),
);

impl Advise for DeskError {
    fn advice(&self) -> Advice {
        match self {
            Self::Refused(error) => error.advice(),
            Self::AtDesk(error) => error.advice(),
            Self::Ledger(error) => error.advice(),
            Self::Claims(error) => error.advice(),
            Self::Roll(error) => error.advice(),
            Self::Election(error) => error.advice(),
            Self::Package(error) => error.advice(),
            Self::KeyFile(error) => error.advice(),
            Self::KeyStore(error) => error.advice(),
            Self::Code(error) => error.advice(),
            Self::Other(advice) => advice.clone(),
            Self::File { file, problem } => {
                let file = file.display();
                Advice::new(
                    "polling-file",
                    Bilingual::new(
                        format!("「{file}」を読み書きできません（{problem}）。"),
                        format!("{file} cannot be read or written ({problem})."),
                    ),
                    Bilingual::new(
                        "USBメモリが挿さっているか、空きがあるか、書き込み禁止でないかを確かめてください。",
                        "See whether the stick is in, has room, and may be written.",
                    ),
                )
            }
            other => {
                let (code, what, next) = other.texts();
                Advice::new(
                    code,
                    Bilingual::new(what.0, what.1),
                    Bilingual::new(next.0, next.1),
                )
            }
        }
    }
}

impl DeskError {
    fn texts(&self) -> Texts {
        match self {
            Self::UnknownBadge | Self::Locked => self.of_people(),
            Self::NoElection | Self::NoBooth | Self::NoRoll | Self::OtherRoll => self.of_setting(),
            Self::NotOnRoll => (
                "polling-not-on-roll",
                (
                    "選挙人名簿に見つかりません。",
                    "Nobody like that is on the roll.",
                ),
                (
                    "投票用紙を交付せず、選挙管理委員会に照会してください。仮の投票はできません。",
                    "Issue nothing and ask the election board: the law has no provisional vote for this.",
                ),
            ),
            Self::NotFrozen => (
                "polling-not-frozen",
                (
                    "期日前投票者の名簿がまだ確定されていません。",
                    "The list of early voters is not frozen yet.",
                ),
                (
                    "期間が終わったら「確定」を行い、各投票所へ渡してください。",
                    "Freeze it after the period and hand it to the polling stations.",
                ),
            ),
            Self::NotHandedOver => (
                "polling-not-handed-over",
                (
                    "選挙管理委員会がすべての記録を受け取ったことを確かめていません。",
                    "It is not confirmed that the board has every record.",
                ),
                (
                    "記録をUSBメモリで渡し、確認の言葉を読み合わせてから、もう一度消去してください。",
                    "Hand the records over by stick, compare the check words, then try again.",
                ),
            ),
            Self::OtherCheck => (
                "polling-other-check",
                (
                    "確認の言葉が、この記録のものと違います。",
                    "The check words are not those of these records.",
                ),
                (
                    "委員会が取り込んだ記録が最新か、もう一度確かめてください。消去はまだできません。",
                    "Ask the board again whether it has the latest records. Nothing can be destroyed yet.",
                ),
            ),
            Self::NotOpen => (
                "polling-not-open",
                (
                    "この投票所は本日まだ開いていないか、閉じています。",
                    "The booth is not open today.",
                ),
                (
                    "投票管理者が開所してから受け付けてください。",
                    "Accept electors once the officer has opened it.",
                ),
            ),
            Self::NoEarlyVoters => (
                "polling-no-early-voters",
                (
                    "期日前投票者の名簿がまだ取り込まれていません。",
                    "The list of those who voted early is not here.",
                ),
                (
                    "選挙管理委員会の名簿を取り込むまで受け付けず、紙の名簿で対照してください。",
                    "Take the board's list in before accepting anybody; until then use the paper roll.",
                ),
            ),
            Self::Frozen => (
                "polling-frozen",
                (
                    "期日前投票の名簿は確定済みです。受け付けはできません。",
                    "The early voters are frozen: nobody is accepted early any more.",
                ),
                (
                    "当日投票所で投票するよう案内してください。",
                    "Send the elector to the polling station on election day.",
                ),
            ),
            _ => (
                "polling-not-now",
                (
                    "今はその操作ができません。",
                    "That cannot be done at this step.",
                ),
                (
                    "画面の案内に沿って進めてください。",
                    "Go on as the screen says.",
                ),
            ),
        }
    }

    fn of_people(&self) -> Texts {
        match self {
            Self::UnknownBadge => (
                "polling-unknown-badge",
                ("この名札では入れません。", "This badge opens nothing here."),
                (
                    "名札が取り消されていないか、この投票所のものか、投票管理者に確かめてください。",
                    "Ask the officer whether it was revoked, or belongs to another booth.",
                ),
            ),
            _ => (
                "polling-locked",
                ("受付の画面は閉じています。", "The desk is locked."),
                (
                    "名札のQRを読み取るか、コードを入れてください。",
                    "Scan a badge, or type a code.",
                ),
            ),
        }
    }

    fn of_setting(&self) -> Texts {
        match self {
            Self::NoElection => (
                "polling-no-election",
                (
                    "この起動パッケージには選挙の設定がありません。",
                    "This package holds no election.",
                ),
                (
                    "選挙管理委員会が「kazashi election prepare」で作ったものを使ってください。",
                    "Use the one that the board made with `kazashi election prepare`.",
                ),
            ),
            Self::NoBooth => (
                "polling-no-booth",
                (
                    "選挙の設定に、その期日前投票所がありません。",
                    "The election's file knows no such booth.",
                ),
                ("一覧から選んでください。", "Choose one of the list."),
            ),
            Self::NoRoll => (
                "polling-no-roll",
                (
                    "選挙人名簿がまだ取り込まれていません。",
                    "No roll is in use yet.",
                ),
                (
                    "管理者が名簿を取り込むまで、受け付けはできません。",
                    "Nobody is accepted until an administrator has imported the roll.",
                ),
            ),
            _ => (
                "polling-other-roll",
                (
                    "確認した名簿と、使おうとする名簿が違います。",
                    "This is another roll than the one that was shown.",
                ),
                (
                    "もう一度取り込み、内容を見てから使ってください。",
                    "Import it again and look at it before it comes into use.",
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let mut codes = BTreeSet::new();
        for error in crate::every_error() {
            let advice = error.advice();
            assert!(codes.insert(advice.code), "{} twice", advice.code);
            assert!(advice.code.starts_with("polling-"));
            for text in [&advice.what, &advice.next] {
                assert!(
                    !text.ja.is_ascii() && text.ja.ends_with('。'),
                    "{}",
                    advice.code
                );
                assert!(
                    text.en.is_ascii() && text.en.ends_with('.'),
                    "{}",
                    advice.code
                );
            }
        }
    }
}
