//! Figures for the city's monitoring (Prometheus): how much and how fast, never who.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use sync::Answer;

use super::monitor::Disk;
use crate::forward::Link;
use crate::store::Store;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    status: u16,
}

/// A link to another hub, by the first digits of both ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct To {
    hub: String,
    realm: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    route: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfPool {
    pool: &'static str,
}

/// All figures of one process.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Of, Histogram>,
    events_stored: Counter,
    events_refused: Counter,
    /// Connections that are open.
    pub(super) connections: Gauge,
    /// Connections that were turned away because there were too many.
    pub(super) turned_away: Counter,
    /// Questions that wait for something to come.
    pub(super) waiting: Gauge,
    bytes_in: Counter<u64, AtomicU64>,
    forward_up: Family<To, Gauge>,
    forward_unsent: Family<To, Gauge>,
    forward_exchanged: Family<To, Gauge>,
    database_connections: Family<OfPool, Gauge>,
    database_idle: Family<OfPool, Gauge>,
    database_waiting: Family<OfPool, Gauge>,
    disk_free: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let seconds: Family<Of, Histogram> = Family::new_with_constructor(|| {
            Histogram::new([0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 30.0])
        });
        let mut registry = Registry::with_prefix("kazashi_hub");
        let requests = Family::<Answered, Counter>::default();
        let (events_stored, events_refused) = (Counter::default(), Counter::default());
        let (connections, waiting) = (Gauge::default(), Gauge::default());
        let (turned_away, bytes_in) = (Counter::default(), Counter::default());
        registry.register("requests", "Requests by route and status", requests.clone());
        registry.register_with_unit(
            "request",
            "Time from the whole request to the answer",
            Unit::Seconds,
            seconds.clone(),
        );
        registry.register("events_stored", "New events", events_stored.clone());
        registry.register(
            "events_refused",
            "Events kept apart",
            events_refused.clone(),
        );
        registry.register("connections", "Open connections", connections.clone());
        registry.register(
            "connections_turned_away",
            "Connections beyond the limit",
            turned_away.clone(),
        );
        registry.register("waiting", "Questions that wait", waiting.clone());
        registry.register(
            "request_bytes",
            "Bytes of bodies as they came",
            bytes_in.clone(),
        );
        let forward_up = Family::<To, Gauge>::default();
        let forward_unsent = Family::<To, Gauge>::default();
        let forward_exchanged = Family::<To, Gauge>::default();
        registry.register(
            "forward_up",
            "1 while a link to another hub works, by hub and realm",
            forward_up.clone(),
        );
        registry.register(
            "forward_unsent",
            "Events that another hub has not confirmed",
            forward_unsent.clone(),
        );
        registry.register_with_unit(
            "forward_last_exchange_timestamp",
            "When another hub answered last, since 1970 UTC; 0 for never",
            Unit::Seconds,
            forward_exchanged.clone(),
        );
        let [database_connections, database_idle, database_waiting] = [
            ("database_connections", "Connections to the database"),
            ("database_idle_connections", "Those that do nothing"),
            ("database_waiting", "Questions that wait for one"),
        ]
        .map(|(name, help)| {
            let family = Family::<OfPool, Gauge>::default();
            registry.register(name, help, family.clone());
            family
        });
        let disk_free = Gauge::default();
        registry.register_with_unit(
            "disk_free",
            "Room on this machine's disk",
            Unit::Bytes,
            disk_free.clone(),
        );
        Self {
            registry,
            requests,
            seconds,
            events_stored,
            events_refused,
            connections,
            turned_away,
            waiting,
            bytes_in,
            forward_up,
            forward_unsent,
            forward_exchanged,
            database_connections,
            database_idle,
            database_waiting,
            disk_free,
        }
    }
}

impl Metrics {
    /// One request was answered.
    pub(crate) fn answered(&self, route: &'static str, status: u16, seconds: f64) {
        let answered = Answered { route, status };
        self.requests.get_or_create(&answered).inc();
        self.seconds.get_or_create(&Of { route }).observe(seconds);
    }

    /// A body came.
    pub(super) fn came(&self, bytes: usize) {
        self.bytes_in.inc_by(u64::try_from(bytes).unwrap_or(0));
    }

    /// Counts what an answer tells.
    pub(super) fn told(&self, answer: &Answer) {
        if let Answer::Stored(stored) = answer {
            self.events_stored.inc_by(stored.new.into());
            let refused = u64::try_from(stored.refused.len()).unwrap_or(0);
            self.events_refused.inc_by(refused);
        }
    }

    /// How the links to other hubs stand.
    pub(crate) fn forwards(&self, links: &[Link], now_ms: i64) {
        self.forward_up.clear();
        self.forward_unsent.clear();
        self.forward_exchanged.clear();
        for link in links {
            let to = To {
                hub: link.hub.id().to_string().chars().take(8).collect(),
                realm: link.realm.to_string().chars().take(8).collect(),
            };
            let unsent = i64::try_from(link.unsent).unwrap_or(i64::MAX);
            let exchanged = link.exchanged_ms.unwrap_or(0) / 1_000;
            self.forward_up
                .get_or_create(&to)
                .set(link.is_up(now_ms).into());
            self.forward_unsent.get_or_create(&to).set(unsent);
            self.forward_exchanged.get_or_create(&to).set(exchanged);
        }
    }

    /// What is looked up when somebody asks.
    pub(super) fn look(&self, store: &Store, disk: Option<&Disk>) {
        let gauge = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        for (pool, status) in store.pools() {
            let of = OfPool { pool };
            let connections = self.database_connections.get_or_create(&of);
            connections.set(gauge(status.size));
            let idle = self.database_idle.get_or_create(&of);
            idle.set(gauge(status.available));
            let waiting = self.database_waiting.get_or_create(&of);
            waiting.set(gauge(status.waiting));
        }
        if let Some(free) = disk.and_then(Disk::free) {
            self.disk_free.set(i64::try_from(free).unwrap_or(i64::MAX));
        }
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a `String` does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
