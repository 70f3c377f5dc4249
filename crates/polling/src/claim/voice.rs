//! The code that is read back when a claim is made by telephone (outage rule 3).

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::lot::{contents, damm, digits_checked};
use super::{ClaimRequest, CodeError};

/// The secret of an election that the authority and all booths share, so that a booth can check a code without a
/// network. From the election's package.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct VoiceKey([u8; 32]);

impl VoiceKey {
    /// Takes the secret.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
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
        // A key of any length is taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(b"kazashi voice claim 1");
        mac.update(&request.id.0);
        mac.update(&contents(request.elector, &request.ballots, &request.booth));
        let hash = mac.finalize().into_bytes();
        let mut number = [0; 8];
        number.copy_from_slice(&hash[..8]);
        format!("{:07}", u64::from_be_bytes(number) % 10_000_000)
    }
}
