//! CBOR or JSON, zstd or not.

use std::io::Read as _;

use axum::body::Body;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::{Problem, ProblemCode};

use super::headers::{CBOR, JSON, PROBLEM};
use crate::service::problem;

/// Largest window of a compressed request, 2 to the power of this: what a hostile one can make the hub reserve.
const WINDOW_LOG: u32 = 23;
/// Answers shorter than this are not worth compressing.
const WORTH_COMPRESSING: usize = 1 << 10;
const LEVEL: i32 = 3;

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Cbor,
    Json,
}

/// How the client wants its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub format: Format,
    pub zstd: bool,
}

/// How a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Came {
    pub format: Format,
    pub zstd: bool,
}

fn text(headers: &HeaderMap, name: impl axum::http::header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The media type before its parameters.
fn media(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

impl Came {
    /// `Err` when it is in a form that the hub does not read.
    pub fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let format = match text(headers, CONTENT_TYPE).map(media) {
            Some(it) if it.eq_ignore_ascii_case(CBOR) => Format::Cbor,
            Some(it) if it.eq_ignore_ascii_case(JSON) => Format::Json,
            _ => return Err(problem(ProblemCode::MediaType)),
        };
        let zstd = match text(headers, CONTENT_ENCODING) {
            None => headers.get(CONTENT_ENCODING).is_some(),
            Some("" | "identity") => false,
            Some("zstd") => true,
            Some(_) => return Err(problem(ProblemCode::MediaType)),
        };
        Ok(Self { format, zstd })
    }

    /// Reads a body that was taken in whole; never holds more than `most` bytes of it.
    pub fn read<T: DeserializeOwned>(self, body: &[u8], most: usize) -> Result<T, Problem> {
        if !self.zstd {
            return self.parse(body);
        }
        let malformed = || problem(ProblemCode::Malformed);
        let mut decoder = zstd::stream::read::Decoder::new(body).map_err(|_| malformed())?;
        decoder
            .window_log_max(WINDOW_LOG)
            .map_err(|_| malformed())?;
        let mut plain = Vec::new();
        let limit = u64::try_from(most).unwrap_or(u64::MAX);
        let read = decoder
            .take(limit.saturating_add(1))
            .read_to_end(&mut plain);
        if plain.len() > most {
            return Err(problem(ProblemCode::TooLarge));
        }
        read.map_err(|_| malformed())?;
        self.parse(&plain)
    }

    fn parse<T: DeserializeOwned>(self, body: &[u8]) -> Result<T, Problem> {
        let malformed = || problem(ProblemCode::Malformed);
        match self.format {
            Format::Json => serde_json::from_slice(body).map_err(|_| malformed()),
            Format::Cbor => {
                let mut rest = body;
                let read = ciborium::from_reader(&mut rest).map_err(|_| malformed())?;
                if rest.is_empty() {
                    Ok(read)
                } else {
                    Err(malformed())
                }
            }
        }
    }
}

impl Wanted {
    /// What the client accepts; what it sent itself if it does not say.
    pub fn of(headers: &HeaderMap) -> Self {
        let sent = text(headers, CONTENT_TYPE).map(media).unwrap_or_default();
        let accepts = text(headers, ACCEPT).unwrap_or_default();
        let named = |wanted: &str| {
            let kinds = accepts.split(',').map(media);
            kinds.into_iter().any(|it| it.eq_ignore_ascii_case(wanted))
        };
        let json = named(JSON) || named(PROBLEM);
        let format = if named(CBOR) {
            Format::Cbor
        } else if json || sent.eq_ignore_ascii_case(JSON) {
            Format::Json
        } else {
            Format::Cbor
        };
        let encodings = text(headers, ACCEPT_ENCODING).unwrap_or_default();
        let zstd = encodings.split(',').any(|it| media(it) == "zstd");
        Self { format, zstd }
    }

    /// An answer in this form.
    pub fn answer<T: Serialize>(self, value: &T) -> Response<Body> {
        match self.bytes(value) {
            Some(bytes) => self.response(StatusCode::OK, self.media(), bytes),
            None => self.refuse(&problem(ProblemCode::Internal)),
        }
    }

    /// A refusal in this form.
    pub fn refuse(self, problem: &Problem) -> Response<Body> {
        let status = StatusCode::from_u16(problem.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (media, bytes) = match self.format {
            Format::Cbor => (CBOR, self.bytes(problem)),
            Format::Json => (PROBLEM, self.bytes(&Detailed::of(problem))),
        };
        let mut response = self.response(status, media, bytes.unwrap_or_default());
        if let Some(seconds) = problem.retry_after {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn media(self) -> &'static str {
        match self.format {
            Format::Cbor => CBOR,
            Format::Json => JSON,
        }
    }

    fn bytes<T: Serialize>(self, value: &T) -> Option<Vec<u8>> {
        match self.format {
            Format::Json => serde_json::to_vec(value).ok(),
            Format::Cbor => {
                let mut bytes = Vec::new();
                ciborium::into_writer(value, &mut bytes).ok()?;
                Some(bytes)
            }
        }
    }

    fn response(self, status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Response<Body> {
        let compressed = (self.zstd && bytes.len() > WORTH_COMPRESSING)
            .then(|| zstd::bulk::compress(&bytes, LEVEL).ok())
            .flatten();
        let encoded = compressed.is_some();
        let mut response = Response::new(Body::from(compressed.unwrap_or(bytes)));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
        // A proxy between must keep nothing of it.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(VARY, HeaderValue::from_static("accept, accept-encoding"));
        if encoded {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("zstd"));
        }
        response
    }
}

/// A problem with the members that RFC 9457 names.
#[derive(Serialize)]
struct Detailed<'p> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'p str,
    status: u16,
    #[serde(flatten)]
    problem: &'p Problem,
}

impl<'p> Detailed<'p> {
    fn of(problem: &'p Problem) -> Self {
        Self {
            kind: "about:blank",
            title: &problem.advice_en,
            status: problem.code.status(),
            problem,
        }
    }
}
