//! A hub's own database as one end of the exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Arc;

use ledger::{Batch, DeviceCard, DeviceId, Have, RealmId, Signed, StreamId, SubjectId, SubjectKey};
use sync::client::{Replica, ReplicaError, Who};
use sync::{HeadsAfter, HubHas, Item, Mark, REALM_LOG, Role, Standing, Status};
use tokio::runtime::Handle;
use zeroize::Zeroizing;

use crate::Secrets;
use crate::store::{
    Device, Joining, Limit, OpenPage, Opened, PageOrDiffers, Revocations, Store, StoreError,
};

/// Items that are looked through at once.
const ITEMS: u32 = 500;
/// Most bytes of them.
const BYTES: usize = 1 << 20;

/// One realm of a hub's store, as the client sees it. Blocks: for a thread that may wait for the database.
pub struct Forwarder {
    store: Arc<Store>,
    secrets: Arc<Secrets>,
    runtime: Handle,
    realm: RealmId,
    card: DeviceCard,
    /// Up to where each log was looked through for what the other hub lacks; what lies before is looked through again
    /// when something is lacking that does not come after.
    looked: BTreeMap<StreamId, Mark>,
}

impl From<StoreError> for ReplicaError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Busy | StoreError::Unknown => Self::Busy,
            StoreError::NoRealm
            | StoreError::RealmClosed
            | StoreError::NoDevice
            | StoreError::Failed(_) => Self::Failed,
        }
    }
}

impl Forwarder {
    /// The forwarder of one realm. `name` is what administrators of the other hub see; `now_ms` this hub's clock.
    ///
    /// What comes from the other hub comes in as this hub's own word, so it is a device of its own realm too.
    pub fn new(
        store: Arc<Store>,
        secrets: Arc<Secrets>,
        realm: RealmId,
        name: &str,
        runtime: Handle,
        now_ms: i64,
    ) -> Result<Self, ReplicaError> {
        let card = DeviceCard::new(secrets.signing(), realm, REALM_LOG, name);
        let forwarder = Self {
            store,
            secrets,
            runtime,
            realm,
            card,
            looked: BTreeMap::new(),
        };
        let joining = Joining {
            card: forwarder.card.clone(),
            role: Role::Forwarder,
            admitted: true,
            now_ms,
        };
        forwarder.wait(forwarder.store.join(realm, joining))?;
        Ok(forwarder)
    }

    /// What this hub says of itself to the other one when it enrols.
    pub fn card(&self) -> &DeviceCard {
        &self.card
    }

    fn wait<T>(
        &self,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, ReplicaError> {
        Ok(self.runtime.block_on(work)?)
    }

    fn has(&self, stream: StreamId) -> Result<HubHas, ReplicaError> {
        self.wait(self.store.has(self.realm, stream))
    }

    /// The devices whose events stand in the logs.
    fn devices(&self) -> Result<Vec<Device>, ReplicaError> {
        let mut devices = self.wait(self.store.devices(self.realm))?;
        devices.retain(|device| device.seq > 0 && device.standing != Standing::Asking);
        Ok(devices)
    }

    fn page(&self, stream: StreamId, from: Mark) -> Result<OpenPage, ReplicaError> {
        let limit = Limit {
            items: ITEMS,
            bytes: BYTES,
        };
        let marks = |mark| match mark {
            Mark::START => Vec::new(),
            mark => vec![mark],
        };
        let page = |mark| self.store.page(self.realm, stream, marks(mark), limit);
        match self.wait(page(from))? {
            PageOrDiffers::Page(page) => Ok(page),
            // This hub itself was restored since.
            PageOrDiffers::Differs(_) => match self.wait(page(Mark::START))? {
                PageOrDiffers::Page(page) => Ok(page),
                PageOrDiffers::Differs(_) => Err(ReplicaError::Failed),
            },
        }
    }

    /// Hands over a log page by page, until `each` has enough.
    fn walk(
        &self,
        stream: StreamId,
        from: Mark,
        mut each: impl FnMut(OpenPage) -> bool,
    ) -> Result<(), ReplicaError> {
        let mut at = from;
        loop {
            let page = self.page(stream, at)?;
            let is_last = page.items.is_empty();
            at = page.next;
            if is_last || !each(page) {
                return Ok(());
            }
        }
    }

    /// Looks a log through from a place for what continues what the other hub has of some devices, each up to its last
    /// event: a log can hold more of one that is shut out.
    fn look(
        &mut self,
        stream: StreamId,
        wanted: &mut BTreeMap<DeviceId, (u64, u64)>,
        part: &mut Part,
    ) -> Result<(), ReplicaError> {
        let mut at = self.looked.get(&stream).copied().unwrap_or(Mark::START);
        loop {
            let page = self.page(stream, at)?;
            if page.items.is_empty() {
                break;
            }
            part.batch.keys.extend(page.keys);
            for item in page.items {
                if let Item::Event(signed) = &item
                    && let Ok(header) = signed.header()
                    && let Some((after, last)) = wanted.get_mut(&header.device)
                    && header.seq == *after + 1
                    && header.seq <= *last
                {
                    if !part.takes(signed) {
                        self.looked.insert(stream, at);
                        return Ok(());
                    }
                    *after += 1;
                    part.devices.insert(header.device);
                    part.batch.events.push(signed.clone());
                }
            }
            at = page.next;
            self.looked.insert(stream, at);
        }
        Ok(())
    }
}

/// A part of what the other hub lacks, until it is full.
struct Part {
    batch: Batch,
    devices: BTreeSet<DeviceId>,
    limit: usize,
    room: usize,
}

impl Part {
    /// Whether there is room for one more.
    fn takes(&mut self, signed: &Signed) -> bool {
        let payload = signed.payload.as_ref().map_or(0, Vec::len);
        let size = signed.header_bytes.len() + payload + 64;
        let fits = self.batch.events.is_empty() || size <= self.room;
        if self.batch.events.len() >= self.limit || !fits {
            self.batch.more = true;
            return false;
        }
        self.room = self.room.saturating_sub(size);
        true
    }
}

impl Replica for Forwarder {
    fn who(&self) -> Who {
        Who {
            realm: self.realm,
            device: self.card.device(),
            stream: REALM_LOG,
        }
    }

    fn sign_session(&self, said: &[u8]) -> Option<[u8; 64]> {
        use ed25519_dalek::Signer;
        let session = said.strip_prefix(b"kazashi.session.1")?;
        session.strip_prefix(&self.realm.0)?;
        Some(self.secrets.signing().sign(said).to_bytes())
    }

    fn unseal(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let secret = crypto_box::SecretKey::from(self.secrets.signing().to_scalar_bytes());
        secret.unseal(sealed).ok().map(Zeroizing::new)
    }

    fn streams(&mut self) -> Result<Vec<StreamId>, ReplicaError> {
        let after = HeadsAfter {
            known: BTreeMap::new(),
            wait_s: 0,
        };
        let heads = self.wait(self.store.heads(self.realm, after))?;
        Ok(heads.into_iter().map(|head| head.stream).collect())
    }

    fn lacked_by(
        &mut self,
        have: &Have,
        limit: usize,
        bytes: usize,
    ) -> Result<Batch, ReplicaError> {
        let mut part = Part {
            batch: Batch::empty(self.realm),
            devices: BTreeSet::new(),
            limit,
            room: bytes,
        };
        let devices = self.devices()?;
        let mut wanted: BTreeMap<StreamId, BTreeMap<DeviceId, (u64, u64)>> = BTreeMap::new();
        for device in &devices {
            let after = match have.get(&device.card.device()) {
                None => 0,
                // Another event with the same number goes along, so that it shows there too.
                Some((seq, hash)) if *seq == device.seq && *hash != device.hash => seq - 1,
                Some((seq, _)) => *seq,
            };
            if after < device.seq {
                let of_stream = wanted.entry(device.card.stream).or_default();
                of_stream.insert(device.card.device(), (after, device.seq));
            }
        }
        for (stream, mut wanted) in wanted {
            let before = part.batch.events.len();
            self.look(stream, &mut wanted, &mut part)?;
            if part.batch.events.len() == before && !part.batch.more {
                // It lies before what was looked through: the other hub has lost it.
                self.looked.remove(&stream);
                self.look(stream, &mut wanted, &mut part)?;
            }
            if part.batch.more {
                break;
            }
        }
        let cards = devices.into_iter().map(|device| device.card);
        let cards = cards.filter(|card| part.devices.contains(&card.device()));
        part.batch.cards = cards.collect();
        if part.batch.events.is_empty() {
            part.batch.keys.clear();
        }
        Ok(part.batch)
    }

    fn count_after(&mut self, have: &Have) -> Result<(u64, Option<i64>), ReplicaError> {
        let lacking = self.devices()?.into_iter().map(|device| {
            let after = have.get(&device.card.device()).map_or(0, |(seq, _)| *seq);
            device.seq.saturating_sub(after)
        });
        Ok((lacking.sum(), None))
    }

    fn second_histories(&mut self) -> Result<Batch, ReplicaError> {
        let mut batch = Batch::empty(self.realm);
        batch.events = self.wait(self.store.second_histories(self.realm))?;
        Ok(batch)
    }

    fn signed(&mut self, device: DeviceId, seq: u64) -> Result<Option<Signed>, ReplicaError> {
        let known = self.wait(self.store.device(self.realm, device))?;
        let Some(known) = known else {
            return Ok(None);
        };
        let mut found: Option<Signed> = None;
        self.walk(known.card.stream, Mark::START, |page| {
            for item in page.items {
                match item {
                    Item::Event(signed) => {
                        let is_it =
                            |header: ledger::Header| (header.device, header.seq) == (device, seq);
                        if signed.header().is_ok_and(is_it) {
                            found = Some(signed);
                        }
                    }
                    Item::Payload {
                        device: of,
                        seq: at,
                        payload: Some(payload),
                    } if (of, at) == (device, seq) => {
                        if let Some(found) = &mut found {
                            found.payload = Some(payload);
                        }
                    }
                    _ => {}
                }
            }
            found.as_ref().is_none_or(|found| found.payload.is_none())
        })?;
        Ok(found)
    }

    fn keys_of(
        &mut self,
        subjects: &[SubjectId],
    ) -> Result<Vec<(SubjectId, SubjectKey)>, ReplicaError> {
        let mut keys = Vec::new();
        if subjects.is_empty() {
            return Ok(keys);
        }
        let wanted: BTreeSet<_> = subjects.iter().copied().collect();
        for stream in self.streams()? {
            self.walk(stream, Mark::START, |page| {
                let named = page.keys.into_iter();
                keys.extend(named.filter(|(subject, _)| wanted.contains(subject)));
                true
            })?;
        }
        Ok(keys)
    }

    fn erased_sum(&mut self) -> Result<(u64, [u8; 32]), ReplicaError> {
        let has = self.has(REALM_LOG)?;
        Ok((has.erased, has.erased_sum))
    }

    fn erased(&mut self) -> Result<Vec<SubjectId>, ReplicaError> {
        let mut erased = Vec::new();
        self.walk(REALM_LOG, Mark::START, |page| {
            erased.extend(page.items.iter().filter_map(|item| match item {
                Item::Erased(subject) => Some(*subject),
                _ => None,
            }));
            true
        })?;
        Ok(erased)
    }

    fn revoked(&mut self) -> Result<Vec<(DeviceId, u64)>, ReplicaError> {
        self.wait(self.store.revocations(self.realm))
    }

    fn take(&mut self, batch: Batch, wall_ms: i64) -> Result<(), ReplicaError> {
        let own = self.card.device();
        let offer = Opened {
            by: own,
            cards: batch.cards,
            events: batch.events,
            keys: batch.keys,
            erased: batch.erased,
        };
        let mut word = Revocations {
            revoked: batch.revoked,
            lowers: false,
            now_ms: wall_ms,
        };
        // No other hub shuts this one out of its own database.
        word.revoked.retain(|(device, _)| *device != own);
        if !word.revoked.is_empty() {
            self.wait(self.store.revoke_from(self.realm, word))?;
        }
        self.wait(self.store.take(self.realm, offer, wall_ms))?;
        Ok(())
    }

    fn status(&mut self) -> Result<Status, ReplicaError> {
        Ok(Status {
            program: concat!("kazashi-hub ", env!("CARGO_PKG_VERSION")).to_owned(),
            ..Status::default()
        })
    }
}
