//! What each error of a bundle tells the operator.

use std::io::ErrorKind;

use advice::{Advice, Advise, Bilingual};

use super::BundleError;

impl Advise for BundleError {
    #[expect(clippy::too_many_lines, reason = "a list of sentences, one an error")]
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable { file, problem } => advice(
                "ledger-bundle-unreadable",
                format!(
                    "持ち運びファイル {} を読めません（{problem}）。",
                    file.display()
                ),
                format!("The bundle {} cannot be read ({problem}).", file.display()),
                "USB メモリーが差さっているか、確かめてください。",
                "Check that the stick is in.",
            ),
            Self::NotABundle { file } => advice(
                "ledger-bundle-other",
                format!(
                    "{} は、台帳の持ち運びファイルではありません。",
                    file.display()
                ),
                format!("{} is not a bundle of a ledger.", file.display()),
                "名前が .kazashi-bundle のファイルを選んでください。",
                "Choose a file whose name ends in .kazashi-bundle.",
            ),
            Self::Newer { file } => advice(
                "ledger-bundle-newer",
                format!(
                    "{} は、より新しい版のかざしで作られています。",
                    file.display()
                ),
                format!("{} was made by a later version of Kazashi.", file.display()),
                "この PC のかざしを更新してから、もう一度取り込んでください。",
                "Update Kazashi on this PC and take it in again.",
            ),
            Self::Truncated { file } => advice(
                "ledger-bundle-incomplete",
                format!(
                    "{} は途中で切れています。何も取り込んでいません。",
                    file.display()
                ),
                format!("{} is incomplete. Nothing was taken in.", file.display()),
                "元の PC でもう一度書き出し、書き終わってから USB メモリーを抜いてください。",
                "Write it again on the other PC, and pull the stick out only when it is done.",
            ),
            Self::Changed { file } => advice(
                "ledger-bundle-changed",
                format!(
                    "{} は壊れているか、書き換えられています。何も取り込んでいません。",
                    file.display()
                ),
                format!(
                    "{} is damaged or was changed. Nothing was taken in.",
                    file.display()
                ),
                "元の PC でもう一度、別の USB メモリーに書き出してください。",
                "Write it again on the other PC, to another stick.",
            ),
            Self::OtherRealm { file } => advice(
                "ledger-bundle-other-realm",
                format!(
                    "{} は、別の災害・訓練のものです。何も取り込んでいません。",
                    file.display()
                ),
                format!(
                    "{} is of another disaster or exercise. Nothing was taken in.",
                    file.display()
                ),
                "同じ災害・訓練の持ち運びファイルを選んでください。どの避難所のものでも取り込めます。",
                "Choose a bundle of the same disaster or exercise; any shelter's will do.",
            ),
            Self::WrongKey { file } => advice(
                "ledger-bundle-wrong-key",
                format!(
                    "{} は、この PC の起動パッケージでは開けません。何も取り込んでいません。",
                    file.display()
                ),
                format!(
                    "{} does not open with the activation package of this PC. Nothing was taken in.",
                    file.display()
                ),
                "両方の PC が同じ起動パッケージで始められたか、確かめてください。",
                "Check that both PCs were started with the same activation package.",
            ),
            Self::NoRoom { file } => advice(
                "ledger-bundle-no-room",
                format!(
                    "空き容量がなく、{} を書けません。何も残していません。",
                    file.display()
                ),
                format!(
                    "There is no room for {}. Nothing of it is left.",
                    file.display()
                ),
                "別の USB メモリーを使うか、空き容量を作ってください。",
                "Take another stick, or make room.",
            ),
            Self::NotWritten { file, problem } => advice(
                "ledger-bundle-not-written",
                format!(
                    "{} に書けません（{problem}）。何も残していません。",
                    file.display()
                ),
                format!(
                    "{} cannot be written ({problem}). Nothing of it is left.",
                    file.display()
                ),
                "USB メモリーが書き込み禁止でないか、確かめてください。",
                "Check that the stick is not write-protected.",
            ),
            Self::NotReadBack { file } => advice(
                "ledger-bundle-not-read-back",
                format!(
                    "{} を書きましたが、読み返すと違っていました。残していません。",
                    file.display()
                ),
                format!(
                    "{} did not read back as it was written. Nothing of it is left.",
                    file.display()
                ),
                "その USB メモリーは使わず、別のものに書いてください。",
                "Do not use this stick; take another one.",
            ),
            Self::Ledger(error) => error.advice(),
        }
    }
}

fn advice(
    code: &'static str,
    what_ja: String,
    what_en: String,
    next_ja: &str,
    next_en: &str,
) -> Advice {
    Advice::new(
        code,
        Bilingual::new(what_ja, what_en),
        Bilingual::new(next_ja, next_en),
    )
}

/// One sample of every error that has a code of its own; those of the ledger are told elsewhere.
pub fn every_error() -> Vec<BundleError> {
    let file = || "stick.kazashi-bundle".into();
    let problem = ErrorKind::PermissionDenied;
    vec![
        BundleError::Unreadable {
            file: file(),
            problem,
        },
        BundleError::NotABundle { file: file() },
        BundleError::Newer { file: file() },
        BundleError::Truncated { file: file() },
        BundleError::Changed { file: file() },
        BundleError::OtherRealm { file: file() },
        BundleError::WrongKey { file: file() },
        BundleError::NoRoom { file: file() },
        BundleError::NotWritten {
            file: file(),
            problem,
        },
        BundleError::NotReadBack { file: file() },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_speaks_both_languages() {
        for error in every_error() {
            let advice = error.advice();
            assert!(advice.code.starts_with("ledger-bundle-"));
            for text in [&advice.what, &advice.next] {
                assert!(!text.ja.is_ascii() && text.en.len() > 10, "{}", advice.code);
            }
        }
    }
}
