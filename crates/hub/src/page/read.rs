//! What the boards say: all shelters, one of them, reports, booths.

use std::collections::BTreeMap;

use ledger::{RealmId, StreamId};
use shelter::plain::ShelterId;
use shelter::report::SituationReport;
use shelter_ledger::Kept;
use sync::{REALM_LOG, Standing};

use super::api::{
    BoothLine, DeskLine, IncidentLine, Millis, OpenState, Overview, PollingOverview, ReportEntry,
    ReportLine, ReportView, RoomState, ShelterLine, ShelterView, StandingView, Totals,
};
use super::projector::{Board, Booth, name_of};
use super::{Page, PageError};
use crate::store::db;
use crate::store::{Device, Report};

/// A shelter that was not heard of for so long is silent.
pub const SILENT_MS: i64 = 3_600_000;

type Desks = BTreeMap<StreamId, Vec<DeskLine>>;

impl Page {
    /// All shelters of a realm.
    pub async fn overview(&self, realm: RealmId) -> Result<Overview, PageError> {
        let change = self.change_of(realm).await?;
        let mut desks = self.desks(realm).await?;
        let mut shelters = Vec::new();
        for (stream, board, heard) in self.boards(realm, change).await?.iter() {
            let mut line = board.view.line.clone();
            line.heard = heard.map(Millis);
            line.id = stream.to_string();
            line.desks = desks.remove(stream).unwrap_or_default();
            name(&mut line);
            shelters.push(line);
        }
        // Those of which nothing came yet but that they joined.
        for (stream, desks) in desks {
            let mut line = ShelterLine {
                id: stream.to_string(),
                desks,
                ..ShelterLine::default()
            };
            name(&mut line);
            shelters.push(line);
        }
        shelters.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        let now = self.now();
        Ok(Overview {
            change,
            now: Millis(now),
            totals: totals(&shelters, now),
            shelters,
        })
    }

    /// One shelter.
    pub async fn shelter_view(
        &self,
        realm: RealmId,
        shelter: ShelterId,
    ) -> Result<ShelterView, PageError> {
        let sql = "SELECT sealed, heard_ms FROM page_board WHERE realm = $1 AND stream = $2";
        let params = vec![realm.0.into(), shelter.0.into()];
        let row = db::first(&self.store, sql, params)
            .await?
            .ok_or(PageError::NotFound)?;
        let mut view = if row.is_null(0) {
            ShelterView::default()
        } else {
            self.keeping.open::<Board>(row.bytes(0))?.view
        };
        view.line.id = shelter.to_string();
        view.line.heard = row.int_or_none(1).map(Millis);
        let mut desks = self.desks(realm).await?;
        view.line.desks = desks.remove(&StreamId(shelter.0)).unwrap_or_default();
        name(&mut view.line);
        Ok(view)
    }

    /// Boards as they were counted last; opened once for each state of the realm.
    pub(super) async fn boards(
        &self,
        realm: RealmId,
        change: i64,
    ) -> Result<super::Boards, PageError> {
        if let Some(boards) = self.known_boards(realm, change) {
            return Ok(boards);
        }
        let sql =
            "SELECT stream, sealed, heard_ms FROM page_board WHERE realm = $1 ORDER BY stream";
        let rows = db::query(&self.store, sql, vec![realm.0.into()]).await?;
        let mut boards = Vec::with_capacity(rows.len());
        for row in &rows {
            let stream = StreamId(row.fixed(0)?);
            let board = if row.is_null(1) {
                Board::default()
            } else {
                self.keeping.open(row.bytes(1))?
            };
            boards.push((stream, board, row.int_or_none(2)));
        }
        Ok(self.keep_boards(realm, change, boards))
    }

    async fn desks(&self, realm: RealmId) -> Result<Desks, PageError> {
        let reports: BTreeMap<_, Report> = self
            .store
            .reports(realm)
            .await?
            .into_iter()
            .map(|report| (report.device, report))
            .collect();
        let mut desks = Desks::new();
        for device in self.store.devices(realm).await? {
            if device.card.stream == REALM_LOG || device.role != sync::Role::Desk {
                continue;
            }
            let report = reports.get(&device.card.device());
            desks
                .entry(device.card.stream)
                .or_default()
                .push(desk(&device, report));
        }
        Ok(desks)
    }

    /// Reports that a shelter sent, the first first.
    pub(super) async fn reports_of(
        &self,
        realm: RealmId,
        shelter: ShelterId,
    ) -> Result<Vec<(u32, SituationReport)>, PageError> {
        let sql = "SELECT state FROM page_state WHERE realm = $1 AND entity = $2";
        let entity = name_of(ledger::Entity::Stream(StreamId(shelter.0)));
        let row = db::first(&self.store, sql, vec![realm.0.into(), entity.into()]).await?;
        let Some(row) = row else {
            return Ok(Vec::new());
        };
        let Kept::Shelter(shelter) = self.keeping.open(row.bytes(0))? else {
            return Err(PageError::Damaged);
        };
        let sent = shelter.reports().iter();
        let reports =
            sent.filter_map(|sent| Some((sent.version, SituationReport::decode(&sent.report.0)?)));
        Ok(reports.collect())
    }

    /// The last reports of all shelters, the last first.
    pub async fn reports(&self, realm: RealmId) -> Result<Vec<ReportLine>, PageError> {
        let change = self.change_of(realm).await?;
        let boards = self.boards(realm, change).await?;
        let mut lines: Vec<ReportLine> = boards
            .iter()
            .flat_map(|(_, board, _)| board.view.reports.iter().cloned())
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.at));
        lines.truncate(1_000);
        Ok(lines)
    }

    /// One report, with what changed since the one before.
    pub async fn report_view(
        &self,
        realm: RealmId,
        shelter: ShelterId,
        number: u32,
    ) -> Result<ReportView, PageError> {
        let reports = self.reports_of(realm, shelter).await?;
        let at = reports.iter().position(|(version, _)| *version == number);
        let at = at.ok_or(PageError::NotFound)?;
        let report = &reports[at].1;
        let before = at
            .checked_sub(1)
            .map(|at| reports[at].1.entries())
            .unwrap_or_default();
        let entries = report.entries().into_iter().map(|entry| ReportEntry {
            changed: !before.is_empty()
                && !before.iter().any(|old| {
                    old.section == entry.section
                        && old.label == entry.label
                        && old.value == entry.value
                }),
            section: entry.section.to_owned(),
            label: entry.label.clone(),
            value: entry.value.clone(),
        });
        Ok(ReportView {
            line: ReportLine {
                shelter: shelter.to_string(),
                shelter_name: report.shelter.name.clone(),
                number,
                at: Millis(report.as_of.0),
                staying: report.people.staying(),
            },
            entries: entries.collect(),
        })
    }

    /// All booths of an election.
    pub async fn polling_overview(&self, realm: RealmId) -> Result<PollingOverview, PageError> {
        let change = self.change_of(realm).await?;
        let mut desks = self.desks(realm).await?;
        let now = self.now();
        let today = shelter::plain::Moment(now).day().map(|day| day.to_string());
        let sql =
            "SELECT stream, sealed, heard_ms FROM page_board WHERE realm = $1 ORDER BY stream";
        let mut booths = Vec::new();
        for row in db::query(&self.store, sql, vec![realm.0.into()]).await? {
            let stream = StreamId(row.fixed(0)?);
            let booth = if row.is_null(1) {
                Booth::default()
            } else {
                self.keeping.open::<Booth>(row.bytes(1))?
            };
            let mut line: BoothLine = booth.line;
            line.id = stream.to_string();
            line.open = today
                .as_ref()
                .is_some_and(|day| booth.open_days.contains(day));
            line.heard = row.int_or_none(2).map(Millis);
            line.desks = desks.remove(&stream).unwrap_or_default();
            line.name = line
                .desks
                .first()
                .map(|desk| desk.name.clone())
                .unwrap_or_default();
            booths.push(line);
        }
        booths.extend(desks.into_iter().map(|(stream, desks)| {
            BoothLine {
                id: stream.to_string(),
                name: desks
                    .first()
                    .map(|desk| desk.name.clone())
                    .unwrap_or_default(),
                desks,
                ..BoothLine::default()
            }
        }));
        booths.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        let doubles = self.doubles(realm).await?;
        let incidents = self.incidents(realm).await?;
        Ok(PollingOverview {
            change,
            now: Millis(now),
            booths,
            doubles,
            incidents,
        })
    }

    /// Cuts that last, from the booths' boards.
    async fn incidents(&self, realm: RealmId) -> Result<Vec<IncidentLine>, PageError> {
        let sql = "SELECT stream, sealed FROM page_board WHERE realm = $1 AND sealed IS NOT NULL";
        let mut incidents = Vec::new();
        for row in db::query(&self.store, sql, vec![realm.0.into()]).await? {
            let booth: Booth = self.keeping.open(row.bytes(1))?;
            incidents.extend(booth.incidents);
        }
        incidents.sort_by_key(|one| std::cmp::Reverse(one.at));
        incidents.truncate(200);
        Ok(incidents)
    }
}

fn name(line: &mut ShelterLine) {
    if line.name.is_empty() {
        line.name = line
            .desks
            .first()
            .map(|desk| desk.name.clone())
            .unwrap_or_default();
    }
}

fn desk(device: &Device, report: Option<&Report>) -> DeskLine {
    DeskLine {
        name: device.card.name.clone(),
        standing: standing(device.standing),
        at: report.map(|report| Millis(report.at_ms)),
        unsent: report.map_or(0, |report| {
            u32::try_from(report.status.unsent).unwrap_or(u32::MAX)
        }),
        clock_off: report.map(|report| {
            let off = (report.status.clock_ms - report.at_ms) / 1000;
            i32::try_from(off).unwrap_or(if off < 0 { i32::MIN } else { i32::MAX })
        }),
    }
}

/// A standing as the page shows it.
pub fn standing(standing: Standing) -> StandingView {
    match standing {
        Standing::Asking => StandingView::Asking,
        Standing::Admitted => StandingView::Admitted,
        Standing::Suspended => StandingView::Suspended,
        Standing::Revoked { .. } => StandingView::Revoked,
    }
}

fn totals(shelters: &[ShelterLine], now: i64) -> Totals {
    let mut totals = Totals::default();
    for line in shelters {
        if line.state == OpenState::Open {
            totals.open += 1;
            totals.capacity += line.capacity.unwrap_or(0);
            totals.crowded += u32::from(matches!(line.room, RoomState::Crowded | RoomState::Full));
            let silent = line.heard.is_none_or(|heard| now - heard.0 > SILENT_MS);
            totals.silent += u32::from(silent);
        }
        let (sum, one) = (&mut totals.people, &line.people);
        sum.inside += one.inside;
        sum.out += one.out;
        sum.overnight += one.overnight;
        sum.vehicles += one.vehicles;
        sum.outside += one.outside;
        sum.hospital += one.hospital;
        sum.missing += one.missing;
        sum.expected += one.expected;
        sum.left += one.left;
        sum.households += one.households;
        totals.need_power += line.need_power;
        totals.meals_needed += line.meals.needed;
        totals.conflicts += line.conflicts;
        for (kind, number) in &line.needs {
            *totals.needs.entry(kind.clone()).or_default() += number;
        }
        for (hour, number) in &line.arrivals {
            *totals.arrivals.entry(hour.clone()).or_default() += number;
        }
    }
    totals
}
