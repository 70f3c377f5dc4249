//! Between the ledger's events and the facts of the election.

use ledger::{Draft, Entity, Event, Hash8, Header, Projection, SubjectId};
use polling::fact::{Fact, FactError, Written};
use polling::plain::{Actor, DeviceId, ElectorId, Mark, Moment};
use polling::status::ElectorState;
use serde::{Deserialize, Serialize};

use crate::booth_state::BoothState;

/// An elector or a booth, as the ledger keeps it beside the events.
#[derive(Clone, Serialize, Deserialize)]
pub enum Kept {
    /// 選挙人.
    Elector(Box<ElectorState>),
    /// 期日前投票所.
    Booth(Box<BoothState>),
}

/// How facts become electors' states and booths.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts;

impl Projection for Facts {
    type State = Kept;

    fn version(&self) -> u32 {
        1
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        // Who looked at whom is kept and never folded: it would grow a state with every look.
        if !Fact::is_projected(&header.kind) {
            return None;
        }
        Some(match header.subject {
            Some(elector) => Entity::Subject(elector),
            None => Entity::Stream(header.stream),
        })
    }

    fn empty(&self, entity: Entity) -> Kept {
        match entity {
            Entity::Subject(_) => Kept::Elector(Box::default()),
            Entity::Stream(_) => Kept::Booth(Box::default()),
        }
    }

    fn apply(&self, state: &mut Kept, event: &Event) {
        let Some(Ok(fact)) = fact_of(event) else {
            return;
        };
        let written = written(event);
        match state {
            Kept::Elector(elector) => elector.apply(&fact, &written),
            Kept::Booth(booth) => booth.apply(&fact, &written),
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
        stream: header.stream.0,
        actor: Actor(header.actor.0),
        entered: Moment(header.wall_ms),
        occurred: header.occurred.map(Moment),
        basis: header.basis.iter().map(|seen| Mark(seen.0)).collect(),
    }
}

/// A fact on its way into the ledger.
pub struct NewFact {
    /// Whose it is; none for the booth's own.
    pub elector: Option<ElectorId>,
    /// What it settles.
    pub basis: Vec<Mark>,
    /// When it happened, if that is not now.
    pub occurred: Option<Moment>,
    /// What happened.
    pub fact: Fact,
}

impl NewFact {
    /// One about an elector.
    pub fn of(elector: ElectorId, fact: Fact) -> Self {
        Self {
            elector: Some(elector),
            basis: Vec::new(),
            occurred: None,
            fact,
        }
    }

    /// One of the booth's own.
    pub fn of_booth(fact: Fact) -> Self {
        Self {
            elector: None,
            basis: Vec::new(),
            occurred: None,
            fact,
        }
    }

    /// With the facts that it settles.
    #[must_use]
    pub fn settling(mut self, basis: Vec<Mark>) -> Self {
        self.basis = basis;
        self
    }

    /// As the ledger takes it.
    pub fn draft(&self) -> Result<Draft, FactError> {
        Ok(Draft {
            kind: self.fact.kind().to_owned(),
            version: self.fact.version(),
            subject: self.elector.map(|elector| SubjectId(elector.0)),
            basis: self.basis.iter().map(|mark| Hash8(mark.0)).collect(),
            occurred: self.occurred.map(|moment| moment.0),
            payload: self.fact.encode()?,
        })
    }
}
