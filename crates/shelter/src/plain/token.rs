//! What recognises a person again.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::PersonId;

/// What kind of thing was held to the reader or the camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// 利用者証明用電子証明書 of the My Number card.
    AuthCertificate,
    /// Another contactless card (交通系ICカード).
    Contactless,
    /// A label or wristband of the shelter.
    Label,
    /// A code made at home (事前登録).
    PreRegistration,
    /// The number of a paper slip.
    PaperNumber,
}

impl TokenKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::AuthCertificate,
        Self::Contactless,
        Self::Label,
        Self::PreRegistration,
        Self::PaperNumber,
    ];

    /// Is of one person beyond doubt: a family may share the number of a slip or the code that it
    /// made at home.
    pub fn is_of_one_person(self) -> bool {
        matches!(
            self,
            Self::AuthCertificate | Self::Contactless | Self::Label
        )
    }

    /// Name in the ledger and towards the window.
    pub fn code(self) -> &'static str {
        match self {
            Self::AuthCertificate => "auth_certificate",
            Self::Contactless => "contactless",
            Self::Label => "label",
            Self::PreRegistration => "pre_registration",
            Self::PaperNumber => "paper_number",
        }
    }
}

/// 紐付コード: a keyed hash, made outside under a key of the city; never the number itself.
/// Written "kind:32 hexadecimal digits".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Keyed hash.
    pub hash: [u8; 16],
}

impl Token {
    /// Reads the written form.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, hash) = text.split_once(':')?;
        Some(Self {
            kind: TokenKind::ALL.into_iter().find(|one| one.code() == kind)?,
            hash: PersonId::parse(hash)?.0,
        })
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.code(), PersonId(self.hash))
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.to_string()
    }
}

impl TryFrom<String> for Token {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a token")
    }
}
