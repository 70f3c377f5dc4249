//! What a server of one's own is needed for: TLS, and sessions that are killed.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hub::store::{Postgres, PostgresSettings, Store, StoreError};
use scratch_postgres::{Cluster, Settings};

use crate::desk::{Desk, REALM, stream};
use crate::stores::{connect, secrets};
use crate::world::{events, log, prepare};

#[tokio::test]
async fn the_way_to_the_database_is_sealed_and_the_server_proves_who_it_is() {
    let server = Cluster::with(Settings {
        tls: true,
        ..Settings::default()
    })
    .unwrap();
    let url = server.url("postgres");
    let mut desk = Desk::new(1, stream(1));
    let store = Store::Postgres(connect(&url).await);
    prepare(&store, &[&desk]).await;
    let told = desk.events(2);
    store.take(REALM, desk.offers(told), 0).await.unwrap();
    let sealed = "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
        WHERE application_name = 'kazashi-hub'";
    assert_eq!(server.sql(sealed).unwrap(), "t");

    let other = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.pem");
    fs::write(&file, other.cert.pem()).unwrap();
    let begin = url.split('?').next().unwrap();
    let wrong = [
        format!("{begin}?sslmode=verify-full&sslrootcert={}", file.display()),
        format!("{begin}?sslmode=disable"),
        format!("{begin}?sslmode=require"),
        "postgresql://postgres@192.0.2.1/postgres?sslmode=disable".to_owned(),
    ];
    for url in wrong {
        let settings = PostgresSettings::new(&url);
        assert!(Postgres::connect(&settings, secrets()).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn sessions_killed_in_the_middle_lose_nothing_and_double_nothing() {
    let server = Cluster::start().unwrap();
    let store = Arc::new(Store::Postgres(connect(&server.url("postgres")).await));
    let desks: Vec<_> = (0..3).map(|n| Desk::new(n, stream(1))).collect();
    prepare(&store, &desks.iter().collect::<Vec<_>>()).await;
    let stop = Arc::new(AtomicBool::new(false));
    let mut writers = Vec::new();
    for mut desk in desks {
        let (store, stop) = (store.clone(), stop.clone());
        writers.push(tokio::spawn(async move {
            let mut failed = 0;
            while !stop.load(Ordering::SeqCst) {
                let told = desk.events(5);
                // The same again until it is answered, as a desk does.
                loop {
                    let offer = desk.offers(told.clone());
                    match store.take(REALM, offer, 0).await {
                        Ok(stored) => {
                            assert_eq!(stored.have[&desk.id()], (desk.seq, desk.prev));
                            break;
                        }
                        Err(StoreError::Busy | StoreError::Unknown) => failed += 1,
                        Err(error) => panic!("{error}"),
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            (desk.seq, failed)
        }));
    }
    let killer = tokio::task::spawn_blocking(move || {
        for _ in 0..6 {
            std::thread::sleep(Duration::from_millis(150));
            // While the server recovers there is nobody to kill.
            let _ = server.kill_session("kazashi-hub");
        }
        server
    });
    let _server = killer.await.unwrap();
    stop.store(true, Ordering::SeqCst);
    let (mut written, mut failed) = (0, 0);
    for writer in writers {
        let (seq, failures) = writer.await.unwrap();
        written += seq;
        failed += failures;
    }
    assert!(failed > 0, "nobody was hit");
    // The last one may have hit nobody but the server itself.
    while store.has(REALM, stream(1)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(events(&log(&store, stream(1)).await) as u64, written);
}
