//! One meaning of a search, by the index that fits it.

use folding::Born;
use polling::elector::{BirthDate, Elector};

use super::readings::Query;
use crate::Roll;
use crate::store::{COLUMNS, Fault, Town, elector_of};

/// Behind every text that begins so.
const LAST: char = '\u{10FFFF}';
/// Most entries of an index that one search looks through: some ten milliseconds.
const MOST_LOOKED_AT: usize = 60_000;
/// Most electors whose lines one search by address reads whole: some hundred milliseconds.
const MOST_READ: usize = 20_000;

impl Roll {
    pub(super) fn seek(&self, query: &Query, limit: usize) -> Result<Vec<Elector>, Fault> {
        if !query.addresses.is_empty() {
            return self.at_address(query, limit);
        }
        // 4月1日 without a year would mean every hundredth person, and only narrows a name down.
        let dated = !query.born.is_empty() && query.born.iter().all(|born| born.year.is_some());
        let lines = match &query.name {
            Some(name) if !dated => self.named_so(name, &query.born, limit)?,
            name => {
                let name = name.as_ref().map(|name| name.as_str());
                self.born_so(name, &query.born, limit)?
            }
        };
        let sql = format!("SELECT {COLUMNS} FROM elector WHERE line = ?1");
        let mut select = self.db.prepare_cached(&sql)?;
        lines
            .iter()
            .map(|line| select.query_row([line], |row| Ok(elector_of(row)))?)
            .collect()
    }

    /// Lines of those whose reading, name or former name begins so.
    fn named_so(&self, name: &str, born: &[Born], limit: usize) -> Result<Vec<i64>, Fault> {
        let range = (name, format!("{name}{LAST}"));
        let mut lines = vec![];
        for (column, more) in [
            ("kana_key", ""),
            ("name_key", ""),
            ("former_key", "former_key <> '' AND "),
        ] {
            let sql = format!(
                "SELECT line, birth FROM elector WHERE {more}{column} >= ?1 AND {column} < ?2
                 ORDER BY {column}, birth LIMIT {MOST_LOOKED_AT}"
            );
            let mut select = self.db.prepare_cached(&sql)?;
            let mut rows = select.query((range.0, &range.1))?;
            while lines.len() < limit {
                let Some(row) = rows.next()? else {
                    break;
                };
                let line = row.get(0)?;
                if fits(born, row.get(1)?) && !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        Ok(lines)
    }

    /// Lines of those born then, and named so if a name was typed.
    fn born_so(&self, name: Option<&str>, born: &[Born], limit: usize) -> Result<Vec<i64>, Fault> {
        let sql = "SELECT line, birth, name_key, kana_key, former_key FROM elector
                   WHERE birth BETWEEN ?1 AND ?2 ORDER BY birth, name_key";
        let mut select = self.db.prepare_cached(sql)?;
        let mut lines = vec![];
        for range in born.iter().flat_map(|born| ranges(*born)) {
            let mut rows = select.query(range)?;
            while lines.len() < limit {
                let Some(row) = rows.next()? else {
                    break;
                };
                let line = row.get(0)?;
                if fits(born, row.get(1)?) && named(row, name)? && !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        Ok(lines)
    }

    fn at_address(&self, query: &Query, limit: usize) -> Result<Vec<Elector>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS}, name_key, kana_key, former_key FROM elector
             WHERE town = ?1 AND house >= ?2 AND house < ?3 ORDER BY house"
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let mut found: Vec<Elector> = vec![];
        let mut left = MOST_READ;
        for address in &query.addresses {
            let place = folding::place(address);
            if place.town.is_empty() {
                continue;
            }
            let all = self.towns.all().iter();
            let mut towns: Vec<&Town> =
                all.filter(|town| is_town(&town.name, place.town)).collect();
            // 見本町 means the town of that name before 見本町北.
            towns.sort_by_key(|town| !town.name.ends_with(place.town));
            for town in towns {
                let values = (town.id, place.numbers, format!("{}{LAST}", place.numbers));
                let mut rows = select.query(values)?;
                while let Some(row) = rows.next()? {
                    left -= 1;
                    if found.len() == limit || left == 0 {
                        return Ok(found);
                    }
                    if !named(row, query.name.as_ref().map(|name| name.as_str()))? {
                        continue;
                    }
                    let elector = elector_of(row)?;
                    let birth = crate::store::birth_number(elector.person.birth);
                    let is_new = found.iter().all(|before| before.id != elector.id);
                    if is_new && fits(&query.born, birth) {
                        found.push(elector);
                    }
                }
            }
        }
        Ok(found)
    }
}

/// Any part of a town's name, or the town without the city that was typed before it.
fn is_town(town: &str, typed: &str) -> bool {
    town.contains(typed) || (!town.is_empty() && typed.ends_with(town))
}

/// Whether the name, the reading or the former name begins so.
fn named(row: &rusqlite::Row<'_>, name: Option<&str>) -> Result<bool, Fault> {
    let Some(name) = name else {
        return Ok(true);
    };
    for column in ["name_key", "kana_key", "former_key"] {
        let key = row.get_ref(column)?.as_str().map_err(|_| Fault::Row)?;
        if key.starts_with(name) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a birth date is one of those typed; with a whole one also who has no day or month on the roll.
fn fits(born: &[Born], birth: i32) -> bool {
    let part = |number: i32| i8::try_from(number).ok().filter(|number| *number > 0);
    let year = i16::try_from(birth / 10_000).unwrap_or_default();
    let (month, day) = (part(birth / 100 % 100), part(birth % 100));
    let of_roll = BirthDate {
        year,
        month: month.unwrap_or_default(),
        day: day.unwrap_or_default(),
    };
    born.is_empty()
        || born.iter().any(|born| {
            let whole = match *born {
                Born {
                    year: Some(year),
                    month: Some(month),
                    day: Some(day),
                } => crate::matching::birth_fit(of_roll, BirthDate { year, month, day }).is_some(),
                _ => false,
            };
            whole || born.fits(year, month, day)
        })
}

/// The days that a typed date with a year may mean, as the roll writes them; none without a year.
fn ranges(born: Born) -> Vec<(i64, i64)> {
    let Some(year) = born.year.map(|year| i64::from(year) * 10_000) else {
        return vec![];
    };
    let month = |month: i8| year + i64::from(month) * 100;
    match (born.month, born.day) {
        (None, _) => vec![(year, year + 9999)],
        (Some(of_year), None) => vec![(month(of_year), month(of_year) + 99)],
        (Some(of_year), Some(day)) => {
            let day = month(of_year) + i64::from(day);
            // Also who has no day or no month on the roll.
            vec![(day, day), (month(of_year), month(of_year)), (year, year)]
        }
    }
}
