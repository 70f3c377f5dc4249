//! What the city's page asks and is answered: JSON under `/page/api/`, and the same types in TypeScript.
//!
//! Ids are lower-case hexadecimal. Words of closed lists are codes; the page has their texts.

mod login;
mod map;
mod overview;
mod people;
mod polling;
mod running;
mod settling;

pub use login::*;
pub use map::*;
pub use overview::*;
pub use people::*;
pub use polling::*;
pub use running::*;
pub use settling::*;

use serde::{Deserialize, Serialize};
use specta::Type;

/// A moment: milliseconds since 1970 UTC.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type,
)]
#[serde(transparent)]
pub struct Millis(#[specta(type = u32)] pub i64);

/// A refusal as the page gets it: `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PageProblem {
    /// The status of HTTP.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// What happened and what to do, in Japanese.
    pub advice_ja: String,
    /// The same in English.
    pub advice_en: String,
    /// Seconds to wait at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// A disaster, an election or an exercise, as one may choose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RealmView {
    /// Its id.
    pub id: String,
    /// `shelter` or `polling`.
    pub kind: RealmKind,
    /// What the city calls it.
    pub name: String,
    /// Whether it is an exercise (訓練).
    pub exercise: bool,
}

/// What a realm is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RealmKind {
    /// Shelters of one disaster.
    Shelter,
    /// One election.
    Polling,
}

/// What server-sent events say: something of the realm changed, fetch what you show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// Grows with each change; the same number is the same state.
    #[specta(type = u32)]
    pub change: i64,
}

/// Every type that the page and the hub share, for TypeScript.
pub fn types() -> specta::Types {
    specta::Types::default()
        .register::<PageProblem>()
        .register::<RealmView>()
        .register::<Changed>()
        .register::<Login>()
        .register::<LoginAnswer>()
        .register::<WhoAmI>()
        .register::<Ways>()
        .register::<NewPassword>()
        .register::<MapView>()
        .register::<Overview>()
        .register::<ShelterView>()
        .register::<Search>()
        .register::<Found>()
        .register::<OpenPerson>()
        .register::<PersonView>()
        .register::<Inquiry>()
        .register::<InquiryAnswer>()
        .register::<InquiryLine>()
        .register::<Export>()
        .register::<Conflicts>()
        .register::<Settle>()
        .register::<Choose>()
        .register::<ReportLine>()
        .register::<ReportView>()
        .register::<ErasureLine>()
        .register::<AskErasure>()
        .register::<PollingOverview>()
        .register::<SettleDouble>()
        .register::<DeviceView>()
        .register::<NewCodeAsked>()
        .register::<CodeMade>()
        .register::<Printed>()
        .register::<AuditPage>()
        .register::<AuditVerdict>()
        .register::<UserView>()
        .register::<UserChange>()
        .register::<UserMade>()
}
