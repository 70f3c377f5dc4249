//! Real processes for long: desks with files of their own, hubs that are killed again and again, links that are cut, and
//! the same records carried on sticks. Small in the ordinary run; whole by `cargo xtask endurance`.

// Helpers of a test file are not seen as tests by the lint, and what was found is shown.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, clippy::print_stdout)]

mod book;
mod chaos;
mod crowd;
mod desk;
mod fortnight;
mod history;
// The hub of the other file of tests, of which not all is needed here.
#[path = "../server/hub.rs"]
#[allow(dead_code)]
mod hub;
mod links;
mod logs;
mod repeating;
mod scale;
mod shelter_story;
mod sticks;
