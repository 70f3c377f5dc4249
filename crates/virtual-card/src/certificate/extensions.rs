//! The extensions of each certificate profile.

use rsa::RsaPrivateKey;
use x509_cert::der::asn1::{Ia5String, ObjectIdentifier, OctetString, Utf8StringRef};
use x509_cert::der::oid::AssociatedOid;
use x509_cert::der::{Any, Encode};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::certpolicy::{PolicyInformation, PolicyQualifierInfo};
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName, OtherName};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints,
    IssuerAltName, KeyUsage, KeyUsages, SubjectAltName, SubjectKeyIdentifier,
};
use x509_cert::name::Name;

use super::{Purpose, key_identifier, names};
use crate::birth_date::certificate_form;
use crate::{CaError, Resident};

/// 氏名, 性別 and so on in the signing certificate: this arc and one number.
const ITEM_ARC: &str = "1.2.392.200149.8.5.5";

/// Extensions of a CA's own certificate.
pub(super) fn of_authority(
    purpose: Purpose,
    key: &RsaPrivateKey,
) -> Result<Vec<Extension>, CaError> {
    let limits = BasicConstraints {
        ca: true,
        path_len_constraint: None,
    };
    Ok(vec![
        critical(&KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
        critical(&limits)?,
        plain(&SubjectAltName(vec![directory(
            names::authority_in_japanese(purpose)?,
        )]))?,
        plain(&distribution(names::authority(purpose)?))?,
        plain(&SubjectKeyIdentifier(key_identifier(key)?))?,
    ])
}

/// Extensions of a resident's certificate.
pub(super) fn of_resident(
    purpose: Purpose,
    authority_key: &RsaPrivateKey,
    key: &RsaPrivateKey,
    resident: &Resident,
) -> Result<Vec<Extension>, CaError> {
    let mut list = match purpose {
        Purpose::Authentication => vec![
            critical(&KeyUsage(KeyUsages::DigitalSignature.into()))?,
            plain(&policy("1.2.392.200149.8.5.1.3.30", None)?)?,
        ],
        Purpose::Signature => vec![
            critical(&KeyUsage(
                KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
            ))?,
            // The policy of test cards: this certificate must never pass for a real one.
            plain(&policy(
                "1.2.392.200149.8.5.1.0.20",
                Some("https://training.invalid/cps"),
            )?)?,
            plain(&items(resident)?)?,
        ],
    };
    list.extend([
        plain(&IssuerAltName(vec![directory(
            names::authority_in_japanese(purpose)?,
        )]))?,
        plain(&distribution(names::distribution_point(purpose)?))?,
        plain(&AuthorityKeyIdentifier {
            key_identifier: Some(key_identifier(authority_key)?),
            ..AuthorityKeyIdentifier::default()
        })?,
        plain(&SubjectKeyIdentifier(key_identifier(key)?))?,
    ]);
    Ok(list)
}

/// The four items as otherName entries, in the order seen in real certificates.
fn items(resident: &Resident) -> Result<SubjectAltName, CaError> {
    let (name, name_marks) = substituted(resident.name());
    let (address, address_marks) = substituted(resident.address());
    let sex = match resident.sex_code() {
        b'1' => "1",
        b'2' => "2",
        _ => "3",
    };
    let birth_date = certificate_form(resident.birth_date());
    let entries: [(u8, &str); 6] = [
        (1, &name),
        (4, &birth_date),
        (3, sex),
        (5, &address),
        (2, &name_marks),
        (6, &address_marks),
    ];
    let entry = |(item, text): (u8, &str)| {
        let type_id = ObjectIdentifier::new_unwrap(&format!("{ITEM_ARC}.{item}"));
        let value = Any::from(Utf8StringRef::new(text)?);
        Ok(GeneralName::OtherName(OtherName { type_id, value }))
    };
    let entries: Result<Vec<_>, CaError> = entries.into_iter().map(entry).collect();
    Ok(SubjectAltName(entries?))
}

/// The text without variation selectors, and 代替文字使用位置: 1 where one stood, else 0.
fn substituted(text: &str) -> (String, String) {
    let mut plain = String::new();
    let mut marks = String::new();
    for letter in text.chars() {
        if matches!(letter, '\u{E0100}'..='\u{E01EF}') {
            marks.pop();
            marks.push('1');
        } else {
            plain.push(letter);
            marks.push('0');
        }
    }
    (plain, marks)
}

fn directory(name: Name) -> GeneralName {
    GeneralName::DirectoryName(name)
}

fn distribution(name: Name) -> CrlDistributionPoints {
    CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(vec![directory(name)])),
        reasons: None,
        crl_issuer: None,
    }])
}

fn policy(oid: &str, statement: Option<&str>) -> Result<CertificatePolicies, CaError> {
    let qualifier = |address: &str| {
        Ok::<_, CaError>(PolicyQualifierInfo {
            // id-qt-cps (RFC 5280).
            policy_qualifier_id: ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.1"),
            qualifier: Some(Any::encode_from(&Ia5String::new(address)?)?),
        })
    };
    let qualifiers = statement.map(qualifier).transpose()?;
    Ok(CertificatePolicies(vec![PolicyInformation {
        policy_identifier: ObjectIdentifier::new_unwrap(oid),
        policy_qualifiers: qualifiers.map(|qualifier| vec![qualifier]),
    }]))
}

fn critical(value: &(impl AssociatedOid + Encode)) -> Result<Extension, CaError> {
    let mut extension = plain(value)?;
    extension.critical = true;
    Ok(extension)
}

fn plain<E: AssociatedOid + Encode>(value: &E) -> Result<Extension, CaError> {
    Ok(Extension {
        extn_id: E::OID,
        critical: false,
        extn_value: OctetString::new(value.to_der()?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_with_a_variation_selector_are_marked_as_substituted() {
        let (name, marks) = substituted("渡邉\u{E010F}　葛\u{E0102}子");
        assert_eq!(name, "渡邉　葛子");
        assert_eq!(marks, "01010");
    }
}
