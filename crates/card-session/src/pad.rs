//! The digits that the resident types.

use mynacard::{FaceCode, Pin, Secret, SecretKind};
use zeroize::Zeroizing;

const PIN_LENGTH: usize = 4;
const FACE_CODE_LENGTH: usize = 14;

/// Digits being typed; gives out only how many there are, and wipes itself.
pub struct Pad {
    kind: SecretKind,
    // On the heap and never grown, so that no move and no push leaves a copy behind.
    digits: Zeroizing<Vec<u8>>,
}

impl Pad {
    /// An empty pad for this kind of secret.
    pub fn new(kind: SecretKind) -> Self {
        Self {
            kind,
            digits: Zeroizing::new(Vec::with_capacity(FACE_CODE_LENGTH)),
        }
    }

    /// What is being typed.
    pub fn kind(&self) -> SecretKind {
        self.kind
    }

    /// How many digits are there.
    pub fn count(&self) -> usize {
        self.digits.len()
    }

    /// How many digits there must be.
    pub fn length(&self) -> usize {
        match self.kind {
            SecretKind::Pin => PIN_LENGTH,
            SecretKind::FaceCode => FACE_CODE_LENGTH,
        }
    }

    pub(crate) fn press(&mut self, digit: u8) {
        if digit <= 9 && self.count() < self.length() {
            self.digits.push(b'0' + digit);
        }
    }

    pub(crate) fn erase(&mut self) {
        if let Some(last) = self.digits.last_mut() {
            *last = 0;
            self.digits.pop();
        }
    }

    /// The secret, once every digit is there.
    pub(crate) fn secret(&self) -> Option<Secret> {
        let digits = &self.digits;
        match self.kind {
            SecretKind::Pin => Pin::from_digits(digits).ok().map(Secret::Pin),
            SecretKind::FaceCode => FaceCode::from_digits(digits).ok().map(Secret::FaceCode),
        }
    }
}
