//! What the errors tell the operator.

use advice::{Advice, Advise, Bilingual};

use crate::{
    CodeError, KeyFileError, KeyStoreError, LEAST_CHARS, MOST_CODE_CHARS, PackageError,
    PreRegistrationError,
};

impl Advise for KeyFileError {
    #[expect(clippy::too_many_lines, reason = "a list of sentences, one an error")]
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable { file, problem } => advice(
                "key-file-unreadable",
                format!("鍵ファイル {} を読めません（{problem}）。", file.display()),
                format!(
                    "The key file {} cannot be read ({problem}).",
                    file.display()
                ),
                "台帳と同じフォルダーに鍵ファイルがあるか、権限を確かめてください。",
                "Check that it lies beside the ledger, and its permissions.",
            ),
            Self::NotAKeyFile => advice(
                "key-file-other",
                "これは、かざしの鍵ファイルではありません。",
                "This is not a key file of Kazashi.",
                "台帳と同じフォルダーの鍵ファイルを指定してください。",
                "Name the key file that lies beside the ledger.",
            ),
            Self::Newer => advice(
                "key-file-newer",
                "この鍵ファイルは、より新しい版のかざしで作られています。",
                "The key file was made by a later version of Kazashi.",
                "この PC のかざしを更新してください。",
                "Update Kazashi on this PC.",
            ),
            Self::Damaged => advice(
                "key-file-damaged",
                "鍵ファイルが壊れています。",
                "The key file is damaged.",
                "控えの鍵ファイルを台帳の隣に戻してください。台帳は消さないでください。",
                "Put a copy of the key file back beside the ledger. Do not delete the ledger.",
            ),
            Self::OtherPurpose => advice(
                "key-file-other-purpose",
                "別の用途の鍵ファイルです（台帳の鍵と市の鍵は別のものです）。",
                "This key file is for something else: those of a ledger and of the city are two.",
                "台帳には隣にある鍵ファイルを、起動パッケージには市の鍵ファイルを指定してください。",
                "Name the one beside the ledger for a ledger, the city's for a package.",
            ),
            Self::NoSlot => advice(
                "key-file-no-slot",
                "その開け方は、この鍵ファイルに登録されていません。",
                "The key file has no slot for this way of opening it.",
                "合言葉、または市の復旧鍵で開いてください。",
                "Open it by passphrase, or with the city's recovery key.",
            ),
            Self::WrongPassphrase => advice(
                "key-file-wrong-passphrase",
                "合言葉が違います。",
                "The passphrase is not the right one.",
                "大文字と小文字を確かめて、もう一度入力してください。わからないときは、市の担当に連絡してください。",
                "Check capital letters and type it again; if it is lost, call the city hall.",
            ),
            Self::WrongRecoveryKey => advice(
                "key-file-wrong-recovery-key",
                "この復旧鍵では開けません。別の市か、前の鍵です。",
                "This recovery key does not open it: of another city, or an earlier one.",
                "この台帳を作ったときの市の鍵ファイルを使ってください。",
                "Use the city's key file of the time when this ledger was made.",
            ),
            Self::OtherKey => advice(
                "key-file-other-key",
                "鍵が、この鍵ファイルのものではありません。何も変えていません。",
                "The key is not the one of this key file. Nothing was changed.",
                "鍵ファイルを開き直してください。",
                "Open the key file anew.",
            ),
            Self::LastSlot => advice(
                "key-file-last-slot",
                "合言葉か市の復旧鍵のどちらかは必要です。何も変えていません。",
                "A passphrase or the city's recovery key has to remain. Nothing was changed.",
                "先に新しい合言葉を登録してください。",
                "Add another passphrase first.",
            ),
            Self::PassphraseTooShort => advice(
                "key-file-passphrase-too-short",
                format!("合言葉が短すぎます（空白を除いて {LEAST_CHARS} 文字以上）。"),
                format!(
                    "The passphrase is too short (at least {LEAST_CHARS} characters without blanks)."
                ),
                "いくつかの言葉をつないだ、長い合言葉にしてください。",
                "Choose a longer one, of several words.",
            ),
            Self::DiskFull { file } => advice(
                "key-file-disk-full",
                format!(
                    "空き容量がなく、鍵ファイル {} を書けません。前のファイルはそのままです。",
                    file.display()
                ),
                format!(
                    "The disk is full; the key file {} was not written. The earlier one is as it was.",
                    file.display()
                ),
                "空き容量を作ってから、もう一度行ってください。",
                "Make room and try again.",
            ),
            Self::NotWritten { file, problem } => advice(
                "key-file-not-written",
                format!(
                    "鍵ファイル {} を書けません（{problem}）。前のファイルはそのままです。",
                    file.display()
                ),
                format!(
                    "The key file {} cannot be written ({problem}). The earlier one is as it was.",
                    file.display()
                ),
                "フォルダーの権限を確かめてください。",
                "Check the permissions of the folder.",
            ),
            Self::KeyStore(error) => error.advice(),
        }
    }
}

impl Advise for KeyStoreError {
    fn advice(&self) -> Advice {
        match self {
            Self::Absent => advice(
                "key-store-absent",
                "この PC には、鍵を預かる仕組み（資格情報マネージャーなど）がありません。",
                "This PC has no key store, or it is not running.",
                "合言葉で開いてください。",
                "Open it by passphrase.",
            ),
            Self::Locked => advice(
                "key-store-locked",
                "この PC の鍵を預かる仕組みがロックされています。",
                "The key store of this PC is locked.",
                "PC にサインインし直すか、合言葉で開いてください。",
                "Sign in to the PC anew, or open it by passphrase.",
            ),
            Self::NoEntry => advice(
                "key-store-no-entry",
                "この PC のこの利用者には、鍵が預けられていません。",
                "The key store of this account does not hold the key.",
                "合言葉で開いてください。",
                "Open it by passphrase.",
            ),
            Self::Failed => advice(
                "key-store-failed",
                "この PC の鍵を預かる仕組みが応じません。",
                "The key store of this PC failed.",
                "合言葉で開いてください。",
                "Open it by passphrase.",
            ),
        }
    }
}

impl Advise for PackageError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable { file, problem } => advice(
                "package-unreadable",
                format!(
                    "起動パッケージ {} を読めません（{problem}）。",
                    file.display()
                ),
                format!(
                    "The activation package {} cannot be read ({problem}).",
                    file.display()
                ),
                "USB メモリーが差さっているか、パスを確かめてください。",
                "Check that the stick is in, and the path.",
            ),
            Self::NotAPackage => advice(
                "package-other",
                "これは、かざしの起動パッケージではありません。",
                "This is not an activation package of Kazashi.",
                "市が配った起動パッケージを選んでください。",
                "Choose the package that the city handed out.",
            ),
            Self::Newer => advice(
                "package-newer",
                "この起動パッケージは、より新しい版のかざしで作られています。",
                "The activation package was made by a later version of Kazashi.",
                "この PC のかざしを更新してください。",
                "Update Kazashi on this PC.",
            ),
            Self::Damaged => advice(
                "package-damaged",
                "起動パッケージが壊れているか、書き換えられています。",
                "The activation package is damaged or was changed.",
                "別の PC か USB メモリーの起動パッケージを使ってください。",
                "Use the package of another PC or stick.",
            ),
            Self::WrongCode => advice(
                "package-wrong-code",
                "この起動コードでは開けません。別の起動パッケージのコードです。",
                "The activation code is one of another package.",
                "起動パッケージと同じときに印刷されたコードを使ってください。",
                "Use a code that was printed together with this package.",
            ),
            Self::NoCityName => advice(
                "package-no-city-name",
                "市区町村名がありません。",
                "The name of the city is missing.",
                "市区町村名を指定してください。",
                "Give the name of the city.",
            ),
            Self::NotACityCode => advice(
                "package-not-a-city-code",
                "全国地方公共団体コードではありません（検査数字を含む6桁）。",
                "This is not a code of a local government (six digits with the check digit).",
                "市のコードを6桁で指定してください。",
                "Give the six digits of the city.",
            ),
            Self::DiskFull { file } => advice(
                "package-disk-full",
                format!(
                    "空き容量がなく、起動パッケージ {} を書けません。何も残していません。",
                    file.display()
                ),
                format!(
                    "The disk is full; nothing of the package {} is left.",
                    file.display()
                ),
                "空き容量を作ってから、もう一度行ってください。",
                "Make room and try again.",
            ),
            Self::NotWritten { file, problem } => advice(
                "package-not-written",
                format!(
                    "起動パッケージ {} を書けません（{problem}）。何も残していません。",
                    file.display()
                ),
                format!(
                    "The package {} cannot be written ({problem}). Nothing of it is left.",
                    file.display()
                ),
                "フォルダーの権限を確かめてください。",
                "Check the permissions of the folder.",
            ),
        }
    }
}

impl Advise for CodeError {
    fn advice(&self) -> Advice {
        match self {
            Self::NotACode => advice(
                "code-other",
                "これは、かざしのコードではありません。",
                "This is not a code of Kazashi.",
                "名札、職員証、または起動コードの紙を確かめてください。",
                "Check the label, the badge, or the paper of the activation code.",
            ),
            Self::OtherKind => advice(
                "code-other-kind",
                "別の用途のコードです。",
                "This code is for another use.",
                "画面が求めているもの（名札か職員証か）を読み取ってください。",
                "Scan what the screen asks for, label or badge.",
            ),
            Self::Newer => advice(
                "code-newer",
                "このコードは、より新しい版のかざしのものです。",
                "The code is one of a later version of Kazashi.",
                "この PC のかざしを更新してください。",
                "Update Kazashi on this PC.",
            ),
            Self::Mistyped => advice(
                "code-mistyped",
                "コードの文字が違うか、足りません。",
                "A letter of the code is wrong or missing.",
                "紙と見比べて、もう一度入力してください。",
                "Compare it with the paper and type it again.",
            ),
        }
    }
}

impl Advise for PreRegistrationError {
    fn advice(&self) -> Advice {
        match self {
            Self::NotACode => advice(
                "preregistration-other",
                "これは、事前登録のコードではありません。",
                "This is not a pre-registration code.",
                "事前登録の QR コードを読み取るか、聞き取って入力してください。",
                "Scan the code of the pre-registration, or ask and type.",
            ),
            Self::Newer => advice(
                "preregistration-newer",
                "この事前登録のコードは、この版では読めません。",
                "This program does not know this version of the pre-registration code.",
                "聞き取って入力してください。あとで、かざしを更新してください。",
                "Ask and type. Update Kazashi later.",
            ),
            Self::NotOpened => advice(
                "preregistration-not-opened",
                "この市の事前登録ではないか、書き換えられています。",
                "The pre-registration is one of another city, or was changed.",
                "聞き取って入力してください。",
                "Ask and type.",
            ),
            Self::Damaged => advice(
                "preregistration-damaged",
                "事前登録のコードが壊れているか、途中で切れています。",
                "The pre-registration code is damaged or incomplete.",
                "読み取り直してください。直らなければ、聞き取って入力してください。",
                "Scan it again; if that does not help, ask and type.",
            ),
            Self::TooLong { chars } => advice(
                "preregistration-too-long",
                format!(
                    "世帯の内容が多く、1つのコードに入りません（{chars} 文字、上限 {MOST_CODE_CHARS}）。"
                ),
                format!(
                    "The household does not fit one code ({chars} characters, at most {MOST_CODE_CHARS})."
                ),
                "世帯を2つのコードに分けてください。",
                "Split the household over two codes.",
            ),
        }
    }
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
