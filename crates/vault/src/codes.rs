//! Codes that are printed and scanned or typed: activation codes, badges, labels.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::alphabet::{bytes_of, checked, letters_for, values_of, with_check};
use crate::passphrase::fold;
use crate::{CodeError, pre_registration};

/// Letters of an activation code before its check letter: 95 random bits.
const ACTIVATION_LETTERS: usize = 19;
/// Letters of one printed group.
const GROUP: usize = 4;

/// An activation code (起動コード): 20 letters in groups of four, the last one a check.
///
/// Opens a [`Package`](crate::Package). Wiped when dropped; shown only by [`Self::to_print`].
pub struct ActivationCode(Zeroizing<String>);

impl ActivationCode {
    /// A new code; `random` must be fit for keys.
    pub fn generate(random: &mut impl CryptoRngCore) -> Self {
        let mut values = Zeroizing::new([0; ACTIVATION_LETTERS]);
        random.fill_bytes(&mut *values);
        values.iter_mut().for_each(|value| *value %= 32);
        Self(with_check(&*values))
    }

    /// Reads what was typed from paper: spaces, hyphens, width and letter case do not matter.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        Self::from_folded(&fold(text))
    }

    pub(crate) fn from_folded(folded: &str) -> Result<Self, CodeError> {
        checked(folded, ACTIVATION_LETTERS)
            .map(|values| Self(with_check(&values)))
            .ok_or(CodeError::Mistyped)
    }

    /// As it is printed: `XXXX-XXXX-XXXX-XXXX-XXXX`.
    pub fn to_print(&self) -> Zeroizing<String> {
        grouped("", &self.0)
    }

    pub(crate) fn symbols(&self) -> &str {
        &self.0
    }
}

/// A badge (職員証・ボランティア証): 128 random bits, `KZB1` and 27 letters in a QR code.
///
/// Who holds it acts under the role that it was issued for. Wiped when dropped.
pub struct Badge(Zeroizing<[u8; 16]>);

/// A label (名札・リストバンド): 80 random bits, `KZL1` and 17 letters, for people without a card.
///
/// Short enough to be typed when no scanner is at hand. Wiped when dropped.
pub struct Label(Zeroizing<[u8; 10]>);

macro_rules! printed {
    ($name:ident, $bytes:literal, $prefix:literal) => {
        impl $name {
            const PREFIX: &str = $prefix;

            /// A new code; `random` must be fit for keys.
            pub fn generate(random: &mut impl CryptoRngCore) -> Self {
                let mut bytes = Zeroizing::new([0; $bytes]);
                random.fill_bytes(&mut *bytes);
                Self(bytes)
            }

            /// Reads what was scanned or typed: spaces, hyphens, width and letter case do not
            /// matter, and the four letters in front may be left out.
            pub fn parse(text: &str) -> Result<Self, CodeError> {
                let letters = after_prefix(text, Self::PREFIX, letters_for($bytes) + 1)?;
                let values = checked(&letters, letters_for($bytes)).ok_or(CodeError::Mistyped)?;
                let bytes = bytes_of(&values, $bytes).ok_or(CodeError::Mistyped)?;
                let mut code = Zeroizing::new([0; $bytes]);
                code.copy_from_slice(&bytes);
                Ok(Self(code))
            }

            /// The text of the QR code: capital letters and digits only (alphanumeric mode).
            pub fn to_qr(&self) -> Zeroizing<String> {
                let letters = with_check(&values_of(&*self.0));
                Zeroizing::new([Self::PREFIX, letters.as_str()].concat())
            }

            /// As it is printed beside the QR code, in groups of four.
            pub fn to_print(&self) -> Zeroizing<String> {
                grouped(Self::PREFIX, &with_check(&values_of(&*self.0)))
            }

            pub(crate) fn bytes(&self) -> &[u8] {
                &*self.0
            }
        }
    };
}

printed!(Badge, 16, "KZB1");
printed!(Label, 10, "KZL1");

/// A code by what stands in front of it.
pub enum Scanned {
    /// A badge.
    Badge(Badge),
    /// A label.
    Label(Label),
    /// The text of a pre-registration code, to be opened with the city's key.
    PreRegistration(Zeroizing<String>),
}

/// Tells what a scanner read; labels and badges need their four letters in front here.
pub fn scanned(text: &str) -> Result<Scanned, CodeError> {
    if pre_registration::is_one(text) {
        return Ok(Scanned::PreRegistration(Zeroizing::new(text.to_owned())));
    }
    let start: String = fold(text).chars().take(4).collect();
    match start.to_ascii_uppercase().as_str() {
        Badge::PREFIX => Badge::parse(text).map(Scanned::Badge),
        Label::PREFIX => Label::parse(text).map(Scanned::Label),
        start if is_later(start) => Err(CodeError::Newer),
        _ => Err(CodeError::NotACode),
    }
}

/// `KZB2`, `KZL3` and the like: ours, but of a later version.
fn is_later(start: &str) -> bool {
    let digit = ["KZB", "KZL", "KZP"]
        .iter()
        .find_map(|kind| start.strip_prefix(kind));
    digit.is_some_and(|it| matches!(it.as_bytes(), [b'2'..=b'9']))
}

/// The `count` letters after the prefix, or all when the prefix was left out.
fn after_prefix(text: &str, prefix: &str, count: usize) -> Result<Zeroizing<String>, CodeError> {
    let mut folded = fold(text);
    folded.make_ascii_uppercase();
    if folded.is_ascii() && folded.len() == count {
        return Ok(folded);
    }
    if let Some(letters) = folded.strip_prefix(prefix) {
        return Ok(Zeroizing::new(letters.to_owned()));
    }
    let start: String = folded.chars().take(4).collect();
    Err(match start.as_str() {
        Badge::PREFIX | Label::PREFIX | "KZP1" => CodeError::OtherKind,
        start if is_later(start) => CodeError::Newer,
        _ if start.starts_with("KZ") => CodeError::Mistyped,
        _ => CodeError::NotACode,
    })
}

fn grouped(prefix: &str, letters: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(
        prefix.len() + letters.len() + letters.len() / GROUP + 2,
    ));
    text.push_str(prefix);
    for (place, letter) in letters.chars().enumerate() {
        if place % GROUP == 0 && !text.is_empty() {
            text.push('-');
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;

    #[test]
    fn codes_come_back_however_they_are_typed() {
        for _ in 0..50 {
            let badge = Badge::generate(&mut OsRng);
            for text in [badge.to_qr(), badge.to_print()] {
                let typed = text.to_lowercase().replace('0', "o").replace('1', "l");
                // The prefix keeps its digit: it is told apart, not corrected.
                let typed = typed.replacen("kzbl", "KZB1", 1);
                assert_eq!(Badge::parse(&text).ok().unwrap().bytes(), badge.bytes());
                assert_eq!(Badge::parse(&typed).ok().unwrap().bytes(), badge.bytes());
            }
            let label = Label::generate(&mut OsRng);
            let short = label.to_print().replacen("KZL1-", "", 1);
            assert_eq!(Label::parse(&short).ok().unwrap().bytes(), label.bytes());
            let code = ActivationCode::generate(&mut OsRng);
            let wide: String = code.to_print().replace('-', "　－").to_lowercase();
            assert_eq!(
                ActivationCode::parse(&wide).ok().unwrap().symbols(),
                code.symbols()
            );
        }
    }

    #[test]
    fn printed_forms_are_as_documented() {
        let label = Label(Zeroizing::new(*b"mihon label".first_chunk().unwrap()));
        assert_eq!(label.to_print().len(), "KZL1-XXXX-XXXX-XXXX-XXXX-X".len());
        let badge = Badge::generate(&mut OsRng);
        assert_eq!(badge.to_qr().len(), 4 + 27);
        let code = ActivationCode::generate(&mut OsRng);
        assert_eq!(code.to_print().len(), 24);
        assert_eq!(code.to_print().matches('-').count(), 4);
    }

    #[test]
    fn codes_are_told_apart() {
        let badge = Badge::generate(&mut OsRng);
        let label = Label::generate(&mut OsRng);
        assert!(matches!(scanned(&badge.to_qr()), Ok(Scanned::Badge(_))));
        assert!(matches!(scanned(&label.to_print()), Ok(Scanned::Label(_))));
        let error = |text: &str| Badge::parse(text).err().unwrap();
        assert_eq!(error(&label.to_qr()), CodeError::OtherKind);
        assert_eq!(error("KZB2ABC"), CodeError::Newer);
        assert_eq!(error("KZB1ABC"), CodeError::Mistyped);
        assert_eq!(error("4901234567894"), CodeError::NotACode);
        assert_eq!(
            scanned("https://example.jp/").err(),
            Some(CodeError::NotACode)
        );
        assert_eq!(scanned("KZL2AAAA").err(), Some(CodeError::Newer));
        assert!(matches!(
            scanned("KZP1:AB"),
            Ok(Scanned::PreRegistration(_))
        ));
    }

    #[test]
    fn one_wrong_letter_is_told() {
        let label = Label::generate(&mut OsRng).to_print();
        for (place, letter) in label.char_indices().skip(5).filter(|(_, c)| *c != '-') {
            let other = if letter == 'Z' { "Y" } else { "Z" };
            let mut wrong = label.to_string();
            wrong.replace_range(place..=place, other);
            assert_eq!(Label::parse(&wrong).err(), Some(CodeError::Mistyped));
        }
    }
}
