//! One thing that a typed word may mean.

use folding::Born;
use jiff::civil::Date;
use memchr::memmem::Finder;
use zeroize::Zeroizing;

use super::bitmap::Bitmap;
use super::columns::{Columns, Sign, wanted, wanted_first};

use super::field::{Field, Fields};
use super::number_typed::NumberTyped;

/// What a typed word may mean; an entry that fits one of its word's probes fits the word.
pub(super) enum Probe {
    /// A part of a text.
    Text(Box<TextProbe>),
    /// A birth date or a part of one.
    Born(Born),
    /// An age, or ages from one to another.
    Age(u8, u8),
    /// A reception number.
    Number(NumberTyped),
}

/// Characters looked for in folded texts. The finder has a copy of its own that is freed unwiped, since
/// `memchr` offers no other way; it lives as long as one search.
pub(super) struct TextProbe {
    pub needle: Zeroizing<String>,
    finder: Finder<'static>,
    /// Where they count.
    pub fields: Fields,
    /// Whether only texts in Roman letters by sound count, and no others.
    pub roman: bool,
    /// Whether the needle is a loosely folded one.
    pub loose: bool,
}

impl TextProbe {
    pub(super) fn new(needle: Zeroizing<String>, fields: Fields) -> Self {
        Self {
            finder: Finder::new(needle.as_bytes()).into_owned(),
            needle,
            fields,
            roman: false,
            loose: false,
        }
    }

    /// Where it stands in an entry's bytes, also where it overlaps itself: 0000 ends 090-0000-0000.
    pub(super) fn find_all<'h>(&'h self, hay: &'h [u8]) -> impl Iterator<Item = usize> + 'h {
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.finder.find(hay.get(from..)?)?;
            from = at + 1;
            Some(at)
        })
    }
}

impl Probe {
    /// The entries that it may fit better than in part: all that do, and some more.
    pub(super) fn first_places(&self, columns: &Columns, today: Option<Date>) -> Bitmap {
        match self {
            // The end of a telephone number is as good as its beginning.
            Self::Text(text) if !text.fields.contains(Field::Phone) => {
                columns.with_all(&wanted_first(&text.needle))
            }
            _ => self.places(columns, today),
        }
    }

    /// The entries that may fit: all that do, and some that share a column.
    pub(super) fn places(&self, columns: &Columns, today: Option<Date>) -> Bitmap {
        let any = |signs: &[Sign]| {
            let mut places = Bitmap::default();
            for sign in signs {
                places.add(&columns.with_all(&[*sign]));
            }
            places
        };
        match self {
            Self::Text(text) => columns.with_all(&wanted(&text.needle)),
            Self::Born(born) => columns.with_all(&signs_of(*born)),
            Self::Number(number) => any(&number.wanted()),
            Self::Age(least, most) => {
                let mut signs: Vec<Sign> = (*least..=*most).map(Sign::SaidAge).collect();
                if let Some(today) = today {
                    let first = today.year() - i16::from(*most) - 1;
                    let until = today.year() - i16::from(*least);
                    signs.extend((first..=until).map(Sign::Year));
                }
                any(&signs)
            }
        }
    }
}

fn signs_of(born: Born) -> Vec<Sign> {
    let whole = match (born.year, born.month, born.day) {
        (Some(year), Some(month), Some(day)) => Some(Sign::Date(year, month, day)),
        _ => None,
    };
    // All four of a whole date, since each column has entries of other signs too.
    let parts = [born.month.map(Sign::Month), born.day.map(Sign::Day), whole];
    let year = born.year.map(Sign::Year);
    year.into_iter()
        .chain(parts.into_iter().flatten())
        .collect()
}
