//! Ages that are known roughly.

use std::fmt;

use serde::{Deserialize, Serialize};

/// 年齢 in full years, exact or a range. Written "n" or "n-m", at most 130. `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgeRange {
    least: u8,
    most: u8,
}

impl AgeRange {
    /// From the least to the most possible age. `None` if turned round or above 130.
    pub fn new(least: u8, most: u8) -> Option<Self> {
        (least <= most && most <= 130).then_some(Self { least, most })
    }

    /// One known age.
    pub fn exact(age: u8) -> Option<Self> {
        Self::new(age, age)
    }

    /// Reads "n" or "n-m".
    pub fn parse(text: &str) -> Option<Self> {
        let age = |text: &str| {
            (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse::<u8>().ok())
                .flatten()
        };
        match text.split_once('-') {
            None => Self::exact(age(text)?),
            Some((least, most)) => Self::new(age(least)?, age(most)?),
        }
    }

    /// The least possible age.
    pub fn least(self) -> u8 {
        self.least
    }

    /// The most possible age.
    pub fn most(self) -> u8 {
        self.most
    }

    /// The age, if it is one.
    pub fn known(self) -> Option<u8> {
        (self.least == self.most).then_some(self.least)
    }

    /// Whether every possible age lies within `least..=most`.
    pub fn within(self, least: u8, most: u8) -> bool {
        least <= self.least && self.most <= most
    }
}

impl fmt::Display for AgeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known() {
            Some(age) => write!(f, "{age}"),
            None => write!(f, "{}-{}", self.least, self.most),
        }
    }
}

impl fmt::Debug for AgeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AgeRange(..)")
    }
}

impl From<AgeRange> for String {
    fn from(age: AgeRange) -> Self {
        age.to_string()
    }
}

impl TryFrom<String> for AgeRange {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not an age or a range of ages")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_and_written() {
        for text in ["0", "70", "60-70", "130"] {
            assert_eq!(AgeRange::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(AgeRange::parse("5-5").unwrap().to_string(), "5");
        for text in ["", "-", "5-", "-5", "70-60", "131", "+5", "5-6-7", "七"] {
            assert!(AgeRange::parse(text).is_none(), "{text}");
        }
        assert!(AgeRange::parse("3-5").unwrap().within(3, 5));
        assert!(!AgeRange::parse("3-6").unwrap().within(3, 5));
    }
}
