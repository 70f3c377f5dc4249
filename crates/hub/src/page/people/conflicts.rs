//! Contradictions across shelters, and doubles that a keeper settles.

use std::collections::BTreeSet;

use ledger::{RealmId, StreamId, SubjectId};
use shelter::fact::{Fact, LinkReason, Linked};
use shelter::list::{List, Subject};
use shelter::plain::{Mark, PersonId};
use shelter::search::Decided;
use shelter::state::Versioned;

use super::search::{code, line};
use super::versions::{PRESENCE, versions};
use crate::page::api::{AuditAct, Conflict, ConflictKind, Conflicts, Settle};
use crate::page::audit::Entry;
use crate::page::own::NewEvent;
use crate::page::projector::{TWO_PLACES, VALUES};
use crate::page::{Page, PageError, Who};
use crate::store::db;

const MOST: usize = 200;
/// Linked records that are looked at, whether they say that somebody is at two places.
const MOST_LINKED: i64 = 2_000;

impl Page {
    /// What contradicts itself; noted, since names are shown.
    pub async fn conflicts(&self, who: &Who, realm: RealmId) -> Result<Conflicts, PageError> {
        let mut conflicts = Vec::new();
        let double = "SELECT word FROM page_alike WHERE realm = $1 \
                      GROUP BY word HAVING COUNT(*) > 1 ORDER BY word LIMIT $2";
        let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
        let words = db::query(&self.store, double, vec![realm.0.into(), limit.into()]).await?;
        let mut told: BTreeSet<BTreeSet<PersonId>> = BTreeSet::new();
        for word in words {
            let sql = "SELECT person FROM page_alike WHERE realm = $1 AND word = $2 LIMIT 10";
            let rows =
                db::query(&self.store, sql, vec![realm.0.into(), word.int(0)?.into()]).await?;
            let people: BTreeSet<[u8; 16]> = rows
                .iter()
                .map(|row| row.fixed(0))
                .collect::<Result<_, _>>()?;
            let list = self.listed(realm, people.clone()).await?;
            let alike: BTreeSet<PersonId> = open_doubles(&list, people);
            if alike.len() > 1 && told.insert(alike.clone()) {
                conflicts.push(Conflict {
                    kind: ConflictKind::Double,
                    people: alike.iter().filter_map(|id| line(&list, *id)).collect(),
                    about: Vec::new(),
                    versions: Vec::new(),
                });
            }
        }
        let mut told: BTreeSet<BTreeSet<PersonId>> = BTreeSet::new();
        let sql = "SELECT DISTINCT person FROM page_link WHERE realm = $1 ORDER BY person LIMIT $2";
        let linked = db::query(&self.store, sql, vec![realm.0.into(), MOST_LINKED.into()]).await?;
        let linked = linked.iter().map(|row| row.fixed(0));
        let list = self
            .listed(realm, linked.collect::<Result<_, _>>()?)
            .await?;
        for human in list.in_two_places() {
            if human.records.len() > 1 {
                conflicts.push(Conflict {
                    kind: ConflictKind::TwoPlaces,
                    people: human
                        .records
                        .iter()
                        .filter_map(|id| line(&list, *id))
                        .collect(),
                    about: vec![PRESENCE.to_owned()],
                    versions: versions(&list, human.present, true),
                });
                told.insert(human.records);
            }
        }
        for (number, kind) in [
            (TWO_PLACES, ConflictKind::TwoPlaces),
            (VALUES, ConflictKind::Values),
        ] {
            let sql = "SELECT person FROM page_conflict WHERE realm = $1 AND kind = $2 \
                       ORDER BY person LIMIT $3";
            let params = vec![realm.0.into(), number.into(), limit.into()];
            let rows = db::query(&self.store, sql, params).await?;
            let people: BTreeSet<[u8; 16]> = rows
                .iter()
                .map(|row| row.fixed(0))
                .collect::<Result<_, _>>()?;
            let list = self.listed(realm, people.clone()).await?;
            for id in people.into_iter().map(PersonId) {
                let is_told = kind == ConflictKind::TwoPlaces && told.contains(&list.linked(id));
                conflicts.extend(of_record(&list, id, kind).filter(|_| !is_told));
            }
        }
        let more = conflicts.len() > MOST;
        conflicts.truncate(MOST);
        let people = conflicts.iter().map(|one| one.people.len()).sum();
        let entry = Entry::of(&who.user.account, AuditAct::LookedAtConflicts).realm(realm);
        self.note(entry.people(people)).await?;
        Ok(Conflicts { conflicts, more })
    }

    pub(super) async fn listed(
        &self,
        realm: RealmId,
        people: BTreeSet<[u8; 16]>,
    ) -> Result<List, PageError> {
        let mut loaded = self.load_people(realm, people, false).await?;
        self.load_shelters(realm, &mut loaded, BTreeSet::new())
            .await?;
        Ok(loaded.list)
    }

    /// Settles whether two records are of one human: an event of the hub's own, signed by its device in the stream of
    /// the first record, that goes to every desk which follows it.
    pub async fn settle(
        &self,
        who: &Who,
        realm: RealmId,
        settle: &Settle,
    ) -> Result<(), PageError> {
        let id = |text: &str| PersonId::parse(text).ok_or(PageError::Malformed);
        let (one, other) = (id(&settle.one)?, id(&settle.other)?);
        if one == other {
            return Err(PageError::Malformed);
        }
        let entry = Entry::of(&who.user.account, AuditAct::Settled)
            .realm(realm)
            .about(one);
        let entry = entry.because(&settle.reason)?.people(2);
        let list = self.listed(realm, BTreeSet::from([one.0, other.0])).await?;
        let person = list.person(one).ok_or(PageError::NotFound)?;
        list.person(other).ok_or(PageError::NotFound)?;
        let stream = person.shelter().ok_or(PageError::NotFound)?;
        let fact = Fact::Linked(Linked {
            other,
            reason: LinkReason::Confirmed,
            on: settle.same,
        });
        let said = person.link_versions(other);
        let basis: Vec<Mark> = said.into_iter().flat_map(Versioned::marks).collect();
        self.note(entry).await?;
        let event = NewEvent {
            stream: StreamId(stream.0),
            subject: SubjectId(one.0),
            kind: fact.kind().to_owned(),
            version: fact.version(),
            basis: basis.iter().map(|mark| ledger::Hash8(mark.0)).collect(),
            payload: fact.encode().map_err(|_| PageError::Damaged)?,
        };
        self.write(realm, &who.user.account, event).await
    }
}

/// Those of the records that nobody linked or told apart yet.
fn open_doubles(list: &List, people: BTreeSet<[u8; 16]>) -> BTreeSet<PersonId> {
    let people: Vec<PersonId> = people
        .into_iter()
        .map(PersonId)
        .filter(|id| list.person(*id).is_some())
        .collect();
    let mut open = BTreeSet::new();
    for (at, one) in people.iter().enumerate() {
        for other in &people[at + 1..] {
            if list.linked(*one).contains(other) || list.are_apart(*one, *other) {
                continue;
            }
            open.extend([*one, *other]);
        }
    }
    open
}

fn of_record(list: &List, id: PersonId, kind: ConflictKind) -> Option<Conflict> {
    let person = list.person(id)?;
    let about: BTreeSet<String> = person
        .contradictions()
        .into_iter()
        .filter(|(subject, _)| (*subject == Subject::Presence) == (kind == ConflictKind::TwoPlaces))
        .filter_map(|(subject, _)| word(&subject))
        .collect();
    if about.is_empty() {
        return None;
    }
    Some(Conflict {
        kind,
        people: vec![line(list, id)?],
        about: about.into_iter().collect(),
        versions: versions(list, id, kind == ConflictKind::TwoPlaces),
    })
}

fn word(subject: &Subject) -> Option<String> {
    Some(match subject {
        Subject::Item(item) => code(item),
        Subject::Presence => PRESENCE.to_owned(),
        Subject::Needs => "needs".to_owned(),
        Subject::Consent => "consent".to_owned(),
        Subject::Household => "household".to_owned(),
        Subject::Token(_) => "token".to_owned(),
        Subject::Link(_) => "link".to_owned(),
        Subject::Protection => return None,
    })
}
