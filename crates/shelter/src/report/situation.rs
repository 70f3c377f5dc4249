//! One version of a situation report.

use serde::{Deserialize, Serialize};

use super::{Ages, Care, Meals, People, ShelterNow};
use crate::exchange::Room;
use crate::plain::{Moment, Pets};

/// A situation report (避難所状況報告) as it was sent; kept for ever, a correction is a new number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationReport {
    /// 第何報, from 1.
    pub number: u32,
    /// The moment that the numbers are of.
    pub as_of: Moment,
    /// What staff know of the shelter.
    pub shelter: ShelterNow,
    /// 混雑状況, from the people who stay here (or were counted) and the capacity.
    pub room: Room,
    /// People and households.
    pub people: People,
    /// All who are served from here, by sex and age.
    pub ages: Ages,
    /// Care of all who are served from here.
    pub care: Care,
    /// The next meal.
    pub meals: Meals,
    /// ペット of all who are served from here: dogs, cats, birds, small animals, others.
    pub pets: [u32; 5],
}

impl SituationReport {
    /// As bytes, to be kept with the fact that it was sent (CBOR).
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        ciborium::into_writer(self, &mut bytes).expect("memory takes it");
        bytes
    }

    /// From [`SituationReport::encode`]'s bytes; `None` if they are none, or of another version.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        ciborium::from_reader(bytes).ok()
    }

    /// 目視の人数 less those who are inside by the list (名簿との差).
    pub fn count_difference(&self) -> Option<i64> {
        let counted = self.shelter.head_count.as_ref()?.people;
        Some(i64::from(counted) - i64::from(self.people.present))
    }
}

pub(super) fn pets<'a>(all: impl Iterator<Item = &'a Pets>) -> [u32; 5] {
    let mut numbers = [0; 5];
    for pets in all {
        for (number, species) in numbers.iter_mut().zip(crate::plain::Species::ALL) {
            *number += u32::from(pets.of(species));
        }
    }
    numbers
}
