//! Payloads, sealed under the subject's key: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03).
//!
//! Sealed bytes are: 8 bytes that name the key, 24 bytes of nonce, then the ciphertext with its tag.
//! The first byte under the seal says how the rest is packed; 0 is as it is.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{Header, SubjectId, SubjectKey};

/// Most bytes of a payload before it is sealed: 1 MiB.
pub const MOST_PAYLOAD_BYTES: usize = 1 << 20;
/// What sealing adds: the key's name, the nonce, the packing and the tag.
pub(crate) const SEAL_BYTES: usize = TAG + NONCE + 1 + 16;

const TAG: usize = 8;
const NONCE: usize = 24;
const AS_IT_IS: u8 = 0;

/// The kind of the event that erases its subject; sealed under the stream's key, since the subject's is destroyed.
pub const ERASED_KIND: &str = "subject.erased";

/// Whose payload it is, so that it goes with the subject; `None` for what the stream's own key seals.
pub(crate) fn payload_of(header: &Header) -> Option<SubjectId> {
    header.subject.filter(|_| header.kind != ERASED_KIND)
}

/// Under whose key the payload is: the subject's, or the stream's own, which is kept under the stream's id.
pub(crate) fn sealed_for(header: &Header) -> SubjectId {
    payload_of(header).unwrap_or(SubjectId(header.stream.0))
}

/// Seals a payload for the event that has this header but for the payload's length and hash.
pub(crate) fn seal(
    payload: &[u8],
    key: &SubjectKey,
    header: &Header,
    rng: &mut impl CryptoRngCore,
) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE];
    rng.fill_bytes(&mut nonce);
    let mut packed = Zeroizing::new(Vec::with_capacity(1 + payload.len()));
    packed.push(AS_IT_IS);
    packed.extend_from_slice(payload);
    let bound = Payload {
        msg: &packed,
        aad: &bound_to(header),
    };
    let sealed = cipher(key)
        .encrypt(XNonce::from_slice(&nonce), bound)
        .ok()?;
    Some([&key.tag()[..], &nonce, &sealed].concat())
}

/// Which key opens these bytes.
pub(crate) fn key_tag(sealed: &[u8]) -> Option<[u8; TAG]> {
    sealed.first_chunk().copied()
}

/// Opens a payload; `None` when it is another key's, changed, or moved to another header.
pub(crate) fn open(sealed: &[u8], key: &SubjectKey, header: &Header) -> Option<Zeroizing<Vec<u8>>> {
    let (tag, rest) = sealed.split_first_chunk::<TAG>()?;
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>()?;
    if *tag != key.tag() {
        return None;
    }
    let bound = Payload {
        msg: ciphertext,
        aad: &bound_to(header),
    };
    let opened = cipher(key).decrypt(XNonce::from_slice(nonce), bound).ok()?;
    let packed = Zeroizing::new(opened);
    match packed.split_first()? {
        (&AS_IT_IS, payload) => Some(Zeroizing::new(payload.to_vec())),
        _ => None,
    }
}

fn cipher(key: &SubjectKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

/// What the seal is bound to; the kind stands last, as the only part of no fixed length.
fn bound_to(header: &Header) -> Vec<u8> {
    let subject = header.subject.map(|id| id.0).unwrap_or_default();
    let parts: [&[u8]; 9] = [
        b"kazashi.payload.1",
        &header.realm.0,
        &header.stream.0,
        &header.device.0,
        &header.seq.to_be_bytes(),
        &header.version.to_be_bytes(),
        &[u8::from(header.subject.is_some())],
        &subject,
        header.kind.as_bytes(),
    ];
    parts.concat()
}
