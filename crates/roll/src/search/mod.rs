//! Finding an elector by what is typed: a code, a reading, a name, an address, a birth date, or several of them.

mod readings;
mod seek;

use polling::elector::BirthDate;

use crate::store::Fault;
use crate::{AddressFit, BirthFit, Candidate, NameFit, Roll, RollError};
use readings::{Query, readings};

impl Roll {
    /// At most `limit` electors whom the typed text may mean: the number or the ticket first, then names and readings
    /// that begin so, former names, addresses, birth dates; words with blanks between narrow it down
    /// (`ヤマダ タ 1957`, `昭和32.4.1`, `山田 本町2`).
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<Candidate>, RollError> {
        let find = || -> Result<Vec<Candidate>, Fault> {
            let mut found: Vec<Candidate> = vec![];
            let by_code = [self.by_number(typed)?, self.by_ticket(typed)?];
            for elector in by_code.into_iter().flatten() {
                add(&mut found, elector, BirthFit::NotCompared);
            }
            for query in readings(typed) {
                if found.len() >= limit {
                    break;
                }
                let whole = query.whole_birth();
                for elector in self.seek(&query, limit)? {
                    let birth = birth_fit(elector.person.birth, whole);
                    add(&mut found, elector, birth);
                }
            }
            found.truncate(limit);
            Ok(found)
        };
        find().map_err(|fault| fault.told(&self.file))
    }
}

fn add(found: &mut Vec<Candidate>, elector: polling::elector::Elector, birth: BirthFit) {
    if found.iter().any(|before| before.elector.id == elector.id) {
        return;
    }
    found.push(Candidate {
        elector,
        name: NameFit::NotCompared,
        birth,
        address: AddressFit::NotCompared,
    });
}

fn birth_fit(of_roll: BirthDate, typed: Option<BirthDate>) -> BirthFit {
    typed
        .and_then(|typed| crate::matching::birth_fit(of_roll, typed))
        .unwrap_or(BirthFit::NotCompared)
}

impl Query {
    /// The birth date, if exactly one whole one was typed.
    fn whole_birth(&self) -> Option<BirthDate> {
        let mut whole = self.born.iter().filter(|born| born.is_whole());
        let (born, None) = (whole.next()?, whole.next()) else {
            return None;
        };
        Some(BirthDate {
            year: born.year?,
            month: born.month?,
            day: born.day?,
        })
    }
}
