//! What stands at which address. Router and description are both made from this list.

use sync::MOST_OFFER_BYTES;

/// Bytes of a request that holds no events.
const SMALL: usize = 16 << 10;
/// Bytes of one that names marks or heads of many streams.
const MEDIUM: usize = 1 << 20;

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// [`sync::Ask::Hello`].
    Hello,
    /// [`sync::Ask::Challenge`].
    Challenge,
    /// [`sync::Ask::Prove`].
    Prove,
    /// [`sync::EnrolStart`].
    EnrolStart,
    /// [`sync::EnrolRequest`].
    Enrol,
    /// [`sync::Ask::Status`].
    Status,
    /// [`sync::Ask::Have`].
    Have,
    /// [`sync::Ask::Offer`].
    Offer,
    /// [`sync::Ask::After`].
    After,
    /// [`sync::Ask::Heads`].
    Heads,
    /// [`polling::claim::ToAuthority`].
    Claim,
    /// [`polling::claim::AuthorityKey`].
    Authority,
}

/// One address; all are `POST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// What for.
    pub what: What,
    /// The path, with `{stream}` where a stream's id stands.
    pub path: &'static str,
    /// What it does, in a line.
    pub summary: &'static str,
    /// Name of the request's schema; empty when the body is.
    pub request: &'static str,
    /// Name of the answer's schema.
    pub answer: &'static str,
    /// Whether a session's token is needed.
    pub session: bool,
    /// Most bytes of the body, decompressed.
    pub most_bytes: usize,
}

/// What desks and hubs exchange.
pub const ROUTES: &[Route] = &[
    Route {
        what: What::Hello,
        path: "/v1/hello",
        summary: "Who the hub is, its time, and the certificates under which it may be met.",
        request: "Hello",
        answer: "HelloAnswer",
        session: false,
        most_bytes: SMALL,
    },
    Route {
        what: What::EnrolStart,
        path: "/v1/enrol/start",
        summary: "A device names its code, and the hub shows that it knows it.",
        request: "EnrolStart",
        answer: "EnrolStarted",
        session: false,
        most_bytes: SMALL,
    },
    Route {
        what: What::Enrol,
        path: "/v1/enrol",
        summary: "A device joins with its code.",
        request: "EnrolRequest",
        answer: "EnrolAnswer",
        session: false,
        most_bytes: SMALL,
    },
    Route {
        what: What::Challenge,
        path: "/v1/session",
        summary: "Something to sign.",
        request: "",
        answer: "Challenge",
        session: false,
        most_bytes: SMALL,
    },
    Route {
        what: What::Prove,
        path: "/v1/session/prove",
        summary: "The device proves that it holds its key, and gets a token.",
        request: "Prove",
        answer: "Session",
        session: false,
        most_bytes: SMALL,
    },
    Route {
        what: What::Status,
        path: "/v1/status",
        summary: "A desk's figures, sent before the history.",
        request: "Status",
        answer: "Reported",
        session: true,
        most_bytes: SMALL,
    },
    Route {
        what: What::Have,
        path: "/v1/streams/{stream}/have",
        summary: "What the hub has of a stream.",
        request: "HaveOf",
        answer: "HubHas",
        session: true,
        most_bytes: SMALL,
    },
    Route {
        what: What::Offer,
        path: "/v1/events",
        summary: "Events, keys and erased subjects that the hub lacks; stored when the answer comes.",
        request: "Offer",
        answer: "Stored",
        session: true,
        // What is not events: cards, keys, erased subjects, and base 64 in JSON.
        most_bytes: 2 * MOST_OFFER_BYTES,
    },
    Route {
        what: What::After,
        path: "/v1/streams/{stream}/after",
        summary: "What came into a log after a mark; waits up to 25 seconds for it.",
        request: "After",
        answer: "Page",
        session: true,
        most_bytes: MEDIUM,
    },
    Route {
        what: What::Heads,
        path: "/v1/heads",
        summary: "Which streams have grown; waits up to 25 seconds for it.",
        request: "HeadsAfter",
        answer: "Heads",
        session: true,
        most_bytes: MEDIUM,
    },
];

/// What booths say to the authority of their election; answered by [`crate::claims::router`].
pub const CLAIM_ROUTES: &[Route] = &[
    Route {
        what: What::Claim,
        path: "/v1/claims",
        summary: "A booth's message to the authority of its election, answered at once.",
        request: "ToAuthority",
        answer: "FromAuthority",
        session: true,
        most_bytes: 4 * SMALL,
    },
    Route {
        what: What::Authority,
        path: "/v1/claims/authority",
        summary: "By which key receipts are signed, in which term, and whether claims are granted.",
        request: "",
        answer: "AuthorityKey",
        session: true,
        most_bytes: SMALL,
    },
];
