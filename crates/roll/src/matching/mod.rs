//! Who on the roll may be the holder of a card.
//!
//! The birth date has to be the same, the name has to fit in one of the ways of [`crate::NameFit`]. The address decides
//! nothing: after a move it lawfully differs.

mod address;
mod names;

use polling::elector::{BirthDate, Elector, MarkKind, Sex};
use rusqlite::params;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::store::{self, COLUMNS, Fault, elector_of};
use crate::{AddressFit, BirthFit, Candidate, Roll, RollError};
use names::CardNames;

/// The four basic items of a card (券面事項), or the same said aloud. Wiped on drop; no `Debug`: it is a person.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct CardFour {
    /// 氏名; in brackets a former name. In kana when it was said aloud.
    pub name: String,
    /// 生年月日.
    pub birth: BirthDate,
    /// 性別; only for the order in which namesakes are shown.
    pub sex: Sex,
    /// 住所; empty if none was given.
    pub address: String,
}

impl Roll {
    /// All who may be meant, the surest first; also one alone is for a person to confirm. None: the person goes to the
    /// office, where the roll is looked into.
    pub fn by_card(&self, card: &CardFour) -> Result<Vec<Candidate>, RollError> {
        let find = || -> Result<Vec<Candidate>, Fault> {
            let names = CardNames::of(&card.name);
            let mut found = vec![];
            for line in self.born(card.birth, &names)? {
                let sql = format!("SELECT {COLUMNS} FROM elector WHERE line = ?1");
                let mut select = self.db.prepare_cached(&sql)?;
                let elector = select.query_row([line], |row| Ok(elector_of(row)))??;
                found.extend(candidate(elector, card, &names));
            }
            found.sort_by_key(|candidate| {
                let other_sex = candidate.elector.person.sex != card.sex;
                let number = candidate.elector.number.clone();
                (
                    candidate.name,
                    candidate.birth,
                    candidate.address,
                    other_sex,
                    number,
                )
            });
            Ok(found)
        };
        find().map_err(|fault| fault.told(&self.file))
    }

    /// Lines of those born on that day, as far as the roll knows it, whose folded names may fit.
    fn born(&self, birth: BirthDate, names: &CardNames) -> Result<Vec<i64>, Fault> {
        let BirthDate { year, month, day } = birth;
        let number = |month, day| store::birth_number(BirthDate { year, month, day });
        let sql = "SELECT line, name_key, kana_key, former_key FROM elector
                   WHERE birth IN (?1, ?2, ?3)";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query(params![number(month, day), number(month, 0), number(0, 0)])?;
        let mut lines = vec![];
        while let Some(row) = rows.next()? {
            let key = |at: usize| row.get_ref(at)?.as_str().map_err(|_| Fault::Row);
            if names.may_be(key(1)?, key(2)?, key(3)?) {
                lines.push(row.get(0)?);
            }
        }
        Ok(lines)
    }
}

fn candidate(elector: Elector, card: &CardFour, names: &CardNames) -> Option<Candidate> {
    let name = names.fit(&elector.person)?;
    Some(Candidate {
        name,
        birth: birth_fit(elector.person.birth, card.birth)?,
        address: address_fit(&elector, &card.address),
        elector,
    })
}

/// A part that the roll does not know contradicts nothing; any other difference does.
pub(crate) fn birth_fit(roll: BirthDate, card: BirthDate) -> Option<BirthFit> {
    let fits = |of_roll: i8, of_card: i8| of_roll == 0 || of_roll == of_card;
    if roll == card {
        Some(BirthFit::Same)
    } else if roll.year == card.year && fits(roll.month, card.month) && fits(roll.day, card.day) {
        Some(BirthFit::UnknownInRoll)
    } else {
        None
    }
}

fn address_fit(elector: &Elector, address: &str) -> AddressFit {
    let of_roll = &elector.person.address;
    let mut marks = elector.marks.iter();
    let moved = marks.any(|mark| mark.is_move() || mark.kind == MarkKind::Abroad);
    if address.trim().is_empty() || of_roll.is_empty() {
        AddressFit::NotCompared
    } else if address::is_one(of_roll, address) {
        AddressFit::Same
    } else if moved {
        AddressFit::Moved
    } else {
        AddressFit::Differs
    }
}
