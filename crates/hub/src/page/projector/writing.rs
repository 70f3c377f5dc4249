//! What is written after a fold: rows of many entities at once, and of what is derived only what differs.

use std::collections::BTreeMap;

use ledger::{Entity, Header, RealmId};

use super::entities::Order;
use super::{Derived, name_of};
use crate::store::db::{self, Statement, Value};

/// A table of what is derived; whose a row is stands behind the realm.
struct Table {
    name: &'static str,
    whose: &'static str,
    columns: &'static [&'static str],
}

const AT: Table = table("page_at", &["place"]);
const LINK: Table = table("page_link", &["other"]);
const WORD: Table = table("page_word", &["word"]);
const ALIKE: Table = table("page_alike", &["word"]);
const CONFLICT: Table = table("page_conflict", &["kind"]);
const ACCEPTED: Table = Table {
    name: "page_accepted",
    whose: "elector",
    columns: &["booth", "hour", "claim"],
};

const fn table(name: &'static str, columns: &'static [&'static str]) -> Table {
    Table {
        name,
        whose: "person",
        columns,
    }
}

/// All of a change.
#[derive(Default)]
pub(super) struct Writing {
    deletes: Vec<Statement>,
    events: Vec<Vec<Value>>,
    states: Vec<Vec<Value>>,
    derived: BTreeMap<&'static str, (String, Vec<Vec<Value>>)>,
}

impl Writing {
    /// Which entity an event is of.
    pub fn event(&mut self, realm: RealmId, entity: Entity, header: &Header) {
        self.events.push(vec![
            realm.0.into(),
            name_of(entity).into(),
            header.lamport.into(),
            header.device.0.into(),
            header.seq.into(),
            header.stream.0.into(),
        ]);
    }

    /// A state; each entity once.
    pub fn state(
        &mut self,
        realm: RealmId,
        entity: Entity,
        sealed: Vec<u8>,
        last: Order,
        derived: &Derived,
    ) {
        self.states.push(vec![
            realm.0.into(),
            name_of(entity).into(),
            sealed.into(),
            last.0.into(),
            last.1.0.into(),
            last.2.into(),
            derived.household.into(),
        ]);
    }

    /// Nothing is known of it.
    pub fn no_state(&mut self, realm: RealmId, entity: Entity) {
        self.deletes.push(Statement::new(
            "DELETE FROM page_state WHERE realm = $1 AND entity = $2",
            vec![realm.0.into(), name_of(entity).into()],
        ));
    }

    /// What differs between what was derived before and what is now.
    pub fn differences(
        &mut self,
        realm: RealmId,
        entity: Entity,
        old: Option<&Derived>,
        new: Option<&Derived>,
    ) {
        let Entity::Subject(person) = entity else {
            return;
        };
        let none = Derived::default();
        let (old, new) = (old.unwrap_or(&none), new.unwrap_or(&none));
        for (on, a, b) in [(false, old, new), (true, new, old)] {
            let ids = [(&AT, &a.places, &b.places), (&LINK, &a.links, &b.links)];
            for (table, a, b) in ids {
                for id in a.difference(b) {
                    self.derived(table, realm, person.0, vec![(*id).into()], on);
                }
            }
            let numbers = [
                (&WORD, &a.words, &b.words),
                (&ALIKE, &a.alike, &b.alike),
                (&CONFLICT, &a.conflicts, &b.conflicts),
            ];
            for (table, a, b) in numbers {
                for number in a.difference(b) {
                    self.derived(table, realm, person.0, vec![(*number).into()], on);
                }
            }
            for (booth, hour, claim) in a.accepted.difference(&b.accepted) {
                let row = vec![booth.as_str().into(), (*hour).into(), claim.clone().into()];
                self.derived(&ACCEPTED, realm, person.0, row, on);
            }
        }
    }

    fn derived(
        &mut self,
        table: &Table,
        realm: RealmId,
        whose: [u8; 16],
        row: Vec<Value>,
        on: bool,
    ) {
        let Table {
            name,
            whose: key,
            columns,
        } = table;
        let mut values: Vec<Value> = vec![realm.0.into(), whose.into()];
        values.extend(row);
        if on {
            let into = || format!("{name} (realm, {key}, {})", columns.join(", "));
            let rows = self.derived.entry(name);
            rows.or_insert_with(|| (into(), Vec::new())).1.push(values);
            return;
        }
        let all = columns.iter().enumerate();
        let all: Vec<String> = all
            .map(|(at, one)| format!("{one} = ${}", at + 3))
            .collect();
        let sql = format!(
            "DELETE FROM {name} WHERE realm = $1 AND {key} = $2 AND {}",
            all.join(" AND ")
        );
        self.deletes.push(Statement::new(&sql, values));
    }

    /// In the order in which they are to be done.
    pub fn statements(self) -> Vec<Statement> {
        let mut statements = self.deletes;
        statements.extend(db::insert(
            "page_event (realm, entity, lamport, device, seq, stream)",
            self.events,
            "DO NOTHING",
        ));
        statements.extend(db::insert(
            "page_state (realm, entity, state, lamport, device, seq, household)",
            self.states,
            "(realm, entity) DO UPDATE SET \
             state = excluded.state, lamport = excluded.lamport, device = excluded.device, \
             seq = excluded.seq, household = excluded.household",
        ));
        for (into, rows) in self.derived.into_values() {
            statements.extend(db::insert(&into, rows, "DO NOTHING"));
        }
        statements
    }
}
