//! The lot (整理番号) from which a claim's name is drawn, short enough to be read out on the telephone as part of a
//! [`super::Question`].

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ClaimRequest, CodeError};
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};

/// Eight digits drawn at random for one claim.
///
/// The claim's name is a hash of lot, elector, ballots and booth. So whoever hears the lot by telephone makes the
/// very claim that the desk may have sent before the cut, and not a second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lot(u32);

/// How many lots there are.
const LOTS: u32 = 100_000_000;

impl Lot {
    /// A lot of random bits.
    pub fn of(random: u64) -> Self {
        Self(u32::try_from(random % u64::from(LOTS)).unwrap_or_default())
    }

    /// The lot of a number below [`LOTS`].
    pub(super) fn numbered(number: u32) -> Self {
        Self(number)
    }

    /// Its eight digits.
    pub(super) fn digits(self) -> String {
        format!("{:08}", self.0)
    }

    /// The name of the claim of this lot.
    pub fn claim(self, elector: ElectorId, ballots: &[BallotId], booth: &BoothId) -> ClaimId {
        let mut hash = Sha256::new();
        hash.update(b"kazashi claim name 1");
        hash.update(self.0.to_be_bytes());
        hash.update(contents(elector, ballots, booth));
        let mut id = [0; 16];
        id.copy_from_slice(&hash.finalize()[..16]);
        ClaimId(id)
    }
}

impl ClaimRequest {
    /// The claim of a lot.
    pub fn drawn(
        lot: Lot,
        elector: ElectorId,
        mut ballots: Vec<BallotId>,
        booth: BoothId,
        home: Option<BoothId>,
        term: u64,
    ) -> Self {
        ballots.sort();
        ballots.dedup();
        Self {
            id: lot.claim(elector, &ballots, &booth),
            elector,
            ballots,
            booth,
            home,
            term,
            afterwards: false,
        }
    }
}

/// Elector, booth and ballots in bytes that can be read in one way only.
pub(super) fn contents(elector: ElectorId, ballots: &[BallotId], booth: &BoothId) -> Vec<u8> {
    let mut bytes = elector.0.to_vec();
    // A name has at most 32 bytes, an election a few kinds of ballots.
    let mut name = |name: &str| {
        bytes.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(name.as_bytes());
    };
    name(booth.as_str());
    for ballot in ballots {
        name(ballot.as_str());
    }
    bytes
}

/// The digits of a typed code, if there are as many and the last one checks the others.
pub(super) fn digits_checked(typed: &str, length: usize) -> Result<String, CodeError> {
    let mut digits = String::new();
    for letter in typed.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            '０'..='９' => digits.extend(char::from_u32(
                u32::from(letter) - u32::from('０') + u32::from('0'),
            )),
            ' ' | '　' | '-' | '－' | '‐' | 'ー' | '−' => {}
            _ => return Err(CodeError::Form),
        }
    }
    if digits.len() != length {
        return Err(CodeError::Form);
    }
    let (body, check) = digits.split_at(length - 1);
    if check != damm(body).to_string() {
        return Err(CodeError::Check);
    }
    Ok(digits)
}

/// Check digit after H. M. Damm (2004): finds every wrong digit and every two neighbours exchanged.
pub(super) fn damm(digits: &str) -> u8 {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    digits.bytes().fold(0, |interim, digit| {
        TABLE[usize::from(interim)][usize::from(digit.wrapping_sub(b'0') % 10)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_that_of_the_published_example() {
        assert_eq!(damm("572"), 4);
    }
}
