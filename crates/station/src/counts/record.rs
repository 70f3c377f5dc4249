//! What is kept of one session: numbers, and words from closed lists.

use std::time::Duration;

use jiff::civil::{Date, DateTime};

/// A day and an hour: the finest that is kept, so that no session can be matched with a person who was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayHour {
    day: Date,
    hour: i8,
}

impl From<DateTime> for DayHour {
    fn from(moment: DateTime) -> Self {
        Self {
            day: moment.date(),
            hour: moment.hour(),
        }
    }
}

impl DayHour {
    /// The day in Japan.
    pub const fn day(self) -> Date {
        self.day
    }

    /// The hour, 0 to 23.
    pub const fn hour(self) -> i8 {
        self.hour
    }
}

/// How the four items came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadBy {
    /// Read from the card with the PIN (暗証番号).
    Pin,
    /// Read from the card with the number printed on it (照合番号B).
    FaceCode,
    /// Without a card (手入力).
    ByHand,
}

impl ReadBy {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Pin, Self::FaceCode, Self::ByHand];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::FaceCode => "face_code",
            Self::ByHand => "by_hand",
        }
    }
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// With paper.
    Printed,
    /// Without: taken back, timed out, or begun again.
    GivenUp,
}

impl Ended {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::GivenUp => "given_up",
        }
    }
}

/// How often one form was printed in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedForm {
    /// Id of the form.
    pub id: String,
    /// How often; a form with 0 is left out.
    pub count: u32,
}

/// One session at the counter, without the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// When it ended.
    pub when: DayHour,
    /// How the items came in; `None` when it was given up before.
    pub read_by: Option<ReadBy>,
    /// How it ended.
    pub ended: Ended,
    /// The guide (手続き案内) that led to the forms, such as `moving-in`.
    pub guide: Option<String>,
    /// From the card on the reader to the last paper; `None` without card or paper. Kept in whole seconds.
    pub card_to_paper: Option<Duration>,
    /// From the first touch to the end. Kept in whole seconds.
    pub at_counter: Duration,
    /// Pages that were printed.
    pub pages: u32,
    /// People on the forms.
    pub people: u32,
    /// The forms that were printed.
    pub forms: Vec<PrintedForm>,
}

/// Days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}
