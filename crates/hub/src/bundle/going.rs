//! What the hub has goes out, for a desk or a hub without a line to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ed25519_dalek::Signer;
use ledger::{Batch, BundleWriter, DeviceId, Have, Header, Reason, Signed, StreamId, Written};
use rand_core::OsRng;
use sync::{HeadsAfter, Item, Mark, REALM_LOG};
use vault::Public;

use super::{Stick, StickError};
use crate::store::{Limit, OpenPage, PageOrDiffers, StoreError};

/// Entries of one part of a bundle.
const PART: Limit = Limit {
    items: 500,
    bytes: 1 << 20,
};

/// What goes into a bundle, beside who is erased and which devices are shut out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Streams {
    /// One, for a desk that writes into it.
    One(StreamId),
    /// All of the realm, for headquarters or another hub.
    All,
}

/// Writes what the hub has and a ledger with `have` lacks. Read back when this returns. `now_ms` is the hub's clock.
pub fn write_out(
    hub: &Stick,
    file: &Path,
    streams: &Streams,
    have: &Have,
    now_ms: i64,
) -> Result<Written, StickError> {
    let public = serde_json::from_str::<Public>(&hub.realm.public).ok();
    let recovery = public.as_ref().map(|public| &public.recovery_key);
    let (realm, key) = (hub.realm.id, hub.key());
    let writer =
        BundleWriter::begin_as(file, realm, hub.card(), &key, recovery, now_ms, &mut OsRng)?;
    let mut going = Going {
        hub,
        writer,
        left_out: have,
        had: Have::new(),
        told: Batch::empty(realm),
    };
    going.realm_log()?;
    for stream in wanted(hub, streams)? {
        going.stream(stream)?;
    }
    going.second_histories(streams)?;
    let Going {
        writer, had, told, ..
    } = going;
    let sign = |said: &[u8]| hub.secrets.signing().sign(said).to_bytes();
    Ok(writer.end(had, told.erased, sign)?)
}

fn wanted(hub: &Stick, streams: &Streams) -> Result<Vec<StreamId>, StoreError> {
    if let Streams::One(stream) = streams {
        return Ok(vec![*stream]);
    }
    let all = HeadsAfter {
        known: BTreeMap::new(),
        wait_s: 0,
    };
    let heads = hub.wait(|| hub.store.heads(hub.realm.id, all.clone()))?;
    let streams = heads.into_iter().map(|head| head.stream);
    Ok(streams.filter(|stream| *stream != REALM_LOG).collect())
}

struct Going<'g> {
    hub: &'g Stick<'g>,
    writer: BundleWriter,
    /// What the receiver has.
    left_out: &'g Have,
    /// What the hub has.
    had: Have,
    /// Who is erased, and which devices are shut out.
    told: Batch,
}

/// Payloads that came after their events, which stand in the log without them.
type Late = BTreeMap<(DeviceId, u64), Vec<u8>>;

impl Going<'_> {
    /// Hands over a log page by page.
    fn walk(
        &mut self,
        stream: StreamId,
        mut each: impl FnMut(&mut Self, OpenPage) -> Result<(), StickError>,
    ) -> Result<(), StickError> {
        let (store, realm) = (self.hub.store, self.hub.realm.id);
        let mut at = Mark::START;
        loop {
            let marks = if at == Mark::START {
                Vec::new()
            } else {
                vec![at]
            };
            let page = || store.page(realm, stream, marks.clone(), PART);
            let PageOrDiffers::Page(page) = self.hub.wait(page)? else {
                // Nobody restores a database under a command that reads it.
                return Err(StoreError::Unknown.into());
            };
            if page.items.is_empty() {
                return Ok(());
            }
            at = page.next;
            each(self, page)?;
        }
    }

    fn realm_log(&mut self) -> Result<(), StickError> {
        self.walk(REALM_LOG, |going, page| {
            for item in page.items {
                match item {
                    Item::Erased(subject) => going.told.erased.push(subject),
                    Item::Revoked { device, from } => going.told.revoked.push((device, from)),
                    _ => {}
                }
            }
            Ok(())
        })
    }

    fn stream(&mut self, stream: StreamId) -> Result<(), StickError> {
        let mut late = Late::new();
        self.walk(stream, |_, page| {
            for item in page.items {
                if let Item::Payload {
                    device,
                    seq,
                    payload: Some(payload),
                } = item
                {
                    late.insert((device, seq), payload);
                }
            }
            Ok(())
        })?;
        self.walk(stream, |going, page| {
            let mut part = going.part();
            part.keys = page.keys;
            for item in page.items {
                match item {
                    Item::Card(card) => part.cards.push(card),
                    Item::Event(signed) => part.events.extend(going.lacking(signed, &mut late)),
                    _ => {}
                }
            }
            Ok(going.writer.put_part(part)?)
        })
    }

    /// The event whole, if the receiver lacks it or its payload.
    fn lacking(&mut self, mut signed: Signed, late: &mut Late) -> Option<Signed> {
        let Header { device, seq, .. } = signed.header().ok()?;
        let place = (seq, signed.hash());
        self.had.insert(device, place);
        if let Some(payload) = late.remove(&(device, seq)) {
            signed.payload = Some(payload);
            return Some(signed);
        }
        let known = self.left_out.get(&device).copied();
        let has_it = known.is_some_and(|known| seq < known.0 || place == known);
        (!has_it).then_some(signed)
    }

    /// Events that show second histories stand in no log.
    fn second_histories(&mut self, streams: &Streams) -> Result<(), StickError> {
        let hub = self.hub;
        let of_streams = |signed: &Signed| match streams {
            Streams::All => true,
            Streams::One(stream) => signed.header().is_ok_and(|it| it.stream == *stream),
        };
        let mut part = self.part();
        for apart in hub.wait(|| hub.store.kept_apart(hub.realm.id))? {
            if apart.reason == Some(Reason::Equivocation) && of_streams(&apart.signed) {
                part.events.push(apart.signed);
            }
        }
        let devices: BTreeSet<_> = part.events.iter().filter_map(device_of).collect();
        let cards = hub.wait(|| hub.store.devices(hub.realm.id))?.into_iter();
        let cards = cards.map(|device| device.card);
        part.cards
            .extend(cards.filter(|card| devices.contains(&card.device())));
        // Also where nothing else went: who is erased and shut out has to arrive.
        Ok(self.writer.put_part(part)?)
    }

    fn part(&self) -> Batch {
        // Who is erased is told at the end, and then goes with each part.
        Batch {
            revoked: self.told.revoked.clone(),
            ..Batch::empty(self.hub.realm.id)
        }
    }
}

fn device_of(signed: &Signed) -> Option<DeviceId> {
    signed.header().ok().map(|header| header.device)
}
