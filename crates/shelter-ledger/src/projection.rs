//! Between the ledger's events and the shelter's facts.

use ledger::{Draft, Entity, Event, Hash8, Header, Projection, SubjectId};
use serde::{Deserialize, Serialize};
use shelter::fact::{Fact, FactError, Written};
use shelter::plain::{Actor, DeviceId, Mark, Moment, PersonId, ShelterId};
use shelter::state::{Person, Shelter};

/// A person or a shelter, as the ledger keeps it beside the events.
#[derive(Clone, Serialize, Deserialize)]
pub enum Kept {
    /// 避難者.
    Person(Box<Person>),
    /// 避難所.
    Shelter(Box<Shelter>),
}

/// How facts become people and shelters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts;

impl Projection for Facts {
    type State = Kept;

    fn version(&self) -> u32 {
        1
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        // Who looked at what is kept and never folded: it would grow a state with every look.
        if header.kind.starts_with("audit.") || header.kind.starts_with("inquiry.") {
            return None;
        }
        Some(match header.subject {
            Some(person) => Entity::Subject(person),
            None => Entity::Stream(header.stream),
        })
    }

    fn empty(&self, entity: Entity) -> Kept {
        match entity {
            Entity::Subject(_) => Kept::Person(Box::default()),
            Entity::Stream(_) => Kept::Shelter(Box::default()),
        }
    }

    fn apply(&self, state: &mut Kept, event: &Event) {
        let Some(Ok(fact)) = fact_of(event) else {
            return;
        };
        let written = written(event);
        match state {
            Kept::Person(person) => person.apply(&fact, &written),
            Kept::Shelter(shelter) => shelter.apply(&fact, &written),
        }
    }
}

/// The fact in an event; none where the payload was erased or its key is not here.
pub fn fact_of(event: &Event) -> Option<Result<Fact, FactError>> {
    let payload = event.payload.as_ref()?;
    Some(Fact::decode(&event.header.kind, event.version, payload))
}

/// What the header says beside the fact.
pub fn written(event: &Event) -> Written {
    let header = &event.header;
    Written {
        mark: Mark(event.hash8().0),
        device: DeviceId(header.device.0),
        seq: header.seq,
        shelter: ShelterId(header.stream.0),
        actor: Actor(header.actor.0),
        entered: Moment(header.wall_ms),
        occurred: header.occurred.map(Moment),
        basis: header.basis.iter().map(|seen| Mark(seen.0)).collect(),
    }
}

/// A fact on its way into the ledger.
pub fn draft(
    person: Option<PersonId>,
    basis: &[Mark],
    occurred: Option<Moment>,
    fact: &Fact,
) -> Result<Draft, FactError> {
    Ok(Draft {
        kind: fact.kind().to_owned(),
        version: fact.version(),
        subject: person.map(|person| SubjectId(person.0)),
        basis: basis.iter().map(|mark| Hash8(mark.0)).collect(),
        occurred: occurred.map(|moment| moment.0),
        payload: fact.encode()?,
    })
}
