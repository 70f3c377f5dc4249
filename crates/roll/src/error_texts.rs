//! What each error of a roll tells the operator.

use std::path::Path;

use advice::{Advice, Advise, Bilingual};

use crate::RollError;

impl Advise for RollError {
    fn advice(&self) -> Advice {
        match self {
            Self::Missing { file }
            | Self::Exists { file }
            | Self::WrongKey { file }
            | Self::Damaged { file }
            | Self::NotARoll { file }
            | Self::OtherVersion { file }
            | Self::InUse { file }
            | Self::DiskFull { file } => of_file(self, &shown(file)),
            Self::Io { file, problem } => advice(
                "roll-io",
                format!("名簿 {} を読み書きできません（{problem}）。", shown(file)),
                format!(
                    "The roll {} cannot be read or written ({problem}).",
                    shown(file)
                ),
                "ディスクとフォルダーの権限を確かめてください。今までの名簿は変わっていません。",
                "Check the disk and the folder's permissions. The roll in use is unchanged.",
            ),
            Self::NotEncrypted => advice(
                "roll-not-encrypted",
                "組み込まれた SQLite は暗号化できないか、古すぎます。",
                "The SQLite in this program does not encrypt or is too old.",
                "正しく作られたかざしを入れ直してください。名簿には触れていません。",
                "Install a proper build of Kazashi. The roll was not touched.",
            ),
            Self::ChangedMeanwhile => advice(
                "roll-changed-meanwhile",
                "見比べたあとに、名簿が変わりました。",
                "The roll has changed since the two were compared.",
                "もう一度見比べてから、取り込んでください。",
                "Compare again, then apply.",
            ),
            Self::Unconfirmed => advice(
                "roll-unconfirmed",
                "前の名簿がないか、まだ確定していない前の名簿があります。",
                "There is no earlier roll, or one that is not confirmed yet.",
                "前回の更新を「確定」または「戻す」にしてから、次に進んでください。",
                "Confirm the last change or go back, then go on.",
            ),
            _ => of_source(self),
        }
    }
}

fn of_file(error: &RollError, file: &str) -> Advice {
    match error {
        RollError::Missing { .. } => advice(
            "roll-missing",
            format!("名簿 {file} がありません。"),
            format!("There is no roll {file}."),
            "場所を確かめるか、名簿を取り込んでください。",
            "Check the place, or import the roll.",
        ),
        RollError::Exists { .. } => advice(
            "roll-exists",
            format!("{file} にはすでに名簿があります。上書きしません。"),
            format!("There is a roll at {file} already. It is not overwritten."),
            "補正や異動は「見比べる」で違いを見てから取り込んでください。",
            "Compare the new file with it, look at what changes, then apply.",
        ),
        RollError::WrongKey { .. } => advice(
            "roll-wrong-key",
            format!("名簿 {file} は、この鍵では開きません。"),
            format!("The roll {file} does not open with this key."),
            "別の選挙の名簿でないか確かめてください。名簿は変わっていません。",
            "Check that it is not another election's roll. It is unchanged.",
        ),
        RollError::Damaged { .. } => advice(
            "roll-damaged",
            format!("名簿 {file} が壊れています。"),
            format!("The roll {file} is damaged."),
            "元のファイルから取り込み直してください。受付の記録は台帳にあり、無事です。",
            "Import it anew from the register's file. Acceptances are in the ledger and safe.",
        ),
        RollError::NotARoll { .. } => advice(
            "roll-not-a-roll",
            format!("{file} は、かざしの名簿ではありません。"),
            format!("{file} is not a roll of Kazashi."),
            "ファイルを確かめてください。",
            "Check which file it is.",
        ),
        RollError::OtherVersion { .. } => advice(
            "roll-other-version",
            format!("名簿 {file} は、別の版のかざしで取り込まれました。"),
            format!("The roll {file} was imported by another version of Kazashi."),
            "この版で取り込み直してください。",
            "Import it anew with this version.",
        ),
        RollError::InUse { .. } => advice(
            "roll-in-use",
            format!("名簿 {file} は、ほかのソフトが開いています。"),
            format!("The roll {file} is open in another program."),
            "そちらを閉じてから、もう一度試してください。",
            "Close it there and try again.",
        ),
        _ => advice(
            "roll-disk-full",
            format!("ディスクに空きがなく、名簿 {file} を作れません。"),
            format!("The disk is full; the roll {file} cannot be made."),
            "空きを作ってください。320万人の名簿には約 3 GB が要ります。今までの名簿は無事です。",
            "Make room; 3.2 million electors need about 3 GB. The roll in use is safe.",
        ),
    }
}

fn of_source(error: &RollError) -> Advice {
    let unchanged = "今までの名簿は変わっていません。";
    match error {
        RollError::MappingInvalid { problem } => advice(
            "roll-mapping-invalid",
            format!("対応表が正しくありません（{problem}）。"),
            format!("The mapping file is not valid ({problem})."),
            "対応表を直してください。見本は kazashi roll mapping で出せます。",
            "Correct the mapping; 'kazashi roll mapping' prints an example.",
        ),
        RollError::SourceUnreadable { problem } => advice(
            "roll-source-unreadable",
            format!("取り込むファイルを読めません（{problem}）。"),
            format!("The file to import cannot be read ({problem})."),
            format!("媒体がつながっているか確かめてください。{unchanged}"),
            "Check that the stick is plugged in. The roll in use is unchanged.",
        ),
        RollError::NotText => advice(
            "roll-not-text",
            "取り込むファイルは CSV（UTF-8 または Shift_JIS）ではありません。",
            "The file to import is no CSV in UTF-8 or Shift_JIS.",
            format!(
                "表計算のファイルや UTF-16 でないか確かめ、CSV で書き出し直してください。{unchanged}"
            ),
            "Export it as CSV again; spreadsheets and UTF-16 are not read. The roll in use is unchanged.",
        ),
        RollError::NoLines => advice(
            "roll-no-lines",
            "取り込むファイルに選挙人が一人もいません。",
            "The file to import has no electors.",
            format!("ファイルを確かめてください。{unchanged}"),
            "Check the file. The roll in use is unchanged.",
        ),
        RollError::ColumnsMissing {
            missing,
            found,
            width,
        } => {
            let (ja, en) = if found.is_empty() {
                (
                    format!("1行目に、知っている見出しがありません（{width} 列）"),
                    format!("the first line ({width} columns) has no heading that is known"),
                )
            } else {
                (
                    format!("ファイルにある列: {}", found.join("、")),
                    format!("the file has: {}", found.join(", ")),
                )
            };
            advice(
                "roll-columns-missing",
                format!(
                    "対応表の列がファイルにありません: {}。{ja}。",
                    missing.join("、")
                ),
                format!(
                    "The file lacks columns of the mapping: {}; {en}.",
                    missing.join(", ")
                ),
                format!(
                    "対応表の見出しをファイルに合わせるか、正しいファイルを選んでください。{unchanged}"
                ),
                "Fit the mapping's headings to the file, or choose the right file. The roll in use is unchanged.",
            )
        }
        RollError::CutOff { line } => advice(
            "roll-cut-off",
            format!(
                "取り込むファイルは {line}行目の途中で切れているか、引用符（\"）が閉じていません。"
            ),
            format!(
                "The file to import ends in the middle of line {line}, or a quotation mark is not closed."
            ),
            format!("書き出しとコピーをやり直してください。{unchanged}"),
            "Export and copy it again. The roll in use is unchanged.",
        ),
        _ => {
            let faults = error.faults();
            let first = faults.first().map(super::BadRow::words);
            let first = first.unwrap_or_else(|| Bilingual::new("", ""));
            let more = faults.len().saturating_sub(1);
            advice(
                "roll-bad-rows",
                format!(
                    "取り込むファイルに誤りが {} 件あります。{}、ほか {more} 件。",
                    faults.len(),
                    first.ja
                ),
                format!(
                    "The file to import has {} faults: {}, and {more} more.",
                    faults.len(),
                    first.en
                ),
                format!(
                    "誤りの一覧を名簿の担当に渡し、直したファイルで取り込み直してください。何も取り込んでいません。{unchanged}"
                ),
                "Give the list of faults to whoever makes the file, and import the corrected one. Nothing was imported; the roll in use is unchanged.",
            )
        }
    }
}

fn advice(
    code: &'static str,
    ja: impl Into<String>,
    en: impl Into<String>,
    next_ja: impl Into<String>,
    next_en: impl Into<String>,
) -> Advice {
    Advice::new(
        code,
        Bilingual::new(ja, en),
        Bilingual::new(next_ja, next_en),
    )
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

/// One sample of each.
pub fn every_error() -> Vec<RollError> {
    let file = || "roll.db".into();
    let problem = || "permission denied".to_owned();
    vec![
        RollError::Missing { file: file() },
        RollError::Exists { file: file() },
        RollError::WrongKey { file: file() },
        RollError::Damaged { file: file() },
        RollError::NotARoll { file: file() },
        RollError::OtherVersion { file: file() },
        RollError::InUse { file: file() },
        RollError::DiskFull { file: file() },
        RollError::Io {
            file: file(),
            problem: problem(),
        },
        RollError::NotEncrypted,
        RollError::MappingInvalid { problem: problem() },
        RollError::SourceUnreadable { problem: problem() },
        RollError::NotText,
        RollError::NoLines,
        RollError::ColumnsMissing {
            missing: vec!["氏名".to_owned()],
            found: vec!["名前".to_owned()],
            width: 17,
        },
        RollError::CutOff { line: 2 },
        RollError::BadRows {
            faults: vec![],
            lines: 2,
        },
        RollError::ChangedMeanwhile,
        RollError::Unconfirmed,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_error().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, "roll-"), Vec::<String>::new());
    }

    /// Fails to compile when an error is added, so that it is added above too.
    #[expect(dead_code, reason = "only compiled")]
    fn none_is_forgotten(error: &RollError) {
        match error {
            RollError::Missing { .. }
            | RollError::Exists { .. }
            | RollError::WrongKey { .. }
            | RollError::Damaged { .. }
            | RollError::NotARoll { .. }
            | RollError::OtherVersion { .. }
            | RollError::InUse { .. }
            | RollError::DiskFull { .. }
            | RollError::Io { .. }
            | RollError::NotEncrypted
            | RollError::MappingInvalid { .. }
            | RollError::SourceUnreadable { .. }
            | RollError::NotText
            | RollError::NoLines
            | RollError::ColumnsMissing { .. }
            | RollError::CutOff { .. }
            | RollError::BadRows { .. }
            | RollError::ChangedMeanwhile
            | RollError::Unconfirmed => {}
        }
    }
}
