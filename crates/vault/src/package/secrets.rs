//! What all PCs of a city share, and nobody else knows.

use data_encoding::HEXLOWER as HEX;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::Key;
use crate::key::KEY_BYTES;

/// The shared keys. Wiped when dropped.
#[derive(Clone)]
pub struct Secrets {
    /// Under which cards become tokens, so that lists of several PCs merge.
    pub tokens: Key,
    /// Under which pre-registration codes are sealed.
    pub pre_registration: Key,
    /// Under which bundles travel between PCs.
    pub bundles: Key,
}

impl Secrets {
    pub(super) fn generate(random: &mut impl CryptoRngCore) -> Self {
        Self {
            tokens: Key::generate(random),
            pre_registration: Key::generate(random),
            bundles: Key::generate(random),
        }
    }

    /// One line a key: name, blank, hexadecimal digits. Later versions add lines.
    pub(super) fn to_text(&self) -> Zeroizing<String> {
        let keys = self.named();
        let length = keys.iter().map(|(name, _)| name.len() + 2 * KEY_BYTES + 2);
        let mut text = Zeroizing::new(String::with_capacity(length.sum()));
        for (name, key) in keys {
            text.push_str(name);
            text.push(' ');
            HEX.encode_append(key.as_bytes(), &mut text);
            text.push('\n');
        }
        text
    }

    pub(super) fn from_text(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let key = |wanted: &str| {
            let digits = text
                .lines()
                .filter_map(|line| line.split_once(' '))
                .find_map(|(name, digits)| (name == wanted).then_some(digits))?;
            let bytes = Zeroizing::new(HEX.decode(digits.as_bytes()).ok()?);
            Key::from_slice(&bytes)
        };
        Some(Self {
            tokens: key("tokens")?,
            pre_registration: key("pre-registration")?,
            bundles: key("bundles")?,
        })
    }

    fn named(&self) -> [(&'static str, &Key); 3] {
        [
            ("tokens", &self.tokens),
            ("pre-registration", &self.pre_registration),
            ("bundles", &self.bundles),
        ]
    }
}
