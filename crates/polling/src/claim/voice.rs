//! What is read out and read back when a claim is made by telephone (outage rule 3).

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::lot::{contents, damm, digits_checked};
use super::{ClaimRequest, CodeError, Lot};
use crate::plain::{BallotId, BoothId, ElectorId};

/// The secret of an election that the authority and all booths share, so that a booth can check a code without a
/// network. From the election's package.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct VoiceKey([u8; 32]);

/// What a booth reads out (問い合わせ番号): the lot, and three digits that only the same elector, ballots and booth have.
///
/// So the centre learns that it has another elector on its page, or misheard a ballot, before anything is claimed: a
/// claim made by mistake is one that no booth knows of and that nobody gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// From which the claim's name is drawn.
    pub lot: Lot,
    proof: u32,
}

impl Question {
    /// As it was heard and typed, with or without separators, also in full width.
    pub fn heard(typed: &str) -> Result<Self, CodeError> {
        let digits = digits_checked(typed, 12)?;
        let number = |part: &str| part.parse().map_err(|_| CodeError::Form);
        Ok(Self {
            lot: Lot::numbered(number(&digits[..8])?),
            proof: number(&digits[8..11])?,
        })
    }
}

impl VoiceKey {
    /// Takes the secret.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// What the booth reads out: eight digits of the lot, three of a keyed hash over the claim, and a check digit,
    /// `1234-5678-9012`.
    pub fn question(&self, lot: Lot, request: &ClaimRequest) -> String {
        let proof = self.number(b"kazashi voice question 1", request) % 1000;
        let digits = format!("{}{proof:03}", lot.digits());
        let check = damm(&digits);
        format!("{}-{}-{}{check}", &digits[..4], &digits[4..8], &digits[8..])
    }

    /// The claim that is asked for by telephone: the very one of the booth, if elector, ballots and booth are those
    /// that the booth has. `term` as in [`ClaimRequest::term`].
    pub fn asked(
        &self,
        question: Question,
        elector: ElectorId,
        ballots: Vec<BallotId>,
        booth: BoothId,
        term: u64,
    ) -> Result<ClaimRequest, CodeError> {
        // Home booths are of rule 2.
        let request = ClaimRequest::drawn(question.lot, elector, ballots, booth, None, term);
        if self.number(b"kazashi voice question 1", &request) % 1000 != u64::from(question.proof) {
            return Err(CodeError::OtherClaim);
        }
        Ok(request)
    }

    /// The code of a granted claim: seven digits of a keyed hash over claim, elector, ballots and booth, and a check
    /// digit, `1234-5678`. Read back only once the claim is granted.
    pub fn code(&self, request: &ClaimRequest) -> String {
        let digits = self.digits(request);
        format!("{}-{}{}", &digits[..4], &digits[4..], damm(&digits))
    }

    /// Whether a code that was typed is this claim's; gives it back as it is kept.
    pub fn check(&self, request: &ClaimRequest, typed: &str) -> Result<String, CodeError> {
        let typed = digits_checked(typed, 8)?;
        if typed[..7] != self.digits(request) {
            return Err(CodeError::OtherClaim);
        }
        Ok(self.code(request))
    }

    fn digits(&self, request: &ClaimRequest) -> String {
        let number = self.number(b"kazashi voice claim 1", request);
        format!("{:07}", number % 10_000_000)
    }

    fn number(&self, what_for: &[u8], request: &ClaimRequest) -> u64 {
        // A key of any length is taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return 0;
        };
        mac.update(what_for);
        mac.update(&request.id.0);
        mac.update(&contents(request.elector, &request.ballots, &request.booth));
        let hash = mac.finalize().into_bytes();
        let mut number = [0; 8];
        number.copy_from_slice(&hash[..8]);
        u64::from_be_bytes(number)
    }
}
