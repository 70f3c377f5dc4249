//! Logging in and out.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Json};
use serde::Deserialize;

use super::super::api::{
    AuditAct, Login, LoginAnswer, NewPassword, RealmKind, RealmView, Ways, WhoAmI,
};
use super::super::audit::Entry;
use super::super::users::{Sessions, log_in as try_log_in};
use super::super::{Page, PageError, Right, Who, oidc};
use super::asked::{Asked, Sent};
use crate::store::Kind;

pub(super) async fn ways(State(page): State<Arc<Page>>) -> Json<Ways> {
    let oidc = page.config.oidc.as_ref().map(|oidc| oidc.label.clone());
    Json(Ways {
        password: true,
        oidc,
    })
}

/// Where a request comes from, for the count of failed logins. Addresses of a whole IPv6 network count as one.
fn address(request: &Request) -> String {
    match request.extensions().get::<ConnectInfo<SocketAddr>>() {
        Some(ConnectInfo(SocketAddr::V4(at))) => at.ip().to_string(),
        Some(ConnectInfo(SocketAddr::V6(at))) => {
            let network = at.ip().segments();
            format!(
                "{:x}:{:x}:{:x}:{:x}",
                network[0], network[1], network[2], network[3]
            )
        }
        None => String::new(),
    }
}

pub(super) async fn log_in(
    State(page): State<Arc<Page>>,
    request: Request,
) -> Result<Response, PageError> {
    let address = address(&request);
    let bytes = axum::body::to_bytes(request.into_body(), super::MOST_BYTES).await;
    let bytes = bytes.map_err(|_| PageError::Malformed)?;
    let login: Login = serde_json::from_slice(&bytes).map_err(|_| PageError::Malformed)?;
    let outcome = try_log_in(&page, &login, &address).await?;
    Ok(with_session(
        Json(outcome.answer).into_response(),
        outcome.session.as_deref(),
    ))
}

fn with_session(mut response: Response, session: Option<&str>) -> Response {
    if let Some(token) = session
        && let Ok(cookie) = Sessions::cookie(token).parse()
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

pub(super) async fn log_out(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
) -> Result<Response, PageError> {
    page.note(Entry::of(&who.user.account, AuditAct::LoggedOut))
        .await?;
    page.end_session(who.session).await?;
    let cookie = [(header::SET_COOKIE, Sessions::no_cookie())];
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

pub(super) async fn me(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
) -> Result<Json<WhoAmI>, PageError> {
    let mut realms = Vec::new();
    for realm in page.store().realms().await? {
        let sees = match realm.kind {
            Kind::Shelter => who.rights.iter().any(|right| *right != Right::Polling),
            Kind::Polling => [Right::Polling, Right::Devices]
                .iter()
                .any(|right| who.may(*right)),
        };
        if sees {
            realms.push(RealmView {
                id: realm.id.to_string(),
                kind: match realm.kind {
                    Kind::Shelter => RealmKind::Shelter,
                    Kind::Polling => RealmKind::Polling,
                },
                name: realm.name,
                exercise: realm.exercise,
            });
        }
    }
    Ok(Json(WhoAmI {
        account: who.user.account.clone(),
        name: who.user.name.clone(),
        department: who.user.department.clone(),
        roles: who.user.roles.clone(),
        must_change: who.user.must_change,
        rights: who.rights,
        realms,
    }))
}

pub(super) async fn password(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    Sent(change): Sent<NewPassword>,
) -> Result<Response, PageError> {
    page.change_password(&who.user, &change.old, &change.new)
        .await?;
    // Sessions of before are over, this one too: a new one begins here.
    page.end_session(who.session).await?;
    let user = page
        .user(&who.user.account)
        .await?
        .ok_or(PageError::NotLoggedIn)?;
    let token = page.begin_session(&user).await?;
    Ok(with_session(
        Json(LoginAnswer::In).into_response(),
        Some(&token),
    ))
}

pub(super) async fn oidc_start(State(page): State<Arc<Page>>) -> Result<Response, PageError> {
    let start = oidc::start(&page).await?;
    let cookie = [(header::SET_COOKIE, start.cookie)];
    Ok((cookie, Redirect::to(&start.to)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Callback {
    code: Option<String>,
    state: Option<String>,
}

pub(super) async fn oidc_callback(
    State(page): State<Arc<Page>>,
    headers: HeaderMap,
    Asked(callback): Asked<Callback>,
) -> Result<Response, PageError> {
    let (Some(code), Some(state)) = (callback.code, callback.state) else {
        return Err(PageError::Provider);
    };
    let token = oidc::finish(&page, &headers, code, &state).await?;
    // Not a redirect: the browser keeps a strict cookie from a chain of redirects that began at another site.
    let html =
        "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=\"0;url=/page/\">";
    let html = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    let mut response = with_session(html, Some(&token));
    if let Ok(cookie) = oidc::no_cookie().parse() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
