//! Does a booth hold a receipt of ours that the table does not know? Then the hub came back from a backup.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ledger::{RealmId, StreamId};
use polling::claim::{ClaimRequest, ToAuthority, VerifyingKey, receipt_of};
use polling::fact::{Answered, Fact};
use polling::plain::{ClaimId, ElectorId};
use sync::Mark;

use super::records::Facts;
use super::whose::OnRecord;
use super::{Claims, ClaimsError};

/// How often it is looked for what came in.
const PAUSE: Duration = Duration::from_secs(2);

/// What was read so far of one realm's records.
#[derive(Default)]
pub(super) struct Looked {
    marks: BTreeMap<StreamId, Mark>,
    facts: Facts,
    on_record: OnRecord,
    /// Claims of our receipts that were not compared with the table yet.
    granted: Vec<ClaimId>,
}

impl Claims {
    /// Looks at the records that came since, and stops granting if one carries a receipt of ours that the table does
    /// not know. Tells whether it did.
    pub async fn look(&self, realm: RealmId, now_ms: i64) -> Result<bool, ClaimsError> {
        let looked = self.looked(realm);
        let mut looked = looked.lock().await;
        self.look_on(realm, &mut looked).await?;
        let ours: Vec<[u8; 16]> = looked.granted.iter().map(|claim| claim.0).collect();
        if ours.is_empty() {
            return Ok(false);
        }
        if self.state(realm).await?.rebuilding_since_ms.is_some() {
            looked.granted.clear();
            return Ok(false);
        }
        let known = self.known(realm.0, &ours).await?;
        looked.granted.clear();
        if ours.iter().all(|claim| known.contains(claim)) {
            return Ok(false);
        }
        let by = "a booth holds a receipt that the claims do not know";
        self.begin_restoring(realm, by, now_ms).await?;
        Ok(true)
    }

    /// Whether the booths' records allow this booth to end what is not known to be its own.
    pub(super) async fn is_on_record(
        &self,
        realm: RealmId,
        message: &ToAuthority,
        own: StreamId,
        holder: Option<StreamId>,
    ) -> Result<bool, ClaimsError> {
        let looked = self.looked(realm);
        let mut looked = looked.lock().await;
        self.look_on(realm, &mut looked).await?;
        Ok(looked.on_record.allow(message, own, holder))
    }

    fn looked(&self, realm: RealmId) -> Arc<tokio::sync::Mutex<Looked>> {
        let looked = self.looked.lock();
        let mut looked = looked.unwrap_or_else(PoisonError::into_inner);
        Arc::clone(looked.entry(realm).or_default())
    }

    async fn look_on(&self, realm: RealmId, looked: &mut Looked) -> Result<(), ClaimsError> {
        let key = self.election(realm).await?.key.verifying_key();
        let read = self.read_on(realm, &mut looked.marks, &mut looked.facts);
        let read = read.await;
        // What was read before an error counts, as it is not read again.
        for one in looked.facts.opened() {
            looked.on_record.learn(one.stream, &one.fact);
            let granted = granted_by(&key, one.elector, &one.fact);
            looked.granted.extend(granted);
        }
        read
    }

    /// Looks again and again, in every realm whose authority this hub is; and grants again by itself once all booths
    /// have told everything. Never ends; to be dropped.
    pub async fn watch(self: Arc<Self>) {
        loop {
            for realm in self.store.realms().await.unwrap_or_default() {
                if realm.authority.is_none() {
                    continue;
                }
                if let Err(error) = self.watch_one(realm.id).await {
                    tracing::warn!(%error, "the claims were not compared with the booths' records");
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn watch_one(&self, realm: RealmId) -> Result<(), ClaimsError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let now_ms = since.map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        });
        if self.look(realm, now_ms).await? {
            tracing::error!("claims are not granted: the hub came back from a backup");
        }
        if self.state(realm).await?.rebuilding_since_ms.is_some() {
            match self
                .restore(realm, &super::Release::AllReported, now_ms)
                .await
            {
                Ok(_) => tracing::info!("claims are granted again"),
                Err(ClaimsError::NotAllReported { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The claim of an acceptance, if it carries our receipt.
fn granted_by(key: &VerifyingKey, elector: ElectorId, fact: &Fact) -> Option<ClaimId> {
    let receipt = receipt_of(fact)?;
    let (claim, ballots, booth) = match fact {
        Fact::Accepted(one) => (one.claim, &one.ballots, &one.booth),
        Fact::Answered(Answered {
            claim,
            ballots,
            booth,
            ..
        }) => (*claim, ballots, booth),
        _ => return None,
    };
    let request = ClaimRequest {
        id: claim,
        elector,
        ballots: ballots.clone(),
        booth: booth.clone(),
        home: None,
        term: 0,
        afterwards: false,
    };
    receipt.check(key, &request, 0).is_ok().then_some(claim)
}
