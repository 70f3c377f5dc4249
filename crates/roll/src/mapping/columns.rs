//! Where each column stands in a file at hand.

use std::collections::BTreeSet;

use serde::Deserialize;

use polling::plain::BallotId;

use super::{BallotColumns, Column, MarkColumns, MarkPlaces};
use crate::RollError;
use crate::import::Field;

/// The columns by name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Columns {
    number: Column,
    district: Column,
    name: Column,
    birth: Column,
    page: Option<Column>,
    line: Option<Column>,
    kana: Option<Column>,
    former_name: Option<Column>,
    sex: Option<Column>,
    address: Option<Column>,
    registered_on: Option<Column>,
    mark: Option<Column>,
    mark_since: Option<Column>,
    mark_until: Option<Column>,
    mark_detail: Option<Column>,
    strike_off_on: Option<Column>,
    ticket: Option<Column>,
    #[serde(default)]
    optional: BTreeSet<Field>,
}

/// The places of the columns in one file, from 0.
pub(crate) struct Layout {
    /// By [`Field`]'s number.
    places: [Option<usize>; Field::COUNT],
    /// Groups of columns with marks; that of `[columns]` is the first.
    pub(crate) marks: Vec<MarkPlaces>,
    /// Kind of ballot, place of "may vote", place of "has already".
    pub(crate) ballots: Vec<(BallotId, Option<usize>, Option<usize>)>,
    /// How many columns each line has.
    pub(crate) width: usize,
}

impl Layout {
    /// Where a field stands; `None` if the file has no such column.
    pub(crate) fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }

    /// Whether any column says who may vote for what.
    pub(crate) fn says_ballots(&self) -> bool {
        self.ballots
            .iter()
            .any(|(_, eligible, _)| eligible.is_some())
    }
}

impl Columns {
    fn column(&self, field: Field) -> Option<&Column> {
        match field {
            Field::Number => Some(&self.number),
            Field::District => Some(&self.district),
            Field::Name => Some(&self.name),
            Field::Birth => Some(&self.birth),
            Field::Page => self.page.as_ref(),
            Field::Line => self.line.as_ref(),
            Field::Kana => self.kana.as_ref(),
            Field::FormerName => self.former_name.as_ref(),
            Field::Sex => self.sex.as_ref(),
            Field::Address => self.address.as_ref(),
            Field::RegisteredOn => self.registered_on.as_ref(),
            Field::Mark => self.mark.as_ref(),
            Field::MarkSince => self.mark_since.as_ref(),
            Field::MarkUntil => self.mark_until.as_ref(),
            Field::MarkDetail => self.mark_detail.as_ref(),
            Field::StrikeOffOn => self.strike_off_on.as_ref(),
            Field::Ticket => self.ticket.as_ref(),
            Field::Ballots | Field::Already | Field::Row => None,
        }
    }

    pub(super) fn check(
        &self,
        header: bool,
        marks: &[MarkColumns],
        ballots: &[BallotColumns],
    ) -> Result<(), RollError> {
        let own = Field::ALL.iter().filter_map(|field| self.column(*field));
        let theirs = ballots
            .iter()
            .flat_map(|ballot| [ballot.eligible.as_ref(), ballot.already.as_ref()])
            .flatten();
        let marks = marks.iter().flat_map(MarkColumns::columns);
        for column in own.chain(marks).chain(theirs) {
            let problem = match column {
                Column::Place(0) => "a column's place counts from 1",
                Column::Heading(_) if !header => "a heading without header = true",
                _ => continue,
            };
            return Err(RollError::MappingInvalid {
                problem: problem.to_owned(),
            });
        }
        Ok(())
    }

    /// Finds the columns in a file with these headings; without any, by their places in a line so wide.
    pub(crate) fn found_in(
        &self,
        headings: Option<&[String]>,
        width: usize,
        marks: &[MarkColumns],
        ballots: &[BallotColumns],
    ) -> Result<Layout, RollError> {
        let mut missing = vec![];
        let mut hits = 0;
        let mut find = |column: &Column, optional: bool| {
            let place = match column {
                Column::Place(place) => (*place <= width).then(|| place - 1),
                Column::Heading(heading) => headings
                    .and_then(|all| all.iter().position(|found| found.trim() == heading.trim())),
            };
            match place {
                Some(_) => hits += 1,
                None if optional => {}
                None => missing.push(match column {
                    Column::Place(place) => place.to_string(),
                    Column::Heading(heading) => heading.clone(),
                }),
            }
            place
        };
        let mut places = [None; Field::COUNT];
        for field in Field::ALL {
            if let Some(column) = self.column(*field) {
                places[*field as usize] = find(column, self.optional.contains(field));
            }
        }
        let first = MarkPlaces {
            kind: places[Field::Mark as usize],
            since: places[Field::MarkSince as usize],
            until: places[Field::MarkUntil as usize],
            detail: places[Field::MarkDetail as usize],
            ..MarkPlaces::default()
        };
        let more = marks
            .iter()
            .map(|mark| mark.found_by(|column| find(column, false)));
        let marks = std::iter::once(first).chain(more).collect();
        let ballots = ballots
            .iter()
            .map(|ballot| {
                let mut at = |column: &Option<Column>| {
                    column.as_ref().and_then(|column| find(column, false))
                };
                (ballot.id.clone(), at(&ballot.eligible), at(&ballot.already))
            })
            .collect();
        if missing.is_empty() {
            return Ok(Layout {
                places,
                marks,
                ballots,
                width,
            });
        }
        // Where no heading is known the first line may be a person's, and is not repeated.
        let found = match headings {
            Some(headings) if hits > 0 => headings.to_vec(),
            _ => vec![],
        };
        Err(RollError::ColumnsMissing {
            missing,
            found,
            width,
        })
    }
}
