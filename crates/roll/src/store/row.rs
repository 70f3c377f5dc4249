//! An elector as a row.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{CachedStatement, params};

use polling::elector::{Already, BirthDate, Elector, MarkKind, Person, RollMark, Sex};
use polling::plain::{BallotId, DistrictId, ElectorId};

use super::{Digest, Fault, Keys};

/// The columns of an elector, in the order of [`elector_of`].
pub(crate) const COLUMNS: &str = "id, number, district, page, page_line, name, kana, former_name, birth, sex, \
     address, registered_on, marks, strike_off_on, ballots, already, ticket";

/// An elector with all that is stored beside.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) elector: Elector,
    pub(crate) keys: Keys,
    pub(crate) town: i64,
    pub(crate) digest: Digest,
}

impl Row {
    /// To be prepared for [`Self::insert`].
    pub(crate) const INSERT: &str = "INSERT INTO elector VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, \
         ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)";

    pub(crate) fn insert(&self, into: &mut CachedStatement<'_>) -> rusqlite::Result<()> {
        let Elector {
            id,
            number,
            district,
            page_line: (page, page_line),
            person,
            registered_on,
            marks,
            strike_off_on,
            ballots,
            already,
            ticket,
        } = &self.elector;
        into.execute(params![
            self.line,
            id.0,
            self.digest.0,
            number,
            district.as_str(),
            page,
            page_line,
            person.name,
            person.kana,
            person.former_name,
            birth_number(person.birth),
            sex_number(person.sex),
            person.address,
            registered_on.map(day_number),
            (!marks.is_empty()).then(|| marks_text(marks)),
            strike_off_on.map(day_number),
            ballots.as_ref().map(ballots_text),
            (!already.is_empty()).then(|| already_text(already)),
            ticket,
            self.keys.name.as_str(),
            self.keys.kana.as_str(),
            self.keys.former.as_str(),
            self.town,
            self.keys.house.as_str(),
        ])?;
        Ok(())
    }
}

/// Reads [`COLUMNS`].
pub(crate) fn elector_of(row: &rusqlite::Row<'_>) -> Result<Elector, Fault> {
    let day = |at: usize| -> Result<Option<Date>, Fault> {
        let number: Option<i32> = row.get(at)?;
        number.map(day_of).transpose()
    };
    let marks: Option<String> = row.get(12)?;
    let district: String = row.get(2)?;
    let ballots: Option<String> = row.get(14)?;
    let already: Option<String> = row.get(15)?;
    Ok(Elector {
        id: ElectorId(row.get(0)?),
        number: row.get(1)?,
        district: DistrictId::new(district).map_err(|_| Fault::Row)?,
        page_line: (row.get(3)?, row.get(4)?),
        person: Person {
            name: row.get(5)?,
            kana: row.get(6)?,
            former_name: row.get(7)?,
            birth: birth_of(row.get(8)?)?,
            sex: of_number(SEXES, row.get(9)?)?,
            address: row.get(10)?,
        },
        registered_on: day(11)?,
        marks: marks_of(marks.as_deref().unwrap_or_default())?,
        strike_off_on: day(13)?,
        ballots: ballots.as_deref().map(ballots_of).transpose()?,
        already: already_of(already.as_deref().unwrap_or_default())?,
        ticket: row.get(16)?,
    })
}

/// 19570401.
pub(crate) fn day_number(date: Date) -> i32 {
    i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day())
}

fn day_of(number: i32) -> Result<Date, Fault> {
    let BirthDate { year, month, day } = birth_of(number)?;
    Date::new(year, month, day).map_err(|_| Fault::Row)
}

/// 19570400 where the day is not known.
pub(crate) fn birth_number(birth: BirthDate) -> i32 {
    i32::from(birth.year) * 10_000 + i32::from(birth.month) * 100 + i32::from(birth.day)
}

fn birth_of(number: i32) -> Result<BirthDate, Fault> {
    let fault = |_| Fault::Row;
    Ok(BirthDate {
        year: i16::try_from(number / 10_000).map_err(fault)?,
        month: i8::try_from(number / 100 % 100).map_err(fault)?,
        day: i8::try_from(number % 100).map_err(fault)?,
    })
}

const SEXES: &[Sex] = &[Sex::Male, Sex::Female, Sex::Other];
const MARKS: &[MarkKind] = &[
    MarkKind::MovedWithinPrefecture,
    MarkKind::MovedToOtherPrefecture,
    MarkKind::Suspended,
    MarkKind::Died,
    MarkKind::NationalityLost,
    MarkKind::WronglyRegistered,
    MarkKind::Abroad,
];
const STATES: &[Already] = &[
    Already::AbsenteeRequested,
    Already::AbsenteeIssued,
    Already::AbsenteeReturned,
    Already::AbsenteeVoted,
    Already::VotedEarly,
    Already::VotedOnDay,
];

/// From 1, in the order of the table: an index that is missing would be 0, which nothing has.
fn number_of<T: PartialEq>(table: &[T], value: &T) -> u8 {
    let at = table.iter().position(|one| one == value);
    at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}

fn of_number<T: Copy>(table: &[T], number: u8) -> Result<T, Fault> {
    let at = usize::from(number).checked_sub(1).ok_or(Fault::Row)?;
    table.get(at).copied().ok_or(Fault::Row)
}

pub(crate) fn sex_number(sex: Sex) -> u8 {
    number_of(SEXES, &sex)
}

pub(crate) fn mark_number(kind: MarkKind) -> u8 {
    number_of(MARKS, &kind)
}

pub(crate) fn already_number(state: Already) -> u8 {
    number_of(STATES, &state)
}

/// A line a mark: kind, since, until, detail, with a blank between; 0 for no day. No field of a roll has an end of line in
/// it, and the detail comes last.
fn marks_text(marks: &BTreeSet<RollMark>) -> String {
    let day = |date: Option<Date>| date.map_or(0, day_number);
    let lines = marks.iter().map(|mark| {
        let RollMark {
            kind,
            since,
            until,
            detail,
        } = mark;
        let kind = mark_number(*kind);
        format!("{kind} {} {} {detail}", day(*since), day(*until))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn marks_of(text: &str) -> Result<BTreeSet<RollMark>, Fault> {
    fn number<T: std::str::FromStr>(part: Option<&str>) -> Result<T, Fault> {
        part.and_then(|part| part.parse().ok()).ok_or(Fault::Row)
    }
    let day = |part: Option<&str>| match number(part)? {
        0 => Ok(None),
        number => day_of(number).map(Some),
    };
    let mark = |line: &str| {
        let mut parts = line.splitn(4, ' ');
        Ok(RollMark {
            kind: of_number(MARKS, number(parts.next())?)?,
            since: day(parts.next())?,
            until: day(parts.next())?,
            detail: parts.next().ok_or(Fault::Row)?.to_owned(),
        })
    };
    text.split('\n')
        .filter(|line| !line.is_empty())
        .map(mark)
        .collect()
}

fn ballots_text(ballots: &BTreeSet<BallotId>) -> String {
    let names: Vec<&str> = ballots.iter().map(BallotId::as_str).collect();
    names.join(" ")
}

fn ballots_of(text: &str) -> Result<BTreeSet<BallotId>, Fault> {
    let name = |name: &str| BallotId::new(name).map_err(|_| Fault::Row);
    text.split_whitespace().map(name).collect()
}

fn already_text(already: &BTreeMap<BallotId, Already>) -> String {
    let states = already.iter();
    let states: Vec<String> = states
        .map(|(ballot, state)| format!("{ballot}={}", already_number(*state)))
        .collect();
    states.join(" ")
}

fn already_of(text: &str) -> Result<BTreeMap<BallotId, Already>, Fault> {
    let state = |pair: &str| {
        let (ballot, state) = pair.split_once('=').ok_or(Fault::Row)?;
        let state = state.parse().map_err(|_| Fault::Row)?;
        let ballot = BallotId::new(ballot).map_err(|_| Fault::Row)?;
        Ok((ballot, of_number(STATES, state)?))
    };
    text.split_whitespace().map(state).collect()
}
