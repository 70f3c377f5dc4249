//! `cargo xtask approve`: draws the approved pictures of the forms anew, for whoever has looked at them.

use crate::setup;
use crate::shell::{Failure, cargo, run};

/// Replaces `forms/*/approved/` where a page looks different; `git diff` then shows what is approved.
pub fn task() -> Result<(), Failure> {
    setup::for_tests()?;
    run(cargo()
        .args(["test", "--package", "stories", "--all-features"])
        .args(["--test", "forms_pictures"])
        .args(["--", "every_form_looks_as_approved"])
        .env("KAZASHI_APPROVE", "1"))
}
