//! Connections: where to, how they are sealed, and what the server says by the way.

use std::future::{Future, poll_fn};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use deadpool_postgres::{Connect, Manager, ManagerConfig, Pool, RecyclingMethod};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinHandle;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Error, NoTls, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;
use zeroize::Zeroizing;

use crate::store::StoreError;

/// Where systems keep the authorities that they trust.
const SYSTEM_ROOTS: [&str; 3] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
];

/// How the database is reached. Holds a password: no `Debug`.
#[derive(Clone)]
pub struct PostgresSettings {
    /// `postgresql://user:password@host:5432/database`, with several hosts where one takes over from another. Besides
    /// PostgreSQL's own parameters: `sslmode` is `verify-full`, or `disable` on this machine only;
    /// `sslrootcert` is a file of authorities (PEM), without it the system's are trusted.
    pub url: Zeroizing<String>,
    /// Most connections for events and pages.
    pub connections: usize,
    /// Most connections for claims, which never wait behind events.
    pub claim_connections: usize,
}

impl PostgresSettings {
    /// As many connections as one city needs.
    pub fn new(url: &str) -> Self {
        Self {
            url: Zeroizing::new(url.to_owned()),
            connections: 16,
            claim_connections: 4,
        }
    }
}

/// Where to, and how.
#[derive(Clone)]
pub struct Route {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    /// How often a server gave up waiting for its standby: whether that commit lasts is not known.
    doubts: Arc<AtomicU64>,
}

impl Route {
    /// Reads the settings; nothing is connected yet.
    pub fn new(settings: &PostgresSettings) -> Result<Self, StoreError> {
        let (url, ssl_mode, roots) = split(&settings.url);
        let not_read = |_| StoreError::Failed("the database's address is not readable".to_owned());
        let mut config: Config = url.parse().map_err(not_read)?;
        config
            .target_session_attrs(TargetSessionAttrs::ReadWrite)
            .connect_timeout(Duration::from_secs(5))
            .tcp_user_timeout(Duration::from_secs(30))
            .application_name("kazashi-hub");
        let is_here = config.get_hosts().iter().all(is_here);
        let seal = match ssl_mode.as_deref() {
            Some("verify-full") => true,
            Some("disable") if is_here => false,
            None => !is_here,
            Some(_) => {
                let what = "sslmode must be verify-full; disable is for this machine only";
                return Err(StoreError::Failed(what.to_owned()));
            }
        };
        config.ssl_mode(if seal {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        let tls = if seal {
            Some(tls(roots.as_deref())?)
        } else {
            None
        };
        Ok(Self {
            config,
            tls,
            doubts: Arc::default(),
        })
    }

    /// A pool of connections.
    pub fn pool(&self, most: usize) -> Result<Pool, StoreError> {
        let manager = Manager::from_connect(
            self.config.clone(),
            self.clone(),
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let wait = Some(Duration::from_secs(10));
        let pool = Pool::builder(manager)
            .max_size(most)
            .wait_timeout(wait)
            .create_timeout(wait)
            .runtime(deadpool_postgres::Runtime::Tokio1);
        pool.build()
            .map_err(|_| StoreError::Failed("no pool of connections".to_owned()))
    }

    /// How many commits are in doubt so far.
    pub fn doubts(&self) -> u64 {
        self.doubts.load(Ordering::SeqCst)
    }

    /// One connection; `heard` gets the channel's messages.
    pub async fn connect(
        &self,
        heard: impl Fn(&str) + Send + 'static,
    ) -> Result<(Client, JoinHandle<()>), Error> {
        let doubts = self.doubts.clone();
        let hear = move |message: AsyncMessage| match message {
            AsyncMessage::Notification(note) => heard(note.payload()),
            // The server's own words for it are translated; this class is used for nothing else at a commit.
            AsyncMessage::Notice(notice) if matches!(notice.code().code(), "01000" | "57P01") => {
                doubts.fetch_add(1, Ordering::SeqCst);
            }
            _ => {}
        };
        match &self.tls {
            None => {
                let (client, connection) = self.config.connect(NoTls).await?;
                Ok((client, tokio::spawn(drive(connection, hear))))
            }
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await?;
                Ok((client, tokio::spawn(drive(connection, hear))))
            }
        }
    }
}

impl Connect for Route {
    fn connect(
        &self,
        _: &Config,
    ) -> Pin<Box<dyn Future<Output = Result<(Client, JoinHandle<()>), Error>> + Send + '_>> {
        Box::pin(Route::connect(self, |_| {}))
    }
}

/// Runs a connection until it ends, which its client's next question tells.
async fn drive<S: AsyncRead + AsyncWrite + Unpin>(
    mut connection: Connection<Socket, S>,
    hear: impl Fn(AsyncMessage),
) {
    while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
        hear(message);
    }
}

/// The address without what is ours of it: `sslmode` and `sslrootcert`.
fn split(url: &str) -> (Zeroizing<String>, Option<String>, Option<String>) {
    let (mut mode, mut roots) = (None, None);
    let Some((address, parameters)) = url.split_once('?') else {
        return (Zeroizing::new(url.to_owned()), None, None);
    };
    let mut rest = Zeroizing::new(address.to_owned());
    let mut sign = '?';
    for parameter in parameters.split('&') {
        match parameter.split_once('=') {
            Some(("sslmode", value)) => mode = Some(value.to_owned()),
            Some(("sslrootcert", value)) => roots = Some(value.replace("%2F", "/")),
            _ => {
                rest.push(sign);
                rest.push_str(parameter);
                sign = '&';
            }
        }
    }
    (rest, mode, roots)
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn tls(roots: Option<&str>) -> Result<MakeRustlsConnect, StoreError> {
    let failed = |what: &str| StoreError::Failed(format!("TLS to the database: {what}"));
    let file = match roots {
        Some(file) => file,
        None => SYSTEM_ROOTS
            .into_iter()
            .find(|file| std::path::Path::new(file).exists())
            .ok_or_else(|| failed("no authorities on this system"))?,
    };
    let mut store = RootCertStore::empty();
    let certificates =
        CertificateDer::pem_file_iter(file).map_err(|_| failed("sslrootcert is not readable"))?;
    store.add_parsable_certificates(certificates.filter_map(Result::ok));
    if store.is_empty() {
        return Err(failed("no authority in sslrootcert"));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| failed("no version of the protocol"))?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
