//! The certificates under which desks meet the hub: the city's own, or ones that the hub makes itself.
//!
//! Desks trust a certificate because the hub's key vouches for it ([`sync::HelloAnswer`]), so neither authority nor
//! date matters to them. Browsers look at both: for the page a city puts its own certificate here.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rcgen::{CertificateParams, DnType, KeyPair, PublicKeyData as _};
use rustls::ServerConfig;
use rustls::crypto::ring::{default_provider, sign::any_supported_type};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use sha2::{Digest, Sha256};
use sync::CertificateHash;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::config::{Config, host_of};

/// A certificate made by the hub is good for so many days: browsers refuse more.
const DAYS: i64 = 397;
/// It is made anew so many days before its end.
const RENEWED_BEFORE: i64 = 30;
const DAY_S: i64 = 86_400;

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum CertificatesError {
    /// A file cannot be read or written, or is none.
    #[error("{}: {problem}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// Certificate and key do not belong together.
    #[error("the certificate is not of this key")]
    NotOfThisKey,
    /// The host's name of `address` cannot stand in a certificate.
    #[error("no certificate can be made: {0}")]
    NotMade(#[from] rcgen::Error),
}

/// The certificate in use, exchanged while connections go on.
pub struct Certificates {
    source: Source,
    announced: Vec<PathBuf>,
    now: RwLock<Now>,
}

enum Source {
    Own { chain: PathBuf, key: PathBuf },
    Made { folder: PathBuf, host: String },
}

struct Now {
    key: Arc<CertifiedKey>,
    hashes: Vec<CertificateHash>,
}

impl Certificates {
    /// As the configuration says; makes a key and a certificate beside the secrets if it names none.
    pub fn load(config: &Config, now_s: i64) -> Result<Arc<Self>, CertificatesError> {
        let source = match &config.tls.own {
            Some((chain, key)) => Source::Own {
                chain: chain.clone(),
                key: key.clone(),
            },
            None => Source::Made {
                folder: config.secrets.parent().unwrap_or(Path::new("")).to_owned(),
                host: host_of(&config.address).to_owned(),
            },
        };
        let now = source.load(&config.tls.announced, now_s)?;
        Ok(Arc::new(Self {
            source,
            announced: config.tls.announced.clone(),
            now: RwLock::new(now),
        }))
    }

    /// Looks again: takes a renewed certificate of the city's, and renews the hub's own before its end.
    pub fn renew(&self, now_s: i64) -> Result<(), CertificatesError> {
        let renewed = self.source.load(&self.announced, now_s)?;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = renewed;
        Ok(())
    }

    /// What the hub vouches for.
    pub fn hashes(&self) -> Vec<CertificateHash> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        now.hashes.clone()
    }

    /// For rustls: TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.
    pub fn server_config(self: &Arc<Self>) -> Result<Arc<ServerConfig>, rustls::Error> {
        let resolver: Arc<dyn ResolvesServerCert> = Arc::new(Resolver(Arc::clone(self)));
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(resolver);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

struct Resolver(Arc<Certificates>);

impl std::fmt::Debug for Resolver {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Resolver")
    }
}

impl ResolvesServerCert for Resolver {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let now = self.0.now.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&now.key))
    }
}

impl Source {
    fn load(&self, announced: &[PathBuf], now_s: i64) -> Result<Now, CertificatesError> {
        let (chain, key) = match self {
            Self::Own { chain, key } => (chain_of(chain)?, key_of(key)?),
            Self::Made { folder, host } => made(folder, host, now_s)?,
        };
        let signing = any_supported_type(&key).map_err(|_| CertificatesError::NotOfThisKey)?;
        let mut hashes = vec![hash_of(&chain[0])?];
        for file in announced {
            hashes.push(hash_of(&chain_of(file)?[0])?);
        }
        let certified = CertifiedKey::new(chain, signing);
        match certified.keys_match() {
            Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => {}
            Err(_) => return Err(CertificatesError::NotOfThisKey),
        }
        Ok(Now {
            key: Arc::new(certified),
            hashes,
        })
    }
}

fn fault(file: &Path, problem: impl std::fmt::Display) -> CertificatesError {
    CertificatesError::File {
        file: file.to_path_buf(),
        problem: problem.to_string(),
    }
}

/// At least one certificate.
fn chain_of(file: &Path) -> Result<Vec<CertificateDer<'static>>, CertificatesError> {
    let read = CertificateDer::pem_file_iter(file).map_err(|error| fault(file, error))?;
    let chain: Result<Vec<_>, _> = read.collect();
    let chain = chain.map_err(|error| fault(file, error))?;
    if chain.is_empty() {
        return Err(fault(file, "no certificate in it"));
    }
    Ok(chain)
}

fn key_of(file: &Path) -> Result<PrivateKeyDer<'static>, CertificatesError> {
    PrivateKeyDer::from_pem_file(file).map_err(|error| fault(file, error))
}

/// SHA-256 of the SubjectPublicKeyInfo.
fn hash_of(certificate: &CertificateDer<'_>) -> Result<CertificateHash, CertificatesError> {
    let (_, read) = X509Certificate::from_der(certificate)
        .map_err(|_| fault(Path::new("certificate"), "cannot be read"))?;
    let hash = Sha256::digest(read.tbs_certificate.subject_pki.raw);
    Ok(CertificateHash(hash.into()))
}

type Pair = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// The hub's own: the key is made once and stays, the certificate is made anew before its end or for another host.
///
/// Several processes with the same secrets share the files, so that any of them is met under the same key.
fn made(folder: &Path, host: &str, now_s: i64) -> Result<Pair, CertificatesError> {
    let (key_file, chain_file) = (folder.join("tls.key"), folder.join("tls.pem"));
    let key = if key_file.exists() {
        let pem = fs::read_to_string(&key_file).map_err(|error| fault(&key_file, error))?;
        KeyPair::from_pem(&pem).map_err(|error| fault(&key_file, error))?
    } else {
        let key = KeyPair::generate()?;
        write_new(&key_file, key.serialize_pem().as_bytes())?;
        key
    };
    if chain_file.exists() {
        let chain = chain_of(&chain_file)?;
        if still_serves(&chain[0], &key, host, now_s) {
            return Ok((chain, key_of(&key_file)?));
        }
    }
    let mut params = CertificateParams::new(vec![host.to_owned()])?;
    params.distinguished_name.push(DnType::CommonName, host);
    let day = |at_s| {
        let (year, month, day) = day_of(at_s);
        rcgen::date_time_ymd(year, month, day)
    };
    params.not_before = day(now_s - DAY_S);
    params.not_after = day(now_s + DAYS * DAY_S);
    let certificate = params.self_signed(&key)?;
    let beside = folder.join("tls.pem.new");
    fs::write(&beside, certificate.pem()).map_err(|error| fault(&beside, error))?;
    fs::rename(&beside, &chain_file).map_err(|error| fault(&chain_file, error))?;
    Ok((vec![certificate.der().clone()], key_of(&key_file)?))
}

fn still_serves(certificate: &CertificateDer<'_>, key: &KeyPair, host: &str, now_s: i64) -> bool {
    let Ok((_, read)) = X509Certificate::from_der(certificate) else {
        return false;
    };
    let end = read.validity().not_after.timestamp();
    let named = read.subject().iter_common_name().next();
    read.tbs_certificate.subject_pki.raw == key.subject_public_key_info()
        && end - now_s > RENEWED_BEFORE * DAY_S
        && named.and_then(|name| name.as_str().ok()) == Some(host)
}

fn day_of(at_s: i64) -> (i32, u8, u8) {
    let at = jiff::Timestamp::from_second(at_s).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let number = |it: i8| u8::try_from(it).unwrap_or(1);
    (day.year().into(), number(day.month()), number(day.day()))
}

fn write_new(file: &Path, bytes: &[u8]) -> Result<(), CertificatesError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(file)
        .and_then(|mut out| out.write_all(bytes).and_then(|()| out.sync_all()));
    written.map_err(|error| fault(file, error))
}
