//! What a hub bears from clients that are slow, wrong, or many.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::hub::{Hub, plain};

const SMALL: &str =
    "[limits]\nconnections = 40\nheader_seconds = 1\nbody_idle_seconds = 1\nbody_megabytes = 16";

async fn status(hub: &Hub, path: &str, media: &str, encoding: &str, body: Vec<u8>) -> u16 {
    let url = format!("{}{path}", hub.address());
    let request = plain()
        .post(url)
        .header("content-type", media)
        .header("content-encoding", encoding)
        .header("authorization", "Kazashi AAAA")
        .body(body);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused_by_its_kind() {
    let hub = Hub::start_with(SMALL);
    let cbor = "application/cbor";
    let hello = "/v1/hello";
    assert_eq!(
        status(&hub, hello, cbor, "identity", vec![0; 20 << 10]).await,
        413
    );
    assert_eq!(
        status(&hub, hello, cbor, "identity", b"garbage".to_vec()).await,
        400
    );
    assert_eq!(status(&hub, hello, cbor, "gzip", Vec::new()).await, 415);
    assert_eq!(
        status(&hub, hello, "text/plain", "identity", Vec::new()).await,
        415
    );
    assert_eq!(
        status(&hub, "/v1/nowhere", cbor, "identity", Vec::new()).await,
        404
    );
    assert_eq!(
        status(&hub, "/v1/streams/x/have", cbor, "identity", Vec::new()).await,
        401
    );
    // Whoever has no session is not listened to: nothing of a large body is taken in.
    assert_eq!(
        status(&hub, "/v1/events", cbor, "identity", vec![0; 100]).await,
        401
    );
    // A few kilobytes that would be a gigabyte.
    let mut bomb = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..64 {
        std::io::Write::write_all(&mut bomb, &zeros).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 16 << 10);
    assert_eq!(status(&hub, hello, cbor, "zstd", bomb).await, 413);
    let other = plain()
        .post(format!("{}{hello}", hub.address()))
        .header("kazashi-protocol", "99");
    assert_eq!(other.send().await.unwrap().status().as_u16(), 426);
    let got = plain().get(format!("{}{hello}", hub.address()));
    assert_eq!(got.send().await.unwrap().status().as_u16(), 405);
}

/// A TLS connection by hand; takes any certificate.
async fn connect(hub: &Hub) -> Option<tokio_rustls::client::TlsStream<TcpStream>> {
    let tcp = TcpStream::connect(("127.0.0.1", hub.port)).await.ok()?;
    let mut config = crate::describing::any_certificate();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let connector = tokio_rustls::TlsConnector::from(std::sync::Arc::new(config));
    let name = "127.0.0.1".try_into().unwrap();
    connector.connect(name, tcp).await.ok()
}

/// Reads one answer that is no longer than a page, and gives back its status.
async fn answer(stream: &mut tokio_rustls::client::TlsStream<TcpStream>) -> String {
    let mut read = String::new();
    let mut part = [0; 4 << 10];
    while !read.contains("\r\n\r\n") {
        let came = timeout(Duration::from_secs(20), stream.read(&mut part)).await;
        let came = came.unwrap().unwrap();
        assert!(came > 0, "ended after {read:?}");
        read.push_str(&String::from_utf8_lossy(&part[..came]));
    }
    read.split(' ').nth(1).unwrap().to_owned()
}

/// Else a desk whose session is over would see a broken line, and send the same again.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_reaches_who_is_still_sending_and_the_connection_goes_on() {
    let hub = Hub::start_with(SMALL);
    let half = vec![b' '; 512 << 10];
    for (path, refusal) in [
        ("/v1/hello", "413"),
        ("/v1/events", "401"),
        ("/v1/nowhere", "404"),
    ] {
        let mut stream = connect(&hub).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            2 * half.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&half).await.unwrap();
        assert_eq!(answer(&mut stream).await, refusal, "{path}");
        stream.write_all(&half).await.unwrap();
        let next = b"GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n";
        stream.write_all(next).await.unwrap();
        assert_eq!(answer(&mut stream).await, "200", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sends_without_an_end_after_a_refusal() {
    let hub = Hub::start_with(SMALL);
    let mut stream = connect(&hub).await.unwrap();
    let head = "POST /v1/hello HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000000000\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let part = vec![b' '; 64 << 10];
    let mut sent = 0_usize;
    while stream.write_all(&part).await.is_ok() {
        sent += part.len();
        assert!(sent < 100_000_000, "still taken in");
    }
}

/// How long until the hub ends a connection on which this was sent and nothing more.
async fn ends_after(hub: &Hub, said: &str) -> Duration {
    let mut stream = connect(hub).await.unwrap();
    stream.write_all(said.as_bytes()).await.unwrap();
    let started = Instant::now();
    let mut rest = Vec::new();
    let read = timeout(Duration::from_secs(20), stream.read_to_end(&mut rest)).await;
    assert!(read.is_ok(), "still open after {said:?}: {rest:?}");
    started.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_slow_is_not_waited_for() {
    let hub = Hub::start_with(SMALL);
    let head = "POST /v1/hello HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    let begun = format!("{head}content-length: 60\r\n\r\n{{\"nonce");
    let (in_head, in_body, silent) = tokio::join!(
        ends_after(&hub, head),
        ends_after(&hub, &begun),
        ends_after(&hub, ""),
    );
    for took in [in_head, in_body, silent] {
        assert!(took < Duration::from_secs(10), "{took:?}");
    }
    // A socket on which nobody speaks TLS.
    let mut tcp = TcpStream::connect(("127.0.0.1", hub.port)).await.unwrap();
    let mut none = [0];
    let ended = timeout(Duration::from_secs(20), tcp.read(&mut none)).await;
    assert_eq!(ended.unwrap().unwrap_or(0), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_connections_than_it_bears_are_turned_away_and_the_rest_go_on() {
    let hub = Hub::start_with(SMALL);
    let mut open = Vec::new();
    for _ in 0..120 {
        open.extend(TcpStream::connect(("127.0.0.1", hub.port)).await);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let turned_away = hub
        .figure("kazashi_hub_connections_turned_away_total ")
        .await;
    assert!(turned_away.unwrap() >= 60.0);
    drop(open);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let url = format!("{}/readyz", hub.address());
    assert_eq!(
        plain().get(url).send().await.unwrap().status().as_u16(),
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_gracefully_while_desks_wait_for_news() {
    let mut hub = Hub::start();
    let desk = crate::desk::Desk::new(&hub, crate::hub::STREAM);
    let settings = hub.takes(&desk).await.settings;
    let up = desk.connects(&settings);
    for _ in 0..500 {
        if hub.figure("kazashi_hub_waiting ").await == Some(1.0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(hub.figure("kazashi_hub_waiting ").await, Some(1.0));
    // A long poll lasts 25 seconds; nobody waits for it.
    assert!(hub.stop() < Duration::from_secs(10));
    drop(up);
}
