//! Which entries may hold what: one bit column for each hashed sign, pair of characters, date or age.
//!
//! Several signs share a column, so what the columns give is looked at once more. Putting and removing an
//! entry touches only its own bits, and no text stands here.

use super::bitmap::Bitmap;

/// How many columns; a person of a full card sets about 200 bits.
const COLUMNS: usize = 2048;

/// What an entry may hold and a search may ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Char(char),
    Pair(char, char),
    /// A text begins so.
    Start(char),
    StartPair(char, char),
    Year(i16),
    Month(i8),
    Day(i8),
    /// Year, month and day.
    Date(i16, i8, i8),
    SaidAge(u8),
    /// A running number.
    Running(u32),
    /// A reception number without one of its characters, hashed.
    NumberShortened(u32),
    /// The first bytes of a token's hash.
    Token(u32),
}

impl Sign {
    /// Its columns: three for what is looked for alone, one for what comes with others.
    fn columns(self) -> impl Iterator<Item = usize> {
        let times = match self {
            Self::Date(..) | Self::Running(_) | Self::NumberShortened(_) | Self::Token(_) => 3,
            _ => 1,
        };
        let (a, b) = self.key();
        (0..times).map(move |time| column(a, b ^ (time << 29)))
    }

    fn key(self) -> (u32, u32) {
        // Above every character, so that a date and a character share a column only by chance.
        const ABOVE: u32 = 0x0011_0000;
        let of = |n: i8| u32::from(n.unsigned_abs());
        match self {
            Self::Char(c) => (u32::from(c), 0),
            Self::Pair(a, b) => (u32::from(a), u32::from(b)),
            Self::Year(year) => (ABOVE, u32::from(year.unsigned_abs())),
            Self::Month(month) => (ABOVE + 1, of(month)),
            Self::Day(day) => (ABOVE + 2, of(day)),
            Self::Date(year, month, day) => {
                let days = u32::from(year.unsigned_abs()) * 500 + of(month) * 40 + of(day);
                (ABOVE + 3, days)
            }
            Self::SaidAge(age) => (ABOVE + 4, u32::from(age)),
            Self::Running(number) => (ABOVE + 5, number),
            Self::NumberShortened(hash) => (ABOVE + 6, hash),
            Self::Token(hash) => (ABOVE + 7, hash),
            Self::Start(c) => (ABOVE + 8, u32::from(c)),
            Self::StartPair(a, b) => (2 * ABOVE + u32::from(a), u32::from(b)),
        }
    }
}

fn column(a: u32, b: u32) -> usize {
    let mixed = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    usize::try_from(mixed >> 32).unwrap_or_default() % COLUMNS
}

/// The signs of a text: its characters, the pairs of neighbours, and how it begins.
pub(super) fn of_text(text: &str) -> impl Iterator<Item = Sign> {
    let pairs = text.chars().zip(text.chars().skip(1));
    let pairs = pairs.map(|(a, b)| Sign::Pair(a, b));
    let (first, second) = first_two(text);
    let start = first.map(Sign::Start);
    let start_pair = first.zip(second).map(|(a, b)| Sign::StartPair(a, b));
    let starts = start.into_iter().chain(start_pair);
    text.chars().map(Sign::Char).chain(pairs).chain(starts)
}

/// What a text must have to hold these characters.
pub(super) fn wanted(needle: &str) -> Vec<Sign> {
    if let (Some(only), None) = first_two(needle) {
        return vec![Sign::Char(only)];
    }
    let pairs = needle.chars().zip(needle.chars().skip(1));
    pairs.map(|(a, b)| Sign::Pair(a, b)).collect()
}

/// What a text must have to begin with these characters.
pub(super) fn wanted_first(needle: &str) -> Vec<Sign> {
    match first_two(needle) {
        (Some(first), Some(second)) => {
            let mut signs = wanted(needle);
            signs.push(Sign::StartPair(first, second));
            signs
        }
        (first, _) => first.into_iter().map(Sign::Start).collect(),
    }
}

fn first_two(text: &str) -> (Option<char>, Option<char>) {
    let mut chars = text.chars();
    (chars.next(), chars.next())
}

/// The columns of all entries.
pub(super) struct Columns(Vec<Bitmap>);

impl Columns {
    pub(super) fn new() -> Self {
        Self(vec![Bitmap::default(); COLUMNS])
    }

    pub(super) fn set(&mut self, place: usize, signs: impl Iterator<Item = Sign>) {
        for column in signs.flat_map(Sign::columns) {
            self.0[column].set(place);
        }
    }

    pub(super) fn clear(&mut self, place: usize, signs: impl Iterator<Item = Sign>) {
        for column in signs.flat_map(Sign::columns) {
            self.0[column].clear(place);
        }
    }

    /// The places that may have all of these; those of one sign at least.
    pub(super) fn with_all(&self, signs: &[Sign]) -> Bitmap {
        let columns = signs.iter().flat_map(|sign| sign.columns());
        let mut columns = columns.map(|column| &self.0[column]);
        let Some(first) = columns.next() else {
            return Bitmap::default();
        };
        let mut places = first.clone();
        for column in columns {
            places.keep(column);
        }
        places
    }
}
