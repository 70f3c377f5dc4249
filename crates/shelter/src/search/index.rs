//! The people of a list, ready to be found while somebody types.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::best::{Best, Found};
use super::bitmap::Bitmap;
use super::columns::Columns;
use super::entry::Entry;
use super::field::{Field, Fields};
use super::hit::Hit;
use super::matching::{Look, View};
use super::probe::Probe;
use super::query::{Query, Word};
use super::{SearchText, Visibility};
use crate::plain::PersonId;

/// For whom is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Seeker {
    /// The desk of the shelter (受付), whoever sits there. Finds those under 支援措置 who live here, so that
    /// it can let them in and out, but not by address or telephone number; finds none who live elsewhere.
    #[default]
    Desk,
    /// Somebody who asks after a person (安否照会), and every list for others. Finds nobody under 支援措置.
    Inquiry,
    /// Those who may know of 支援措置. Finds everybody.
    Keeper,
}

/// How is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seek {
    /// For whom.
    pub seeker: Seeker,
    /// The day on which ages count; without it, only ages that were said are found.
    pub today: Option<Date>,
    /// How many are answered at most.
    pub limit: usize,
}

/// Everybody who can be found. In memory only; the folded texts are wiped on drop.
pub struct Index {
    pub(super) entries: Vec<Option<Entry>>,
    pub(super) places: BTreeMap<PersonId, usize>,
    free: Vec<usize>,
    pub(super) columns: Columns,
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// With nobody in it.
    pub fn new() -> Self {
        Self {
            entries: vec![],
            places: BTreeMap::new(),
            free: vec![],
            columns: Columns::new(),
        }
    }

    /// How many people are in it.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Puts a person in, in place of what was known before.
    pub fn put(&mut self, id: PersonId, text: &SearchText) {
        self.remove(id);
        let entry = Entry::new(id, text);
        let place = self.free.pop().unwrap_or(self.entries.len());
        self.columns.set(place, entry.signs());
        if place == self.entries.len() {
            self.entries.push(None);
        }
        self.entries[place] = Some(entry);
        self.places.insert(id, place);
    }

    /// Takes a person out and wipes what was known. Whether there was one.
    pub fn remove(&mut self, id: PersonId) -> bool {
        let Some(place) = self.places.remove(&id) else {
            return false;
        };
        if let Some(entry) = self.entries[place].take() {
            self.columns.clear(place, entry.signs());
        }
        self.free.push(place);
        true
    }

    /// Whom the typed text finds: all its words, or the text without its blanks. Best first; of one fit
    /// those who are here, then by reading.
    pub fn find(&self, typed: &str, seek: &Seek) -> Vec<Hit> {
        let query = Query::new(typed);
        let mut best = Best::new(seek.limit);
        let first = candidates(&query, |probe| {
            probe.first_places(&self.columns, seek.today)
        });
        self.look_at(&first, &query, seek, &mut best);
        // Who fits only in part cannot come before those.
        if !best.is_settled() {
            let mut rest = candidates(&query, |probe| probe.places(&self.columns, seek.today));
            rest.take_out(&first);
            self.look_at(&rest, &query, seek, &mut best);
        }
        best.hits(&query, seek)
    }

    /// The same by looking at everybody, to test the columns against.
    #[cfg(test)]
    pub(super) fn find_slowly(&self, typed: &str, seek: &Seek) -> Vec<Hit> {
        let query = Query::new(typed);
        let mut best = Best::new(seek.limit);
        self.look_at(&Bitmap::full(self.entries.len()), &query, seek, &mut best);
        best.hits(&query, seek)
    }

    fn look_at<'i>(&'i self, places: &Bitmap, query: &Query, seek: &Seek, best: &mut Best<'i>) {
        let entries = places
            .iter()
            .filter_map(|place| self.entries.get(place)?.as_ref());
        for entry in entries {
            if let Some(fits) = entry.fits(query, view(seek, entry, Look::Rank)) {
                best.add(Found {
                    rank: fits.rank(),
                    entry,
                });
            }
        }
    }
}

/// Entries that have a probe of every word, or one of the words as one.
fn candidates(query: &Query, places_of: impl Fn(&Probe) -> Bitmap) -> Bitmap {
    let of_word = |word: &Word| {
        let mut places = Bitmap::default();
        for probe in &word.0 {
            places.add(&places_of(probe));
        }
        places
    };
    let mut words = query.words.iter().map(of_word);
    let Some(mut places) = words.next() else {
        return Bitmap::default();
    };
    for word in words {
        places.keep(&word);
    }
    if let Some(joined) = &query.joined {
        places.add(&of_word(joined));
    }
    places
}

pub(super) fn view(seek: &Seek, entry: &Entry, look: Look) -> View {
    View {
        look,
        fields: fields_for(seek.seeker, entry.visibility),
        today: seek.today,
    }
}

/// What a seeker may find a person by.
fn fields_for(seeker: Seeker, visibility: Visibility) -> Fields {
    const ALL: Fields = Fields::of(&Field::ALL);
    const BESIDES_WHERE: Fields = Fields::of(&[
        Field::Kana,
        Field::Name,
        Field::Alias,
        Field::BirthDate,
        Field::Age,
        Field::Number,
        Field::Description,
    ]);
    match (seeker, visibility) {
        (Seeker::Keeper, _) | (_, Visibility::Open) => ALL,
        (Seeker::Desk, Visibility::ProtectedHere) => BESIDES_WHERE,
        _ => Fields::default(),
    }
}
