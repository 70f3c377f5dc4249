//! What each refusal says to staff.

use advice::Advise;

use super::Refusal;

impl Refusal {
    /// Stable name of the error.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "shelter-not-allowed",
            Self::NotOpen => "shelter-not-open",
            Self::AlreadyOpen => "shelter-already-open",
            Self::ShelterIncomplete => "shelter-incomplete",
            Self::NobodySuch => "shelter-no-such-person",
            Self::Nobody => "shelter-nobody-named",
            Self::NameNeeded => "shelter-name-needed",
            Self::AgeNeeded => "shelter-age-needed",
            Self::TokenRevoked => "shelter-token-revoked",
            Self::SameRecord => "shelter-same-record",
            Self::InTheFuture => "shelter-time-ahead",
            Self::NotClosed => "shelter-not-closed",
            Self::NotReceived => "shelter-not-received",
            Self::NothingSaid => "shelter-nothing-said",
            Self::TokenTaken { .. } => "shelter-token-taken",
            Self::AlreadyRegistered => "shelter-already-registered",
            Self::TokenShared => "shelter-token-shared",
            Self::LastKeeper => "shelter-last-keeper",
            Self::PeopleStillHere { .. } => "shelter-people-still-here",
            Self::Item(error) => error.advice().code,
        }
    }

    /// What happened, in Japanese and English.
    pub(super) fn what(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotAllowed => (
                "この名札ではできない操作です。",
                "This badge does not allow it.",
            ),
            Self::NotOpen => ("避難所が開設されていません。", "The shelter is not open."),
            Self::AlreadyOpen => (
                "避難所はすでに開設されています。",
                "The shelter is open already.",
            ),
            Self::ShelterIncomplete => (
                "避難所の名称・所在地・収容人数（数字）が必要です。",
                "Name, place and capacity (a number) of the shelter are needed.",
            ),
            Self::NobodySuch => (
                "この人の記録はこの名簿にありません。",
                "There is no such record in this list.",
            ),
            Self::Nobody => ("対象の人が選ばれていません。", "Nobody was chosen."),
            Self::NameNeeded => ("名前がありません。", "There is no name."),
            Self::AgeNeeded => (
                "年齢も生年月日もありません。",
                "There is neither an age nor a birth date.",
            ),
            Self::TokenRevoked => (
                "このカード・ラベルは紛失の届けが出ています。",
                "This card or label was reported lost.",
            ),
            Self::SameRecord => (
                "同じ記録どうしは紐付けできません。",
                "A record cannot be linked with itself.",
            ),
            Self::InTheFuture => ("日時が先の日になっています。", "The time lies ahead."),
            Self::NotClosed => ("避難所が閉鎖されていません。", "The shelter is not closed."),
            Self::NotReceived => (
                "市がすべての記録を受け取ったことを、まだ確認できません。",
                "The city did not confirm yet that it holds every record.",
            ),
            Self::NothingSaid => ("変更がありません。", "There is nothing to write."),
            Self::TokenTaken { .. } => (
                "このカード・ラベルは、ほかの人の記録に紐付いています。",
                "This card or label is bound to another record.",
            ),
            Self::AlreadyRegistered => (
                "この人はすでに受け付けられています。",
                "This person is registered already.",
            ),
            Self::TokenShared => (
                "この番号・コードには複数の人の記録があります。",
                "Several records share this number or code.",
            ),
            Self::LastKeeper => (
                "最後の運営責任者の名札です。",
                "This is the last badge of a keeper.",
            ),
            Self::PeopleStillHere { .. } => (
                "まだこの避難所にいるか、ここで支援を受けている人がいます。",
                "People are still here or served from here.",
            ),
            Self::Item(_) => (
                "項目の書き方が違います。",
                "An item is not written as it should be.",
            ),
        }
    }

    /// What to do next, in Japanese and English.
    pub(super) fn next(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotAllowed => (
                "運営責任者（市職員）の名札で行ってください。",
                "Ask the keeper of the shelter to do it with their badge.",
            ),
            Self::NotOpen => (
                "運営責任者が「開設」または「再開」してください。",
                "The keeper opens it, or opens it again.",
            ),
            Self::AlreadyOpen => ("そのまま受付を続けてください。", "Go on taking people in."),
            Self::ShelterIncomplete => (
                "3つを入力してください。収容人数は見込みで構いません。",
                "Type the three; the capacity may be an estimate.",
            ),
            Self::NobodySuch => (
                "名前か受付番号で探し直してください。見つからなければ新しく受け付けてください。",
                "Search again by name or number; if not found, register the person.",
            ),
            Self::Nobody => ("1人以上を選んでください。", "Choose at least one person."),
            Self::NameNeeded => (
                "名前を入力してください。話せない人は特徴（服装など）を入力してください。",
                "Type the name; for one who cannot say it, type a description.",
            ),
            Self::AgeNeeded => (
                "年齢を入力してください。「60-70」のような見た目の年齢で構いません。",
                "Type the age; an estimate such as 60-70 will do.",
            ),
            Self::TokenRevoked => (
                "本人か確かめ、新しいラベルを渡してください。",
                "Make sure who it is, and hand out a new label.",
            ),
            Self::SameRecord => (
                "もう一方の記録を選んでください。",
                "Choose the other record.",
            ),
            Self::InTheFuture => (
                "紙に書かれた日時と、パソコンの時計を確かめてください。",
                "Check the time on the slip and the clock of the PC.",
            ),
            Self::NotClosed => ("先に「閉鎖」を行ってください。", "Close it first."),
            Self::NotReceived => (
                "ネットワークか USB で記録を市へ送り、受領を受け取ってください。",
                "Send the records to the city by network or stick and take its receipt in.",
            ),
            Self::NothingSaid => (
                "内容を入力してから押してください。",
                "Type something first.",
            ),
            Self::TokenTaken { .. } => (
                "表示された記録が本人か確かめてください。本人なら、その記録を使ってください。",
                "Look whether the record shown is of this person; if so, use that record.",
            ),
            Self::AlreadyRegistered => (
                "名簿でその人の記録を確かめてください。もう一度押す必要はありません。",
                "Look at the record in the list; there is no need to press again.",
            ),
            Self::TokenShared => (
                "表示された記録から本人を選んでください。",
                "Choose the person among the records shown.",
            ),
            Self::LastKeeper => (
                "先に、別の運営責任者の名札を発行してください。",
                "Give another keeper a badge first.",
            ),
            Self::PeopleStillHere { .. } => (
                "1人ずつ、または世帯ごとに、退所か移動を記録してから閉鎖してください。",
                "Record for each person or household where they went, then close.",
            ),
            Self::Item(_) => ("入力を確かめてください。", "Check what was typed."),
        }
    }
}
