//! 利用者証明用電子証明書.

use jiff::Timestamp;
use x509_parser::prelude::{FromDer, X509Certificate};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Problem;

/// 利用者証明用電子証明書 as it lies on the card; nothing in it is verified.
///
/// Issuer and serial number identify a person's card, so it is wiped on drop and has no `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct AuthCertificate {
    der: Vec<u8>,
    issuer: Vec<u8>,
    serial: Vec<u8>,
    #[zeroize(skip)]
    not_before: Timestamp,
    #[zeroize(skip)]
    not_after: Timestamp,
}

impl AuthCertificate {
    /// The whole certificate, DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The issuer's distinguished name, DER, byte for byte as in the certificate.
    pub fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// The serial number, big-endian two's complement, as in the certificate.
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// First moment of validity.
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// Last moment of validity.
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Reads a certificate and nothing after it.
    pub(crate) fn parse(der: &[u8]) -> Result<Self, Problem> {
        let (rest, certificate) =
            X509Certificate::from_der(der).map_err(|_| Problem::NotACertificate)?;
        if !rest.is_empty() {
            return Err(Problem::NotACertificate);
        }
        let validity = certificate.validity();
        let moment =
            |seconds| Timestamp::from_second(seconds).map_err(|_| Problem::NotACertificate);
        Ok(Self {
            der: der.to_vec(),
            issuer: certificate.issuer().as_raw().to_vec(),
            serial: certificate.raw_serial().to_vec(),
            not_before: moment(validity.not_before.timestamp())?,
            not_after: moment(validity.not_after.timestamp())?,
        })
    }
}
