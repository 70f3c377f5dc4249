//! A hub of its own for each test. Its city is invented.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::civil::date;
use ledger::{RealmId, StreamId};
use rand_core::OsRng;
use scratch_postgres::free_port;
use sync::{Code, Invitation};
use tempfile::TempDir;
use uplink::{Enrolled, ProxySettings, UplinkError, enrol};
use vault::{About, CityKeys, PlannedShelter, prepare};

use crate::desk::Desk;

pub const STREAM: StreamId = StreamId([7; 16]);

/// Where a hub keeps the package that it was made with, and its code.
const PACKAGE: &str = "見本市.kazashi-package";
const CODE: &str = "code";

pub struct Hub {
    pub dir: TempDir,
    pub port: u16,
    pub monitor: u16,
    pub realm: RealmId,
    pub bundles: [u8; 32],
    pub process: Option<Child>,
}

impl Hub {
    /// Made, with one realm, and running.
    pub fn start() -> Self {
        Self::start_with("")
    }

    /// With further lines at the end of its configuration.
    pub fn start_with(more: &str) -> Self {
        let mut hub = Self::made(more);
        hub.run();
        hub
    }

    pub fn made(more: &str) -> Self {
        Self::made_on(None, more)
    }

    /// On the database that these lines of `[store]` name; on a file of its own without them.
    pub fn made_on(store: Option<&str>, more: &str) -> Self {
        let mut hub = Self::without_realm(store, more);
        hub.add_realm();
        hub
    }

    /// Another hub that has the realm of this one, from the same package.
    pub fn of_same_realm(&self, store: Option<&str>, more: &str) -> Self {
        let mut other = Self::without_realm(store, more);
        (other.realm, other.bundles) = (self.realm, self.bundles);
        let (package, code) = (self.path(PACKAGE), self.path(CODE));
        let (package, code) = (package.to_str().unwrap(), code.to_str().unwrap());
        other.does(&["realm", "add", package, "--code-file", code]);
        other
    }

    fn without_realm(store: Option<&str>, more: &str) -> Self {
        let hub = Self {
            dir: tempfile::tempdir().unwrap(),
            port: free_port(),
            monitor: free_port(),
            realm: RealmId([0; 16]),
            bundles: [0; 32],
            process: None,
        };
        let data = hub.path("data");
        let (name, address) = ("見本市 集約サーバ", hub.address());
        let data = data.to_str().unwrap();
        hub.does(&[
            "init",
            "--name",
            name,
            "--address",
            &address,
            "--folder",
            data,
        ]);
        let text = fs::read_to_string(hub.config()).unwrap();
        let text = text
            .replace("[::]:8443", &format!("127.0.0.1:{}", hub.port))
            .replace("127.0.0.1:9465", &format!("127.0.0.1:{}", hub.monitor));
        let text = match store {
            Some(store) => format!(
                "{}[store]\n{store}\n",
                text.split("[store]").next().unwrap()
            ),
            None => text,
        };
        fs::write(hub.config(), format!("{text}{more}\n")).unwrap();
        hub
    }

    /// Another process with the same secrets, on the database that these lines name or on the same one.
    pub fn beside(&self, store: Option<&str>) -> Self {
        let other = Self {
            dir: tempfile::tempdir().unwrap(),
            port: free_port(),
            monitor: free_port(),
            realm: self.realm,
            bundles: self.bundles,
            process: None,
        };
        let text = fs::read_to_string(self.config()).unwrap();
        let text = text
            .replace(&format!(":{}", self.port), &format!(":{}", other.port))
            .replace(
                &format!(":{}", self.monitor),
                &format!(":{}", other.monitor),
            );
        let text = match store {
            Some(store) => format!(
                "{}[store]\n{store}\n",
                text.split("[store]").next().unwrap()
            ),
            None => text,
        };
        fs::write(other.config(), text).unwrap();
        other
    }

    fn add_realm(&mut self) {
        let about = About {
            city_name: "見本市".to_owned(),
            city_code: "131041".to_owned(),
            name: "架空の災害".to_owned(),
            edition: 1,
            created: date(2026, 4, 1),
            exercise: true,
            roles: Vec::new(),
            shelters: vec![PlannedShelter {
                stream: STREAM.0,
                name: "見本第一小学校".to_owned(),
                place: "見本市見本町1-1".to_owned(),
                capacity: Some(300),
            }],
        };
        let city = CityKeys::generate(&mut OsRng);
        let made = prepare(about, &city, &[], None, &mut OsRng).unwrap();
        let package = self.path(PACKAGE);
        made.package.save(&package).unwrap();
        let opened = made.package.open(&made.city).unwrap();
        self.realm = RealmId(opened.public.realm);
        self.bundles = *opened.secrets.bundles.as_bytes();
        let code = self.path(CODE);
        fs::write(&code, made.city.to_print().as_str()).unwrap();
        let (package, code) = (package.to_str().unwrap(), code.to_str().unwrap());
        let said = self.does(&["realm", "add", package, "--code-file", code]);
        assert!(said.contains(&self.realm.to_string()));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn config(&self) -> PathBuf {
        self.path("hub.toml")
    }

    pub fn address(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// A command, and whether it went well with what it said.
    pub fn tries(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_kazashi-hub"))
            .arg("--config")
            .arg(self.config())
            .args(arguments)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    /// A command that goes well.
    pub fn does(&self, arguments: &[&str]) -> String {
        let (well, said) = self.tries(arguments);
        assert!(well, "{arguments:?}: {said}");
        said
    }

    /// Starts the process and waits until it listens.
    pub fn run(&mut self) {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kazashi-hub"))
            .arg("--config")
            .arg(self.config())
            .arg("serve")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            let line = lines.next().expect("it ended before it listened").unwrap();
            if line.contains("listening for the monitoring") {
                break;
            }
            assert!(Instant::now() < until);
        }
        // Read on, or its pipe fills up.
        let log = self.path("log");
        std::thread::spawn(move || {
            let mut text = String::new();
            for line in lines.map_while(Result::ok) {
                text.push_str(&line);
                text.push('\n');
                // Gone with its folder when the test is over.
                let _ = fs::write(&log, &text);
            }
        });
        self.process = Some(process);
    }

    /// As a power cut does it.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// As systemd does it; gives how long it took.
    pub fn stop(&mut self) -> Duration {
        let mut process = self.process.take().unwrap();
        let started = Instant::now();
        let id = process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        assert!(process.wait().unwrap().success());
        started.elapsed()
    }

    /// What a new device is handed: a code for one desk.
    pub fn invitation(&self) -> Invitation {
        let said = self.does(&["code", "new"]);
        Invitation::parse(said.lines().nth(2).unwrap()).unwrap()
    }

    /// The code that every PC with the opened package has.
    pub fn package_code(&self) -> Code {
        Code::of_package(&self.bundles)
    }

    /// Enrols a desk by the package, and starts its exchange.
    pub async fn takes(&self, desk: &Desk) -> Enrolled {
        let code = self.package_code();
        self.enrols(desk, &code).await.unwrap()
    }

    pub async fn enrols(&self, desk: &Desk, code: &Code) -> Result<Enrolled, UplinkError> {
        let proxy = ProxySettings::None;
        enrol(&self.address(), &proxy, code, self.realm, desk.card()).await
    }

    /// Waits until the process has stored so many events.
    pub async fn until_stored(&self, events: f64) {
        let end = Instant::now() + Duration::from_secs(30);
        while self.figure("kazashi_hub_events_stored_total ").await != Some(events) {
            assert!(Instant::now() < end, "not in time");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// A figure of the monitoring.
    pub async fn figure(&self, name: &str) -> Option<f64> {
        let url = format!("http://127.0.0.1:{}/metrics", self.monitor);
        let text = plain().get(url).send().await.ok()?.text().await.ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse().ok()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A client that takes any certificate, for looking at the hub from outside.
pub fn plain() -> reqwest::Client {
    // The second test of a process finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .danger_accept_invalid_certs(true)
        .build()
        .unwrap()
}
