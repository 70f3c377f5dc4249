//! Why a command is refused. No refusal holds a value or a name.

use advice::{Advice, Advise, Bilingual};

use crate::plain::{Item, ItemError, PersonId, Wrong};

/// Why a command makes no facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The badge does not allow it.
    #[error("the badge does not allow it")]
    NotAllowed,
    /// The shelter is not open.
    #[error("the shelter is not open")]
    NotOpen,
    /// It is open already.
    #[error("the shelter is open already")]
    AlreadyOpen,
    /// Name, place or capacity of the shelter is missing, or the capacity is no number.
    #[error("name, place and capacity of the shelter are needed")]
    ShelterIncomplete,
    /// The record is not in the list: erased, or of another PC.
    #[error("no such record")]
    NobodySuch,
    /// The id is of a record that is there already.
    #[error("registered already")]
    AlreadyRegistered,
    /// Nobody was named.
    #[error("nobody was named")]
    Nobody,
    /// Neither a name nor a description.
    #[error("a name or a description is needed")]
    NameNeeded,
    /// Neither a birth date nor an age.
    #[error("a birth date or an age is needed")]
    AgeNeeded,
    /// An item's text is no value of it.
    #[error("{0}")]
    Item(#[from] ItemError),
    /// The card or label is somebody else's.
    #[error("the token is of another record")]
    TokenTaken {
        /// The record that it is bound to.
        holder: PersonId,
    },
    /// Several people share the slip's number or the code made at home.
    #[error("several records share the token")]
    TokenShared,
    /// The card or label was reported lost.
    #[error("the token was reported lost")]
    TokenRevoked,
    /// A record cannot be linked with itself.
    #[error("a record cannot be linked with itself")]
    SameRecord,
    /// The time that was given lies ahead.
    #[error("the time lies in the future")]
    InTheFuture,
    /// People are still here, or served from here.
    #[error("{people} people are still here")]
    PeopleStillHere {
        /// How many humans.
        people: u32,
    },
    /// The shelter is not closed yet.
    #[error("the shelter is not closed")]
    NotClosed,
    /// The city did not confirm that it holds everything.
    #[error("the city did not confirm that it holds everything")]
    NotReceived,
    /// Without it nobody could give out badges any more.
    #[error("the last badge of a keeper")]
    LastKeeper,
    /// Nothing to write.
    #[error("nothing was said")]
    NothingSaid,
}

impl Advise for Refusal {
    fn advice(&self) -> Advice {
        if let Self::Item(error) = self {
            return error.advice();
        }
        let (what_ja, what_en) = self.what();
        let (next_ja, next_en) = self.next();
        let what = match self {
            Self::PeopleStillHere { people } => Bilingual::new(
                format!("{what_ja}（{people} 人）"),
                format!("{what_en} ({people})"),
            ),
            _ => Bilingual::new(what_ja, what_en),
        };
        Advice::new(self.code(), what, Bilingual::new(next_ja, next_en))
    }
}

/// One sample of every error of this crate that has a code of its own.
pub fn every_refusal() -> Vec<Box<dyn Advise>> {
    use crate::{fact::FactError, plain::NumberError};
    let item = |wrong| ItemError {
        item: Item::Name,
        wrong,
    };
    vec![
        Box::new(Refusal::NotAllowed),
        Box::new(Refusal::NotOpen),
        Box::new(Refusal::AlreadyOpen),
        Box::new(Refusal::ShelterIncomplete),
        Box::new(Refusal::NobodySuch),
        Box::new(Refusal::AlreadyRegistered),
        Box::new(Refusal::Nobody),
        Box::new(Refusal::NameNeeded),
        Box::new(Refusal::AgeNeeded),
        Box::new(Refusal::TokenTaken {
            holder: PersonId([0; 16]),
        }),
        Box::new(Refusal::TokenShared),
        Box::new(Refusal::TokenRevoked),
        Box::new(Refusal::SameRecord),
        Box::new(Refusal::InTheFuture),
        Box::new(Refusal::PeopleStillHere { people: 3 }),
        Box::new(Refusal::NotClosed),
        Box::new(Refusal::NotReceived),
        Box::new(Refusal::LastKeeper),
        Box::new(Refusal::NothingSaid),
        Box::new(Refusal::Item(item(Wrong::Empty))),
        Box::new(item(Wrong::TooLong { most: 100 })),
        Box::new(item(Wrong::Control)),
        Box::new(item(Wrong::Form)),
        Box::new(NumberError::Form),
        Box::new(NumberError::Check),
        Box::new(FactError::Damaged),
        Box::new(FactError::Unknown),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_refusal().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, ""), Vec::<String>::new());
    }

    /// Fails to compile when an error is added, so that it is added above too.
    #[expect(dead_code, reason = "only compiled")]
    fn none_is_forgotten(refusal: &Refusal, wrong: Wrong) {
        match refusal {
            Refusal::NotAllowed
            | Refusal::NotOpen
            | Refusal::AlreadyOpen
            | Refusal::ShelterIncomplete
            | Refusal::NobodySuch
            | Refusal::AlreadyRegistered
            | Refusal::Nobody
            | Refusal::NameNeeded
            | Refusal::AgeNeeded
            | Refusal::Item(_)
            | Refusal::TokenTaken { .. }
            | Refusal::TokenShared
            | Refusal::TokenRevoked
            | Refusal::SameRecord
            | Refusal::InTheFuture
            | Refusal::PeopleStillHere { .. }
            | Refusal::NotClosed
            | Refusal::NotReceived
            | Refusal::LastKeeper
            | Refusal::NothingSaid => {}
        }
        match wrong {
            Wrong::Empty | Wrong::TooLong { .. } | Wrong::Control | Wrong::Form => {}
        }
    }
}
