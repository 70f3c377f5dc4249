//! The city's map: no person, no shelter.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::super::api::MapView;
use super::super::{Page, PageError};
use super::asked::At;

/// A tile changes with the file only, which is read at the start.
const KEEP: &str = "private, max-age=86400";

pub(super) async fn map(State(page): State<Arc<Page>>) -> Json<MapView> {
    Json(page.config.map.view())
}

pub(super) async fn tile(
    State(page): State<Arc<Page>>,
    At((zoom, column, row)): At<(u8, u32, u32)>,
) -> Result<Response, PageError> {
    let map = Arc::clone(&page.config.map);
    let tile = tokio::task::spawn_blocking(move || map.tile(zoom, column, row)).await;
    let (media, picture) = tile.ok().flatten().ok_or(PageError::NotFound)?;
    let headers = [(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, KEEP)];
    Ok((headers, picture).into_response())
}
