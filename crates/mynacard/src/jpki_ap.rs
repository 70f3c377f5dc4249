//! 公的個人認証AP: the user-authentication certificate, which needs no secret.

use crate::exchange::{Exchange, Extent, selected};
use crate::{AuthCertificate, CardError, CardFile, Channel, Problem, profile, tlv};

const TAG_SEQUENCE: u32 = 0x30;

/// Selects the application.
pub(crate) fn select<C: Channel + ?Sized>(card: &mut Exchange<'_, C>) -> Result<(), CardError> {
    selected(card.select_application(profile::JPKI_AID)?)
}

/// Reads EF 000A.
pub(crate) fn read_auth_certificate<C: Channel + ?Sized>(
    card: &mut Exchange<'_, C>,
) -> Result<AuthCertificate, CardError> {
    let file = card
        .read_file(
            CardFile::AuthCertificate,
            profile::EF_AUTH_CERTIFICATE,
            profile::MAX_CERTIFICATE_BYTES,
            extent,
        )?
        .ok_or(CardError::CertificateAbsent)?;
    AuthCertificate::parse(&file).map_err(|problem| CardError::Malformed {
        file: CardFile::AuthCertificate,
        problem,
    })
}

/// Where the certificate ends in its file, which is padded with zeros.
pub(crate) fn extent(so_far: &[u8]) -> Result<Extent, Problem> {
    // How an absent certificate looks is not documented; filler where it should start is what an empty file would hold.
    if matches!(so_far.first(), Some(0x00 | 0xFF)) {
        return Ok(Extent::Nothing);
    }
    match tlv::header(so_far)? {
        None => Ok(Extent::NotYetKnown),
        Some(header) if header.tag == TAG_SEQUENCE => Ok(Extent::Total(header.total_len())),
        Some(_) => Err(Problem::NotACertificate),
    }
}
