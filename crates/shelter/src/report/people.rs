//! How many people and households.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::exchange::Evacuee;
use crate::plain::{HouseholdId, Moment, PresenceKind};

/// Numbers of people and households at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// 在所: inside at this moment.
    pub present: u32,
    /// 一時外出.
    pub out: u32,
    /// 外泊.
    pub overnight: u32,
    /// 車中泊・テント, served from here.
    pub in_cars: u32,
    /// 在宅・親族宅, served from here.
    pub outside: u32,
    /// 入院・搬送.
    pub hospital: u32,
    /// 所在不明.
    pub missing: u32,
    /// Households of those who stay here (避難者の世帯数); a person without one counts as one.
    pub households: u32,
    /// 自主避難, of those who stay here.
    pub voluntary: u32,
    /// Their households.
    pub voluntary_households: u32,
    /// Came since the last report; `None` in the first.
    pub arrived: Option<u32>,
    /// Left or moved on since the last report; `None` in the first.
    pub left: Option<u32>,
}

impl People {
    /// Counts the list; `since` is the moment of the last report.
    pub fn count(rows: &[Evacuee], since: Option<Moment>, as_of: Moment) -> Self {
        let of = |is: fn(PresenceKind) -> bool| {
            number(rows.iter().filter(|row| is(row.presence.kind())))
        };
        let staying = || rows.iter().filter(|row| row.presence.kind().stays_here());
        let voluntary = || staying().filter(|row| row.voluntary);
        let between = |at: Option<Moment>| match (at, since) {
            (Some(at), Some(since)) => since < at && at <= as_of,
            _ => false,
        };
        let known = |count: u32| since.map(|_| count);
        Self {
            present: of(|kind| kind == PresenceKind::In),
            out: of(|kind| kind == PresenceKind::Out),
            overnight: of(|kind| kind == PresenceKind::Overnight),
            in_cars: of(|kind| matches!(kind, PresenceKind::Car | PresenceKind::Tent)),
            outside: of(|kind| matches!(kind, PresenceKind::Home | PresenceKind::Relatives)),
            hospital: of(|kind| kind == PresenceKind::Hospital),
            missing: of(|kind| kind == PresenceKind::Unknown),
            households: households(staying()),
            voluntary: number(voluntary()),
            voluntary_households: households(voluntary()),
            arrived: known(number(rows.iter().filter(|row| between(row.arrived)))),
            left: known(number(
                rows.iter()
                    .filter(|row| row.presence.kind().is_gone() && between(row.left)),
            )),
        }
    }

    /// 避難者数: all who have a place here, in, out, or away for a night.
    pub fn staying(&self) -> u32 {
        self.present + self.out + self.overnight
    }

    /// All who are served from here.
    pub fn served(&self) -> u32 {
        self.staying() + self.in_cars + self.outside
    }
}

pub(super) fn number<T>(these: impl Iterator<Item = T>) -> u32 {
    u32::try_from(these.count()).unwrap_or(u32::MAX)
}

fn households<'a>(rows: impl Iterator<Item = &'a Evacuee>) -> u32 {
    let mut known: BTreeSet<HouseholdId> = BTreeSet::new();
    let mut alone = 0;
    for row in rows {
        match row.household {
            Some(household) => {
                known.insert(household);
            }
            None => alone += 1,
        }
    }
    number(known.into_iter()) + alone
}
