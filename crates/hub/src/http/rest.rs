//! An answer that comes before its request was read reaches the client only when the rest is taken in, too: else the
//! connection is reset while the client still sends, and it sees a broken line in place of a refusal.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::stream::poll_fn;
use futures_util::{FutureExt as _, StreamExt as _};
use sync::MOST_OFFER_BYTES;
use tokio::time::timeout;

/// How long somebody may go on sending after the answer.
const LONGEST: Duration = Duration::from_secs(5);

/// Answers, and throws away what was not read: as much as the largest request, for five seconds.
pub(super) async fn taken_in(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let sent = Arc::new(Mutex::new(body.into_data_stream()));
    let read = Arc::clone(&sent);
    let body = Body::from_stream(poll_fn(move |cx| {
        let mut sent = read.lock().unwrap_or_else(PoisonError::into_inner);
        sent.poll_next_unpin(cx)
    }));
    let response = next.run(Request::from_parts(head, body)).await;
    if let Some(sent) = Arc::into_inner(sent) {
        let mut rest = sent.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !matches!(rest.next().now_or_never(), Some(None)) {
            tokio::spawn(timeout(LONGEST, thrown_away(rest)));
        }
    }
    response
}

async fn thrown_away(mut rest: BodyDataStream) {
    let mut left = MOST_OFFER_BYTES;
    while let Some(Ok(part)) = rest.next().await {
        match left.checked_sub(part.len()) {
            Some(less) => left = less,
            None => return,
        }
    }
}
