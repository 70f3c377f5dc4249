//! One PFIF person with the note of the shelter.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::address::coarse;
use super::xml::Xml;
use super::{Evacuee, PfifSource};
use crate::plain::{Moment, PersonId, Sex};

/// How long a record lives after its last change: 30 days, in milliseconds.
pub(super) const PERSON_LIFE: i64 = 30 * 24 * Moment::HOUR;

/// Times of a record, in UTC.
pub(super) struct Written {
    pub changed: String,
    pub expires: String,
}

pub(super) fn person(xml: &mut Xml, source: &PfifSource<'_>, row: &Evacuee, written: &Written) {
    let publisher = format!("{} {}", source.city, source.shelter);
    xml.open("pfif:person", &[]);
    xml.text("pfif:person_record_id", &record_id(source, row.id));
    xml.text("pfif:expiry_date", &written.expires);
    xml.text("pfif:author_name", &publisher);
    xml.text("pfif:source_name", &publisher);
    xml.text("pfif:source_date", &written.changed);
    let name = one_line(row.name.as_str());
    xml.text("pfif:full_name", &name);
    if let [family, given] = name.split(' ').collect::<Vec<_>>()[..] {
        xml.text("pfif:given_name", given);
        xml.text("pfif:family_name", family);
    }
    let (kana, alias) = (one_line(row.kana.as_str()), one_line(row.alias.as_str()));
    let others = Zeroizing::new(format!("{}\n{}", kana.as_str(), alias.as_str()));
    xml.some("pfif:alternate_names", others.trim());
    if let Some(sex) = row.sex {
        xml.text("pfif:sex", sex_word(sex));
    }
    if let Some(birth) = row.birth_date {
        xml.text("pfif:date_of_birth", &Zeroizing::new(birth.to_string()));
    } else if let Some(age) = row.age {
        xml.text("pfif:age", &age.to_string());
    }
    let home = coarse(row.address.as_str());
    xml.some("pfif:home_neighborhood", home.town);
    xml.some("pfif:home_city", home.city);
    if let Some(state) = &home.state {
        xml.text("pfif:home_state", state);
        xml.text("pfif:home_country", "JP");
    }
    note(xml, source, row, written, &publisher);
    xml.close();
}

fn note(xml: &mut Xml, source: &PfifSource<'_>, row: &Evacuee, written: &Written, publisher: &str) {
    let kind = row.presence.kind();
    let is_here = kind.stays_here() || kind.served_outside();
    let status = if row.by_self {
        "is_note_author"
    } else {
        "believed_alive"
    };
    xml.open("pfif:note", &[]);
    let id = format!("{}/note-{}", source.domain, row.id);
    xml.text("pfif:note_record_id", &id);
    xml.text("pfif:person_record_id", &record_id(source, row.id));
    xml.text("pfif:author_name", publisher);
    xml.text("pfif:source_date", &written.changed);
    xml.text("pfif:author_made_contact", "true");
    xml.text("pfif:status", status);
    if is_here {
        xml.text("pfif:last_known_location", source.shelter);
    }
    // Where somebody went on to is told to those who ask and may know, not to everybody.
    let text = if is_here {
        format!("{} で受付しました。", source.shelter)
    } else {
        format!("{} で受付し、その後この避難所を出ました。", source.shelter)
    };
    xml.text("pfif:text", &text);
    xml.close();
}

/// What is left of a record: its id and dates, all data gone.
pub(super) fn placeholder(xml: &mut Xml, source: &PfifSource<'_>, id: PersonId, now: &str) {
    xml.open("pfif:person", &[]);
    xml.text("pfif:person_record_id", &record_id(source, id));
    xml.text("pfif:entry_date", now);
    xml.text("pfif:expiry_date", now);
    xml.text("pfif:source_date", now);
    // Mandatory, so that it stands there empty.
    xml.text("pfif:full_name", "");
    xml.close();
}

fn record_id(source: &PfifSource<'_>, id: PersonId) -> String {
    format!("{}/{id}", source.domain)
}

fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Other => "other",
    }
}

/// Wide spaces and line ends as one space; half-width kana become wide. Variants of letters stay.
fn one_line(text: &str) -> Zeroizing<String> {
    let is_half_kana = |letter: char| ('\u{FF61}'..='\u{FF9F}').contains(&letter);
    let folded: Zeroizing<String> = if text.contains(is_half_kana) {
        Zeroizing::new(text.nfkc().collect())
    } else {
        Zeroizing::new(text.to_owned())
    };
    let words: Vec<&str> = folded.split_whitespace().collect();
    Zeroizing::new(words.join(" "))
}
