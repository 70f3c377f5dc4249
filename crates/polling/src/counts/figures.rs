//! The figures themselves.

use std::iter::Sum;
use std::ops::AddAssign;

/// Sums of one kind of ballot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// 受付: electors accepted for it.
    pub accepted: u64,
    /// Of these, 代理投票.
    pub proxy: u64,
    /// Of these, 点字投票.
    pub braille: u64,
    /// 交付: papers that left the dispenser, with those that were exchanged later.
    pub handed: u64,
    /// 書損: papers exchanged for another one.
    pub exchanged: u64,
    /// 棄権: accepted, and did not want it.
    pub declined: u64,
    /// Acceptances withdrawn at the desk.
    pub withdrawn: u64,
    /// Electors who were told that they do not get it.
    pub refused: u64,
    /// 不在者投票 cast.
    pub absentee: u64,
}

/// Sums of electors, whatever the kind of ballot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct People {
    /// Acceptances: who comes a second time for another kind counts again.
    pub accepted: u64,
    /// Declaration slips that must be there.
    pub slips: u64,
    /// 留保.
    pub held: u64,
    /// Held ones released.
    pub released: u64,
}

impl Figures {
    /// 投票者数: accepted, and neither declined nor taken back. An hour can be below zero, as what was accepted
    /// in one may be withdrawn in the next.
    pub fn voters(&self) -> i64 {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        signed(self.accepted) - signed(self.declined) - signed(self.withdrawn)
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.proxy += other.proxy;
        self.braille += other.braille;
        self.handed += other.handed;
        self.exchanged += other.exchanged;
        self.declined += other.declined;
        self.withdrawn += other.withdrawn;
        self.refused += other.refused;
        self.absentee += other.absentee;
    }
}

impl AddAssign for People {
    fn add_assign(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.slips += other.slips;
        self.held += other.held;
        self.released += other.released;
    }
}

impl Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}

impl Sum for People {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}
