//! From a request to the service and back.

use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH};
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use data_encoding::BASE64URL_NOPAD;
use ledger::StreamId;
use serde::de::DeserializeOwned;
use sync::{
    After, Answer, Ask, EnrolRequest, EnrolStart, HaveOf, HeadsAfter, HubId, PROTOCOL, Problem,
    ProblemCode, Token,
};
use tokio::sync::watch;

use super::format::{Came, Wanted};
use super::headers::{self, SCHEME};
use super::monitor::Looked;
use super::reading::Budget;
use super::routes::{ROUTES, Route, What};
use super::{Metrics, monitor, rest};
use crate::service::{Service, problem};

/// What every request needs.
pub(super) struct Shared {
    pub service: Arc<Service>,
    pub metrics: Arc<Metrics>,
    pub budget: Budget,
    pub hub: HubId,
    /// Becomes true when the process is about to end: nobody waits any more then.
    pub stopping: watch::Receiver<bool>,
}

/// A state of its own for each address, shared by all.
struct At {
    shared: Arc<Shared>,
    route: &'static Route,
}

impl Clone for At {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            route: self.route,
        }
    }
}

/// Everything that desks reach, and what other parts of the hub add.
pub(super) fn router(shared: &Arc<Shared>, looked: Looked, more: Router) -> Router {
    let mut router = Router::new().route("/v1/openapi.json", get(description));
    for route in ROUTES {
        let at = At {
            shared: Arc::clone(shared),
            route,
        };
        router = router.route(route.path, post(handle).with_state(at));
    }
    let hub = shared.hub;
    router
        .merge(monitor::health(looked))
        .merge(more)
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_so)
        .layer(axum::middleware::from_fn(rest::taken_in))
        .layer(axum::middleware::map_response(
            move |mut response: Response<Body>| {
                said_of_the_hub(response.headers_mut(), hub);
                std::future::ready(response)
            },
        ))
}

async fn description() -> Response<Body> {
    axum::Json(super::description()).into_response()
}

async fn nothing_here(headers: HeaderMap) -> Response<Body> {
    Wanted::of(&headers).refuse(&problem(ProblemCode::NotFound))
}

async fn not_so(headers: HeaderMap) -> Response<Body> {
    let mut response = Wanted::of(&headers).refuse(&problem(ProblemCode::Malformed));
    *response.status_mut() = axum::http::StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// What stands on every answer: protocol, hub, time.
fn said_of_the_hub(headers: &mut HeaderMap, hub: HubId) {
    headers.insert(headers::PROTOCOL, HeaderValue::from(PROTOCOL));
    if let Ok(hub) = HeaderValue::from_str(&hub.to_string()) {
        headers.insert(headers::HUB, hub);
    }
    headers.insert(headers::TIME, HeaderValue::from(now_ms()));
}

/// The hub's clock, milliseconds since 1970 UTC.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(i64::MAX))
}

async fn handle(
    State(at): State<At>,
    stream: Option<Path<String>>,
    request: Request,
) -> Response<Body> {
    let started = Instant::now();
    let wanted = Wanted::of(request.headers());
    let stream = stream.map(|Path(stream)| stream);
    let response = match answer(&at, wanted, stream, request).await {
        Ok(response) => response,
        Err(problem) => wanted.refuse(&problem),
    };
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    at.shared.metrics.answered(at.route.path, status, seconds);
    // No address of the client and no stream: a log is read by people who need not know who entered what where.
    tracing::debug!(route = at.route.path, status, seconds, "answered");
    response
}

async fn answer(
    at: &At,
    wanted: Wanted,
    stream: Option<String>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let At { shared, route } = at;
    speaks_our_protocol(request.headers())?;
    let token = token(request.headers());
    let now = now_ms();
    // Large bodies are sent from those who have a session only.
    let known = token
        .as_ref()
        .is_some_and(|token| shared.service.is_ours(token, now));
    if route.session && !known {
        return Err(problem(ProblemCode::NoSession));
    }
    let stream = match stream {
        None => None,
        Some(text) => {
            let stream = StreamId::from_hex(&text);
            Some(stream.ok_or_else(|| problem(ProblemCode::NotFound))?)
        }
    };
    let came = match route.request {
        "" => None,
        _ => Some(Came::of(request.headers())?),
    };
    let claimed = request.headers().get(CONTENT_LENGTH);
    let claimed = claimed.and_then(|it| it.to_str().ok()?.parse().ok());
    let most = route.most_bytes;
    let sent = shared
        .budget
        .take(request.into_body(), claimed, most)
        .await?;
    shared.metrics.came(sent.bytes.len());
    let body = Read {
        came,
        bytes: &sent.bytes,
        most,
    };

    let ask = match route.what {
        What::EnrolStart => {
            let start: EnrolStart = body.read()?;
            drop(sent);
            let started = shared.service.enrol_start(&start, now).await?;
            return Ok(wanted.answer(&started));
        }
        What::Enrol => {
            let request: EnrolRequest = body.read()?;
            drop(sent);
            let answer = shared.service.enrol(&request, now).await?;
            return Ok(wanted.answer(&answer));
        }
        What::Hello => Ask::Hello(body.read()?),
        What::Challenge => Ask::Challenge,
        What::Prove => Ask::Prove(body.read()?),
        What::Status => Ask::Status(body.read()?),
        What::Have => {
            let have: HaveOf = body.read()?;
            same(stream, have.stream)?;
            Ask::Have(have)
        }
        What::Offer => Ask::Offer(body.read()?),
        What::After => {
            let after: After = body.read()?;
            same(stream, after.stream)?;
            Ask::After(after)
        }
        What::Heads => {
            let after: HeadsAfter = body.read()?;
            Ask::Heads(after)
        }
        // Not among these routes.
        What::Claim | What::Authority => return Err(problem(ProblemCode::NotFound)),
    };
    let part = sent.into_part();
    // An offer is as large when it is read, and waits for its place; who waits for news holds nothing.
    let _part = matches!(ask, Ask::Offer(_)).then_some(part);
    let answer = waited(shared, token, ask, now).await;
    shared.metrics.told(&answer);
    match answer {
        Answer::Hello(it) => Ok(wanted.answer(&it)),
        Answer::Challenge(it) => Ok(wanted.answer(&it)),
        Answer::Session(it) => Ok(wanted.answer(&it)),
        Answer::Reported(it) => Ok(wanted.answer(&it)),
        Answer::Has(it) => Ok(wanted.answer(&it)),
        Answer::Stored(it) => Ok(wanted.answer(&it)),
        Answer::Page(it) => Ok(wanted.answer(&it)),
        Answer::Heads(it) => Ok(wanted.answer(&it)),
        Answer::Problem(it) => Err(it),
    }
}

/// The service's answer. A question that waits is asked again without waiting when the process is about to end.
async fn waited(shared: &Shared, token: Option<Token>, ask: Ask, now: i64) -> Answer {
    let mut stopping = shared.stopping.clone();
    let at_once = match &ask {
        Ask::After(after) if after.wait_s > 0 => Some(Ask::After(After {
            wait_s: 0,
            ..after.clone()
        })),
        Ask::Heads(after) if after.wait_s > 0 => Some(Ask::Heads(HeadsAfter {
            wait_s: 0,
            ..after.clone()
        })),
        _ => None,
    };
    let Some(at_once) = at_once else {
        return shared.service.answer(token.as_ref(), ask, now).await;
    };
    let _counted = Counted::new(&shared.metrics);
    // Without what it lends, which must not be held while the service is waited for.
    let stopped = async { stopping.wait_for(|stopping| *stopping).await.is_ok() };
    tokio::select! {
        answer = shared.service.answer(token.as_ref(), ask, now) => answer,
        _ = stopped => {
            shared.service.answer(token.as_ref(), at_once, now_ms()).await
        }
    }
}

/// One that waits, counted until it is dropped: also when the client goes away.
struct Counted<'m>(&'m Metrics);

impl<'m> Counted<'m> {
    fn new(metrics: &'m Metrics) -> Self {
        metrics.waiting.inc();
        Self(metrics)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.waiting.dec();
    }
}

struct Read<'b> {
    came: Option<Came>,
    bytes: &'b [u8],
    most: usize,
}

impl Read<'_> {
    fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        match self.came {
            Some(came) => came.read(self.bytes, self.most),
            None => Err(problem(ProblemCode::MediaType)),
        }
    }
}

fn same(of_path: Option<StreamId>, of_body: StreamId) -> Result<(), Problem> {
    if of_path == Some(of_body) {
        Ok(())
    } else {
        Err(problem(ProblemCode::Malformed))
    }
}

/// A client that does not say which protocol it speaks is taken at its word: a person with a tool.
pub(crate) fn speaks_our_protocol(headers: &HeaderMap) -> Result<(), Problem> {
    let ours = PROTOCOL.to_string();
    match headers.get(headers::PROTOCOL) {
        Some(theirs) if theirs.as_bytes() != ours.as_bytes() => {
            Err(problem(ProblemCode::OtherProtocol))
        }
        _ => Ok(()),
    }
}

pub(crate) fn token(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let token = value.strip_prefix(SCHEME)?.trim();
    // A token is a hundred bytes or so.
    if token.len() > 1_024 {
        return None;
    }
    BASE64URL_NOPAD.decode(token.as_bytes()).ok().map(Token)
}
