//! What an address may become while somebody types it.

use rusqlite::{Connection, params};

use super::address::without_prefecture;
use super::{COLUMNS, City, Postal, PostalAddress, PostalError, digits_of, fold, prefectures};

/// From three digits on a number is the start of a code.
const FEWEST_DIGITS: usize = 3;
/// More than fit a screen.
const MOST: usize = 100;

impl Postal {
    /// Addresses that begin with what was typed: characters or kana, from the prefecture, the city or the
    /// town on, or the first digits of a code. At most `limit`, never more than 100.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<PostalAddress>, PostalError> {
        let database = self.open()?;
        let cities = self.cities(&database)?;
        let mut found = Found {
            database: &database,
            ids: vec![],
            addresses: vec![],
            limit: limit.min(MOST),
        };
        let looked = || -> rusqlite::Result<Vec<PostalAddress>> {
            if let Some(code) = digits_of(typed) {
                if (FEWEST_DIGITS..=7).contains(&code.len()) {
                    found.add("town.code >= ?1 AND town.code < ?2", &code, None)?;
                }
                return Ok(found.addresses);
            }
            let folded = fold::address(typed);
            let (prefecture, rest) = without_prefecture(&folded);
            found.look(&cities, prefecture, rest, |city| &city.names)?;
            if fold::is_kana(typed) {
                let folded = fold::kana(typed);
                let (prefecture, rest) = without_kana_prefecture(&folded);
                found.look(&cities, prefecture, rest, |city| {
                    std::slice::from_ref(&city.kana)
                })?;
            }
            Ok(found.addresses)
        };
        looked().map_err(|error| self.named(&error))
    }
}

/// What was found so far, each line once.
struct Found<'a> {
    database: &'a Connection,
    ids: Vec<i64>,
    addresses: Vec<PostalAddress>,
    limit: usize,
}

impl Found<'_> {
    fn look(
        &mut self,
        cities: &[City],
        prefecture: Option<&str>,
        rest: &str,
        names: impl Fn(&City) -> &[String],
    ) -> rusqlite::Result<()> {
        if rest.is_empty() && prefecture.is_none() {
            return Ok(());
        }
        let wanted = |city: &&City| prefecture.is_none_or(|name| city.prefecture == name);
        for city in cities.iter().filter(wanted) {
            let whole = names(city).iter().filter(|name| !name.is_empty());
            let longest = whole
                .filter(|name| rest.starts_with(*name))
                .map(String::len)
                .max();
            if let Some(length) = longest {
                let town = &rest[length..];
                if town.is_empty() {
                    self.add(
                        "town.city_id = ?3 AND ?1 = ?1 AND ?2 = ?2",
                        town,
                        Some(city.id),
                    )?;
                } else {
                    let by_word = "town.id IN (SELECT town_id FROM word WHERE city_id = ?3 AND key >= ?1 AND key < ?2)";
                    self.add(by_word, town, Some(city.id))?;
                }
            }
        }
        // Nearly every city has such a line, so that more cities than are wanted need not be asked.
        let begun = |city: &&City| {
            let mut names = names(city).iter();
            names.any(|name| name.len() > rest.len() && name.starts_with(rest))
        };
        for city in cities.iter().filter(wanted).filter(begun).take(self.limit) {
            let not_towns = "town.city_id = ?3 AND town.covers <> 'town' AND town.covers <> 'office' AND ?1 = ?1 AND ?2 = ?2";
            self.add(not_towns, rest, Some(city.id))?;
        }
        if !rest.is_empty() && prefecture.is_none() {
            // Read in the order of the keys, so that SQLite stops at the limit.
            let by_word = "town.id IN (SELECT town_id FROM word WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT 200)";
            self.add(by_word, rest, None)?;
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.addresses.len() >= self.limit
    }

    fn add(&mut self, condition: &str, from: &str, city: Option<i64>) -> rusqlite::Result<()> {
        if self.is_full() {
            return Ok(());
        }
        // With a plain ORDER BY town.id SQLite would walk through all towns in that order.
        let mut statement = self.database.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM town JOIN city ON city.id = town.city_id
             WHERE {condition} AND ?3 IS ?3 ORDER BY +town.id LIMIT ?4"
        ))?;
        let to = format!("{from}{}", char::MAX);
        let limit = i64::try_from(self.limit + self.ids.len()).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![from, to, city, limit])?;
        while let Some(row) = rows.next()? {
            let id = row.get(13)?;
            if !self.is_full() && !self.ids.contains(&id) {
                self.ids.push(id);
                self.addresses.push(PostalAddress::from_row(row)?);
            }
        }
        Ok(())
    }
}

fn without_kana_prefecture(folded: &str) -> (Option<&'static str>, &str) {
    for (name, kana) in prefectures::ALL {
        if let Some(rest) = folded.strip_prefix(fold::kana(kana).as_str()) {
            return (Some(name), rest);
        }
    }
    (None, folded)
}
