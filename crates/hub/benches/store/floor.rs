//! The same bytes written bare, under the same unique keys.

use std::io::Write as _;
use std::path::Path;
use std::pin::pin;
use std::time::{Duration, Instant};

use ledger::Signed;
use rusqlite::{Connection, params};
use sealed_file::Kind;
use tokio_postgres::NoTls;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};

const FILE: Kind = Kind {
    application_id: 1,
    version: 1,
    salt: None,
    patience: Duration::ZERO,
};

/// How long it takes until the disk has 4 KiB: no single commit is faster.
pub fn commit(folder: &Path) -> Duration {
    const TIMES: u32 = 100;
    let mut file = tempfile::tempfile_in(folder).unwrap();
    let begun = Instant::now();
    for _ in 0..TIMES {
        file.write_all(&[0; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    begun.elapsed() / TIMES
}

/// Rows a second by raw inserts into an encrypted file, one transaction for as many as an offer has.
pub fn sqlite(file: &Path, events: &[Signed], together: usize) -> f64 {
    let mut db = FILE.create(file, &[7; 32]).unwrap();
    set_up(&db);
    let begun = Instant::now();
    for (part, events) in events.chunks(together).enumerate() {
        let transaction = db.transaction().unwrap();
        for (at, event) in events.iter().enumerate() {
            let number = i64::try_from(part * together + at).unwrap();
            let sql = "INSERT INTO bare VALUES (x'01', ?1, x'02', ?1, ?2, ?3, ?4)";
            let mut insert = transaction.prepare_cached(sql).unwrap();
            let row = params![number, event.header_bytes, event.signature, event.payload];
            insert.execute(row).unwrap();
        }
        transaction.commit().unwrap();
    }
    super::rate(events.len(), begun.elapsed())
}

fn set_up(db: &Connection) {
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
         CREATE TABLE bare (stream BLOB, position INTEGER, device BLOB, seq INTEGER,
             header BLOB, signature BLOB, payload BLOB, PRIMARY KEY (stream, position));
         CREATE UNIQUE INDEX once ON bare (device, seq);",
    )
    .unwrap();
}

/// Rows a second by one COPY in binary.
pub async fn postgres(url: &str, events: &[Signed]) -> f64 {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client
        .batch_execute(
            "CREATE TABLE bare (stream bytea, position bigint, device bytea, seq bigint,
                 header bytea, signature bytea, payload bytea, PRIMARY KEY (stream, position));
             CREATE UNIQUE INDEX once ON bare (device, seq);",
        )
        .await
        .unwrap();
    let begun = Instant::now();
    let sink = client.copy_in("COPY bare FROM STDIN BINARY").await.unwrap();
    let types = [
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
    ];
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
    for (at, event) in events.iter().enumerate() {
        let number = i64::try_from(at).unwrap();
        let id: &[u8] = &[1; 16];
        let row: [&(dyn ToSql + Sync); 7] = [
            &id,
            &number,
            &id,
            &number,
            &event.header_bytes,
            &event.signature,
            &event.payload,
        ];
        writer.as_mut().write(&row).await.unwrap();
    }
    writer.as_mut().finish().await.unwrap();
    let rate = super::rate(events.len(), begun.elapsed());
    drop(client);
    let _ = connection.await;
    rate
}
