//! Names of headers and media types.

pub(super) const PROTOCOL: &str = "kazashi-protocol";
pub(super) const HUB: &str = "kazashi-hub";
pub(super) const TIME: &str = "kazashi-time";
pub(super) const CBOR: &str = "application/cbor";
pub(super) const JSON: &str = "application/json";
pub(super) const PROBLEM: &str = "application/problem+json";
/// Stands before the token.
pub(super) const SCHEME: &str = "Kazashi ";
