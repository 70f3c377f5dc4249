//! How far each log of each hub was followed.

use std::collections::BTreeMap;

use ledger::{DeviceId, StreamId};
use serde::{Deserialize, Serialize};

use crate::{HubId, Mark};

/// Most marks of one log; a hub takes no more.
pub const MOST_MARKS: usize = 64;

/// Marks of one log, the lowest first: many of late, ever fewer of long ago.
///
/// A hub that was restored goes on from the latest mark that its backup knows, so that little is fetched again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks(Vec<Mark>);

impl Marks {
    /// Where the next page begins.
    pub fn last(&self) -> Mark {
        self.0.last().copied().unwrap_or(Mark::START)
    }

    /// The highest first, as they are sent.
    pub fn descending(&self) -> Vec<Mark> {
        self.0.iter().rev().copied().collect()
    }

    /// After a page.
    pub fn push(&mut self, mark: Mark) {
        if mark.position <= self.last().position {
            return;
        }
        self.0.push(mark);
        if self.0.len() > MOST_MARKS {
            self.0.remove(self.least());
        }
    }

    /// Whose place is missed least: the gap that it leaves is the smallest against how long ago it lies.
    fn least(&self) -> usize {
        let last = self.last().position;
        let gap = |at: &usize| {
            let (before, after) = (self.0[at - 1].position, self.0[at + 1].position);
            // Both are less than 2⁶³, as positions in a database are.
            u128::from(after - before) * u128::from(u32::MAX) / u128::from(last - before)
        };
        (1..self.0.len() - 1).min_by_key(gap).unwrap_or_default()
    }

    /// The hub's history is another one after this mark.
    pub fn go_back(&mut self, common: Mark) {
        self.0
            .retain(|mark| mark.position < common.position || *mark == common);
        self.push(common);
    }
}

/// What a client keeps from one start of the program to the next. Losing it costs a download and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// Whose it is: a ledger that was restored from a backup has another device, and lacks what these marks have passed.
    device: Option<DeviceId>,
    /// By hub and stream.
    marks: BTreeMap<HubId, BTreeMap<StreamId, Marks>>,
    /// The last own event that each hub had, for the screen while no hub is in reach.
    confirmed: BTreeMap<HubId, u64>,
}

impl State {
    /// As it is, if it is this device's; else an empty one.
    pub(super) fn of(mut self, device: DeviceId) -> Self {
        if self.device != Some(device) {
            self = Self::default();
            self.device = Some(device);
        }
        self
    }

    pub(super) fn marks(&self, hub: HubId, stream: StreamId) -> Marks {
        let marks = self.marks.get(&hub).and_then(|logs| logs.get(&stream));
        marks.cloned().unwrap_or_default()
    }

    pub(super) fn marks_mut(&mut self, hub: HubId, stream: StreamId) -> &mut Marks {
        self.marks
            .entry(hub)
            .or_default()
            .entry(stream)
            .or_default()
    }

    /// Where each followed log of a hub ends here.
    pub(super) fn ends(&self, hub: HubId) -> BTreeMap<StreamId, Mark> {
        let logs = self.marks.get(&hub).into_iter().flatten();
        logs.map(|(stream, marks)| (*stream, marks.last()))
            .collect()
    }

    pub(super) fn confirmed(&self, hub: HubId) -> u64 {
        self.confirmed.get(&hub).copied().unwrap_or_default()
    }

    pub(super) fn confirm(&mut self, hub: HubId, seq: u64) {
        self.confirmed.insert(hub, seq);
    }
}
