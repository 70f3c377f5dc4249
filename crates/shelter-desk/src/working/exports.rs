//! Files for others (書き出し). Protected people are in none of them.

use std::io::Write;
use std::path::{Path, PathBuf};

use advice::Advise;
use rand_core::{OsRng, RngCore};
use shelter::exchange::{
    AlertHead, AlertShelter, ExchangeError, ForOthers, Office, PfifSource, PlaceType, Sort,
    alert_xml, draft_csv, for_others, ledger_csv, pfif,
};
use shelter::fact::Detail;
use shelter::plain::{Moment, ShelterStatus};
use shelter::report::reports_csv;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use super::Working;
use super::papers::stamp;
use crate::DeskError;

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// 避難者名簿 (CSV).
    List,
    /// 被災者台帳 (CSV).
    Ledger,
    /// PFIF 1.4.
    Pfif,
    /// Lアラート.
    LAlert,
    /// 避難所状況報告, all versions (CSV).
    Reports,
}

impl Working {
    /// Writes a file into the list's folder of exports; protected people are in none.
    pub fn export(&mut self, what: Export) -> Result<PathBuf, DeskError> {
        let role = self.role()?;
        let now = crate::clock::moment();
        let rows = self.rows();
        let others = for_others(&rows);
        let (name, ending, bytes, code) = match what {
            Export::List => ("避難者名簿", "csv", draft_csv(&others, now), "evacuee-list"),
            Export::Ledger => ("被災者台帳", "csv", ledger_csv(&others), "victims-ledger"),
            Export::Pfif => ("pfif", "xml", self.pfif(&others, now)?, "pfif"),
            Export::LAlert => ("lalert", "xml", self.alert(now)?, "l-alert"),
            Export::Reports => {
                let reports = self.reports();
                ("避難所状況報告", "csv", reports_csv(&reports), "reports")
            }
        };
        let people = u32::try_from(others.rows().len()).unwrap_or(u32::MAX);
        let fact = self.desk(role).exported(code, people)?;
        self.write(&[fact])?;
        let folder = self.folder.exports();
        std::fs::create_dir_all(&folder).map_err(DeskError::file(&folder))?;
        let file = folder.join(format!("{name}-{}.{ending}", stamp(now)));
        whole(&folder, &file, &bytes).map_err(DeskError::file(&file))?;
        self.files.push(file.clone());
        Ok(file)
    }

    fn pfif(&self, others: &ForOthers<'_>, now: Moment) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        let about = &self.keys.public.about;
        let source = PfifSource {
            // The package names no domain of the city; ids only have to be unique, and this one resolves nowhere.
            domain: &format!("c{}.kazashi.invalid", about.city_code),
            city: &about.city_name,
            shelter: &self.shelter_name(),
            closes: None,
            now,
            withdrawn: &[],
        };
        pfif(others, &source).map_err(|error| told(&error))
    }

    fn alert(&self, now: Moment) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        let about = &self.keys.public.about;
        let report = self.report();
        let shelter = self.registry.shelter();
        let detail = |detail| {
            let said = shelter.and_then(|shelter| shelter.detail(detail));
            said.unwrap_or_default().to_owned()
        };
        let open = shelter.is_some_and(|one| one.status() == ShelterStatus::Open);
        let planned = about.shelters.iter();
        let planned = planned
            .map(|planned| planned.stream)
            .any(|stream| stream == self.registry.here().0);
        let opened = shelter.and_then(shelter::state::Shelter::opened_at);
        let head = AlertHead {
            distribution_id: uuid(&mut random()),
            document_id: uuid(&mut self.registry.here().0.clone()),
            revision: report.number,
            is_drill: self.is_training() || about.exercise,
            sender: about.city_code.clone(),
            first_created: opened.unwrap_or(now),
            created: now,
            disaster: about.name.clone(),
            area: about.city_name.clone(),
            complement: String::new(),
            publisher: Office {
                organization_code: about.city_code.clone(),
                organization: about.city_name.clone(),
                office: about.city_name.clone(),
                office_kana: String::new(),
                location: about.city_name.clone(),
                phone: detail(Detail::Phone),
                domain: format!("c{}.kazashi.invalid", about.city_code),
            },
        };
        let people = report.people.staying();
        let shelter = AlertShelter {
            name: self.shelter_name(),
            kana: detail(Detail::Kana),
            address: detail(Detail::Place),
            phone: detail(Detail::Phone),
            place_type: if planned {
                PlaceType::Shelter
            } else {
                PlaceType::Temporary
            },
            sort: if open { Sort::Open } else { Sort::Closed },
            since: opened,
            capacity: report.shelter.capacity,
            room: report.room,
            people: Some(people),
            voluntary: None,
            households: Some(report.people.households),
            voluntary_households: None,
            checked: Some(now),
        };
        alert_xml(&head, &[shelter]).map_err(|error| told(&error))
    }
}

/// On the disk when this returns, or not there: half a list would pass for a whole one.
fn whole(folder: &Path, file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut draft = NamedTempFile::new_in(folder)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(file).map_err(|error| error.error)?;
    Ok(())
}

fn told(error: &ExchangeError) -> DeskError {
    DeskError::Other(error.advice())
}

fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// RFC 9562, version 8: the bytes are ours.
fn uuid(bytes: &mut [u8; 16]) -> String {
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex = custody::hex(bytes);
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}
