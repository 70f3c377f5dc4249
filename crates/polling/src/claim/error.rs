//! What can be wrong with a receipt or with a code read out on the telephone.

use advice::{Advice, Advise, Bilingual};
use serde::{Deserialize, Serialize};

/// Why a receipt is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ReceiptError {
    /// It is of another claim.
    #[error("the receipt is of another claim")]
    OtherClaim,
    /// It is of an authority that was replaced.
    #[error("the receipt is of a term that is over")]
    OldTerm,
    /// The signature is not the authority's over these contents.
    #[error("the receipt is not signed by the authority")]
    NotSigned,
}

/// Why a code read out on the telephone is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not so many digits.
    #[error("not the form of the code")]
    Form,
    /// The check digit does not fit.
    #[error("the check digit does not fit")]
    Check,
    /// It is the code of another elector, of other ballots, or of another booth.
    #[error("the code is of another claim")]
    OtherClaim,
}

impl Advise for ReceiptError {
    fn advice(&self) -> Advice {
        match self {
            Self::OtherClaim => Advice::new(
                "polling-receipt-other-claim",
                Bilingual::new(
                    "別の申請の受領証が届きました。",
                    "The receipt that came belongs to another claim.",
                ),
                Bilingual::new(
                    "投票用紙を交付せず、もう一度受付をしてください。続く場合は選挙管理委員会へ連絡してください。",
                    "Do not issue a ballot; accept again. If it happens again, call the election board.",
                ),
            ),
            Self::OldTerm => Advice::new(
                "polling-receipt-old-term",
                Bilingual::new(
                    "交代前の受付サーバの受領証です。",
                    "The receipt is of a server that was replaced.",
                ),
                Bilingual::new(
                    "投票用紙を交付せず、接続先を管理者に確認してください。",
                    "Do not issue a ballot; have the administrator check which server is in charge.",
                ),
            ),
            Self::NotSigned => Advice::new(
                "polling-receipt-not-signed",
                Bilingual::new(
                    "受領証の署名が確認できません。",
                    "The signature of the receipt does not hold.",
                ),
                Bilingual::new(
                    "投票用紙を交付せず、選挙管理委員会へ連絡してください。",
                    "Do not issue a ballot; call the election board.",
                ),
            ),
        }
    }
}

impl Advise for CodeError {
    fn advice(&self) -> Advice {
        match self {
            Self::Form => Advice::new(
                "polling-code-form",
                Bilingual::new(
                    "番号の桁数が違います。",
                    "The number of digits is not right.",
                ),
                Bilingual::new(
                    "電話の相手にもう一度読み上げてもらってください。",
                    "Ask for it to be read out again.",
                ),
            ),
            Self::Check => Advice::new(
                "polling-code-check",
                Bilingual::new(
                    "番号に聞き違いか打ち間違いがあります。",
                    "A digit was misheard or mistyped.",
                ),
                Bilingual::new(
                    "電話の相手にもう一度読み上げてもらってください。",
                    "Ask for it to be read out again.",
                ),
            ),
            Self::OtherClaim => Advice::new(
                "polling-code-other-claim",
                Bilingual::new(
                    "この選挙人・投票所・投票の種類の番号ではありません。",
                    "The number is not of this elector, this booth and these ballots.",
                ),
                Bilingual::new(
                    "投票用紙を交付せず、どの人か（番号・生年月日）、どの投票所か、投票の種類、読み上げた番号を電話で確かめ直してください。",
                    "Issue nothing; compare elector, booth, ballots and number on the telephone.",
                ),
            ),
        }
    }
}
