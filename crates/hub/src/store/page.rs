//! Putting a page together; the same for both databases.

use ledger::{DeviceCard, DeviceId, SubjectId};
use sync::{Item, Mark};

use super::Limit;
use crate::intake::{KeyTag, Row, RowKind};

/// Most keys and payloads that are asked for at a time.
pub const MOST_LACKING: usize = 1_000;

/// Items of a page, until it is full.
pub struct Collect {
    /// The items.
    pub items: Vec<Item>,
    /// The keys that they name.
    pub keys: Vec<(SubjectId, KeyTag)>,
    /// After the last item.
    pub next: Mark,
    limit: Limit,
    bytes: usize,
}

impl Collect {
    /// Begins after a mark.
    pub fn new(start: Mark, limit: Limit) -> Self {
        Self {
            items: Vec::new(),
            keys: Vec::new(),
            next: start,
            limit,
            bytes: 0,
        }
    }

    /// Adds an entry of the log; `false` when the page is full without it. Fails with the table that is not readable.
    pub fn add(
        &mut self,
        place: Mark,
        row: Row,
        card: impl FnOnce(DeviceId) -> Option<DeviceCard>,
    ) -> Result<bool, &'static str> {
        let length = |bytes: &Option<Vec<u8>>| bytes.as_ref().map_or(0, Vec::len);
        let bytes = length(&row.header) + length(&row.payload);
        let is_full = self.bytes + bytes > self.limit.bytes && !self.items.is_empty();
        if is_full || self.items.len() >= self.limit.items as usize {
            return Ok(false);
        }
        if place.position != self.next.position + 1 {
            return Err("item");
        }
        self.bytes += bytes;
        let key = match row.kind {
            RowKind::Key => row.subject.zip(row.tag),
            _ => None,
        };
        self.items.push(row.item(card).ok_or("item")?);
        self.keys.extend(key);
        self.next = place;
        Ok(true)
    }
}

impl Row {
    /// Whose card the entry is, if it is one.
    pub(super) fn card_of(&self) -> Option<DeviceId> {
        self.device.filter(|_| self.kind == RowKind::Card)
    }
}
