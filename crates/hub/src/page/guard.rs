//! Who may call what: one table, and the middleware that holds it.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Page, PageError, Right};

/// What an address needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Open,
    /// A session.
    LoggedIn,
    /// A session and a right.
    Needs(Right),
}

use Access::{LoggedIn, Needs, Open};

/// Every address; what is not here is refused.
pub const ROUTES: &[(Method, &str, Access)] = &[
    (Method::GET, "/page/api/ways", Open),
    (Method::POST, "/page/api/login", Open),
    (Method::GET, "/page/api/oidc/start", Open),
    (Method::GET, "/page/api/oidc/callback", Open),
    (Method::POST, "/page/api/logout", LoggedIn),
    (Method::GET, "/page/api/me", LoggedIn),
    (Method::POST, "/page/api/password", LoggedIn),
    (Method::GET, "/page/api/map", Needs(Right::Counts)),
    (
        Method::GET,
        "/page/api/tiles/{zoom}/{column}/{row}",
        Needs(Right::Counts),
    ),
    (Method::GET, "/page/api/realms/{realm}/live", LoggedIn),
    (
        Method::GET,
        "/page/api/realms/{realm}/overview",
        Needs(Right::Counts),
    ),
    (
        Method::GET,
        "/page/api/realms/{realm}/shelters/{shelter}",
        Needs(Right::Counts),
    ),
    (
        Method::GET,
        "/page/api/realms/{realm}/reports",
        Needs(Right::Reports),
    ),
    (
        Method::GET,
        "/page/api/realms/{realm}/reports/{shelter}/{number}",
        Needs(Right::Reports),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/search",
        Needs(Right::People),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/people/{person}",
        Needs(Right::People),
    ),
    (
        Method::GET,
        "/page/api/realms/{realm}/inquiries",
        Needs(Right::Inquiries),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/inquiries",
        Needs(Right::Inquiries),
    ),
    (
        Method::GET,
        "/page/api/realms/{realm}/conflicts",
        Needs(Right::Settle),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/conflicts",
        Needs(Right::Settle),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/conflicts/{person}",
        Needs(Right::Settle),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/doubles",
        Needs(Right::Polling),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/exports",
        Needs(Right::Export),
    ),
    (Method::POST, "/page/api/realms/{realm}/printed", LoggedIn),
    (
        Method::GET,
        "/page/api/realms/{realm}/erasures",
        Needs(Right::Erase),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/erasures",
        Needs(Right::Erase),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/erasures/{erasure}/carry-out",
        Needs(Right::Erase),
    ),
    (
        Method::GET,
        "/page/api/realms/{realm}/polling",
        Needs(Right::Polling),
    ),
    (
        Method::GET,
        "/page/api/realms/{realm}/devices",
        Needs(Right::Devices),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/devices/{device}/admit",
        Needs(Right::Devices),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/devices/{device}/revoke",
        Needs(Right::Devices),
    ),
    (
        Method::POST,
        "/page/api/realms/{realm}/codes",
        Needs(Right::Devices),
    ),
    (Method::GET, "/page/api/users", Needs(Right::Users)),
    (
        Method::PUT,
        "/page/api/users/{account}",
        Needs(Right::Users),
    ),
    (Method::GET, "/page/api/audit", Needs(Right::Audit)),
    (Method::GET, "/page/api/audit/verdict", Needs(Right::Audit)),
];

/// The page sends this with everything that changes something: a form of another site cannot.
pub const FROM_PAGE: HeaderName = HeaderName::from_static("kazashi-page");

/// What may be done before the first password was changed.
const BEFORE_CHANGE: [&str; 3] = ["/page/api/me", "/page/api/password", "/page/api/logout"];

fn access(method: &Method, path: &str) -> Option<Access> {
    let asked = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let route = ROUTES
        .iter()
        .find(|(of, known, _)| of == asked && *known == path);
    route.map(|(_, _, access)| *access)
}

/// HTTP/2 names the host in the address, HTTP/1.1 in a header.
fn is_from_page(headers: &HeaderMap, address: &Uri) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| address.authority().map(Authority::as_str));
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let same_origin = match (origin, host) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
    };
    headers.contains_key(&FROM_PAGE) && same_origin
}

/// Lets through what the table allows; who it is goes along with the request.
pub async fn guard(State(page): State<Arc<Page>>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let allowed = match path {
        Some(path) => check(&page, &mut request, path.as_str()).await,
        None => Err(PageError::NotFound),
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn check(page: &Page, request: &mut Request, path: &str) -> Result<(), PageError> {
    let access = access(request.method(), path).ok_or(PageError::NotFound)?;
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads && !is_from_page(request.headers(), request.uri()) {
        return Err(PageError::NotFromThePage);
    }
    if access == Open {
        return Ok(());
    }
    let who = page.who(request.headers()).await?;
    if who.user.must_change && !BEFORE_CHANGE.contains(&path) {
        return Err(PageError::MustChange);
    }
    if let Needs(right) = access
        && !who.may(right)
    {
        return Err(PageError::NotAllowed);
    }
    request.extensions_mut().insert(who);
    Ok(())
}

/// Strict headers on every answer.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
