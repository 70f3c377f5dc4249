//! What an administrator is told about a bundle.

use advice::{Advice, Advise, Bilingual};

use super::error::BundleError as E;

/// What happened: code, Japanese, English.
type What = (&'static str, String, String);

const UNTOUCHED_JA: &str = "何も変更していません。";
const UNTOUCHED_EN: &str = "Nothing was changed.";

impl Advise for E {
    fn advice(&self) -> Advice {
        let (code, ja, en) = of_file(self)
            .or_else(|| of_trust(self))
            .or_else(|| of_content(self))
            .unwrap_or_else(|| of_this_pc(self));
        let (next_ja, next_en) = next(self);
        Advice::new(
            code,
            Bilingual::new(ja, en),
            Bilingual::new(next_ja, next_en),
        )
    }
}

fn of_file(error: &E) -> Option<What> {
    Some(match error {
        E::Unreadable { file, problem } => (
            "bundle-unreadable",
            format!("{} を読めません（{problem}）。", file.display()),
            format!("{} cannot be read ({problem}).", file.display()),
        ),
        E::NotAZip => (
            "bundle-not-a-bundle",
            "これは配布ファイルではありません。".into(),
            "This file is not a bundle.".into(),
        ),
        E::Damaged => (
            "bundle-damaged",
            "配布ファイルが途中で切れているか、壊れています。".into(),
            "The bundle is cut off or damaged.".into(),
        ),
        E::TooLarge => (
            "bundle-too-large",
            "配布ファイルが大きすぎるか、展開すると大きくなりすぎます。".into(),
            "The bundle is too large, or would unpack to too much.".into(),
        ),
        E::UnsafePath { path } => (
            "bundle-unsafe-path",
            format!(
                "ファイル名「{}」は使えません（フォルダーの外に出るなど）。",
                shown(path)
            ),
            format!(
                "The name '{}' may not be used, for example since it leads out of its folder.",
                shown(path)
            ),
        ),
        E::NotAFile { path } => (
            "bundle-not-a-file",
            format!(
                "「{}」は通常のファイルではありません（リンクなど）。",
                shown(path)
            ),
            format!("'{}' is a link or something else than a file.", shown(path)),
        ),
        E::ManifestMissing => (
            "bundle-manifest-missing",
            "配布ファイルに内容の一覧（manifest.json）がありません。".into(),
            "The bundle has no list of its files (manifest.json).".into(),
        ),
        E::ManifestInvalid { problem } => (
            "bundle-manifest-invalid",
            format!("配布ファイルの内容の一覧が正しくありません（{problem}）。"),
            format!("The bundle's list of files is not understood ({problem})."),
        ),
        E::FormatUnknown { found } => (
            "bundle-format-unknown",
            format!("書式 {found} の配布ファイルは、この版では読めません。"),
            format!("This program does not know bundles of format {found}."),
        ),
        E::SignatureMissing => (
            "bundle-signature-missing",
            "配布ファイルに署名がありません。".into(),
            "The bundle is not signed.".into(),
        ),
        E::SignatureWrong => (
            "bundle-signature-wrong",
            "署名が合いません。内容の一覧が、署名のあとで書き換えられています。".into(),
            "The signature is wrong: the list of files was changed after it was signed.".into(),
        ),
        E::FileChanged { path } => (
            "bundle-file-changed",
            format!("「{}」が、署名のあとで書き換えられています。", shown(path)),
            format!("'{}' was changed after it was signed.", shown(path)),
        ),
        E::FileMissing { path } => (
            "bundle-file-missing",
            format!("配布ファイルに「{}」がありません。", shown(path)),
            format!("'{}' is missing from the bundle.", shown(path)),
        ),
        E::FileExtra { path } => (
            "bundle-file-extra",
            format!("「{}」は内容の一覧にないファイルです。", shown(path)),
            format!("'{}' is not on the bundle's list of files.", shown(path)),
        ),
        _ => return None,
    })
}

fn of_trust(error: &E) -> Option<What> {
    Some(match error {
        E::KeyUnconfirmed { found } => (
            "bundle-key-unconfirmed",
            format!("この PC で最初の配布ファイルです。鍵の指紋は {found} です。{UNTOUCHED_JA}"),
            format!(
                "This is the first bundle of this PC. The fingerprint of its key is {found}. {UNTOUCHED_EN}"
            ),
        ),
        E::FingerprintDiffers { found } => (
            "bundle-fingerprint-differs",
            format!("指定した指紋と違います。配布ファイルの鍵の指紋は {found} です。"),
            format!("This is not the fingerprint that was given: the bundle's is {found}."),
        ),
        E::KeyNotPinned { found, pinned } => {
            let pinned = pinned.as_ref().map_or("–".to_owned(), ToString::to_string);
            (
                "bundle-key-not-pinned",
                format!("これまでと別の鍵で署名されています（今回 {found}、登録済み {pinned}）。"),
                format!(
                    "It is signed by another key than the bundles before ({found} instead of {pinned})."
                ),
            )
        }
        E::Older { found, active } => (
            "bundle-older",
            format!("配布ファイルの版 {found} は、使用中の版 {active} より新しくありません。"),
            format!(
                "Version {found} of the bundle is not newer than version {active}, which is active."
            ),
        ),
        _ => return None,
    })
}

fn of_content(error: &E) -> Option<What> {
    Some(match error {
        E::NoForms => (
            "bundle-no-forms",
            "様式が1つもありません。".into(),
            "There is no form in it.".into(),
        ),
        E::FormBroken { id, errors } => {
            let first = errors.first().map(paper::DefinitionError::sentence);
            let (ja, en) = first.map_or((String::new(), String::new()), |it| (it.ja, it.en));
            (
                "bundle-form-broken",
                format!("様式「{id}」の定義に誤りがあります。{ja}"),
                format!("The definition of the form '{id}' is broken. {en}"),
            )
        }
        E::ProfileBroken { problem } => (
            "bundle-profile-broken",
            format!("プリンター設定に誤りがあります（{problem}）。"),
            format!("A printer profile is broken ({problem})."),
        ),
        E::SettingsBroken { problem } => (
            "bundle-settings-broken",
            format!("市の設定（city.toml）に誤りがあります（{problem}）。"),
            format!("The settings of the city (city.toml) are not right ({problem})."),
        ),
        _ => return None,
    })
}

fn of_this_pc(error: &E) -> What {
    match error {
        E::NotLoaded { folder, problem } => (
            "bundle-not-loaded",
            format!(
                "配布ファイルを {} に展開できません（{problem}）。これまでの版のままです。",
                folder.display()
            ),
            format!(
                "The bundle cannot be unpacked to {} ({problem}). The version before stays active.",
                folder.display()
            ),
        ),
        E::NothingBefore => (
            "bundle-nothing-before",
            "戻せる前の版がありません。".into(),
            "There is no version to go back to.".into(),
        ),
        E::ActiveUnreadable { file, problem } => (
            "bundle-active-unreadable",
            format!(
                "使用中の版がわかりません（{}: {problem}）。",
                file.display()
            ),
            format!(
                "It cannot be told which version is active ({}: {problem}).",
                file.display()
            ),
        ),
        E::ActiveChanged { file } => (
            "bundle-active-changed",
            format!(
                "使用中の版のファイル {} が、この PC で書き換えられています。",
                file.display()
            ),
            format!(
                "The file {} of the active version was changed on this PC.",
                file.display()
            ),
        ),
        E::KeyUnreadable { file, problem } => (
            "bundle-key-unreadable",
            format!("署名の鍵 {} を読めません（{problem}）。", file.display()),
            format!(
                "The signing key {} cannot be read ({problem}).",
                file.display()
            ),
        ),
        E::KeyInvalid { file } => (
            "bundle-key-invalid",
            format!("{} は署名の鍵のファイルではありません。", file.display()),
            format!("{} is not the file of a signing key.", file.display()),
        ),
        E::NotWritten { file, problem } => (
            "bundle-number-not-written",
            format!(
                "版の番号 {} を読み書きできません（{problem}）。",
                file.display()
            ),
            format!(
                "The version number in {} cannot be read or written ({problem}).",
                file.display()
            ),
        ),
        E::NotMade { problem } => (
            "bundle-not-made",
            format!("配布ファイルを作れません（{problem}）。"),
            format!("The bundle cannot be made ({problem})."),
        ),
        other => ("bundle-unreadable", other.to_string(), other.to_string()),
    }
}

fn next(error: &E) -> (&'static str, &'static str) {
    match error {
        E::Unreadable { .. } | E::KeyUnreadable { .. } => (
            "場所と読み取り権限を確かめてください。",
            "Check that it is there and may be read.",
        ),
        E::NotAZip => (
            "「kazashi bundle export」で作った .kazashi ファイルを指定してください。",
            "Name a .kazashi file that 'kazashi bundle export' made.",
        ),
        E::Damaged | E::ManifestMissing | E::ManifestInvalid { .. } | E::SignatureMissing => (
            "もう一度コピーするか、作り直してもらってください。何も変更していません。",
            "Copy it again, or have it exported again. Nothing was changed.",
        ),
        E::SignatureWrong | E::FileChanged { .. } | E::FileMissing { .. } | E::FileExtra { .. } => {
            (
                "使わずに、作成した担当に知らせてください。何も変更していません。",
                "Do not use it, and tell whoever exported it. Nothing was changed.",
            )
        }
        E::TooLarge | E::UnsafePath { .. } | E::NotAFile { .. } => (
            "様式のフォルダーを確かめ、作り直してください。何も変更していません。",
            "Look at the forms folder and export again. Nothing was changed.",
        ),
        E::FormatUnknown { .. } => (
            "この PC のソフトを更新してください。何も変更していません。",
            "Update the program on this PC. Nothing was changed.",
        ),
        E::KeyUnconfirmed { .. } => (
            "作成した担当が持つ指紋と電話などで比べ、同じなら --trust に指紋を付けて実行してください。",
            "Compare it with whoever exported it, by telephone for example; if it is the same, run again with --trust and the fingerprint.",
        ),
        E::FingerprintDiffers { .. } => (
            "打ち間違いでなければ、使わずに、作成した担当に知らせてください。何も変更していません。",
            "If it was typed right, do not use it and tell whoever exported it. Nothing was changed.",
        ),
        E::KeyNotPinned { .. } => (
            "鍵を替えたと聞いているときだけ、手引きの「鍵を替える」のとおりにしてください。何も変更していません。",
            "Only if you were told of a new key, follow 'A new key' in docs/bundle.md. Nothing was changed.",
        ),
        E::Older { .. } => (
            "古い版に戻すなら bundle rollback か --allow-older を使ってください。何も変更していません。",
            "To go back, use 'bundle rollback' or --allow-older. Nothing was changed.",
        ),
        E::NoForms | E::FormBroken { .. } | E::ProfileBroken { .. } | E::SettingsBroken { .. } => (
            "書き出す PC で「kazashi forms check」を行い、直してから書き出してください。何も変更していません。",
            "On the PC that exports, run 'kazashi forms check', correct it and export again. Nothing was changed.",
        ),
        E::NotLoaded { .. } | E::NotMade { .. } | E::NotWritten { .. } => (
            "空き容量と書き込み権限を確かめて、もう一度行ってください。",
            "Check the free space and the permissions, then do it again.",
        ),
        E::NothingBefore => (
            "前の版の配布ファイルを --allow-older で読み込んでください。",
            "Load the file of the earlier version with --allow-older.",
        ),
        E::ActiveUnreadable { .. } | E::ActiveChanged { .. } => (
            "bundles フォルダーを別の場所に移し、配布ファイルを読み込み直してください。",
            "Move the folder 'bundles' away and load the bundle again.",
        ),
        E::KeyInvalid { .. } => (
            "「kazashi bundle keygen」が作ったファイルを指定してください。",
            "Name the file that 'kazashi bundle keygen' made.",
        ),
    }
}

/// A name from outside, without letters that would change the line it stands in.
fn shown(path: &str) -> String {
    path.chars()
        .take(80)
        .map(|c| if c.is_control() { '?' } else { c })
        .collect()
}
