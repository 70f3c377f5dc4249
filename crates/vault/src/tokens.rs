//! Keyed hashes of what recognises a person or a badge again (仮名識別子).

use crate::{Badge, Key, Label};

/// A keyed hash of 16 bytes: the same on all PCs of a city, worth nothing without its key.
pub type Token = [u8; 16];

/// Makes tokens under the city's token key. HMAC-SHA256 (RFC 2104), its first 16 bytes.
///
/// Cards have keyed hashes of their own (仮名識別子), which the card library makes.
pub struct Tokens(Key);

impl Tokens {
    /// Uses the token key of a package.
    pub fn new(key: &Key) -> Self {
        Self(key.clone())
    }

    /// Token of a badge.
    pub fn badge(&self, badge: &Badge) -> Token {
        self.token("badge", &[badge.bytes()])
    }

    /// Token of a label.
    pub fn label(&self, label: &Label) -> Token {
        self.token("label", &[label.bytes()])
    }

    /// Token of a pre-registration, so that one used twice is noticed.
    pub fn pre_registration(&self, id: &[u8; 16]) -> Token {
        self.token("pre-registration", &[id])
    }

    /// Token of anything else; `kind` keeps kinds apart.
    pub fn other(&self, kind: &str, parts: &[&[u8]]) -> Token {
        let all = [&[kind.as_bytes()], parts].concat();
        self.token("other", &all)
    }

    fn token(&self, kind: &str, parts: &[&[u8]]) -> Token {
        let purpose = format!("kazashi.token.1.{kind}");
        let hash = self.0.derive(&purpose, parts);
        let mut token = [0; 16];
        token.copy_from_slice(&hash.as_bytes()[..16]);
        token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_depends_on_key_kind_and_every_part() {
        let tokens = Tokens::new(&Key::from_bytes(&[1; 32]));
        let other = Tokens::new(&Key::from_bytes(&[2; 32]));
        let token = tokens.other("paper", &[b"slip", b"12"]);
        assert_eq!(token, tokens.other("paper", &[b"slip", b"12"]));
        for differing in [
            other.other("paper", &[b"slip", b"12"]),
            tokens.other("paper", &[b"slip1", b"2"]),
            tokens.other("keeper", &[b"slip", b"12"]),
            tokens.pre_registration(b"slip12slip12slip"),
        ] {
            assert_ne!(token, differing);
        }
    }

    /// Lists of PCs with different versions of the program merge only while this stays.
    #[test]
    fn tokens_stay_as_they_are() {
        let tokens = Tokens::new(&Key::from_bytes(&[1; 32]));
        let hex = data_encoding::HEXLOWER.encode(&tokens.other("paper", &[b"slip", b"12"]));
        assert_eq!(hex, "355ca0b894b4785a2a8b8b32c2bf09a4");
    }
}
