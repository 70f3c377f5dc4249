//! One record, opened.

use std::collections::BTreeSet;

use ledger::RealmId;
use shelter::plain::{Answer, PersonId};
use shelter::state::Versioned;

use super::search::{code, is_protected, line, may_see, name_of};
use crate::page::api::{AuditAct, ItemView, Millis, MoveView, PersonView};
use crate::page::audit::Entry;
use crate::page::{Page, PageError, Right, Who};

impl Page {
    /// Opens a record; noted before it is shown. One who is protected is, to who may not know, not there at all.
    pub async fn open_person(
        &self,
        who: &Who,
        realm: RealmId,
        id: PersonId,
        reason: &str,
    ) -> Result<PersonView, PageError> {
        let entry = Entry::of(&who.user.account, AuditAct::Opened)
            .realm(realm)
            .about(id);
        let entry = entry.because(reason)?;
        let mut loaded = self
            .load_people(realm, BTreeSet::from([id.0]), true)
            .await?;
        self.load_shelters(realm, &mut loaded, BTreeSet::new())
            .await?;
        let list = &loaded.list;
        let found = list.person(id).filter(|_| may_see(who, list, id));
        self.note(entry.people(usize::from(found.is_some())))
            .await?;
        let person = found.ok_or(PageError::NotFound)?;
        let human = list.human(id);
        let items = person.items().map(|(item, value)| ItemView {
            item: code(item),
            value: value.to_owned(),
            contradicted: person
                .versions(item)
                .is_some_and(Versioned::is_contradicted),
        });
        let to_dos = person.to_dos();
        let consent = list.consent_to_tell(id);
        let said = |answer: Answer| match answer {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::NotAsked => None,
        };
        let mut moves: Vec<MoveView> = human
            .records
            .iter()
            .filter_map(|record| list.person(*record))
            .flat_map(shelter::state::Person::moves)
            .map(|step| MoveView {
                at: Millis(step.at.0),
                shelter: step.shelter.to_string(),
                shelter_name: name_of(list, step.shelter),
                to: code(step.to),
            })
            .collect();
        moves.sort_by_key(|step| std::cmp::Reverse(step.at));
        let family = list.family_humans(id).into_iter();
        let family = family.filter(|other| !human.records.contains(&other.present));
        Ok(PersonView {
            line: line(list, id).ok_or(PageError::NotFound)?,
            items: items.collect(),
            to_dos_ja: to_dos.iter().map(|to_do| to_do.label_ja()).collect(),
            to_dos_en: to_dos.iter().map(|to_do| to_do.label_en()).collect(),
            consent: [
                said(consent.relatives),
                said(consent.acquaintances),
                said(consent.public),
            ],
            protected: who.may(Right::Protected).then(|| is_protected(list, id)),
            family: family
                .filter_map(|other| line(list, other.present))
                .collect(),
            moves,
            seen: list.seen(&human).map(|at| Millis(at.0)),
        })
    }
}
