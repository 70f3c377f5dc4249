//! What the list knows of the shelter itself.

use super::{Checked, HeadCount, ShelterNow, Stock};
use crate::{
    fact::Detail,
    list::List,
    plain::{ShelterId, Text},
};

/// Name, state, capacity, head count, utilities and stock as the list has them. What only staff can
/// say (reporter, means, damage, requests, problems, staff, correction) stays empty, to be set.
pub fn shelter_now(list: &List, id: ShelterId) -> ShelterNow {
    let Some(shelter) = list.shelter(id) else {
        return ShelterNow::default();
    };
    let detail = |detail| shelter.detail(detail).unwrap_or_default().to_owned();
    ShelterNow {
        name: detail(Detail::Name),
        code: detail(Detail::PlaceId),
        reporter: Text::from(detail(Detail::Head)),
        status: shelter.status(),
        opened: shelter.opened_at(),
        capacity: shelter.capacity(),
        head_count: shelter.count().map(|count| HeadCount {
            people: count.counted.people,
            at: count.at,
            reason: count.counted.note.clone(),
        }),
        utilities: shelter
            .utilities()
            .map(|(utility, said)| {
                let said = said.shown();
                let checked = Checked {
                    state: said.value,
                    at: said.at,
                };
                (utility, checked)
            })
            .collect(),
        stock: shelter
            .stock()
            .map(|said| {
                let stocked = said.value();
                Stock {
                    item: stocked.item.clone(),
                    quantity: stocked.quantity,
                    unit: stocked.unit.clone(),
                    expires: None,
                }
            })
            .collect(),
        ..ShelterNow::default()
    }
}
