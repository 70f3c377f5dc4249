//! Which share of cards finds its elector, by how it differs from the roll.

use std::collections::{BTreeMap, HashMap};

use polling::elector::Elector;
use roll::invented::Recipe;
use roll::invented::cards::{Class, card};
use roll::{Candidate, Roll};

/// Cards of a class that everybody is of; of the others all.
const MOST: u32 = 5_000;

#[derive(Default)]
struct Counts {
    all: u32,
    alone: u32,
    among: u32,
    none: u32,
    other: u32,
}

/// One row of the table for each class.
pub fn rows(roll: &Roll, recipe: &Recipe) -> Vec<String> {
    let electors: Vec<Elector> = recipe.electors().collect();
    let mut counts: BTreeMap<Class, Counts> = BTreeMap::new();
    let (twins, namesakes) = (twins(&electors), namesakes(&electors));
    for (at, elector) in electors.iter().enumerate() {
        for class in Class::ALL {
            let is_of = match class {
                Class::Twin => twins[at],
                Class::Namesake => namesakes[at],
                _ => true,
            };
            let count = counts.entry(class).or_default();
            let Some(card) = card(elector, class).filter(|_| is_of && count.all < MOST) else {
                continue;
            };
            let found = roll.by_card(&card).unwrap();
            count.all += 1;
            let right = class.is_on_roll() && found.iter().any(|one| one.elector.id == elector.id);
            match (right, found.len()) {
                (true, 1) => count.alone += 1,
                (true, _) => count.among += 1,
                (false, 0) => count.none += 1,
                // Shown without a doubt; with one, it is for the clerk to see.
                (false, _) if found.iter().any(Candidate::is_plain) => count.other += 1,
                (false, _) => count.none += 1,
            }
        }
    }
    counts
        .into_iter()
        .map(|(class, count)| row(class, &count))
        .collect()
}

fn row(class: Class, count: &Counts) -> String {
    let share = |part: u32| {
        format!(
            "{:.2} %",
            f64::from(part) * 100.0 / f64::from(count.all.max(1))
        )
    };
    format!(
        "| {} | {} | {} | {} | {} | {} |",
        words(class),
        count.all,
        share(count.alone),
        share(count.among),
        share(count.none),
        count.other
    )
}

fn words(class: Class) -> &'static str {
    match class {
        Class::Same => "only in blanks",
        Class::Variant => "in the shapes of characters, or a variation selector (異体字)",
        Class::PrivateUse => "in a character that the roll has from the city's own font (外字)",
        Class::FormerName => "by a former name (旧氏), on the card or on the roll",
        Class::Moved => "in the address, marked (転出)",
        Class::MovedInCity => "in the address, not marked",
        Class::Twin => "twins: the same birth date and address",
        Class::Namesake => "namesakes of one birth date",
        Class::Spoken => "said aloud, typed in kana without blanks, long vowels",
        Class::Foreign => "Latin letters in another order and case, without the middle name",
        Class::UnknownDay => "the roll has no day of birth",
        Class::Stranger => "not on the roll, born like somebody on it",
        Class::NearDate => "the right name, another day",
    }
}

/// Whether somebody of the same birth date and address stands beside.
fn twins(electors: &[Elector]) -> Vec<bool> {
    let is_twin = |one: &Elector, other: &Elector| {
        one.person.birth == other.person.birth && one.person.address == other.person.address
    };
    let beside = |at: usize, by: isize| at.checked_add_signed(by).and_then(|at| electors.get(at));
    (0..electors.len())
        .map(|at| {
            let mut others = [beside(at, -1), beside(at, 1)].into_iter().flatten();
            others.any(|other| is_twin(&electors[at], other))
        })
        .collect()
}

fn namesakes(electors: &[Elector]) -> Vec<bool> {
    let key = |elector: &Elector| {
        let birth = elector.person.birth;
        let name: String = elector.person.name.split_whitespace().collect();
        (name, birth.year, birth.month, birth.day)
    };
    let mut times: HashMap<_, u32> = HashMap::new();
    for elector in electors {
        *times.entry(key(elector)).or_default() += 1;
    }
    electors
        .iter()
        .map(|elector| times[&key(elector)] > 1)
        .collect()
}
