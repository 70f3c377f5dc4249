//! The hub's own secrets (集約サーバの秘密鍵): made once, kept in a file beside the configuration, never in the database.
//!
//! Under the signing key desks know the hub again, so TLS certificates may come and go. Under the wrapping key lie the
//! keys of persons in the database: a backup of the database alone opens nobody. Lose the file, and every desk has to
//! be enrolled anew: keep a copy where the city keeps its recovery keys.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use rand_core::{CryptoRngCore, OsRng, RngCore};
use sha2::{Digest, Sha256};
use sync::HubKey;
use zeroize::{Zeroize, Zeroizing};

const NONCE: usize = 24;
/// Stands in front of the base 64 of both keys.
const MAGIC: &str = "kazashi-hub-secrets-1 ";

/// The hub's keys. Wiped on drop; no `Debug`.
pub struct Secrets {
    signing: SigningKey,
    wrapping: Zeroizing<[u8; 32]>,
}

/// Why the file of secrets does not serve. It names no byte of it.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// It cannot be read or written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// Others than its owner may read it.
    #[error("readable by others than its owner")]
    Open,
    /// It is not what this program wrote.
    #[error("not a file of secrets, or damaged")]
    Damaged,
}

impl Secrets {
    /// New ones, drawn by lot.
    pub fn random(rng: &mut impl CryptoRngCore) -> Self {
        let mut wrapping = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *wrapping);
        Self {
            signing: SigningKey::generate(rng),
            wrapping,
        }
    }

    /// Always the same of one seed: for a hub inside a desk's program, which has its keys from the desk's own.
    pub fn of_seed(seed: &[u8; 32]) -> Self {
        let part = |label: &[u8]| -> [u8; 32] {
            Sha256::new()
                .chain_update(b"kazashi.hub.seed.1")
                .chain_update(seed)
                .chain_update(label)
                .finalize()
                .into()
        };
        let mut signing = part(b"signing");
        let secrets = Self {
            signing: SigningKey::from_bytes(&signing),
            wrapping: Zeroizing::new(part(b"wrapping")),
        };
        signing.zeroize();
        secrets
    }

    /// Reads the file.
    pub fn load(file: &Path) -> Result<Self, SecretsError> {
        if is_open_to_others(file)? {
            return Err(SecretsError::Open);
        }
        let text = Zeroizing::new(fs::read_to_string(file)?);
        let body = text
            .trim_end()
            .strip_prefix(MAGIC)
            .ok_or(SecretsError::Damaged)?;
        let bytes = BASE64
            .decode(body.as_bytes())
            .map_err(|_| SecretsError::Damaged)?;
        let bytes = Zeroizing::new(bytes);
        let keys: &[u8; 96] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| SecretsError::Damaged)?;
        let (keys, sum) = keys.split_at(64);
        if Sha256::digest(keys)[..] != *sum {
            return Err(SecretsError::Damaged);
        }
        let mut seed = Zeroizing::new([0; 32]);
        let mut wrapping = Zeroizing::new([0; 32]);
        seed.copy_from_slice(&keys[..32]);
        wrapping.copy_from_slice(&keys[32..]);
        Ok(Self {
            signing: SigningKey::from_bytes(&seed),
            wrapping,
        })
    }

    /// Writes a new file that only its owner reads; an existing one is never written over.
    pub fn save_new(&self, file: &Path) -> Result<(), SecretsError> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(96));
        bytes.extend_from_slice(self.signing.as_bytes());
        bytes.extend_from_slice(&*self.wrapping);
        let sum = Sha256::digest(&*bytes);
        bytes.extend_from_slice(&sum);
        let mut text = Zeroizing::new(String::with_capacity(MAGIC.len() + 129));
        text.push_str(MAGIC);
        BASE64.encode_append(&bytes, &mut text);
        text.push('\n');

        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(file)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        Ok(())
    }

    /// The key by which desks know the hub.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// Its public part.
    pub fn key(&self) -> HubKey {
        HubKey::of(&self.signing)
    }

    /// A key for one purpose, the same at each start and in each process with these secrets.
    pub fn derived(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let hash = Sha256::new()
            .chain_update(b"kazashi.hub.derived.1")
            .chain_update(&self.wrapping[..])
            .chain_update(purpose.as_bytes())
            .finalize();
        Zeroizing::new(hash.into())
    }

    /// Seals bytes for the database: nonce, ciphertext, tag.
    pub fn wrap(&self, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        OsRng.fill_bytes(&mut nonce);
        // Fails only beyond 256 GiB.
        let sealed = self.cipher().encrypt(XNonce::from_slice(&nonce), plain);
        [&nonce[..], &sealed.unwrap_or_default()].concat()
    }

    /// Opens what [`Self::wrap`] sealed; `None` when it is another hub's, or damaged.
    pub fn unwrap(&self, wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = wrapped.split_first_chunk::<NONCE>()?;
        let plain = self.cipher().decrypt(XNonce::from_slice(nonce), sealed);
        plain.ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let mut key = *self.wrapping;
        let cipher = XChaCha20Poly1305::new((&key).into());
        key.zeroize();
        cipher
    }
}

#[cfg(unix)]
fn is_open_to_others(file: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::metadata(file)?.permissions().mode() & 0o077 != 0)
}

/// Elsewhere the folder's own rights hold.
#[cfg(not(unix))]
fn is_open_to_others(file: &Path) -> io::Result<bool> {
    fs::metadata(file).map(|_| false)
}
