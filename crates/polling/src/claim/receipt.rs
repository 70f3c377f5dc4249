//! The receipt: signed, and checked by whoever lets an elector through on it.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::lot::contents;
use super::{ClaimRequest, Receipt, ReceiptError};

impl Receipt {
    /// Signs the receipt of a claim in the authority's term.
    pub fn sign(key: &SigningKey, request: &ClaimRequest, term: u64) -> Self {
        let signature = key.sign(&Self::canonical(request, term)).to_bytes();
        Self {
            claim: request.id,
            term,
            signature,
        }
    }

    /// Whether this is the receipt of this claim, by the authority's key, and not of a term that is over.
    pub fn check(
        &self,
        key: &VerifyingKey,
        request: &ClaimRequest,
        least_term: u64,
    ) -> Result<(), ReceiptError> {
        if self.claim != request.id {
            return Err(ReceiptError::OtherClaim);
        }
        if self.term < least_term {
            return Err(ReceiptError::OldTerm);
        }
        key.verify_strict(
            &Self::canonical(request, self.term),
            &Signature::from_bytes(&self.signature),
        )
        .map_err(|_| ReceiptError::NotSigned)
    }

    /// The bytes that are signed: label, claim, term (8 bytes, big endian), elector, then the booth's and each
    /// ballot's name, each behind its length in one byte.
    pub fn canonical(request: &ClaimRequest, term: u64) -> Vec<u8> {
        let mut bytes = b"kazashi claim receipt 1".to_vec();
        bytes.extend_from_slice(&request.id.0);
        bytes.extend_from_slice(&term.to_be_bytes());
        bytes.extend_from_slice(&contents(request.elector, &request.ballots, &request.booth));
        bytes
    }
}
