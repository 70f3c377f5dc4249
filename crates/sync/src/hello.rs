//! The hub says who it is, before anything is entrusted to it.

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The hub's name: the first 16 bytes of the SHA-256 of its public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HubId(#[serde(with = "ledger::wire::hash")] pub [u8; 16]);

impl fmt::Display for HubId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for HubId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// The hub's public key (Ed25519), pinned at the enrolment. TLS certificates come and go under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubKey(#[serde(with = "ledger::wire::hash")] pub [u8; 32]);

impl HubKey {
    /// The public part of a hub's key.
    pub fn of(key: &SigningKey) -> Self {
        Self(key.verifying_key().to_bytes())
    }

    /// The hub's name.
    pub fn id(&self) -> HubId {
        let mut id = [0; 16];
        id.copy_from_slice(&Sha256::digest(self.0)[..16]);
        HubId(id)
    }

    /// To check what it signed and to seal for it; `None` if the bytes are no key.
    pub fn verifying(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_bytes(&self.0).ok()
    }
}

/// Who are you? Anybody may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Drawn by lot, so that the answer is of now.
    #[serde(with = "ledger::wire::hash")]
    pub nonce: [u8; 32],
}

/// The hub's word on itself: its key, its time, and the TLS certificates under which it may be met.
///
/// The signature makes certificates valid instead of dates and a list of authorities: a PC whose clock stands in 2016
/// reaches the hub all the same, and learns the time here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloAnswer {
    /// The hub's key.
    pub key: HubKey,
    /// The hub's clock, milliseconds since 1970 UTC.
    pub time_ms: i64,
    /// SHA-256 of each certificate's SubjectPublicKeyInfo (DER), that of a proxy of the city before the hub too.
    pub certificates: Vec<CertificateHash>,
    /// Ed25519 over `kazashi.hello.1`, nonce, time (8 bytes, big endian), and the certificates' hashes.
    #[serde(with = "ledger::wire::hash")]
    pub signature: [u8; 64],
}

/// SHA-256 of a certificate's SubjectPublicKeyInfo (DER).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CertificateHash(#[serde(with = "ledger::wire::hash")] pub [u8; 32]);

impl HelloAnswer {
    /// The hub answers.
    pub fn new(
        key: &SigningKey,
        hello: &Hello,
        time_ms: i64,
        certificates: Vec<CertificateHash>,
    ) -> Self {
        let said = said(hello, time_ms, &certificates);
        Self {
            key: HubKey::of(key),
            time_ms,
            certificates,
            signature: key.sign(&said).to_bytes(),
        }
    }

    /// Whether the hub that has the key in the answer signed it for this question. Which hub that is has to be
    /// compared with the pinned key.
    pub fn is_signed(&self, hello: &Hello) -> bool {
        let said = said(hello, self.time_ms, &self.certificates);
        let signature = Signature::from_bytes(&self.signature);
        self.key
            .verifying()
            .is_some_and(|key| key.verify_strict(&said, &signature).is_ok())
    }
}

fn said(hello: &Hello, time_ms: i64, certificates: &[CertificateHash]) -> Vec<u8> {
    let mut said = b"kazashi.hello.1".to_vec();
    said.extend_from_slice(&hello.nonce);
    said.extend_from_slice(&time_ms.to_be_bytes());
    for certificate in certificates {
        said.extend_from_slice(&certificate.0);
    }
    said
}
