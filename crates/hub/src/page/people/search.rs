//! A person looked for in all shelters.

use std::collections::BTreeSet;

use ledger::RealmId;
use shelter::exchange::evacuees;
use shelter::fact::Detail;
use shelter::list::List;
use shelter::plain::{Item, Moment, PersonId, ShelterId};
use shelter::search::{Index, SearchText, Seek, Seeker, fold};
use shelter::state::Person;

use super::words;
use crate::page::api::{AuditAct, Found, PersonLine, Search};
use crate::page::audit::Entry;
use crate::page::projector::Loaded;
use crate::page::{Page, PageError, Right, Who};
use crate::store::db::{self, Value, places};

/// Most that are shown.
const MOST_FOUND: usize = 50;
/// Most that are opened to be looked at.
const MOST_LOOKED_AT: i64 = 400;
/// Most words of a search.
const MOST_WORDS: usize = 6;

impl Page {
    /// Looks for people; noted with the reason and how many were found, before they are shown.
    pub async fn search(
        &self,
        who: &Who,
        realm: RealmId,
        search: &Search,
    ) -> Result<Found, PageError> {
        let entry = Entry::of(&who.user.account, AuditAct::Searched).realm(realm);
        let entry = entry.because(&search.reason)?;
        if names(&search.reason, &search.text) {
            return Err(PageError::NamedInReason);
        }
        let loaded = self.candidates(realm, &search.text).await?;
        let list = &loaded.list;
        let today = Moment(self.now()).day();
        let mut index = Index::new();
        let mut told: BTreeSet<BTreeSet<PersonId>> = BTreeSet::new();
        for (id, person) in list.persons() {
            if !may_see(who, list, id) || person.is_empty() {
                continue;
            }
            let from = person.shelter().unwrap_or(ShelterId([0; 16]));
            if let Some(text) = SearchText::of_record(list, id, from) {
                index.put(id, &text);
            }
        }
        // Those who may not be told are out already.
        let seek = Seek {
            seeker: Seeker::Keeper,
            today,
            limit: MOST_FOUND + 1,
        };
        let hits = index.find(&search.text, &seek);
        let mut people = Vec::new();
        for hit in hits {
            let human = list.human(hit.id);
            if told.insert(human.records.clone()) {
                people.extend(line(list, hit.id));
            }
        }
        let more = people.len() > MOST_FOUND;
        people.truncate(MOST_FOUND);
        self.note(entry.people(people.len())).await?;
        Ok(Found { people, more })
    }

    /// Everybody who may be meant, with linked records and families.
    async fn candidates(&self, realm: RealmId, text: &str) -> Result<Loaded, PageError> {
        let typed: Vec<BTreeSet<i64>> = text
            .split_whitespace()
            .take(MOST_WORDS)
            .map(|word| words::typed(self, word))
            .collect();
        if typed.is_empty() {
            return Err(PageError::Malformed);
        }
        let mut params: Vec<Value> = vec![realm.0.into()];
        let mut wheres = Vec::new();
        for words in &typed {
            let these = places(params.len() + 1, words.len());
            params.extend(words.iter().map(|word| Value::from(*word)));
            wheres.push(format!(
                "SELECT person FROM page_word WHERE realm = $1 AND word IN ({these})"
            ));
        }
        params.push(MOST_LOOKED_AT.into());
        let all = wheres.join(" INTERSECT ");
        let sql = format!(
            "SELECT person FROM ({all}) AS found LIMIT ${}",
            params.len()
        );
        let rows = db::query(&self.store, &sql, params).await?;
        let people = rows
            .iter()
            .map(|row| row.fixed(0))
            .collect::<Result<_, _>>()?;
        let mut loaded = self.load_people(realm, people, true).await?;
        self.load_shelters(realm, &mut loaded, BTreeSet::new())
            .await?;
        Ok(loaded)
    }
}

/// Whether a reason holds what is looked for, however it is spelled: all of it, or a given name. A family name alone is
/// many a place's too, and one letter is in many words.
fn names(reason: &str, text: &str) -> bool {
    let folded = |text: &str| fold::loose(&fold::text(text));
    let reason = folded(reason);
    let given = text.split_whitespace().skip(1);
    given
        .chain([text])
        .map(folded)
        .any(|part| part.chars().count() > 1 && reason.contains(part.as_str()))
}

/// A person is protected with the whole family: a child's name tells where the mother is.
pub(in crate::page) fn is_protected(list: &List, id: PersonId) -> bool {
    list.family(id).iter().any(|one| list.is_protected(*one))
}

/// Whether somebody may see a record at all.
pub(in crate::page) fn may_see(who: &Who, list: &List, id: PersonId) -> bool {
    who.may(Right::Protected) || !is_protected(list, id)
}

/// A person in one line.
pub(in crate::page) fn line(list: &List, id: PersonId) -> Option<PersonLine> {
    let person = list.person(id)?;
    let human = list.human(id);
    let item = |item| list.item(&human, item).unwrap_or_default().to_owned();
    let present = list.person(human.present).unwrap_or(person);
    let shelter = present.shelter();
    Some(PersonLine {
        id: id.to_string(),
        number: person
            .number()
            .map(|number| number.to_string())
            .unwrap_or_default(),
        name: item(Item::Name),
        kana: item(Item::Kana),
        birth: item(Item::BirthDate),
        shelter: shelter.map(|id| id.to_string()).unwrap_or_default(),
        shelter_name: shelter.map(|id| name_of(list, id)).unwrap_or_default(),
        presence: presence(present),
        linked: human
            .records
            .iter()
            .filter(|one| **one != id)
            .map(ToString::to_string)
            .collect(),
    })
}

/// A shelter's name, as far as it is known.
pub(in crate::page) fn name_of(list: &List, shelter: ShelterId) -> String {
    let name = list
        .shelter(shelter)
        .and_then(|one| one.detail(Detail::Name));
    name.unwrap_or_default().to_owned()
}

pub(in crate::page) fn presence(person: &Person) -> String {
    person
        .presence()
        .map(|presence| code(presence.kind()))
        .unwrap_or_default()
}

/// The code of a closed list, as it is written in JSON.
pub(in crate::page) fn code(of: impl serde::Serialize) -> String {
    match serde_json::to_value(of) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Rows of a shelter for files and inquiries.
pub(in crate::page) fn rows(list: &List, shelter: ShelterId) -> Vec<shelter::exchange::Evacuee> {
    evacuees(list, shelter)
}
