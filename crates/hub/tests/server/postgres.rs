//! The program on a real PostgreSQL.

use scratch_postgres::{Cluster, Settings as ClusterSettings};
use sync::client::Line;
use uplink::Settings;

use crate::desk::{Desk, until, until_line};
use crate::hub::{Hub, STREAM};

/// The lines of `[store]` for a cluster that wants TLS and a password; the password lies in a file.
fn store_of(cluster: &Cluster, dir: &tempfile::TempDir) -> String {
    let url = cluster.url("postgres");
    let (before, host) = url.split_once('@').unwrap();
    let (user, password) = before.rsplit_once(':').unwrap();
    let file = dir.path().join("password");
    std::fs::write(&file, format!("{password}\n")).unwrap();
    let host = host.split('?').next().unwrap();
    format!(
        "postgres = \"{user}@{host}?sslmode=verify-full\"\npassword_file = \"{}\"\nauthorities = \"{}\"",
        file.display(),
        cluster.authority().display()
    )
}

fn sealed() -> Cluster {
    let settings = ClusterSettings {
        tls: true,
        ..ClusterSettings::default()
    };
    Cluster::with(settings).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_serve_one_database_and_one_may_die() {
    let cluster = sealed();
    let dir = tempfile::tempdir().unwrap();
    let mut first = Hub::made_on(Some(&store_of(&cluster, &dir)), "");
    let mut second = first.beside(None);
    first.run();
    second.run();
    let (one, other) = (Desk::new(&first, STREAM), Desk::new(&first, STREAM));
    one.writes(50);
    let settings = first.takes(&one).await.settings;
    let both = Settings {
        addresses: vec![first.address(), second.address()],
        ..settings.clone()
    };
    let up = one.connects(&both);
    let at_second = second.takes(&other).await.settings;
    assert!(at_second.key == settings.key);
    let down = other.connects(&at_second);
    until("the other has all", || other.have() == one.have()).await;
    // The long poll at one process hears of what came to the other.
    one.writes(1);
    up.wake();
    until("the other has the next", || other.have() == one.have()).await;
    first.kill();
    one.writes(5);
    up.wake();
    until("it goes on at the second", || other.have() == one.have()).await;
    until_line(&down, Line::UpToDate).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_moves_into_postgresql_and_desks_notice_nothing() {
    let mut hub = Hub::start();
    let (one, other) = (Desk::new(&hub, STREAM), Desk::new(&hub, STREAM));
    one.writes(120);
    let settings = hub.takes(&one).await.settings;
    let up = one.connects(&settings);
    until_line(&up, Line::UpToDate).await;
    hub.stop();
    let cluster = sealed();
    let dir = tempfile::tempdir().unwrap();
    let mut moved = hub.beside(Some(&store_of(&cluster, &dir)));
    let to = moved.config();
    let said = hub.does(&["move", "--to", to.to_str().unwrap()]);
    assert!(said.contains("1 realms, 1 devices"), "{said}");
    // A second time it would be doubled, and is refused.
    assert!(!hub.tries(&["move", "--to", to.to_str().unwrap()]).0);
    moved.run();
    up.stop();
    let settings = Settings {
        addresses: vec![moved.address()],
        ..settings
    };
    let up = one.connects(&settings);
    until_line(&up, Line::UpToDate).await;
    one.writes(3);
    up.wake();
    let at_moved = moved.takes(&other).await.settings;
    let _down = other.connects(&at_moved);
    until("all is there", || other.have() == one.have()).await;
}

#[test]
fn a_wrong_password_is_told_without_it() {
    let cluster = sealed();
    let dir = tempfile::tempdir().unwrap();
    let store = store_of(&cluster, &dir);
    let hub = Hub::made("");
    let other = hub.beside(Some(&store));
    std::fs::write(dir.path().join("password"), "geheim 1%\n").unwrap();
    let (well, said) = other.tries(&["check"]);
    assert!(!well && !said.contains("geheim"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_monitoring_is_told_of_connections_and_of_a_database_that_is_gone() {
    let mut cluster = sealed();
    let dir = tempfile::tempdir().unwrap();
    let mut hub = Hub::made_on(Some(&store_of(&cluster, &dir)), "");
    hub.run();
    let ready = async || {
        let url = format!("http://127.0.0.1:{}/readyz", hub.monitor);
        let answer = crate::hub::plain().get(url).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(ready().await.0, 200);
    for pool in ["events", "claims"] {
        for figure in ["connections", "idle_connections", "waiting"] {
            let name = format!("kazashi_hub_database_{figure}{{pool=\"{pool}\"}}");
            assert!(hub.figure(&name).await.is_some(), "{name}");
        }
    }
    let open = "kazashi_hub_database_connections{pool=\"events\"}";
    assert!(hub.figure(open).await >= Some(1.0));
    cluster.kill().unwrap();
    let (status, said) = ready().await;
    assert_eq!(
        (status, said.as_str()),
        (503, "the database does not answer\n")
    );
    cluster.restart().unwrap();
    until_ready(ready).await;
}

async fn until_ready(ready: impl AsyncFn() -> (u16, String)) {
    let start = std::time::Instant::now();
    while ready().await.0 != 200 {
        assert!(start.elapsed().as_secs() < 30, "it never comes back");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}
