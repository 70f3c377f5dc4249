//! The best of those found, as many as are asked for.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::entry::Entry;
use super::hit::{Fit, Hit};
use super::index::view;
use super::matching::Look;
use super::query::Query;
use super::{Seek, Standing};
use crate::plain::PersonId;

/// The best so far, the worst of them on top.
pub(super) struct Best<'i> {
    heap: BinaryHeap<Found<'i>>,
    limit: usize,
}

impl<'i> Best<'i> {
    pub(super) fn new(limit: usize) -> Self {
        let heap = BinaryHeap::new();
        Self { heap, limit }
    }

    pub(super) fn add(&mut self, found: Found<'i>) {
        if self.heap.len() < self.limit {
            self.heap.push(found);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && found < *worst
        {
            *worst = found;
        }
    }

    /// Whether nobody who fits only in part can be among them.
    pub(super) fn is_settled(&self) -> bool {
        let is_full = self.heap.len() == self.limit;
        is_full
            && self
                .heap
                .peek()
                .is_none_or(|worst| worst.rank.0 < Fit::Part)
    }

    /// The answer, best first.
    pub(super) fn hits(self, query: &Query, seek: &Seek) -> Vec<Hit> {
        let found = self.heap.into_sorted_vec();
        let hits = found.into_iter().filter_map(|found| {
            let entry = found.entry;
            let fits = entry.fits(query, view(seek, entry, Look::Why))?;
            Some(Hit {
                id: entry.id,
                fit: fits.fit,
                loosely: fits.loosely,
                why: fits.why,
            })
        });
        hits.collect()
    }
}

/// Somebody found, in the order of the answer.
pub(super) struct Found<'i> {
    pub rank: (Fit, bool),
    pub entry: &'i Entry,
}

impl Found<'_> {
    fn key(&self) -> ((Fit, bool), Standing, &[u8], PersonId) {
        let entry = self.entry;
        (self.rank, entry.standing, &entry.hay, entry.id)
    }
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Found<'_> {}

impl PartialOrd for Found<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Found<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}
