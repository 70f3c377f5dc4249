//! The claim (受付の申請): one atomic insert per ballot and elector at the one authority of an election.
//!
//! [`Authority`] is what decides, by [`Step`]: a message and the [`Rows`] that it [`Needs`] give an answer and
//! [`Changes`]. [`ClaimBook`] has all rows in memory; a store loads some and writes what changed, in one transaction.
//! [`ToAuthority`] and [`FromAuthority`] are the messages, of which any may be lost, repeated or late.
//! [`VoiceKey`] makes what is read out and back by telephone, [`Call`] is the centre's side of that, and [`Debts`] is
//! what a booth still has to say.

mod authority;
mod book;
mod call;
pub mod columns;
mod debts;
mod error;
mod homes;
mod lot;
mod messages;
mod needs;
mod rebuild;
mod receipt;
mod rows;
mod standing;
mod step;
mod voice;

use serde::{Deserialize, Serialize};

pub use ed25519_dalek::{SigningKey, VerifyingKey};

pub use authority::{Authority, HoldAnswer, HoldRequest, Notice};
pub use book::ClaimBook;
pub use call::{Call, NoCode, Said};
pub use debts::{Debt, Debts};
pub use error::{CodeError, ReceiptError};
pub use lot::Lot;
pub use messages::{AuthorityKey, FromAuthority, ToAuthority};
pub use needs::Needs;
pub use rebuild::{Rebuilt, Restored, Standing};
pub use rows::{Asked, Change, Changes, ClaimRow, RowState, Rows, Turn};
pub use standing::{History, receipt_of};
pub use step::Step;
pub use voice::{Question, VoiceKey};

use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// A desk asks the authority for an elector's ballots: all of them or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRequest {
    /// Drawn by the desk; the same one when it asks again.
    pub id: ClaimId,
    /// Who.
    pub elector: ElectorId,
    /// Which ballots, sorted, at least one.
    pub ballots: Vec<BallotId>,
    /// Where.
    pub booth: BoothId,
    /// Outage rule 2: the booth to which the elector's district is allotted, `None` under other rules. Another
    /// booth gets the elector only with its consent.
    pub home: Option<BoothId>,
    /// The highest term that the desk has seen: an authority of a lower one does not grant any more.
    pub term: u64,
    /// The elector was accepted already, without the authority's word: nothing is asked but whether somebody
    /// else was first. A hold and a home booth do not matter any more.
    pub afterwards: bool,
}

/// What the authority answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClaimAnswer {
    /// All ballots are this claim's, now or since it was asked before.
    Granted(Receipt),
    /// At least one ballot is another claim's: nothing was claimed.
    Taken(Vec<TakenBallot>),
    /// The elector is held (留保), at this booth or another one.
    Held(BoothId),
    /// The elector's home booth is being asked (outage rule 2): ask again with the same id.
    AwaitingHome(BoothId),
    /// This booth, asked for its consent, has accepted or is accepting the elector itself (outage rule 2).
    WithBooth(BoothId),
    /// Never granted under this id.
    NotServed(NotServed),
    /// No answer came: granted or not, ask again with the same id.
    Unknown,
}

/// Why the authority does not serve a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotServed {
    /// No ballots, or not sorted.
    Malformed,
    /// The id was used for another elector, booth, or other ballots.
    OtherContents,
    /// The claim was given back before.
    GivenBack,
    /// There is an authority of a higher term: this one grants nothing any more.
    Superseded,
}

/// Which ballot is whose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBallot {
    /// The ballot.
    pub ballot: BallotId,
    /// The claim that has it.
    pub claim: ClaimId,
    /// At which booth.
    pub booth: BoothId,
    /// When by the authority's clock, hours since 1970 UTC: no finer time is told.
    pub hour: i64,
}

/// The authority's signed word that a claim was granted; the acceptance carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which claim.
    pub claim: ClaimId,
    /// Counts up with each change of authority; only the highest one grants.
    pub term: u64,
    /// Ed25519 over claim, elector, ballots, booth and term.
    #[serde(with = "signature")]
    pub signature: [u8; 64],
}

mod signature {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8; 64], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 64], D::Error> {
        let bytes = Vec::<u8>::deserialize(from)?;
        <[u8; 64]>::try_from(bytes.as_slice())
            .map_err(|_| D::Error::invalid_length(bytes.len(), &"64 bytes"))
    }
}
