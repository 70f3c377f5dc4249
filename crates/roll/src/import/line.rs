//! One line of the file as an elector.

use std::collections::{BTreeMap, BTreeSet};

use csv::ByteRecord;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use polling::elector::{BirthDate, Elector, Person, Sex};
use polling::plain::{DistrictId, ElectorId};

use super::bad::MOST_CHARACTERS;
use super::{BadRow, Encoding, Field, Reason, dates, source};
use crate::mapping::{Layout, Mapping};
use crate::store::is_private_use;

/// Reads the fields of one line and gathers all that is wrong with them.
pub(super) struct Line<'l> {
    pub(super) mapping: &'l Mapping,
    pub(super) layout: &'l Layout,
    pub(super) encoding: Encoding,
    pub(super) record: &'l ByteRecord,
    pub(super) number: u64,
    pub(super) faults: &'l mut Vec<BadRow>,
}

impl Line<'_> {
    /// The elector, if nothing is wrong with the line.
    pub(super) fn elector(mut self, id_of: &dyn Fn(&str) -> ElectorId) -> Option<Elector> {
        let before = self.faults.len();
        if self.record.len() != self.layout.width {
            let (found, expected) = (self.record.len(), self.layout.width);
            self.fault(Field::Row, Reason::Columns { found, expected });
            return None;
        }
        let number = self.code(Field::Number);
        if number.is_empty() {
            self.fault(Field::Number, Reason::Empty);
        }
        let person = self.person();
        let district = self.district();
        let page_line = (self.count(Field::Page), self.count(Field::Line));
        let registered_on = self.day(Field::RegisteredOn);
        let marks = self.marks();
        let strike_off_on = self.day(Field::StrikeOffOn);
        let (ballots, already) = self.ballots();
        let ticket = Some(self.code(Field::Ticket)).filter(|code| !code.is_empty());
        if self.faults.len() > before {
            return None;
        }
        Some(Elector {
            id: id_of(&number),
            number,
            district: district?,
            page_line,
            person: person?,
            registered_on,
            marks,
            strike_off_on,
            ballots,
            already,
            ticket,
        })
    }

    pub(super) fn fault(&mut self, field: Field, reason: Reason) {
        self.faults.push(BadRow {
            line: self.number,
            field,
            reason,
        });
    }

    pub(super) fn or_fault<T>(&mut self, field: Field, result: Result<T, Reason>) -> Option<T> {
        result.map_err(|reason| self.fault(field, reason)).ok()
    }

    pub(super) fn at(&mut self, place: usize, field: Field) -> String {
        let bytes = self.record.get(place).unwrap_or_default();
        let text = source::text(bytes, self.encoding).and_then(checked);
        self.or_fault(field, text).unwrap_or_default()
    }

    /// What stands there, without blanks around it; empty if there is no such column.
    fn text(&mut self, field: Field) -> String {
        match self.layout.place(field) {
            Some(place) => self.at(place, field),
            None => String::new(),
        }
    }

    /// A number that a bar code or a key board may bring again: in half width.
    fn code(&mut self, field: Field) -> String {
        self.text(field).nfkc().collect()
    }

    fn person(&mut self) -> Option<Person> {
        let name = self.text(Field::Name);
        if name.is_empty() && !self.was_told(Field::Name) {
            self.fault(Field::Name, Reason::Empty);
        }
        let (kana, former_name) = (self.text(Field::Kana), self.text(Field::FormerName));
        let birth = self.birth();
        let (sex, address) = (self.sex(), self.text(Field::Address));
        // All are read before one that is missing ends it, so that each fault is told.
        Some(Person {
            name,
            kana,
            former_name,
            birth: birth?,
            sex,
            address,
        })
    }

    fn was_told(&self, field: Field) -> bool {
        let mut of_line = self.faults.iter().rev();
        of_line.any(|fault| fault.line == self.number && fault.field == field)
    }

    fn birth(&mut self) -> Option<BirthDate> {
        let text = self.text(Field::Birth);
        let birth = if text.is_empty() {
            Err(Reason::Empty)
        } else {
            dates::birth(&text, self.mapping.dates)
        };
        self.or_fault(Field::Birth, birth)
    }

    fn sex(&mut self) -> Sex {
        if self.layout.place(Field::Sex).is_none() {
            return Sex::Other;
        }
        let text = self.text(Field::Sex);
        let sex = self.mapping.values.sex(&text);
        self.or_fault(Field::Sex, sex.ok_or(Reason::UnknownValue))
            .unwrap_or(Sex::Other)
    }

    fn district(&mut self) -> Option<DistrictId> {
        let text = self.text(Field::District);
        let district = if text.is_empty() {
            Err(Reason::Empty)
        } else {
            let known = self.mapping.values.district(&text);
            known.ok_or(Reason::NotADistrict)
        };
        self.or_fault(Field::District, district)
    }

    /// A number of the paper roll; 0 if the file has none.
    fn count(&mut self, field: Field) -> u32 {
        let text = self.code(field);
        if text.is_empty() {
            return 0;
        }
        let number = text.parse().map_err(|_| Reason::NotANumber);
        self.or_fault(field, number).unwrap_or_default()
    }

    fn day(&mut self, field: Field) -> Option<Date> {
        let text = self.text(field);
        let day = dates::day(&text, self.mapping.dates);
        self.or_fault(field, day).flatten()
    }

    fn ballots(
        &mut self,
    ) -> (
        Option<BTreeSet<polling::plain::BallotId>>,
        BTreeMap<polling::plain::BallotId, polling::elector::Already>,
    ) {
        let (mut may, mut already) = (BTreeSet::new(), BTreeMap::new());
        for (id, may_at, already_at) in &self.layout.ballots {
            if let Some(place) = may_at {
                let text = self.at(*place, Field::Ballots);
                let eligible = self.mapping.values.eligible(&text);
                if self.or_fault(Field::Ballots, eligible.ok_or(Reason::UnknownValue)) == Some(true)
                {
                    may.insert(id.clone());
                }
            }
            if let Some(place) = already_at {
                let text = self.at(*place, Field::Already);
                let state = self.mapping.values.already(&text);
                let state = self.or_fault(Field::Already, state);
                if let Some(state) = state.flatten() {
                    already.insert(id.clone(), state);
                }
            }
        }
        (self.layout.says_ballots().then_some(may), already)
    }
}

fn checked(text: String) -> Result<String, Reason> {
    let is_bad = |c: char| (c.is_control() && c != '\t') || c == '\u{FFFD}';
    let trimmed = text.trim();
    if trimmed.chars().any(is_bad) {
        Err(Reason::BadCharacter)
    } else if trimmed.len() > MOST_CHARACTERS && trimmed.chars().count() > MOST_CHARACTERS {
        Err(Reason::TooLong)
    } else if trimmed.len() == text.len() {
        Ok(text)
    } else {
        Ok(trimmed.to_owned())
    }
}

/// Whether a name or an address has a character of private use (外字).
pub(super) fn has_private_use(elector: &Elector) -> bool {
    let person = &elector.person;
    [&person.name, &person.former_name, &person.address]
        .iter()
        .any(|text| text.chars().any(is_private_use))
}
