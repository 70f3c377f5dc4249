//! What a request holds, read so that whatever cannot be read is refused in the page's own words.
//!
//! The refusals of axum would say what was typed.

use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::super::PageError;

/// The body, JSON.
pub(super) struct Sent<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let body = axum::Json::from_request(request, state).await;
        body.map(|axum::Json(body)| Self(body))
            .map_err(|_| PageError::Malformed)
    }
}

/// The parts of the address that name something.
pub(super) struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let at = Path::from_request_parts(parts, state).await;
        at.map(|Path(at)| Self(at)).map_err(|_| PageError::NotFound)
    }
}

/// What stands behind the question mark of the address.
pub(super) struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let asked = Query::from_request_parts(parts, state).await;
        asked
            .map(|Query(asked)| Self(asked))
            .map_err(|_| PageError::Malformed)
    }
}
