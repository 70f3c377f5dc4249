//! The rules as data, by version.

use crate::election::Level;
use crate::elector::MarkKind;

/// One version of the rules. An election's file names the one that was in force when it was made, so that an update
/// of the program changes nothing during the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Its number in the election's file.
    pub version: u16,
    /// Years of age for the right to vote (公職選挙法 第9条).
    pub voting_age: i16,
    /// Months after a move out until the elector is struck off (公職選挙法 第28条).
    pub struck_off_after_months: i32,
    /// Months after which somebody who moved may be on the roll of the new place (公職選挙法 第21条).
    pub new_roll_after_months: i32,
    /// What a mark does to the right, in municipal, prefectural and national elections.
    marks: [(MarkKind, [MoveEffect; 3]); 7],
}

/// What a mark on the roll does to the right in elections of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MoveEffect {
    /// May vote, unless registered at the new place.
    UnlessOnNewRoll,
    /// May vote once it is confirmed that the elector lives in the prefecture.
    WithConfirmation,
    /// May not: moved out of the city.
    NotInCity,
    /// May not: moved out of the prefecture.
    NotInPrefecture,
    /// May not while the suspension lasts.
    WhileSuspended,
    /// May not, and is not on the roll.
    OffTheRoll,
    /// May not here, but in another procedure.
    OtherProcedure,
    /// May not at all, being on the list of electors abroad.
    NotFromAbroad,
}

use MoveEffect::{
    NotFromAbroad, NotInCity, NotInPrefecture, OffTheRoll, OtherProcedure, UnlessOnNewRoll,
    WhileSuspended, WithConfirmation,
};

const VERSION_1: Rules = Rules {
    version: 1,
    voting_age: 18,
    struck_off_after_months: 4,
    new_roll_after_months: 3,
    marks: [
        (
            MarkKind::MovedWithinPrefecture,
            [NotInCity, WithConfirmation, UnlessOnNewRoll],
        ),
        (
            MarkKind::MovedToOtherPrefecture,
            [NotInCity, NotInPrefecture, UnlessOnNewRoll],
        ),
        (MarkKind::Suspended, [WhileSuspended; 3]),
        (MarkKind::Died, [OffTheRoll; 3]),
        (MarkKind::NationalityLost, [OffTheRoll; 3]),
        (MarkKind::WronglyRegistered, [OffTheRoll; 3]),
        (
            MarkKind::Abroad,
            [NotFromAbroad, NotFromAbroad, OtherProcedure],
        ),
    ],
};

impl Rules {
    /// The rules of a version; `None` for one that this program does not have.
    pub fn of(version: u16) -> Option<&'static Self> {
        [&VERSION_1]
            .into_iter()
            .find(|rules| rules.version == version)
    }

    /// What a mark does in elections of a level.
    pub fn effect(&self, mark: MarkKind, level: Level) -> MoveEffect {
        let column = match level {
            Level::Municipal => 0,
            Level::Prefectural => 1,
            Level::National => 2,
        };
        let row = self.marks.iter().find(|(kind, _)| *kind == mark);
        // A mark that the table does not know lets nobody vote.
        row.map_or(OffTheRoll, |(_, effects)| effects[column])
    }
}
