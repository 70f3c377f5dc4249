//! Values that stand side by side: shown, and one of them chosen by a keeper, as the desks do it.

use std::collections::BTreeMap;

use ledger::{RealmId, StreamId, SubjectId};
use shelter::fact::{Fact, Moved, Told};
use shelter::list::{List, Subject};
use shelter::plain::{Item, Mark, PersonId};
use shelter::state::Versioned;

use super::search::{code, name_of};
use crate::page::api::{AuditAct, Choose, Millis, VersionView};
use crate::page::audit::Entry;
use crate::page::own::NewEvent;
use crate::page::{Page, PageError, Who};

/// Where a person is, among what is contradicted.
pub(super) const PRESENCE: &str = "presence";

/// What can be chosen from of a human: where the human is, of all linked records, or items of one record. What only the
/// person can say, such as consent, is not chosen here.
pub(super) fn versions(list: &List, id: PersonId, presence: bool) -> Vec<VersionView> {
    let mut found = Vec::new();
    if presence {
        for record in list.linked(id) {
            let said = list.person(record).and_then(|one| one.presence_versions());
            for said in said.into_iter().flat_map(Versioned::all) {
                found.push(VersionView {
                    about: PRESENCE.to_owned(),
                    mark: said.by.to_string(),
                    value: code(said.value.kind()),
                    shelter_name: name_of(list, said.shelter),
                    at: Millis(said.at.0),
                });
            }
        }
        return found;
    }
    let Some(person) = list.person(id) else {
        return found;
    };
    for (subject, _) in person.contradictions() {
        let Subject::Item(item) = subject else {
            continue;
        };
        for said in person.versions(item).into_iter().flat_map(Versioned::all) {
            found.push(VersionView {
                about: code(item),
                mark: said.by.to_string(),
                value: said
                    .value
                    .as_ref()
                    .map(|text| text.as_str().to_owned())
                    .unwrap_or_default(),
                shelter_name: name_of(list, said.shelter),
                at: Millis(said.at.0),
            });
        }
    }
    found
}

/// A fact that says again what stands already, and settles all that stands beside it.
struct Chosen {
    record: PersonId,
    stream: StreamId,
    basis: Vec<Mark>,
    fact: Fact,
}

fn chosen(list: &List, id: PersonId, choose: &Choose) -> Option<Chosen> {
    if choose.about == PRESENCE {
        let records = list.linked(id);
        let said = records.iter().filter_map(|record| {
            let said = list.person(*record)?.presence_versions()?;
            Some((*record, said))
        });
        let said: Vec<_> = said.collect();
        let basis = said.iter().flat_map(|(_, said)| said.marks()).collect();
        let all = said
            .iter()
            .flat_map(|(record, said)| said.all().map(move |one| (*record, one)));
        let (record, one) = all
            .into_iter()
            .find(|(_, one)| one.by.to_string() == choose.mark)?;
        return Some(Chosen {
            record,
            stream: StreamId(one.shelter.0),
            basis,
            fact: Fact::Moved(Moved {
                presence: one.value.clone(),
            }),
        });
    }
    let person = list.person(id)?;
    let item = Item::ALL
        .into_iter()
        .find(|item| code(item) == choose.about)?;
    let said = person.versions(item)?;
    let one = said.all().find(|one| one.by.to_string() == choose.mark)?;
    Some(Chosen {
        record: id,
        stream: StreamId(person.shelter()?.0),
        basis: said.marks().collect(),
        fact: Fact::Told(Told {
            origin: one.origin,
            items: BTreeMap::from([(item, one.value.clone())]),
        }),
    })
}

impl Page {
    /// Chooses which of the values stands: an event of the hub's own that goes to the shelter.
    pub async fn choose(
        &self,
        who: &Who,
        realm: RealmId,
        person: PersonId,
        choose: &Choose,
    ) -> Result<(), PageError> {
        let entry = Entry::of(&who.user.account, AuditAct::Settled)
            .realm(realm)
            .about(person);
        let entry = entry.because(&choose.reason)?.people(1);
        let list = self.listed(realm, [person.0].into()).await?;
        list.person(person).ok_or(PageError::NotFound)?;
        // What somebody settled or said anew in between has to be looked at first.
        let chosen = chosen(&list, person, choose).ok_or(PageError::Conflict)?;
        self.note(entry).await?;
        let Chosen {
            record,
            stream,
            basis,
            fact,
        } = chosen;
        let event = NewEvent {
            stream,
            subject: SubjectId(record.0),
            kind: fact.kind().to_owned(),
            version: fact.version(),
            basis: basis.iter().map(|mark| ledger::Hash8(mark.0)).collect(),
            payload: fact.encode().map_err(|_| PageError::Damaged)?,
        };
        self.write(realm, &who.user.account, event).await
    }
}
