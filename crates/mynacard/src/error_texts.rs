//! The sentences for the clerk. No error of a card ever names what was read from it.

use advice::{Advice, Advise, Bilingual};

use crate::{CardError, CardFile, ChannelError, SecretKind};

/// Code, what happened (ja, en), what to do next (ja, en).
fn advice(code: &'static str, what: [&str; 2], next: [&str; 2]) -> Advice {
    Advice::new(
        code,
        Bilingual::new(what[0], what[1]),
        Bilingual::new(next[0], next[1]),
    )
}

impl Advise for ChannelError {
    #[expect(clippy::too_many_lines, reason = "a list of sentences, one an error")]
    fn advice(&self) -> Advice {
        match self {
            Self::ServiceStopped => advice(
                "card-service-stopped",
                [
                    "読み取り機のサービスが動いていません。",
                    "The smart card service is not running.",
                ],
                [
                    "しばらく待っても直らないときは、パソコンを再起動してください。それでも直らないときは情報システム担当へ連絡してください。",
                    "Wait a moment; if it does not come back, restart this computer, then call your IT department.",
                ],
            ),
            Self::AccessDenied => advice(
                "card-access-denied",
                [
                    "読み取り機を使う権限がありません。",
                    "This user is not allowed to use the card reader.",
                ],
                [
                    "情報システム担当へ連絡してください。",
                    "Call your IT department.",
                ],
            ),
            Self::NoReader => advice(
                "no-reader",
                [
                    "読み取り機がつながっていません。",
                    "No card reader is plugged in.",
                ],
                [
                    "読み取り機のケーブルをパソコンにつないでください。",
                    "Plug the card reader into this computer.",
                ],
            ),
            Self::ReaderGone => advice(
                "reader-gone",
                ["読み取り機が外れました。", "The card reader was unplugged."],
                [
                    "ケーブルをつなぎ直し、カードを置き直してください。",
                    "Plug it in again, then put the card on again.",
                ],
            ),
            Self::ReaderInUse => advice(
                "reader-in-use",
                [
                    "ほかのソフトがカードを使っています。",
                    "Another program is using the card.",
                ],
                [
                    "マイナンバーカードを使うほかのソフトを閉じて、もう一度行ってください。",
                    "Close other programs that use the card, then try again.",
                ],
            ),
            Self::NoCard => advice(
                "no-card",
                [
                    "カードが置かれていません。",
                    "There is no card on the reader.",
                ],
                [
                    "カードを読み取り機の上に置いてください。",
                    "Put the card on the reader.",
                ],
            ),
            Self::CardRemoved => advice(
                "card-removed",
                [
                    "読み取りの途中でカードが離れました。",
                    "The card was lifted while it was being read.",
                ],
                [
                    "カードを置き直し、終わるまで動かさないでください。",
                    "Put the card on again and leave it there until reading is done.",
                ],
            ),
            Self::CardReset => advice(
                "card-reset",
                [
                    "ほかのソフトが読み取りに割り込みました。",
                    "Another program interrupted the reading.",
                ],
                [
                    "ほかのソフトを閉じて、もう一度読み取ってください。",
                    "Close other programs that use the card, then read again.",
                ],
            ),
            Self::CardUnresponsive => advice(
                "card-unresponsive",
                ["カードが反応しません。", "The card does not respond."],
                [
                    "カードの向きと裏表を確かめて、置き直してください。",
                    "Check which way round the card lies and put it on again.",
                ],
            ),
            Self::CardUnsupported => advice(
                "card-unsupported",
                [
                    "この読み取り機では読めないカードです。",
                    "This reader cannot read this card.",
                ],
                [
                    "マイナンバーカードか確かめてください。マイナンバーカードなら、別の読み取り機を使ってください。",
                    "Check that it is a My Number Card; if it is, use another reader.",
                ],
            ),
            Self::CommunicationLost => advice(
                "card-communication-lost",
                [
                    "カードとの通信が途切れました。",
                    "The communication with the card was interrupted.",
                ],
                [
                    "カードをいったん離し、読み取り機の中央に置き直してください。",
                    "Take the card off and put it on the middle of the reader.",
                ],
            ),
            Self::AnswerTooLong => advice(
                "card-answer-too-long",
                [
                    "カードの応答が長すぎます。",
                    "The card's answer is too long.",
                ],
                REPLACE_AND_CALL,
            ),
            Self::AnswerGarbled => advice(
                "card-answer-garbled",
                [
                    "カードの応答が壊れています。",
                    "The card's answer makes no sense.",
                ],
                REPLACE_AND_CALL,
            ),
            Self::ServiceFailed { code } => Advice::new(
                "card-service-failed",
                Bilingual::new(
                    format!("読み取り機のサービスで障害が起きました（{code:08X}）。"),
                    format!("The smart card service failed ({code:08X})."),
                ),
                Bilingual::new(
                    "読み取り機をつなぎ直してください。直らないときは、括弧内の番号を情報システム担当へ伝えてください。",
                    "Plug the reader in again; if that does not help, tell your IT department the number in brackets.",
                ),
            ),
        }
    }
}

const REPLACE_AND_CALL: [&str; 2] = [
    "カードを置き直してください。同じことが続くときは、手書きで受け付け、情報システム担当へ連絡してください。",
    "Put the card on again. If it happens again, take the form by hand and call your IT department.",
];

impl Advise for CardError {
    fn advice(&self) -> Advice {
        match self {
            Self::Channel(error) => error.advice(),
            Self::NotMyNumberCard => advice(
                "not-my-number-card",
                [
                    "マイナンバーカードではありません。",
                    "This is not a My Number Card.",
                ],
                [
                    "マイナンバーカードを1枚だけ置いてください。",
                    "Put a My Number Card on the reader, one card only.",
                ],
            ),
            Self::WrongSecret { secret, tries_left } => wrong_secret(*secret, *tries_left),
            Self::Locked { secret } => locked(*secret),
            Self::LastTry { secret } => last_try(*secret),
            Self::CertificateAbsent => advice(
                "certificate-absent",
                [
                    "このカードには利用者証明用電子証明書がありません。",
                    "This card holds no user-authentication certificate.",
                ],
                [
                    "暗証番号または照合番号で読み取ってください。",
                    "Read the card with the PIN or the face code instead.",
                ],
            ),
            Self::IdNotStable => advice(
                "card-id-not-stable",
                [
                    "次に同じカードだと見分けられないカードです。",
                    "This card cannot be recognised when it comes again.",
                ],
                [
                    "マイナンバーカードか交通系ICカードを使うか、名前で探してください。",
                    "Use a My Number Card or a transit card, or look the person up by name.",
                ],
            ),
            Self::IdNotGiven => advice(
                "card-id-not-given",
                [
                    "この読み取り機では、このカードの番号を読めません。",
                    "This reader does not tell this card's number.",
                ],
                [
                    "カードを置き直してください。読めないときは、マイナンバーカードを使うか、名前で探してください。",
                    "Put the card on again; if that does not help, use a My Number Card or look the person up by name.",
                ],
            ),
            Self::Malformed { file, problem } => match file {
                CardFile::BasicInfo => malformed(
                    "basic-info-malformed",
                    [
                        "カードの氏名・住所などの記録",
                        "The personal record on the card",
                    ],
                    &problem.to_string(),
                ),
                CardFile::AuthCertificate => malformed(
                    "auth-certificate-malformed",
                    ["カードの電子証明書", "The certificate on the card"],
                    &problem.to_string(),
                ),
            },
            Self::Refused { step, status_word } => Advice::new(
                "card-refused",
                Bilingual::new(
                    format!("カードが読み取りを断りました（{step:?} {status_word:04X}）。"),
                    format!("The card refused to be read ({step:?} {status_word:04X})."),
                ),
                Bilingual::new(
                    "カードを置き直してください。同じことが続くときは、括弧内の番号を情報システム担当へ伝えてください。",
                    "Put the card on again. If it happens again, tell your IT department what stands in brackets.",
                ),
            ),
        }
    }
}

fn wrong_secret(secret: SecretKind, tries_left: u8) -> Advice {
    let (code, [ja, en]) = match secret {
        SecretKind::Pin => ("wrong-pin", PIN),
        SecretKind::FaceCode => ("wrong-face-code", FACE_CODE),
    };
    Advice::new(
        code,
        Bilingual::new(
            format!("{ja}が違います。あと{tries_left}回入力できます。"),
            format!("The {en} is wrong. Tries left: {tries_left}."),
        ),
        match secret {
            SecretKind::Pin => Bilingual::new(
                "券面事項入力補助用の暗証番号（数字4桁）か、本人に確かめてもらってください。",
                "Ask the resident to check that it is the 4-digit PIN for the card's text data.",
            ),
            SecretKind::FaceCode => Bilingual::new(
                "カードの表の生年月日、有効期限の年、セキュリティコードをもう一度確かめてください。",
                "Check the birth date, the year of expiry and the security code on the card's front again.",
            ),
        },
    )
}

fn locked(secret: SecretKind) -> Advice {
    match secret {
        SecretKind::Pin => advice(
            "pin-locked",
            ["暗証番号がロックされています。", "The PIN is locked."],
            [
                "照合番号で読み取るか、マイナンバーカードの窓口で暗証番号の再設定をご案内ください。",
                "Read with the face code, or send the resident to the My Number Card counter to set a new PIN.",
            ],
        ),
        SecretKind::FaceCode => advice(
            "face-code-locked",
            ["照合番号がロックされています。", "The face code is locked."],
            [
                "暗証番号で読み取るか、マイナンバーカードの窓口をご案内ください。",
                "Read with the PIN, or send the resident to the My Number Card counter.",
            ],
        ),
    }
}

fn last_try(secret: SecretKind) -> Advice {
    let (code, [ja, en]) = match secret {
        SecretKind::Pin => ("pin-last-try", PIN),
        SecretKind::FaceCode => ("face-code-last-try", FACE_CODE),
    };
    Advice::new(
        code,
        Bilingual::new(
            format!("{ja}を入力できるのはあと1回です。カードには何も送っていません。"),
            format!("One try is left for the {en}. Nothing was sent to the card."),
        ),
        Bilingual::new(
            "次に間違えるとロックされることを本人に伝え、同意があるときだけ続けてください。",
            "Tell the resident that one more mistake locks it, and go on only if they agree.",
        ),
    )
}

fn malformed(code: &'static str, [ja, en]: [&str; 2], problem: &str) -> Advice {
    let [next_ja, next_en] = REPLACE_AND_CALL;
    Advice::new(
        code,
        Bilingual::new(
            format!("{ja}が正しい形ではありません。"),
            format!("{en} is malformed: {problem}."),
        ),
        Bilingual::new(next_ja, next_en),
    )
}

const PIN: [&str; 2] = ["暗証番号", "PIN"];
const FACE_CODE: [&str; 2] = ["照合番号", "face code"];
