//! What a typed text may mean.

use folding::{Born, Folded};

use crate::store::name_key;

/// More words than this are no search.
const MOST_WORDS: usize = 6;

/// One meaning of the words. Parts that are empty narrow nothing down.
#[derive(Default)]
pub(super) struct Query {
    /// Folded as names are for finding: what a name, a reading or a former name begins with.
    pub(super) name: Option<Folded>,
    /// Folded addresses of which one is meant.
    pub(super) addresses: Vec<Folded>,
    /// Dates of which one is meant.
    pub(super) born: Vec<Born>,
}

/// The meanings of a typed text, the likeliest first: a word that can be a date is one, the last such word before the
/// others, and then none of them, since 2-3 is also a house; of the other words all are a name, then the first ones a
/// name and the rest an address, then all an address.
pub(super) fn readings(typed: &str) -> Vec<Query> {
    let words: Vec<&str> = typed.split_whitespace().take(MOST_WORDS).collect();
    let dates = (0..words.len())
        .rev()
        .filter_map(|at| Some((at, date(words[at])?)));
    let mut queries = vec![];
    for (at, born) in dates {
        let mut others = words.clone();
        others.remove(at);
        if others.is_empty() {
            queries.push(query("", "", &born));
        } else {
            add_splits(&mut queries, &others, &born);
        }
    }
    add_splits(&mut queries, &words, &[]);
    queries
}

fn add_splits(queries: &mut Vec<Query>, words: &[&str], born: &[Born]) {
    for names in (0..=words.len()).rev() {
        let (name, address) = words.split_at(names);
        let query = query(&name.concat(), &address.concat(), born);
        // What folds to nothing narrows nothing down.
        if (query.name.is_some() || names == 0)
            && (!query.addresses.is_empty() || names == words.len())
        {
            queries.push(query);
        }
    }
}

fn query(name: &str, address: &str, born: &[Born]) -> Query {
    // ヴ may become バ or ブ by what follows it.
    let name = name.trim_end_matches(['ヴ', 'ゔ']);
    let name = name_key(name);
    let addresses = if address.is_empty() {
        vec![]
    } else {
        folding::addresses_typed(address)
    };
    Query {
        name: (!name.is_empty()).then_some(name),
        addresses,
        born: born.to_vec(),
    }
}

/// A word that can be a date and nothing else but a house's number.
fn date(word: &str) -> Option<Vec<Born>> {
    let born = folding::dates_typed(word);
    (!born.is_empty()).then_some(born)
}
