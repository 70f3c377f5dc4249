//! Drawing by lot, the same way on every machine.

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

/// A source of lots.
pub(super) struct Lots(ChaCha8Rng);

impl Lots {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// 0 to one less than `of`. The last bits are not quite even, which no roll would show.
    pub(super) fn below(&mut self, of: u32) -> u32 {
        self.0.next_u32() % of.max(1)
    }

    /// Once in so many.
    pub(super) fn once_in(&mut self, many: u32) -> bool {
        self.below(many) == 0
    }

    pub(super) fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let length = u32::try_from(of.len()).unwrap_or(u32::MAX);
        &of[self.below(length) as usize]
    }

    /// As [`Self::one_of`], the first ones far more often, as with family names.
    pub(super) fn one_of_first<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let length = u32::try_from(of.len()).unwrap_or(u32::MAX);
        let (one, other) = (self.below(length), self.below(length));
        &of[one.min(other) as usize]
    }
}
