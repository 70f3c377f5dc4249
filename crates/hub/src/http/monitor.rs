//! What the city's monitoring asks: alive, ready, figures.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use tokio::time::timeout;

use super::Metrics;
use crate::forward;
use crate::store::Store;

/// How long the database may take to answer.
const READY: Duration = Duration::from_secs(3);

const MEGABYTE: u64 = 1 << 20;

/// The disk on which a hub fills up.
#[derive(Debug, Clone)]
pub struct Disk {
    /// A folder on it.
    pub folder: PathBuf,
    /// With less than this free, the hub is not ready; 0: not looked at.
    pub least_megabytes: u64,
}

impl Disk {
    /// Bytes that are free; `None` where the system does not say.
    pub(super) fn free(&self) -> Option<u64> {
        fs4::available_space(&self.folder).ok()
    }

    /// So many megabytes are left, where these are too few.
    fn nearly_full(&self) -> Option<u64> {
        let left = self.free()? / MEGABYTE;
        (left < self.least_megabytes).then_some(left)
    }
}

/// What is looked at.
#[derive(Clone)]
pub(super) struct Looked {
    pub store: Arc<Store>,
    pub disk: Option<Disk>,
    pub metrics: Arc<Metrics>,
}

/// `/healthz` and `/readyz`.
pub(super) fn health(looked: Looked) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(looked)
}

/// The same and `/metrics`, for the monitor's own address.
pub(super) fn monitor(looked: Looked) -> Router {
    let figures = Router::new()
        .route("/metrics", get(figures))
        .with_state(looked.clone());
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready_and_links))
        .with_state(looked)
        .merge(figures)
}

/// With a line for each link to another hub: a hub that is not reached does not make this one unready.
async fn ready_and_links(State(looked): State<Looked>) -> (StatusCode, String) {
    let store = Arc::clone(&looked.store);
    let (status, mut text) = ready(State(looked)).await;
    let links = match status {
        StatusCode::OK => timeout(READY, forward::every(&store)).await,
        _ => return (status, text),
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(i64::MAX));
    for link in links.ok().and_then(Result::ok).unwrap_or_default() {
        let (hub, realm) = (link.hub.id(), link.realm);
        let line = match link.line.as_str() {
            _ if link.driven_until_ms < now => "not driven",
            "" => "starting",
            line => line,
        };
        let heard = link.exchanged_ms.map_or_else(
            || "never".to_owned(),
            |at| format!("{} s ago", (now - at).max(0) / 1_000),
        );
        // Writing into a `String` does not fail.
        let _ = writeln!(
            text,
            "forward hub={hub} realm={realm} {}: {line}, last exchange {heard}, {} unsent",
            link.direction.code(),
            link.unsent
        );
    }
    (status, text)
}

async fn ready(State(Looked { store, disk, .. }): State<Looked>) -> (StatusCode, String) {
    let mut faults = Vec::new();
    let answers = timeout(READY, store.realms()).await;
    if !answers.is_ok_and(|realms| realms.is_ok()) {
        faults.push("the database does not answer\n".to_owned());
    }
    if let Some(left) = disk.and_then(|disk| disk.nearly_full()) {
        faults.push(format!("the disk is nearly full: {left} MB left\n"));
    }
    if faults.is_empty() {
        (StatusCode::OK, "ready\n".to_owned())
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, faults.concat())
    }
}

async fn figures(State(looked): State<Looked>) -> impl IntoResponse {
    let media = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let Looked {
        store,
        disk,
        metrics,
    } = looked;
    metrics.look(&store, disk.as_ref());
    ([(CONTENT_TYPE, media)], metrics.text())
}
