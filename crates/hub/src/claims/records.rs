//! The booths' records, opened, as far as they concern claims.

use std::collections::BTreeMap;

use ledger::{DeviceId, Event, Header, RealmId, Signed, StreamId, SubjectId, SubjectKey};
use polling::claim::History;
use polling::fact::{Allotment, Fact};
use polling::plain::ElectorId;
use polling_ledger::{fact_of, written};
use sync::{HeadsAfter, Item, Mark};

use super::{Claims, ClaimsError};
use crate::store::{Limit, PageOrDiffers};

/// How much is read at once.
const PAGE: Limit = Limit {
    items: 1_000,
    bytes: 4 << 20,
};

/// Everything that a realm's records say of claims.
#[derive(Default)]
pub(super) struct Records {
    pub(super) histories: BTreeMap<ElectorId, History>,
    pub(super) allotments: BTreeMap<StreamId, Allotment>,
}

impl Claims {
    /// All records of the realm's booths that concern claims, in the ledger's order.
    pub(super) async fn records(&self, realm: RealmId) -> Result<Records, ClaimsError> {
        let mut facts = Facts::default();
        let mut marks = BTreeMap::new();
        self.read_on(realm, &mut marks, &mut facts).await?;
        Ok(facts.in_order())
    }

    /// Reads what came into the booths' streams since these marks, and moves them on.
    pub(super) async fn read_on(
        &self,
        realm: RealmId,
        marks: &mut BTreeMap<StreamId, Mark>,
        facts: &mut Facts,
    ) -> Result<(), ClaimsError> {
        let election = self.election(realm).await?;
        let after = HeadsAfter {
            known: marks.clone(),
            wait_s: 0,
        };
        for head in self.store.heads(realm, after).await? {
            if !election.booths.contains_key(&head.stream) {
                continue;
            }
            let mark = marks.entry(head.stream).or_insert(Mark::START);
            loop {
                let page = self.store.page(realm, head.stream, vec![*mark], PAGE);
                match page.await? {
                    PageOrDiffers::Page(page) => {
                        *mark = page.next;
                        let end = page.items.is_empty() || page.next == page.head;
                        facts.take(page.items, page.keys);
                        if end {
                            break;
                        }
                    }
                    // The hub came back from a backup: on from what both have.
                    PageOrDiffers::Differs(differs) => *mark = differs.common,
                }
            }
        }
        Ok(())
    }
}

/// Events, some of whose payloads or keys may come after them.
#[derive(Default)]
pub(super) struct Facts {
    opened: BTreeMap<(u64, DeviceId, u64), Event>,
    waiting: BTreeMap<(DeviceId, u64), (Header, Signed)>,
    /// Booths that met the same elector apart from each other have a key each.
    keys: BTreeMap<SubjectId, Vec<SubjectKey>>,
}

/// A fact of one elector, and into which stream it was written.
pub(super) struct OfElector {
    pub(super) elector: ElectorId,
    pub(super) stream: StreamId,
    pub(super) fact: Fact,
}

impl Facts {
    fn take(&mut self, items: Vec<Item>, keys: Vec<(SubjectId, SubjectKey)>) {
        let mut to_open = Vec::new();
        for (subject, key) in keys {
            let of_subject = self.keys.entry(subject).or_default();
            if of_subject.contains(&key) {
                continue;
            }
            of_subject.push(key);
            let of = |(_, (header, _)): &(&_, &(Header, Signed))| header.sealed_for() == subject;
            to_open.extend(self.waiting.iter().filter(of).map(|(place, _)| *place));
        }
        for item in items {
            match item {
                Item::Event(signed) => {
                    // Headers of the log were read when they were taken in.
                    let Ok(header) = signed.header() else {
                        continue;
                    };
                    if Fact::is_projected(&header.kind) {
                        let place = (header.device, header.seq);
                        to_open.push(place);
                        self.waiting.insert(place, (header, signed));
                    }
                }
                Item::Payload {
                    device,
                    seq,
                    payload,
                } => {
                    if let Some((_, signed)) = self.waiting.get_mut(&(device, seq)) {
                        signed.payload = payload;
                        to_open.push((device, seq));
                    }
                }
                _ => {}
            }
        }
        for place in to_open {
            self.open(place);
        }
    }

    fn open(&mut self, place: (DeviceId, u64)) {
        let Some((header, signed)) = self.waiting.get(&place) else {
            return;
        };
        let keys = self.keys.get(&header.sealed_for()).into_iter().flatten();
        let Some(payload) = keys.into_iter().find_map(|key| signed.open(header, key)) else {
            return;
        };
        let event = Event {
            hash: signed.hash(),
            version: header.version,
            payload: Some(payload),
            header: header.clone(),
        };
        self.waiting.remove(&place);
        self.opened.insert(event.header.order(), event);
    }

    /// What was opened since this was asked last.
    pub(super) fn opened(&mut self) -> Vec<OfElector> {
        let events = std::mem::take(&mut self.opened).into_values();
        events
            .filter_map(|event| {
                Some(OfElector {
                    elector: ElectorId(event.header.subject?.0),
                    stream: event.header.stream,
                    fact: fact_of(&event)?.ok()?,
                })
            })
            .collect()
    }

    fn in_order(self) -> Records {
        let mut records = Records::default();
        for event in self.opened.into_values() {
            match (event.header.subject, fact_of(&event)) {
                (Some(subject), Some(Ok(fact))) => {
                    let elector = ElectorId(subject.0);
                    let history = records.histories.entry(elector).or_default();
                    history.learn(elector, &fact, &written(&event));
                }
                (None, Some(Ok(Fact::Allotment(allotment)))) => {
                    let stream = event.header.stream;
                    let last = records.allotments.entry(stream).or_insert(allotment);
                    if allotment.turn > last.turn {
                        *last = allotment;
                    }
                }
                _ => {}
            }
        }
        records
    }
}
