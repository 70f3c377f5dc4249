//! Which certificates are taken: those that the pinned hub vouches for.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use sha2::{Digest, Sha256};
use sync::CertificateHash;
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// Takes the certificates in the set, or any where only the hub's word is asked for. That whoever shows a certificate
/// holds its key is checked in either case.
pub struct Verifier {
    provider: Arc<CryptoProvider>,
    /// `None` takes any.
    taken: Option<RwLock<BTreeSet<CertificateHash>>>,
    refused: AtomicBool,
}

impl Verifier {
    /// One that takes nothing until it is told.
    pub fn pinned() -> Arc<Self> {
        Arc::new(Self {
            provider: Arc::new(ring::default_provider()),
            taken: Some(RwLock::default()),
            refused: AtomicBool::new(false),
        })
    }

    /// One that takes any: for asking who is there, and nothing else.
    pub fn learning() -> Arc<Self> {
        Arc::new(Self {
            provider: Arc::new(ring::default_provider()),
            taken: None,
            refused: AtomicBool::new(false),
        })
    }

    /// Takes these from now on.
    pub fn take(&self, certificates: &[CertificateHash]) {
        if let Some(taken) = &self.taken {
            let mut taken = taken.write().unwrap_or_else(PoisonError::into_inner);
            *taken = certificates.iter().copied().collect();
        }
        self.refused.store(false, Ordering::Relaxed);
    }

    /// Whether it was told anything yet.
    pub fn knows_any(&self) -> bool {
        self.taken.as_ref().is_none_or(|taken| {
            let taken = taken.read().unwrap_or_else(PoisonError::into_inner);
            !taken.is_empty()
        })
    }

    /// Whether a certificate was refused since this was asked last.
    pub fn refused(&self) -> bool {
        self.refused.swap(false, Ordering::Relaxed)
    }

    /// TLS by this verifier, with HTTP/2 and HTTP/1.1.
    pub fn config(self: &Arc<Self>) -> Result<ClientConfig, Error> {
        let verifier: Arc<dyn ServerCertVerifier> = Arc::clone(self) as _;
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Verifier")
    }
}

/// SHA-256 of the SubjectPublicKeyInfo.
fn hash_of(certificate: &CertificateDer<'_>) -> Option<CertificateHash> {
    let (_, read) = X509Certificate::from_der(certificate).ok()?;
    let hash = Sha256::digest(read.tbs_certificate.subject_pki.raw);
    Some(CertificateHash(hash.into()))
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(taken) = &self.taken else {
            return Ok(ServerCertVerified::assertion());
        };
        let hash = hash_of(certificate).ok_or(CertificateError::BadEncoding)?;
        let taken = taken.read().unwrap_or_else(PoisonError::into_inner);
        if taken.contains(&hash) {
            return Ok(ServerCertVerified::assertion());
        }
        self.refused.store(true, Ordering::Relaxed);
        Err(CertificateError::ApplicationVerificationFailure.into())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = &self.provider.signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}
