//! The hub inside the desk's program, for a LAN without internet (会場内の集約サーバ): the same service on a sealed file.

use std::net::{Ipv6Addr, SocketAddr, UdpSocket};
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;

use ledger::RealmId;
use tokio::runtime::Runtime;

use crate::Secrets;
use crate::announce::{Announced, announce};
use crate::config::{Config, ForwardConfig, Limits, StoreConfig, TlsConfig};
use crate::http::{Certificates, CertificatesError, Metrics, Running, Settings, serve};
use crate::page::PageConfig;
use crate::service::{self, Service};
use crate::store::{Device, Realm, Report, Sqlite, Store, StoreError};

/// Where it listens if nothing else does: a number that is typed when mDNS does not reach.
pub const PORT: u16 = 7443;
/// A gymnasium has some PCs, not thousands.
const CONNECTIONS: usize = 500;

/// Why this PC does not become the hub.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The folder or the network.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The hub's file.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// Its certificate.
    #[error("{0}")]
    Certificates(#[from] CertificatesError),
}

/// A hub that runs in this program. Dropping it stops it; what it has is in its file.
pub struct Embedded {
    realm: RealmId,
    port: u16,
    store: Arc<Store>,
    running: Option<Running>,
    announced: Option<Announced>,
    runtime: Option<Runtime>,
}

impl Embedded {
    /// Starts the hub of one realm, with its file in this folder. `name` is what others see.
    pub fn start(
        folder: &Path,
        secrets: Secrets,
        name: &str,
        realm: Realm,
        now_ms: i64,
    ) -> Result<Self, EmbeddedError> {
        std::fs::create_dir_all(folder)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("hub")
            .enable_all()
            .build()?;
        let id = realm.id;
        let secrets = Arc::new(secrets);
        let file = folder.join("hub.sqlite");
        let store = Arc::new(Store::Sqlite(Sqlite::open(&file, Arc::clone(&secrets))?));
        let hub = secrets.key().id();
        let limits = Limits {
            connections: CONNECTIONS,
            ..Limits::default()
        };
        let config = configured(folder, name, limits);
        let certificates = Certificates::load(&config, now_ms / 1_000)?;
        let at_once = service::Settings {
            at_once: limits.working,
            per_second: NonZeroU32::new(limits.per_device_second),
        };
        let service = Service::new(Arc::clone(&store), secrets, name, at_once);
        service.set_certificates(certificates.hashes());
        let service = Arc::new(service);
        let running = runtime.block_on(async {
            store.open_realm(realm).await?;
            let listening = |port| Settings {
                listen: vec![SocketAddr::from((Ipv6Addr::UNSPECIFIED, port))],
                monitor: None,
                limits,
                disk: None,
                hub,
                more: axum::Router::new(),
            };
            let mut last = None;
            // Another program may have the usual port: then any other.
            for port in [PORT, 0] {
                let service = Arc::clone(&service);
                let metrics = Arc::new(Metrics::default());
                let store = Arc::clone(&store);
                match serve(listening(port), service, store, &certificates, metrics).await {
                    Ok(running) => return Ok(running),
                    Err(error) => last = Some(error),
                }
            }
            let nowhere = || std::io::Error::from(std::io::ErrorKind::AddrInUse);
            Err(EmbeddedError::Io(last.unwrap_or_else(nowhere)))
        })?;
        let port = running.addresses.first().map_or(PORT, SocketAddr::port);
        Ok(Self {
            realm: id,
            port,
            store,
            announced: announce(name, hub, port),
            running: Some(running),
            runtime: Some(runtime),
        })
    }

    /// Whether others can find it by mDNS.
    pub fn is_announced(&self) -> bool {
        self.announced.is_some()
    }

    /// Where this PC itself reaches it.
    pub fn own_address(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// Where others reach it: the addresses of this PC in its networks.
    pub fn addresses(&self) -> Vec<String> {
        let mut addresses: Vec<String> = outgoing()
            .into_iter()
            .map(|address| format!("https://{address}:{}", self.port))
            .collect();
        if addresses.is_empty() {
            addresses.push(self.own_address());
        }
        addresses
    }

    /// The PCs that have joined, with their last figures.
    pub fn devices(&self) -> Vec<(Device, Option<Report>)> {
        let Some(runtime) = &self.runtime else {
            return Vec::new();
        };
        let both = runtime.block_on(async {
            let devices = self.store.devices(self.realm).await?;
            let reports = self.store.reports(self.realm).await?;
            Ok::<_, StoreError>((devices, reports))
        });
        let (devices, mut reports) = both.unwrap_or_default();
        let mut of = |device: &Device| {
            let at = reports
                .iter()
                .position(|report| report.device == device.card.device())?;
            Some(reports.swap_remove(at))
        };
        devices
            .into_iter()
            .map(|device| {
                let report = of(&device);
                (device, report)
            })
            .collect()
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.announced = None;
        if let (Some(runtime), Some(running)) = (self.runtime.take(), self.running.take()) {
            runtime.block_on(running.stop());
            runtime.shutdown_background();
        }
    }
}

fn configured(folder: &Path, name: &str, limits: Limits) -> Config {
    Config {
        name: name.to_owned(),
        address: format!("https://127.0.0.1:{PORT}"),
        listen: Vec::new(),
        monitor: None,
        // Names the folder of the certificate; the secrets themselves are given.
        secrets: folder.join("secrets"),
        store: StoreConfig::Sqlite {
            path: folder.join("hub.sqlite"),
        },
        tls: TlsConfig {
            own: None,
            announced: Vec::new(),
        },
        limits,
        log_level: "info".to_owned(),
        announce_on_lan: true,
        forward: ForwardConfig::default(),
        page: PageConfig::default(),
    }
}

/// The address from which this PC would speak to others. Nothing is sent: a UDP socket only asks for the way.
fn outgoing() -> Option<std::net::IpAddr> {
    let socket = UdpSocket::bind(("0.0.0.0", 0)).ok()?;
    // An address of documentation (RFC 5737): any that is not of this PC would do.
    socket.connect(("192.0.2.1", 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified()).then_some(address)
}
