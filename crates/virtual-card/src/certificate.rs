//! X.509 certificates in the profile of the JPKI, under names that say training.

use jiff::civil::{Date, date};
use rsa::RsaPrivateKey;
use rsa::rand_core::{OsRng, RngCore};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::certificate::{TbsCertificate, Version};
use x509_cert::der::asn1::{BitString, ObjectIdentifier, OctetString, UtcTime};
use x509_cert::der::{DateTime, Decode, Encode};
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::time::{Time, Validity};

use crate::CaError;
use crate::Resident;
use crate::birth_date::nth_birthday_after;
use crate::key_folder::KeyFolder;
use crate::resident::Certificates;
use crate::signing::issuer_signature;

mod extensions;
mod names;

/// A cached certificate is renewed this long before it ends, so that a day of tests sees one only.
const DAYS_LEFT_AT_LEAST: i64 = 90;

/// What a certificate is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// 利用者証明用.
    Authentication,
    /// 署名用.
    Signature,
}

impl Purpose {
    fn file(self) -> &'static str {
        match self {
            Self::Authentication => "auth.cer",
            Self::Signature => "sign.cer",
        }
    }

    fn ca_file(self) -> &'static str {
        match self {
            Self::Authentication => "auth-ca.cer",
            Self::Signature => "sign-ca.cer",
        }
    }
}

/// One certificate authority.
pub(crate) struct Authority {
    purpose: Purpose,
    key: RsaPrivateKey,
    certificate: Vec<u8>,
}

impl Authority {
    /// Finds the authority's own certificate in the folder, or makes it.
    pub(crate) fn open(
        folder: &KeyFolder,
        purpose: Purpose,
        key: RsaPrivateKey,
    ) -> Result<Self, CaError> {
        let expected_key = public_key(&key)?;
        let kept = folder.read(purpose.ca_file())?.filter(|der| {
            Certificate::from_der(der)
                .is_ok_and(|kept| kept.tbs_certificate.subject_public_key_info == expected_key)
        });
        let certificate = if let Some(der) = kept {
            der
        } else {
            let name = names::authority(purpose)?;
            let draft = Draft {
                issuer: name.clone(),
                subject: name,
                subject_key: expected_key,
                // 2049 is the last year that UTCTime can write.
                first_day: date(2015, 1, 1),
                last_day: date(2049, 12, 30),
                extensions: extensions::of_authority(purpose, &key)?,
            };
            let der = draft.sign(&key)?;
            folder.write(purpose.ca_file(), &der)?;
            der
        };
        Ok(Self {
            purpose,
            key,
            certificate,
        })
    }

    pub(crate) fn certificate(&self) -> &[u8] {
        &self.certificate
    }
}

/// The resident's certificate from the folder if it still fits, else a new one.
pub(crate) fn find_or_issue(
    folder: &KeyFolder,
    authority: &Authority,
    key: &RsaPrivateKey,
    resident: &Resident,
    today: Date,
) -> Result<Vec<u8>, CaError> {
    let file = authority.purpose.file();
    let subject_key = public_key(key)?;
    let extensions = extensions::of_resident(authority.purpose, &authority.key, key, resident)?;
    let fits = |der: &Vec<u8>| {
        Certificate::from_der(der).is_ok_and(|kept| {
            let kept = kept.tbs_certificate;
            kept.subject_public_key_info == subject_key
                && kept.extensions.as_ref() == Some(&extensions)
                && period_fits(&kept.validity, resident.certificates(), today)
        })
    };
    if let Some(kept) = folder.read(file)?.filter(fits) {
        return Ok(kept);
    }
    let issued = match resident.certificates() {
        Certificates::Expired => years_before(today, 6),
        Certificates::Valid | Certificates::Absent => years_before(today, 1),
    };
    let der = Draft {
        issuer: names::authority(authority.purpose)?,
        subject: names::resident(authority.purpose)?,
        subject_key,
        first_day: issued,
        last_day: nth_birthday_after(resident.birth_date(), issued, 5),
        extensions,
    }
    .sign(&authority.key)?;
    folder.write(file, &der)?;
    Ok(der)
}

fn years_before(day: Date, years: i16) -> Date {
    date(day.year() - years, day.month(), day.day().min(28))
}

fn period_fits(validity: &Validity, wanted: Certificates, today: Date) -> bool {
    let Some((first, last)) = day_of(validity.not_before).zip(day_of(validity.not_after)) else {
        return false;
    };
    match wanted {
        Certificates::Expired => last < today,
        Certificates::Valid | Certificates::Absent => {
            let needed = today.saturating_add(jiff::Span::new().days(DAYS_LEFT_AT_LEAST));
            first <= today && needed <= last
        }
    }
}

fn day_of(time: Time) -> Option<Date> {
    let time = time.to_date_time();
    let part = |value: u8| i8::try_from(value).ok();
    Date::new(
        i16::try_from(time.year()).ok()?,
        part(time.month())?,
        part(time.day())?,
    )
    .ok()
}

fn public_key(key: &RsaPrivateKey) -> Result<SubjectPublicKeyInfoOwned, CaError> {
    SubjectPublicKeyInfoOwned::from_key(key.to_public_key()).map_err(|_| CaError::KeyGeneration)
}

/// A certificate before its signature.
struct Draft {
    issuer: Name,
    subject: Name,
    subject_key: SubjectPublicKeyInfoOwned,
    first_day: Date,
    /// Valid to the end of this day, Japanese time.
    last_day: Date,
    extensions: Vec<Extension>,
}

impl Draft {
    fn sign(self, issuer_key: &RsaPrivateKey) -> Result<Vec<u8>, CaError> {
        let signature_algorithm = AlgorithmIdentifierOwned {
            // sha256WithRSAEncryption (RFC 4055), whose parameters are NULL.
            oid: ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"),
            parameters: Some(x509_cert::der::Any::null()),
        };
        // A leading bit of zero keeps the serial positive, a leading one bit keeps its length.
        let serial = (OsRng.next_u32() & 0x7FFF_FFFF) | 0x4000_0000;
        let tbs = TbsCertificate {
            version: Version::V3,
            serial_number: SerialNumber::new(&serial.to_be_bytes())?,
            signature: signature_algorithm.clone(),
            issuer: self.issuer,
            validity: Validity {
                not_before: at(self.first_day, (0, 0, 0))?,
                not_after: at(self.last_day, (14, 59, 59))?,
            },
            subject: self.subject,
            subject_public_key_info: self.subject_key,
            issuer_unique_id: None,
            subject_unique_id: None,
            extensions: Some(self.extensions),
        };
        let signature = issuer_signature(issuer_key, &tbs.to_der()?);
        let certificate = Certificate {
            tbs_certificate: tbs,
            signature_algorithm,
            signature: BitString::from_bytes(&signature)?,
        };
        Ok(certificate.to_der()?)
    }
}

fn at(day: Date, (hour, minute, second): (u8, u8, u8)) -> Result<Time, CaError> {
    let time = DateTime::new(
        day.year().unsigned_abs(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
        hour,
        minute,
        second,
    )?;
    Ok(Time::UtcTime(UtcTime::from_date_time(time)?))
}

/// Key identifier: the first 160 bits of SHA-256 of the public key (RFC 7093, method 1).
fn key_identifier(key: &RsaPrivateKey) -> Result<OctetString, CaError> {
    let info = public_key(key)?;
    let digest = Sha256::digest(info.subject_public_key.raw_bytes());
    Ok(OctetString::new(&digest[..20])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expired_and_valid_certificates_stay_so_whatever_the_day() {
        let birth = date(1996, 2, 29);
        for today in [date(2026, 11, 21), date(2028, 2, 29), date(2030, 3, 1)] {
            let old = years_before(today, 6);
            assert!(nth_birthday_after(birth, old, 5) < today);
            let new = years_before(today, 1);
            let left = nth_birthday_after(birth, new, 5) - today;
            assert!(left.get_days() > 3 * 365, "{today}");
        }
    }
}
