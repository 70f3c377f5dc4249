//! What a hub answers when it does not do what it was asked.

use serde::{Deserialize, Serialize};

/// Why not. The name in kebab-case is what travels (`code` of problem+json, RFC 9457).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// 400: not what this address takes.
    Malformed,
    /// 401: no token, or one that is over. A new session helps.
    NoSession,
    /// 401: the signature or the code is not right.
    NotProven,
    /// 403: the device may not do this.
    NotAllowed,
    /// 403: the device is revoked.
    Revoked,
    /// 404: there is no such realm, stream, code or address.
    NotFound,
    /// 409: the history at this place is another one.
    HistoryDiffers,
    /// 410: the realm is closed; its archive is with the city.
    RealmClosed,
    /// 413: more than one request may hold.
    TooLarge,
    /// 415: neither CBOR nor JSON.
    MediaType,
    /// 426: the program is too old for this hub, or the hub for the program.
    OtherProtocol,
    /// 429: too many requests of this device.
    TooMany,
    /// 503: busy; the hub says when to come again.
    Busy,
    /// 507: the hub's disk is full.
    DiskFull,
    /// 500: anything else of the hub's own.
    Internal,
}

impl ProblemCode {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Malformed,
        Self::NoSession,
        Self::NotProven,
        Self::NotAllowed,
        Self::Revoked,
        Self::NotFound,
        Self::HistoryDiffers,
        Self::RealmClosed,
        Self::TooLarge,
        Self::MediaType,
        Self::OtherProtocol,
        Self::TooMany,
        Self::Busy,
        Self::DiskFull,
        Self::Internal,
    ];

    /// The status of HTTP.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NoSession | Self::NotProven => 401,
            Self::NotAllowed | Self::Revoked => 403,
            Self::NotFound => 404,
            Self::HistoryDiffers => 409,
            Self::RealmClosed => 410,
            Self::TooLarge => 413,
            Self::MediaType => 415,
            Self::OtherProtocol => 426,
            Self::TooMany => 429,
            Self::Busy => 503,
            Self::DiskFull => 507,
            Self::Internal => 500,
        }
    }
}

/// A refusal as it travels, `application/problem+json` or the same in CBOR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Why.
    pub code: ProblemCode,
    /// What the operator can do, in Japanese.
    pub advice_ja: String,
    /// The same in English.
    pub advice_en: String,
    /// Seconds to wait at least, also in the header `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// With [`ProblemCode::HistoryDiffers`]: the highest of the asker's marks that is also the hub's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<crate::Mark>,
}
