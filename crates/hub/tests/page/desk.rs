//! A PC of a shelter: a real ledger, and facts about invented people.

use std::collections::BTreeMap;

use ledger::{ActorId, Batch, DeviceCard, Have, Identity, Ledger, Now, StreamId};
use rand_core::OsRng;
use shelter::fact::{
    ConsentTold, Detail, Fact, Membership, Moved, NeedsTold, Opened, Protected, Registered, Told,
    UtilitiesChecked,
};
use shelter::plain::{
    Answer, Consent, DeviceLetters, HouseholdId, Item, Mark, Need, NeedKind, Number, Origin,
    PersonId, Presence, Text, Utility, UtilityState, WayIn,
};
use shelter_ledger::{Facts, draft};

use crate::world::{MORNING, REALM};

pub struct Desk {
    pub ledger: Ledger<Facts>,
    pub stream: StreamId,
    given: Have,
    running: u32,
    letters: u16,
    now: i64,
}

impl Desk {
    /// The `number`th PC of a shelter.
    pub fn new(stream: u8, number: u16) -> Self {
        Self::of(StreamId([stream; 16]), number)
    }

    pub fn of(stream: StreamId, number: u16) -> Self {
        let identity = Identity {
            realm: REALM,
            stream,
            device_name: format!("見本受付{number}"),
        };
        let ledger = Ledger::in_memory(&identity, Facts, &mut OsRng).unwrap();
        Self {
            ledger,
            stream,
            given: Have::new(),
            running: 0,
            letters: number,
            now: MORNING,
        }
    }

    pub fn card(&self) -> DeviceCard {
        let batch = self.ledger.events_after(&Have::new(), 1).unwrap();
        let own = self.ledger.device();
        batch
            .cards
            .into_iter()
            .find(|card| card.device() == own)
            .unwrap()
    }

    /// All that was written since the last time, whole.
    pub fn rest(&mut self) -> Batch {
        let batch = self.ledger.events_after(&self.given, 100_000).unwrap();
        self.given = self.ledger.have().unwrap();
        batch
    }

    pub fn at(&mut self, now: i64) {
        self.now = now;
    }

    pub fn write(&mut self, person: Option<PersonId>, basis: &[Mark], fact: &Fact) {
        self.now += 1_000;
        let now = Now {
            wall_ms: self.now,
            boot: [3; 8],
            mono_ms: 1,
        };
        let draft = draft(person, basis, None, fact).unwrap();
        self.ledger
            .append(vec![draft], ActorId([4; 8]), now, &mut OsRng)
            .unwrap();
    }

    pub fn open(&mut self, name: &str, capacity: u32) {
        let details = [
            (Detail::Name, Text::from(name)),
            (Detail::Place, Text::from("みほん県見本市中央一丁目1-1")),
            (Detail::Capacity, Text::from(capacity.to_string())),
        ];
        self.write(
            None,
            &[],
            &Fact::Opened(Opened {
                details: details.into(),
            }),
        );
    }

    pub fn power(&mut self, state: UtilityState) {
        let found = BTreeMap::from([(Utility::Power, state)]);
        self.write(None, &[], &Fact::Utilities(UtilitiesChecked { found }));
    }

    /// Takes somebody in who stays.
    pub fn register(&mut self, name: &str, kana: &str, birth: &str) -> PersonId {
        self.register_in(name, kana, birth, None)
    }

    pub fn register_in(
        &mut self,
        name: &str,
        kana: &str,
        birth: &str,
        household: Option<u8>,
    ) -> PersonId {
        let mut id = [0; 16];
        rand_core::RngCore::fill_bytes(&mut OsRng, &mut id);
        let id = PersonId(id);
        self.running += 1;
        let items = [
            (Item::Name, name),
            (Item::Kana, kana),
            (Item::BirthDate, birth),
        ];
        let items = items
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(item, text)| (item, Some(Text::from(text))));
        let fact = Fact::Registered(Registered {
            number: Number::new(DeviceLetters::nth(self.letters), self.running),
            way: WayIn::Hand,
            presence: Presence::In,
            told: vec![Told {
                origin: Origin::Typed,
                items: items.collect(),
            }],
            household: household.map(|household| Membership {
                household: Some(HouseholdId([household; 16])),
                relation: None,
                representative: false,
            }),
            token: None,
            needs: None,
        });
        self.write(Some(id), &[], &fact);
        id
    }

    pub fn moves(&mut self, person: PersonId, presence: Presence) {
        let basis = self.marks(person);
        self.write(Some(person), &basis, &Fact::Moved(Moved { presence }));
    }

    pub fn needs(&mut self, person: PersonId, kind: NeedKind, value: &str) {
        let set = vec![Need::new(kind, value).unwrap()];
        self.write(
            Some(person),
            &[],
            &Fact::Needs(NeedsTold {
                set,
                gone: Vec::new(),
            }),
        );
    }

    pub fn protect(&mut self, person: PersonId) {
        self.write(Some(person), &[], &Fact::Protected(Protected { on: true }));
    }

    pub fn consents(&mut self, person: PersonId, all: bool) {
        let answer = if all { Answer::Yes } else { Answer::No };
        let consent = Consent {
            relatives: answer,
            acquaintances: answer,
            public: answer,
        };
        self.write(
            Some(person),
            &[],
            &Fact::Consent(ConsentTold {
                consent,
                who: Text::default(),
            }),
        );
    }

    pub fn tells(&mut self, person: PersonId, item: Item, value: &str) {
        let items = BTreeMap::from([(item, Some(Text::from(value)))]);
        let told = Told {
            origin: Origin::Typed,
            items,
        };
        self.write(Some(person), &[], &Fact::Told(told));
    }

    /// What stands about where a person is.
    pub fn marks(&self, person: PersonId) -> Vec<Mark> {
        let Some(person) = self.person(person) else {
            return Vec::new();
        };
        let said = person.presence_versions().into_iter();
        said.flat_map(shelter::state::Versioned::marks).collect()
    }

    /// Somebody as the desk's list has them; nobody if they are not in it.
    pub fn person(&self, person: PersonId) -> Option<Box<shelter::state::Person>> {
        let entity = ledger::Entity::Subject(ledger::SubjectId(person.0));
        match self.ledger.entity(entity).unwrap() {
            Some(shelter_ledger::Kept::Person(person)) => Some(person),
            _ => None,
        }
    }
}
