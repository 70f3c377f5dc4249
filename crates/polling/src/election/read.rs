//! What is asked of an election.

use jiff::civil::Time;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::plain::{BallotId, BoothId, DistrictId};

use super::check::time;
use super::{Ballot, Booth, District, Election, ReasonText};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    reason: Vec<ReasonText>,
}

impl Election {
    /// The texts of the six reasons of 公職選挙法 第48条の2 第1項 that this program brings, for a board to start from.
    pub fn reasons_default() -> Vec<ReasonText> {
        let text = include_str!("../../data/reasons-1.toml");
        toml::from_str::<Reasons>(text).map_or_else(|_| Vec::new(), |file| file.reason)
    }

    /// The file's hash: the first 8 bytes of SHA-256 over its contents in CBOR. Comments and the order of keys do not
    /// change it, everything else does. Booths with different ones do not exchange.
    pub fn hash(&self) -> [u8; 8] {
        let mut bytes = b"kazashi election 1".to_vec();
        // Writing into memory cannot fail, and all keys are texts.
        let written = ciborium::into_writer(self, &mut bytes);
        debug_assert!(written.is_ok());
        let mut hash = [0; 8];
        hash.copy_from_slice(&Sha256::digest(&bytes)[..8]);
        hash
    }

    /// The kind of ballot of this id.
    pub fn ballot(&self, id: &BallotId) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.id == *id)
    }

    /// The booth of this id.
    pub fn booth(&self, id: &BoothId) -> Option<&Booth> {
        self.booths.iter().find(|booth| booth.id == *id)
    }

    /// The voting district of this id.
    pub fn district(&self, id: &DistrictId) -> Option<&District> {
        self.districts.iter().find(|district| district.id == *id)
    }

    /// The booth that accepts a district's electors while it is cut off (outage rule 2).
    pub fn home_of(&self, district: &DistrictId) -> Option<&Booth> {
        self.booths
            .iter()
            .find(|booth| booth.home_of.contains(district))
    }

    /// Opening and closing of a booth; `None` if they are not written as [`Election::parse`] asks.
    pub fn hours(booth: &Booth) -> Option<(Time, Time)> {
        Some((time(&booth.opens)?, time(&booth.closes)?))
    }

    /// The reason of this number.
    pub fn reason(&self, number: u8) -> Option<&ReasonText> {
        self.reasons.iter().find(|reason| reason.number == number)
    }
}
