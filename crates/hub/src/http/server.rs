//! Listens, and ends gracefully.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use rustls::ServerConfig;
use sync::HubId;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::door::Door;
use super::monitor::{Disk, Looked};
use super::reading::Budget;
use super::router::{Shared, router};
use super::{Certificates, Metrics, monitor};
use crate::config::Limits;
use crate::service::Service;
use crate::store::Store;

/// How long requests that are being worked on may take when the process ends.
const ENDING: Duration = Duration::from_secs(20);
/// Streams of one HTTP/2 connection at once.
const STREAMS: u32 = 32;
const PING: Duration = Duration::from_secs(20);
/// Bytes of a request's head.
const HEAD_BYTES: usize = 32 << 10;
/// Connections of the monitor.
const MONITORS: usize = 64;

/// Where and how it listens.
pub struct Settings {
    /// For desks, by TLS.
    pub listen: Vec<SocketAddr>,
    /// For the city's monitoring, in plain.
    pub monitor: Option<SocketAddr>,
    /// How much is borne.
    pub limits: Limits,
    /// The disk that readiness looks at, if at all.
    pub disk: Option<Disk>,
    /// Stands on every answer.
    pub hub: HubId,
    /// What other parts of the hub have on the same address: the page, claims.
    pub more: Router,
}

/// A hub that listens.
pub struct Running {
    /// Where desks reach it.
    pub addresses: Vec<SocketAddr>,
    /// Where monitoring does.
    pub monitor: Option<SocketAddr>,
    handle: Handle<SocketAddr>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<io::Result<()>>,
}

impl Running {
    /// Takes nothing new in, answers what waits, and comes back when all is done or after 20 seconds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        self.handle.graceful_shutdown(Some(ENDING));
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Listens for desks and for monitoring.
pub async fn serve(
    settings: Settings,
    service: Arc<Service>,
    store: Arc<Store>,
    certificates: &Arc<Certificates>,
    metrics: Arc<Metrics>,
) -> io::Result<Running> {
    let (stop, stopping) = watch::channel(false);
    let limits = settings.limits;
    let idle = Duration::from_secs(limits.body_idle_seconds);
    let first = Duration::from_secs(limits.header_seconds);
    let shared = Arc::new(Shared {
        service,
        metrics: Arc::clone(&metrics),
        budget: Budget::new(limits.body_megabytes, idle),
        hub: settings.hub,
        stopping,
    });
    let tls = certificates.server_config().map_err(io::Error::other)?;
    let looked = Looked {
        store,
        disk: settings.disk,
        metrics: Arc::clone(&metrics),
    };
    let desks = router(&shared, looked.clone(), settings.more);
    let door = Door::new(Some(tls), first, limits.connections, Arc::clone(&metrics));
    let handle = Handle::new();
    let mut tasks = JoinSet::new();
    let mut addresses = Vec::new();
    for address in settings.listen {
        let (address, task) = listen(address, door.clone(), &desks, limits, &handle)?;
        addresses.push(address);
        tasks.spawn(task);
    }
    let mut monitored = None;
    if let Some(address) = settings.monitor {
        let plain: Option<Arc<ServerConfig>> = None;
        let door = Door::new(plain, first, MONITORS, metrics);
        let figures = monitor::monitor(looked);
        let (address, task) = listen(address, door, &figures, limits, &handle)?;
        monitored = Some(address);
        tasks.spawn(task);
    }
    Ok(Running {
        addresses,
        monitor: monitored,
        handle,
        stop,
        tasks,
    })
}

fn listen(
    address: SocketAddr,
    door: Door,
    router: &Router,
    limits: Limits,
    handle: &Handle<SocketAddr>,
) -> io::Result<(SocketAddr, impl Future<Output = io::Result<()>> + use<>)> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let mut server = axum_server::from_tcp(listener)?
        .acceptor(door)
        .handle(handle.clone());
    let http = server.http_builder();
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.header_seconds))
        .max_buf_size(HEAD_BYTES);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX));
    // The page slows logins down by address.
    let service = router
        .clone()
        .into_make_service_with_connect_info::<SocketAddr>();
    Ok((address, server.serve(service)))
}
