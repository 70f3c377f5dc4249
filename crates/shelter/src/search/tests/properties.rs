//! What holds for any list of people.

use proptest::prelude::*;

use super::people::{GIVEN, SURNAMES, TOWNS, anybody, desk, id, index};
use crate::plain::Text;
use crate::search::fold::{self, Folded};
use crate::search::{Comparing, Hit, Index, SearchText, Seek, Seeker};

/// What somebody may type.
fn typed() -> impl Strategy<Value = String> {
    let surname = (0..SURNAMES.len()).prop_map(|at| SURNAMES[at].1.to_owned());
    let name = (0..SURNAMES.len(), 0..GIVEN.len())
        .prop_map(|(a, b)| format!("{} {}", SURNAMES[a].0, GIVEN[b].0));
    let town = (0..TOWNS.len(), 0_u8..5).prop_map(|(at, n)| format!("{}{n}", TOWNS[at]));
    prop_oneof![
        surname,
        name,
        town,
        "[ァ-ンぁ-んー]{1,3}",
        "[見本高邉斉野子太一]{1,2}",
        "[0-9]{1,8}",
        "[SHsh][0-9]{1,2}(\\.[0-9]{1,2}){0,2}",
        "KR-?[0-9]{4}-?[0-9]?",
        "[a-z]{1,4}",
        "[1-5]丁目[0-9]?",
        "[一-三]丁目 [見太]",
        "\\PC{0,6}",
    ]
}

/// A part of a text, as its writer would type it.
fn part(text: &str, from: usize, length: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let from = from % chars.len().max(1);
    chars.into_iter().skip(from).take(length).collect()
}

fn found(index: &Index, typed: &str, wanted: u32) -> bool {
    let hits = index.find(typed, &desk(usize::MAX));
    hits.iter().any(|hit| hit.id == id(wanted))
}

/// Whether a person has a text that holds the word: no columns, no tags, no ranking.
fn holds(person: &SearchText, word: &str) -> bool {
    let both = |text: &str| {
        let strict = fold::text(text);
        let loose = fold::loose(&strict);
        [strict, loose]
    };
    let needles: Vec<Folded> = both(word).into();
    let whole = [
        &person.names,
        &person.kana,
        &person.aliases,
        &person.descriptions,
    ];
    let in_words = whole.into_iter().flatten().any(|text| {
        // The words of a name fold apart, the whole together.
        let mut texts: Vec<&str> = vec![text.as_str()];
        texts.extend(text.as_str().split_whitespace());
        texts.iter().flat_map(|text| both(text)).any(|hay| {
            needles
                .iter()
                .any(|needle| !needle.is_empty() && hay.contains(&**needle))
        })
    });
    let in_address = |text: &Text| {
        let hay = fold::address(text.as_str());
        let needle = fold::address(word);
        !needle.is_empty() && hay.contains(&*needle)
    };
    in_words || person.addresses.iter().any(in_address)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_columns_leave_nobody_out(people in prop::collection::vec(anybody(), 0..24), typed in typed(), limit in 1_usize..30) {
        let index = index(&people);
        for seeker in [Seeker::Desk, Seeker::Inquiry, Seeker::Keeper] {
            let seek = Seek { seeker, ..desk(limit) };
            prop_assert_eq!(index.find(&typed, &seek), index.find_slowly(&typed, &seek));
        }
    }

    #[test]
    fn words_find_whom_a_plain_look_at_the_texts_finds(
        people in prop::collection::vec(anybody(), 0..24),
        word in "[ァ-ンー]{1,3}|[見本高邉斉斎野子太翔渡辺]{1,2}|(見本町|町|本)[1-4]?",
    ) {
        let index = index(&people);
        let mut by_index: Vec<_> = index.find(&word, &desk(usize::MAX)).iter().map(|hit| hit.id).collect();
        by_index.sort();
        let by_look: Vec<_> = (1..).zip(&people).filter(|(_, person)| holds(person, &word)).map(|(n, _)| id(n)).collect();
        prop_assert_eq!(by_index, by_look);
    }

    #[test]
    fn any_part_of_what_is_known_finds_the_person(
        people in prop::collection::vec(anybody(), 1..12), who in any::<prop::sample::Index>(), from in 0_usize..20, length in 1_usize..6,
    ) {
        let index = index(&people);
        let at = who.index(people.len());
        let wanted = u32::try_from(at).unwrap() + 1;
        let person = &people[at];
        for text in person.names.iter().chain(&person.kana).chain(&person.descriptions) {
            let part = part(text.as_str(), from, length);
            prop_assert!(part.trim().is_empty() || found(&index, &part, wanted), "{}", part);
        }
        // Of an address from any sign of its town on, as long as no counting word is cut.
        for address in &person.addresses {
            let folded = fold::address(address.as_str());
            let town = fold::place(&folded).town.chars().count();
            let mut tail: String = folded.chars().skip(from % town).collect();
            prop_assert!(found(&index, &tail, wanted), "{}", tail);
            let written: Vec<char> = address.as_str().chars().collect();
            let house = written.iter().rposition(|c| TOWNS.iter().any(|t| t.ends_with(*c))).unwrap();
            tail = written[from % (house + 1)..].iter().collect();
            prop_assert!(found(&index, &tail, wanted), "{}", tail);
        }
        for birth in &person.births {
            let date = birth.date().unwrap();
            let (y, m, d) = (date.year(), date.month(), date.day());
            let era = if y >= 2020 { format!("R{}.{m}.{d}", y - 2018) }
                else if y >= 1990 { format!("平成{}年{m}月{d}日", y - 1988) }
                else { format!("S{:02}{m:02}{d:02}", y - 1925) };
            for typed in [
                birth.to_string(), format!("{y}{m:02}{d:02}"), format!("{:02}{m:02}{d:02}", y % 100),
                format!("{y}年{m}月"), format!("{y}/{m}/{d}"), format!("{m}月{d}日"), format!("{y}"), format!("{m:02}{d:02}"), era,
                birth.age_on(super::people::TODAY).unwrap().to_string(),
            ] {
                prop_assert!(found(&index, &typed, wanted), "{}", typed);
            }
        }
        for number in &person.numbers {
            for typed in [number.to_string(), number.to_string().to_lowercase().replace('-', ""), number.running().to_string()] {
                prop_assert!(found(&index, &typed, wanted), "{}", typed);
            }
        }
        for phone in &person.phones {
            let end = &phone.as_str()[9..];
            prop_assert!(found(&index, end, wanted), "{end}");
        }
    }

    #[test]
    fn an_index_that_changed_equals_a_fresh_one(
        first in prop::collection::vec(anybody(), 1..12),
        changes in prop::collection::vec((0_u32..12, prop::option::of(anybody())), 0..24),
        typed in typed(),
    ) {
        let mut index = index(&first);
        let mut people: std::collections::BTreeMap<u32, SearchText> = (1..).zip(first).collect();
        for (number, person) in changes {
            if let Some(person) = person {
                index.put(id(number), &person);
                people.insert(number, person);
            } else {
                prop_assert_eq!(index.remove(id(number)), people.remove(&number).is_some());
            }
        }
        let mut fresh = Index::new();
        for (number, person) in &people {
            fresh.put(id(*number), person);
        }
        prop_assert_eq!(index.len(), fresh.len());
        prop_assert_eq!(index.find(&typed, &desk(50)), fresh.find(&typed, &desk(50)));
        let comparing = Comparing { today: None, privileged: true, decided: &() };
        prop_assert_eq!(index.all_duplicates(&comparing), fresh.all_duplicates(&comparing));
    }

    #[test]
    fn a_smaller_answer_is_the_beginning_of_a_larger(people in prop::collection::vec(anybody(), 0..20), typed in typed(), limit in 0_usize..20) {
        let index = index(&people);
        let all: Vec<Hit> = index.find(&typed, &desk(usize::MAX));
        let some = index.find(&typed, &desk(limit));
        prop_assert_eq!(&some[..], &all[..limit.min(all.len())]);
        prop_assert!(all.windows(2).all(|two| (two[0].fit, two[0].loosely) <= (two[1].fit, two[1].loosely)));
    }

    #[test]
    fn who_proposes_is_proposed_to(people in prop::collection::vec(anybody(), 0..20)) {
        let index = index(&people);
        let comparing = Comparing { today: Some(super::people::TODAY), privileged: true, decided: &() };
        let pairs = index.all_duplicates(&comparing);
        let mut looked_up = std::collections::BTreeSet::new();
        for one in 1..=u32::try_from(people.len()).unwrap() {
            for candidate in index.duplicates_of(id(one), &comparing) {
                let back = index.duplicates_of(candidate.id, &comparing);
                let back = back.iter().find(|back| back.id == id(one));
                prop_assert_eq!(back.map(|back| back.reason), Some(candidate.reason));
                let (one, other) = (id(one).min(candidate.id), id(one).max(candidate.id));
                let pair = pairs.iter().find(|pair| (pair.one, pair.other) == (one, other));
                let strength = back.map(|back| back.strength.min(candidate.strength));
                prop_assert_eq!(pair.map(|pair| pair.strength), strength);
                looked_up.insert((one, other));
            }
        }
        prop_assert_eq!(looked_up.len(), pairs.len());
    }
}
