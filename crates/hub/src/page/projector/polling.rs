//! Electors and booths: what follows from their states, and the board of one booth.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use ledger::{RealmId, StreamId};
use polling_ledger::{Facts, Kept};
use serde::{Deserialize, Serialize};

use super::{Derived, Folding, name_of};
use crate::page::api::{BoothLine, IncidentLine, Millis};
use crate::page::{Page, PageError};
use crate::store::Realm;
use crate::store::db;

/// One ballot was let out more than once.
pub(in crate::page) const DOUBLE: i64 = 3;
/// The same, and somebody told what was found.
pub(in crate::page) const SETTLED: i64 = 4;

/// A booth as it was counted last.
#[derive(Default, Serialize, Deserialize)]
pub(in crate::page) struct Booth {
    /// All that the page shows of it; devices and what was heard last come from elsewhere.
    pub line: BoothLine,
    /// Days on which it is open.
    pub open_days: BTreeSet<String>,
    /// Cuts that last.
    pub incidents: Vec<IncidentLine>,
}

/// The stream of a booth: the same on all its PCs, as the polling desk derives it.
pub(in crate::page) fn stream_of(realm: RealmId, booth: &str) -> StreamId {
    StreamId(custody::hash(&[
        b"kazashi.booth.1",
        &realm.0,
        booth.as_bytes(),
    ]))
}

impl Folding for Facts {
    fn derive(&self, _: &Page, realm: RealmId, state: &Kept) -> Option<Derived> {
        let elector = match state {
            Kept::Booth(_) => return Some(Derived::default()),
            Kept::Elector(elector) => elector,
        };
        let mut derived = Derived::default();
        for (claim, state) in elector.claims() {
            let gave_up: BTreeSet<_> = state.given_up().collect();
            let stands = state.papers.keys().any(|ballot| !gave_up.contains(ballot));
            if let (true, Some(first)) = (stands, state.acceptances.first()) {
                let stream = stream_of(realm, first.spot.booth.as_str());
                derived.places.insert(stream.0);
                let row = (stream.to_string(), first.spot.hour, claim.0.to_vec());
                derived.accepted.insert(row);
            }
        }
        let kinds = elector
            .contradictions()
            .into_iter()
            .map(|one| match one.settled {
                None => DOUBLE,
                Some(_) => SETTLED,
            });
        derived.conflicts.extend(kinds);
        Some(derived)
    }

    async fn count(
        &self,
        page: &Page,
        realm: &Realm,
        stream: [u8; 16],
    ) -> Result<Vec<u8>, PageError> {
        let stream = StreamId(stream);
        let mut booth = Booth::default();
        booth.line.id = stream.to_string();
        let sql = "SELECT hour, COUNT(*) FROM page_accepted WHERE realm = $1 AND booth = $2 GROUP BY hour";
        let params = vec![realm.id.0.into(), stream.to_string().into()];
        for row in db::query(&page.store, sql, params).await? {
            let number = u32::try_from(row.int(1)?).unwrap_or(u32::MAX);
            booth.line.accepted += number;
            if let Some((day, hour)) = local(row.int(0)?) {
                *booth
                    .line
                    .hours
                    .entry(day)
                    .or_default()
                    .entry(hour)
                    .or_default() += number;
            }
        }
        let sql = "SELECT COUNT(*) FROM page_conflict c JOIN page_at a \
                   ON a.realm = c.realm AND a.person = c.person \
                   WHERE c.realm = $1 AND a.place = $2 AND c.kind = $3";
        let params = vec![realm.id.0.into(), stream.0.into(), DOUBLE.into()];
        let row = db::first(&page.store, sql, params).await?;
        let doubles = row.map_or(Ok(0), |row| row.int(0))?;
        booth.line.doubles = u32::try_from(doubles).unwrap_or(u32::MAX);
        let sql = "SELECT state FROM page_state WHERE realm = $1 AND entity = $2";
        let entity = name_of(ledger::Entity::Stream(stream));
        let row = db::first(&page.store, sql, vec![realm.id.0.into(), entity.into()]).await?;
        if let Some(row) = row
            && let Kept::Booth(state) = page.keeping.open(row.bytes(0))?
        {
            booth.line.frozen = state.frozen().is_some();
            booth.open_days = state.open_days().map(|day| day.to_string()).collect();
            let cuts = state.outages().map(|(_, cut)| IncidentLine {
                booth: stream.to_string(),
                at: Millis(cut.since.0),
                kind: "outage.began".to_owned(),
            });
            booth.incidents = cuts.collect();
            booth.line.outages = u32::try_from(state.outages().count()).unwrap_or(u32::MAX);
        }
        page.keeping.seal(&booth)
    }
}

/// Day and hour of Japan's clock, of hours since 1970 UTC.
fn local(hour: i64) -> Option<(String, u8)> {
    let at = Timestamp::from_second(hour.checked_mul(3600)?).ok()?;
    let time = at.to_zoned(TimeZone::fixed(Offset::constant(9)));
    Some((time.date().to_string(), u8::try_from(time.hour()).ok()?))
}
