//! The network: late, twice, in another order, or not at all.

use polling::claim::{FromAuthority, ToAuthority};

use crate::dice::Dice;
use crate::disk::Entry;

#[derive(Clone)]
pub enum Parcel {
    Up(usize, ToAuthority),
    Down(usize, FromAuthority),
    /// What a booth has of each device, and its own facts that the hub may lack.
    Offer(usize, u64, [u64; 3], Vec<Entry>),
    /// What the hub has beyond that, how much it has of the asker's, and when the booth had asked.
    Share(usize, u64, u64, Vec<Entry>),
}

pub struct Net {
    pub up: [bool; 3],
    pub calm: bool,
    under_way: Vec<(u64, Parcel)>,
}

impl Net {
    pub fn new() -> Self {
        Self {
            up: [true; 3],
            calm: false,
            under_way: Vec::new(),
        }
    }

    pub fn send(&mut self, now: u64, parcel: Parcel, dice: &mut Dice) {
        if self.calm {
            self.under_way.push((now + 10, parcel));
            return;
        }
        if !self.up[parcel.booth()] || dice.in_thousand(30) {
            return;
        }
        let copies = if dice.in_thousand(100) { 2 } else { 1 };
        for _ in 0..copies {
            let late = if dice.in_thousand(30) {
                dice.below(20_000)
            } else {
                dice.below(150)
            };
            self.under_way.push((now + 1 + late, parcel.clone()));
        }
    }

    /// What arrives by now. What is on a cut line is lost, unless it hangs in a queue somewhere.
    pub fn arrived(&mut self, now: u64, dice: &mut Dice) -> Vec<Parcel> {
        let mut arrived = Vec::new();
        let mut at = 0;
        while at < self.under_way.len() {
            if self.under_way[at].0 > now {
                at += 1;
                continue;
            }
            let (_, parcel) = self.under_way.swap_remove(at);
            if self.calm || self.up[parcel.booth()] {
                arrived.push(parcel);
            } else if dice.in_thousand(300) {
                self.under_way.push((now + 1 + dice.below(10_000), parcel));
            }
        }
        arrived
    }
}

impl Parcel {
    fn booth(&self) -> usize {
        match self {
            Self::Up(booth, _)
            | Self::Down(booth, _)
            | Self::Offer(booth, ..)
            | Self::Share(booth, ..) => *booth,
        }
    }
}
