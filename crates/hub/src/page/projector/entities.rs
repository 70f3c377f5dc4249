//! States of entities: on top where all that is new comes last, else folded from the first event on.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{DeviceId, Entity, Event, Header, RealmId, Signed, SubjectId, SubjectKey};

use super::writing::Writing;
use super::{Folding, entity_named, entity_of, name_of};
use crate::page::{Page, PageError};
use crate::store::db::{self, Row, Statement, Value, places};

pub(super) type Order = (u64, DeviceId, u64);
type Keys = BTreeMap<SubjectId, Vec<SubjectKey>>;

/// An event as a log brings it.
pub(super) struct Noted {
    pub header: Header,
    pub signed: Signed,
}

/// What a part of a log brings.
#[derive(Default)]
pub(super) struct Incoming {
    pub events: BTreeMap<Entity, Vec<Noted>>,
    /// A key is named: to be folded from the first event on, if there were any before.
    pub keyed: BTreeSet<Entity>,
    /// A payload came after its event: to be folded from the first event on.
    pub late: BTreeSet<Entity>,
    pub lamport: u64,
}

struct KeptState<S> {
    state: S,
    last: Order,
}

impl Page {
    /// What is to be written so that the states hold what came, and the shelters to count anew.
    pub(super) async fn fold_in<P: Folding>(
        &self,
        fold: &P,
        realm: RealmId,
        incoming: Incoming,
    ) -> Result<(Vec<Statement>, BTreeSet<[u8; 16]>), PageError> {
        let entities: Vec<Entity> = {
            let new = incoming.events.keys().copied();
            let late = incoming.late.iter().copied();
            let all: BTreeSet<Entity> = new
                .chain(incoming.keyed.iter().copied())
                .chain(late)
                .collect();
            all.into_iter().collect()
        };
        let mut kept = self.kept::<P>(realm, &entities).await?;
        let stateless = entities.iter().filter(|entity| !kept.contains_key(entity));
        let known = self
            .with_events(realm, stateless.copied().collect())
            .await?;
        let subjects = incoming.events.values().flatten();
        let subjects: BTreeSet<SubjectId> =
            subjects.map(|noted| noted.header.sealed_for()).collect();
        let mut keys = self.keys(realm, &subjects).await?;
        let mut writing = Writing::default();
        let mut dirty = BTreeSet::new();
        let mut people = Vec::new();
        let mut events = incoming.events;
        for entity in entities {
            let mut new = events.remove(&entity).unwrap_or_default();
            let before = kept.remove(&entity);
            // The first of all that this hub ever saw of it: the log names a key before what it opens.
            let is_first = before.is_none() && !known.contains(&entity);
            if is_first && new.is_empty() {
                continue;
            }
            let is_late = incoming.late.contains(&entity);
            new.sort_by_key(|noted| noted.header.order());
            for noted in &new {
                writing.event(realm, entity, &noted.header);
            }
            let comes_last = match (&before, new.first()) {
                (Some(before), Some(first)) => before.last < first.header.order(),
                _ => false,
            };
            let is_keyed = incoming.keyed.contains(&entity);
            let on_top = !is_late && (is_first || comes_last && !is_keyed);
            let old = before
                .as_ref()
                .and_then(|before| fold.derive(self, realm, &before.state));
            let (mut state, mut last, all) = match before {
                Some(before) if on_top => (before.state, Some(before.last), new),
                _ if on_top => (fold.empty(entity), None, new),
                _ => {
                    let all = self.every_event(realm, entity, new).await?;
                    let of_all = all.iter().map(|noted| noted.header.sealed_for());
                    let lacking = of_all.filter(|id| !keys.contains_key(id)).collect();
                    keys.extend(self.keys(realm, &lacking).await?);
                    (fold.empty(entity), None, all)
                }
            };
            for noted in all {
                last = Some(noted.header.order());
                fold.apply(&mut state, &opened(fold, noted, &keys));
            }
            let new = fold.derive(self, realm, &state);
            if let Entity::Subject(person) = entity {
                for derived in [&old, &new].into_iter().flatten() {
                    dirty.extend(derived.places.iter().copied());
                }
                people.push(person.0);
            }
            writing.differences(realm, entity, old.as_ref(), new.as_ref());
            match (new, last) {
                (Some(derived), Some(last)) => {
                    let sealed = self.keeping.seal(&state)?;
                    writing.state(realm, entity, sealed, last, &derived);
                }
                _ => writing.no_state(realm, entity),
            }
        }
        // A linked record says where the human is: then another shelter's numbers change too.
        dirty.extend(self.places_around(realm, &people).await?);
        Ok((writing.statements(), dirty))
    }

    async fn kept<P: Folding>(
        &self,
        realm: RealmId,
        entities: &[Entity],
    ) -> Result<BTreeMap<Entity, KeptState<P::State>>, PageError> {
        let mut kept = BTreeMap::new();
        for some in entities.chunks(500) {
            let sql = format!(
                "SELECT entity, state, lamport, device, seq FROM page_state \
                 WHERE realm = $1 AND entity IN ({})",
                places(2, some.len())
            );
            let mut params: Vec<Value> = vec![realm.0.into()];
            params.extend(some.iter().map(|entity| Value::from(name_of(*entity))));
            for row in db::query(&self.store, &sql, params).await? {
                let entity = entity_named(row.bytes(0)).ok_or(PageError::Damaged)?;
                let last = (count(&row, 2)?, DeviceId(row.fixed(3)?), count(&row, 4)?);
                let state = self.keeping.open(row.bytes(1))?;
                kept.insert(entity, KeptState { state, last });
            }
        }
        Ok(kept)
    }

    /// Keys of subjects, as the store has them.
    pub(in crate::page) async fn keys(
        &self,
        realm: RealmId,
        subjects: &BTreeSet<SubjectId>,
    ) -> Result<Keys, PageError> {
        let mut keys = Keys::new();
        let subjects: Vec<&SubjectId> = subjects.iter().collect();
        for some in subjects.chunks(500) {
            let sql = format!(
                "SELECT subject, wrapped FROM subject_key WHERE realm = $1 AND subject IN ({})",
                places(2, some.len())
            );
            let mut params: Vec<Value> = vec![realm.0.into()];
            params.extend(some.iter().map(|subject| Value::from(subject.0)));
            for row in db::query(&self.store, &sql, params).await? {
                let key = self.keeping.open_bytes(row.bytes(1))?;
                let key = key.as_slice().try_into().map_err(|_| PageError::Damaged)?;
                keys.entry(SubjectId(row.fixed(0)?))
                    .or_default()
                    .push(SubjectKey::new(key));
            }
        }
        Ok(keys)
    }

    /// Those of the entities of which this hub has seen events.
    async fn with_events(
        &self,
        realm: RealmId,
        entities: Vec<Entity>,
    ) -> Result<BTreeSet<Entity>, PageError> {
        let mut known = BTreeSet::new();
        for some in entities.chunks(500) {
            let sql = format!(
                "SELECT DISTINCT entity FROM page_event WHERE realm = $1 AND entity IN ({})",
                places(2, some.len())
            );
            let mut params: Vec<Value> = vec![realm.0.into()];
            params.extend(some.iter().map(|entity| Value::from(name_of(*entity))));
            for row in db::query(&self.store, &sql, params).await? {
                known.insert(entity_named(row.bytes(0)).ok_or(PageError::Damaged)?);
            }
        }
        Ok(known)
    }

    /// Which entity an event is of that came before.
    pub(super) async fn entity_at<P: Folding>(
        &self,
        fold: &P,
        realm: RealmId,
        device: DeviceId,
        seq: u64,
    ) -> Result<Option<Entity>, PageError> {
        let sql = "SELECT header FROM item \
                   WHERE realm = $1 AND device = $2 AND seq = $3 AND kind = 1";
        let params = vec![realm.0.into(), device.0.into(), seq.into()];
        let row = db::first(&self.store, sql, params).await?;
        let header = row.map(|row| Header::from_bytes(row.bytes(0)));
        Ok(header
            .and_then(Result::ok)
            .and_then(|header| entity_of(fold, &header)))
    }

    /// Every event of an entity, in order: those of before, and these. Kinds of `item`'s rows stand in the text, 1 for
    /// an event and 2 for a late payload, since its index is of events only.
    async fn every_event(
        &self,
        realm: RealmId,
        entity: Entity,
        new: Vec<Noted>,
    ) -> Result<Vec<Noted>, PageError> {
        let sql = "SELECT i.header, i.signature, i.payload FROM page_event e \
                   JOIN item i ON i.realm = e.realm AND i.device = e.device AND i.seq = e.seq \
                   WHERE e.realm = $1 AND e.entity = $2 AND i.kind = 1";
        let params = vec![realm.0.into(), name_of(entity).into()];
        let mut all: BTreeMap<Order, Noted> = BTreeMap::new();
        for row in db::query(&self.store, sql, params).await? {
            let mut signed = Signed {
                header_bytes: row.bytes(0).to_vec(),
                signature: row.bytes(1).to_vec(),
                payload: (!row.is_null(2)).then(|| row.bytes(2).to_vec()),
            };
            let header = signed.header().map_err(|_| PageError::Damaged)?;
            if signed.payload.is_none() {
                signed.payload = self.late_payload(realm, &header).await?;
            }
            all.insert(header.order(), Noted { header, signed });
        }
        for mut noted in new {
            if noted.signed.payload.is_none() {
                noted.signed.payload = self.late_payload(realm, &noted.header).await?;
            }
            all.entry(noted.header.order()).or_insert(noted);
        }
        Ok(all.into_values().collect())
    }

    async fn late_payload(
        &self,
        realm: RealmId,
        header: &Header,
    ) -> Result<Option<Vec<u8>>, PageError> {
        let sql = "SELECT payload FROM item WHERE realm = $1 AND stream = $2 AND device = $3 \
                   AND seq = $4 AND kind = 2 AND payload IS NOT NULL";
        let params = vec![
            realm.0.into(),
            header.stream.0.into(),
            header.device.0.into(),
            header.seq.into(),
        ];
        let row = db::first(&self.store, sql, params).await?;
        Ok(row.map(|row| row.bytes(0).to_vec()))
    }

    /// Shelters of the records that these are linked with.
    pub(super) async fn places_around(
        &self,
        realm: RealmId,
        people: &[[u8; 16]],
    ) -> Result<BTreeSet<[u8; 16]>, PageError> {
        let mut around = BTreeSet::new();
        for some in people.chunks(200) {
            let these = places(2, some.len());
            let sql = format!(
                "SELECT DISTINCT place FROM page_at WHERE realm = $1 AND person IN ( \
                 SELECT other FROM page_link WHERE realm = $1 AND person IN ({these}) \
                 UNION SELECT person FROM page_link WHERE realm = $1 AND other IN ({these}) \
                 UNION SELECT person FROM page_at WHERE realm = $1 AND person IN ({these}))"
            );
            let mut params: Vec<Value> = vec![realm.0.into()];
            params.extend(some.iter().map(|person| Value::from(*person)));
            for row in db::query(&self.store, &sql, params).await? {
                around.insert(row.fixed(0)?);
            }
        }
        Ok(around)
    }
}

fn count(row: &Row, at: usize) -> Result<u64, PageError> {
    u64::try_from(row.int(at)?).map_err(|_| PageError::Damaged)
}

fn opened<P: Folding>(fold: &P, noted: Noted, keys: &Keys) -> Event {
    let Noted { header, signed } = noted;
    let keys = keys.get(&header.sealed_for()).into_iter().flatten();
    let payload = keys.into_iter().find_map(|key| signed.open(&header, key));
    let hash = signed.hash();
    let (version, payload) = match payload {
        Some(payload) => {
            let (version, payload) = fold.upgrades().read(&header.kind, header.version, payload);
            (version, Some(payload))
        }
        None => (header.version, None),
    };
    Event {
        header,
        hash,
        version,
        payload,
    }
}
