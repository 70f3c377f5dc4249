//! Facts of one elector; their payloads are sealed under the elector's key.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::claim::{Lot, NotServed, Receipt, ReceiptError, TakenBallot};
use crate::election::SlipMode;
use crate::eligibility::Confirmation;
use crate::plain::{Actor, BallotId, BoothId, ClaimId, Mark};

/// The desk asks the authority. Written before it asks, so that a power cut leaves no claim that nobody knows of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The claim.
    pub claim: ClaimId,
    /// Its ballots, sorted.
    pub ballots: Vec<BallotId>,
    /// The booth.
    pub booth: BoothId,
    /// Outage rule 2: the booth to which the elector's district is allotted, so that an authority that is made anew
    /// knows whom to ask and tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<BoothId>,
    /// The lot from which the claim's name was drawn: it is read out when the claim is made by telephone.
    pub lot: Lot,
    /// How the elector was found.
    pub means: Means,
    /// Number of the reason (号) on the slip; `None` on election day.
    pub reason: Option<u8>,
    /// How the slip came about; `None` on election day.
    pub slip: Option<SlipMode>,
    /// 代理投票.
    pub proxy: bool,
    /// 点字投票.
    pub braille: bool,
    /// Papers and envelopes for an absentee vote (不在者投票), nothing for the ballot box.
    #[serde(default, skip_serializing_if = "super::is_not")]
    pub absentee: bool,
    /// What an officer or clerk confirmed beforehand, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<Confirmation>,
}

/// The elector is let through to the ballot (受付). Once this is on the disk, ballots may be handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Accepted {
    /// The claim.
    pub claim: ClaimId,
    /// Its ballots, sorted.
    pub ballots: Vec<BallotId>,
    /// The booth.
    pub booth: BoothId,
    /// Who granted it.
    pub authority: Authority,
    /// How the elector was found.
    pub means: Means,
    /// Number of the reason (号) on the slip; `None` on election day.
    pub reason: Option<u8>,
    /// How the slip came about; `None` on election day.
    pub slip: Option<SlipMode>,
    /// 代理投票.
    pub proxy: bool,
    /// 点字投票.
    pub braille: bool,
    /// Papers and envelopes for an absentee vote (不在者投票), nothing for the ballot box.
    #[serde(default, skip_serializing_if = "super::is_not")]
    pub absentee: bool,
    /// What an officer or clerk confirmed beforehand, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<Confirmation>,
    /// Asked for before an interruption, granted then, and written only now.
    #[serde(default)]
    pub interrupted: bool,
    /// Hash of the roll in use, and of the election's file: booths with others do not exchange.
    pub roll: [u8; 8],
    /// Hash of the election's file.
    pub election: [u8; 8],
}

/// On whose word an acceptance stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Authority {
    /// The authority granted the claim.
    Granted(Receipt),
    /// Outage rule 2: the elector is of a district allotted to this booth.
    Allotted,
    /// Outage rule 3: granted by telephone; the code that was read back.
    Voice(String),
    /// Outage rule 4: nobody was asked.
    Unchecked,
    /// Made on paper and entered afterwards; granted then, or not.
    Paper(Option<Receipt>),
}

/// How the elector was found on the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// マイナンバーカード with its PIN.
    Card,
    /// Bar code of the ticket (入場券).
    Ticket,
    /// Name, birth date or address said aloud.
    Spoken,
    /// 選挙人番号.
    Number,
}

/// A ballot paper of this kind was handed over, confirmed kind by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The claim.
    pub claim: ClaimId,
    /// The kind.
    pub ballot: BallotId,
    /// Of an absentee vote.
    #[serde(default, skip_serializing_if = "super::is_not")]
    pub absentee: bool,
}

/// The elector did not want this ballot (棄権).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// The claim.
    pub claim: ClaimId,
    /// The kind.
    pub ballot: BallotId,
    /// Of an absentee vote.
    #[serde(default, skip_serializing_if = "super::is_not")]
    pub absentee: bool,
}

/// The elector went to the booth with the ballots: nothing can be taken back from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftDesk {
    /// The claim.
    pub claim: ClaimId,
}

/// An acceptance is withdrawn, wholly or for some ballots, while the ballots are at the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The claim.
    pub claim: ClaimId,
    /// Which ballots, sorted.
    pub ballots: Vec<BallotId>,
    /// Why.
    pub because: WithdrawnBecause,
    /// In words, without names of people.
    pub note: String,
    /// The second person; the first one is who wrote the fact.
    pub second: Actor,
    /// Of an absentee vote.
    #[serde(default, skip_serializing_if = "super::is_not")]
    pub absentee: bool,
}

/// Why an acceptance is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithdrawnBecause {
    /// 返還: the elector gave the ballot back.
    Returned,
    /// Another kind was taken for this one.
    WrongKind,
    /// 書損: the paper is spoiled and was exchanged.
    Spoiled,
    /// Another elector was meant.
    WrongElector,
}

/// The elector was stopped at the desk for this ballot; for counts and for the officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The kind.
    pub ballot: BallotId,
    /// The booth.
    pub booth: BoothId,
    /// Code of the reason ([`crate::eligibility::Decision::code`]).
    pub reason: String,
}

/// "Wait, we are asking" (留保): no desk accepts the elector until it is released.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its name at the authority, by which it is released.
    pub hold: ClaimId,
    /// The booth.
    pub booth: BoothId,
    /// In words.
    pub note: String,
}

/// A held elector is released.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// Which hold.
    pub hold: ClaimId,
    /// What was found, in words.
    pub note: String,
}

/// A step of absentee voting (不在者投票). It takes the place of the steps that the fact's basis names, and of those of
/// its own PC. A request that was taken back (取下げ) is [`crate::elector::Already::AbsenteeReturned`] too.
///
/// What becomes of papers that were handed out at a booth is a step of their claim; it stands beside no other step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenteeStep {
    /// Which ballots, sorted.
    pub ballots: Vec<BallotId>,
    /// What happened.
    pub step: crate::elector::Already,
    /// The claim on which the papers were handed out; `None` if that was not at a booth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
}

/// Acceptances that contradict each other were looked into by a named person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The acceptances, and steps of absentee voting ([`crate::status::Contradiction::marks`]).
    pub acceptances: Vec<Mark>,
    /// The ballot.
    pub ballot: BallotId,
    /// What was found, in words.
    pub finding: String,
    /// Who settled it, by name of office.
    pub by: String,
}

/// A call was answered at the centre (outage rule 3); who answered it is in the header. Written before anything is told
/// to the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The claim that was made for the booth.
    pub claim: ClaimId,
    /// Its ballots, sorted.
    pub ballots: Vec<BallotId>,
    /// The booth that called.
    pub booth: BoothId,
    /// The lot that it read out.
    pub lot: Lot,
    /// What it was told.
    pub answer: Answer,
}

/// What a caller was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The code: from now on the booth may accept the elector, and only the booth gives the claim back.
    Granted(Receipt),
    /// Another claim has a ballot.
    Taken(Vec<TakenBallot>),
    /// The elector is held (留保) at this booth.
    Held(BoothId),
    /// Another booth is asked, or has the elector (outage rule 2).
    WithHome(BoothId),
    /// The authority does not serve the claim.
    NotServed(NotServed),
    /// The authority's receipt was not believed.
    NotBelieved(ReceiptError),
}

macro_rules! without_words {
    ($($fact:ident),*) => {
        $(impl fmt::Debug for $fact {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($fact))
            }
        })*
    };
}

// What somebody typed may name a person, whatever the field is meant for.
without_words!(Withdrawn, Held, Released, Settled);
