//! What each error of a ledger tells the operator.

use std::path::Path;

use advice::{Advice, Advise, Bilingual};

use crate::LedgerError;

impl Advise for LedgerError {
    fn advice(&self) -> Advice {
        match self {
            Self::Missing { file }
            | Self::Exists { file }
            | Self::WrongKey { file }
            | Self::Damaged { file }
            | Self::NotALedger { file }
            | Self::IsBackup { file }
            | Self::InUse { file }
            | Self::DiskFull { file } => of_file(self, &shown(file)),
            Self::Newer { file, found } => advice(
                "ledger-newer",
                format!(
                    "台帳 {} は新しい版のソフトのものです（形式 {found}）。",
                    shown(file)
                ),
                format!(
                    "The ledger {} is of a newer program (format {found}).",
                    shown(file)
                ),
                "このPCのかざしを新しい版にしてください。台帳は変わっていません。",
                "Update Kazashi on this PC. The ledger is unchanged.",
            ),
            Self::Io { file, problem } => advice(
                "ledger-io",
                format!("台帳 {} を読み書きできません（{problem}）。", shown(file)),
                format!(
                    "The ledger {} cannot be read or written ({problem}).",
                    shown(file)
                ),
                "ディスクとフォルダーの権限を確かめてください。直前の入力は保存されていません。",
                "Check the disk and the folder's permissions. The last entry was not saved.",
            ),
            Self::SqliteTooOld { found } => advice(
                "ledger-sqlite-too-old",
                format!("組み込まれた SQLite {found} は古く、台帳を壊すおそれがあります。"),
                format!(
                    "The SQLite {found} in this program is too old and could damage the ledger."
                ),
                "正しく作られたかざしを入れ直してください。台帳は開いていません。",
                "Install a proper build of Kazashi. The ledger was not opened.",
            ),
            _ => of_content(self),
        }
    }
}

fn of_file(error: &LedgerError, file: &str) -> Advice {
    match error {
        LedgerError::IsBackup { .. } => advice(
            "ledger-is-backup",
            format!("{file} は台帳の控えです。このままでは使えません。"),
            format!("{file} is a backup of a ledger and is not used as it is."),
            "「控えから戻す」で台帳に戻してから使ってください。",
            "Restore it first.",
        ),
        LedgerError::Missing { .. } => advice(
            "ledger-missing",
            format!("台帳 {file} がありません。"),
            format!("There is no ledger {file}."),
            "場所を確かめてください。外付けの媒体なら、つないでください。",
            "Check the place; if it is on a stick, plug it in.",
        ),
        LedgerError::Exists { .. } => advice(
            "ledger-exists",
            format!("{file} にはすでにファイルがあります。上書きしません。"),
            format!("There is a file at {file} already. It is not overwritten."),
            "その台帳を開くか、別の名前にしてください。",
            "Open that ledger, or choose another name.",
        ),
        LedgerError::WrongKey { .. } => advice(
            "ledger-wrong-key",
            format!("台帳 {file} は、この鍵では開きません。"),
            format!("The ledger {file} does not open with this key."),
            "この台帳の鍵か合言葉を使ってください。台帳は変わっていません。",
            "Use this ledger's own key or passphrase. The ledger is unchanged.",
        ),
        LedgerError::Damaged { .. } => advice(
            "ledger-damaged",
            format!("台帳 {file} が壊れています。"),
            format!("The ledger {file} is damaged."),
            "このファイルを消さないでください。「kazashi ledger salvage」で読める記録を新しい台帳に移せます。",
            "Do not delete the file. 'kazashi ledger salvage' moves all that can be read into a new ledger.",
        ),
        LedgerError::NotALedger { .. } => advice(
            "ledger-not-a-ledger",
            format!("{file} は、かざしの台帳ではありません。"),
            format!("{file} is not a ledger of Kazashi."),
            "ファイルを確かめてください。",
            "Check which file it is.",
        ),
        LedgerError::InUse { .. } => advice(
            "ledger-in-use",
            format!("台帳 {file} は、ほかのウィンドウかソフトが開いています。"),
            format!("The ledger {file} is open in another window or program."),
            "そちらを閉じてから、もう一度開いてください。",
            "Close it there and open it again.",
        ),
        _ => advice(
            "ledger-disk-full",
            format!("ディスクに空きがなく、台帳 {file} に書けません。"),
            format!("The disk is full; nothing can be written to the ledger {file}."),
            "空きを作ってください。直前の入力は保存されていません。それまでの記録は無事です。",
            "Make room. The last entry was not saved; all before it is safe.",
        ),
    }
}

fn of_content(error: &LedgerError) -> Advice {
    match error {
        LedgerError::NotEncrypted => advice(
            "ledger-not-encrypted",
            "組み込まれた SQLite に暗号化がありません。",
            "The SQLite in this program does not encrypt.",
            "正しく作られたかざしを入れ直してください。台帳は開いていません。",
            "Install a proper build of Kazashi. The ledger was not opened.",
        ),
        LedgerError::OtherRealm => advice(
            "ledger-other-realm",
            "ほかの災害・選挙・訓練の記録です。取り込んでいません。",
            "These events are of another disaster, election or exercise. Nothing was taken in.",
            "同じ災害・選挙の記録が入った媒体かどうか確かめてください。",
            "Check that the stick is of the same disaster or election.",
        ),
        LedgerError::SubjectErased => advice(
            "ledger-subject-erased",
            "消去された方の記録です。書き加えることはできません。",
            "This person's data was erased; nothing can be added.",
            "必要なら、新しい方として登録してください。",
            "If needed, register the person anew.",
        ),
        LedgerError::DeviceSuspended => advice(
            "ledger-device-suspended",
            "このPCの台帳と同じ鍵をもつ別の台帳があり、記録が食い違っています。このPCでの記録を止めました。",
            "Another ledger carries this PC's key and tells another history. Recording on this PC is stopped.",
            "情報担当に伝えてください。このPCに新しい端末の鍵を作ると、続けられます。",
            "Tell IT. Recording goes on once this PC has a new device key.",
        ),
        LedgerError::DeviceRevoked => advice(
            "ledger-device-revoked",
            "このPCは管理者によって利用を止められました。これまでの記録は残っています。",
            "An administrator has shut this PC out. What it had recorded stays.",
            "情報担当に伝えてください。使い続けるには、端末の鍵を作り直して登録し直します。",
            "Tell IT. To go on, this PC needs a new device key and has to be enrolled anew.",
        ),
        LedgerError::DraftInvalid { problem } => advice(
            "ledger-draft-invalid",
            format!("記録の大きさや形が決まりを超えています（{problem}）。"),
            format!("An entry is beyond the bounds of an event ({problem})."),
            "入力を短くしてください。くり返すときは情報担当に伝えてください。",
            "Shorten the entry; if it happens again, tell IT.",
        ),
        _ => advice(
            "ledger-state-not-kept",
            "一覧の状態を保存できません。ソフトの不具合です。",
            "A state of the list cannot be kept; this is a fault of the program.",
            "直前の入力は保存されていません。情報担当に伝えてください。",
            "The last entry was not saved. Tell IT.",
        ),
    }
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

fn advice(
    code: &'static str,
    what_ja: impl Into<String>,
    what_en: impl Into<String>,
    next_ja: &str,
    next_en: &str,
) -> Advice {
    Advice::new(
        code,
        Bilingual::new(what_ja, what_en),
        Bilingual::new(next_ja, next_en),
    )
}

/// One sample of every error that has a code of its own.
pub fn every_error() -> Vec<LedgerError> {
    let file = || "shelter.ledger".into();
    vec![
        LedgerError::Missing { file: file() },
        LedgerError::Exists { file: file() },
        LedgerError::WrongKey { file: file() },
        LedgerError::Damaged { file: file() },
        LedgerError::NotALedger { file: file() },
        LedgerError::IsBackup { file: file() },
        LedgerError::Newer {
            file: file(),
            found: 2,
        },
        LedgerError::InUse { file: file() },
        LedgerError::DiskFull { file: file() },
        LedgerError::Io {
            file: file(),
            problem: "permission denied".to_owned(),
        },
        LedgerError::SqliteTooOld {
            found: "3.40.1".to_owned(),
        },
        LedgerError::NotEncrypted,
        LedgerError::OtherRealm,
        LedgerError::DraftInvalid { problem: "kind" },
        LedgerError::SubjectErased,
        LedgerError::DeviceSuspended,
        LedgerError::DeviceRevoked,
        LedgerError::StateNotKept,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_error().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, "ledger-"), Vec::<String>::new());
    }

    /// Fails to compile when an error is added, so that it is added above too.
    #[expect(dead_code, reason = "only compiled")]
    fn none_is_forgotten(error: &LedgerError) {
        match error {
            LedgerError::Missing { .. }
            | LedgerError::Exists { .. }
            | LedgerError::WrongKey { .. }
            | LedgerError::Damaged { .. }
            | LedgerError::NotALedger { .. }
            | LedgerError::IsBackup { .. }
            | LedgerError::Newer { .. }
            | LedgerError::InUse { .. }
            | LedgerError::DiskFull { .. }
            | LedgerError::Io { .. }
            | LedgerError::SqliteTooOld { .. }
            | LedgerError::NotEncrypted
            | LedgerError::OtherRealm
            | LedgerError::DraftInvalid { .. }
            | LedgerError::SubjectErased
            | LedgerError::DeviceSuspended
            | LedgerError::DeviceRevoked
            | LedgerError::StateNotKept => {}
        }
    }
}
