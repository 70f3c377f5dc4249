//! Which certificate an `ipps` printer may show.

use std::{error::Error, fmt, sync::Arc};

use rustls::{
    CertificateError, DigitallySignedStruct, OtherError, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use rustls_platform_verifier::Verifier;
use sha2::{Digest, Sha256};

use crate::PrintError;

/// A certificate that neither the system nor the profile vouches for.
#[derive(Debug)]
pub(crate) struct Untrusted {
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

impl fmt::Display for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "untrusted certificate, SHA-256 {}", self.sha256)
    }
}

impl Error for Untrusted {}

/// TLS settings that trust the system's list, or one certificate alone when the profile names it.
///
/// Office printers come with certificates they signed themselves, so naming the one is the usual case.
pub(crate) fn tls(pinned: Option<[u8; 32]>) -> Result<rustls::ClientConfig, PrintError> {
    let provider = Arc::new(ring::default_provider());
    let failed = |_: rustls::Error| PrintError::EncryptionFailed;
    // A PC without a list of its own can still print where no list is needed.
    let system = Verifier::new(Arc::clone(&provider)).ok();
    let check = CertificateCheck {
        pinned,
        system,
        provider: Arc::clone(&provider),
    };
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(check))
        .with_no_client_auth())
}

#[derive(Debug)]
struct CertificateCheck {
    pinned: Option<[u8; 32]>,
    system: Option<Verifier>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for CertificateCheck {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let digest: [u8; 32] = Sha256::digest(certificate).into();
        let trusted = match self.pinned {
            Some(pinned) => pinned == digest,
            None => self.system.as_ref().is_some_and(|system| {
                system
                    .verify_server_cert(certificate, intermediates, server, ocsp, now)
                    .is_ok()
            }),
        };
        if trusted {
            return Ok(ServerCertVerified::assertion());
        }
        let sha256 = digest
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let untrusted = OtherError(Arc::new(Untrusted { sha256 }));
        Err(CertificateError::Other(untrusted).into())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
