//! What a person can be found by.

use std::fmt;

use crate::plain::{AgeRange, Number, PartialDate, Sex, Text, Token};

/// Everything that one person can be found by, as it was said or read; several where sources differ.
/// The texts are wiped on drop, and `Debug` shows none.
#[derive(Clone, Default)]
pub struct SearchText {
    /// 氏名 in characters or, of foreigners, in Roman letters; family name and given name may be parted by a
    /// blank.
    pub names: Vec<Text>,
    /// フリガナ, in any kana.
    pub kana: Vec<Text>,
    /// 通称 and Roman letters.
    pub aliases: Vec<Text>,
    /// 生年月日, as far as it is known.
    pub births: Vec<PartialDate>,
    /// 年齢 on the day of the search; counts where no birth date is known.
    pub age: Option<AgeRange>,
    /// 性別, where it was said.
    pub sex: Option<Sex>,
    /// 住所 and 居所, and 町内会.
    pub addresses: Vec<Text>,
    /// Telephone numbers, own ones and those of contacts.
    pub phones: Vec<Text>,
    /// 受付番号.
    pub numbers: Vec<Number>,
    /// What else may lead to the person: 区画, 特徴 of one who cannot speak, pets, vehicle.
    pub descriptions: Vec<Text>,
    /// What recognises the person; never looked for by typing, only by [`super::Index::duplicates`].
    pub tokens: Vec<Token>,
    /// Whether the person is here.
    pub standing: Standing,
    /// Who may find the person.
    pub visibility: Visibility,
}

impl fmt::Debug for SearchText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SearchText(..)")
    }
}

/// Whether a person is on the shelter's books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Standing {
    /// Staying here or served from here; found first.
    #[default]
    Present,
    /// Left, moved or elsewhere (退所・移動).
    Gone,
}

/// Who may find a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Everybody who may search.
    #[default]
    Open,
    /// 支援措置 of a person who lives at this shelter: found at its desk like anybody, so that nobody can
    /// tell, but never by address or telephone number, which the desk is not shown either.
    ProtectedHere,
    /// 支援措置 of a person who lives elsewhere: found by those alone who may know.
    ProtectedElsewhere,
}
