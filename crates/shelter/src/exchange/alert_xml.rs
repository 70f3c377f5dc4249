//! Envelope, control and head of a report to Lアラート.

use super::ExchangeError;
use super::alert_parts::{AlertHead, AlertShelter, Office};
use super::time::with_offset;
use super::xml::Xml;

const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns:edxlde", "urn:oasis:names:tc:emergency:EDXL:DE:1.0"),
    ("xmlns:commons", "http://xml.publiccommons.ne.jp/xml/edxl/"),
    (
        "xmlns:pcx_eb",
        "http://xml.publiccommons.ne.jp/pcxml1/elementBasis3/",
    ),
    (
        "xmlns:pcx_ib",
        "http://xml.publiccommons.ne.jp/pcxml1/informationBasis3/",
    ),
    (
        "xmlns:pcx_sh",
        "http://xml.publiccommons.ne.jp/pcxml1/body/shelter3",
    ),
];

const TITLE: &str = "避難所情報";

/// Opens everything down to `Report`.
pub(super) fn envelope(xml: &mut Xml, of: &AlertHead) -> Result<(), ExchangeError> {
    let sent = with_offset(of.created).ok_or(ExchangeError::Clock)?;
    xml.open("edxlde:EDXLDistribution", NAMESPACES);
    xml.text("edxlde:distributionID", &of.distribution_id);
    xml.text("edxlde:senderID", &of.sender);
    xml.text("edxlde:dateTimeSent", &sent);
    xml.text("edxlde:distributionStatus", status(of));
    xml.text("edxlde:distributionType", kind(of));
    xml.text("edxlde:combinedConfidentiality", "UNCLASSIFIED");
    xml.open("commons:targetArea", &[]);
    xml.text("commons:areaName", &of.area);
    xml.close();
    xml.open("commons:contentObject", &[]);
    xml.open("edxlde:xmlContent", &[]);
    xml.open("edxlde:embeddedXMLContent", &[]);
    xml.open("Report", &[]);
    Ok(())
}

pub(super) fn control(xml: &mut Xml, of: &AlertHead) {
    let office = &of.publisher;
    xml.open("Control", &[]);
    xml.text("Title", "Shelter");
    xml.text("edxlde:distributionStatus", status(of));
    xml.open("EditorialOffice", &[]);
    xml.text("pcx_eb:OrganizationCode", &office.organization_code);
    xml.text("pcx_eb:OfficeName", &office.office);
    xml.text("pcx_eb:OrganizationName", &office.organization);
    xml.close();
    xml.open("PublishingOffice", &[]);
    office_info(xml, office);
    xml.close();
    xml.close();
}

fn office_info(xml: &mut Xml, office: &Office) {
    xml.open("pcx_eb:OfficeInfo", &[]);
    xml.text("pcx_eb:OrganizationCode", &office.organization_code);
    if !office.phone.is_empty() {
        let phone = [("pcx_eb:contactType", "phone")];
        xml.text_with("pcx_eb:ContactInfo", &phone, &office.phone);
    }
    xml.text("pcx_eb:OfficeName", &office.office);
    xml.some("pcx_eb:OfficeNameKana", &office.office_kana);
    xml.some("pcx_eb:OfficeLocation", &office.location);
    xml.some("pcx_eb:OfficeDomainName", &office.domain);
    xml.text("pcx_eb:OrganizationName", &office.organization);
    xml.close();
}

pub(super) fn head(
    xml: &mut Xml,
    of: &AlertHead,
    shelters: &[&AlertShelter],
) -> Result<(), ExchangeError> {
    let created = with_offset(of.created).ok_or(ExchangeError::Clock)?;
    let first = with_offset(of.first_created).ok_or(ExchangeError::Clock)?;
    let open = shelters
        .iter()
        .filter(|shelter| shelter.sort.is_usable())
        .count();
    xml.open("pcx_ib:Head", &[]);
    xml.text("pcx_ib:Title", &format!("{} {TITLE}", of.area));
    xml.text("pcx_ib:CreateDateTime", &created);
    xml.text("pcx_ib:FirstCreateDateTime", &first);
    xml.text("pcx_ib:ReportDateTime", &created);
    xml.text("edxlde:distributionID", &of.distribution_id);
    xml.text("edxlde:distributionType", kind(of));
    revision(xml, of);
    xml.text("commons:documentID", &of.document_id);
    xml.open("pcx_ib:Headline", &[]);
    let text = format!("{}では、{open} か所の避難所を開設しています。", of.area);
    xml.text("pcx_ib:Text", &text);
    xml.open("pcx_ib:Areas", &[]);
    xml.open("pcx_ib:Area", &[]);
    xml.text("commons:areaName", &of.area);
    for _ in ["Area", "Areas", "Headline", "Head"] {
        xml.close();
    }
    Ok(())
}

/// Closes the report and says of the whole what it is.
pub(super) fn tail(xml: &mut Xml, of: &AlertHead) {
    for _ in ["Report", "embeddedXMLContent", "xmlContent"] {
        xml.close();
    }
    xml.text("commons:publishingOfficeName", &of.publisher.organization);
    revision(xml, of);
    xml.text("commons:documentID", &of.document_id);
    xml.text("commons:category", "Shelter");
}

fn revision(xml: &mut Xml, of: &AlertHead) {
    xml.text("commons:documentRevision", &of.revision.to_string());
    if of.revision > 1 {
        let previous = (of.revision - 1).to_string();
        xml.text("commons:previousDocumentRevision", &previous);
    }
}

fn status(of: &AlertHead) -> &'static str {
    if of.is_drill { "Exercise" } else { "Actual" }
}

/// The first is a report, all later ones replace it.
fn kind(of: &AlertHead) -> &'static str {
    if of.revision > 1 { "Update" } else { "Report" }
}
