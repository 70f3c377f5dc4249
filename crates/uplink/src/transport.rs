//! One hub over HTTPS: finds out under which certificates it may be met, then asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use data_encoding::BASE64URL_NOPAD;
use rand_core::{OsRng, RngCore as _};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Proxy, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::{Answer, Ask, Hello, HelloAnswer, HubKey, PROTOCOL, Problem, ProblemCode, Token};

use crate::encoding::{MOST_ANSWER, pack, unpack};
use crate::verifier::Verifier;
use crate::{ProxySettings, Settings, UplinkError};

const CBOR: &str = "application/cbor";
const CONNECT: Duration = Duration::from_secs(5);
/// What an answer may take besides its way and what the hub was asked to wait.
const ANSWER: Duration = Duration::from_secs(30);
/// An idle connection is asked so often whether it still stands: a black hole is noticed.
const PING: Duration = Duration::from_secs(15);
/// Bytes per second that are taken for granted before anything was measured.
const SLOW: u64 = 4 << 10;

/// The way to one hub.
pub struct Transport {
    addresses: Vec<String>,
    /// Which of the addresses answered last.
    at: AtomicUsize,
    key: Option<HubKey>,
    pinned: Arc<Verifier>,
    asking: Client,
    /// Takes any certificate, and so asks nothing but who is there.
    learning: Client,
    /// Bytes per second of the way up, as measured.
    rate: AtomicU64,
}

impl Transport {
    /// To the hub that the desk is enrolled with.
    pub fn new(settings: &Settings) -> Result<Self, UplinkError> {
        Self::to(
            settings.addresses.clone(),
            Some(settings.key),
            &settings.proxy,
        )
    }

    /// To a hub whose key is not known yet.
    pub(crate) fn unpinned(address: &str, proxy: &ProxySettings) -> Result<Self, UplinkError> {
        Self::to(vec![address.to_owned()], None, proxy)
    }

    fn to(
        addresses: Vec<String>,
        key: Option<HubKey>,
        proxy: &ProxySettings,
    ) -> Result<Self, UplinkError> {
        let https = |it: &String| it.starts_with("https://") && !it.ends_with('/');
        if addresses.is_empty() || !addresses.iter().all(https) {
            return Err(UplinkError::Address);
        }
        let pinned = Verifier::pinned();
        Ok(Self {
            addresses,
            at: AtomicUsize::new(0),
            key,
            asking: client(&pinned, proxy, true)?,
            learning: client(&Verifier::learning(), proxy, false)?,
            pinned,
            rate: AtomicU64::new(0),
        })
    }

    /// Asks; what is no answer of the hub is an error.
    pub async fn ask(&self, token: Option<&Token>, ask: &Ask) -> Result<Answer, UplinkError> {
        match ask {
            Ask::Hello(hello) => self.hello(hello).await.map(Answer::Hello),
            Ask::Challenge => {
                self.said("/v1/session", token, &(), 0, Answer::Challenge)
                    .await
            }
            Ask::Prove(it) => {
                self.said("/v1/session/prove", token, it, 0, Answer::Session)
                    .await
            }
            Ask::Status(it) => {
                self.said("/v1/status", token, it, 0, Answer::Reported)
                    .await
            }
            Ask::Have(it) => {
                let path = format!("/v1/streams/{}/have", it.stream);
                self.said(&path, token, it, 0, Answer::Has).await
            }
            Ask::Offer(it) => self.said("/v1/events", token, it, 0, Answer::Stored).await,
            Ask::After(it) => {
                let path = format!("/v1/streams/{}/after", it.stream);
                self.said(&path, token, it, it.wait_s, Answer::Page).await
            }
            Ask::Heads(it) => {
                self.said("/v1/heads", token, it, it.wait_s, Answer::Heads)
                    .await
            }
        }
    }

    async fn said<Q: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        token: Option<&Token>,
        question: &Q,
        wait_s: u32,
        answer: fn(A) -> Answer,
    ) -> Result<Answer, UplinkError> {
        match self.post(path, token, question, wait_s).await {
            Ok(it) => Ok(answer(it)),
            Err(UplinkError::Refused(_, problem)) => Ok(Answer::Problem(*problem)),
            Err(error) => Err(error),
        }
    }

    /// Posts to an address of the hub, over a connection that the hub vouched for.
    ///
    /// A certificate that is new is no error yet: the hub is asked whether it is its own.
    pub async fn post<Q: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        token: Option<&Token>,
        question: &Q,
        wait_s: u32,
    ) -> Result<A, UplinkError> {
        if !self.pinned.knows_any() {
            self.learn().await?;
        }
        let sent = self.send(&self.asking, path, token, question, wait_s).await;
        if !matches!(sent, Err(UplinkError::Unreachable)) || !self.pinned.refused() {
            return sent;
        }
        self.learn().await?;
        let sent = self.send(&self.asking, path, token, question, wait_s).await;
        if matches!(sent, Err(UplinkError::Unreachable)) && self.pinned.refused() {
            return Err(UplinkError::Certificate);
        }
        sent
    }

    /// Asks who is there, of whoever answers, and takes the certificates that the pinned hub vouches for.
    pub async fn hello(&self, hello: &Hello) -> Result<HelloAnswer, UplinkError> {
        let answer: HelloAnswer = self.ask_anybody("/v1/hello", hello).await?;
        let ours = self.key.is_none_or(|key| key == answer.key);
        if !ours || !answer.is_signed(hello) {
            return Err(UplinkError::OtherHub);
        }
        self.pinned.take(&answer.certificates);
        Ok(answer)
    }

    async fn learn(&self) -> Result<(), UplinkError> {
        if self.key.is_none() {
            return Err(UplinkError::OtherHub);
        }
        let mut hello = Hello { nonce: [0; 32] };
        OsRng.fill_bytes(&mut hello.nonce);
        self.hello(&hello).await.map(|_| ())
    }

    /// Asks over a connection to whoever answers: nothing may be in it that another must not see.
    pub(crate) async fn ask_anybody<Q: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        question: &Q,
    ) -> Result<A, UplinkError> {
        self.send(&self.learning, path, None, question, 0).await
    }

    /// The hub proved itself by a code: its certificates are taken.
    pub(crate) fn trust(&self, answer: &HelloAnswer) {
        self.pinned.take(&answer.certificates);
    }

    async fn send<Q: Serialize, A: DeserializeOwned>(
        &self,
        client: &Client,
        path: &str,
        token: Option<&Token>,
        question: &Q,
        wait_s: u32,
    ) -> Result<A, UplinkError> {
        let (body, compressed) = pack(question).ok_or(UplinkError::NotAHub)?;
        let size = u64::try_from(body.len()).unwrap_or(u64::MAX);
        let rate = match self.rate.load(Ordering::Relaxed) {
            0 => SLOW,
            // Half of what was measured: links get worse.
            measured => (measured / 2).max(SLOW / 4),
        };
        let limit = ANSWER + Duration::from_secs(u64::from(wait_s) + size / rate);
        let at = self.at.load(Ordering::Relaxed) % self.addresses.len();
        let url = format!("{}{path}", self.addresses[at]);
        let mut request = client
            .post(url)
            .timeout(limit)
            .header(CONTENT_TYPE, CBOR)
            .header(ACCEPT, CBOR)
            .header(ACCEPT_ENCODING, "zstd")
            .header("kazashi-protocol", PROTOCOL);
        if compressed {
            request = request.header(CONTENT_ENCODING, "zstd");
        }
        if let Some(token) = token {
            let token = BASE64URL_NOPAD.encode(&token.0);
            request = request.header(AUTHORIZATION, format!("Kazashi {token}"));
        }
        let started = Instant::now();
        let response = request.body(body).send().await.map_err(|error| {
            if error.is_connect() {
                // The next try goes to the next address.
                self.at.store(at + 1, Ordering::Relaxed);
            }
            UplinkError::Unreachable
        })?;
        if size > 16 << 10 && wait_s == 0 {
            self.measured(size, started.elapsed());
        }
        read(response).await
    }

    fn measured(&self, bytes: u64, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
        let now = bytes.saturating_mul(1_000) / millis;
        let before = self.rate.load(Ordering::Relaxed);
        let rate = if before == 0 {
            now
        } else {
            (3 * before + now) / 4
        };
        self.rate.store(rate.max(1), Ordering::Relaxed);
    }
}

fn client(
    verifier: &Arc<Verifier>,
    proxy: &ProxySettings,
    keeps: bool,
) -> Result<Client, UplinkError> {
    let tls = verifier.config().map_err(|_| UplinkError::Address)?;
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(true)
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .tcp_nodelay(true)
        .user_agent(concat!("kazashi/", env!("CARGO_PKG_VERSION")));
    builder = if keeps {
        builder
            .http2_keep_alive_interval(PING)
            .http2_keep_alive_timeout(PING)
            .http2_keep_alive_while_idle(true)
            .pool_idle_timeout(Duration::from_secs(30))
    } else {
        builder.pool_max_idle_per_host(0)
    };
    builder = match proxy {
        ProxySettings::System => builder,
        ProxySettings::None => builder.no_proxy(),
        ProxySettings::Explicit { url, login } => {
            let mut proxy = Proxy::all(url).map_err(|_| UplinkError::Address)?;
            if let Some(login) = login {
                proxy = proxy.basic_auth(&login.user, &login.password);
            }
            builder.proxy(proxy)
        }
    };
    builder.build().map_err(|_| UplinkError::Address)
}

async fn read<A: DeserializeOwned>(mut response: Response) -> Result<A, UplinkError> {
    let status = response.status();
    if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
        return Err(UplinkError::Proxy);
    }
    let header = |name| {
        let value = response.headers().get(name);
        value.and_then(|it| it.to_str().ok()).map(str::to_owned)
    };
    let compressed = header(CONTENT_ENCODING).is_some_and(|it| it == "zstd");
    let is_cbor = header(CONTENT_TYPE).is_some_and(|it| it.starts_with(CBOR));
    let retry_after = header(RETRY_AFTER).and_then(|it| it.parse().ok());
    let mut body = Vec::new();
    while let Some(part) = response
        .chunk()
        .await
        .map_err(|_| UplinkError::Unreachable)?
    {
        if body.len() + part.len() > MOST_ANSWER {
            return Err(UplinkError::NotAHub);
        }
        body.extend_from_slice(&part);
    }
    if status.is_success() && is_cbor {
        return unpack(&body, compressed).ok_or(UplinkError::NotAHub);
    }
    if is_cbor && let Some(problem) = unpack::<Problem>(&body, compressed) {
        return Err(UplinkError::refused(problem));
    }
    // Not the hub itself, but what stands before it: a proxy or balancer that is busy says so in its own way.
    match status {
        StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY
        | StatusCode::GATEWAY_TIMEOUT => Err(UplinkError::refused(Problem {
            code: ProblemCode::Busy,
            advice_ja: "集約サーバの手前の機器が混み合っています。自動で後から送ります。"
                .to_owned(),
            advice_en: "What stands before the hub is busy. It is tried again later by itself."
                .to_owned(),
            retry_after,
            common: None,
        })),
        _ => Err(UplinkError::NotAHub),
    }
}
