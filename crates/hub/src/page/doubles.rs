//! Electors who were let through twice (二重受付): shown to the election office, which records what it found. No name is
//! here, and nothing is undone: both acceptances stay.

use ledger::{Entity, RealmId, StreamId, SubjectId};
use polling::fact::Fact;
use polling::incident::{Incident, NotSettled};
use polling::plain::{ElectorId, Mark};
use polling::role::Role;
use polling::status::ElectorState;
use polling_ledger::{Kept, NewFact};

use super::api::{AcceptedLine, AuditAct, DoubleLine, Finding, Millis, SettleDouble};
use super::audit::Entry;
use super::own::NewEvent;
use super::projector::{DOUBLE, SETTLED, booth_stream, name_of};
use super::{Page, PageError, Who};
use crate::store::db;

/// Most electors of a list.
const MOST: i64 = 400;
/// Longest name of an office, and longest finding.
const LONGEST: usize = 500;
const HOUR_MS: i64 = 3_600_000;

impl Page {
    /// The open ones first, then what was found about others.
    pub(super) async fn doubles(&self, realm: RealmId) -> Result<Vec<DoubleLine>, PageError> {
        let sql = "SELECT DISTINCT person FROM page_conflict WHERE realm = $1 AND kind IN ($2, $3) \
                   ORDER BY person LIMIT $4";
        let params = vec![realm.0.into(), DOUBLE.into(), SETTLED.into(), MOST.into()];
        let mut doubles = Vec::new();
        for row in db::query(&self.store, sql, params).await? {
            let elector = ElectorId(row.fixed(0)?);
            if let Some(state) = self.elector(realm, elector).await? {
                let incidents = Incident::of(elector, &state);
                doubles.extend(incidents.iter().map(|one| line(realm, one)));
            }
        }
        doubles.sort_by_key(|one| one.settled.is_some());
        Ok(doubles)
    }

    async fn elector(
        &self,
        realm: RealmId,
        elector: ElectorId,
    ) -> Result<Option<ElectorState>, PageError> {
        let sql = "SELECT state FROM page_state WHERE realm = $1 AND entity = $2";
        let entity = name_of(Entity::Subject(SubjectId(elector.0)));
        let row = db::first(&self.store, sql, vec![realm.0.into(), entity.into()]).await?;
        let Some(row) = row else { return Ok(None) };
        match self.keeping.open(row.bytes(0))? {
            Kept::Elector(state) => Ok(Some(*state)),
            Kept::Booth(_) => Err(PageError::Damaged),
        }
    }

    /// Records what was found about a double, by name of office: the same event as a booth's officer writes, signed by
    /// the hub's device in the stream of the booth that let the elector through first.
    pub async fn settle_double(
        &self,
        who: &Who,
        realm: RealmId,
        settle: &SettleDouble,
    ) -> Result<(), PageError> {
        let elector = ledger::SubjectId::from_hex(&settle.elector).ok_or(PageError::Malformed)?;
        let elector = ElectorId(elector.0);
        let fits = |text: &str| text.chars().count() <= LONGEST;
        if !fits(&settle.finding) || !fits(&settle.office) {
            return Err(PageError::Malformed);
        }
        let entry = Entry::of(&who.user.account, AuditAct::Settled)
            .realm(realm)
            .about(&settle.elector);
        let entry = entry.because(&settle.finding)?.people(1);
        let state = self.elector(realm, elector).await?;
        let state = state.ok_or(PageError::NotFound)?;
        let mut incidents = Incident::of(elector, &state).into_iter();
        let found = incidents.find(|one| one.ballot.as_str() == settle.ballot);
        let found = found.ok_or(PageError::NotFound)?;
        let settled = found.settle(Role::Officer, &settle.office, &settle.finding);
        let settled = settled.map_err(|why| match why {
            NotSettled::Already => PageError::Conflict,
            NotSettled::FindingMissing => PageError::NoReason,
            NotSettled::NotAllowed | NotSettled::OfficeMissing => PageError::Malformed,
        })?;
        let first = found.acceptances.first().ok_or(PageError::NotFound)?;
        let stream = booth_stream(realm, first.spot.booth.as_str());
        let basis: Vec<Mark> = settled.acceptances.clone();
        self.note(entry).await?;
        let fact = NewFact::of(elector, Fact::Settled(settled)).settling(basis);
        let draft = fact.draft().map_err(|_| PageError::Damaged)?;
        let event = NewEvent {
            stream,
            subject: SubjectId(elector.0),
            kind: draft.kind,
            version: draft.version,
            basis: draft.basis,
            payload: draft.payload,
        };
        self.write(realm, &who.user.account, event).await
    }
}

fn line(realm: RealmId, of: &Incident) -> DoubleLine {
    let id = |booth: &str| -> StreamId { booth_stream(realm, booth) };
    DoubleLine {
        elector: SubjectId(of.elector.0).to_string(),
        ballot: of.ballot.as_str().to_owned(),
        acceptances: of
            .acceptances
            .iter()
            .map(|one| AcceptedLine {
                booth: id(one.spot.booth.as_str()).to_string(),
                at: Millis(one.spot.hour * HOUR_MS),
                left: one.left,
            })
            .collect(),
        against_another_vote: of.against_another_vote,
        settled: of.settled.as_ref().map(|found| Finding {
            finding: found.finding.clone(),
            office: found.by.clone(),
        }),
    }
}
