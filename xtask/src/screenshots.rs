//! `cargo xtask screenshots`: a picture of each screen, from the real window.

use crate::shell::{Failure, cargo, run};
use crate::{node, places, setup, test};

/// Takes the pictures into `docs/screenshots`.
pub fn task() -> Result<(), Failure> {
    setup::for_tests()?;
    node::script("build")?;
    test::build_programs()?;
    run(cargo()
        .args([
            "test",
            "--package",
            "stories",
            "--all-features",
            "--test",
            "screenshots",
        ])
        .args(["--", "--ignored"])
        .env(
            "KAZASHI_SCREENSHOTS",
            places::root().join("docs/screenshots"),
        ))
}
