//! The shelter report for Lアラート (公共情報コモンズ 避難所情報): EDXL-DE 1.0 with the body `shelter3`.
//!
//! A city usually feeds Lアラート through the prefecture's disaster system, and this is a file for
//! that system. Written after a public exporter of the format; to be held against the schema of
//! 一般財団法人マルチメディア振興センター, which is not public, before the first real use.

use zeroize::Zeroizing;

use super::ExchangeError;
pub use super::alert_parts::{AlertHead, AlertShelter, Office, PlaceType, Room, Sort};
use super::alert_xml::{control, envelope, head, tail};
use super::time::with_offset;
use super::xml::Xml;

/// The report of these shelters, sorted by name.
///
/// Numbers are 0 while a shelter is not open, and left out where nobody knows them; what is empty is
/// left out; the time of opening or closing stands only with 開設 and 閉鎖.
pub fn alert_xml(
    head_of: &AlertHead,
    shelters: &[AlertShelter],
) -> Result<Zeroizing<Vec<u8>>, ExchangeError> {
    let mut sorted: Vec<&AlertShelter> = shelters.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut xml = Xml::new();
    envelope(&mut xml, head_of)?;
    control(&mut xml, head_of);
    head(&mut xml, head_of, &sorted)?;
    body(&mut xml, head_of, &sorted)?;
    tail(&mut xml, head_of);
    Ok(xml.finish())
}

fn body(
    xml: &mut Xml,
    head_of: &AlertHead,
    shelters: &[&AlertShelter],
) -> Result<(), ExchangeError> {
    xml.open("pcx_sh:Shelter", &[]);
    xml.open("pcx_eb:Disaster", &[]);
    xml.text("pcx_eb:DisasterName", &head_of.disaster);
    xml.close();
    xml.some("pcx_sh:ComplementaryInfo", &head_of.complement);
    let of_all: Vec<Numbers> = shelters
        .iter()
        .map(|shelter| Numbers::of(shelter))
        .collect();
    xml.open("pcx_sh:TotalNumber", &[]);
    Numbers::sum(&of_all).write(xml);
    xml.close();
    let usable = shelters.iter().filter(|shelter| shelter.sort.is_usable());
    xml.text("pcx_sh:TotalNumberOfShelter", &usable.count().to_string());
    xml.open("pcx_sh:Informations", &[]);
    for (shelter, numbers) in shelters.iter().zip(&of_all) {
        information(xml, shelter, numbers)?;
    }
    xml.close();
    xml.close();
    Ok(())
}

fn information(
    xml: &mut Xml,
    shelter: &AlertShelter,
    numbers: &Numbers,
) -> Result<(), ExchangeError> {
    xml.open("pcx_sh:Information", &[]);
    xml.open("pcx_sh:Location", &[]);
    xml.text("commons:areaName", &shelter.name);
    xml.some("commons:areaNameKana", &shelter.kana);
    if !shelter.phone.is_empty() {
        let phone = [("pcx_eb:contactType", "phone")];
        xml.text_with("pcx_eb:ContactInfo", &phone, &shelter.phone);
    }
    xml.some("pcx_sh:Address", &shelter.address);
    xml.close();
    xml.text("pcx_sh:Type", shelter.place_type.word());
    xml.text("pcx_sh:Sort", shelter.sort.word());
    if let (Some(since), Sort::Open | Sort::Closed) = (shelter.since, shelter.sort) {
        let since = with_offset(since).ok_or(ExchangeError::Clock)?;
        xml.text("pcx_sh:DateTime", &since);
    }
    if let Some(capacity) = shelter.capacity {
        xml.text("pcx_sh:Capacity", &capacity.to_string());
    }
    xml.text("pcx_sh:Status", shelter.room.label_ja());
    if numbers.is_any() {
        xml.open("pcx_sh:NumberOf", &[]);
        numbers.write(xml);
        xml.close();
    }
    if let Some(checked) = shelter.checked {
        let checked = with_offset(checked).ok_or(ExchangeError::Clock)?;
        xml.text("pcx_sh:CheckedDateTime", &checked);
    }
    xml.close();
    Ok(())
}

/// Numbers of one shelter or of all.
#[derive(Clone, Copy, Default)]
struct Numbers {
    people: Option<u32>,
    voluntary: Option<u32>,
    households: Option<u32>,
    voluntary_households: Option<u32>,
}

impl Numbers {
    fn of(shelter: &AlertShelter) -> Self {
        let told = Self {
            people: shelter.people,
            voluntary: shelter.voluntary,
            households: shelter.households,
            voluntary_households: shelter.voluntary_households,
        };
        match shelter.sort {
            Sort::NotOpen | Sort::Closed => Self {
                people: Some(0),
                voluntary: Some(0),
                households: Some(0),
                voluntary_households: Some(0),
            },
            Sort::Unknown => Self::default(),
            Sort::Open | Sort::Permanent => told,
        }
    }

    /// What is known of each, added up.
    fn sum(all: &[Self]) -> Self {
        let add = |of: fn(&Self) -> Option<u32>| {
            let known: Vec<u32> = all.iter().filter_map(of).collect();
            (!known.is_empty()).then(|| known.iter().sum())
        };
        Self {
            people: add(|numbers| numbers.people),
            voluntary: add(|numbers| numbers.voluntary),
            households: add(|numbers| numbers.households),
            voluntary_households: add(|numbers| numbers.voluntary_households),
        }
    }

    fn is_any(&self) -> bool {
        [
            self.people,
            self.voluntary,
            self.households,
            self.voluntary_households,
        ]
        .iter()
        .any(Option::is_some)
    }

    fn write(&self, xml: &mut Xml) {
        let unit = [("pcx_sh:unit", "世帯")];
        let mut number = |name, attributes: &[(&str, &str)], number: Option<u32>| {
            if let Some(number) = number {
                xml.text_with(name, attributes, &number.to_string());
            }
        };
        number("pcx_sh:HeadCount", &[], self.people);
        number("pcx_sh:HeadCountVoluntary", &[], self.voluntary);
        number("pcx_sh:Households", &unit, self.households);
        number(
            "pcx_sh:HouseholdsVoluntary",
            &unit,
            self.voluntary_households,
        );
    }
}
