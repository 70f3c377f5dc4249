//! Making the claims anew from the booths' records, after a restore from a backup.
//!
//! From the moment on at which that is begun nothing is granted; the term counts up, so that a copy of the hub that
//! still runs somewhere grants no more once a desk has heard of it. What is begun is ended when every booth has told
//! everything, or when the board orders it.

use std::collections::BTreeSet;

use ledger::{RealmId, StreamId};
use polling::claim::{History, Needs, Restored, ToAuthority};
use polling::election::OutageRule;
use polling::fact::Allotment;
use polling::plain::{BoothId, ElectorId};
use sync::Standing;

use super::election::Election;
use super::records::Records;
use super::{Claims, ClaimsError, MS_PER_HOUR, Term, Work};

/// Who says that the claims are whole again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// Every booth has told everything since.
    AllReported,
    /// The board orders it: the names of two officers, kept with the record of it.
    Officers([String; 2]),
}

/// What came of making the claims anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restoration {
    /// How many electors had claims.
    pub electors: usize,
    /// What did not fit: incidents for the board.
    pub misfits: Restored,
}

impl Claims {
    /// Stops granting, in a term above every one before. Once begun, it stays begun over restarts. `by`: who says so,
    /// kept with the record of it.
    pub async fn begin_restoring(
        &self,
        realm: RealmId,
        by: &str,
        now_ms: i64,
    ) -> Result<Term, ClaimsError> {
        let before = self.state(realm).await?;
        let records = self.records(realm).await?;
        let seen = records.histories.values().map(History::term).max();
        let term = Term {
            term: before.term.max(seen.unwrap_or_default()) + 1,
            rebuilding_since_ms: Some(now_ms),
        };
        let act = format!("stopped granting in term {}: {by}", before.term);
        self.set_term(realm.0, term, now_ms, &act).await?;
        Ok(term)
    }

    /// How many devices and booths have not told everything since granting was stopped.
    pub async fn missing(&self, realm: RealmId) -> Result<usize, ClaimsError> {
        let missing = self.missing_streams(realm).await?;
        Ok(missing.len())
    }

    /// The streams of devices that have not told everything, and of booths without a device.
    async fn missing_streams(&self, realm: RealmId) -> Result<Vec<StreamId>, ClaimsError> {
        let since = self.state(realm).await?.rebuilding_since_ms;
        let since = since.ok_or(ClaimsError::NotRebuilding)?;
        let election = self.election(realm).await?;
        let reports = self.store.reports(realm).await?;
        let told = |device| {
            reports.iter().any(|report| {
                report.device == device && report.at_ms > since && report.status.unsent == 0
            })
        };
        let mut silent: BTreeSet<StreamId> = election.booths.keys().copied().collect();
        let mut missing = Vec::new();
        for device in self.store.devices(realm).await? {
            let stream = device.card.stream;
            if !election.booths.contains_key(&stream) {
                continue;
            }
            silent.remove(&stream);
            let shut_out = matches!(device.standing, Standing::Revoked { .. });
            if !shut_out && !told(device.card.device()) {
                missing.push(stream);
            }
        }
        missing.extend(silent);
        Ok(missing)
    }

    /// Makes the claims anew from all records that are here, and grants again if all booths have told everything, or
    /// the board orders it. Again, it does no harm.
    pub async fn restore(
        &self,
        realm: RealmId,
        release: &Release,
        now_ms: i64,
    ) -> Result<Restoration, ClaimsError> {
        let election = self.election(realm).await?;
        let term = self.state(realm).await?;
        if term.rebuilding_since_ms.is_none() {
            return Err(ClaimsError::NotRebuilding);
        }
        let missing = self.missing_streams(realm).await?;
        if *release == Release::AllReported && !missing.is_empty() {
            let missing = missing.len();
            return Err(ClaimsError::NotAllReported { missing });
        }
        let records = self.records(realm).await?;
        let mut restoration = Restoration::default();
        for (elector, history) in &records.histories {
            let of_elector = self.restore_elector(realm, &election, *elector, history, now_ms);
            let misfits = of_elector.await?;
            restoration.electors += 1;
            restoration.misfits.contested.extend(misfits.contested);
            restoration.misfits.doubtful.extend(misfits.doubtful);
        }
        for message in turns(&election, &records, &missing) {
            self.put_while_restoring(realm, &election, message, now_ms)
                .await?;
        }
        let by = match release {
            Release::AllReported => "all booths have told everything".to_owned(),
            Release::Officers([one, other]) => format!("by order of {one} and {other}"),
        };
        let act = format!(
            "grants again in term {}: {by}; {} electors, {} contested, {} doubtful",
            term.term,
            restoration.electors,
            restoration.misfits.contested.len(),
            restoration.misfits.doubtful.len(),
        );
        let granting = Term {
            rebuilding_since_ms: None,
            ..term
        };
        self.set_term(realm.0, granting, now_ms, &act).await?;
        Ok(restoration)
    }

    async fn restore_elector(
        &self,
        realm: RealmId,
        election: &Election,
        elector: ElectorId,
        history: &History,
        now_ms: i64,
    ) -> Result<Restored, ClaimsError> {
        let standing = history.standing();
        let holds: Vec<_> = history.holds(elector).collect();
        let released: Vec<_> = history.released().collect();
        let former = election.key.verifying_key();
        let needs = Needs {
            elector: Some(elector),
            claims: standing.iter().map(|one| one.request.id).collect(),
            ..Needs::default()
        };
        let work = Work {
            needs,
            ..work(realm, election, now_ms, move |step| {
                step.restore(elector, standing.clone(), &former)
            })
        };
        let misfits = self.change(work).await?;
        let holds = holds.into_iter().map(ToAuthority::Hold);
        let released = released
            .into_iter()
            .map(|hold| ToAuthority::Release { hold });
        for message in holds.chain(released) {
            self.put_while_restoring(realm, election, message, now_ms)
                .await?;
        }
        Ok(misfits)
    }

    async fn put_while_restoring(
        &self,
        realm: RealmId,
        election: &Election,
        message: ToAuthority,
        now_ms: i64,
    ) -> Result<(), ClaimsError> {
        let needs = Needs::of(&message);
        let work = Work {
            needs,
            ..work(realm, election, now_ms, move |step| {
                step.answer(&message);
            })
        };
        self.change(work).await
    }
}

fn work<T>(
    realm: RealmId,
    election: &Election,
    now_ms: i64,
    step: impl Fn(&mut polling::claim::Step<'_>) -> T + Send + Sync + 'static,
) -> Work<T> {
    Work {
        realm: realm.0,
        key: election.key.clone(),
        first_term: election.first_term,
        hour: now_ms.div_euclid(MS_PER_HOUR),
        needs: Needs::default(),
        rebuilds: true,
        step: Box::new(step),
    }
}

/// Which booths may go on alone. Of one that has not told everything, that is taken for granted.
fn turns(election: &Election, records: &Records, missing: &[StreamId]) -> Vec<ToAuthority> {
    if election.rule != OutageRule::HomeBooth {
        return Vec::new();
    }
    let turn_of = |(stream, booth): (&StreamId, &BoothId)| {
        let known = records.allotments.get(stream).copied();
        let Allotment { turn, standing } = known.unwrap_or(Allotment {
            turn: 0,
            standing: false,
        });
        let booth = booth.clone();
        if missing.contains(stream) && !standing {
            let turn = turn + 1;
            return ToAuthority::SignOn { booth, turn };
        }
        if standing {
            ToAuthority::SignOn { booth, turn }
        } else {
            ToAuthority::SignOff { booth, turn }
        }
    };
    election.booths.iter().map(turn_of).collect()
}
