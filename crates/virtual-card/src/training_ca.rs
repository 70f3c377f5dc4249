//! The training CA: two certificate authorities and an issuer of card files, made at first use.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use advice::{Advice, Advise, Bilingual};
use jiff::civil::Date;
use rsa::RsaPrivateKey;

use crate::certificate::{self, Authority, Purpose};
use crate::key_folder::KeyFolder;
use crate::{Resident, cv_certificate};

const TEXT_ISSUER_ID: [u8; 7] = *b"9999033";
const TEXT_SIGNER_ID: [u8; 7] = *b"9999000";

/// Why the training CA could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    /// A file or folder cannot be read or written.
    #[error("the training CA's file {} cannot be used ({kind})", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        kind: std::io::ErrorKind,
    },
    /// No RSA key could be made or stored.
    #[error("a training key could not be made")]
    KeyGeneration,
    /// A certificate could not be put together.
    #[error("a training certificate could not be made")]
    Certificate(#[from] x509_cert::der::Error),
}

impl CaError {
    pub(crate) fn at(path: &Path, error: &std::io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            kind: error.kind(),
        }
    }
}

impl Advise for CaError {
    fn advice(&self) -> Advice {
        let (code, ja) = match self {
            Self::File { .. } => ("training-ca-file", "訓練用認証局のファイルが使えません。"),
            Self::KeyGeneration => ("training-ca-key", "訓練用の鍵を作れませんでした。"),
            Self::Certificate(_) => (
                "training-ca-certificate",
                "訓練用の証明書を作れませんでした。",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(ja, crate::resident::sentence(&self.to_string())),
            Bilingual::new(
                "訓練用認証局のフォルダーの権限と空き容量を確かめるか、フォルダーごと消してやり直してください。",
                "Check the rights and free space of the training CA's folder, or delete the folder and start again.",
            ),
        )
    }
}

/// Issues the certificates and signed files of virtual cards.
pub struct TrainingCa {
    folder: KeyFolder,
    auth: Authority,
    sign: Authority,
    text_signer: RsaPrivateKey,
    text_signer_certificate: Vec<u8>,
}

/// What one resident's card holds of keys and certificates.
pub(crate) struct ResidentKeys {
    pub(crate) auth: Arc<RsaPrivateKey>,
    pub(crate) auth_certificate: Vec<u8>,
    pub(crate) sign: Arc<RsaPrivateKey>,
    pub(crate) sign_certificate: Vec<u8>,
    pub(crate) internal: Arc<RsaPrivateKey>,
}

impl TrainingCa {
    /// Opens the CA of a folder, or makes one there: four RSA keys, some seconds once.
    pub fn open_or_create(folder: &Path) -> Result<Self, CaError> {
        let folder = KeyFolder::create(folder)?;
        let _lock = folder.lock()?;
        let [auth, sign, text_issuer, text_signer] =
            folder.keys(["auth-ca", "sign-ca", "text-issuer", "text-signer"])?;
        let text_signer_certificate = cv_certificate::certificate(
            TEXT_ISSUER_ID,
            &text_issuer,
            TEXT_SIGNER_ID,
            &text_signer.to_public_key(),
        );
        Ok(Self {
            auth: Authority::open(&folder, Purpose::Authentication, auth)?,
            sign: Authority::open(&folder, Purpose::Signature, sign)?,
            folder,
            text_signer,
            text_signer_certificate,
        })
    }

    /// The resident's keys and certificates, from the folder where they are there and still fit.
    pub(crate) fn issue(&self, resident: &Resident, today: Date) -> Result<ResidentKeys, CaError> {
        let _lock = self.folder.lock()?;
        let folder = self.folder.inner(resident.id())?;
        let [auth, sign, internal] = folder.keys(["auth", "sign", "internal"])?;
        let issue = |authority: &Authority, key: &RsaPrivateKey| {
            certificate::find_or_issue(&folder, authority, key, resident, today)
        };
        Ok(ResidentKeys {
            auth_certificate: issue(&self.auth, &auth)?,
            sign_certificate: issue(&self.sign, &sign)?,
            auth: Arc::new(auth),
            sign: Arc::new(sign),
            internal: Arc::new(internal),
        })
    }

    /// DER certificate of the CA for user authentication (利用者証明用), as EF 000B holds it.
    pub fn auth_ca_certificate(&self) -> &[u8] {
        self.auth.certificate()
    }

    /// DER certificate of the CA for digital signatures (署名用), as EF 0002 holds it.
    pub fn sign_ca_certificate(&self) -> &[u8] {
        self.sign.certificate()
    }

    pub(crate) fn text_signer(&self) -> &RsaPrivateKey {
        &self.text_signer
    }

    pub(crate) fn text_signer_certificate(&self) -> Vec<u8> {
        self.text_signer_certificate.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use jiff::civil::date;

    use super::*;

    fn has(certificate: &[u8], text: &str) -> bool {
        certificate
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    }

    #[test]
    fn two_programs_that_start_together_share_one_ca_and_damage_is_repaired() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let open = || TrainingCa::open_or_create(folder.path()).expect("a CA");
        let (one, other) = thread::scope(|scope| {
            let other = scope.spawn(open);
            (open(), other.join().expect("no panic"))
        });
        assert_eq!(one.auth_ca_certificate(), other.auth_ca_certificate());
        assert_eq!(one.sign_ca_certificate(), other.sign_ca_certificate());
        assert_ne!(one.auth_ca_certificate(), one.sign_ca_certificate());
        fs::write(folder.path().join("auth-ca.key"), b"half a ke").expect("written");
        let repaired = open();
        assert_ne!(repaired.auth_ca_certificate(), one.auth_ca_certificate());
        assert_eq!(repaired.sign_ca_certificate(), one.sign_ca_certificate());
    }

    #[test]
    fn a_resident_who_moves_gets_a_new_signing_certificate_only() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let ca = TrainingCa::open_or_create(folder.path()).expect("a CA");
        let text = include_str!("../residents/ordinary.toml");
        let issue = |text: &str| {
            let Ok(resident) = Resident::parse(text) else {
                panic!("a resident")
            };
            ca.issue(&resident, date(2026, 11, 21)).expect("issued")
        };
        let before = issue(text);
        let again = issue(text);
        assert_eq!(before.sign_certificate, again.sign_certificate);
        let after = issue(&text.replace("見本町", "引越町"));
        assert_eq!(before.auth_certificate, after.auth_certificate);
        assert_ne!(before.sign_certificate, after.sign_certificate);
        assert!(has(&after.sign_certificate, "引越町") && !has(&before.sign_certificate, "引越町"));
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let refused = TrainingCa::open_or_create(&file.path().join("inside")).err();
        let refused = refused.expect("a file is no folder");
        assert!(refused.to_string().contains("inside"), "{refused}");
        assert_eq!(refused.advice().code, "training-ca-file");
    }
}
