//! What the service answers to whom, over the real store.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod enrolling;
mod limits;
mod polling;
mod scope;
mod sessions;
mod support;
