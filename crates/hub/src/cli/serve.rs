//! `kazashi-hub serve`

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use hub::claims;
use hub::config::Config;
use hub::forward::Links;
use hub::http::{Certificates, Disk, Metrics, Settings, serve};
use hub::service::{self, Service};
use hub::store::Store;
use tracing_subscriber::EnvFilter;

use super::{Failure, store};

/// Certificates are looked at again so often.
const RENEWING: Duration = Duration::from_hours(1);

/// Serves until SIGTERM or Ctrl-C.
pub async fn run(config: Config) -> Result<(), Failure> {
    let level = EnvFilter::new(format!("warn,hub={0},kazashi_hub={0}", config.log_level));
    tracing_subscriber::fmt()
        .with_env_filter(level)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    let (secrets, store) = store::open(&config).await?;
    let certificates = Certificates::load(&config, store::now_ms() / 1_000)?;
    let limits = service::Settings {
        at_once: config.limits.working,
        per_second: NonZeroU32::new(config.limits.per_device_second),
    };
    let hub = secrets.key().id();
    let page = store::page(&config, &secrets, &store);
    let proxy = store::proxy(&config.forward)?;
    let service = Service::new(
        Arc::clone(&store),
        Arc::clone(&secrets),
        &config.name,
        limits,
    );
    service.set_certificates(certificates.hashes());
    let service = Arc::new(service);
    let claims = store::claims(&store);
    let watching = tokio::spawn(Arc::clone(&claims).watch());
    let metrics = Arc::new(Metrics::default());
    let claiming = claims::router(claims, Arc::clone(&service), Arc::clone(&metrics));
    let settings = Settings {
        listen: config.listen.clone(),
        monitor: config.monitor,
        limits: config.limits,
        disk: Some(Disk {
            folder: config.disk().to_path_buf(),
            least_megabytes: config.limits.free_megabytes,
        }),
        hub,
        more: hub::page::router(Arc::clone(&page)).merge(claiming),
    };
    let links = Links::new(
        Arc::clone(&store),
        secrets,
        &config.name,
        proxy,
        Arc::clone(&metrics),
        store::now_ms,
    );
    let serving = Arc::clone(&service);
    let kept = Arc::clone(&store);
    let running = serve(settings, serving, store, &certificates, metrics).await?;
    for address in &running.addresses {
        tracing::info!(%address, %hub, "listening");
    }
    if let Some(address) = running.monitor {
        tracing::info!(%address, "listening for the monitoring");
    }
    let announced = announce(&config, &running, hub);
    let renewing = tokio::spawn(renew(service, certificates));
    let following = tokio::spawn(page.follow());
    let (stop, mut stopping) = tokio::sync::watch::channel(false);
    let forwarding = tokio::spawn(links.run(async move {
        // A sender that is gone stops it too.
        let _ = stopping.wait_for(|stop| *stop).await;
    }));
    stopped().await;
    tracing::info!("stopping");
    renewing.abort();
    following.abort();
    watching.abort();
    drop(announced);
    stop.send_replace(true);
    // A panic there was told by its own message.
    let _ = forwarding.await;
    running.stop().await;
    // Whoever copies the file while the hub is stopped gets all of it.
    if let Store::Sqlite(db) = &*kept {
        db.sweep().await;
    }
    Ok(())
}

fn announce(
    config: &Config,
    running: &hub::http::Running,
    hub: sync::HubId,
) -> Option<hub::announce::Announced> {
    let port = running.addresses.first()?.port();
    if !config.announce_on_lan {
        return None;
    }
    let announced = hub::announce::announce(&config.name, hub, port);
    if announced.is_none() {
        tracing::warn!("the hub cannot be announced on the LAN");
    }
    announced
}

async fn renew(service: Arc<Service>, certificates: Arc<Certificates>) {
    let mut ticks = tokio::time::interval(RENEWING);
    loop {
        ticks.tick().await;
        match certificates.renew(store::now_ms() / 1_000) {
            Ok(()) => service.set_certificates(certificates.hashes()),
            // The one in use stays.
            Err(error) => tracing::error!(%error, "the certificate cannot be renewed"),
        }
    }
}

#[cfg(unix)]
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(not(unix))]
async fn stopped() {
    let _ = tokio::signal::ctrl_c().await;
}
