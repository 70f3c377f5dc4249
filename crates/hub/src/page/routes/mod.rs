//! The addresses of the page.

mod asked;
mod entry;
mod files;
mod live;
mod map;
mod people;
mod running;
mod shelters;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use axum::{Router, middleware};
use ledger::RealmId;

use super::guard;
use super::{Page, PageError};
use crate::store::{Kind, Realm, StoreError};

/// Most bytes of a request.
const MOST_BYTES: usize = 64 << 10;

/// All addresses under `/page`, each behind its right.
pub fn router(page: Arc<Page>) -> Router {
    let api = Router::new()
        .route("/page/api/ways", get(entry::ways))
        .route("/page/api/login", post(entry::log_in))
        .route("/page/api/oidc/start", get(entry::oidc_start))
        .route("/page/api/oidc/callback", get(entry::oidc_callback))
        .route("/page/api/logout", post(entry::log_out))
        .route("/page/api/me", get(entry::me))
        .route("/page/api/password", post(entry::password))
        .route("/page/api/map", get(map::map))
        .route("/page/api/tiles/{zoom}/{column}/{row}", get(map::tile))
        .route("/page/api/realms/{realm}/live", get(live::live))
        .route("/page/api/realms/{realm}/overview", get(shelters::overview))
        .route(
            "/page/api/realms/{realm}/shelters/{shelter}",
            get(shelters::shelter),
        )
        .route("/page/api/realms/{realm}/reports", get(shelters::reports))
        .route(
            "/page/api/realms/{realm}/reports/{shelter}/{number}",
            get(shelters::report),
        )
        .route("/page/api/realms/{realm}/polling", get(shelters::polling))
        .route("/page/api/realms/{realm}/search", post(people::search))
        .route(
            "/page/api/realms/{realm}/people/{person}",
            post(people::open),
        )
        .route(
            "/page/api/realms/{realm}/inquiries",
            get(people::inquiries).post(people::answer),
        )
        .route(
            "/page/api/realms/{realm}/conflicts",
            get(people::conflicts).post(people::settle),
        )
        .route(
            "/page/api/realms/{realm}/conflicts/{person}",
            post(people::choose),
        )
        .route(
            "/page/api/realms/{realm}/doubles",
            post(shelters::settle_double),
        )
        .route("/page/api/realms/{realm}/exports", post(people::export))
        .route("/page/api/realms/{realm}/printed", post(running::printed))
        .route(
            "/page/api/realms/{realm}/erasures",
            get(people::erasures).post(people::ask_erasure),
        )
        .route(
            "/page/api/realms/{realm}/erasures/{erasure}/carry-out",
            post(people::carry_out),
        )
        .route("/page/api/realms/{realm}/devices", get(running::devices))
        .route(
            "/page/api/realms/{realm}/devices/{device}/admit",
            post(running::admit),
        )
        .route(
            "/page/api/realms/{realm}/devices/{device}/revoke",
            post(running::revoke),
        )
        .route("/page/api/realms/{realm}/codes", post(running::code))
        .route("/page/api/users", get(running::users))
        .route("/page/api/users/{account}", put(running::put_user))
        .route("/page/api/audit", get(running::audit))
        .route("/page/api/audit/verdict", get(running::verdict))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&page),
            guard::guard,
        ))
        .layer(DefaultBodyLimit::max(MOST_BYTES));
    let files = Router::new()
        .route("/page", get(files::index))
        .route("/page/", get(files::index))
        .route("/page/{*path}", get(files::file));
    api.merge(files)
        .layer(middleware::from_fn(guard::headers))
        .with_state(page)
}

impl Page {
    /// The realm of an address, if it is here and of this kind.
    async fn realm(&self, id: &str, kind: Option<Kind>) -> Result<Realm, PageError> {
        let id = RealmId::from_hex(id).ok_or(PageError::NotFound)?;
        let realm = self
            .store
            .realm(id)
            .await?
            .ok_or(PageError::Store(StoreError::NoRealm))?;
        match kind {
            Some(kind) if kind != realm.kind => Err(PageError::NotFound),
            _ => Ok(realm),
        }
    }
}
