//! Card-verifiable certificates: the short form in which the card carries issuer keys.

use rsa::traits::PublicKeyParts;
use rsa::{RsaPrivateKey, RsaPublicKey};

use crate::signing::issuer_signature;
use crate::tlv::object;

/// 16 bytes: 7 digits ‖ 08 05 ‖ "001" ‖ zeros; ours start with 9999 and can never be a real issuer's.
pub(crate) fn key_id(digits: [u8; 7]) -> [u8; 16] {
    let mut id = [0; 16];
    id[..7].copy_from_slice(&digits);
    id[7..12].copy_from_slice(b"\x08\x05001");
    id
}

/// Exponent (tag 90) and 256-byte modulus (tag 91): 265 bytes.
pub(crate) fn public_key(key: &RsaPublicKey) -> Vec<u8> {
    let modulus = key.n().to_bytes_be();
    [object(0x90, &[1, 0, 1]).as_slice(), &object(0x91, &modulus)].concat()
}

/// EF 0004: `7F21 { 5F4E issuer id ‖ subject id ‖ key, 5F37 signature over that value }`, 568 bytes.
pub(crate) fn certificate(
    issuer_id: [u8; 7],
    issuer: &RsaPrivateKey,
    subject_id: [u8; 7],
    subject: &RsaPublicKey,
) -> Vec<u8> {
    let body = [
        key_id(issuer_id).as_slice(),
        &key_id(subject_id),
        &public_key(subject),
    ]
    .concat();
    let signature = issuer_signature(issuer, &body);
    object(
        0x7F21,
        &[object(0x5F4E, &body), object(0x5F37, &signature)].concat(),
    )
}
