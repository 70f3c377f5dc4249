//! A shelter's list as its PC has it: the ledger, what follows from it, and the desk's own rules.

use std::path::Path;

use ledger::{ActorId, DatabaseKey, Entity, Identity, Imported, Ledger, Now, Settled};
use rand_core::OsRng;
use shelter::desk::{Desk as Rules, HouseholdChoice, NewFact, Refusal};
use shelter::list::List;
use shelter::plain::{DeviceLetters, Moment, Origin, PersonId, ShelterId, Text};
use shelter::role::Role;
use shelter_ledger::{Facts, Kept, draft};
use sync::client::Keeper;

use crate::history::{ROUND, What};

pub struct Book {
    ledger: Ledger<Facts>,
    list: List,
    letters: DeviceLetters,
}

impl Book {
    pub fn create(file: &Path, key: &DatabaseKey, identity: &Identity, number: u16) -> Self {
        let ledger = Ledger::create(file, key, identity, Facts, &mut OsRng).unwrap();
        Self::with(ledger, number)
    }

    pub fn open(file: &Path, key: &DatabaseKey, number: u16) -> Self {
        Self::with(Ledger::open(file, key, Facts).unwrap(), number)
    }

    fn with(ledger: Ledger<Facts>, number: u16) -> Self {
        let mut book = Self {
            list: List::default(),
            letters: DeviceLetters::nth(number),
            ledger,
        };
        for (entity, kept) in book.ledger.entities().unwrap() {
            book.put(entity, kept);
        }
        book
    }

    pub fn list(&self) -> &List {
        &self.list
    }

    /// Those who are not known here.
    pub fn unknown(&self, people: &[PersonId]) -> Vec<PersonId> {
        let people = people.iter().copied();
        people
            .filter(|id| self.list.person(*id).is_none())
            .collect()
    }

    /// Does it by the desk's rules, and writes it down: on the disk when this returns.
    pub fn does(&mut self, what: &What, at: i64) -> usize {
        let facts = self.facts(what, at).unwrap();
        let now = Now {
            wall_ms: at,
            boot: [3; 8],
            mono_ms: 1,
        };
        let drafts = facts.iter().map(|new| {
            let NewFact {
                person,
                basis,
                occurred,
                fact,
            } = new;
            draft(*person, basis, *occurred, fact).unwrap()
        });
        let drafts = drafts.collect();
        let written = self
            .ledger
            .append(drafts, ActorId([4; 8]), now, &mut OsRng)
            .unwrap();
        for (entity, kept) in written.changed {
            self.put(entity, kept);
        }
        facts.len()
    }

    fn facts(&self, what: &What, at: i64) -> Result<Vec<NewFact>, Refusal> {
        let rules = Rules {
            list: &self.list,
            shelter: ShelterId(self.ledger.stream().0),
            role: Role::Keeper,
            now: Moment(at),
            occurred: None,
        };
        let one = |fact: Result<NewFact, Refusal>| fact.map(|fact| vec![fact]);
        match what {
            What::Open => one(rules.open("見本第一小学校", "見本市見本町1-1", 3_500)),
            What::Register(household, newcomers) => {
                let household = HouseholdChoice::New(*household);
                rules.register(newcomers, household, self.letters)
            }
            What::Go(steps) => rules.go(steps),
            What::Saw(people) => rules.saw(people, ROUND),
            What::Serve(people, helping) => Ok(rules.serve(people, helping)?.facts),
            What::Tell(person, texts) => one(rules.tell(*person, Origin::Typed, texts)),
            What::Care(person, needs) => one(rules.care(*person, needs.clone(), Vec::new())),
            What::Consent(person, consent) => {
                one(rules.consent(*person, *consent, Text::default()))
            }
            What::Count(people) => one(rules.count(*people, Text::default())),
            What::Stock(stocked) => one(rules.stock(stocked.clone())),
            What::Utilities(found) => one(rules.check_utilities(found.clone())),
            What::Report(report) => one(rules.reported(report.clone())),
        }
    }

    fn take_states(&mut self, changed: Vec<(Entity, Kept)>, gone: Vec<Entity>) {
        for (entity, kept) in changed {
            self.put(entity, kept);
        }
        for entity in gone {
            if let Entity::Subject(id) = entity {
                self.list.remove(PersonId(id.0));
            }
        }
    }

    fn put(&mut self, entity: Entity, kept: Kept) {
        match (entity, kept) {
            (Entity::Subject(id), Kept::Person(person)) => self.list.put(PersonId(id.0), *person),
            (Entity::Stream(id), Kept::Shelter(shelter)) => {
                self.list.put_shelter(ShelterId(id.0), *shelter);
            }
            _ => {}
        }
    }
}

impl Keeper for Book {
    type Projection = Facts;

    fn ledger(&self) -> &Ledger<Facts> {
        &self.ledger
    }

    fn ledger_mut(&mut self) -> &mut Ledger<Facts> {
        &mut self.ledger
    }

    fn imported(&mut self, imported: Imported<Kept>) {
        self.take_states(imported.changed, imported.gone);
    }

    fn settled(&mut self, settled: Settled<Kept>) {
        self.take_states(settled.changed, settled.gone);
    }
}
