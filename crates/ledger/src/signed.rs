//! An event as it travels: header, signature, and the sealed payload beside them.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Header, HeaderError, SubjectKey, seal};

const SIGNED: &[u8] = b"kazashi.event.1";

/// An event whose signature was not looked at yet; the bytes are as they came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The header in its canonical bytes.
    #[serde(with = "crate::wire::bytes")]
    pub header_bytes: Vec<u8>,
    /// Ed25519 over `kazashi.event.1` and the header's bytes.
    #[serde(with = "crate::wire::bytes")]
    pub signature: Vec<u8>,
    /// Sealed; `None` when it was erased or the carrier never had it.
    #[serde(with = "crate::wire::bytes_or_none")]
    pub payload: Option<Vec<u8>>,
}

impl Signed {
    /// Signs a header whose payload's length and hash are in it.
    pub fn new(header: &Header, payload: Vec<u8>, key: &SigningKey) -> Self {
        let header_bytes = header.to_bytes();
        let signature = key.sign(&said(&header_bytes)).to_bytes().to_vec();
        Self {
            header_bytes,
            signature,
            payload: Some(payload),
        }
    }

    /// Seals a payload and signs the header: for who writes events without a ledger file, as a hub does. The header's
    /// own length and hash of the payload are not looked at; `None` when the payload is too long.
    pub fn sealing(
        mut header: Header,
        payload: &[u8],
        subject_key: &SubjectKey,
        key: &SigningKey,
        rng: &mut impl CryptoRngCore,
    ) -> Option<Self> {
        if payload.len() > seal::MOST_PAYLOAD_BYTES {
            return None;
        }
        let sealed = seal::seal(payload, subject_key, &header, rng)?;
        header.payload_len = u32::try_from(sealed.len()).ok()?;
        header.payload_hash = Sha256::digest(&sealed).into();
        Some(Self::new(&header, sealed, key))
    }

    /// The payload, opened; `None` when it is not here, or sealed under another key.
    pub fn open(&self, header: &Header, key: &SubjectKey) -> Option<Zeroizing<Vec<u8>>> {
        seal::open(self.payload.as_ref()?, key, header)
    }

    /// The header, without a look at the signature.
    pub fn header(&self) -> Result<Header, HeaderError> {
        Header::from_bytes(&self.header_bytes)
    }

    /// SHA-256 of the header: what the next event of the device names as the one before.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.header_bytes).into()
    }

    /// Whether this device signed the header.
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        Signature::from_slice(&self.signature).is_ok_and(|signature| {
            key.verify_strict(&said(&self.header_bytes), &signature)
                .is_ok()
        })
    }

    /// Whether the payload is the one that the header names; an absent one is no other.
    pub fn payload_fits(&self, header: &Header) -> bool {
        self.payload
            .as_ref()
            .is_none_or(|payload| fits(payload, header))
    }
}

/// Whether sealed bytes are those that the header names.
pub(crate) fn fits(payload: &[u8], header: &Header) -> bool {
    payload.len() == header.payload_len as usize
        && Sha256::digest(payload)[..] == header.payload_hash
}

fn said(header: &[u8]) -> Vec<u8> {
    [SIGNED, header].concat()
}
