//! One step: what came in a log since the last one, into the states.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Entity, RealmId, StreamId, SubjectId};
use sync::{HeadsAfter, Item, Mark, REALM_LOG};

use super::entities::{Incoming, Noted};
use super::turn::Turn;
use super::{Folding, entity_of, name_of};
use crate::page::{Page, PageError};
use crate::store::db::{self, Statement};
use crate::store::{Limit, OpenPage, PageOrDiffers, Realm};

/// How much of a log is taken at once.
const AT_ONCE: Limit = Limit {
    items: 1_000,
    bytes: 2 << 20,
};

/// Pages of several logs are one change until they have so many items.
const ITEMS_A_CHANGE: usize = 1_000;

/// So many logs are looked at in a round; fewer than boards that are counted in it.
const STREAMS_A_ROUND: usize = 50;

impl Page {
    pub(super) async fn bring_up_by<P: Folding>(
        &self,
        fold: &P,
        realm: &Realm,
    ) -> Result<bool, PageError> {
        let Some(mut turn) = self.turn(realm.id).await? else {
            return Ok(false);
        };
        match self.round(fold, realm, &mut turn).await {
            // Another process had the turn in between; what was written until then is whole.
            Err(PageError::Conflict) => Ok(true),
            done => done,
        }
    }

    async fn round<P: Folding>(
        &self,
        fold: &P,
        realm: &Realm,
        turn: &mut Turn,
    ) -> Result<bool, PageError> {
        let known = self.cursors(realm.id).await?;
        let after = HeadsAfter {
            known: known.clone(),
            wait_s: 0,
        };
        let mut heads = self.store.heads(realm.id, after).await?;
        // Who is erased comes before what was said of others.
        heads.sort_by_key(|head| (head.stream != REALM_LOG, head.stream));
        let realm_log = usize::from(heads.first().is_some_and(|head| head.stream == REALM_LOG));
        let streams = &mut heads[realm_log..];
        if !streams.is_empty() {
            // Each round begins elsewhere, so that busy streams do not keep others waiting.
            let begin = usize::try_from(turn.change).unwrap_or(0) % streams.len();
            streams.rotate_left(begin);
        }
        heads.truncate(STREAMS_A_ROUND);
        let mut done = false;
        let mut pages: Vec<(StreamId, OpenPage)> = Vec::new();
        for head in heads {
            let mark = known.get(&head.stream).copied().unwrap_or(Mark::START);
            let page = self
                .store
                .page(realm.id, head.stream, vec![mark], AT_ONCE)
                .await?;
            let page = match page {
                PageOrDiffers::Page(page) if page.items.is_empty() => continue,
                PageOrDiffers::Page(page) => page,
                PageOrDiffers::Differs(_) => {
                    // The database is from a backup; what was derived is not of its history.
                    self.make_anew(turn).await?;
                    return Ok(true);
                }
            };
            done = true;
            pages.push((head.stream, page));
            // Short pages of many logs are one change; who is erased is gone before anything else is taken.
            let items: usize = pages.iter().map(|(_, page)| page.items.len()).sum();
            if items >= ITEMS_A_CHANGE || head.stream == REALM_LOG {
                self.take_pages(fold, turn, std::mem::take(&mut pages))
                    .await?;
            }
        }
        if !pages.is_empty() {
            self.take_pages(fold, turn, pages).await?;
        }
        Ok(self.count_dirty(fold, realm, turn).await? || done)
    }

    async fn cursors(&self, realm: RealmId) -> Result<BTreeMap<StreamId, Mark>, PageError> {
        let sql = "SELECT stream, position, history FROM page_cursor WHERE realm = $1";
        let rows = db::query(&self.store, sql, vec![realm.0.into()]).await?;
        let marks = rows.iter().map(|row| {
            let position = u64::try_from(row.int(1)?).map_err(|_| PageError::Damaged)?;
            Ok((
                StreamId(row.fixed(0)?),
                Mark {
                    position,
                    history: row.fixed(2)?,
                },
            ))
        });
        marks.collect()
    }

    async fn take_pages<P: Folding>(
        &self,
        fold: &P,
        turn: &mut Turn,
        pages: Vec<(StreamId, OpenPage)>,
    ) -> Result<(), PageError> {
        let realm = turn.realm;
        let mut incoming = Incoming::default();
        let mut erased = BTreeSet::new();
        let mut late = Vec::new();
        let revoked: BTreeMap<_, _> = self.store.revocations(realm).await?.into_iter().collect();
        let mut cursors = Vec::new();
        for (stream, page) in pages {
            for item in page.items {
                match item {
                    Item::Event(signed) => {
                        let header = signed.header().map_err(|_| PageError::Damaged)?;
                        // It was taken in before it was known that its device is shut out from there on.
                        let from = revoked.get(&header.device);
                        if from.is_some_and(|from| header.seq >= *from) {
                            continue;
                        }
                        incoming.lamport = incoming.lamport.max(header.lamport);
                        if let Some(entity) = entity_of(fold, &header) {
                            let noted = Noted { header, signed };
                            incoming.events.entry(entity).or_default().push(noted);
                        }
                    }
                    Item::Payload { device, seq, .. } => late.push((device, seq)),
                    Item::Key { subject, .. } => {
                        incoming.keyed.insert(Entity::Subject(subject));
                        incoming.keyed.insert(Entity::Stream(StreamId(subject.0)));
                    }
                    Item::Erased(subject) => {
                        erased.insert(subject);
                    }
                    Item::Card(_) | Item::Revoked { .. } => {}
                }
            }
            cursors.push((stream, page.next));
        }
        for (device, seq) in late {
            incoming
                .late
                .extend(self.entity_at(fold, realm, device, seq).await?);
        }
        let lamport = incoming.lamport;
        let (folded, mut dirty) = self.fold_in(fold, realm, incoming).await?;
        let mut statements = vec![turn.next()];
        statements.extend(folded);
        for subject in erased {
            dirty.extend(self.places_around(realm, &[subject.0]).await?);
            statements.extend(forget(realm, subject));
        }
        let now = self.now();
        let shelters = cursors.iter().map(|(stream, _)| *stream);
        let shelters: Vec<StreamId> = shelters.filter(|stream| *stream != REALM_LOG).collect();
        dirty.extend(shelters.iter().map(|stream| stream.0));
        let heard = shelters
            .iter()
            .map(|stream| vec![realm.0.into(), stream.0.into(), now.into()]);
        statements.extend(db::insert(
            "page_board (realm, stream, heard_ms)",
            heard.collect(),
            "(realm, stream) DO UPDATE SET heard_ms = excluded.heard_ms",
        ));
        let dirty = dirty
            .into_iter()
            .map(|place| vec![realm.0.into(), place.into()]);
        statements.extend(db::insert(
            "page_dirty (realm, stream)",
            dirty.collect(),
            "(realm, stream) DO NOTHING",
        ));
        let read = cursors.into_iter().map(|(stream, next)| {
            vec![
                realm.0.into(),
                stream.0.into(),
                next.position.into(),
                next.history.into(),
            ]
        });
        statements.extend(db::insert(
            "page_cursor (realm, stream, position, history)",
            read.collect(),
            "(realm, stream) DO UPDATE SET position = excluded.position, history = excluded.history",
        ));
        statements.push(Statement::new(
            "UPDATE page_realm SET lamport = $2 WHERE realm = $1 AND lamport < $2",
            vec![realm.0.into(), lamport.into()],
        ));
        if !db::change(&self.store, statements).await? {
            return Err(PageError::Conflict);
        }
        turn.written();
        Ok(())
    }
}

/// A person's rows go with the person.
fn forget(realm: RealmId, subject: SubjectId) -> Vec<Statement> {
    let entity = name_of(Entity::Subject(subject));
    let of_entity = ["page_event", "page_state"].map(|table| {
        let sql = format!("DELETE FROM {table} WHERE realm = $1 AND entity = $2");
        Statement::new(&sql, vec![realm.0.into(), entity.clone().into()])
    });
    let of_person = [
        "page_at",
        "page_link",
        "page_word",
        "page_conflict",
        "page_alike",
    ]
    .map(|table| {
        let sql = format!("DELETE FROM {table} WHERE realm = $1 AND person = $2");
        Statement::new(&sql, vec![realm.0.into(), subject.0.into()])
    });
    let accepted = Statement::new(
        "DELETE FROM page_accepted WHERE realm = $1 AND elector = $2",
        vec![realm.0.into(), subject.0.into()],
    );
    of_entity
        .into_iter()
        .chain(of_person)
        .chain([accepted])
        .collect()
}
