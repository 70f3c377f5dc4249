//! Reception numbers (受付番号) as people type them, with one slip of the finger.

use std::iter::once;

use super::columns::Sign;
use super::hit::Fit;
use crate::plain::Number;

/// How many characters a typed number may have to be one with a slip: KR01235 has seven.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=13;

/// A reception number in the ways in which it may be typed.
pub(super) struct NumberKept {
    /// Without hyphens, in small letters.
    plain: Vec<u8>,
    running: u32,
    /// The digits of the running number and the check digit as one number.
    with_check: Option<u32>,
}

impl NumberKept {
    pub(super) fn new(number: Number) -> Self {
        let written = number.to_string().to_ascii_lowercase().into_bytes();
        let plain: Vec<u8> = written.into_iter().filter(|byte| *byte != b'-').collect();
        Self {
            running: number.running(),
            with_check: plain.get(2..).and_then(number_of),
            plain,
        }
    }

    /// The signs of the running number, with and without the check digit, and of the number without each
    /// of its characters, so that one slip leaves one of them as it is.
    pub(super) fn signs(&self) -> Vec<Sign> {
        let mut signs = shortened(&self.plain);
        signs.push(Sign::Running(self.running));
        signs.extend(self.with_check.map(Sign::Running));
        signs
    }
}

fn number_of(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn shortened(plain: &[u8]) -> Vec<Sign> {
    let without = (0..plain.len()).map(|at| [&plain[..at], &plain[at + 1..]].concat());
    let all = without.chain(once(plain.to_vec()));
    all.map(|bytes| Sign::NumberShortened(hash(&bytes)))
        .collect()
}

/// FNV-1a, 32 bits.
fn hash(bytes: &[u8]) -> u32 {
    let add = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(0x811C_9DC5, add)
}

/// A typed word that may be a reception number.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum NumberTyped {
    /// Letters and digits, one of them perhaps wrong, doubled, missing or swapped with its neighbour.
    Whole(Vec<u8>),
    /// The running number alone, or with its check digit.
    Running(u32),
}

impl NumberTyped {
    /// What a folded word may be.
    pub(super) fn of(folded: &str) -> Option<Self> {
        let bytes = folded.as_bytes();
        let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        let in_ascii = bytes.iter().all(u8::is_ascii_alphanumeric);
        if in_ascii && !bytes.is_empty() && digits == bytes.len() {
            return (digits <= 9).then(|| number_of(bytes).map(Self::Running))?;
        }
        (in_ascii && digits >= 4 && LENGTHS.contains(&bytes.len()))
            .then(|| Self::Whole(bytes.to_vec()))
    }

    /// What an entry must have at least one of.
    pub(super) fn wanted(&self) -> Vec<Sign> {
        match self {
            Self::Whole(typed) => shortened(typed),
            Self::Running(number) => vec![Sign::Running(*number)],
        }
    }

    /// How a number fits, and whether only with a slip.
    pub(super) fn fit(&self, number: &NumberKept) -> Option<(Fit, bool)> {
        match self {
            Self::Whole(typed) if *typed == number.plain => Some((Fit::Exact, false)),
            Self::Whole(typed) => one_slip(typed, &number.plain).then_some((Fit::Part, true)),
            Self::Running(typed) => {
                let fits = *typed == number.running || number.with_check == Some(*typed);
                fits.then_some((Fit::Prefix, false))
            }
        }
    }
}

/// Whether one wrong, missing or further character, or two swapped neighbours, are all that differs.
fn one_slip(typed: &[u8], meant: &[u8]) -> bool {
    let same_start = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    match (&typed[same_start..], &meant[same_start..]) {
        ([], rest) | (rest, []) => rest.len() <= 1,
        (typed @ [a, after_a @ ..], meant @ [b, after_b @ ..]) => {
            let swapped = match (after_a, after_b) {
                ([c, typed @ ..], [d, meant @ ..]) => a == d && b == c && typed == meant,
                _ => false,
            };
            swapped || after_a == after_b || after_a == meant || typed == after_b
        }
    }
}
