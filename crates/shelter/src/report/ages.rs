//! People by sex and age.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::exchange::Evacuee;
use crate::plain::{AgeRange, Sex};

/// Age in full years on the day of the report (年齢区分).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Band {
    /// 0–2 years: milk, nappies.
    #[serde(rename = "0_2")]
    UpTo2,
    /// 3–5 years: before school.
    #[serde(rename = "3_5")]
    From3,
    /// 6–14 years: about elementary and junior high school (小・中学生). Which class a child is in
    /// turns on 1 April, so that the age alone only comes near to it.
    #[serde(rename = "6_14")]
    From6,
    /// 15–64 years.
    #[serde(rename = "15_64")]
    From15,
    /// 65–74 years (前期高齢者).
    #[serde(rename = "65_74")]
    From65,
    /// 75 years and over (後期高齢者).
    #[serde(rename = "75")]
    From75,
    /// Not known, or a range that lies in several bands: an age is never guessed.
    #[serde(rename = "unknown")]
    Unknown,
}

/// 性別, as columns count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 男.
    Male,
    /// 女.
    Female,
    /// 回答なし・その他.
    Other,
}

/// How many people of each sex and band.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ages(BTreeMap<Column, BTreeMap<Band, u32>>);

impl Band {
    /// Every band, from the youngest.
    pub const ALL: [Self; 7] = [
        Self::UpTo2,
        Self::From3,
        Self::From6,
        Self::From15,
        Self::From65,
        Self::From75,
        Self::Unknown,
    ];

    /// The band in which every possible age lies.
    pub fn of(age: Option<AgeRange>) -> Self {
        let Some(age) = age else {
            return Self::Unknown;
        };
        let ranges = [(0, 2), (3, 5), (6, 14), (15, 64), (65, 74), (75, u8::MAX)];
        let place = ranges
            .iter()
            .position(|(least, most)| age.within(*least, *most));
        place.map_or(Self::Unknown, |place| Self::ALL[place])
    }

    /// As names of values end: `0_2`.
    pub fn code(self) -> &'static str {
        match self {
            Self::UpTo2 => "0_2",
            Self::From3 => "3_5",
            Self::From6 => "6_14",
            Self::From15 => "15_64",
            Self::From65 => "65_74",
            Self::From75 => "75",
            Self::Unknown => "unknown",
        }
    }

    /// As reports write it.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::UpTo2 => "0〜2歳",
            Self::From3 => "3〜5歳",
            Self::From6 => "6〜14歳",
            Self::From15 => "15〜64歳",
            Self::From65 => "65〜74歳",
            Self::From75 => "75歳以上",
            Self::Unknown => "年齢不明",
        }
    }
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 3] = [Self::Male, Self::Female, Self::Other];

    /// As names of values begin.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
            Self::Other => "other",
        }
    }

    /// As reports write it.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
            Self::Other => "回答なし",
        }
    }
}

impl Ages {
    /// Counts these people, of their ages on a day.
    pub fn count<'a>(rows: impl IntoIterator<Item = &'a Evacuee>, day: Option<Date>) -> Self {
        let mut ages = Self::default();
        for row in rows {
            let column = match row.sex {
                Some(Sex::Male) => Column::Male,
                Some(Sex::Female) => Column::Female,
                Some(Sex::Other) | None => Column::Other,
            };
            let band = Band::of(day.and_then(|day| row.age_on(day)));
            *ages.0.entry(column).or_default().entry(band).or_default() += 1;
        }
        ages
    }

    /// How many of a sex and band; `None` stands for all of them.
    pub fn of(&self, column: Option<Column>, band: Option<Band>) -> u32 {
        let columns = self
            .0
            .iter()
            .filter(|(one, _)| column.is_none_or(|column| **one == column));
        let cells = columns.flat_map(|(_, bands)| bands);
        let cells = cells.filter(|(one, _)| band.is_none_or(|band| **one == band));
        cells.map(|(_, people)| people).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_that_could_lie_in_two_bands_is_unknown() {
        let band = |text: &str| Band::of(AgeRange::parse(text));
        for (age, expected) in [
            ("0", Band::UpTo2),
            ("2", Band::UpTo2),
            ("3", Band::From3),
            ("5-6", Band::Unknown),
            ("14", Band::From6),
            ("15", Band::From15),
            ("60-64", Band::From15),
            ("64-65", Band::Unknown),
            ("74", Band::From65),
            ("75-90", Band::From75),
            ("", Band::Unknown),
        ] {
            assert_eq!(band(age), expected, "{age}");
        }
    }
}
