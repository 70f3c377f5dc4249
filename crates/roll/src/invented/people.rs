//! Households and who lives in them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::Span;
use jiff::civil::{Date, date};

use polling::elector::{Already, BirthDate, Elector, MarkKind, Person, RollMark, Sex};
use polling::plain::{BallotId, DistrictId};

use super::draw::Lots;
use super::{Recipe, id_of, names, places};

/// How many electors live between a person and an invented namesake of the same birth date.
const NAMESAKE_EVERY: u64 = 20_000;

/// The electors of a recipe, one after another.
pub struct Electors {
    lots: Lots,
    count: u64,
    made: u64,
    day: Date,
    ballots: Vec<BallotId>,
    /// The rest of the household at hand.
    waiting: VecDeque<Person>,
    /// Of whom the next namesake is one.
    namesake_of: Option<Person>,
}

impl Electors {
    pub(super) fn new(recipe: &Recipe) -> Self {
        Self {
            lots: Lots::new(recipe.seed),
            count: recipe.count,
            made: 0,
            day: recipe.day,
            ballots: recipe.ballots.clone(),
            waiting: VecDeque::new(),
            namesake_of: None,
        }
    }

    fn district(&self) -> u64 {
        self.made / places::OF_DISTRICT
    }

    fn household(&mut self) {
        let address = places::house(self.district(), &mut self.lots);
        if self.made % NAMESAKE_EVERY > NAMESAKE_EVERY / 2
            && let Some(mut person) = self.namesake_of.take()
        {
            person.address.clone_from(&address);
            self.waiting.push_back(person);
            return;
        }
        if self.lots.once_in(250) {
            let person = self.foreigner(&address);
            self.waiting.push_back(person);
            return;
        }
        let lots = &mut self.lots;
        let family = *lots.one_of_first(names::FAMILIES);
        let oldest = self.day.year() - 20 - i16::try_from(lots.below(68)).unwrap_or(0);
        let members = 1 + lots.below(4);
        for member in 0..members {
            // Parents, then grown children.
            let age = i16::try_from(self.lots.below(6)).unwrap_or(0);
            let year = if member < 2 {
                oldest + age
            } else {
                oldest + 22 + age
            };
            // Of those who are too young, a few become 18 in these days.
            if year >= self.day.year() - 18 && !self.lots.once_in(30) {
                continue;
            }
            let sex = if member % 2 == 0 {
                Sex::Male
            } else {
                Sex::Female
            };
            let birth = self.birth(year);
            let person = self.member(family, sex, birth, &address);
            if member >= 2 && self.lots.once_in(40) {
                let sex = *self.lots.one_of(&[Sex::Male, Sex::Female]);
                let mut twin = self.member(family, sex, birth, &address);
                while twin.name == person.name {
                    twin = self.member(family, sex, birth, &address);
                }
                self.waiting.push_back(twin);
            }
            self.waiting.push_back(person);
        }
    }

    /// A day of a year; of nobody who is less than 18 on the day after election day.
    fn birth(&mut self, year: i16) -> BirthDate {
        let lots = &mut self.lots;
        let month = i8::try_from(1 + lots.below(12)).unwrap_or(1);
        let last = date(year, month, 1).days_in_month();
        let day = 1 + i8::try_from(lots.below(u32::try_from(last).unwrap_or(28))).unwrap_or(0);
        let latest = self.day.year() - 18;
        if year >= latest {
            // Some are 18 only in these days: 0 to 40 days before the last who may vote.
            let back = i64::from(lots.below(40)) - 1;
            let born = date(latest, self.day.month(), self.day.day());
            let born = born.saturating_sub(Span::new().days(back));
            return whole(born);
        }
        // A few old entries know no day.
        if year < 1945 && lots.once_in(500) {
            return BirthDate {
                year,
                month,
                day: 0,
            };
        }
        BirthDate { year, month, day }
    }

    fn member(
        &mut self,
        (family, family_kana, shape): (&str, &str, &str),
        sex: Sex,
        birth: BirthDate,
        address: &str,
    ) -> Person {
        let lots = &mut self.lots;
        let (given, given_kana) = if lots.once_in(60) {
            let (name, kana) = *lots.one_of(names::IN_KANA);
            (name.to_owned(), kana.to_owned())
        } else {
            let (first, last) = if sex == Sex::Male {
                names::MEN
            } else {
                names::WOMEN
            };
            let (first, last) = (*lots.one_of(first), *lots.one_of(last));
            (
                format!("{}{}", first.0, last.0),
                format!("{}{}", first.1, last.1),
            )
        };
        let written = if !shape.is_empty() && lots.once_in(4) {
            shape
        } else {
            family
        };
        let former_name = if sex == Sex::Female && lots.once_in(80) {
            lots.one_of(names::FAMILIES).0.to_owned()
        } else {
            String::new()
        };
        // A character that only the city's own font has, for the first one.
        let first = written.chars().next().map_or(0, char::len_utf8);
        let private = if lots.once_in(300) {
            "\u{E000}"
        } else {
            &written[..first]
        };
        let blank = if lots.once_in(10) { "" } else { "　" };
        let kana = if lots.once_in(500) {
            String::new()
        } else {
            format!("{family_kana}　{given_kana}")
        };
        Person {
            name: format!("{private}{}{blank}{given}", &written[first..]),
            kana,
            former_name: if former_name == family {
                String::new()
            } else {
                former_name
            },
            birth,
            sex,
            address: address.to_owned(),
        }
    }

    fn foreigner(&mut self, address: &str) -> Person {
        let year = self.day.year() - 20 - i16::try_from(self.lots.below(60)).unwrap_or(0);
        let birth = self.birth(year);
        let lots = &mut self.lots;
        let family = lots.one_of(names::FOREIGN_FAMILIES);
        let given = *lots.one_of(names::FOREIGN_GIVEN);
        let middle = *lots.one_of(names::FOREIGN_GIVEN);
        let kana = format!("{}　{}", family.1, given.1);
        let name = match lots.below(3) {
            0 => format!("{} {}", family.0, given.0),
            1 if middle != given => format!("{} {} {}", family.0, given.0, middle.0),
            _ => kana.clone(),
        };
        Person {
            name,
            kana,
            former_name: String::new(),
            birth,
            sex: *lots.one_of(&[Sex::Male, Sex::Female, Sex::Other]),
            address: address.to_owned(),
        }
    }

    fn marks(&mut self) -> BTreeSet<RollMark> {
        let kinds: &[MarkKind] = match self.lots.below(1_000) {
            0..=7 => &[MarkKind::MovedWithinPrefecture],
            8..=14 => &[MarkKind::MovedToOtherPrefecture],
            15 => &[MarkKind::Suspended],
            16 => &[MarkKind::Died],
            17 => &[MarkKind::MovedToOtherPrefecture, MarkKind::Suspended],
            _ => &[],
        };
        kinds.iter().map(|kind| self.mark(*kind)).collect()
    }

    fn mark(&mut self, kind: MarkKind) -> RollMark {
        let days = |days: u32| Span::new().days(i64::from(days));
        let since = self.day.saturating_sub(days(1 + self.lots.below(130)));
        let suspended = kind == MarkKind::Suspended;
        let until =
            (suspended && self.lots.once_in(2)).then(|| since.saturating_add(Span::new().years(3)));
        let mut mark = RollMark {
            kind,
            since: Some(since),
            until,
            detail: String::new(),
        };
        if mark.is_move() {
            "手本県手本市".clone_into(&mut mark.detail);
        }
        mark
    }

    fn already(&mut self) -> BTreeMap<BallotId, Already> {
        if self.ballots.is_empty() || !self.lots.once_in(100) {
            return BTreeMap::new();
        }
        let states = [
            Already::AbsenteeRequested,
            Already::AbsenteeIssued,
            Already::AbsenteeReturned,
            Already::AbsenteeVoted,
        ];
        let state = *self.lots.one_of(&states);
        self.ballots
            .iter()
            .map(|ballot| (ballot.clone(), state))
            .collect()
    }
}

fn whole(date: Date) -> BirthDate {
    BirthDate {
        year: date.year(),
        month: date.month(),
        day: date.day(),
    }
}

impl Iterator for Electors {
    type Item = Elector;

    fn next(&mut self) -> Option<Elector> {
        if self.made == self.count {
            return None;
        }
        while self.waiting.is_empty() {
            self.household();
        }
        let person = self.waiting.pop_front()?;
        if self.made % NAMESAKE_EVERY == 7 {
            self.namesake_of = Some(person.clone());
        }
        let marks = self.marks();
        let moved = marks.iter().filter(|mark| mark.is_move());
        let strike_off_on = moved
            .filter_map(|mark| mark.since)
            .min()
            .map(|since| since.saturating_add(Span::new().months(4)));
        let district = self.district();
        let of_district = self.made % places::OF_DISTRICT;
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        self.made += 1;
        let number = format!("{:010}", self.made * 7 + 1_000_000);
        let all: BTreeSet<BallotId> = self.ballots.iter().cloned().collect();
        Some(Elector {
            id: id_of(&number),
            ticket: Some(format!("9{:04}{:07}", district + 1, self.made)),
            number,
            district: DistrictId::new(format!("{:03}", district + 1)).ok()?,
            page_line: (
                count(of_district / places::OF_PAGE + 1),
                count(of_district % places::OF_PAGE + 1),
            ),
            person,
            registered_on: Some(
                date(2010, 3, 1)
                    .saturating_add(Span::new().months(i64::from(self.lots.below(60)) * 3)),
            ),
            strike_off_on,
            ballots: (!all.is_empty()).then_some(all),
            already: self.already(),
            marks,
        })
    }
}
