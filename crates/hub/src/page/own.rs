//! Events of the hub's own: what headquarters settle is said in the shelter's stream by a device of the hub, signed and
//! chained as any other, so that it reaches every desk.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use ledger::{
    ActorId, DeviceCard, DeviceId, EventId, Hash8, Header, RealmId, Signed, StreamId, SubjectId,
};
use rand_core::OsRng;
use sync::Role;
use zeroize::Zeroizing;

use super::{Page, PageError};
use crate::store::{Joining, Opened, StoreError};

/// So often it is tried again when another process wrote by the same device first.
const TRIES: usize = 5;

/// An event before it has a place in the chain. Holds personal data: no `Debug`.
pub(super) struct NewEvent {
    pub stream: StreamId,
    pub subject: SubjectId,
    pub kind: String,
    pub version: u16,
    pub basis: Vec<Hash8>,
    pub payload: Zeroizing<Vec<u8>>,
}

impl Page {
    /// The hub's key in a stream: the same in all its processes.
    fn own_key(&self, realm: RealmId, stream: StreamId) -> SigningKey {
        let purpose = format!("page-device {realm} {stream}");
        SigningKey::from_bytes(&self.keeping.secrets().derived(&purpose))
    }

    /// The hub's device in a stream; it joins when it is first needed.
    pub(super) async fn own_device(
        &self,
        realm: RealmId,
        stream: StreamId,
    ) -> Result<DeviceId, PageError> {
        let card = DeviceCard::new(&self.own_key(realm, stream), realm, stream, "災害対策本部");
        let id = card.device();
        if self.store.device(realm, id).await?.is_none() {
            let joining = Joining {
                card,
                role: Role::Headquarters,
                admitted: true,
                now_ms: self.now(),
            };
            self.store.join(realm, joining).await?;
        }
        Ok(id)
    }

    /// Writes an event; it is stored when this returns.
    pub(super) async fn write(
        &self,
        realm: RealmId,
        account: &str,
        event: NewEvent,
    ) -> Result<(), PageError> {
        let device = self.own_device(realm, event.stream).await?;
        let subjects = BTreeSet::from([event.subject]);
        let keys = self.keys(realm, &subjects).await?.remove(&event.subject);
        // A person without a key here was erased, or never came whole.
        let key = keys
            .and_then(|keys| keys.into_iter().next())
            .ok_or(PageError::NotFound)?;
        for _ in 0..TRIES {
            let header = self.next_header(realm, account, &event, device).await?;
            let signing = self.own_key(realm, event.stream);
            let signed = Signed::sealing(header, &event.payload, &key, &signing, &mut OsRng);
            let offer = Opened {
                by: device,
                cards: Vec::new(),
                events: vec![signed.ok_or(PageError::Malformed)?],
                keys: Vec::new(),
                erased: Vec::new(),
            };
            let stored = self.store.take(realm, offer, self.now()).await?;
            if stored.new == 1 {
                return Ok(());
            }
        }
        Err(PageError::Conflict)
    }

    async fn next_header(
        &self,
        realm: RealmId,
        account: &str,
        event: &NewEvent,
        device: DeviceId,
    ) -> Result<Header, PageError> {
        let devices = self.store.devices(realm).await?;
        let own = devices.iter().find(|one| one.card.device() == device);
        let own = own.ok_or(PageError::Store(StoreError::NoDevice))?;
        let highest = devices.iter().map(|one| one.lamport).max().unwrap_or(0);
        let now = self.now();
        let mut actor = [0; 8];
        actor.copy_from_slice(&self.keeping.mac("actor", &[account.as_bytes()])[..8]);
        let mut boot = [0; 8];
        boot.copy_from_slice(&self.process[..8]);
        Ok(Header {
            realm,
            stream: event.stream,
            id: EventId::new(now, &mut OsRng),
            device,
            seq: own.seq + 1,
            prev: own.hash,
            lamport: highest + 1,
            basis: event.basis.clone(),
            kind: event.kind.clone(),
            version: event.version,
            wall_ms: now,
            occurred: None,
            boot,
            mono_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            actor: ActorId(actor),
            subject: Some(event.subject),
            payload_len: 0,
            payload_hash: [0; 32],
        })
    }

    /// Erases a person in the realm: every desk is told, and nothing of it comes back.
    pub(super) async fn erase(
        &self,
        realm: RealmId,
        stream: StreamId,
        subject: SubjectId,
    ) -> Result<(), PageError> {
        let by = self.own_device(realm, stream).await?;
        let offer = Opened {
            by,
            cards: Vec::new(),
            events: Vec::new(),
            keys: Vec::new(),
            erased: vec![subject],
        };
        self.store.take(realm, offer, self.now()).await?;
        Ok(())
    }
}
