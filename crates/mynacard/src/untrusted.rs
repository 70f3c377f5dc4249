//! The parsers that meet a card's bytes, reachable for fuzzing and property tests only. Not part of the API.

use crate::exchange::Extent;
use crate::{AuthCertificate, BasicInfo, CardError, Channel, ContactlessId, Problem, jpki_ap, tlv};

/// Walks a record and the records within it, which is as deep as the card goes; returns how many objects it met.
pub fn tlv(bytes: &[u8]) -> Result<usize, Problem> {
    let mut count = 0;
    for item in tlv::items(bytes) {
        let record = item?.value;
        assert!(record.len() < bytes.len(), "a value is part of its record");
        // A value need not be a record itself, so problems within it are none.
        count += 1 + tlv::items(record).flatten().count();
    }
    Ok(count)
}

/// Parses EF 0002 of the text input application.
pub fn basic_info(bytes: &[u8]) -> Result<BasicInfo, Problem> {
    BasicInfo::parse(bytes)
}

/// Parses EF 000A of the JPKI application, with whatever stands after the certificate.
pub fn certificate(bytes: &[u8]) -> Result<Option<AuthCertificate>, Problem> {
    match jpki_ap::extent(bytes)? {
        Extent::Nothing => Ok(None),
        Extent::NotYetKnown => Err(Problem::Truncated),
        Extent::Total(total) => {
            let der = bytes.get(..total).ok_or(Problem::Truncated)?;
            AuthCertificate::parse(der).map(Some)
        }
    }
}

/// Asks for the number of a contactless card with this answer to reset.
pub fn contactless_id(channel: &mut impl Channel, atr: &[u8]) -> Result<ContactlessId, CardError> {
    ContactlessId::read(channel, atr)
}
