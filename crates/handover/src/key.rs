//! The city's key pair for codes that only the back office can read: X25519.

use crypto_box::{PublicKey, SecretKey};
use data_encoding::HEXLOWER_PERMISSIVE as HEX;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::KeyError;

/// First word of a private key's file.
const HEADER: &str = "kazashi-handover-key-1";
/// Bytes of an X25519 key (RFC 7748).
const KEY_BYTES: usize = 32;

/// The city's public key (公開鍵): 64 hexadecimal digits in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityKey(pub(crate) PublicKey);

impl CityKey {
    /// Reads the key as the settings write it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let bytes = hex_bytes(text.trim()).ok_or(KeyError::NotAPublicKey)?;
        Ok(Self(PublicKey::from(*bytes)))
    }

    /// The key as the settings write it.
    pub fn to_text(&self) -> String {
        HEX.encode(self.0.as_bytes())
    }
}

/// The city's private key (秘密鍵), which only the back office has. Wiped when dropped.
pub struct CityPrivateKey(pub(crate) SecretKey);

impl CityPrivateKey {
    /// A new key pair.
    pub fn generate(random: &mut impl CryptoRngCore) -> Self {
        Self(SecretKey::generate(random))
    }

    /// Reads the text of a private key's file.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let digits = text
            .trim()
            .strip_prefix(HEADER)
            .ok_or(KeyError::NotAPrivateKey)?;
        let bytes = hex_bytes(digits.trim()).ok_or(KeyError::NotAPrivateKey)?;
        Ok(Self(SecretKey::from(*bytes)))
    }

    /// The text of a private key's file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new(self.0.to_bytes());
        let digits = Zeroizing::new(HEX.encode(&*bytes));
        Zeroizing::new(format!("{HEADER} {}\n", *digits))
    }

    /// The public half.
    pub fn public(&self) -> CityKey {
        CityKey(self.0.public_key())
    }
}

fn hex_bytes(digits: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let bytes = Zeroizing::new(HEX.decode(digits.as_bytes()).ok()?);
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;

    #[test]
    fn keys_come_back_from_their_text() {
        let key = CityPrivateKey::generate(&mut OsRng);
        let back = CityPrivateKey::parse(&key.to_text()).ok().unwrap();
        assert_eq!(back.public(), key.public());
        assert_eq!(
            CityKey::parse(&key.public().to_text()).unwrap(),
            key.public()
        );
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "12", &"g".repeat(64), &"a".repeat(66)] {
            assert!(CityKey::parse(text).is_err());
            assert!(CityPrivateKey::parse(text).is_err());
        }
        assert!(CityPrivateKey::parse(&"a".repeat(64)).is_err());
    }
}
