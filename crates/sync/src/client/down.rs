//! The lane down: pages of the followed logs, and long polls.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Batch, DeviceId, RealmId, Signed, StreamId};
use rand_core::{CryptoRngCore, RngCore};

use super::flight::DownFlight;
use super::pace::{Backoff, Pace};
use super::{Client, Follow, Moment, Replica, ReplicaError, Who};
use crate::{
    After, Answer, Ask, Heads, HeadsAfter, Item, MOST_ITEMS, MOST_OFFER_BYTES, MOST_WAIT_S, Mark,
    Page, REALM_LOG, Standing, Token,
};

/// Items of the first page.
const FIRST_PAGE: usize = 100;
/// A long poll that comes back sooner and empty is not repeated at once.
const SHORT_MS: u64 = 1_000;

/// What is made of pages waits no longer than this for the last one.
const SETTLE_MS: u64 = 10_000;

/// Where the lane is.
pub struct Down {
    pub flight: Option<(DownFlight, u64)>,
    pub backoff: Backoff,
    pace: Pace,
    /// Logs that have, or may have, more than was fetched.
    behind: BTreeSet<StreamId>,
    /// Whether the last answer was that the history differs.
    differed: bool,
    /// When what is made of the pages so far is due, while it waits for more of them.
    settle_by: Option<u64>,
}

impl Down {
    pub fn new() -> Self {
        Self {
            flight: None,
            backoff: Backoff::default(),
            pace: Pace::new(FIRST_PAGE, MOST_ITEMS as usize, MOST_OFFER_BYTES),
            behind: BTreeSet::new(),
            differed: false,
            settle_by: None,
        }
    }

    /// Makes what waited for more pages, some of it at a time; whether there was something to make.
    pub fn settle(&mut self, replica: &mut impl Replica, now: u64) -> Result<bool, ReplicaError> {
        let due = self
            .settle_by
            .is_some_and(|by| now >= by || self.behind.is_empty());
        if due {
            // Where it fails, it is tried again, then at the latest.
            self.settle_by = Some(now + SETTLE_MS);
            let more = replica.settle()?;
            self.settle_by = more.then_some(now);
        }
        Ok(due)
    }

    /// When that is to be asked next.
    pub fn settle_due(&self) -> u64 {
        self.settle_by.unwrap_or(u64::MAX)
    }

    pub fn failed(&mut self, now: u64, floor_ms: u64, rng: &mut impl RngCore) {
        if let Some((DownFlight::Page { .. }, _)) = self.flight.take() {
            self.pace.failed();
        }
        self.backoff.failed(now, floor_ms, rng);
    }

    /// A session began: anything may have happened since the last one.
    pub fn begin(&mut self, follow: Follow, who: Who) {
        self.behind.clear();
        if follow != Follow::Nothing {
            self.behind.insert(REALM_LOG);
        }
        if follow == Follow::Own {
            self.behind.extend(Client::own_stream(who));
        }
    }
}

impl Client {
    pub(super) fn next_down(&mut self, who: Who, now: Moment) -> Option<(Ask, Option<Token>)> {
        if self.down.flight.is_some() || now.mono_ms < self.down.backoff.not_before() {
            return None;
        }
        let held = self.session.as_ref()?;
        if held.standing == Standing::Asking || self.follow() == Follow::Nothing {
            return None;
        }
        let token = Some(held.token.clone());
        let hub = self.options.hub.id();
        let page = |stream, wait_s| After {
            stream,
            marks: self.state.marks(hub, stream).descending(),
            limit: u32::try_from(self.down.pace.items()).unwrap_or(MOST_ITEMS),
            wait_s,
        };
        let behind = self.down.behind.first().copied();
        let (flight, ask) = match (behind, self.follow()) {
            (Some(stream), _) => {
                let waits = false;
                let flight = DownFlight::Page { stream, waits };
                (flight, Ask::After(page(stream, 0)))
            }
            (None, Follow::All) => {
                let heads = HeadsAfter {
                    known: self.state.ends(hub),
                    wait_s: MOST_WAIT_S,
                };
                (DownFlight::Heads, Ask::Heads(heads))
            }
            (None, follow) => {
                let own = Self::own_stream(who).filter(|_| follow == Follow::Own);
                let stream = own.unwrap_or(REALM_LOG);
                let waits = true;
                let flight = DownFlight::Page { stream, waits };
                (flight, Ask::After(page(stream, MOST_WAIT_S)))
            }
        };
        self.down.flight = Some((flight, now.mono_ms));
        Some((ask, token))
    }

    /// `false` when it is no answer to what was asked.
    pub(super) fn heard_down(
        &mut self,
        answer: Answer,
        replica: &mut impl Replica,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) -> Result<bool, ReplicaError> {
        let Some((flight, at)) = self.down.flight.take() else {
            return Ok(true);
        };
        let took = now.mono_ms.saturating_sub(at);
        match (flight, answer) {
            (DownFlight::Page { stream, waits }, Answer::Page(page)) => {
                let empty = page.items.is_empty();
                if !waits {
                    self.down.pace.arrived(bytes_of(&page), took);
                }
                if !self.take_page(stream, page, replica, now)? {
                    return Ok(false);
                }
                if waits && empty && took < SHORT_MS {
                    self.down
                        .backoff
                        .rest(now.mono_ms + SHORT_MS + rng.next_u64() % SHORT_MS);
                }
                if waits && stream != REALM_LOG {
                    self.down.behind.insert(REALM_LOG);
                }
            }
            (DownFlight::Heads, Answer::Heads(heads)) => {
                if heads.realm != replica.who().realm {
                    return Ok(false);
                }
                let grown = self.grown(&heads);
                // Nothing new, or the same again: in either case not at once.
                if took < SHORT_MS && (grown.is_empty() || grown.len() < heads.heads.len()) {
                    self.down
                        .backoff
                        .rest(now.mono_ms + SHORT_MS + rng.next_u64() % SHORT_MS);
                }
                self.down.behind.extend(grown);
            }
            _ => return Ok(false),
        }
        self.down.differed = false;
        self.down.backoff.worked();
        Ok(true)
    }

    fn grown(&self, heads: &Heads) -> Vec<StreamId> {
        let known = self.state.ends(self.options.hub.id());
        let heads = heads.heads.iter();
        let grown = heads.filter(|head| {
            let known = known.get(&head.stream).copied().unwrap_or(Mark::START);
            head.mark != known
        });
        grown.map(|head| head.stream).collect()
    }

    /// Takes a page in; `false` when it does not lead from where the log was followed to where it says.
    fn take_page(
        &mut self,
        stream: StreamId,
        page: Page,
        replica: &mut impl Replica,
        now: Moment,
    ) -> Result<bool, ReplicaError> {
        let hub = self.options.hub.id();
        let from = self.state.marks(hub, stream).last();
        let reached = page.items.iter().fold(from, |at, it| at.after(&it.hash()));
        let leads = reached == page.next && page.next.position <= page.head.position;
        if !leads || (page.items.is_empty() && page.head.position > page.next.position) {
            return Ok(false);
        }
        if !page.items.is_empty() {
            let unsealed = page.keys.open_by(|sealed| replica.unseal(sealed));
            // Without its keys the page would be passed and nobody in it ever be read.
            let Some(keys) = unsealed else {
                return Ok(false);
            };
            let mut batch = gathered(replica.who().realm, page.items, replica)?;
            batch.keys = keys;
            let others = self.down.behind.iter().any(|other| *other != stream);
            if others || page.next.position < page.head.position {
                let due = now.mono_ms + SETTLE_MS;
                self.down.settle_by.get_or_insert(due);
            }
            if self.down.settle_by.is_some() {
                replica.take_part(batch, now.wall_ms)?;
            } else {
                replica.take(batch, now.wall_ms)?;
            }
            self.state.marks_mut(hub, stream).push(page.next);
            self.changed = true;
            // It may have shown a second history of a device, which the hub has to hear of.
            self.up.histories_told = false;
            self.up.dirty = true;
        }
        if page.next.position < page.head.position {
            self.down.behind.insert(stream);
        } else {
            self.down.behind.remove(&stream);
        }
        Ok(true)
    }

    /// The hub has another past: it was restored, or what answers now never had this one.
    pub(super) fn history_differs(
        &mut self,
        common: Option<Mark>,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) {
        let flight = self.down.flight.take();
        if let Some((DownFlight::Page { stream, .. }, _)) = flight {
            let hub = self.options.hub.id();
            let marks = self.state.marks_mut(hub, stream);
            // A mark that was never here is nothing to go back to.
            let known = common.filter(|common| marks.descending().contains(common));
            marks.go_back(known.unwrap_or(Mark::START));
            self.changed = true;
            self.down.behind.insert(stream);
        }
        if std::mem::replace(&mut self.down.differed, true) {
            self.down.backoff.failed(now.mono_ms, 0, rng);
        }
        self.up.look_again(now.mono_ms);
    }

    /// When the lane may have something to ask.
    pub(super) fn down_due(&self, now: Moment) -> u64 {
        let asks = self.session.as_ref().is_some_and(|held| {
            held.standing != Standing::Asking && self.follow() != Follow::Nothing
        });
        if !asks || self.down.flight.is_some() {
            return u64::MAX;
        }
        now.mono_ms.max(self.down.backoff.not_before())
    }
}

/// What a page holds, but for its keys.
fn gathered(
    realm: RealmId,
    items: Vec<Item>,
    replica: &mut impl Replica,
) -> Result<Batch, ReplicaError> {
    let mut batch = Batch::empty(realm);
    let mut here: BTreeMap<(DeviceId, u64), usize> = BTreeMap::new();
    for item in items {
        match item {
            Item::Card(card) => batch.cards.push(card),
            Item::Event(signed) => {
                if let Ok(header) = signed.header() {
                    here.insert((header.device, header.seq), batch.events.len());
                }
                batch.events.push(signed);
            }
            Item::Payload {
                device,
                seq,
                payload: Some(payload),
            } => {
                if let Some(at) = here.get(&(device, seq)) {
                    batch.events[*at].payload = Some(payload);
                } else {
                    let known = replica.signed(device, seq)?;
                    batch.events.extend(known.map(|signed| Signed {
                        payload: Some(payload),
                        ..signed
                    }));
                }
            }
            // The keys come beside the items.
            Item::Payload { payload: None, .. } | Item::Key { .. } => {}
            Item::Erased(subject) => batch.erased.push(subject),
            Item::Revoked { device, from } => batch.revoked.push((device, from)),
        }
    }
    Ok(batch)
}

fn bytes_of(page: &Page) -> usize {
    let of_item = |item: &Item| match item {
        Item::Event(signed) => {
            signed.header_bytes.len() + signed.payload.as_ref().map_or(0, Vec::len) + 64
        }
        Item::Payload { payload, .. } => payload.as_ref().map_or(0, Vec::len),
        _ => 64,
    };
    page.items.iter().map(of_item).sum::<usize>() + page.keys.len()
}
