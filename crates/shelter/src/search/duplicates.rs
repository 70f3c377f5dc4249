//! Records that may be of one person (重複候補): proposed, listed, never joined.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;

use super::bitmap::Bitmap;
use super::columns::{Sign, wanted_first};
use super::entry::{Entry, sign_of_token, signs_of_birth};
use super::profile::Profile;
use super::reasons::{Candidate, Pair, Strength};
use super::{Index, SearchText, Visibility};
use crate::plain::{PartialDate, PersonId, Token};

/// What people have already decided about records.
pub trait Decided {
    /// The one record that stands for all that were joined with this one.
    fn human(&self, id: PersonId) -> PersonId {
        id
    }

    /// Whether somebody said that the two are different people.
    fn are_apart(&self, _one: PersonId, _other: PersonId) -> bool {
        false
    }
}

/// Nothing was decided yet.
impl Decided for () {}

/// Who asks for records of one person, and with what.
#[derive(Clone, Copy)]
pub struct Comparing<'a> {
    /// The day on which ages count.
    pub today: Option<Date>,
    /// Whether the asker may know of 支援措置; else those people have no candidates and are none.
    pub privileged: bool,
    /// What was decided before.
    pub decided: &'a dyn Decided,
}

impl Index {
    /// Records that may be of the same person as one of the list; the strongest first.
    pub fn duplicates_of(&self, id: PersonId, comparing: &Comparing<'_>) -> Vec<Candidate> {
        let entry = self
            .places
            .get(&id)
            .and_then(|place| self.entries[*place].as_ref());
        entry.map_or(vec![], |entry| self.duplicates(entry, Some(id), comparing))
    }

    /// Records that may be of a person who is about to be registered; the strongest first.
    pub fn duplicates_of_new(
        &self,
        text: &SearchText,
        comparing: &Comparing<'_>,
    ) -> Vec<Candidate> {
        self.duplicates(&Entry::new(PersonId([0; 16]), text), None, comparing)
    }

    /// All pairs of the list, by id. A proposal is one only where neither has another.
    pub fn all_duplicates(&self, comparing: &Comparing<'_>) -> Vec<Pair> {
        let groups = Groups::of(self);
        let mut pairs: BTreeMap<(PersonId, PersonId), Pair> = BTreeMap::new();
        for (id, place) in &self.places {
            let Some(entry) = &self.entries[*place] else {
                continue;
            };
            let others = groups.alike(entry);
            for candidate in self.among(&others, entry, Some(*id), comparing) {
                let (one, other) = (*id.min(&candidate.id), *id.max(&candidate.id));
                let (reason, strength) = (candidate.reason, candidate.strength);
                let pair = pairs.entry((one, other)).or_insert(Pair {
                    one,
                    other,
                    reason,
                    strength,
                });
                pair.strength = pair.strength.min(strength);
            }
        }
        pairs.into_values().collect()
    }

    fn duplicates(
        &self,
        entry: &Entry,
        own: Option<PersonId>,
        comparing: &Comparing<'_>,
    ) -> Vec<Candidate> {
        let mut others = Bitmap::default();
        for signs in signs_alike(entry) {
            others.add(&self.columns.with_all(&signs));
        }
        let others: Vec<usize> = others.iter().collect();
        self.among(&others, entry, own, comparing)
    }

    fn among(
        &self,
        others: &[usize],
        entry: &Entry,
        own: Option<PersonId>,
        comparing: &Comparing<'_>,
    ) -> Vec<Candidate> {
        let may_compare =
            |entry: &Entry| comparing.privileged || entry.visibility == Visibility::Open;
        if !may_compare(entry) {
            return vec![];
        }
        let decided = comparing.decided;
        let is_settled = |id: PersonId| {
            own.is_some_and(|own| {
                own == id || decided.human(own) == decided.human(id) || decided.are_apart(own, id)
            })
        };
        let profile = Profile::new(entry);
        let mut candidates: Vec<Candidate> = others
            .iter()
            .filter_map(|place| self.entries.get(*place)?.as_ref())
            .filter(|other| may_compare(other) && !is_settled(other.id))
            .filter_map(|other| {
                let found = profile.compare(&Profile::new(other), comparing.today);
                let (strength, reason) = found?;
                Some(Candidate {
                    id: other.id,
                    reason,
                    strength,
                })
            })
            .collect();
        only_if_alone(&mut candidates, decided);
        candidates.sort_by_key(|one| (std::cmp::Reverse(one.strength), one.reason, one.id));
        candidates
    }
}

/// What two records of one person share at least one of: a token, a whole birth date, a reading or a name.
/// A telephone number or an address alone is shared by a whole family.
enum Shared<'a> {
    Token(Token),
    Birth(PartialDate),
    Text(&'a str),
}

fn shared<'a>(entry: &'a Entry, profile: &Profile<'a>) -> Vec<Shared<'a>> {
    let tokens = entry.tokens.iter().copied().map(Shared::Token);
    let births = entry.births.iter().copied();
    let births = births.filter(|birth| birth.date().is_some());
    let texts = profile.kana.iter().chain(&profile.names);
    let texts = texts.map(|text| Shared::Text(text.loose));
    tokens
        .chain(births.map(Shared::Birth))
        .chain(texts)
        .collect()
}

fn signs_alike(entry: &Entry) -> Vec<Vec<Sign>> {
    let shared = shared(entry, &Profile::new(entry));
    let signs = shared.into_iter().map(|shared| match shared {
        Shared::Token(token) => vec![sign_of_token(&token)],
        Shared::Birth(birth) => signs_of_birth(birth).collect(),
        Shared::Text(text) => wanted_first(text),
    });
    signs.collect()
}

/// The places of all entries by what records of one person share, hashed.
struct Groups(Vec<(u64, usize)>);

impl Groups {
    fn of(index: &Index) -> Self {
        let mut groups: Vec<(u64, usize)> = index
            .places
            .values()
            .filter_map(|place| Some((*place, index.entries[*place].as_ref()?)))
            .flat_map(|(place, entry)| keys(entry).into_iter().map(move |key| (key, place)))
            .collect();
        groups.sort_unstable();
        Self(groups)
    }

    fn alike(&self, entry: &Entry) -> Vec<usize> {
        let mut places: Vec<usize> = keys(entry)
            .into_iter()
            .flat_map(|key| {
                let from = self.0.partition_point(|(other, _)| *other < key);
                self.0[from..]
                    .iter()
                    .take_while(move |(other, _)| *other == key)
            })
            .map(|(_, place)| *place)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

fn keys(entry: &Entry) -> Vec<u64> {
    let shared = shared(entry, &Profile::new(entry));
    let hashed = shared.into_iter().map(|shared| {
        let mut hasher = DefaultHasher::new();
        match shared {
            Shared::Token(token) => (0, token).hash(&mut hasher),
            Shared::Birth(birth) => (1, birth.year(), birth.month(), birth.day()).hash(&mut hasher),
            Shared::Text(text) => (2, text).hash(&mut hasher),
        }
        hasher.finish()
    });
    hashed.collect()
}

/// Of several proposals none is one: they are for the city to look at. Records that were joined count once.
fn only_if_alone(candidates: &mut [Candidate], decided: &dyn Decided) {
    let proposed = candidates
        .iter()
        .filter(|one| one.strength == Strength::Proposal);
    let humans: BTreeSet<PersonId> = proposed.map(|one| decided.human(one.id)).collect();
    if humans.len() > 1 {
        for one in candidates {
            one.strength = match one.strength {
                Strength::Proposal => Strength::Listed,
                other => other,
            };
        }
    }
}
