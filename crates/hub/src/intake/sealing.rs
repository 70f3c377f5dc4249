//! Under whose key a payload is sealed.

use ledger::{ERASED_KIND, Header, SubjectId, SubjectKey};
use sha2::{Digest, Sha256};

/// Names a key without giving it away: the first 8 bytes of its SHA-256. A sealed payload begins with it.
pub type KeyTag = [u8; 8];

/// The key's name.
pub fn key_tag(key: &SubjectKey) -> KeyTag {
    let mut tag = KeyTag::default();
    tag.copy_from_slice(&Sha256::digest(key.expose())[..8]);
    tag
}

/// Which key opens a sealed payload.
pub fn payload_tag(sealed: &[u8]) -> Option<KeyTag> {
    sealed.first_chunk().copied()
}

/// Whose payload it is, so that it goes with the subject; `None` for what the stream's own key seals.
pub fn payload_of(header: &Header) -> Option<SubjectId> {
    header.subject.filter(|_| header.kind != ERASED_KIND)
}

/// Under whose key the payload is: the subject's, or the stream's own, which is kept under the stream's id.
pub fn sealed_for(header: &Header) -> SubjectId {
    payload_of(header).unwrap_or(SubjectId(header.stream.0))
}
