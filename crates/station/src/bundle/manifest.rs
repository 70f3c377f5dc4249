//! `manifest.json`: what a bundle is and which files it has.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, VerifyingKey};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::BundleError;
use super::key::public_key;
use super::paths;

/// Name of the manifest inside the file.
pub(super) const MANIFEST: &str = "manifest.json";
/// Name of the signature over the manifest's bytes: Ed25519, 64 bytes.
pub(super) const SIGNATURE: &str = "manifest.sig";
/// Version of the manifest's shape.
pub(super) const FORMAT: u32 = 1;

/// What a bundle says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub format: u32,
    /// Name of the city, or what the administrator called it.
    pub name: String,
    /// Grows by one with each export.
    pub number: u64,
    /// Date and time in Japan.
    pub created: DateTime,
    /// The public key of who signed, in hexadecimal digits.
    pub key: String,
    pub files: Vec<ListedFile>,
}

/// One file of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListedFile {
    pub path: String,
    /// Bytes.
    pub size: u64,
    pub sha256: String,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl ListedFile {
    pub(super) fn of(path: &str, bytes: &[u8]) -> Self {
        Self {
            path: path.to_owned(),
            size: bytes.len() as u64,
            sha256: sha256(bytes),
        }
    }
}

/// SHA-256 in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Reads a manifest whose signature by the key that it names is right.
pub(super) fn read_signed(
    bytes: &[u8],
    signature: &[u8],
) -> Result<(Manifest, VerifyingKey), BundleError> {
    let invalid = |problem: String| BundleError::ManifestInvalid { problem };
    let Format { format } =
        serde_json::from_slice(bytes).map_err(|error| invalid(error.to_string()))?;
    if format != FORMAT {
        return Err(BundleError::FormatUnknown { found: format });
    }
    let manifest: Manifest =
        serde_json::from_slice(bytes).map_err(|error| invalid(error.to_string()))?;
    let key = public_key(&manifest.key).ok_or_else(|| invalid("key".to_owned()))?;
    let signature = Signature::from_slice(signature).map_err(|_| BundleError::SignatureWrong)?;
    key.verify_strict(bytes, &signature)
        .map_err(|_| BundleError::SignatureWrong)?;
    // Windows does not tell A from a.
    let mut names = BTreeSet::new();
    for file in &manifest.files {
        if !paths::is_safe(&file.path) {
            return Err(BundleError::UnsafePath {
                path: file.path.clone(),
            });
        }
        if !names.insert(file.path.to_lowercase()) {
            return Err(invalid(format!("{} stands there twice", file.path)));
        }
    }
    Ok((manifest, key))
}
