//! COMPUTE DIGITAL SIGNATURE: what each P1 does with the data.

use rsa::rand_core::OsRng;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};
use sha2::{Digest, Sha256};

use crate::apdu::StatusWord;

/// PKCS#1 v1.5 needs 11 bytes of padding in the 256 bytes of the modulus.
const LONGEST_RAW: usize = 245;

/// Signs as the card does: P1 says who hashes and who pads.
pub(crate) fn compute(key: &RsaPrivateKey, p1: u8, data: &[u8]) -> Result<Vec<u8>, StatusWord> {
    let given_digest = || {
        let right = data.len() == 32;
        right.then(|| data.to_vec()).ok_or(StatusWord::WRONG_LENGTH)
    };
    let own_digest = || Sha256::digest(data).to_vec();
    let signature = match p1 {
        _ if data.is_empty() => return Err(StatusWord::WRONG_LENGTH),
        0 if data.len() > LONGEST_RAW => return Err(StatusWord::WRONG_LENGTH),
        0 => key.sign(Pkcs1v15Sign::new_unprefixed(), data),
        1 => key.sign(Pkcs1v15Sign::new_unprefixed(), &own_digest()),
        2 => key.sign(Pkcs1v15Sign::new::<Sha256>(), &given_digest()?),
        3 => key.sign(Pkcs1v15Sign::new::<Sha256>(), &own_digest()),
        4 => key.sign_with_rng(&mut OsRng, Pss::new::<Sha256>(), &given_digest()?),
        5 => key.sign_with_rng(&mut OsRng, Pss::new::<Sha256>(), &own_digest()),
        _ => return Err(StatusWord::WRONG_PARAMETERS),
    };
    signature.map_err(|_| StatusWord::CONDITIONS_OF_USE)
}

/// RSASSA-PKCS1-v1_5 with SHA-256, as the issuer signs card files.
pub(crate) fn issuer_signature(key: &RsaPrivateKey, data: &[u8]) -> Vec<u8> {
    key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(data))
        .expect("a 2048-bit key has room for a SHA-256 DigestInfo")
}
