//! Why a bundle is not exported, not loaded, or no longer trusted. In every case nothing was changed.

use std::path::PathBuf;

use paper::DefinitionError;

use super::key::Fingerprint;

/// What is wrong with a bundle, or with what is done with it.
#[derive(Debug, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "fields say by their names what they are: a path, a number, what the system said"
)]
pub enum BundleError {
    /// The file, or a file that is exported, cannot be read.
    #[error("{}: {problem}", file.display())]
    Unreadable { file: PathBuf, problem: String },
    /// Something else than a bundle.
    #[error("not a bundle")]
    NotAZip,
    /// Cut off, or changed by accident.
    #[error("the bundle is damaged")]
    Damaged,
    /// Larger than any bundle, or it would unpack to more than any.
    #[error("the bundle is too large")]
    TooLarge,
    /// A name that leads out of its folder or means something else to a system.
    #[error("{path}: unsafe name")]
    UnsafePath { path: String },
    /// A link or a folder where a file should be.
    #[error("{path}: not a file")]
    NotAFile { path: String },
    /// There is no list of files.
    #[error("no manifest")]
    ManifestMissing,
    /// The list of files is not understood.
    #[error("manifest: {problem}")]
    ManifestInvalid { problem: String },
    /// Made by a later version of the program.
    #[error("bundles of format {found} are not known")]
    FormatUnknown { found: u32 },
    /// There is no signature.
    #[error("no signature")]
    SignatureMissing,
    /// The list of files was changed after it was signed.
    #[error("the signature is wrong")]
    SignatureWrong,
    /// A file is not as it was signed.
    #[error("{path}: changed")]
    FileChanged { path: String },
    /// A file of the list is not there.
    #[error("{path}: missing")]
    FileMissing { path: String },
    /// A file that is not of the list.
    #[error("{path}: not listed")]
    FileExtra { path: String },
    /// The first bundle of this PC: somebody must compare the fingerprint.
    #[error("the key {found} is not confirmed")]
    KeyUnconfirmed { found: Fingerprint },
    /// The fingerprint that was given is not that of the bundle.
    #[error("the key is {found}")]
    FingerprintDiffers { found: Fingerprint },
    /// Signed by another key than the bundles before.
    #[error("the key {found} is not the pinned one")]
    KeyNotPinned {
        found: Fingerprint,
        pinned: Option<Fingerprint>,
    },
    /// Not newer than what is active.
    #[error("version {found} is not newer than {active}")]
    Older { found: u64, active: u64 },
    /// No form is inside.
    #[error("no forms")]
    NoForms,
    /// A form is broken.
    #[error("the form {id} is broken")]
    FormBroken {
        id: String,
        errors: Vec<DefinitionError>,
    },
    /// A printer profile is broken.
    #[error("{problem}")]
    ProfileBroken { problem: String },
    /// The city's part of the settings is not understood.
    #[error("{problem}")]
    SettingsBroken { problem: String },
    /// The bundle could not be unpacked or made active.
    #[error("{}: {problem}", folder.display())]
    NotLoaded { folder: PathBuf, problem: String },
    /// There is no bundle before the active one.
    #[error("nothing to go back to")]
    NothingBefore,
    /// It cannot be told which bundle is active.
    #[error("{}: {problem}", file.display())]
    ActiveUnreadable { file: PathBuf, problem: String },
    /// A file of the active bundle was changed on this PC.
    #[error("{}: changed", file.display())]
    ActiveChanged { file: PathBuf },
    /// The file of the private key cannot be read.
    #[error("{}: {problem}", file.display())]
    KeyUnreadable { file: PathBuf, problem: String },
    /// The file holds no private key.
    #[error("{}: not a key", file.display())]
    KeyInvalid { file: PathBuf },
    /// The number beside the key cannot be read or written.
    #[error("{}: {problem}", file.display())]
    NotWritten { file: PathBuf, problem: String },
    /// The bundle could not be put together.
    #[error("{problem}")]
    NotMade { problem: String },
}

impl BundleError {
    /// One sample of each, so that codes and texts can be listed and tested.
    pub(crate) fn every() -> Vec<Self> {
        let file = || PathBuf::from("file");
        let path = || "forms/form/form.toml".to_owned();
        let problem = || "permission denied".to_owned();
        let key = super::key::BundleKey::generate(&mut rand_core::OsRng);
        let found = key.fingerprint();
        vec![
            Self::Unreadable {
                file: file(),
                problem: problem(),
            },
            Self::NotAZip,
            Self::Damaged,
            Self::TooLarge,
            Self::UnsafePath { path: path() },
            Self::NotAFile { path: path() },
            Self::ManifestMissing,
            Self::ManifestInvalid { problem: problem() },
            Self::FormatUnknown { found: 2 },
            Self::SignatureMissing,
            Self::SignatureWrong,
            Self::FileChanged { path: path() },
            Self::FileMissing { path: path() },
            Self::FileExtra { path: path() },
            Self::KeyUnconfirmed {
                found: found.clone(),
            },
            Self::FingerprintDiffers {
                found: found.clone(),
            },
            Self::KeyNotPinned {
                found: found.clone(),
                pinned: Some(found),
            },
            Self::Older {
                found: 1,
                active: 2,
            },
            Self::NoForms,
            Self::FormBroken {
                id: "form".to_owned(),
                errors: vec![],
            },
            Self::ProfileBroken { problem: problem() },
            Self::SettingsBroken { problem: problem() },
            Self::NotLoaded {
                folder: file(),
                problem: problem(),
            },
            Self::NothingBefore,
            Self::ActiveUnreadable {
                file: file(),
                problem: problem(),
            },
            Self::ActiveChanged { file: file() },
            Self::KeyUnreadable {
                file: file(),
                problem: problem(),
            },
            Self::KeyInvalid { file: file() },
            Self::NotWritten {
                file: file(),
                problem: problem(),
            },
            Self::NotMade { problem: problem() },
        ]
    }
}
