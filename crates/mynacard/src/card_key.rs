//! 仮名識別子: what recognises a card again without telling whose it is.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{AuthCertificate, ContactlessId};

/// Bytes of a city's key.
const KEY_BYTES: usize = 32;

// One purpose each, so that the number of a transit card can never give the key of a certificate.
const OF_CERTIFICATE: &[u8] = b"kazashi card-key 1 auth-certificate";
const OF_CONTACTLESS_ID: &[u8] = b"kazashi card-key 1 contactless-id";

/// A city's own key under which cards are recognised: with another key, the same card gives another [`CardKey`].
///
/// Wiped on drop; no `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct TapKey(Box<[u8; KEY_BYTES]>);

/// 仮名識別子: a keyed hash of 16 bytes that is the same whenever the same card is tapped in the same city.
///
/// Without the city's key it tells nothing about the card. It changes when the certificate is renewed. No `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardKey([u8; 16]);

impl TapKey {
    /// Takes the key's 32 random bytes; they are copied, and wiped where they came from.
    pub fn new(mut bytes: Zeroizing<[u8; KEY_BYTES]>) -> Self {
        let mut key = Box::new([0; KEY_BYTES]);
        key.copy_from_slice(&*bytes);
        bytes.zeroize();
        Self(key)
    }

    /// The first 16 bytes of HMAC-SHA256 over the parts, each after its length (4 bytes, big-endian).
    fn card_key(&self, parts: [&[u8]; 3]) -> CardKey {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes keys of any length");
        for part in parts {
            let length = u32::try_from(part.len()).expect("a part of a card is short");
            mac.update(&length.to_be_bytes());
            mac.update(part);
        }
        let mut whole: [u8; 32] = mac.finalize().into_bytes().into();
        let mut first = [0; 16];
        first.copy_from_slice(&whole[..16]);
        whole.zeroize();
        CardKey(first)
    }
}

impl CardKey {
    /// Of a My Number Card, by issuer and serial number of its user-authentication certificate (利用者証明用電子証明書).
    pub fn of_certificate(key: &TapKey, certificate: &AuthCertificate) -> Self {
        key.card_key([OF_CERTIFICATE, certificate.issuer(), certificate.serial()])
    }

    /// Of another contactless card, by its own number.
    pub fn of_contactless_id(key: &TapKey, id: &ContactlessId) -> Self {
        key.card_key([OF_CONTACTLESS_ID, &[], id.bytes()])
    }

    /// A key that was kept.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// What is kept of a card.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}
