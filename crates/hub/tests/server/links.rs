//! Bad links: a proxy that delays, cuts and falls silent, and one that opens TLS.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum_server::tls_rustls::RustlsConfig;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use crate::hub::plain;

/// Forwards bytes, and does harm to some connections until it is told to be good.
pub struct BadLink {
    pub port: u16,
    good: Arc<AtomicBool>,
}

impl BadLink {
    pub async fn to(port: u16, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let link = Self {
            port: listener.local_addr().unwrap().port(),
            good: Arc::default(),
        };
        let good = Arc::clone(&link.good);
        tokio::spawn(async move {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            while let Ok((from, _)) = listener.accept().await {
                let drawn = rng.next_u32();
                let kind = if good.load(Ordering::Relaxed) {
                    0
                } else {
                    drawn % 4
                };
                tokio::spawn(harm(from, port, kind, u64::from(drawn / 4 % 60_000)));
            }
        });
        link
    }

    pub fn be_good(&self) {
        self.good.store(true, Ordering::Relaxed);
    }
}

/// 0 forwards, 1 delays, 2 cuts after some bytes, 3 falls silent after some bytes and cuts later.
async fn harm(from: TcpStream, port: u16, kind: u32, most: u64) {
    let Ok(to) = TcpStream::connect(("127.0.0.1", port)).await else {
        return;
    };
    let (mut from_in, mut from_out) = from.into_split();
    let (mut to_in, mut to_out) = to.into_split();
    let there = async move {
        let mut left = most;
        let mut bytes = [0; 4_096];
        loop {
            let read = from_in.read(&mut bytes).await.unwrap_or(0);
            if read == 0 {
                return;
            }
            match kind {
                1 => sleep(Duration::from_millis(20)).await,
                2 if left < 4_096 => return,
                3 if left < 4_096 => return sleep(Duration::from_secs(2)).await,
                _ => {}
            }
            left = left.saturating_sub(4_096);
            if to_out.write_all(&bytes[..read]).await.is_err() {
                return;
            }
        }
    };
    let back = async move {
        // An end of either direction ends both.
        let _ = tokio::io::copy(&mut to_in, &mut from_out).await;
    };
    tokio::select! { () = there => {}, () = back => {} }
}

/// A proxy with a certificate of its own, which hands everything on and writes down what it saw.
pub struct Opener {
    pub port: u16,
    pub seen: Arc<Mutex<Vec<String>>>,
}

impl Opener {
    pub async fn before(hub: String) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
        let client = plain();
        let chain = vec![made.cert.der().to_vec()];
        let key = made.signing_key.serialize_der();
        let tls = RustlsConfig::from_der(chain, key).await.unwrap();
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&seen);
        let app = Router::new().fallback(async move |request: Request| {
            let path = request.uri().path().to_owned();
            noted.lock().unwrap().push(path.clone());
            let (head, body) = request.into_parts();
            let body: Bytes = to_bytes(body, 1 << 20).await.unwrap();
            let mut on = client.post(format!("{hub}{path}")).body(body);
            for name in ["content-type", "accept"] {
                if let Some(value) = head.headers.get(name) {
                    on = on.header(name, value);
                }
            }
            let answer = on.send().await.unwrap();
            let media = answer.headers()["content-type"].clone();
            (
                answer.status(),
                [("content-type", media)],
                answer.bytes().await.unwrap(),
            )
        });
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let at: SocketAddr = listener.local_addr().unwrap();
        let server = axum_server::from_tcp_rustls(listener, tls).unwrap();
        tokio::spawn(server.serve(app.into_make_service()));
        Self {
            port: at.port(),
            seen,
        }
    }
}
