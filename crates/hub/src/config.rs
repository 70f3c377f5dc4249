//! The one configuration file (設定ファイル), read at the start and never again.
//!
//! Every fault is told at once, with its line and field: who starts a server at night does not want to find the second
//! after having put the first right.

mod fault;
mod reader;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use fault::{ConfigError, ConfigFault};

use crate::page::{CityMap, PageConfig};
use reader::Reader;

/// Where the program looks if it is not told.
pub const FILE: &str = "/etc/kazashi-hub/hub.toml";

/// What the file says.
#[derive(Debug, Clone)]
pub struct Config {
    /// What the city calls the hub; desks show it.
    pub name: String,
    /// Where desks reach it, as `https://host:port`: stands in codes and in the hub's own certificate.
    pub address: String,
    /// Where it listens.
    pub listen: Vec<SocketAddr>,
    /// Where it answers the city's monitoring in plain HTTP, if at all; nothing of a person is told there.
    pub monitor: Option<SocketAddr>,
    /// The file of [`Secrets`](crate::Secrets).
    pub secrets: PathBuf,
    /// The database.
    pub store: StoreConfig,
    /// Certificates.
    pub tls: TlsConfig,
    /// How much is borne.
    pub limits: Limits,
    /// What is logged: `error`, `warn`, `info` or `debug`.
    pub log_level: String,
    /// How other hubs are reached.
    pub forward: ForwardConfig,
    /// The city's page.
    pub page: PageConfig,
    /// Whether it is announced on the LAN by mDNS, so that desks find it without a code's address.
    pub announce_on_lan: bool,
}

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreConfig {
    /// A sealed file on this machine.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A PostgreSQL server, or several behind one name.
    Postgres {
        /// `postgresql://user@host:port/database?sslmode=verify-full`, without a password.
        url: String,
        /// A file that holds the password and nothing else.
        password_file: Option<PathBuf>,
        /// Certificates (PEM) of who vouches for the server; the system's when there is none.
        authorities: Option<PathBuf>,
    },
}

/// Under which certificates desks meet the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsConfig {
    /// The city's own certificate chain and its key (PEM); without it the hub makes its own and renews it.
    pub own: Option<(PathBuf, PathBuf)>,
    /// Certificates (PEM) of proxies before the hub that open TLS.
    pub announced: Vec<PathBuf>,
}

/// How other hubs are reached; which ones stands in the database (`kazashi-hub forward`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ForwardConfig {
    /// `http://host:port`, `none` for none, as the system says if absent.
    pub proxy: Option<String>,
    /// Where the proxy wants a name (Basic).
    pub proxy_user: Option<String>,
    /// A file that holds the password for it and nothing else.
    pub proxy_password_file: Option<PathBuf>,
}

/// How much the hub bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once; further ones wait at the door.
    pub connections: usize,
    /// Seconds in which a client has to have sent the head of a request, or the next one.
    pub header_seconds: u64,
    /// Seconds in which a client has to have sent the next part of a body.
    pub body_idle_seconds: u64,
    /// Megabytes of bodies that are held at once.
    pub body_megabytes: usize,
    /// Questions that are worked on at once; beyond that the hub says when to come again.
    pub working: u32,
    /// Questions of one device a second, ten times as many in a burst; 0 counts none.
    pub per_device_second: u32,
    /// Megabytes that have to be free on this machine's disk; with less it says that it is not ready. 0: not looked at.
    pub free_megabytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            header_seconds: 40,
            body_idle_seconds: 20,
            body_megabytes: 256,
            working: 256,
            per_device_second: 20,
            free_megabytes: 500,
        }
    }
}

impl Config {
    /// What fills up on this machine: the database where it is a file, else where the hub keeps its own.
    pub fn disk(&self) -> &Path {
        let file = match &self.store {
            StoreConfig::Sqlite { path } => path,
            StoreConfig::Postgres { .. } => &self.secrets,
        };
        file.parent().unwrap_or(Path::new("."))
    }

    /// Reads the file.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(file).map_err(|source| ConfigError::Unreadable {
            file: file.to_path_buf(),
            source,
        })?;
        Self::parse(file, &text)
    }

    /// Reads TOML; `file` names it in faults, and relative paths begin at its folder.
    pub fn parse(file: &Path, text: &str) -> Result<Self, ConfigError> {
        let invalid = |faults| ConfigError::Invalid {
            file: file.to_path_buf(),
            faults,
        };
        let mut reader = Reader::new(text).map_err(&invalid)?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let config = read(&mut reader, folder);
        let faults = reader.faults();
        match config {
            Some(config) if faults.is_empty() => Ok(config),
            _ => Err(invalid(faults)),
        }
    }
}

/// `None` only after a fault was told.
fn read(reader: &mut Reader<'_>, folder: &Path) -> Option<Config> {
    let name = reader.required("name").and_then(|name| {
        let fits = !name.trim().is_empty() && name.chars().count() <= 64;
        reader.holds(
            fits,
            "name",
            "1〜64文字にしてください",
            "must have 1 to 64 characters",
        );
        fits.then_some(name)
    });
    let address = reader.required("address").and_then(|address| {
        let fits = is_address(&address);
        let (ja, en) = (
            "https://ホスト名:ポート の形にしてください",
            "must have the form https://host:port",
        );
        reader.holds(fits, "address", ja, en);
        fits.then_some(address)
    });
    let listen = reader.addresses("listen").unwrap_or_else(|| {
        // Both families, where the system has both.
        vec![SocketAddr::from(([0; 16], 8443))]
    });
    let monitor = reader.address("monitor");
    let secrets = reader.path("secrets", folder);
    let log_level = reader
        .text("log_level")
        .unwrap_or_else(|| "info".to_owned());
    let levels = ["error", "warn", "info", "debug"];
    let known = levels.contains(&log_level.as_str());
    let (ja, en) = (
        "error、warn、info、debug のどれかにしてください",
        "must be error, warn, info or debug",
    );
    reader.holds(known, "log_level", ja, en);
    let announce_on_lan = reader.flag("announce_on_lan").unwrap_or(false);

    let store = reader.table("store", |reader| read_store(reader, folder));
    if store.is_none() {
        let (ja, en) = (
            "[store] に sqlite か postgres のどちらか一つを書いてください",
            "[store] must name either sqlite or postgres",
        );
        reader.holds(false, "store", ja, en);
    }
    let tls = reader.table("tls", |reader| read_tls(reader, folder));
    let limits = reader.table("limits", read_limits);
    let forward = reader.table("forward", |reader| read_forward(reader, folder));
    let mut page: PageConfig = reader.whole("page").unwrap_or_default();
    page.address.clone_from(&address);
    match CityMap::open(&page.map_files, folder) {
        Ok(map) => page.map = Arc::new(map),
        Err(faults) => {
            for fault in faults {
                reader.inside("page", &format!("map.{}", fault.field), &fault.problem);
            }
        }
    }
    Some(Config {
        name: name?,
        address: address?,
        listen,
        monitor,
        secrets: secrets.unwrap_or_else(|| folder.join("secrets")),
        store: store??,
        tls: tls.unwrap_or(TlsConfig {
            own: None,
            announced: Vec::new(),
        }),
        limits: limits.unwrap_or_default(),
        log_level,
        forward: forward.unwrap_or_default(),
        page,
        announce_on_lan,
    })
}

fn read_store(reader: &mut Reader<'_>, folder: &Path) -> Option<StoreConfig> {
    let sqlite = reader.path("sqlite", folder);
    let postgres = reader.text("postgres");
    let password_file = reader.path("password_file", folder);
    let authorities = reader.path("authorities", folder);
    if let Some(url) = &postgres {
        let scheme = url.starts_with("postgresql://") || url.starts_with("postgres://");
        let (ja, en) = (
            "postgresql:// で始めてください",
            "must begin with postgresql://",
        );
        reader.holds(scheme, "postgres", ja, en);
        let user = url
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('@'));
        let (ja, en) = (
            "パスワードはここではなく password_file に書いてください",
            "the password belongs into password_file, not here",
        );
        let without = user.is_none_or(|(user, _)| !user.contains(':'));
        reader.holds(without && !url.contains("password="), "postgres", ja, en);
    }
    match (sqlite, postgres) {
        (Some(path), None) => Some(StoreConfig::Sqlite { path }),
        (None, Some(url)) => Some(StoreConfig::Postgres {
            url,
            password_file,
            authorities,
        }),
        _ => {
            let (ja, en) = (
                "sqlite か postgres のどちらか一つを書いてください",
                "must name either sqlite or postgres",
            );
            reader.holds(false, "sqlite", ja, en);
            None
        }
    }
}

fn read_tls(reader: &mut Reader<'_>, folder: &Path) -> TlsConfig {
    let certificate = reader.path("certificate", folder);
    let key = reader.path("key", folder);
    let announced = reader.paths("announced", folder).unwrap_or_default();
    let both = certificate.is_some() == key.is_some();
    let (ja, en) = (
        "certificate と key は両方書くか、両方書かないでください",
        "certificate and key belong together",
    );
    reader.holds(both, "certificate", ja, en);
    TlsConfig {
        own: certificate.zip(key),
        announced,
    }
}

fn read_forward(reader: &mut Reader<'_>, folder: &Path) -> ForwardConfig {
    let proxy = reader.text("proxy").filter(|text| text != "system");
    let proxy_user = reader.text("proxy_user");
    let proxy_password_file = reader.path("proxy_password_file", folder);
    let known = proxy.as_ref().is_none_or(|text| {
        let place = text
            .strip_prefix("http://")
            .is_some_and(|it| !it.is_empty());
        text == "none" || place && !text.contains('@')
    });
    let (ja, en) = (
        "system、none、http://ホスト名:ポート のどれかにしてください",
        "must be system, none or http://host:port",
    );
    reader.holds(known, "proxy", ja, en);
    let both = proxy_user.is_some() == proxy_password_file.is_some();
    let (ja, en) = (
        "proxy_user と proxy_password_file は両方書くか、両方書かないでください",
        "proxy_user and proxy_password_file belong together",
    );
    reader.holds(both, "proxy_user", ja, en);
    ForwardConfig {
        proxy,
        proxy_user,
        proxy_password_file,
    }
}

fn read_limits(reader: &mut Reader<'_>) -> Limits {
    let usual = Limits::default();
    Limits {
        connections: reader.number("connections", 1..=100_000, usual.connections),
        header_seconds: reader.number("header_seconds", 1..=300, usual.header_seconds),
        body_idle_seconds: reader.number("body_idle_seconds", 1..=300, usual.body_idle_seconds),
        body_megabytes: reader.number("body_megabytes", 16..=65_536, usual.body_megabytes),
        working: reader.number("working", 1..=4_096, usual.working),
        per_device_second: reader.number("per_device_second", 0..=10_000, usual.per_device_second),
        free_megabytes: reader.number("free_megabytes", 0..=10_000_000, usual.free_megabytes),
    }
}

/// `https://host:port`, or without the port for 443; nothing behind.
fn is_address(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| {
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !rest.ends_with(']') => (host, Some(port)),
            _ => (rest, None),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-[]:".contains(c);
        !host.is_empty()
            && host.chars().all(plain)
            && port.is_none_or(|port| port.parse::<u16>().is_ok())
    })
}

/// The host of an address that [`is_address`] takes.
pub(crate) fn host_of(address: &str) -> &str {
    let rest = address.strip_prefix("https://").unwrap_or(address);
    let host = match rest.rsplit_once(':') {
        Some((host, _)) if !rest.ends_with(']') => host,
        _ => rest,
    };
    host.trim_start_matches('[').trim_end_matches(']')
}
