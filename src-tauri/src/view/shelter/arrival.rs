//! The person at the desk, from the card or the first key to "registered".

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{EvacueeView, PresenceView};
use crate::view::{BilingualView, CardProblemView, SecretKindView};

/// The one thing that happens at the desk now.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "step",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum ArrivalView {
    /// A card, a label or a key.
    Waiting,
    /// Put the card on.
    PlaceCard,
    /// The card is asked who it is.
    Checking,
    /// The resident types on the other screen.
    Entering {
        /// What is typed.
        secret: SecretKindView,
        /// How many digits are there.
        digits: u8,
        /// How many there must be.
        length: u8,
        /// Tries left.
        tries_left: u8,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether the other secret has tries left.
        other_left: bool,
    },
    /// The resident is asked whether to spend the last try.
    LastTry {
        /// Which secret.
        secret: SecretKindView,
    },
    /// No try is left.
    Locked {
        /// Which secret.
        secret: SecretKindView,
        /// Whether the other one still works.
        other_left: bool,
    },
    /// The four items are being read.
    Reading,
    /// The card could not be used.
    Problem(CardProblemView),
    /// Somebody known here.
    Known(KnownHereView),
    /// Somebody new, with the family.
    People {
        /// In the order in which they were added; the first is the representative.
        members: Vec<NewcomerView>,
        /// Whether everybody has what is needed.
        can_register: bool,
        /// When they came, where that is typed in later; `YYYY-MM-DD HH:MM`.
        occurred: Option<String>,
        /// Number on the paper that is typed in, where it is.
        paper_number: Option<String>,
        /// Where they stay.
        presence: PresenceView,
    },
    /// Written down, and it stays.
    Done {
        /// Those who were registered, as far as the role sees them.
        people: Vec<EvacueeView>,
    },
}

/// Somebody known here, by a card, a label or the search.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownHereView {
    /// The household, whoever was recognised first.
    pub people: Vec<EvacueeView>,
    /// By what; names the legal basis where a card was recognised without a PIN.
    pub by: BilingualView,
}

/// One of those being registered.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewcomerView {
    /// Place in the list, from 0.
    pub index: u32,
    /// Name as typed or read.
    pub name: String,
    /// Reading; optional.
    pub kana: String,
    /// Birth date `YYYY-MM-DD`, parts may be missing from the right; empty if unknown.
    pub birth_date: String,
    /// Age `n` or `n-m` as typed, or worked out from the birth date.
    pub age: String,
    /// `m`, `f`, `x` or empty.
    pub sex: String,
    /// Address.
    pub address: String,
    /// Phone.
    pub phone: String,
    /// What somebody looks like who cannot say a name.
    pub description: String,
    /// Whether help is needed; none while not asked.
    pub help: Option<bool>,
    /// Where the name came from.
    pub origin: OriginView,
    /// What is still needed before registering, names of the fields above.
    pub missing: Vec<String>,
    /// What is wrong with what was typed: field and words.
    pub problems: Vec<(String, BilingualView)>,
    /// Who on the list this is, where somebody said so.
    pub is: Option<String>,
    /// People already on the list who may be this one.
    pub candidates: Vec<CandidateView>,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OriginView {
    /// Read with the PIN.
    CardPin,
    /// Read with the 14 digits.
    CardFaceCode,
    /// Typed.
    Typed,
    /// From a code prepared before.
    PreRegistered,
    /// From paper.
    Paper,
}

/// Somebody on the list who may be the same human.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// Who.
    pub person: EvacueeView,
    /// Why.
    pub reason: BilingualView,
}
