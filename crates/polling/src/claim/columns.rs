//! Rows of claims as columns of a table: the same in every database.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Asked, RowState};
use crate::plain::{BallotId, BoothId, ElectorId};

/// What stands in a column is not what this program writes there. It names no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a row of the claims is not as this program writes it")]
pub struct NotOurs;

impl RowState {
    /// Numbers of states whose claims count ([`RowState::counts`]).
    pub const COUNT: [i16; 2] = [Self::GRANTED, Self::CONTESTED];
    /// The number of a claim that waits for its home booth.
    pub const WAITING: i16 = 1;

    const GRANTED: i16 = 0;
    const REFUSED: i16 = 2;
    const GIVEN_BACK: i16 = 3;
    const CONTESTED: i16 = 4;

    /// Its number, 0 to 4, and what else there is to it, in CBOR.
    pub fn columns(&self) -> Result<(i16, Option<Vec<u8>>), NotOurs> {
        Ok(match self {
            Self::Granted(receipt) => (Self::GRANTED, Some(bytes(receipt)?)),
            Self::Waiting(home) => (Self::WAITING, Some(bytes(home)?)),
            Self::Refused(answer) => (Self::REFUSED, Some(bytes(answer)?)),
            Self::GivenBack => (Self::GIVEN_BACK, None),
            Self::Contested => (Self::CONTESTED, None),
        })
    }

    /// From its columns.
    pub fn of_columns(number: i16, detail: Option<&[u8]>) -> Result<Self, NotOurs> {
        let detail = detail.unwrap_or_default();
        match number {
            Self::GRANTED => value(detail).map(Self::Granted),
            Self::WAITING => value(detail).map(Self::Waiting),
            Self::REFUSED => value(detail).map(Self::Refused),
            Self::GIVEN_BACK => Ok(Self::GivenBack),
            Self::CONTESTED => Ok(Self::Contested),
            _ => Err(NotOurs),
        }
    }
}

impl Asked {
    /// From its columns; `None` where the claim was given back before it came.
    pub fn of_columns(
        elector: Option<[u8; 16]>,
        booth: Option<&str>,
        ballots: Option<&str>,
        home: Option<&str>,
    ) -> Result<Option<Self>, NotOurs> {
        let Some(elector) = elector else {
            return Ok(None);
        };
        Ok(Some(Self {
            elector: ElectorId(elector),
            ballots: split(ballots.ok_or(NotOurs)?)?,
            booth: booth_of(booth.ok_or(NotOurs)?)?,
            home: home.map(booth_of).transpose()?,
        }))
    }
}

/// Ballots in one column. Their names hold no comma.
pub fn joined<'a>(ballots: impl IntoIterator<Item = &'a BallotId>) -> String {
    let names: Vec<&str> = ballots.into_iter().map(BallotId::as_str).collect();
    names.join(",")
}

/// The ballots of a column, in their order there.
pub fn split(column: &str) -> Result<Vec<BallotId>, NotOurs> {
    let names = column.split(',').filter(|name| !name.is_empty());
    names.map(ballot_of).collect()
}

/// A ballot's name.
pub fn ballot_of(column: &str) -> Result<BallotId, NotOurs> {
    BallotId::new(column).map_err(|_| NotOurs)
}

/// A booth's name.
pub fn booth_of(column: &str) -> Result<BoothId, NotOurs> {
    BoothId::new(column).map_err(|_| NotOurs)
}

fn bytes(value: &impl Serialize) -> Result<Vec<u8>, NotOurs> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(|_| NotOurs)?;
    Ok(bytes)
}

fn value<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NotOurs> {
    ciborium::from_reader(bytes).map_err(|_| NotOurs)
}
