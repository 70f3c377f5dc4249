//! Keeps what the page shows in step with the logs: follows each stream by position, opens payloads, folds them as the
//! desks do, and counts each shelter anew when something of it changed.
//!
//! Any process of the hub may do it. One at a time has the turn for a realm; each change also needs the realm's change
//! number to be as it was read, so that one which lost its turn in the middle writes nothing.

mod boards;
mod entities;
mod polling;
mod shelter;
mod step;
mod turn;
mod writing;

pub(super) use polling::{Booth, DOUBLE, SETTLED, stream_of as booth_stream};
pub(super) use shelter::{Board, Loaded, TWO_PLACES, VALUES, births};

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use ledger::{Entity, Header, Projection, RealmId, StreamId, SubjectId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Page, PageError};
use crate::store::{Kind, Realm};

/// Another number makes everything anew: states or what follows from them are another.
const VERSION: i64 = 2;
/// How long a realm that is at rest is waited for.
const REST: Duration = Duration::from_secs(5);

/// What follows from a state, as rows that are asked for.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Derived {
    pub household: Option<[u8; 16]>,
    /// Shelters that the person ever was at.
    pub places: BTreeSet<[u8; 16]>,
    pub links: BTreeSet<[u8; 16]>,
    pub words: BTreeSet<i64>,
    pub conflicts: BTreeSet<i64>,
    /// Equal for records that may be of one human.
    pub alike: BTreeSet<i64>,
    /// Booth, hour and claim of each acceptance.
    pub accepted: BTreeSet<(String, i64, Vec<u8>)>,
}

/// A domain's fold with what the page needs of its states.
pub(super) trait Folding:
    Projection<State: Serialize + DeserializeOwned + Clone + Send> + Sync
{
    /// What follows from a state; `None` if nothing is known and nothing is kept.
    fn derive(&self, page: &Page, realm: RealmId, state: &Self::State) -> Option<Derived>;

    /// Counts a stream anew.
    fn count(
        &self,
        page: &Page,
        realm: &Realm,
        stream: [u8; 16],
    ) -> impl Future<Output = Result<Vec<u8>, PageError>> + Send;
}

pub(super) fn name_of(entity: Entity) -> Vec<u8> {
    match entity {
        Entity::Stream(stream) => [&[0], &stream.0[..]].concat(),
        Entity::Subject(subject) => [&[1], &subject.0[..]].concat(),
    }
}

/// The entity of a name that [`name_of`] gave.
fn entity_named(name: &[u8]) -> Option<Entity> {
    let (kind, id) = name.split_first()?;
    let id = id.try_into().ok()?;
    match kind {
        0 => Some(Entity::Stream(StreamId(id))),
        1 => Some(Entity::Subject(SubjectId(id))),
        _ => None,
    }
}

/// The entity of an event, but for the one that erases it.
pub(super) fn entity_of<P: Projection>(fold: &P, header: &Header) -> Option<Entity> {
    if header.kind == ledger::ERASED_KIND {
        return None;
    }
    fold.entity(header)
}

impl Page {
    /// Brings one realm up to its logs; `false` if nothing was to be done, or another process has the turn.
    pub async fn bring_up(&self, realm: &Realm) -> Result<bool, PageError> {
        match realm.kind {
            Kind::Shelter => self.bring_up_by(&shelter_ledger::Facts, realm).await,
            Kind::Polling => self.bring_up_by(&polling_ledger::Facts, realm).await,
        }
    }

    /// Brings all realms up until nothing is left to do: for tests and for a hub that starts.
    pub async fn bring_all_up(&self) -> Result<(), PageError> {
        for realm in self.store.realms().await? {
            while self.bring_up(&realm).await? {}
        }
        Ok(())
    }

    /// Follows all realms for ever; ends with the process.
    pub async fn follow(self: Arc<Self>) {
        let mut followed: BTreeSet<RealmId> = BTreeSet::new();
        loop {
            match self.store.realms().await {
                Ok(realms) => {
                    for realm in realms {
                        if followed.insert(realm.id) {
                            tokio::spawn(Arc::clone(&self).follow_realm(realm));
                        }
                    }
                }
                Err(error) => tracing::warn!(%error, "the realms cannot be read"),
            }
            tokio::time::sleep(REST).await;
        }
    }

    async fn follow_realm(self: Arc<Self>, realm: Realm) {
        loop {
            match self.bring_up(&realm).await {
                Ok(true) => {}
                Ok(false) => self.store.changed(realm.id, REST).await,
                Err(error) => {
                    tracing::warn!(%error, "the page cannot follow a realm");
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }
}
