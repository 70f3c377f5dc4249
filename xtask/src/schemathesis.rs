//! Schemathesis, a program that thinks up requests from an OpenAPI description, against the running hub.

use std::path::{Path, PathBuf};

use crate::places;
use crate::shell::{Failure, patient_cargo, program, run_beside, succeeds};

const VERSION: &str = "4.32.5";

/// Where it is; installed first if it can be. `None` where PyPI is out of reach.
pub fn install() -> Option<PathBuf> {
    let folder = places::tools().join("schemathesis");
    let tool = folder.join("bin/schemathesis");
    let is_there = || {
        let said = program(&tool.to_string_lossy()).arg("--version").output();
        said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains(VERSION))
    };
    if is_there() {
        return Some(tool);
    }
    println!(
        "schemathesis {VERSION} is installed now into {}",
        folder.display()
    );
    let made = succeeds(program("python3").args(["-m", "venv"]).arg(&folder))
        && succeeds(
            program(&folder.join("bin/pip").to_string_lossy())
                .args(["install", "--quiet"])
                .arg(format!("schemathesis=={VERSION}")),
        );
    (made && is_there()).then_some(tool)
}

/// Runs the test of the hub that uses it, beside other tests.
pub fn test(tool: &Path) -> Result<(), Failure> {
    run_beside(
        patient_cargo()
            .args(["test", "--workspace", "--all-features", "--test", "server"])
            .args(["--", "--ignored", "requests_that_another_program"])
            .env("KAZASHI_SCHEMATHESIS", tool),
    )
}
