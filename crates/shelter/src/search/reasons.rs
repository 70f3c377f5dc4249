//! Why two records may be of one person, in words.

use advice::Bilingual;

use crate::plain::PersonId;

/// What to do with two records that may be of one person; the stronger one is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// For the city's list: to be looked at when there is time.
    Listed,
    /// To be put before the desk, which decides; never joined by itself.
    Proposal,
    /// The same card, label or number: one person without a question.
    Certain,
}

/// What two records have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same card, label or paper number.
    SameToken,
    /// The same reading and birth date.
    KanaAndBirth,
    /// The same name, birth date and 町字.
    NameBirthAndTown,
    /// The same name and birth date, and no more.
    NameAndBirth,
    /// Names of characters that are taken for one another, and the same birth date.
    AlikeNameAndBirth,
    /// The same name in Roman letters or by sound, perhaps turned round, and the same birth date.
    RomanAndBirth,
    /// The same name or reading and telephone number.
    NameAndPhone,
    /// The same name or reading and address.
    NameAndAddress,
    /// The same name or reading, and birth dates or ages that may be one.
    NameAndAge,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::SameToken,
        Self::KanaAndBirth,
        Self::NameBirthAndTown,
        Self::NameAndBirth,
        Self::AlikeNameAndBirth,
        Self::RomanAndBirth,
        Self::NameAndPhone,
        Self::NameAndAddress,
        Self::NameAndAge,
    ];

    /// What staff read.
    pub fn words(self) -> Bilingual {
        let (ja, en) = match self {
            Self::SameToken => ("同じカードまたは番号です。", "The same card or number."),
            Self::KanaAndBirth => (
                "フリガナと生年月日が同じです。",
                "The same reading and birth date.",
            ),
            Self::NameBirthAndTown => (
                "氏名と生年月日と町名が同じです。",
                "The same name, birth date and town.",
            ),
            Self::NameAndBirth => (
                "氏名と生年月日が同じです。",
                "The same name and birth date.",
            ),
            Self::AlikeNameAndBirth => (
                "氏名の漢字が似ていて、生年月日が同じです。",
                "Names of similar characters, and the same birth date.",
            ),
            Self::RomanAndBirth => (
                "ローマ字の氏名（順序は問わない）と生年月日が同じです。",
                "The same name in Roman letters, in either order, and the same birth date.",
            ),
            Self::NameAndPhone => (
                "氏名と電話番号が同じです。",
                "The same name and telephone number.",
            ),
            Self::NameAndAddress => ("氏名と住所が同じです。", "The same name and address."),
            Self::NameAndAge => (
                "氏名が同じで、年齢も合います。",
                "The same name, and ages that agree.",
            ),
        };
        Bilingual::new(ja, en)
    }
}

/// A record that may be of the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Whose record it is.
    pub id: PersonId,
    /// What speaks for it.
    pub reason: Reason,
    /// How much.
    pub strength: Strength,
}

/// Two records of the list that may be of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The record of the lesser id.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
    /// What speaks for it.
    pub reason: Reason,
    /// How much, seen from both.
    pub strength: Strength,
}
