//! From an address as a card holds it to its postal codes.

use rusqlite::Connection;

use super::coverage::{Coverage, DIRECTIONS, Fit};
use super::{COLUMNS, City, Covers, Postal, PostalAddress, PostalError, fold, prefectures};

/// A town of the city that an address begins with.
struct Row {
    id: i64,
    key: String,
    covers: Covers,
    detail: Option<String>,
}

impl Postal {
    /// The postal codes that an address may have: the longest town that the address begins with, narrowed
    /// by what the lines say of 丁目, 番地 and places. Several when the address does not decide, none when
    /// no city is found; what the data calls 以下に掲載がない場合 only when no town is found.
    pub fn code_of(&self, address: &str) -> Result<Vec<PostalAddress>, PostalError> {
        let database = self.open()?;
        let folded = fold::address(address);
        let (prefecture, rest) = without_prefecture(&folded);
        let cities = self.cities(&database)?;
        let mut begins: Vec<(usize, &City)> = cities
            .iter()
            .filter(|city| prefecture.is_none_or(|name| city.prefecture == name))
            .filter_map(|city| {
                let named = city.names.iter().filter(|name| rest.starts_with(*name));
                Some((named.map(String::len).max()?, city))
            })
            .collect();
        begins.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        let mut not_listed = vec![];
        for same_length in begins.chunk_by(|a, b| a.0 == b.0) {
            let mut found = vec![];
            for (length, city) in same_length {
                let rows = rows_of(&database, city.id).map_err(|error| self.named(&error))?;
                let (ids, sure) = lookup(&rows, &rest[*length..], city);
                if sure {
                    found.extend(ids);
                } else {
                    not_listed.extend(ids);
                }
            }
            if !found.is_empty() {
                return self.addresses(&database, &found);
            }
        }
        self.addresses(&database, &not_listed)
    }

    fn addresses(
        &self,
        database: &Connection,
        ids: &[i64],
    ) -> Result<Vec<PostalAddress>, PostalError> {
        let read = || -> rusqlite::Result<Vec<PostalAddress>> {
            let mut row = database.prepare(&format!(
                "SELECT {COLUMNS} FROM town JOIN city ON city.id = town.city_id WHERE town.id = ?1"
            ))?;
            let mut found: Vec<PostalAddress> = vec![];
            for id in ids {
                let address = row.query_row([id], PostalAddress::from_row)?;
                if !found.contains(&address) {
                    found.push(address);
                }
            }
            Ok(found)
        };
        read().map_err(|error| self.named(&error))
    }
}

/// The prefecture that a folded address begins with, and what follows.
pub fn without_prefecture(folded: &str) -> (Option<&'static str>, &str) {
    for (name, _) in prefectures::ALL {
        if let Some(rest) = folded.strip_prefix(name) {
            return (Some(name), rest);
        }
    }
    (None, folded)
}

/// All towns of one city: only its number goes to SQLite, whose memory is not wiped.
fn rows_of(database: &Connection, city: i64) -> rusqlite::Result<Vec<Row>> {
    let mut rows = database.prepare(
        "SELECT id, key, covers, detail FROM town WHERE city_id = ?1 AND covers <> 'office' ORDER BY id",
    )?;
    rows.query_map([city], |row| {
        Ok(Row {
            id: row.get(0)?,
            key: row.get(1)?,
            covers: Covers::of_word(&row.get::<_, String>(2)?),
            detail: row.get(3)?,
        })
    })?
    .collect()
}

/// The lines that cover the rest of an address; `false` when only those for what is not listed do.
fn lookup(rows: &[Row], rest: &str, city: &City) -> (Vec<i64>, bool) {
    let found = in_towns(rows, rest);
    if !found.is_empty() {
        return (found, true);
    }
    if city.names.iter().any(|name| name.starts_with("京都市"))
        && let Some((street, town)) = behind_street(rest)
    {
        let found = on_street(rows, street, town);
        if !found.is_empty() {
            return (found, true);
        }
    }
    let of = |wanted: Covers| rows.iter().filter(move |row| row.covers == wanted);
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let numbered: Vec<i64> = of(Covers::NumberOnly)
            .filter(|row| Coverage::of(row.detail.as_deref(), "").fit(rest) != Fit::Not)
            .map(|row| row.id)
            .collect();
        if !numbered.is_empty() {
            return (numbered, true);
        }
    }
    let whole: Vec<i64> = of(Covers::WholeCity).map(|row| row.id).collect();
    if !whole.is_empty() {
        return (whole, true);
    }
    (of(Covers::NotListed).map(|row| row.id).collect(), false)
}

fn in_towns(rows: &[Row], rest: &str) -> Vec<i64> {
    let mut begins: Vec<&Row> = rows
        .iter()
        .filter(|row| row.covers == Covers::Town && !row.key.is_empty())
        .filter(|row| rest.starts_with(&row.key))
        .collect();
    begins.sort_by_key(|row| std::cmp::Reverse(row.key.len()));
    for same in begins.chunk_by(|a, b| a.key == b.key) {
        let Some(first) = same.first() else { continue };
        let after = &rest[first.key.len()..];
        let mut found = in_buildings(rows, &first.key, after);
        if found.is_empty() {
            found = best(same, after);
        }
        if found.is_empty() {
            continue;
        }
        // 東 begins 東山 too: without a number behind it, one character is not enough to be sure.
        if first.key.chars().count() == 1
            && after.starts_with(|c: char| !c.is_ascii_digit())
            && !same.iter().any(|row| fit(row, after) != Fit::Rest)
        {
            let others = rows.iter().filter(|row| row.covers == Covers::NotListed);
            found.extend(others.map(|row| row.id));
        }
        return found;
    }
    vec![]
}

fn fit(row: &Row, after: &str) -> Fit {
    Coverage::of(row.detail.as_deref(), &row.key).fit(after)
}

/// Of the lines of one town: those that name this part most closely, else all that may cover it.
fn best(rows: &[&Row], after: &str) -> Vec<i64> {
    let fits: Vec<(Fit, i64)> = rows.iter().map(|row| (fit(row, after), row.id)).collect();
    let closest = fits.iter().filter_map(|(fit, _)| match fit {
        Fit::Named(length) => Some(*length),
        _ => None,
    });
    let closest = closest.max();
    fits.iter()
        .filter(|(fit, _)| match closest {
            Some(length) => *fit == Fit::Named(length),
            None => matches!(fit, Fit::Rest | Fit::Unclear),
        })
        .map(|(_, id)| *id)
        .collect()
}

/// Lines for the floors of a building, whose name stands behind the house number in an address
/// and directly behind the town in the data.
fn in_buildings(rows: &[Row], town: &str, after: &str) -> Vec<i64> {
    let mut found: Vec<(usize, &Row, &str)> = rows
        .iter()
        .filter_map(|row| {
            let building = row.key.strip_prefix(town).filter(|name| !name.is_empty())?;
            // Only floors are published so; any other longer name is another town.
            let floors = row.detail.as_deref().is_some_and(|d| d.contains('階'));
            let (_, behind) = after.split_once(building).filter(|_| floors)?;
            Some((building.len(), row, behind))
        })
        .collect();
    found.sort_by_key(|(length, ..)| std::cmp::Reverse(*length));
    let Some((longest, _, behind)) = found.first().copied() else {
        return vec![];
    };
    let rows: Vec<&Row> = found
        .iter()
        .filter(|(length, ..)| *length == longest)
        .map(|(_, row, _)| *row)
        .collect();
    best(&rows, behind)
}

/// In Kyoto: the street with its direction, and the town behind it.
fn behind_street(rest: &str) -> Option<(&str, &str)> {
    let ends = DIRECTIONS
        .iter()
        .filter_map(|word| rest.rfind(word).map(|at| at + word.len()));
    ends.max().map(|end| rest.split_at(end))
}

fn on_street(rows: &[Row], street: &str, town: &str) -> Vec<i64> {
    let named: Vec<&Row> = rows
        .iter()
        .filter(|row| row.covers == Covers::Town && !row.key.is_empty())
        .filter(|row| town.starts_with(&row.key))
        .collect();
    let longest = named.iter().map(|row| row.key.len()).max();
    let named: Vec<&Row> = named
        .into_iter()
        .filter(|row| Some(row.key.len()) == longest)
        .collect();
    let on = |row: &&&Row| {
        let detail = fold::address(row.detail.as_deref().unwrap_or_default());
        detail.split('、').any(|listed| listed == street)
    };
    let exact: Vec<i64> = named.iter().filter(on).map(|row| row.id).collect();
    if exact.is_empty() {
        named.iter().map(|row| row.id).collect()
    } else {
        exact
    }
}
