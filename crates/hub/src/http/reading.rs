//! Takes a request's body in, bounded in bytes, in time, and over all requests together.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body_util::BodyExt as _;
use sync::{Problem, ProblemCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use crate::service::problem;

/// The slowest link that is borne after the first half minute, bytes per second.
const SLOWEST: u64 = 512;
const GRACE: Duration = Duration::from_secs(30);
const KIB: usize = 1 << 10;

/// How much of bodies may be in memory.
#[derive(Clone)]
pub(super) struct Budget {
    kib: Arc<Semaphore>,
    idle: Duration,
}

/// A body, and its part of the budget until it is dropped.
pub(super) struct Taken {
    pub bytes: Vec<u8>,
    part: OwnedSemaphorePermit,
}

impl Taken {
    /// Its part of the budget, when the bytes themselves are not needed any more.
    pub fn into_part(self) -> OwnedSemaphorePermit {
        self.part
    }
}

impl Budget {
    pub fn new(megabytes: usize, idle: Duration) -> Self {
        Self {
            kib: Arc::new(Semaphore::new(megabytes * KIB)),
            idle,
        }
    }

    /// Reads a body of at most `most` bytes; `claimed` is its `Content-Length`.
    pub async fn take(
        &self,
        mut body: Body,
        claimed: Option<u64>,
        most: usize,
    ) -> Result<Taken, Problem> {
        let too_large = || problem(ProblemCode::TooLarge);
        let claimed = match claimed.map(usize::try_from) {
            Some(Ok(claimed)) if claimed <= most => claimed,
            Some(_) => return Err(too_large()),
            None => most,
        };
        let wanted = u32::try_from(claimed / KIB + 1).unwrap_or(u32::MAX);
        let part = Arc::clone(&self.kib).try_acquire_many_owned(wanted);
        let part = part.map_err(|_| Problem {
            retry_after: Some(5),
            ..problem(ProblemCode::Busy)
        })?;

        let mut bytes = Vec::new();
        let started = Instant::now();
        while let Some(frame) = self.next(&mut body).await? {
            if bytes.len() + frame.len() > most {
                return Err(too_large());
            }
            bytes.extend_from_slice(&frame);
            let taken = started.elapsed();
            let least = taken.saturating_sub(GRACE).as_secs() * SLOWEST;
            if u64::try_from(bytes.len()).unwrap_or(u64::MAX) < least {
                return Err(problem(ProblemCode::Malformed));
            }
        }
        Ok(Taken { bytes, part })
    }

    async fn next(&self, body: &mut Body) -> Result<Option<Bytes>, Problem> {
        let malformed = || problem(ProblemCode::Malformed);
        loop {
            let frame = timeout(self.idle, body.frame()).await;
            match frame.map_err(|_| malformed())? {
                None => return Ok(None),
                Some(Err(_)) => return Err(malformed()),
                Some(Ok(frame)) => {
                    // Trailers are of no use here.
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }
}
