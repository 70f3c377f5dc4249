//! The UI's packages and scripts.

use std::fs;
use std::process::Command;

use crate::places;
use crate::shell::{Failure, output, program, run};

/// As `engines` of `ui/package.json` says.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Runs `npm ci` when `package-lock.json` differs from the one of the last time; gives whether it did.
pub fn install() -> Result<bool, Failure> {
    check_version()?;
    let ui = places::root().join("ui");
    let stamp = ui.join("node_modules/.kazashi-lock");
    let lock = fs::read(ui.join("package-lock.json"))
        .map_err(|error| Failure::new(format!("cannot read ui/package-lock.json: {error}")))?;
    if fs::read(&stamp).is_ok_and(|last| last == lock) {
        return Ok(false);
    }
    println!("npm packages of ui/package-lock.json are installed now into ui/node_modules");
    run(npm().args(["ci", "--prefer-offline", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", stamp.display())))?;
    Ok(true)
}

/// Runs one script of `ui/package.json`.
pub fn script(name: &str) -> Result<(), Failure> {
    run(npm().args(["run", "--silent", name]))
}

fn npm() -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(places::root().join("ui"));
    command
}

fn check_version() -> Result<(), Failure> {
    let (major, minor) = OLDEST_NODE;
    let advice = format!(
        "Node.js {major}.{minor} or newer, with npm, is needed: install it, then start again"
    );
    let text = output(program("node").arg("--version"))
        .map_err(|_| Failure::new(format!("node was not found. {advice}")))?;
    if version(&text).is_some_and(|found| found >= OLDEST_NODE) {
        Ok(())
    } else {
        Err(Failure::new(format!("node is {}. {advice}", text.trim())))
    }
}

/// Major and minor of what `node --version` prints.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert!(version("v22.1.0") > Some(OLDEST_NODE));
        assert!(version("v20.9.0") < Some(OLDEST_NODE));
        assert_eq!(version("nonsense"), None);
    }
}
