//! PFIF 1.4 (People Finder Interchange Format, 2012-05-29).

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::pfif_person::{PERSON_LIFE, Written, person, placeholder};
use super::time::utc;
use super::xml::Xml;
use super::{ExchangeError, ForOthers};
use crate::plain::{Moment, PersonId, PresenceKind};

/// Who publishes the records, and when.
#[derive(Debug, Clone)]
pub struct PfifSource<'a> {
    /// The city's domain name, such as `city.example.lg.jp`; every record id begins with it.
    pub domain: &'a str,
    /// The city, as 「見本市」.
    pub city: &'a str,
    /// The shelter's name.
    pub shelter: &'a str,
    /// When the shelter closes or closed; records live no longer.
    pub closes: Option<Moment>,
    /// The moment of the export.
    pub now: Moment,
    /// People whose records were published before and must be taken down, such as those who
    /// withdrew their consent or are protected now.
    pub withdrawn: &'a [PersonId],
}

/// Everybody who agreed to be published and is not protected, as PFIF persons with a note each.
///
/// A record holds the coarse address only (prefecture, city, town), and expires 30 days after its
/// last change or when the shelter closes. What has expired, and what was withdrawn, is written as a
/// placeholder without any data, so that stores that copied it delete it too.
pub fn pfif(
    others: &ForOthers<'_>,
    source: &PfifSource<'_>,
) -> Result<Zeroizing<Vec<u8>>, ExchangeError> {
    if !is_domain(source.domain) {
        return Err(ExchangeError::Domain);
    }
    let now = utc(source.now).ok_or(ExchangeError::Clock)?;
    let mut xml = Xml::new();
    xml.open("pfif:pfif", &[("xmlns:pfif", "http://zesty.ca/pfif/1.4")]);
    let mut published = BTreeSet::new();
    for row in others.published() {
        // Nobody has seen them here: a record would say more than is known.
        let unseen = [PresenceKind::Expected, PresenceKind::Unknown];
        if unseen.contains(&row.presence.kind()) {
            continue;
        }
        published.insert(row.id);
        let life = row.changed.plus(PERSON_LIFE);
        let expires = source.closes.map_or(life, |closes| closes.min(life));
        if expires <= source.now {
            placeholder(&mut xml, source, row.id, &now);
            continue;
        }
        let written = Written {
            changed: utc(row.changed).ok_or(ExchangeError::Clock)?,
            expires: utc(expires).ok_or(ExchangeError::Clock)?,
        };
        person(&mut xml, source, row, &written);
    }
    let withdrawn: BTreeSet<PersonId> = source.withdrawn.iter().copied().collect();
    for id in withdrawn.difference(&published) {
        placeholder(&mut xml, source, *id, &now);
    }
    Ok(xml.finish())
}

/// At least two labels of letters, digits and hyphens that begin with a letter and have 1–63 signs.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.ends_with('-')
    };
    domain.contains('.') && domain.len() <= 253 && domain.split('.').all(is_label)
}
