//! Cargo tools that the tests need, at fixed versions, built once into the cache.

use std::fs;

use crate::places;
use crate::shell::{Failure, cargo, run, succeeds};

/// One tool on crates.io.
pub struct Tool {
    pub name: &'static str,
    /// What it is called when it is run.
    program: &'static str,
    version: &'static str,
    options: &'static [&'static str],
    /// Whether its speed matters; built without, it is there in a third of the time.
    optimised: bool,
}

/// Checks licences, bans and sources of the dependencies.
pub const DENY: Tool = Tool {
    name: "cargo-deny",
    program: "cargo-deny",
    version: "0.20.2",
    options: &["--no-default-features"],
    optimised: false,
};

/// Puts WebDriver in front of the window.
pub const TAURI_DRIVER: Tool = Tool {
    name: "tauri-driver",
    program: "tauri-driver",
    version: "2.1.0",
    options: &[],
    optimised: false,
};

/// Runs libFuzzer; needs a nightly compiler.
pub const FUZZ: Tool = Tool {
    name: "cargo-fuzz",
    program: "cargo-fuzz",
    version: "0.13.2",
    options: &[],
    optimised: false,
};

/// The PDF maker that `bench` measures beside ours.
pub const TYPST: Tool = Tool {
    name: "typst-cli",
    program: "typst",
    version: "0.15.1",
    options: &[],
    optimised: true,
};

impl Tool {
    /// Whether this very version stands in the cache.
    pub fn is_there(&self) -> bool {
        let record = places::tools().join(".crates.toml");
        let entry = format!("\"{} {} ", self.name, self.version);
        places::tools().join("bin").join(self.program).exists()
            && fs::read_to_string(record).is_ok_and(|text| text.contains(&entry))
    }

    /// Builds and installs it when it is missing; gives whether it was.
    pub fn install(&self) -> Result<bool, Failure> {
        if self.is_there() {
            return Ok(false);
        }
        println!(
            "{} {} is built now into {}",
            self.name,
            self.version,
            places::tools().display()
        );
        let mut install = cargo();
        install.args(["install", "--quiet", "--locked", "--version", self.version]);
        if !self.optimised {
            install.arg("--debug");
        }
        install.arg("--root").arg(places::tools());
        install.env("CARGO_TARGET_DIR", places::builds().join("tools"));
        install.env("CARGO_PROFILE_DEV_DEBUG", "0");
        run(install.args(self.options).arg(self.name))?;
        Ok(true)
    }
}

/// Whether a nightly compiler is installed; it is never fetched.
pub fn nightly_is_there() -> bool {
    succeeds(
        cargo()
            .args(["+nightly", "--version"])
            .env("RUSTUP_AUTO_INSTALL", "0"),
    )
}
