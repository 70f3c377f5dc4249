//! Making a report from the list.

use super::situation::pets;
use super::{Ages, Care, Meals, People, ShelterNow, SituationReport};
use crate::exchange::{Evacuee, Room};
use crate::plain::Moment;

/// The report of this moment. `previous` is the last one that was sent: the number follows on it, and
/// arrivals and leavings are counted from it.
pub fn make(
    rows: &[Evacuee],
    shelter: ShelterNow,
    previous: Option<&SituationReport>,
    as_of: Moment,
) -> SituationReport {
    let served: Vec<&Evacuee> = rows
        .iter()
        .filter(|row| {
            let kind = row.presence.kind();
            kind.stays_here() || kind.served_outside()
        })
        .collect();
    let people = People::count(rows, previous.map(|report| report.as_of), as_of);
    let counted = shelter.head_count.as_ref().map(|count| count.people);
    let unregistered = counted.map_or(0, |counted| counted.saturating_sub(people.present));
    SituationReport {
        number: previous.map_or(1, |report| report.number.saturating_add(1)),
        as_of,
        room: Room::of(people.staying() + unregistered, shelter.capacity),
        ages: Ages::count(served.iter().copied(), as_of.day()),
        care: Care::count(&served),
        meals: Meals::count(rows, unregistered),
        pets: pets(served.iter().filter_map(|row| row.pets.as_ref())),
        people,
        shelter,
    }
}
