//! The digits that the resident types.

use mynacard::{FaceCode, Pin, Secret, SecretKind};
use zeroize::Zeroizing;

const PIN_LENGTH: usize = 4;
const FACE_CODE_LENGTH: usize = 14;

/// Digits being typed; gives out only how many there are, and wipes itself.
pub struct Pad {
    kind: SecretKind,
    digits: Zeroizing<[u8; FACE_CODE_LENGTH]>,
    count: usize,
}

impl Pad {
    /// An empty pad for this kind of secret.
    pub fn new(kind: SecretKind) -> Self {
        Self {
            kind,
            digits: Zeroizing::new([0; FACE_CODE_LENGTH]),
            count: 0,
        }
    }

    /// What is being typed.
    pub fn kind(&self) -> SecretKind {
        self.kind
    }

    /// How many digits are there.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many digits there must be.
    pub fn length(&self) -> usize {
        match self.kind {
            SecretKind::Pin => PIN_LENGTH,
            SecretKind::FaceCode => FACE_CODE_LENGTH,
        }
    }

    pub(crate) fn press(&mut self, digit: u8) {
        if digit <= 9 && self.count < self.length() {
            self.digits[self.count] = b'0' + digit;
            self.count += 1;
        }
    }

    pub(crate) fn erase(&mut self) {
        if self.count > 0 {
            self.count -= 1;
            self.digits[self.count] = 0;
        }
    }

    /// The secret, once every digit is there.
    pub(crate) fn secret(&self) -> Option<Secret> {
        if self.count < self.length() {
            return None;
        }
        let digits = &self.digits[..self.count];
        match self.kind {
            SecretKind::Pin => Pin::from_digits(digits).ok().map(Secret::Pin),
            SecretKind::FaceCode => FaceCode::from_digits(digits).ok().map(Secret::FaceCode),
        }
    }
}
