//! Server-sent events: only that something changed; the browser fetches what it shows.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;

use super::super::api::Changed;
use super::super::{Page, PageError, Who};
use super::asked::At;

/// How often a browser is told at most.
const PACE: Duration = Duration::from_secs(1);
/// How often it is asked whether the session still stands.
const STILL: u32 = 15;

pub(super) async fn live(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, PageError> {
    let realm = page.realm(&realm, None).await?.id;
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let (tell, told) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        let mut known: Option<i64> = last;
        let mut turn = 0_u32;
        loop {
            turn = turn.wrapping_add(1);
            if turn.is_multiple_of(STILL) && !page.still(&who).await.unwrap_or(true) {
                return;
            }
            // A database that does not answer is asked again; the browser's connection stays.
            if let Ok(change) = page.change_of(realm).await
                && known != Some(change)
            {
                known = Some(change);
                let event = Event::default()
                    .id(change.to_string())
                    .json_data(Changed { change });
                let Ok(event) = event else { return };
                if tell.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            tokio::select! {
                () = tokio::time::sleep(PACE) => {}
                () = tell.closed() => return,
            }
        }
    });
    let stream = ReceiverStream::new(told);
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}
