//! Why a hub was not reached or did not let a device in.

use advice::{Advice, Advise, Bilingual};
use sync::{Problem, ProblemCode};

/// Why not. It holds neither code nor key.
#[derive(Debug, thiserror::Error)]
pub enum UplinkError {
    /// An address or the proxy's cannot be one.
    #[error("an address cannot be used")]
    Address,
    /// Nobody answers there, or not in time.
    #[error("the hub is out of reach")]
    Unreachable,
    /// The proxy wants a name and a password, or others.
    #[error("the proxy refuses")]
    Proxy,
    /// Somebody stands between: the certificate is not one that the hub vouches for.
    #[error("the certificate is not the hub's")]
    Certificate,
    /// Another hub answers, or none that can prove itself.
    #[error("not the hub that is pinned")]
    OtherHub,
    /// What answers does not know the code: mistyped, used, over, or not the city's hub.
    #[error("the hub does not know the code")]
    WrongCode,
    /// The code is for another disaster or election, or for another shelter.
    #[error("the code is for something else")]
    OtherRealm,
    /// What came back is no answer of a hub.
    #[error("no answer of a hub")]
    NotAHub,
    /// The hub refuses, and says why.
    #[error("the hub refuses: {0:?}")]
    Refused(ProblemCode, Box<Problem>),
}

impl UplinkError {
    pub(crate) fn refused(problem: Problem) -> Self {
        Self::Refused(problem.code, Box::new(problem))
    }
}

impl Advise for UplinkError {
    #[expect(clippy::too_many_lines, reason = "one sentence beside the other")]
    fn advice(&self) -> Advice {
        let said = |code, what: (&str, &str), next: (&str, &str)| {
            Advice::new(
                code,
                Bilingual::new(what.0, what.1),
                Bilingual::new(next.0, next.1),
            )
        };
        match self {
            Self::Address => said(
                "uplink-address",
                (
                    "集約サーバまたはプロキシのアドレスが正しくありません。",
                    "The address of the hub or the proxy is not one.",
                ),
                (
                    "https://ホスト名:ポート の形で入力してください。",
                    "Enter it as https://host:port.",
                ),
            ),
            Self::Unreachable => said(
                "uplink-unreachable",
                ("集約サーバに届きません。", "The hub is out of reach."),
                (
                    "このまま業務を続けられます。回線、アドレス、プロキシの設定を確かめてください。",
                    "Work goes on without it. Check the line, the address and the proxy.",
                ),
            ),
            Self::Proxy => said(
                "uplink-proxy",
                (
                    "プロキシが接続を断りました。",
                    "The proxy refused the connection.",
                ),
                (
                    "プロキシの利用者名とパスワードを確かめるか、情報部門に集約サーバへの接続許可を依頼してください。",
                    "Check the proxy's name and password, or ask IT to let the hub's address through.",
                ),
            ),
            Self::Certificate => said(
                "uplink-certificate",
                (
                    "通信の途中に別の機器が入っています。何も送っていません。",
                    "Something stands between this PC and the hub. Nothing was sent.",
                ),
                (
                    "情報部門に、集約サーバあての通信を復号の対象から外すか、プロキシの証明書を集約サーバの設定 announced に加えるよう依頼してください。",
                    "Ask IT to exempt the hub from TLS inspection, or to name the proxy's certificate in the hub's setting `announced`.",
                ),
            ),
            Self::OtherHub => said(
                "uplink-other-hub",
                (
                    "登録したものと違う集約サーバが応答しました。何も送っていません。",
                    "Another hub answers than the one this PC is enrolled with. Nothing was sent.",
                ),
                (
                    "アドレスを確かめてください。集約サーバを入れ替えた場合は、新しいコードで登録し直してください。",
                    "Check the address. If the hub was replaced, enrol again with a new code.",
                ),
            ),
            Self::WrongCode => said(
                "uplink-code",
                (
                    "集約サーバがこのコードを確認できません。",
                    "The hub does not know this code.",
                ),
                (
                    "入力したコードを確かめてください。使用済みや期限切れの場合は、管理者に新しいコードを発行してもらってください。",
                    "Check the code. If it was used or is over, have the administrator make a new one.",
                ),
            ),
            Self::OtherRealm => said(
                "uplink-other-realm",
                (
                    "このコードは別の災害・選挙、または別の避難所のものです。",
                    "The code is for another disaster or election, or for another shelter.",
                ),
                (
                    "この端末用のコードを管理者に確かめてください。",
                    "Ask the administrator for this PC's code.",
                ),
            ),
            Self::NotAHub => said(
                "uplink-not-a-hub",
                (
                    "応答したのは集約サーバではありません。",
                    "What answers there is no hub.",
                ),
                (
                    "アドレスとポートを確かめてください。",
                    "Check the address and the port.",
                ),
            ),
            Self::Refused(_, problem) => said(
                "uplink-refused",
                (
                    "集約サーバが受け付けませんでした。",
                    "The hub did not accept it.",
                ),
                (&problem.advice_ja, &problem.advice_en),
            ),
        }
    }
}

/// One of each, for the tests of their texts.
pub fn every_error() -> Vec<UplinkError> {
    let problem = Problem {
        code: ProblemCode::Busy,
        advice_ja: "混み合っています。".to_owned(),
        advice_en: "The hub is busy.".to_owned(),
        retry_after: None,
        common: None,
    };
    vec![
        UplinkError::Address,
        UplinkError::Unreachable,
        UplinkError::Proxy,
        UplinkError::Certificate,
        UplinkError::OtherHub,
        UplinkError::WrongCode,
        UplinkError::OtherRealm,
        UplinkError::NotAHub,
        UplinkError::refused(problem),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_error().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, "uplink-"), Vec::<String>::new());
    }
}
