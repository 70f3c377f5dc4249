//! The other shelters of the disaster: where somebody is as seen from here, and who is at two places.

use std::collections::BTreeSet;

use shelter::fact::Detail;
use shelter::list::Tapped;
use shelter::plain::{PersonId, Presence, Text};
use shelter::role::Role;
use shelter::state::Person;

use super::Working;

impl Working {
    /// Where somebody is as this shelter knows it: who came in at another one is there, by its name.
    pub fn whereabouts(&self, person: PersonId) -> Option<Presence> {
        let (list, here) = (self.registry.list(), self.registry.here());
        let present = list.person(list.human(person).present)?;
        let said = present.presence()?;
        let shelter = present.shelter()?;
        if shelter == here || said.kind().is_gone() {
            return Some(said.clone());
        }
        let name = list
            .shelter(shelter)
            .and_then(|one| one.detail(Detail::Name));
        Some(Presence::MovedTo {
            place: Text::from(name.unwrap_or_default()),
            shelter: Some(shelter),
        })
    }

    /// People of this shelter of whom records differ, or whom two shelters have at once, in the order of ids: a
    /// person looks and settles it.
    pub fn contradicted(&self) -> BTreeSet<PersonId> {
        let (list, here) = (self.registry.list(), self.registry.here());
        let role = self.role().unwrap_or(Role::Viewer);
        let is_or_was_here = |id: &PersonId| list.presence_kind(*id, here).is_some();
        let differing = list.contradictions(role).into_iter().map(|one| one.person);
        let in_two_places = list.in_two_places().into_iter().map(|human| human.present);
        differing
            .chain(in_two_places)
            .filter(is_or_was_here)
            .chain(self.held_by_several())
            .collect()
    }

    /// Those who stay here, and whose card is also of a record that nobody has linked with theirs: of the same human
    /// at another shelter, or of two PCs that did not know of each other.
    fn held_by_several(&self) -> impl Iterator<Item = PersonId> {
        let (list, here) = (self.registry.list(), self.registry.here());
        let stays = move |person: &Person| {
            let kind = person.presence_kind_at(here);
            kind.is_some_and(|kind| !kind.is_gone())
        };
        list.persons()
            .filter(move |(_, person)| stays(person))
            .filter(|(_, person)| {
                let mut tokens = person.tokens();
                tokens.any(|token| {
                    token.kind.is_of_one_person() && matches!(list.tap(token), Tapped::Several(_))
                })
            })
            .map(|(id, _)| id)
    }
}
