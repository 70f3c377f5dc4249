//! Numbers of a shelter (人数).

use std::collections::BTreeMap;

use super::{Human, List};
use crate::{
    plain::{Moment, Portions, PresenceKind, ShelterId},
    state::Person,
};

/// Numbers of one shelter; each human is counted once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Humans by where they are.
    pub by_presence: BTreeMap<PresenceKind, u32>,
    /// Households with at least one who stays here; one who came alone is a household.
    pub households: u32,
    /// Humans who need electricity to live and stay here.
    pub need_power: u32,
}

impl Counts {
    /// How many of a kind.
    pub fn of(&self, kind: PresenceKind) -> u32 {
        self.by_presence.get(&kind).copied().unwrap_or(0)
    }

    /// 避難者数: those who stay here.
    pub fn staying(&self) -> u32 {
        self.sum(PresenceKind::stays_here)
    }

    /// 避難所外避難者: those who live outside and are served from here.
    pub fn outside(&self) -> u32 {
        self.sum(PresenceKind::served_outside)
    }

    /// Those who are to be fed from here.
    pub fn fed(&self) -> u32 {
        self.sum(PresenceKind::fed_here)
    }

    fn sum(&self, is: fn(PresenceKind) -> bool) -> u32 {
        self.by_presence
            .iter()
            .filter(|(kind, _)| is(**kind))
            .map(|(_, number)| number)
            .sum()
    }
}

/// Movements of a shelter between two moments (入所・退所の人数).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// Humans who stay here now and did not then.
    pub arrived: u32,
    /// Humans who stayed here then and do not now.
    pub left: u32,
}

fn number<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

impl List {
    /// Numbers of a shelter as they are now.
    pub fn counts(&self, shelter: ShelterId) -> Counts {
        let mut counts = Counts::default();
        let humans = self.humans_at(shelter);
        for (human, kind) in &humans {
            *counts.by_presence.entry(*kind).or_default() += 1;
            if !kind.stays_here() {
                continue;
            }
            let mut records = human.records.iter().filter_map(|id| self.person(*id));
            counts.need_power += u32::from(records.any(Person::needs_power));
        }
        let staying = humans.iter().filter(|(_, kind)| kind.stays_here());
        counts.households = self.household_number(staying.map(|(human, _)| human));
        counts
    }

    /// How many stayed here at a moment, from what is known now: for the cost books (災害救助法).
    pub fn staying_at(&self, shelter: ShelterId, moment: Moment) -> u32 {
        let humans = self.humans();
        number(
            humans
                .iter()
                .filter(|human| self.stayed(human, shelter, moment)),
        )
    }

    /// Who came to stay and who is no longer here since a moment, such as the last report. One who
    /// came and left again in between is in neither.
    pub fn flow(&self, shelter: ShelterId, since: Moment) -> Flow {
        let mut flow = Flow::default();
        for (human, kind) in self.humans_at(shelter) {
            match (self.stayed(&human, shelter, since), kind.stays_here()) {
                (false, true) => flow.arrived += 1,
                (true, false) => flow.left += 1,
                _ => {}
            }
        }
        flow
    }

    fn stayed(&self, human: &Human, shelter: ShelterId, moment: Moment) -> bool {
        human
            .records
            .iter()
            .filter_map(|id| self.person(*id)?.presence_at(moment))
            .max_by_key(|step| step.at)
            .is_some_and(|step| step.shelter == shelter && step.to.stays_here())
    }

    /// Meals for everybody who is to be fed from here. Those cooked for without being in the list
    /// come on top (see the planned sitting).
    pub fn portions(&self, shelter: ShelterId) -> Portions {
        self.humans_at(shelter)
            .iter()
            .filter(|(_, kind)| kind.fed_here())
            .map(|(human, _)| self.portion(human))
            .collect()
    }

    /// The difference between the last head count by eye and those inside by the list:
    /// positive if more were seen than are in the list.
    pub fn count_difference(&self, shelter: ShelterId) -> Option<i64> {
        let counted = self.shelter(shelter)?.count()?.counted.people;
        let inside = self.counts(shelter).of(PresenceKind::In);
        Some(i64::from(counted) - i64::from(inside))
    }
}
