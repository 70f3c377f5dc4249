//! What the resident proves the right to read with.

use advice::{Advice, Advise, Bilingual};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Which secret, without its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// 券面事項入力補助用暗証番号: 4 digits, 3 tries.
    Pin,
    /// 照合番号B: 14 digits printed on the card, 10 tries.
    FaceCode,
}

// On the heap: a move copies the address of the digits, and leaves none of them behind.

/// 暗証番号: the four digits that the resident chose. Wiped on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Pin(Vec<u8>);

/// 照合番号B: birth date as printed on the card (6, year of the era), western year of expiry (4), security code (4).
/// Wiped on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct FaceCode(Vec<u8>);

/// One of the two ways to BasicInfo.
pub enum Secret {
    /// By the resident's own PIN.
    Pin(Pin),
    /// By the numbers printed on the card.
    FaceCode(FaceCode),
}

/// Why typed digits are not a secret. Does not say which digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SecretFormat {
    /// Not as many digits as the secret has.
    #[error("the secret must have {expected} digits")]
    WrongLength {
        /// How many digits there must be.
        expected: usize,
    },
    /// Something else than ASCII digits.
    #[error("the secret must consist of digits")]
    NotDigits,
}

impl Pin {
    /// Takes four ASCII digits (`b"0"` to `b"9"`), as they are typed.
    pub fn from_digits(digits: &[u8]) -> Result<Self, SecretFormat> {
        checked(digits, 4).map(Self)
    }
}

impl FaceCode {
    /// Takes fourteen ASCII digits (`b"0"` to `b"9"`), as they are typed.
    pub fn from_digits(digits: &[u8]) -> Result<Self, SecretFormat> {
        checked(digits, 14).map(Self)
    }
}

impl Secret {
    /// Which secret this is.
    pub fn kind(&self) -> SecretKind {
        match self {
            Self::Pin(_) => SecretKind::Pin,
            Self::FaceCode(_) => SecretKind::FaceCode,
        }
    }

    /// The digits as the card wants them: ASCII, no padding.
    pub(crate) fn digits(&self) -> &[u8] {
        match self {
            Self::Pin(pin) => &pin.0,
            Self::FaceCode(code) => &code.0,
        }
    }
}

// A wrong length costs a try on the card, so it must be found here.
fn checked(digits: &[u8], expected: usize) -> Result<Vec<u8>, SecretFormat> {
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(SecretFormat::NotDigits);
    }
    if digits.len() != expected {
        return Err(SecretFormat::WrongLength { expected });
    }
    Ok(digits.to_vec())
}

impl Advise for SecretFormat {
    fn advice(&self) -> Advice {
        match self {
            Self::WrongLength { expected } => Advice::new(
                "secret-wrong-length",
                Bilingual::new(
                    format!("番号の桁数が違います（{expected}桁です）。"),
                    format!("The number must have {expected} digits."),
                ),
                retype(),
            ),
            Self::NotDigits => Advice::new(
                "secret-not-digits",
                Bilingual::new(
                    "番号に数字以外の文字が入っています。",
                    "The number holds something else than digits.",
                ),
                retype(),
            ),
        }
    }
}

fn retype() -> Bilingual {
    Bilingual::new(
        "もう一度入力してください。カードには何も送っていません。",
        "Type it again. Nothing was sent to the card.",
    )
}
