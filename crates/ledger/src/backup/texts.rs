//! What each error of a backup tells the operator.

use std::io::ErrorKind;

use advice::{Advice, Advise, Bilingual};

use super::BackupError;

impl Advise for BackupError {
    fn advice(&self) -> Advice {
        match self {
            Self::NoRoom { file } => advice(
                "ledger-backup-no-room",
                format!(
                    "空き容量がなく、{} を書けません。前の控えはそのままです。",
                    file.display()
                ),
                format!(
                    "There is no room for {}. An earlier backup is as it was.",
                    file.display()
                ),
                "別の USB メモリーを使うか、空き容量を作ってください。",
                "Take another stick, or make room.",
            ),
            Self::NotWritten { file, problem } => advice(
                "ledger-backup-not-written",
                format!(
                    "{} に書けません（{problem}）。前の控えはそのままです。",
                    file.display()
                ),
                format!(
                    "{} cannot be written ({problem}). An earlier backup is as it was.",
                    file.display()
                ),
                "USB メモリーが差さっているか、書き込み禁止でないか、確かめてください。",
                "Check that the stick is in and not write-protected.",
            ),
            Self::NotReadBack { file } => advice(
                "ledger-backup-not-read-back",
                format!(
                    "{} を書きましたが、読み返すと違っていました。前の控えはそのままです。",
                    file.display()
                ),
                format!(
                    "{} did not read back as it was written. An earlier backup is as it was.",
                    file.display()
                ),
                "その USB メモリーは使わず、別のものに書いてください。",
                "Do not use this stick; take another one.",
            ),
            Self::Unreadable { file, problem } => advice(
                "ledger-backup-unreadable",
                format!("控え {} を読めません（{problem}）。", file.display()),
                format!("The backup {} cannot be read ({problem}).", file.display()),
                "USB メモリーが差さっているか、確かめてください。",
                "Check that the stick is in.",
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
pub fn every_error() -> Vec<BackupError> {
    let file = || "shelter.kazashi-backup".into();
    vec![
        BackupError::NoRoom { file: file() },
        BackupError::NotWritten {
            file: file(),
            problem: "permission denied".to_owned(),
        },
        BackupError::NotReadBack { file: file() },
        BackupError::Unreadable {
            file: file(),
            problem: ErrorKind::PermissionDenied,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_speaks_both_languages() {
        for error in every_error() {
            let advice = error.advice();
            assert!(advice.code.starts_with("ledger-backup-"));
            for text in [&advice.what, &advice.next] {
                assert!(!text.ja.is_ascii() && text.en.len() > 10, "{}", advice.code);
            }
        }
    }
}
