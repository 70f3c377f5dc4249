//! Files for others: noted before they leave, protected families never in them.

use std::collections::BTreeSet;

use ledger::RealmId;
use shelter::exchange::{
    AlertHead, AlertShelter, Evacuee, Office, PfifSource, PlaceType, Room, Sort, alert_xml,
    draft_csv, for_others, ledger_csv, pfif,
};
use shelter::list::List;
use shelter::plain::{Moment, PersonId, ShelterId};
use shelter::report::{SituationReport, reports_csv};
use zeroize::Zeroizing;

use super::inquiries::shelter_id;
use super::search::{name_of, rows};
use crate::page::api::{AuditAct, Export, ExportKind, OpenState, RoomState, ShelterLine};
use crate::page::audit::Entry;
use crate::page::{Page, PageError, Who};
use crate::store::Realm;
use crate::store::db::{self, Statement};

/// A file that was written. Holds personal data: no `Debug`.
pub struct File {
    /// Its name, which tells nobody.
    pub name: String,
    /// What it is.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl Page {
    /// Writes a file.
    pub async fn export(
        &self,
        who: &Who,
        realm: &Realm,
        export: &Export,
    ) -> Result<File, PageError> {
        let what = super::search::code(export.kind);
        let entry = Entry::of(&who.user.account, AuditAct::Exported)
            .realm(realm.id)
            .about(&what);
        let entry = entry.because(&export.reason)?;
        let shelters: Vec<ShelterId> = match &export.shelter {
            Some(shelter) => vec![shelter_id(shelter)?],
            None => self.every_shelter(realm.id).await?,
        };
        let (bytes, people) = match export.kind {
            ExportKind::People | ExportKind::Ledger => {
                self.csv(realm.id, &shelters, export.kind).await?
            }
            ExportKind::Pfif => self.published(realm.id, &shelters).await?,
            ExportKind::LAlert => (self.alert(realm, &shelters).await?, 0),
            ExportKind::Reports => (self.reports_file(realm.id, &shelters).await?, 0),
        };
        self.note(entry.people(people)).await?;
        let (end, media) = match export.kind {
            ExportKind::Pfif | ExportKind::LAlert => ("xml", "application/xml"),
            _ => ("csv", "text/csv; charset=utf-8"),
        };
        let name = format!("{}-{}.{end}", what.to_lowercase(), self.now() / 1000);
        Ok(File { name, media, bytes })
    }

    async fn every_shelter(&self, realm: RealmId) -> Result<Vec<ShelterId>, PageError> {
        let sql =
            "SELECT stream FROM page_board WHERE realm = $1 AND sealed IS NOT NULL ORDER BY stream";
        let rows = db::query(&self.store, sql, vec![realm.0.into()]).await?;
        rows.iter()
            .map(|row| Ok(ShelterId(row.fixed(0)?)))
            .collect()
    }

    /// One shelter after the other, so that no whole realm is in the memory; each human once, where the human is.
    async fn csv(
        &self,
        realm: RealmId,
        shelters: &[ShelterId],
        kind: ExportKind,
    ) -> Result<(Zeroizing<Vec<u8>>, usize), PageError> {
        let mut all = Zeroizing::new(Vec::new());
        let mut people = 0;
        for shelter in shelters {
            let list = self.load_shelter(realm, *shelter, true).await?.list;
            let rows = of_here(&list, *shelter, rows(&list, *shelter));
            let others = for_others(&rows);
            people += others.rows().len();
            let part = match kind {
                ExportKind::Ledger => ledger_csv(&others),
                _ => draft_csv(&others, Moment(self.now())),
            };
            let from = if all.is_empty() {
                0
            } else {
                after_header(&part)
            };
            all.extend_from_slice(&part[from..]);
        }
        Ok((all, people))
    }

    async fn published(
        &self,
        realm: RealmId,
        shelters: &[ShelterId],
    ) -> Result<(Zeroizing<Vec<u8>>, usize), PageError> {
        let domain = self
            .config
            .domain
            .as_deref()
            .ok_or(PageError::NotConfigured)?;
        let mut published: Vec<Evacuee> = Vec::new();
        let mut name = String::new();
        for shelter in shelters {
            let list = self.load_shelter(realm, *shelter, true).await?.list;
            name = name_of(&list, *shelter);
            for row in of_here(&list, *shelter, rows(&list, *shelter)) {
                if !row.protected && row.consent.public.is_yes() {
                    published.push(row);
                }
            }
        }
        let before = self.published_before(realm).await?;
        let now: BTreeSet<PersonId> = published.iter().map(|row| row.id).collect();
        // Of one shelter alone it is not known who is at another one now.
        let withdrawn: Vec<PersonId> = match shelters.len() {
            1 => Vec::new(),
            _ => before.difference(&now).copied().collect(),
        };
        self.keep_published(realm, now.difference(&before)).await?;
        let source = PfifSource {
            domain,
            city: &self.config.city,
            shelter: if shelters.len() == 1 {
                &name
            } else {
                &self.config.city
            },
            closes: None,
            now: Moment(self.now()),
            withdrawn: &withdrawn,
        };
        let people = published.len();
        let bytes = pfif(&for_others(&published), &source).map_err(|_| PageError::NotConfigured)?;
        Ok((bytes, people))
    }

    /// Whoever was in a file before: only of them a record has to be taken back.
    async fn published_before(&self, realm: RealmId) -> Result<BTreeSet<PersonId>, PageError> {
        let sql = "SELECT person FROM page_published WHERE realm = $1";
        let rows = db::query(&self.store, sql, vec![realm.0.into()]).await?;
        rows.iter().map(|row| Ok(PersonId(row.fixed(0)?))).collect()
    }

    async fn keep_published(
        &self,
        realm: RealmId,
        new: impl Iterator<Item = &PersonId>,
    ) -> Result<(), PageError> {
        let sql = "INSERT INTO page_published (realm, person) VALUES ($1, $2) \
                   ON CONFLICT (realm, person) DO NOTHING";
        let kept = new.map(|id| Statement::new(sql, vec![realm.0.into(), id.0.into()]));
        db::change(&self.store, kept.collect()).await?;
        Ok(())
    }

    async fn alert(
        &self,
        realm: &Realm,
        shelters: &[ShelterId],
    ) -> Result<Zeroizing<Vec<u8>>, PageError> {
        let config = self.config.alert.as_ref().ok_or(PageError::NotConfigured)?;
        let overview = self.overview(realm.id).await?;
        let chosen = |line: &&ShelterLine| shelters.iter().any(|id| id.to_string() == line.id);
        let mut lines = Vec::new();
        for line in overview.shelters.iter().filter(chosen) {
            let view = self.shelter_view(realm.id, shelter_id(&line.id)?).await?;
            lines.push(alert_shelter(line, &view));
        }
        let sql = "SELECT COUNT(*), MIN(at_ms) FROM page_audit \
                   WHERE act = 'exported' AND of_realm = $1 AND about = 'lAlert'";
        let before = db::first(&self.store, sql, vec![realm.id.to_string().into()]).await?;
        let before = before.ok_or(PageError::Damaged)?;
        let now = self.now();
        let revision = u32::try_from(before.int(0)?)
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let head = AlertHead {
            distribution_id: uuid(
                &self
                    .keeping
                    .mac("alert", &[&realm.id.0, &revision.to_be_bytes()]),
            ),
            document_id: uuid(&self.keeping.mac("alert", &[&realm.id.0])),
            revision,
            is_drill: realm.exercise,
            sender: config.sender.clone(),
            first_created: Moment(before.int_or_none(1).unwrap_or(now)),
            created: Moment(now),
            disaster: realm.name.clone(),
            area: self.config.city.clone(),
            complement: String::new(),
            publisher: Office {
                organization_code: config.organization_code.clone(),
                organization: self.config.city.clone(),
                office: config.office.clone(),
                office_kana: config.office_kana.clone(),
                location: config.location.clone(),
                phone: config.phone.clone(),
                domain: self.config.domain.clone().unwrap_or_default(),
            },
        };
        alert_xml(&head, &lines).map_err(|_| PageError::Damaged)
    }

    async fn reports_file(
        &self,
        realm: RealmId,
        shelters: &[ShelterId],
    ) -> Result<Zeroizing<Vec<u8>>, PageError> {
        let mut reports: Vec<SituationReport> = Vec::new();
        for shelter in shelters {
            let sent = self.reports_of(realm, *shelter).await?;
            // Of all shelters the last one each; of one shelter all.
            let skip = if shelters.len() == 1 {
                0
            } else {
                sent.len().saturating_sub(1)
            };
            reports.extend(sent.into_iter().skip(skip).map(|(_, report)| report));
        }
        Ok(reports_csv(&reports))
    }
}

/// Rows of those whose record says last that they are here.
fn of_here(list: &List, shelter: ShelterId, rows: Vec<Evacuee>) -> Vec<Evacuee> {
    let here = |row: &Evacuee| {
        let present = list.human(row.id).present;
        list.person(present)
            .and_then(shelter::state::Person::shelter)
            == Some(shelter)
    };
    rows.into_iter().filter(here).collect()
}

fn after_header(csv: &[u8]) -> usize {
    csv.iter()
        .position(|byte| *byte == b'\n')
        .map_or(csv.len(), |at| at + 1)
}

fn uuid(bytes: &[u8; 32]) -> String {
    let mut id = [0; 16];
    id.copy_from_slice(&bytes[..16]);
    // Version 8 (RFC 9562): made from a keyed hash, so that the same document has the same id.
    id[6] = 0x80 | (id[6] & 0x0f);
    id[8] = 0x80 | (id[8] & 0x3f);
    let hex = data_encoding::HEXLOWER.encode(&id);
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

fn alert_shelter(line: &ShelterLine, view: &crate::page::api::ShelterView) -> AlertShelter {
    let people = &line.people;
    let staying = people.inside + people.out + people.overnight;
    AlertShelter {
        name: line.name.clone(),
        kana: view.kana.clone(),
        address: view.place.clone(),
        phone: view.phone.clone(),
        place_type: if view.place_kind.contains("自主") || view.place_kind.contains("臨時") {
            PlaceType::Temporary
        } else {
            PlaceType::Shelter
        },
        sort: match line.state {
            OpenState::NotOpened => Sort::NotOpen,
            OpenState::Open => Sort::Open,
            OpenState::Closed => Sort::Closed,
        },
        since: view
            .opened
            .filter(|_| line.state == OpenState::Open)
            .map(|at| Moment(at.0)),
        capacity: line.capacity,
        room: match line.room {
            RoomState::Free => Room::Free,
            RoomState::Crowded => Room::Crowded,
            RoomState::Full => Room::Full,
            RoomState::Unknown => Room::Unknown,
        },
        people: Some(staying.max(line.head_count.unwrap_or(0))),
        voluntary: None,
        households: Some(people.households),
        voluntary_households: None,
        checked: line.heard.map(|at| Moment(at.0)),
    }
}
