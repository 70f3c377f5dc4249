//! A proxy that opens TLS with a certificate that the hub announces, and says whole requests twice: at once on two
//! connections, or once more seconds later; or keeps the answer to itself.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum_server::tls_rustls::RustlsConfig;
use tokio::time::sleep;

use crate::hub::plain;
use crate::links::Harm;

const MOST: usize = 4 << 20;

/// The certificate of proxies.
pub struct Papers {
    chain: Vec<Vec<u8>>,
    key: Vec<u8>,
}

impl Papers {
    /// New ones, and the lines of the hub's configuration that announce them.
    pub fn made(folder: &Path) -> (Self, String) {
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
        let file = folder.join("proxy.pem");
        std::fs::write(&file, made.cert.pem()).unwrap();
        let papers = Self {
            chain: vec![made.cert.der().to_vec()],
            key: made.signing_key.serialize_der(),
        };
        let lines = format!("[tls]\nannounced = [\"{}\"]", file.display());
        (papers, lines)
    }
}

/// One proxy.
pub struct Repeating {
    pub port: u16,
    good: Arc<AtomicBool>,
}

impl Repeating {
    pub async fn before(hub: u16, papers: &Papers, harm: Arc<Harm>) -> Self {
        // Another test of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let tls = RustlsConfig::from_der(papers.chain.clone(), papers.key.clone());
        let tls = tls.await.unwrap();
        let good = Arc::<AtomicBool>::default();
        let to = Arc::new(To {
            hub: format!("https://127.0.0.1:{hub}"),
            // Connections are not kept: each request takes one of its own.
            client: plain(),
            good: Arc::clone(&good),
            harm,
            asked: AtomicU32::new(0),
        });
        let app = Router::new().fallback(async move |request: Request| to.hand_on(request).await);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let at: SocketAddr = listener.local_addr().unwrap();
        let server = axum_server::from_tcp_rustls(listener, tls).unwrap();
        tokio::spawn(server.serve(app.into_make_service()));
        Self {
            port: at.port(),
            good,
        }
    }

    pub fn be_good(&self) {
        self.good.store(true, Ordering::Relaxed);
    }
}

struct To {
    hub: String,
    client: reqwest::Client,
    good: Arc<AtomicBool>,
    harm: Arc<Harm>,
    asked: AtomicU32,
}

impl To {
    async fn hand_on(self: Arc<Self>, request: Request) -> Response {
        let path = request.uri().path().to_owned();
        let (head, body) = request.into_parts();
        let Ok(body) = to_bytes(body, MOST).await else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let mut headers = head.headers;
        for name in [header::HOST, header::CONTENT_LENGTH, header::CONNECTION] {
            headers.remove(name);
        }
        let turn = self.asked.fetch_add(1, Ordering::Relaxed) % 8;
        if self.good.load(Ordering::Relaxed) {
            return self.ask(&path, headers, body).await;
        }
        match turn {
            1 | 4 => {
                Harm::add(&self.harm.repeated);
                let first = self.ask(&path, headers.clone(), body.clone());
                let second = self.ask(&path, headers, body);
                let (_, second) = tokio::join!(first, second);
                second
            }
            2 | 6 => {
                Harm::add(&self.harm.repeated);
                let (later, again) = (Arc::clone(&self), (headers.clone(), body.clone()));
                let at = path.clone();
                tokio::spawn(async move {
                    sleep(Duration::from_millis(1_500)).await;
                    later.ask(&at, again.0, again.1).await;
                });
                self.ask(&path, headers, body).await
            }
            5 => {
                Harm::add(&self.harm.answers_lost);
                self.ask(&path, headers, body).await;
                StatusCode::GATEWAY_TIMEOUT.into_response()
            }
            _ => self.ask(&path, headers, body).await,
        }
    }

    async fn ask(&self, path: &str, headers: HeaderMap, body: Bytes) -> Response {
        let url = format!("{}{path}", self.hub);
        let asked = self.client.post(url).headers(headers).body(body);
        let Ok(answer) = asked.send().await else {
            return StatusCode::BAD_GATEWAY.into_response();
        };
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        for name in [
            header::CONTENT_LENGTH,
            header::CONNECTION,
            header::TRANSFER_ENCODING,
        ] {
            headers.remove(name);
        }
        match answer.bytes().await {
            Ok(body) => (status, headers, body).into_response(),
            Err(_) => StatusCode::BAD_GATEWAY.into_response(),
        }
    }
}
