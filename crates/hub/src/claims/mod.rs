//! The hub as the authority of elections (受付の申請): the one place that lets nobody vote twice.
//!
//! What is answered is decided by [`polling::claim::Step`]; the tables load and write its rows in one transaction, on
//! SQLite or on PostgreSQL over connections of their own. Only a clean commit is answered; all else is *unknown*, and
//! the same claim asked again finds out. A hub that came back from a backup grants nothing until its claims are made
//! anew from the booths' records.

mod election;
mod error;
mod http;
mod postgres;
mod records;
mod restoring;
mod sqlite;
mod table;
mod watch;
mod whose;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ledger::RealmId;
use polling::claim::{AuthorityKey, FromAuthority, Needs, ToAuthority};
use polling::plain::BoothId;

pub use election::VerifyingKey;
pub use error::{ClaimsError, every_error};
pub use http::router;
pub use restoring::{Release, Restoration};

use crate::store::{Device, Store};
use election::Election;
use table::Work;
use watch::Looked;
use whose::Whose;

/// How long a booth is kept waiting: then its outage rule is in force.
const PATIENCE: Duration = Duration::from_secs(2);

const MS_PER_HOUR: i64 = 3_600_000;

/// Answers booths' claims.
pub struct Claims {
    store: Arc<Store>,
    elections: Mutex<BTreeMap<RealmId, Arc<Election>>>,
    /// What was read of each realm's records so far.
    looked: Mutex<BTreeMap<RealmId, Arc<tokio::sync::Mutex<Looked>>>>,
}

/// In which term this hub grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Counts up with each change of authority.
    pub term: u64,
    /// Since when nothing is granted, as the claims are made anew; milliseconds since 1970 UTC.
    pub rebuilding_since_ms: Option<i64>,
}

impl Claims {
    /// Over the hub's database; on PostgreSQL over connections that are for claims alone.
    pub fn new(store: Arc<Store>) -> Self {
        Self {
            store,
            elections: Mutex::default(),
            looked: Mutex::default(),
        }
    }

    /// Answers a device's message. `now_ms` is the hub's clock, milliseconds since 1970 UTC.
    ///
    /// After two seconds the answer is *unknown*; what was begun goes on to its end, and is found by asking again.
    pub async fn answer(
        &self,
        realm: RealmId,
        device: &Device,
        message: &ToAuthority,
        now_ms: i64,
    ) -> Result<FromAuthority, ClaimsError> {
        let election = self.election(realm).await?;
        let own = election.may_ask(device, message)?;
        match tokio::time::timeout(PATIENCE, self.put(realm, &election, own, message, now_ms)).await
        {
            Ok(Ok(answer)) => Ok(answer),
            Err(_)
            | Ok(Err(ClaimsError::Busy | ClaimsError::Unknown | ClaimsError::Rebuilding)) => {
                Ok(message.not_stored())
            }
            Ok(Err(error)) => Err(error),
        }
    }

    /// Puts the message to the claims; what is another booth's only with a record of why.
    async fn put(
        &self,
        realm: RealmId,
        election: &Election,
        own: &BoothId,
        message: &ToAuthority,
        now_ms: i64,
    ) -> Result<FromAuthority, ClaimsError> {
        let first = self.step(realm, election, message, now_ms, Some(own.clone()));
        let holder = match first.await? {
            Ok(answer) => return Ok(answer),
            Err(Whose::Of(booth)) => Some(election.stream(&booth).ok_or(ClaimsError::NotAllowed)?),
            Err(Whose::Own | Whose::Unknown) => None,
        };
        let stream = election.stream(own).ok_or(ClaimsError::NotAllowed)?;
        if !self.is_on_record(realm, message, stream, holder).await? {
            return Ok(message.not_stored());
        }
        let allowed = self.step(realm, election, message, now_ms, None).await?;
        Ok(allowed.unwrap_or_else(|_| message.not_stored()))
    }

    /// `only_own`: of this booth. What is not is left as it is, and whose it is told.
    async fn step(
        &self,
        realm: RealmId,
        election: &Election,
        message: &ToAuthority,
        now_ms: i64,
        only_own: Option<BoothId>,
    ) -> Result<Result<FromAuthority, Whose>, ClaimsError> {
        let put = message.clone();
        let work = Work {
            realm: realm.0,
            key: election.key.clone(),
            first_term: election.first_term,
            hour: now_ms.div_euclid(MS_PER_HOUR),
            needs: Needs::of(message),
            rebuilds: false,
            step: Box::new(move |step| {
                let own = only_own.as_ref();
                let whose = own.map(|own| Whose::of(&put, own, step.rows));
                match whose {
                    None | Some(Whose::Own) => Ok(step.answer(&put)),
                    Some(another) => Err(another),
                }
            }),
        };
        self.change(work).await
    }

    /// By which the receipts of an election are checked.
    pub async fn verifying_key(&self, realm: RealmId) -> Result<VerifyingKey, ClaimsError> {
        Ok(self.election(realm).await?.key.verifying_key())
    }

    /// What a desk has to know of this authority.
    pub async fn authority(&self, realm: RealmId) -> Result<AuthorityKey, ClaimsError> {
        let term = self.state(realm).await?;
        Ok(AuthorityKey {
            key: self.verifying_key(realm).await?.to_bytes(),
            term: term.term,
            grants: term.rebuilding_since_ms.is_none(),
        })
    }

    /// In which term this hub grants in an election, and whether it does.
    pub async fn state(&self, realm: RealmId) -> Result<Term, ClaimsError> {
        let election = self.election(realm).await?;
        let first = Term {
            term: election.first_term,
            rebuilding_since_ms: None,
        };
        Ok(self.term(realm.0).await?.unwrap_or(first))
    }

    /// What was done to the term, the oldest first: when (milliseconds since 1970 UTC), and what by whom.
    pub async fn acts(&self, realm: RealmId) -> Result<Vec<(i64, String)>, ClaimsError> {
        self.acts_of(realm.0).await
    }

    /// The election of a realm whose authority this hub is. It does not change while the realm is open.
    async fn election(&self, realm: RealmId) -> Result<Arc<Election>, ClaimsError> {
        let held = {
            let elections = self.elections.lock();
            let elections = elections.unwrap_or_else(PoisonError::into_inner);
            elections.get(&realm).cloned()
        };
        if let Some(election) = held {
            return Ok(election);
        }
        let found = self.store.realm(realm).await?;
        let election = Arc::new(Election::of(&found.ok_or(ClaimsError::NotAuthority)?)?);
        let elections = self.elections.lock();
        let mut elections = elections.unwrap_or_else(PoisonError::into_inner);
        elections.insert(realm, Arc::clone(&election));
        Ok(election)
    }
}
