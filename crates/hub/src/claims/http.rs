//! `POST /v1/claims`: one message to the authority, answered at once.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use axum::routing::post;
use polling::claim::{AuthorityKey, FromAuthority, ToAuthority};
use sync::{Problem, ProblemCode};

use super::{Claims, ClaimsError};
use crate::http::{
    CLAIM_ROUTES, Came, Metrics, Route, Wanted, What, now_ms, speaks_our_protocol, token,
};
use crate::service::{Caller, Service, problem};

/// The addresses of the claims, for [`crate::http::Settings::more`]. They pass none of the places where events wait.
pub fn router(claims: Arc<Claims>, service: Arc<Service>, metrics: Arc<Metrics>) -> Router {
    let shared = Arc::new(Shared {
        claims,
        service,
        metrics,
    });
    let mut router = Router::new();
    for route in CLAIM_ROUTES {
        let at = (Arc::clone(&shared), route);
        router = router.route(route.path, post(handle).with_state(at));
    }
    router
}

struct Shared {
    claims: Arc<Claims>,
    service: Arc<Service>,
    metrics: Arc<Metrics>,
}

async fn handle(
    State((shared, route)): State<(Arc<Shared>, &'static Route)>,
    request: Request,
) -> Response<Body> {
    let started = Instant::now();
    let wanted = Wanted::of(request.headers());
    let answered = match route.what {
        What::Authority => authority(&shared, request.headers())
            .await
            .map(|known| wanted.answer(&known)),
        _ => answer(&shared, route, request)
            .await
            .map(|answer| wanted.answer(&answer)),
    };
    let response = answered.unwrap_or_else(|problem| wanted.refuse(&problem));
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    shared.metrics.answered(route.path, status, seconds);
    response
}

async fn answer(
    shared: &Shared,
    route: &Route,
    request: Request,
) -> Result<FromAuthority, Problem> {
    let came = Came::of(request.headers())?;
    let (head, body) = request.into_parts();
    let (caller, now) = caller(&shared.service, &head.headers).await?;
    let body = to_bytes(body, route.most_bytes).await;
    let body = body.map_err(|_| problem(ProblemCode::TooLarge))?;
    let message: ToAuthority = came.read(&body, route.most_bytes)?;
    let claims = &shared.claims;
    let answer = claims.answer(caller.realm, &caller.device, &message, now);
    answer.await.map_err(|error| refused(&error))
}

async fn authority(shared: &Shared, headers: &HeaderMap) -> Result<AuthorityKey, Problem> {
    let (caller, _) = caller(&shared.service, headers).await?;
    let known = shared.claims.authority(caller.realm).await;
    known.map_err(|error| refused(&error))
}

async fn caller(service: &Service, headers: &HeaderMap) -> Result<(Caller, i64), Problem> {
    speaks_our_protocol(headers)?;
    let now = now_ms();
    let token = token(headers);
    Ok((service.caller(token.as_ref(), now).await?, now))
}

fn refused(error: &ClaimsError) -> Problem {
    tracing::warn!(%error, "a claim was not answered");
    problem(error.problem())
}
