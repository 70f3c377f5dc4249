//! Distinguished names: O=KAZASHI-TRAINING, never the real authority's.

use rsa::rand_core::{OsRng, RngCore};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::der::Any;
use x509_cert::der::asn1::{ObjectIdentifier, PrintableStringRef, SetOfVec, Utf8StringRef};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};

use super::Purpose;
use crate::CaError;

const COUNTRY: &str = "2.5.4.6";
const LOCALITY: &str = "2.5.4.7";
const ORGANISATION: &str = "2.5.4.10";
const UNIT: &str = "2.5.4.11";
const COMMON_NAME: &str = "2.5.4.3";

/// Subject and issuer name of a training CA.
pub(super) fn authority(purpose: Purpose) -> Result<Name, CaError> {
    let unit = match purpose {
        Purpose::Authentication => "KAZASHI training for user authentication",
        Purpose::Signature => "KAZASHI training for digital signature",
    };
    name(&[
        (COUNTRY, "JP"),
        (ORGANISATION, "KAZASHI-TRAINING"),
        (UNIT, unit),
        (UNIT, "Training only, not a certification authority"),
    ])
}

/// The same name in Japanese, for the alternative names.
pub(super) fn authority_in_japanese(purpose: Purpose) -> Result<Name, CaError> {
    let unit = match purpose {
        Purpose::Authentication => "かざし訓練用利用者証明用",
        Purpose::Signature => "かざし訓練用署名用",
    };
    name(&[
        (COUNTRY, "JP"),
        (ORGANISATION, "かざし訓練用"),
        (UNIT, unit),
        (UNIT, "訓練専用（認証局ではありません）"),
    ])
}

/// Where the revocation list of the invented city would be.
pub(super) fn distribution_point(purpose: Purpose) -> Result<Name, CaError> {
    let unit = match purpose {
        Purpose::Authentication => "KAZASHI training for user authentication",
        Purpose::Signature => "KAZASHI training for digital signature",
    };
    name(&[
        (COUNTRY, "JP"),
        (ORGANISATION, "KAZASHI-TRAINING"),
        (UNIT, unit),
        (UNIT, "CRL Distribution Points"),
        (UNIT, "Shiken-ken"),
        (COMMON_NAME, "Kakuu-shi CRLDP"),
    ])
}

/// A resident's subject: an opaque identifier, new with each certificate, no personal data.
pub(super) fn resident(purpose: Purpose) -> Result<Name, CaError> {
    let identifier = format!(
        "TRAIN{:08X}99999{:04X}A",
        OsRng.next_u32(),
        OsRng.next_u32() & 0xFFFF
    );
    match purpose {
        Purpose::Authentication => name(&[(COUNTRY, "JP"), (COMMON_NAME, &identifier)]),
        Purpose::Signature => name(&[
            (COUNTRY, "JP"),
            (LOCALITY, "Shiken-ken"),
            (LOCALITY, "Kakuu-shi"),
            (COMMON_NAME, &identifier),
        ]),
    }
}

fn name(parts: &[(&str, &str)]) -> Result<Name, CaError> {
    let part = |&(oid, text): &(&str, &str)| {
        let value = if oid == COUNTRY {
            Any::from(PrintableStringRef::new(text)?)
        } else {
            Any::from(Utf8StringRef::new(text)?)
        };
        let oid = ObjectIdentifier::new_unwrap(oid);
        let set = SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }])?;
        Ok(RelativeDistinguishedName(set))
    };
    let parts: Result<Vec<_>, CaError> = parts.iter().map(part).collect();
    Ok(RdnSequence(parts?))
}
