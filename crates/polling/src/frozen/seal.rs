//! The list as a signed file.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::{FrozenError, FrozenList};
use crate::fact::Frozen;

/// What a file begins with; the signature over the SHA-256 of the rest follows, then the list in CBOR.
const LABEL: &[u8] = b"kazashi early voters 1\n";

impl FrozenList {
    /// The signed file.
    pub fn seal(&self, key: &SigningKey) -> Result<Vec<u8>, FrozenError> {
        let list = self.canonical()?;
        let mut file = LABEL.to_vec();
        file.extend_from_slice(&key.sign(&signed(&list)).to_bytes());
        file.extend_from_slice(&list);
        Ok(file)
    }

    /// Reads a file, if it is of this election and signed with this key.
    pub fn open(file: &[u8], key: &VerifyingKey, election: [u8; 8]) -> Result<Self, FrozenError> {
        let rest = file.strip_prefix(LABEL).ok_or(FrozenError::Damaged)?;
        let (signature, list) = rest.split_at_checked(64).ok_or(FrozenError::Damaged)?;
        let signature = Signature::from_slice(signature).map_err(|_| FrozenError::Damaged)?;
        key.verify_strict(&signed(list), &signature)
            .map_err(|_| FrozenError::NotSigned)?;
        let mut left = list;
        let read: Self = ciborium::from_reader(&mut left).map_err(|_| FrozenError::Damaged)?;
        if read.format != 1 {
            return Err(FrozenError::Newer);
        }
        if !left.is_empty() {
            return Err(FrozenError::Damaged);
        }
        if read.election != election {
            return Err(FrozenError::OtherElection);
        }
        Ok(read)
    }

    /// The fact that the list was fixed.
    pub fn fact(&self) -> Result<Frozen, FrozenError> {
        Ok(Frozen {
            list: Sha256::digest(self.canonical()?).into(),
            electors: self.electors() as u64,
        })
    }

    /// The same list gives the same bytes: districts and lines are sorted.
    fn canonical(&self) -> Result<Vec<u8>, FrozenError> {
        let mut bytes = Vec::new();
        ciborium::into_writer(self, &mut bytes).map_err(|_| FrozenError::Damaged)?;
        Ok(bytes)
    }
}

/// What is signed: the label, so that the signature is of no use elsewhere, and the hash.
fn signed(list: &[u8]) -> Vec<u8> {
    let mut bytes = LABEL.to_vec();
    bytes.extend_from_slice(&Sha256::digest(list));
    bytes
}
