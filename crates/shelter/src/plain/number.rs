//! 受付番号: short numbers that people read out.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::NumberError;

/// Letters of a device: none that is written like a nought or a one.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// Damm's quasigroup of order 10 (H. M. Damm 2004): finds every wrong digit and every swapped pair.
const DAMM: [[u8; 10]; 10] = [
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

/// The two letters of a device (端末の文字), so that devices that never met give no number twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceLetters([u8; 2]);

impl DeviceLetters {
    /// How many there are: enough for the PCs of one disaster in one city.
    pub const COUNT: u16 = 23 * 23;

    /// The letters of that place in the order, counted round.
    pub fn nth(place: u16) -> Self {
        let place = usize::from(place % Self::COUNT);
        Self([LETTERS[place / 23], LETTERS[place % 23]])
    }

    /// Reads two letters, small or wide too.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: String = text.nfkc().collect::<String>().to_ascii_uppercase();
        let letters: [u8; 2] = letters.as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(|letter| LETTERS.contains(letter))
            .then_some(Self(letters))
    }
}

impl fmt::Display for DeviceLetters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", char::from(self.0[0]), char::from(self.0[1]))
    }
}

impl From<DeviceLetters> for String {
    fn from(letters: DeviceLetters) -> Self {
        letters.to_string()
    }
}

impl TryFrom<String> for DeviceLetters {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or(NumberError::Form)
    }
}

/// 受付番号, written "KR-0123-5": letters of the device, running number from 1 (four digits or
/// more), check digit. The check finds every wrong digit and
/// swapped neighbours, and nine of ten wrong letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number {
    letters: DeviceLetters,
    running: u32,
}

impl Number {
    /// A number of a device.
    pub fn new(letters: DeviceLetters, running: u32) -> Self {
        Self { letters, running }
    }

    /// The device's letters.
    pub fn letters(self) -> DeviceLetters {
        self.letters
    }

    /// The running number.
    pub fn running(self) -> u32 {
        self.running
    }

    /// Reads a number as people type it: small or wide letters, any dashes or none, O for 0.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let plain: Vec<u8> = text
            .nfkc()
            .filter(char::is_ascii_alphanumeric)
            .filter_map(|c| u8::try_from(c.to_ascii_uppercase()).ok())
            .collect();
        let others = text
            .nfkc()
            .any(|c| c.is_alphanumeric() && !c.is_ascii_alphanumeric() && c != 'ー');
        let (letters, digits) = plain.split_at_checked(2).ok_or(NumberError::Form)?;
        let letters = std::str::from_utf8(letters)
            .ok()
            .and_then(DeviceLetters::parse)
            .ok_or(NumberError::Form)?;
        let digits: Vec<u8> = digits.iter().copied().map(meant).collect();
        if others || !(5..=11).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
            return Err(NumberError::Form);
        }
        let (running, check) = digits.split_at(digits.len() - 1);
        let running: u32 = std::str::from_utf8(running)
            .ok()
            .and_then(|digits| digits.parse().ok())
            .ok_or(NumberError::Form)?;
        let number = Self { letters, running };
        if check == [b'0' + number.check()] {
            Ok(number)
        } else {
            Err(NumberError::Check)
        }
    }

    fn check(self) -> u8 {
        let letters = self.letters.0.iter().flat_map(|letter| {
            let place = LETTERS.iter().position(|known| known == letter);
            let place = u8::try_from(place.unwrap_or(0)).unwrap_or(0);
            [place / 10, place % 10]
        });
        let digits = format!("{:04}", self.running).into_bytes();
        letters
            .chain(digits.into_iter().map(|digit| digit - b'0'))
            .fold(0, |state, digit| {
                DAMM[usize::from(state)][usize::from(digit)]
            })
    }
}

/// What a letter among the digits was meant to be.
fn meant(letter: u8) -> u8 {
    match letter {
        b'O' | b'D' | b'Q' => b'0',
        b'I' | b'L' => b'1',
        b'Z' => b'2',
        b'S' => b'5',
        b'B' => b'8',
        other => other,
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{}", self.letters, self.running, self.check())
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(running: u32) -> Number {
        Number::new(DeviceLetters::parse("KR").unwrap(), running)
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        let written = number(120).to_string();
        let (head, check) = written.split_at(8);
        assert_eq!(head, "KR-0120-");
        assert_eq!(number(123).to_string(), "KR-0123-5");
        for typed in [
            written.clone(),
            written.to_lowercase(),
            written.replace('-', ""),
            written.replace('-', "ー"),
            format!("ＫＲ－０１２０－{check}"),
            format!(" kr o12o {check} "),
        ] {
            assert_eq!(Number::parse(&typed), Ok(number(120)), "{typed}");
        }
        for typed in [
            "",
            "KR",
            "K1-0120-1",
            "OO-0120-1",
            "KR-120-1",
            "KR-0120-X",
            "避難",
        ] {
            assert_eq!(Number::parse(typed), Err(NumberError::Form), "{typed}");
        }
        assert_eq!(number(12_345).to_string().len(), 10);
    }

    #[test]
    fn every_wrong_digit_and_swapped_pair_is_found() {
        for running in [0, 1, 123, 9999, 4821, 10_507] {
            let written = number(running).to_string().replace('-', "");
            let digits = written.as_bytes();
            for at in 2..digits.len() {
                for digit in b'0'..=b'9' {
                    let mut wrong = digits.to_vec();
                    wrong[at] = digit;
                    let read = Number::parse(std::str::from_utf8(&wrong).unwrap());
                    assert_eq!(read.is_ok(), digit == digits[at]);
                }
                if at + 1 < digits.len() && digits[at] != digits[at + 1] {
                    let mut wrong = digits.to_vec();
                    wrong.swap(at, at + 1);
                    let read = Number::parse(std::str::from_utf8(&wrong).unwrap());
                    assert_eq!(read, Err(NumberError::Check));
                }
            }
        }
    }

    #[test]
    fn devices_have_letters_of_their_own() {
        let all: std::collections::BTreeSet<_> =
            (0..DeviceLetters::COUNT).map(DeviceLetters::nth).collect();
        assert_eq!(all.len(), usize::from(DeviceLetters::COUNT));
        assert!(
            all.iter()
                .all(|one| DeviceLetters::parse(&one.to_string()) == Some(*one))
        );
    }
}
