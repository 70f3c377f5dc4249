//! Sessions as they come back from the tables.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, params};

use super::DayRange;

/// One session, as it was kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stored {
    pub day: Date,
    pub hour: u8,
    pub read_by: Option<String>,
    pub printed: bool,
    pub guide: Option<String>,
    pub card_to_paper: Option<u32>,
    pub at_counter: Option<u32>,
    pub pages: Option<u32>,
    pub people: Option<u32>,
    pub forms: BTreeMap<String, u32>,
}

impl Stored {
    /// All sessions of these days, in an order that tells nothing within an hour but the content itself.
    pub fn read(database: &Connection, range: DayRange) -> rusqlite::Result<Vec<Self>> {
        let days = params![range.first.to_string(), range.last.to_string()];
        let mut forms: BTreeMap<i64, BTreeMap<String, u32>> = BTreeMap::new();
        let mut rows = database.prepare(
            "SELECT session, form_id, count FROM session_form JOIN session ON session.id = session
             WHERE day BETWEEN ?1 AND ?2",
        )?;
        let mut rows = rows.query(days)?;
        while let Some(row) = rows.next()? {
            let of = forms.entry(row.get(0)?).or_default();
            of.insert(row.get(1)?, narrow(row.get(2)?));
        }
        let mut rows = database.prepare(
            "SELECT id, day, hour, read_by, ended, guide_id, card_to_paper, at_counter, pages, people
             FROM session WHERE day BETWEEN ?1 AND ?2",
        )?;
        let number = |row: &rusqlite::Row, column: usize| -> rusqlite::Result<Option<u32>> {
            Ok(row.get::<_, Option<i64>>(column)?.map(narrow))
        };
        let mut stored: Vec<Self> = rows
            .query_map(days, |row| {
                let day: String = row.get(1)?;
                let not_a_day = |error: jiff::Error| {
                    let text = rusqlite::types::Type::Text;
                    rusqlite::Error::FromSqlConversionFailure(1, text, Box::new(error))
                };
                Ok(Self {
                    day: day.parse().map_err(not_a_day)?,
                    hour: row.get(2)?,
                    read_by: row.get(3)?,
                    printed: row.get::<_, String>(4)? == "printed",
                    guide: row.get(5)?,
                    card_to_paper: number(row, 6)?,
                    at_counter: number(row, 7)?,
                    pages: number(row, 8)?,
                    people: number(row, 9)?,
                    forms: forms.remove(&row.get(0)?).unwrap_or_default(),
                })
            })?
            .collect::<Result<_, _>>()?;
        stored.sort();
        Ok(stored)
    }

    /// 1 is Monday, 7 is Sunday.
    pub fn weekday(&self) -> u8 {
        self.day.weekday().to_monday_one_offset().unsigned_abs()
    }
}

fn narrow(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
