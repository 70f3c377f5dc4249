//! A card recognised without a secret.

use mynacard::{AuthCertificate, CardError, CardFile, CardKey, ContactlessId, TapKey};

/// A tap (かざし利用): which card it was, by a keyed hash that is made outside. No `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tap {
    /// A My Number Card, by its user-authentication certificate (利用者証明用電子証明書).
    MyNumberCard(CardKey),
    /// A My Number Card without a usable certificate, such as a small child's: it can be read, but not be recognised.
    WithoutCertificate,
    /// Another card with a number of its own, such as a transit card: it can be recognised, but has nothing to read.
    Contactless(CardKey),
}

impl Tap {
    /// The tap of a My Number Card, by what reading its certificate gave.
    pub fn of_certificate(
        key: &TapKey,
        read: Result<AuthCertificate, CardError>,
    ) -> Result<Self, CardError> {
        match read {
            Ok(certificate) => Ok(Self::MyNumberCard(CardKey::of_certificate(
                key,
                &certificate,
            ))),
            Err(
                CardError::CertificateAbsent
                | CardError::Malformed {
                    file: CardFile::AuthCertificate,
                    ..
                },
            ) => Ok(Self::WithoutCertificate),
            Err(error) => Err(error),
        }
    }

    /// The tap of another card, by its number.
    pub fn of_contactless_id(key: &TapKey, id: &ContactlessId) -> Self {
        Self::Contactless(CardKey::of_contactless_id(key, id))
    }

    /// What the card is recognised by.
    pub fn key(&self) -> Option<CardKey> {
        match self {
            Self::MyNumberCard(key) | Self::Contactless(key) => Some(*key),
            Self::WithoutCertificate => None,
        }
    }

    /// Whether this card can be asked for a PIN or a face code.
    pub fn takes_secret(&self) -> bool {
        !matches!(self, Self::Contactless(_))
    }
}
